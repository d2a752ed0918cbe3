//! Takes in who came, who got which role, and who went.

use super::{Event, Member};
use crate::domain::{Record, State, activity::Deed, id::PersonId, role::Role, space::Space};
use std::sync::Arc;

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    match event {
        Event::Joined { person, role, .. } => {
            let member =
                space.members.entry(*person).or_insert(Member { person: *person, role: *role, since: record.at });
            member.role = *role;
            if *role == Role::SpaceAdministrator {
                // An administrator has no project role of their own (MBR-4).
                take_project_roles(space, *person);
            }
            space.log(record, None, Deed::MemberJoined(*person, *role));
        }
        Event::ProjectRoleGiven { project, person, role, .. } => {
            let Some(found) = space.projects.get_mut(project) else { return };
            Arc::make_mut(found).roles.insert(*person, *role);
            space.log(record, Some(*project), Deed::ProjectRoleGiven(*person, *role));
        }
        Event::Left { person, .. } => {
            take_project_roles(space, *person);
            if space.members.remove(person).is_some() {
                let own = record.actor == Some(*person);
                space.log(record, None, if own { Deed::MemberLeft } else { Deed::MemberRemoved(*person) });
            }
        }
        Event::ProjectRoleTaken { project, person, .. } => {
            let Some(found) = space.projects.get_mut(project) else { return };
            if found.roles.contains_key(person) {
                Arc::make_mut(found).roles.remove(person);
                space.log(record, Some(*project), Deed::ProjectRoleTaken(*person));
            }
        }
    }
}

fn take_project_roles(space: &mut Space, person: PersonId) {
    for project in space.projects.values_mut() {
        if project.roles.contains_key(&person) {
            Arc::make_mut(project).roles.remove(&person);
        }
    }
}
