//! Spaces and what is in them, read from what `aws codecatalyst …` prints.

mod rules;

pub use rules::{apply, decide};

use super::{
    Timestamp,
    activity::Logged,
    event::Scope,
    id::SpaceId,
    project::{DevEnvironment, Repository},
    space::Tier,
};
use serde::{Deserialize, Serialize};

/// What was read, already recognised and merged by `formats::aws_codecatalyst`; pure data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inventory {
    /// Spaces by name.
    pub spaces: Vec<InventorySpace>,
}

/// A space as the CLI told it, with everything that could be tied to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InventorySpace {
    /// Its name (`name`).
    pub name: String,
    /// Its Region; empty when only other listings mention the space.
    pub region: String,
    /// Display name and description joined, as far as present.
    pub description: String,
    /// From `get-subscription`.
    pub tier: Option<Tier>,
    /// From `get-subscription`: the billing account's name or number.
    pub billing_account_name: Option<String>,
    /// From `get-subscription`: a tier that waits, and from when.
    pub pending: Option<(Tier, Timestamp)>,
    /// Its projects.
    pub projects: Vec<InventoryProject>,
    /// From `list-event-logs`, with their times.
    pub log: Vec<(Timestamp, Logged)>,
}

/// A project as the CLI told it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InventoryProject {
    /// Its name.
    pub name: String,
    /// Its display name and description, as far as present.
    pub description: String,
    /// From `list-source-repositories`; `None` when that listing was not given.
    pub repositories: Option<Vec<Repository>>,
    /// From `list-dev-environments`; `None` when that listing was not given.
    pub dev_environments: Option<Vec<DevEnvironment>>,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Takes an inventory in: spaces and projects appear, marked as imported; known ones are brought up to date.
    TakeIn {
        /// What was read.
        inventory: Inventory,
    },
}

/// What can have happened, beyond what spaces and projects tell themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The tier was read from `get-subscription`.
    TierRead {
        /// Which space.
        space: SpaceId,
        /// Its tier.
        tier: Tier,
    },
    /// Items of the service's own log were read; those already known are left out.
    LogRead {
        /// Which space.
        space: SpaceId,
        /// With their times, oldest first.
        items: Vec<(Timestamp, Logged)>,
    },
    /// The Region of an imported space was read, which an earlier import did not tell.
    RegionRead {
        /// Which space.
        space: SpaceId,
        /// As the service writes it.
        region: String,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::TierRead { space, .. } | Self::LogRead { space, .. } | Self::RegionRead { space, .. } => {
                Scope::Space(*space)
            }
        }
    }
}
