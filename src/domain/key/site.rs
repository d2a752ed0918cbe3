//! Where keys, repositories and pipelines are: an account in a Region.

use crate::domain::{State, account::AccountId, inventory::RegionName, space::Region};
use serde::{Deserialize, Serialize};

/// An account in a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Site {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: RegionName,
}

impl Site {
    /// Where the cloud side is signed in.
    pub fn signed_in(state: &State) -> Option<Self> {
        state.cloud.map(|session| Self { account: session.account, region: session.region.into() })
    }

    /// All of which something is known.
    pub fn all(state: &State) -> impl Iterator<Item = Self> {
        state
            .inventory
            .values()
            .flat_map(|account| account.regions.keys().map(|region| Self { account: account.id, region: *region }))
    }

    /// `arn:aws:SERVICE:REGION:ACCOUNT:REST`.
    pub fn arn(&self, service: &str, rest: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{rest}", self.partition(), self.region, self.account)
    }

    /// The partition of the Region.
    pub fn partition(&self) -> &'static str {
        match self.region.as_str() {
            china if china.starts_with("cn-") => "aws-cn",
            government if government.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// The Region in words where this console has words for it.
    pub fn region_label(&self) -> String {
        Region::parse(self.region.as_str()).map_or_else(|| self.region.to_string(), |region| region.label().to_owned())
    }
}

impl core::fmt::Display for Site {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "account {} in {}", self.account, self.region_label())
    }
}
