//! Members of a space and of its projects, as far as the creator (SPC-4, MBR-4, MBR-9).

use super::{
    Record, State, Timestamp,
    id::{PersonId, ProjectId, SpaceId},
    role::Role,
};
use serde::{Deserialize, Serialize};

/// A person's membership in a space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// One of the three space roles.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A person became a member of a space, or their space role changed.
    Joined {
        /// Which space.
        space: SpaceId,
        /// Who.
        person: PersonId,
        /// A space role.
        role: Role,
    },
    /// A person got a role in a project, or it changed.
    ProjectRoleGiven {
        /// Which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// Who.
        person: PersonId,
        /// A project role.
        role: Role,
    },
}

impl Event {
    /// The space it belongs to.
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Joined { space, .. } | Self::ProjectRoleGiven { space, .. } => *space,
        }
    }
}

/// Takes an event of this area in.
pub fn apply(_state: &mut State, _record: &Record, _event: &Event) {}
