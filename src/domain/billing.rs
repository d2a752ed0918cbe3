//! Billing of spaces: the account that pays, the tier, and what is used of what the tier includes (BIL-1..7, TRB-2).
//!
//! AWS publishes prices and included amounts on a page that this console cannot read, so it knows none by itself: people
//! enter what their plan includes and what the service says is used. What is counted here is told apart from that.

mod account;
mod decide;
mod forecast;
mod import;
mod plan;
mod price;
mod tier;
mod usage;

pub(in crate::domain) use account::may_pay;
pub use account::{billed_by, may_bill, may_change_account};
pub(in crate::domain) use decide::turned;
pub use decide::{allowance, apply, decide};
pub use forecast::{Forecast, forecast, total};
pub(in crate::domain) use import::read;
pub use import::shared_accounts;
pub use plan::{Amount, Included, LARGEST, Plan, TEAM_MEMBERS_FIELD, included, plan_field, team_members, usage_field};
pub use price::{CURRENCY_FIELD, Price, Priced, Prices, TypedPrices};
pub use tier::{Lacking, due, may_reach, next_cycle, tier};
pub use usage::{Reading, Usage, Used, may_start, usage};

use super::{Timestamp, account::AccountId, id::SpaceId, space::Tier};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where AWS publishes what tiers cost and include (AWS Administrator Guide, Administering billing).
pub const PRICING: &str = "https://codecatalyst.aws/explore/pricing";

/// What a space uses that is counted against its tier (reference 6.2, 6.3; AWS Administrator Guide, Administering billing).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Metered {
    /// Compute of workflow runs, in minutes a billing cycle.
    Compute,
    /// Dev Environments that run, in hours a billing cycle.
    DevEnvironments,
    /// Storage of Dev Environments, in GB.
    DevStorage,
}

/// A smaller tier that waits for the next billing cycle (reference 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Which.
    pub tier: Tier,
    /// From when it counts.
    pub from: Timestamp,
}

/// Where events of a space were logged before its billing account changed (reference 1.8): the destination moves at the
/// start of the next billing cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The account that still gets them.
    pub account: AccountId,
    /// Until when.
    pub until: Timestamp,
}

/// What a space keeps of its billing, beside its tier and its billing account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Billing {
    /// Connected accounts that allow the space paid tiers (BIL-3).
    pub paid: BTreeSet<AccountId>,
    /// A smaller tier that waits.
    pub pending: Option<Pending>,
    /// Where events are still logged.
    pub logged: Option<Logged>,
    /// What the tiers include, as people entered it.
    pub plan: Plan,
    /// What the service said is used, as people entered it.
    pub readings: BTreeMap<Metered, Reading>,
    /// What the tiers cost, as people entered it.
    pub prices: Prices,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Update allowed billing tiers: the account signed in to on the cloud side allows a space paid tiers or no more (BIL-3).
    Allow {
        /// Which space.
        space: SpaceId,
        /// Whether paid tiers are allowed.
        paid: bool,
    },
    /// Change tier; the tier the space has withdraws a change that waits (BIL-3).
    ChangeTier {
        /// Of which space.
        space: SpaceId,
        /// To which.
        tier: Tier,
    },
    /// Change AWS billing account (BIL-2, BIL-4).
    ChangeAccount {
        /// Of which space.
        space: SpaceId,
        /// To which connected account.
        account: AccountId,
    },
    /// Keeps what the tiers include and cost, as a person read it on AWS' pricing page (BIL-1).
    SetPlan {
        /// For which space.
        space: SpaceId,
        /// Everything that is known, as typed; what is empty is not known.
        amounts: Vec<(Tier, Metered, String)>,
        /// What it costs.
        prices: TypedPrices,
    },
    /// Keeps what the service said is used (BIL-5).
    NoteUsage {
        /// In which space.
        space: SpaceId,
        /// Amounts as typed; an empty one is forgotten.
        amounts: Vec<(Metered, String)>,
    },
    /// Lets tiers change whose billing cycle has begun. Nobody needs to ask for it.
    Turn,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An account allows a space paid tiers, or no more.
    PaidSet {
        /// Which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// Whether paid tiers are allowed.
        allowed: bool,
    },
    /// The space has this tier from now on; nothing waits any more.
    TierSet {
        /// Which space.
        space: SpaceId,
        /// Which tier.
        tier: Tier,
    },
    /// This smaller tier waits for the next billing cycle, or none any more.
    PendingSet {
        /// Which space.
        space: SpaceId,
        /// What waits.
        pending: Option<Pending>,
    },
    /// The tiers include this much, as far as was entered.
    PlanSet {
        /// Which space.
        space: SpaceId,
        /// All that is known.
        plan: Vec<Included>,
    },
    /// The service said that so much is used, as entered.
    UsageNoted {
        /// Which space.
        space: SpaceId,
        /// Of what.
        metered: Metered,
        /// How much; none when it is not known any more.
        amount: Option<u64>,
    },
    /// The tiers cost this much, as far as was entered.
    PricesSet {
        /// Which space.
        space: SpaceId,
        /// All that is known.
        prices: Prices,
    },
}

impl Event {
    /// The space it is about.
    pub const fn space(&self) -> SpaceId {
        match self {
            Self::PaidSet { space, .. }
            | Self::TierSet { space, .. }
            | Self::PendingSet { space, .. }
            | Self::PlanSet { space, .. }
            | Self::UsageNoted { space, .. }
            | Self::PricesSet { space, .. } => *space,
        }
    }
}

impl Metered {
    /// All, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Compute, Self::DevEnvironments, Self::DevStorage];

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Compute => "Workflow compute",
            Self::DevEnvironments => "Dev Environments",
            Self::DevStorage => "Dev Environment storage",
        }
    }

    /// The unit, behind a number.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Compute => "minutes",
            Self::DevEnvironments => "hours",
            Self::DevStorage => "GB",
        }
    }

    /// Whether it starts at nothing with every billing cycle; storage stays.
    pub const fn is_of_the_cycle(self) -> bool {
        matches!(self, Self::Compute | Self::DevEnvironments)
    }
}

impl Billing {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in that the space is billed to another account from now on: events are logged where they were until the next
    /// billing cycle begins (reference 1.8).
    pub(in crate::domain) fn moved(&mut self, former: Option<AccountId>, account: AccountId, now: Timestamp) {
        let before = self.logged.filter(|logged| logged.until > now).map(|logged| logged.account).or(former);
        self.logged =
            before.filter(|before| *before != account).map(|before| Logged { account: before, until: next_cycle(now) });
    }
}
