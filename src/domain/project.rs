//! Projects from scratch (PRJ-1..3).

mod rules;

pub use rules::{PROJECTS_A_SPACE, apply, decide};

use super::{
    Timestamp,
    id::{PersonId, ProjectId, SpaceId},
    issue::Issues,
    role::Role,
    space::Origin,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Unique in the space (PRJ-1).
    pub name: String,
    /// Free text, 0 to 200 characters.
    pub description: String,
    /// When it was made or imported.
    pub created: Timestamp,
    /// Made here or imported.
    pub origin: Origin,
    /// Project roles by person; Space administrators are implicit and not listed (MBR-4).
    pub roles: BTreeMap<PersonId, Role>,
    /// Issues, statuses and labels.
    pub issues: Issues,
    /// Source repositories known from an import.
    pub repositories: Vec<Repository>,
    /// Dev Environments known from an import.
    pub dev_environments: Vec<DevEnvironment>,
}

/// A source repository as `list-source-repositories` prints it (reference 1.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repository {
    /// Its id, opaque.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last updated.
    pub updated: Timestamp,
}

/// A Dev Environment as `list-dev-environments` prints it (reference 1.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevEnvironment {
    /// Its id, opaque.
    pub id: String,
    /// Its alias, may be empty.
    pub alias: String,
    /// The creator's id.
    pub creator: String,
    /// PENDING, RUNNING, ... as printed.
    pub status: String,
    /// `dev.standard1.small` and so on.
    pub instance_type: String,
    /// Minutes without use until it stops.
    pub inactivity_minutes: u32,
    /// Gibibytes of storage.
    pub storage_gib: u32,
    /// Repositories in it: name and branch.
    pub repositories: Vec<(String, String)>,
    /// When it was last updated.
    pub updated: Timestamp,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Start from scratch: an empty project (PRJ-1, PRJ-2).
    Create {
        /// In which space.
        space: SpaceId,
        /// Project name.
        name: String,
        /// Description.
        description: String,
    },
    /// Sets the description.
    Describe {
        /// In which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// The text.
        description: String,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A project was created.
    Created {
        /// In which space.
        space: SpaceId,
        /// Its id.
        project: ProjectId,
        /// Its name.
        name: String,
        /// Its description.
        description: String,
        /// Made here or imported.
        origin: Origin,
    },
    /// The description was set.
    Described {
        /// In which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// The text.
        description: String,
    },
    /// Repositories were read from an import; they replace what an earlier import told.
    RepositoriesRead {
        /// In which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// All of them.
        repositories: Vec<Repository>,
    },
    /// Dev Environments were read from an import; they replace what an earlier import told.
    DevEnvironmentsRead {
        /// In which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// All of them.
        dev_environments: Vec<DevEnvironment>,
    },
}

impl Event {
    /// The space it belongs to.
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Created { space, .. }
            | Self::Described { space, .. }
            | Self::RepositoriesRead { space, .. }
            | Self::DevEnvironmentsRead { space, .. } => *space,
        }
    }
}
