//! The one gate: may this person do this here? (MBR-9, MBR-10)
//!
//! Buttons, the command palette and the decider all ask here, so what a button shows is what the rules do.

use super::{
    Permission, PersonId, ProjectId, Refusal, Role, SpaceId, State, identity::Person, refusal::Mend, space::Space,
};

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

    /// The project of the place, if it is one.
    pub const fn project(self) -> Option<ProjectId> {
        match self {
            Self::Space(_) => None,
            Self::Project(_, project) => Some(project),
        }
    }
}

/// The roles a person has at a place: the space role, the project role when the place is a project, and the roles of the
/// teams they are in (MBR-9). A role may come more than once.
pub fn roles(state: &State, person: PersonId, place: Place) -> impl Iterator<Item = Role> {
    let space = state.space(place.space());
    let member = space.and_then(|space| space.members.get(&person));
    let project = place.project();
    let in_project = project.and_then(|project| space?.projects.get(&project)?.roles.get(&person).copied());
    let teams = space.into_iter().flat_map(move |space| space.teams_of(person));
    let through_teams = teams.flat_map(move |team| {
        team.role.into_iter().chain(project.and_then(|project| team.projects.get(&project).copied()))
    });
    member.map(|member| member.role).into_iter().chain(in_project).chain(through_teams)
}

/// The person who acts. Everything but sign-up, the outbox and the console's own settings needs one.
pub fn person(state: &State, actor: Option<PersonId>) -> Result<&Person, Refusal> {
    actor.and_then(|actor| state.people.get(&actor)).ok_or_else(nobody)
}

fn nobody() -> Refusal {
    Refusal::new("MBR-10", "Nobody is signed in here. Sign up or unlock the vault first.")
}

/// The refusal of an address that leads nowhere.
pub(super) fn gone(what: &str) -> Refusal {
    Refusal::new("MBR-10", format!("This {what} is not here. It may have been deleted, or the address is mistyped."))
}

/// Lets through who has a role that gives the permission; refuses everybody else by name of what lacks.
pub fn ask(state: &State, actor: Option<PersonId>, permission: Permission, place: Place) -> Result<PersonId, Refusal> {
    let person = person(state, actor)?.id;
    let Some(space) = state.space(place.space()) else { return Err(gone("space")) };
    if let Place::Project(_, project) = place
        && !space.projects.contains_key(&project)
    {
        return Err(gone("project"));
    }
    if roles(state, person, place).any(|role| permission.is_given_to(role)) {
        Ok(person)
    } else {
        Err(Refusal::lacks(permission, Some(space.id)))
    }
}

/// Whether a button may be pressed; the refusal is the reason it shows when it may not.
pub fn can(state: &State, actor: Option<PersonId>, permission: Permission, place: Place) -> Result<(), Refusal> {
    ask(state, actor, permission, place).map(|_| ())
}

/// Lets only Space administrators through, for the few deeds that the table has no row of its own for; `deed` names
/// them as a permission would be named.
pub fn administrator<'a>(
    state: &'a State,
    actor: Option<PersonId>,
    space: SpaceId,
    deed: &str,
) -> Result<(PersonId, &'a Space), Refusal> {
    let person = person(state, actor)?.id;
    let Some(found) = state.space(space) else { return Err(gone("space")) };
    if roles(state, person, Place::Space(space)).any(|role| role == Role::SpaceAdministrator) {
        return Ok((person, found));
    }
    let message = format!(
        "This needs the permission “{deed}”, which your roles do not give. The role that has it is {}. Ask a Space administrator for the role.",
        Role::SpaceAdministrator.label()
    );
    Err(Refusal::new("MBR-10", message).mended_at(Mend::Members(space)))
}

#[cfg(test)]
mod tests;
