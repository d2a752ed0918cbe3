//! The one gate: may this person do this here? (MBR-9, MBR-10)
//!
//! Buttons, the command palette and the decider all ask here, so what a button shows is what the rules do.

use super::{Permission, PersonId, ProjectId, Refusal, Role, SpaceId, State};

/// Where something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a space.
    Space(SpaceId),
    /// In a project of a space.
    Project(SpaceId, ProjectId),
}

impl Place {
    /// The space of the place.
    pub const fn space(self) -> SpaceId {
        match self {
            Self::Space(space) | Self::Project(space, _) => space,
        }
    }
}

/// The roles a person has at a place: the space role, and the project role when the place is a project.
pub fn roles(state: &State, person: PersonId, place: Place) -> impl Iterator<Item = Role> {
    let space_role = state.space(place.space()).and_then(|space| space.members.get(&person)).map(|member| member.role);
    let project_role = match place {
        Place::Space(_) => None,
        Place::Project(space, project) => {
            state.project(space, project).and_then(|project| project.roles.get(&person)).copied()
        }
    };
    space_role.into_iter().chain(project_role)
}

/// Lets through who has a role that gives the permission; refuses everybody else by name of what lacks.
pub fn ask(state: &State, actor: Option<PersonId>, permission: Permission, place: Place) -> Result<PersonId, Refusal> {
    let Some(person) = actor else {
        return Err(Refusal::new("MBR-10", "Nobody is signed in here. Sign up or unlock the vault first."));
    };
    if roles(state, person, place).any(|role| permission.is_given_to(role)) {
        Ok(person)
    } else {
        Err(Refusal::lacks(permission, Some(place.space())))
    }
}
