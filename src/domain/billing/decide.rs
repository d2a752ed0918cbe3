//! Who changes what of a space's billing (BIL-3..6, TRB-1, TRB-2).

use super::{
    Command, Event, Included, Lacking, Metered, Pending, Prices, Reading, TypedPrices, may_change_account, may_reach,
    next_cycle,
    plan::{self, plan_field, usage_field},
    tier::{self, ready},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Record, Refusal, State, Timestamp, account,
    account::AccountId,
    activity::Deed,
    gate::{self, Place},
    id::{PersonId, SpaceId},
    space::{Space, Tier},
    text::field,
};
use std::collections::BTreeMap;

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &Facts<'_>) -> Events {
    let now = facts.now;
    match command {
        Command::Allow { space, paid } => allow(state, actor, space, paid, now),
        Command::ChangeTier { space, tier } => change_tier(asked(state, actor, space)?, tier, now),
        Command::ChangeAccount { space, account } => {
            let space = asked(state, actor, space)?;
            may_change_account(state, actor, space, account, now)?;
            let set = account::Event::BillingAccountSet { space: space.id, account };
            Ok(turned(space, now).into_iter().chain([set.into()]).collect())
        }
        Command::SetPlan { space, amounts, prices } => set_plan(asked(state, actor, space)?, &amounts, &prices),
        Command::NoteUsage { space, amounts } => note_usage(asked(state, actor, space)?, &amounts, now),
        Command::Turn => {
            let events: Vec<DomainEvent> = state.spaces.values().filter_map(|space| turned(space, now)).collect();
            if events.is_empty() {
                return Err(Refusal::new("BIL-3", "No change of a billing tier is due yet."));
            }
            Ok(events)
        }
    }
}

fn asked(state: &State, actor: Option<PersonId>, space: SpaceId) -> Result<&Space, Refusal> {
    gate::ask(state, actor, Permission::EditSpaceBillingDetails, Place::Space(space))?;
    state.space(space).ok_or_else(|| gate::gone("space"))
}

/// The change of tier whose billing cycle has begun and that nothing has noted yet: whatever is decided on the tier that counts
/// notes it first.
pub(in crate::domain) fn turned(space: &Space, now: Timestamp) -> Option<DomainEvent> {
    ready(space, now).map(|pending| Event::TierSet { space: space.id, tier: pending.tier }.into())
}

/// Whether the account signed in to may say which tiers it allows a space, and which account that is (BIL-3, TRB-1).
pub fn allowance(state: &State, actor: Option<PersonId>, space: SpaceId) -> Result<AccountId, Refusal> {
    gate::person(state, actor)?;
    let Some(session) = state.cloud else {
        return Err(Refusal::new(
            "BIL-3",
            "Nobody is signed in on the cloud side. Sign in there to the account that is to allow paid tiers.",
        )
        .mended_at(Mend::CloudSpaces));
    };
    let Some(found) = state.space(space) else { return Err(gate::gone("space")) };
    if !found.connections.contains_key(&session.account) {
        return Err(Refusal::new(
            "BIL-3",
            format!("The account {} is not connected to this space. Add it to the space first.", session.account),
        )
        .mended_at(Mend::Accounts(space)));
    }
    account::administers(state)?;
    Ok(session.account)
}

fn allow(state: &State, actor: Option<PersonId>, id: SpaceId, paid: bool, now: Timestamp) -> Events {
    let account = allowance(state, actor, id)?;
    let Some(space) = state.space(id) else { return Err(gate::gone("space")) };
    if space.billing.paid.contains(&account) == paid {
        let which = if paid { "allows paid tiers" } else { "allows the Free tier alone" };
        return Err(Refusal::new("BIL-3", format!("The account {which} already, so there is nothing to save.")));
    }
    let needed = tier::paid(space, now).filter(|_| !paid && space.billing_account == Some(account));
    if let Some(tier) = needed {
        return Err(Refusal::new(
            "BIL-3",
            format!(
                "The account pays for this space, which has the {} tier. A Space administrator has to change it to Free first, and that waits for the next billing cycle.",
                tier.label()
            ),
        )
        .mended_at(Mend::Billing(id)));
    }
    let set = Event::PaidSet { space: id, account, allowed: paid };
    Ok(turned(space, now).into_iter().chain([set.into()]).collect())
}

