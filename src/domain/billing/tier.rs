//! Tiers: which one counts, and whether another can be had (BIL-3, TRB-2).

use super::Pending;
use crate::domain::{State, Timestamp, account::AccountId, id::SpaceId, space::Space, space::Tier};

/// What lacks for a paid tier, in the order in which it is mended (BIL-3, TRB-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The space has no billing account that is known: an account has to be added, or one of the connected ones chosen.
    Account,
    /// The billing account does not allow paid tiers.
    Allowance(AccountId),
}

/// When the next billing cycle begins: cycles are calendar months, in UTC.
pub fn next_cycle(now: Timestamp) -> Timestamp {
    now.next_month()
}

/// The tier that counts at a moment: one that waited counts from its billing cycle on, even before the console has noted it.
pub fn tier(space: &Space, now: Timestamp) -> Tier {
    ready(space, now).map_or(space.tier, |pending| pending.tier)
}

/// The paid tier that a space has or will have, which its billing account has to allow.
pub(super) fn paid(space: &Space, now: Timestamp) -> Option<Tier> {
    let waits = space.billing.pending.map(|pending| pending.tier);
    [Some(tier(space, now)), waits].into_iter().flatten().find(|tier| *tier != Tier::Free)
}

/// The change whose time has come.
pub(super) fn ready(space: &Space, now: Timestamp) -> Option<Pending> {
    space.billing.pending.filter(|pending| pending.from <= now)
}

/// The spaces whose tier is to change now.
pub fn due(state: &State, now: Timestamp) -> Vec<SpaceId> {
    state.spaces.values().filter(|space| ready(space, now).is_some()).map(|space| space.id).collect()
}

/// Whether a space could have a tier (BIL-3): the free one always, paid ones once its billing account allows them.
pub fn may_reach(space: &Space, tier: Tier) -> Result<(), Lacking> {
    if tier == Tier::Free {
        return Ok(());
    }
    let account = space.billing_account.ok_or(Lacking::Account)?;
    if space.billing.paid.contains(&account) { Ok(()) } else { Err(Lacking::Allowance(account)) }
}
