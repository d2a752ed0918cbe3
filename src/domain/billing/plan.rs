//! What tiers include, as people entered it (BIL-1): no source of this console tells amounts or prices.

use super::Metered;
use crate::domain::{Refusal, sensitive::refuse_secret, space::Tier};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most that an amount can be.
pub const LARGEST: u64 = 1_000_000_000;

/// The label of the field of Compare tiers.
pub const TEAM_MEMBERS_FIELD: &str = "Number of team members";

/// What tiers include by tier and resource: of the Enterprise tier for each team member, of the others in all.
pub type Plan = BTreeMap<(Tier, Metered), u64>;

/// One amount of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Included {
    /// Of which tier.
    pub tier: Tier,
    /// Of what.
    pub metered: Metered,
    /// How much, in the resource's unit.
    pub amount: u64,
}

/// An amount with its unit, as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub u64, pub Metered);

impl core::fmt::Display for Amount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, " {}", self.1.unit())
    }
}

/// How much a tier includes of a resource: that of the Enterprise tier grows with the team (BIL-1).
pub fn included(plan: &Plan, tier: Tier, metered: Metered, team_members: u64) -> Option<u64> {
    let amount = plan.get(&(tier, metered)).copied()?;
    Some(if tier == Tier::Enterprise { amount.saturating_mul(team_members) } else { amount })
}

/// Reads a number of team members: a space has at least one.
pub fn team_members(typed: &str) -> Result<u64, Refusal> {
    let refuse = |why: &str| Refusal::new("BIL-1", why).at(TEAM_MEMBERS_FIELD);
    match number(typed, TEAM_MEMBERS_FIELD)? {
        None | Some(0) => Err(refuse("Enter how many people work in the space: 1 or more.")),
        Some(many) => Ok(many),
    }
}

/// Reads what was typed for an amount; nothing for an empty field.
pub(super) fn number(typed: &str, field: &'static str) -> Result<Option<u64>, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '_' | '\'' | '’')).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    refuse_secret(typed, "An amount", field)?;
    let is_number = digits.chars().all(|digit| digit.is_ascii_digit());
    match digits.parse::<u64>() {
        Ok(amount) if is_number && amount <= LARGEST => Ok(Some(amount)),
        _ if is_number => Err(Refusal::new("BIL-1", format!("An amount can be {LARGEST} at most.")).at(field)),
        _ => Err(Refusal::new("BIL-1", "Enter a whole number, such as 120, or nothing.").at(field)),
    }
}

/// The label of the field that the amount of a tier is entered in.
pub const fn plan_field(tier: Tier, metered: Metered) -> &'static str {
    match (tier, metered) {
        (Tier::Free, Metered::Compute) => "Free: minutes of compute",
        (Tier::Free, Metered::DevEnvironments) => "Free: Dev Environment hours",
        (Tier::Free, Metered::DevStorage) => "Free: GB of storage",
        (Tier::Standard, Metered::Compute) => "Standard: minutes of compute",
        (Tier::Standard, Metered::DevEnvironments) => "Standard: Dev Environment hours",
        (Tier::Standard, Metered::DevStorage) => "Standard: GB of storage",
        (Tier::Enterprise, Metered::Compute) => "Enterprise, each member: minutes of compute",
        (Tier::Enterprise, Metered::DevEnvironments) => "Enterprise, each member: Dev Environment hours",
        (Tier::Enterprise, Metered::DevStorage) => "Enterprise, each member: GB of storage",
    }
}

/// The label of the field that what is used is entered in.
pub const fn usage_field(metered: Metered) -> &'static str {
    match metered {
        Metered::Compute => "Minutes of compute used",
        Metered::DevEnvironments => "Dev Environment hours used",
        Metered::DevStorage => "GB of storage used",
    }
}
