//! Ends memberships: removed by somebody else, or of one's own accord (MBR-7, MBR-8).

use super::{
    Event,
    decide::{keeps_an_administrator, members_by_hand, to_change},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State,
    gate::{self, Place},
    id::{PersonId, ProjectId, SpaceId},
    space::{Space, Users},
};

pub(super) fn space(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    person: PersonId,
    facts: &Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let Some(found) = state.space(space) else { return Err(gate::gone("space")) };
    let administrator = found.is_administrator(person);
    if actor != Some(person) {
        let former = administrator.then_some(Role::SpaceAdministrator);
        gate::ask(state, actor, to_change(former, None), Place::Space(space))?;
    }
    if !found.members.contains_key(&person) {
        return Err(Refusal::new("MBR-8", "This person is not a member of the space, so there is nothing to remove.")
            .mended_at(Mend::Members(space)));
    }
    members_by_hand(found)?;
    let events = vec![Event::Left { space, person }.into()];
    if administrator {
        keeps_an_administrator(state, space, actor, &events, facts)?;
    }
    Ok(events)
}

pub(super) fn project(
    state: &State,
    actor: Option<PersonId>,
    (space, project): (SpaceId, ProjectId),
    person: PersonId,
) -> Result<Vec<DomainEvent>, Refusal> {
    let place = Place::Project(space, project);
    if actor != Some(person) {
        gate::ask(state, actor, Permission::RemoveUsersFromAProject, place)?;
    }
    let Some(found) = state.space(space) else { return Err(gate::gone("space")) };
    let Some(here) = found.projects.get(&project) else { return Err(gate::gone("project")) };
    if !here.roles.contains_key(&person) {
        return Err(if found.is_administrator(person) {
            Refusal::new(
                "MBR-4",
                "A Space administrator is in every project by that role and cannot be taken out of a single one.",
            )
            .mended_at(Mend::Members(space))
        } else {
            Refusal::new("MBR-8", "This person has no role in the project, so there is nothing to remove.")
                .mended_at(Mend::ProjectSettings(space, project))
        });
    }
    let taken = Event::ProjectRoleTaken { space, project, person };
    let left = came_by_project_alone(found, project, person).then_some(Event::Left { space, person });
    Ok([taken].into_iter().chain(left).map(Into::into).collect())
}

/// Whether somebody is in the space for this project alone: what accepting the project's invitation gave them in the
/// space, Limited access, goes with their last project role (MBR-3). Who is in a team stays for the team.
fn came_by_project_alone(space: &Space, project: ProjectId, person: PersonId) -> bool {
    let Some(member) = space.members.get(&person) else { return false };
    let only_limited = member.role == Role::LimitedAccess && member.teams.is_empty() && space.users == Users::BuilderId;
    only_limited && !space.projects.values().any(|other| other.id != project && other.roles.contains_key(&person))
}
