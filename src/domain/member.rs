//! Members of a space and of its projects, as far as the creator (SPC-4, MBR-4, MBR-9).

mod decide;

pub use decide::decide;

use super::{
    Record, State, Timestamp,
    activity::Deed,
    id::{PersonId, ProjectId, SpaceId},
    role::Role,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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

/// Who may work in a project, told apart as the members page shows them (MBR-4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectMembers {
    /// Space administrators: in every project, without a project role.
    pub administrators: Vec<PersonId>,
    /// Those with a role in the project, strongest role first.
    pub listed: Vec<(PersonId, Role)>,
}

impl State {
    /// The members of a project; empty when there is no such project.
    pub fn project_members(&self, space: SpaceId, project: ProjectId) -> ProjectMembers {
        let (Some(space), Some(project)) = (self.space(space), self.project(space, project)) else {
            return ProjectMembers::default();
        };
        let administrators: Vec<PersonId> = space.administrators().iter().map(|member| member.person).collect();
        let mut listed: Vec<(PersonId, Role)> = project
            .roles
            .iter()
            .filter(|(person, _)| !administrators.contains(person))
            .map(|(person, role)| (*person, *role))
            .collect();
        listed.sort_by_key(|(person, role)| (*role, *person));
        ProjectMembers { administrators, listed }
    }
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Joined { space, person, role } => {
            let Some(space) = state.space_mut(*space) else { return };
            let member =
                space.members.entry(*person).or_insert(Member { person: *person, role: *role, since: record.at });
            member.role = *role;
            if *role == Role::SpaceAdministrator {
                // An administrator has no project role of their own (MBR-4).
                for project in space.projects.values_mut() {
                    if project.roles.contains_key(person) {
                        Arc::make_mut(project).roles.remove(person);
                    }
                }
            }
            space.log(record, None, Deed::MemberJoined(*person, *role));
        }
        Event::ProjectRoleGiven { space, project, person, role } => {
            let Some(found) = state.project_mut(*space, *project) else { return };
            found.roles.insert(*person, *role);
            if let Some(space) = state.space_mut(*space) {
                space.log(record, Some(*project), Deed::ProjectRoleGiven(*person, *role));
            }
        }
    }
}
