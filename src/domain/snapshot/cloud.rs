//! The segments of what is known of cloud accounts.

use super::parts;
use crate::domain::{
    State, Timestamp,
    account::AccountId,
    id::SealedId,
    inventory::{CloudAccount, CloudRegion, Iam, Source},
    key::SealedObject,
};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// An account without its Regions.
#[derive(Serialize, Deserialize)]
pub struct AccountPart<'a> {
    id: AccountId,
    name: Cow<'a, Option<String>>,
    source: Source,
    read: Timestamp,
    iam: Cow<'a, Iam>,
}

pub fn account(account: &CloudAccount) -> AccountPart<'_> {
    let CloudAccount { id, name, source, read, iam, regions: _ } = account;
    AccountPart { id: *id, name: Cow::Borrowed(name), source: *source, read: *read, iam: Cow::Borrowed(iam) }
}

pub fn read_account(state: &mut State, id: AccountId, bytes: &[u8]) -> Option<()> {
    let part: AccountPart<'static> = parts::read(bytes)?;
    if part.id != id {
        return None;
    }
    let account = CloudAccount {
        id,
        name: part.name.into_owned(),
        source: part.source,
        read: part.read,
        iam: part.iam.into_owned(),
        regions: BTreeMap::new(),
    };
    state.inventory.insert(id, Arc::new(account));
    Some(())
}

pub fn read_sealed(state: &mut State, id: SealedId, bytes: &[u8]) -> Option<()> {
    let object: SealedObject = parts::read(bytes)?;
    if object.id != id {
        return None;
    }
    state.sealed.insert(id, Arc::new(object));
    Some(())
}

pub fn read_region(bytes: &[u8]) -> Option<CloudRegion> {
    parts::read(bytes)
}