fn change_tier(space: &Space, wished: Tier, now: Timestamp) -> Events {
    let id = space.id;
    let mut events: Vec<DomainEvent> = turned(space, now).into_iter().collect();
    let current = tier::tier(space, now);
    let waiting = space.billing.pending.filter(|pending| pending.from > now);
    if wished == current {
        if waiting.is_none() {
            let message = format!("The space has the {} tier already.", current.label());
            return Err(Refusal::new("BIL-3", message).at(field::BILLING_TIER));
        }
        events.push(Event::PendingSet { space: id, pending: None }.into());
        return Ok(events);
    }
    may_reach(space, wished).map_err(|lacking| refusal(lacking, id))?;
    if wished > current {
        events.push(Event::TierSet { space: id, tier: wished }.into());
        return Ok(events);
    }
    if waiting.is_some_and(|waiting| waiting.tier == wished) {
        let message = format!("The change to the {} tier waits already for the next billing cycle.", wished.label());
        return Err(Refusal::new("BIL-3", message).at(field::BILLING_TIER));
    }
    let pending = Some(Pending { tier: wished, from: next_cycle(now) });
    events.push(Event::PendingSet { space: id, pending }.into());
    Ok(events)
}

/// Why the tier cannot be changed, and where that is mended (TRB-2).
fn refusal(lacking: Lacking, space: SpaceId) -> Refusal {
    let (message, mend) = match lacking {
        Lacking::Account => (
            "A paid tier needs a billing account, and this space has none. Add an account to the space, make it the billing account, and let it allow paid tiers.".to_owned(),
            Mend::Accounts(space),
        ),
        Lacking::Allowance(account) => (
            format!("The billing account {account} does not allow paid tiers. Its AWS administrator allows them on the cloud side; then the tier can be changed here."),
            Mend::CloudSpaces,
        ),
    };
    Refusal::new("TRB-2", message).at(field::BILLING_TIER).mended_at(mend)
}

fn set_plan(space: &Space, amounts: &[(Tier, Metered, String)], prices: &TypedPrices) -> Events {
    let mut plan = BTreeMap::new();
    for (tier, metered, typed) in amounts {
        if let Some(amount) = plan::number(typed, plan_field(*tier, *metered))? {
            plan.insert((*tier, *metered), amount);
        }
    }
    let prices = Prices::read(prices)?;
    let mut events = Vec::new();
    if plan != space.billing.plan {
        let plan = plan.into_iter().map(|((tier, metered), amount)| Included { tier, metered, amount }).collect();
        events.push(Event::PlanSet { space: space.id, plan }.into());
    }
    if prices != space.billing.prices {
        events.push(Event::PricesSet { space: space.id, prices }.into());
    }
    if events.is_empty() {
        return Err(Refusal::new("BIL-1", "These amounts are kept already, so there is nothing to save."));
    }
    Ok(events)
}

fn note_usage(space: &Space, amounts: &[(Metered, String)], now: Timestamp) -> Events {
    let mut events = Vec::new();
    for (metered, typed) in amounts {
        let amount = plan::number(typed, usage_field(*metered))?;
        if *metered == Metered::DevStorage {
            return Err(Refusal::new(
                "BIL-5",
                "Storage is counted here in the Dev Environments that the AWS CLI told of, and not entered.",
            )
            .at(usage_field(*metered)));
        }
        let known = space.billing.readings.get(metered).filter(|reading| reading.at.is_in_month_of(now));
        if known.map(|reading| reading.amount) != amount {
            events.push(Event::UsageNoted { space: space.id, metered: *metered, amount }.into());
        }
    }
    if events.is_empty() {
        return Err(Refusal::new("BIL-5", "These amounts are kept already, so there is nothing to save."));
    }
    Ok(events)
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    match event {
        Event::PaidSet { account, allowed, .. } => {
            if !space.connections.contains_key(account) {
                return;
            }
            if *allowed {
                space.billing.paid.insert(*account);
            } else {
                space.billing.paid.remove(account);
            }
            space.log(record, None, Deed::PaidTiersSet(*account, *allowed));
        }
        Event::TierSet { tier, .. } => {
            space.tier = *tier;
            space.billing.pending = None;
            space.log(record, None, Deed::TierSet(*tier));
        }
        Event::PendingSet { pending, .. } => {
            space.billing.pending = *pending;
            space.log(record, None, Deed::TierPending(pending.map(|pending| pending.tier)));
        }
        Event::PlanSet { plan, .. } => {
            space.billing.plan = plan.iter().map(|one| ((one.tier, one.metered), one.amount)).collect();
            space.log(record, None, Deed::PlanSet);
        }
        Event::PricesSet { prices, .. } => {
            space.billing.prices = prices.clone();
            space.log(record, None, Deed::PricesSet);
        }
        Event::UsageNoted { metered, amount, .. } => {
            match amount {
                Some(amount) => {
                    space.billing.readings.insert(*metered, Reading { amount: *amount, at: record.at });
                }
                None => {
                    space.billing.readings.remove(metered);
                }
            }
            space.log(record, None, Deed::UsageNoted(*metered));
        }
    }
}
