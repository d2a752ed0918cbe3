//! Teams: people who get roles together (TEM-1..3, MBR-9).
//!
//! Who is in a team stands with the member ([`super::member::Member::teams`]), so that a person's permissions are found
//! without looking through all teams, and a change of one member of a large team writes one shard.

mod apply;
mod decide;
mod query;

pub use apply::apply;
pub use decide::decide;

use super::{
    Timestamp,
    id::{PersonId, ProjectId, SpaceId, TeamId},
    role::Role,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A team of a space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Unique in the space, ignoring letter case.
    pub name: String,
    /// Whether people are put into it by hand, or it follows groups; never changed.
    pub kind: Kind,
    /// The space role that all its members have beside their own.
    pub role: Option<Role>,
    /// The project roles that all its members have beside their own. None while the team has the Space administrator
    /// role, which is in every project already (MBR-4).
    pub projects: BTreeMap<ProjectId, Role>,
    /// Since when.
    pub since: Timestamp,
}

/// How people come into a team: one way or the other, for good (reference 6.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// By hand.
    ByHand,
    /// As the groups of the identity provider have it, one to five of them: cannot be edited here (TEM-2).
    Following(Vec<Group>),
}

/// A group of the identity provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id there, opaque.
    pub id: String,
    /// Its name there, as last read.
    pub name: String,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes a team.
    Create {
        /// In which space.
        space: SpaceId,
        /// Its name.
        name: String,
        /// The groups it follows, in an SSO space; empty in any other.
        groups: Vec<Group>,
    },
    /// Gives it another name.
    Rename {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// The new name.
        name: String,
    },
    /// Deletes it; its members lose what they had through it.
    Delete {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
    },
    /// Puts members of the space into it.
    Add {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// Whom.
        people: Vec<PersonId>,
    },
    /// Takes people out of it.
    Remove {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// Whom.
        people: Vec<PersonId>,
    },
    /// Gives it a space role, or none.
    SetRole {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// A space role.
        role: Option<Role>,
    },
    /// Gives it a role in a project, or none.
    SetProjectRole {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// In which project.
        project: ProjectId,
        /// A project role.
        role: Option<Role>,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A team was made.
    Created {
        /// In which space.
        space: SpaceId,
        /// Its id.
        team: TeamId,
        /// Its name.
        name: String,
        /// How people come into it.
        kind: Kind,
    },
    /// It got another name.
    Renamed {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// The name.
        name: String,
    },
    /// It was deleted. Its members were taken out of it before.
    Deleted {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
    },
    /// Members of the space came into it.
    MembersAdded {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// Who.
        people: Vec<PersonId>,
    },
    /// People are in it no more.
    MembersRemoved {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// Who.
        people: Vec<PersonId>,
    },
    /// It has this space role, or none.
    RoleSet {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// The role.
        role: Option<Role>,
    },
    /// It has this role in a project, or none.
    ProjectRoleSet {
        /// Of which space.
        space: SpaceId,
        /// Which.
        team: TeamId,
        /// In which project.
        project: ProjectId,
        /// The role.
        role: Option<Role>,
    },
}

impl Event {
    /// The space it belongs to.
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Created { space, .. }
            | Self::Renamed { space, .. }
            | Self::Deleted { space, .. }
            | Self::MembersAdded { space, .. }
            | Self::MembersRemoved { space, .. }
            | Self::RoleSet { space, .. }
            | Self::ProjectRoleSet { space, .. } => *space,
        }
    }
}
