//! Gives roles (MBR-3, MBR-4, MBR-6, MBR-7, MBR-9).

use super::{
    Event,
    decide::{keeps_an_administrator, to_change},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State,
    gate::{Place, ask},
    id::{PersonId, ProjectId, SpaceId},
};

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

pub(super) fn in_space(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    person: PersonId,
    role: Role,
    facts: &Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let former = state.space(space).and_then(|space| space.members.get(&person)).map(|member| member.role);
    ask(state, actor, to_change(former, Some(role)), Place::Space(space))?;
    known(state, person)?;
    if !role.is_space_role() {
        let message = format!("{} is a role in a project. Choose a role of the space.", role.label());
        return Err(Refusal::new("MBR-9", message).at("Role"));
    }
    if former == Some(role) {
        return Err(nothing());
    }
    let events = vec![Event::Joined { space, person, role }.into()];
    if former == Some(Role::SpaceAdministrator) {
        keeps_an_administrator(state, space, actor, &events, facts)?;
    }
    Ok(events)
}

pub(super) fn in_project(
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
