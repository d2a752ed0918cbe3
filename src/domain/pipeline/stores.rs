//! Which store an action uses, and which key seals it.

use super::{Pipeline, SERVICE, Store};
use crate::domain::{
    State,
    account::AccountId,
    inventory::RegionName,
    key::{ALIAS, Key, Keys, Manager, Site},
};
use std::sync::Arc;

/// What seals a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Sealing {
    /// The key that the cloud manages for buckets.
    Default,
    /// A key that is known here.
    Known {
        /// Where it is.
        site: Site,
        /// The key.
        key: Arc<Key>,
        /// The service that the cloud manages it for, if it does.
        service: Option<String>,
    },
    /// Keys of that place are known, and this is none of them.
    Missing(Site),
    /// No keys of that place are known.
    Unread(Site),
    /// What names the key names none.
    Malformed,
}

/// The store that holds the artifacts of actions in a Region.
pub fn store_for<'a>(pipeline: &'a Pipeline, home: &Site, region: Option<RegionName>) -> Option<&'a Store> {
    let region = region.unwrap_or(home.region);
    let stores = &pipeline.structure.as_ref()?.stores;
    stores.iter().find(|store| store.region.unwrap_or(home.region) == region)
}

/// Which key seals a store, as far as is known.
pub fn sealing(state: &State, home: &Site, store: &Store) -> Sealing {
    let Some(name) = &store.key else { return Sealing::Default };
    let region = store.region.unwrap_or(home.region);
    let site = if name.starts_with("arn:") {
        match site_of(name) {
            Some(site) => site,
            None => return Sealing::Malformed,
        }
    } else {
        Site { account: home.account, region }
    };
    let Some(keys) = keys_at(state, &site) else { return Sealing::Unread(site) };
    match keys.find(name) {
        Some(key) => {
            let service = keys.service_of(key).map(str::to_owned);
            if key.manager == Manager::Cloud && service.as_deref() == Some(SERVICE) {
                return Sealing::Default;
            }
            Sealing::Known { site, key: Arc::new(key.clone()), service }
        }
        None => Sealing::Missing(site),
    }
}

/// The keys of a place, if any were ever read or made there.
pub(super) fn keys_at<'a>(state: &'a State, site: &Site) -> Option<&'a Keys> {
    let keys = &state.cloud_region(site.account, site.region.as_str())?.keys;
    (!keys.keys.is_empty() || !keys.aliases.is_empty()).then_some(keys)
}

/// The account and Region of a key's or an alias's ARN.
pub(super) fn site_of(arn: &str) -> Option<Site> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", _, "kms", region, account, rest] = parts.as_slice() else { return None };
    if !rest.starts_with("key/") && !rest.starts_with(ALIAS) {
        return None;
    }
    Some(Site { account: account_of(account)?, region: RegionName::parse(region)? })
}

/// Twelve digits.
pub(super) fn account_of(text: &str) -> Option<AccountId> {
    let fits = text.len() == 12 && text.bytes().all(|sign| sign.is_ascii_digit());
    if fits { text.parse().ok().map(AccountId) } else { None }
}
