//! Gives roles (MBR-2, MBR-4, MBR-6, MBR-7, MBR-9).

use super::{
    Event,
    decide::{keeps_an_administrator, to_change},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State,
    gate::{Place, ask},
    id::{PersonId, ProjectId, SpaceId},
    text::field,
};

fn nothing() -> Refusal {
    Refusal::new("MBR-6", "Nothing to change: this person has that role already.").at(field::ROLE)
}

/// Nobody becomes a member without accepting.
fn no_member(space: SpaceId) -> Refusal {
    Refusal::new(
        "MBR-2",
        "This person is not a member of the space. Invite them by email: they accept with their own Builder ID.",
    )
    .mended_at(Mend::Members(space))
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
    let Some(former) = former else { return Err(no_member(space)) };
    if !role.is_space_role() {
        let message = format!("{} is a role in a project. Choose a role of the space.", role.label());
        return Err(Refusal::new("MBR-9", message).at(field::ROLE));
    }
    if former == role {
        return Err(nothing());
    }
    let events = vec![Event::Joined { space, person, role }.into()];
    if former == Role::SpaceAdministrator {
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
    let found = state.space(space).filter(|space| space.members.contains_key(&person));
    let Some(found) = found else { return Err(no_member(space)) };
    if role.is_space_role() {
        let message = format!("{} is a role in the space. Choose a role in the project.", role.label());
        return Err(Refusal::new("MBR-9", message).at(field::ROLE));
    }
    if found.is_administrator(person) {
        return Err(Refusal::new(
            "MBR-4",
            "A Space administrator is in every project already and has no role in a single one.",
        )
        .at(field::ROLE));
    }
    if former == Some(role) {
        return Err(nothing());
    }
    Ok(vec![Event::ProjectRoleGiven { space, project, person, role }.into()])
}
