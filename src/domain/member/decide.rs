//! Decides who gets which role (MBR-3, MBR-4, MBR-6, MBR-7, MBR-9).

use super::{Command, Event};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State,
    gate::{Place, ask},
    id::{PersonId, ProjectId, SpaceId},
};

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::SetRole { space, project: None, person, role } => in_space(state, actor, space, person, role),
        Command::SetRole { space, project: Some(project), person, role } => {
            in_project(state, actor, (space, project), person, role)
        }
    }
}

fn nothing() -> Refusal {
    Refusal::new("MBR-6", "Nothing to change: this person has that role already.").at("Role")
}

fn known(state: &State, person: PersonId) -> Result<(), Refusal> {
    if state.people.contains_key(&person) {
        return Ok(());
    }
    Err(Refusal::new("MBR-2", "This person has no Builder ID in this vault. They sign up first.")
        .mended_at(Mend::Outbox))
}

fn in_space(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    person: PersonId,
    role: Role,
) -> Result<Vec<DomainEvent>, Refusal> {
    let former = state.space(space).and_then(|space| space.members.get(&person)).map(|member| member.role);
    let permission = if role == Role::SpaceAdministrator {
        Permission::AddOtherUsersToTheSpaceAdministratorRole
    } else if former == Some(Role::SpaceAdministrator) {
        Permission::RemoveOtherUsersFromTheSpaceAdministratorRole
    } else {
        Permission::InviteOthersToTheSpace
    };
    ask(state, actor, permission, Place::Space(space))?;
    known(state, person)?;
    if !role.is_space_role() {
        let message = format!("{} is a role in a project. Choose a role of the space.", role.label());
        return Err(Refusal::new("MBR-9", message).at("Role"));
    }
    if former == Some(role) {
        return Err(nothing());
    }
    let administrators = state.space(space).map_or(0, |space| space.administrators().len());
    if former == Some(Role::SpaceAdministrator) && administrators <= 1 {
        return Err(Refusal::new(
            "MBR-7",
            "This person is the last Space administrator, and a space always keeps one. Give somebody else that role first.",
        )
        .at("Role")
        .mended_at(Mend::Members(space)));
    }
    Ok(vec![Event::Joined { space, person, role }.into()])
}

fn in_project(
    state: &State,
    actor: Option<PersonId>,
    (space, project): (SpaceId, ProjectId),
    person: PersonId,
    role: Role,
) -> Result<Vec<DomainEvent>, Refusal> {
    let former = state.project(space, project).and_then(|project| project.roles.get(&person)).copied();
    let permission = match former {
        None => Permission::InviteUsersToAProject,
        Some(_) => Permission::ChangeRolesOfUsersInAProject,
    };
    ask(state, actor, permission, Place::Project(space, project))?;
    known(state, person)?;
    if role.is_space_role() {
        let message = format!("{} is a role in the space. Choose a role in the project.", role.label());
        return Err(Refusal::new("MBR-9", message).at("Role"));
    }
    let member = state.space(space).and_then(|space| space.members.get(&person)).map(|member| member.role);
    if member == Some(Role::SpaceAdministrator) {
        return Err(Refusal::new(
            "MBR-4",
            "A Space administrator is in every project already and has no role in a single one.",
        )
        .at("Role"));
    }
    if former == Some(role) {
        return Err(nothing());
    }
    // Whoever comes to a project comes to its space too (MBR-3).
    let joined = member.is_none().then_some(Event::Joined { space, person, role: Role::LimitedAccess });
    let given = Event::ProjectRoleGiven { space, project, person, role };
    Ok(joined.into_iter().chain([given]).map(Into::into).collect())
}
