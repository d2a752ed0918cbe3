//! VPC connections of a space: what workflow runs and Dev Environments need to reach a network (VPC-1..VPC-11).

mod apply;
mod check;
mod decide;
pub mod endpoint;
pub mod role;

pub use apply::apply;
pub use check::{account, compute, lines, lost, may_be_default, region, role as checked_role, used};
pub use decide::decide;
pub use role::RoleReport;

use super::{
    Timestamp,
    account::AccountId,
    id::{SpaceId, VpcConnectionId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most VPC connections of a space.
pub const CONNECTIONS: usize = 100;
/// Most security groups of a connection (VPC-3).
pub const GROUPS: usize = 5;

/// The VPC connections of a space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VpcConnections {
    /// By id.
    pub by_id: BTreeMap<VpcConnectionId, VpcConnection>,
    /// The one that runs and Dev Environments use which name no other (VPC-8).
    pub default: Option<VpcConnectionId>,
}

/// A VPC connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VpcConnection {
    /// Its id.
    pub id: VpcConnectionId,
    /// Unique in the space (VPC-2), never changed: Dev Environments name their connection by it.
    pub name: String,
    /// The account connection it belongs to.
    pub account: AccountId,
    /// The network and how it is reached.
    pub setup: Setup,
    /// Since when.
    pub since: Timestamp,
}

/// What a VPC connection is made of, as far as it can be edited (VPC-3, VPC-9).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// ARN of the VPC role.
    pub role: String,
    /// `vpc-…`, in the Region of the space (VPC-7).
    pub vpc: String,
    /// Private subnets, one an Availability Zone, in the order of the zones.
    pub subnets: Vec<String>,
    /// One to five security groups.
    pub groups: Vec<String>,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Adds a connection (VPC-3).
    Add {
        /// To which space.
        space: SpaceId,
        /// Its name.
        name: String,
        /// An account that is connected to the space.
        account: AccountId,
        /// What it is made of.
        setup: Setup,
    },
    /// Changes what a connection is made of. Runs in progress go on with the former configuration (VPC-9).
    Edit {
        /// Of which space.
        space: SpaceId,
        /// Which.
        connection: VpcConnectionId,
        /// What it is to be made of.
        setup: Setup,
    },
    /// Removes a connection. Runs in progress go on with it (VPC-10).
    Remove {
        /// Of which space.
        space: SpaceId,
        /// Which.
        connection: VpcConnectionId,
        /// Its name, typed to confirm.
        typed: String,
    },
    /// Makes a connection the space's default, or takes the default away (VPC-8).
    SetDefault {
        /// Of which space.
        space: SpaceId,
        /// Which; none takes it away.
        connection: Option<VpcConnectionId>,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A connection was added.
    Added {
        /// To which space.
        space: SpaceId,
        /// Its id.
        connection: VpcConnectionId,
        /// Its name.
        name: String,
        /// Its account.
        account: AccountId,
        /// What it is made of.
        setup: Setup,
    },
    /// A connection was edited.
    Edited {
        /// Of which space.
        space: SpaceId,
        /// Which.
        connection: VpcConnectionId,
        /// What it is made of now.
        setup: Setup,
    },
    /// A connection was removed.
    Removed {
        /// Of which space.
        space: SpaceId,
        /// Which.
        connection: VpcConnectionId,
    },
    /// The space has this default, or none.
    DefaultSet {
        /// Which space.
        space: SpaceId,
        /// Which connection.
        connection: Option<VpcConnectionId>,
    },
}

impl Event {
    /// The space it belongs to.
    pub const fn space(&self) -> SpaceId {
        match self {
            Self::Added { space, .. }
            | Self::Edited { space, .. }
            | Self::Removed { space, .. }
            | Self::DefaultSet { space, .. } => *space,
        }
    }
}

impl VpcConnections {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// All of them by name.
    pub fn by_name(&self) -> Vec<&VpcConnection> {
        let mut all: Vec<&VpcConnection> = self.by_id.values().collect();
        all.sort_by_cached_key(|connection| connection.name.to_lowercase());
        all
    }

    /// The space's default (VPC-8).
    pub fn of_the_space(&self) -> Option<&VpcConnection> {
        self.by_id.get(&self.default?)
    }
}
