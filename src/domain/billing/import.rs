//! What `get-subscription` tells of billing, taken in (BIL-2, BIL-3).

use super::{Event, Pending, billed_by};
use crate::domain::{
    Event as DomainEvent, State, account,
    account::AccountId,
    import::{self, Inventory, InventorySpace},
    space::{Space, Tier, names},
    text,
};
use std::collections::BTreeMap;

/// The account that a file names. The service prints the connection's name, which people often leave at the account's number.
fn account_of(read: &InventorySpace) -> Option<AccountId> {
    read.billing_account_name.as_deref().and_then(|name| text::account(name).ok())
}

/// What is new of the tier and the billing account of a space.
///
/// An account pays for one space here (BIL-2), though the service has let it pay for several: then it is connected to the
/// others and pays for the first alone, and [`shared_accounts`] says so.
pub(in crate::domain) fn read(state: &State, known: &Space, read: &InventorySpace) -> Vec<DomainEvent> {
    let space = known.id;
    let mut events: Vec<DomainEvent> = Vec::new();
    if let Some(tier) = read.tier.filter(|tier| *tier != known.tier) {
        events.push(import::Event::TierRead { space, tier }.into());
    }
    let tier = read.tier.unwrap_or(known.tier);
    let mut pays = known.billing_account;
    if let Some(account) = account_of(read).filter(|_| pays.is_none()) {
        if !known.connections.contains_key(&account) {
            events.push(account::Event::Connected { space, account }.into());
        }
        if billed_by(state, account).is_none() {
            events.push(account::Event::BillingAccountSet { space, account }.into());
            pays = Some(account);
        }
    }
    let pending = read.pending.map(|(tier, from)| Pending { tier, from }).filter(|pending| pending.tier != tier);
    // A tier that is read takes away what waited.
    let waits = known.billing.pending.filter(|_| tier == known.tier);
    let will = if read.tier.is_some() { pending } else { waits };
    // A space has a paid tier, or will have one, only because its account allows it.
    let is_paid = tier != Tier::Free || will.is_some_and(|pending| pending.tier != Tier::Free);
    if let Some(account) = pays.filter(|account| is_paid && !known.billing.paid.contains(account)) {
        events.push(Event::PaidSet { space, account, allowed: true }.into());
    }
    if will != waits {
        events.push(Event::PendingSet { space, pending: will }.into());
    }
    events
}

/// Sentences for the report of an import: accounts that the files name as paying for more than one space, or that pay for
/// another one here.
pub fn shared_accounts(state: &State, inventory: &Inventory) -> Vec<String> {
    let mut paying: BTreeMap<AccountId, String> = state
        .spaces
        .values()
        .filter_map(|space| space.billing_account.map(|account| (account, space.name.clone())))
        .collect();
    let mut notes = Vec::new();
    for read in &inventory.spaces {
        let Some(account) = account_of(read) else { continue };
        let has = state.space_named(&read.name).and_then(|known| known.billing_account);
        if has.is_some() {
            continue;
        }
        match paying.get(&account) {
            Some(other) if !names::same(other, &read.name) => notes.push(format!(
                "The files say that the account {account} pays for “{}”, but it pays for “{other}” here, and an account pays for one space. \
                 It is connected to “{}”, which has no billing account until one is chosen.",
                read.name, read.name
            )),
            Some(_) => {}
            None => {
                paying.insert(account, read.name.clone());
            }
        }
    }
    notes
}
