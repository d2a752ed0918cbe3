//! What a space uses of what its tier includes, and whether metered work may start (BIL-5).

use super::{Amount, Metered, plan, tier};
use crate::domain::{Mend, Refusal, State, Timestamp, gate, id::SpaceId, space::Space, space::Tier};
use serde::{Deserialize, Serialize};

/// What the service said is used, as a person entered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How much, in the resource's unit.
    pub amount: u64,
    /// When it was entered.
    pub at: Timestamp,
}

/// How much is used, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used {
    /// Counted here, in what the AWS CLI told: so many Dev Environments.
    Counted {
        /// How much.
        amount: u64,
        /// In so many things.
        among: u64,
    },
    /// Entered by a person in this billing cycle.
    Entered(Reading),
    /// Not known: nothing here counts it, and nobody entered it in this billing cycle.
    Unknown,
}

/// One resource of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Which.
    pub metered: Metered,
    /// How much is used.
    pub used: Used,
    /// How much the tier includes; none when nobody entered it.
    pub included: Option<u64>,
}

impl Used {
    /// The amount, if it is known.
    pub const fn amount(self) -> Option<u64> {
        match self {
            Self::Counted { amount, .. } | Self::Entered(Reading { amount, .. }) => Some(amount),
            Self::Unknown => None,
        }
    }
}

impl Usage {
    /// Whether all that is included is used.
    pub fn is_at_maximum(&self) -> bool {
        self.used.amount().zip(self.included).is_some_and(|(used, included)| used >= included)
    }
}

/// What a space uses, resource by resource.
pub fn usage(space: &Space, now: Timestamp) -> Vec<Usage> {
    Metered::ALL.into_iter().map(|metered| of(space, metered, now)).collect()
}

fn of(space: &Space, metered: Metered, now: Timestamp) -> Usage {
    let team = u64::try_from(space.members.len()).unwrap_or(u64::MAX);
    let included = plan::included(&space.billing.plan, tier(space, now), metered, team);
    Usage { metered, used: used(space, metered, now), included }
}

fn used(space: &Space, metered: Metered, now: Timestamp) -> Used {
    if metered == Metered::DevStorage {
        // Storage belongs to a Dev Environment whether it runs or not, until it is deleted.
        let kept = space.projects.values().flat_map(|project| &project.dev_environments);
        let (amount, among) = kept
            .filter(|one| !matches!(one.status.as_str(), "DELETING" | "DELETED"))
            .fold((0_u64, 0_u64), |(amount, among), one| {
                (amount.saturating_add(one.storage_gib.into()), among.saturating_add(1))
            });
        return Used::Counted { amount, among };
    }
    match space.billing.readings.get(&metered) {
        Some(reading) if reading.at.is_in_month_of(now) => Used::Entered(*reading),
        _ => Used::Unknown,
    }
}

/// Whether metered work may start in a space (BIL-5): on the Free tier it stops once all that is included is used. Paid tiers
/// go on and are charged; where nobody entered what is included, or what is used, nothing stops.
pub fn may_start(state: &State, space: SpaceId, metered: Metered, now: Timestamp) -> Result<(), Refusal> {
    let Some(found) = state.space(space) else { return Err(gate::gone("space")) };
    let usage = of(found, metered, now);
    if tier(found, now) != Tier::Free || !usage.is_at_maximum() {
        return Ok(());
    }
    let most = Amount(usage.included.unwrap_or_default(), metered);
    let until = if metered.is_of_the_cycle() { "Wait for the next billing cycle" } else { "Delete what is not needed" };
    Err(Refusal::new(
        "BIL-5",
        format!(
            "The Free tier of this space includes {most} of {}, and all of it is used. {until}, or change the billing tier.",
            metered.label()
        ),
    )
    .mended_at(Mend::Billing(space)))
}
