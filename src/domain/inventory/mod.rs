//! What is known here of cloud accounts: from what the AWS CLI printed, or from the sample account (VPC-6, ORG-1, KMS-1, CCM-1, PIP-5).
//!
//! The console signs in to no cloud. It knows of an account what was imported, and says of every such thing when it was read.

mod iam;
mod listed;
mod part;
mod region_name;
mod rules;

pub use iam::{Group, Iam, IamPart, ManagedPolicy, Policies, Role, User};
pub use listed::{Contradiction, Listed};
pub use part::{Part, RegionPart, check};
pub use region_name::RegionName;
pub use rules::{apply, decide};

use super::{
    State, Timestamp, account::AccountId, key::Keys, network::Network, pipeline::Pipelines, repository::Repositories,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Where what is known of an account comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The sample account: made up, and the only one whose things can be changed here.
    Sample,
    /// What the AWS CLI printed. The next import replaces it.
    Imported,
}

/// A cloud account, as far as is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloudAccount {
    /// Its number.
    pub id: AccountId,
    /// What it is called.
    pub name: Option<String>,
    /// Sample or imported.
    pub source: Source,
    /// When something of it was last read.
    pub read: Timestamp,
    /// Roles and policies.
    pub iam: Iam,
    /// What lies in its Regions.
    pub regions: BTreeMap<RegionName, Arc<CloudRegion>>,
}

/// A Region of an account, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CloudRegion {
    /// When something of it was last read.
    pub read: Timestamp,
    /// Networks (VPC-5).
    pub network: Network,
    /// Keys (KMS-1).
    pub keys: Keys,
    /// `CodeCommit` repositories (CCM-1).
    pub repositories: Repositories,
    /// Pipelines (PIP-5).
    pub pipelines: Pipelines,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Takes all parts in, or none. Accounts that are not known yet are added with this source.
    Import {
        /// Sample or imported; what is known already has to have the same.
        source: Source,
        /// What was read.
        parts: Vec<Part>,
    },
    /// Says what an account is called.
    Name {
        /// Which.
        account: AccountId,
        /// 1 to 50 characters; empty takes the name away.
        name: String,
    },
    /// Forgets all that is known of an account. Connections of spaces stay.
    Forget {
        /// Which.
        account: AccountId,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An account became known.
    Added {
        /// Which.
        account: AccountId,
        /// From where.
        source: Source,
    },
    /// Its name was set.
    Named {
        /// Which.
        account: AccountId,
        /// The name.
        name: Option<String>,
    },
    /// All that was known of it was forgotten.
    Forgotten {
        /// Which.
        account: AccountId,
        /// The Regions of which something was known.
        regions: Vec<RegionName>,
    },
    /// Roles and policies were read.
    IamRead {
        /// Whose.
        account: AccountId,
        /// What.
        part: Box<IamPart>,
    },
    /// Something of a Region was read.
    RegionRead {
        /// Whose.
        account: AccountId,
        /// Where.
        region: RegionName,
        /// What.
        part: RegionPart,
    },
}

impl Event {
    /// The account it is about.
    pub const fn account(&self) -> AccountId {
        match self {
            Self::Added { account, .. }
            | Self::Named { account, .. }
            | Self::Forgotten { account, .. }
            | Self::IamRead { account, .. }
            | Self::RegionRead { account, .. } => *account,
        }
    }
}

impl CloudAccount {
    /// An account of which nothing is known yet.
    pub fn new(id: AccountId, source: Source, read: Timestamp) -> Self {
        Self { id, name: None, source, read, iam: Iam::default(), regions: BTreeMap::new() }
    }

    /// A Region of it.
    pub fn region(&self, region: &str) -> Option<&CloudRegion> {
        self.regions.get(region).map(Arc::as_ref)
    }

    /// `Sample (111122223333)`, or the number alone.
    pub fn label(&self) -> String {
        self.name.as_ref().map_or_else(|| self.id.to_string(), |name| format!("{name} ({})", self.id))
    }
}

impl State {
    /// What is known of an account.
    pub fn cloud_account(&self, account: AccountId) -> Option<&CloudAccount> {
        self.inventory.get(&account).map(Arc::as_ref)
    }

    /// What is known of a Region of an account.
    pub fn cloud_region(&self, account: AccountId, region: &str) -> Option<&CloudRegion> {
        self.cloud_account(account)?.region(region)
    }

    /// A Region to be changed, of an account that is known; made where nothing was known of it. For the `apply` of the areas that
    /// lie in a Region.
    pub(in crate::domain) fn cloud_region_mut(
        &mut self,
        account: AccountId,
        region: RegionName,
    ) -> Option<&mut CloudRegion> {
        let account = self.inventory.get_mut(&account).map(Arc::make_mut)?;
        Some(Arc::make_mut(account.regions.entry(region).or_default()))
    }
}
