//! Takes in what became of teams.

use super::{Event, Team};
use crate::domain::{
    Record, State,
    activity::Deed,
    id::{PersonId, TeamId},
    member::Member,
    role::Role,
    space::Space,
};
use std::{collections::BTreeMap, sync::Arc};

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    match event {
        Event::Created { team, name, kind, .. } => {
            let made = Team {
                id: *team,
                name: name.clone(),
                kind: kind.clone(),
                role: None,
                projects: BTreeMap::new(),
                since: record.at,
            };
            space.teams.insert(*team, Arc::new(made));
            space.log(record, None, Deed::TeamCreated(name.clone()));
        }
        Event::Renamed { team, name, .. } => {
            let Some(found) = space.teams.get_mut(team).map(Arc::make_mut) else { return };
            let former = std::mem::replace(&mut found.name, name.clone());
            space.log(record, None, Deed::TeamRenamed(former, name.clone()));
        }
        Event::Deleted { team, .. } => {
            let Some(gone) = space.teams.remove(team) else { return };
            space.log(record, None, Deed::TeamDeleted(gone.name.clone()));
        }
        Event::MembersAdded { team, people, .. } => {
            change(space, *team, people, |member| member.teams.insert(*team));
            log(space, record, *team, |name| Deed::TeamMembersAdded(name, count(people), only(people)));
        }
        Event::MembersRemoved { team, people, .. } => {
            change(space, *team, people, |member| member.teams.remove(team));
            log(space, record, *team, |name| Deed::TeamMembersRemoved(name, count(people), only(people)));
        }
        Event::RoleSet { team, role, .. } => {
            let Some(found) = space.teams.get_mut(team).map(Arc::make_mut) else { return };
            found.role = *role;
            if *role == Some(Role::SpaceAdministrator) {
                // In every project already (MBR-4).
                found.projects.clear();
            }
            log(space, record, *team, |name| Deed::TeamRoleSet(name, *role));
        }
        Event::ProjectRoleSet { team, project, role, .. } => {
            let Some(found) = space.teams.get_mut(team).map(Arc::make_mut) else { return };
            match role {
                Some(role) => drop(found.projects.insert(*project, *role)),
                None => drop(found.projects.remove(project)),
            }
            let deed = Deed::TeamRoleSet(found.name.clone(), *role);
            space.log(record, Some(*project), deed);
        }
    }
}

fn change(space: &mut Space, team: TeamId, people: &[PersonId], change: impl Fn(&mut Member) -> bool) {
    if space.teams.contains_key(&team) {
        for person in people {
            space.members.get_mut(person).map(&change);
        }
    }
}

fn log(space: &mut Space, record: &Record, team: TeamId, deed: impl FnOnce(String) -> Deed) {
    if let Some(name) = space.teams.get(&team).map(|team| team.name.clone()) {
        space.log(record, None, deed(name));
    }
}

fn count(people: &[PersonId]) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

fn only(people: &[PersonId]) -> Option<PersonId> {
    match people {
        [person] => Some(*person),
        _ => None,
    }
}
