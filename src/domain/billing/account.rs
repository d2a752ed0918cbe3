//! The account that pays: exactly one a space, and one space an account (BIL-2, BIL-4).

use super::tier::paid;
use crate::domain::{
    Mend, Refusal, State, Timestamp,
    account::AccountId,
    id::{PersonId, SpaceId},
    space::Space,
    text::field,
};
use std::sync::Arc;

/// The space that an account bills.
pub fn billed_by(state: &State, account: AccountId) -> Option<&Space> {
    state.spaces.values().map(Arc::as_ref).find(|space| space.billing_account == Some(account))
}

/// Refuses an account that bills another space than this one (BIL-2). The other is named to its members alone.
///
/// An account that is only connected elsewhere may pay here.
pub fn may_bill(
    state: &State,
    actor: Option<PersonId>,
    account: AccountId,
    space: Option<SpaceId>,
) -> Result<(), Refusal> {
    let Some(other) = billed_by(state, account).filter(|other| Some(other.id) != space) else { return Ok(()) };
    let is_member = actor.is_some_and(|actor| other.members.contains_key(&actor));
    let which = if is_member { format!("the space {}", other.name) } else { "another space".to_owned() };
    Err(Refusal::new(
        "BIL-2",
        format!("The account {account} pays for {which}, and an account pays for one space. Use another account."),
    )
    .at(field::ACCOUNT))
}

/// Whether a connected account could become the billing account of a space (BIL-2, BIL-3, BIL-4).
pub fn may_change_account(
    state: &State,
    actor: Option<PersonId>,
    space: &Space,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Refusal> {
    if !space.connections.contains_key(&account) {
        return Err(Refusal::new(
            "BIL-4",
            format!("The account {account} is not connected to this space, and only connected accounts can pay for it. Connect it first."),
        )
        .at(field::BILLING_ACCOUNT)
        .mended_at(Mend::Accounts(space.id)));
    }
    if space.billing_account == Some(account) {
        return Err(Refusal::new("BIL-4", format!("The account {account} pays for this space already."))
            .at(field::BILLING_ACCOUNT));
    }
    may_pay(state, actor, space, account, now).map_err(|refusal| refusal.at(field::BILLING_ACCOUNT))
}

/// Whether an account could pay for a space that is there, once it is connected to it (BIL-2, BIL-3).
pub(in crate::domain) fn may_pay(
    state: &State,
    actor: Option<PersonId>,
    space: &Space,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Refusal> {
    may_bill(state, actor, account, Some(space.id))?;
    if let Some(tier) = paid(space, now).filter(|_| !space.billing.paid.contains(&account)) {
        return Err(Refusal::new(
            "BIL-3",
            format!(
                "The space has the {} tier, and the account {account} does not allow it paid tiers. Allow them on the cloud side of that account first.",
                tier.label()
            ),
        )
        .mended_at(Mend::CloudSpaces));
    }
    Ok(())
}
