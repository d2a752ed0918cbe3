//! Members of a space and of its projects: roles, removal, and the last administrator (MBR-3..9).

mod apply;
mod decide;
mod each;
mod leave;
mod query;
mod role;

pub use apply::apply;
pub use decide::decide;
pub use each::{EACH, rows};
pub use query::ProjectMembers;

use super::{
    Timestamp,
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

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Gives somebody of this vault a role, as a new member or in place of the former role (MBR-6).
    SetRole {
        /// In which space.
        space: SpaceId,
        /// In which project; `None` for the role in the space itself.
        project: Option<ProjectId>,
        /// Whom.
        person: PersonId,
        /// A space role or a project role, as the place asks for.
        role: Role,
    },
    /// Removes a member, with all their project roles (MBR-8). Oneself: leaving.
    Remove {
        /// From which space.
        space: SpaceId,
        /// From one project alone; `None` for the space.
        project: Option<ProjectId>,
        /// Whom.
        person: PersonId,
    },
    /// Several of the others at once: what the rules refuse is left out, and [`rows`] tells which (MBR-11).
    Each {
        /// In their order; none of them may be several again.
        wishes: Vec<Command>,
    },
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
    /// A person is no member of a space any more; their project roles went too (MBR-8).
    Left {
        /// Which space.
        space: SpaceId,
        /// Who.
        person: PersonId,
    },
    /// A person has no role in a project any more.
    ProjectRoleTaken {
        /// Which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// Who.
        person: PersonId,
    },
}

impl Event {
    /// The space it belongs to.
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Joined { space, .. }
            | Self::ProjectRoleGiven { space, .. }
            | Self::Left { space, .. }
            | Self::ProjectRoleTaken { space, .. } => *space,
        }
    }
}
