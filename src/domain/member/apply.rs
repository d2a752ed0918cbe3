//! Takes in who came, who got which role, and who went.

use super::{Ended, Event, Member, follow};
use crate::domain::{Record, State, Timestamp, activity::Deed, id::PersonId, role::Role, space::Space};
use std::{collections::BTreeSet, sync::Arc};

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    match event {
        Event::Joined { person, role, .. } => {
            let new = Member { person: *person, role: *role, since: record.at, teams: BTreeSet::new() };
            let member = space.members.entry(*person).or_insert(new);
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
            space.followed.remove(person);
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
        Event::Invited { invitation, .. } => {
            let deed = Deed::Invited(invitation.email.clone(), invitation.role);
            space.log(record, invitation.project, deed);
            space.invitations.insert(invitation.id, invitation.clone());
        }
        Event::InvitationSent { invitation, code, by, .. } => {
            let Some(found) = space.invitations.get_mut(invitation) else { return };
            found.code = *code;
            found.sent.retain(|(_, at)| record.at.since(*at) < Timestamp::DAY && *at != record.at);
            found.sent.push((*by, record.at));
            let (project, deed) = (found.project, Deed::InvitationSent(found.email.clone()));
            space.log(record, project, deed);
        }
        Event::InvitationEnded { invitation, how, .. } => {
            let Some(found) = space.invitations.get_mut(invitation) else { return };
            found.ended = Some(*how);
            let (project, email) = (found.project, found.email.clone());
            let deed = match how {
                Ended::Accepted => Deed::InvitationAccepted,
                Ended::Cancelled => Deed::InvitationCancelled(email),
            };
            space.log(record, project, deed);
        }
        Event::InvitationsForgotten { invitations, .. } => {
            for invitation in invitations {
                space.invitations.remove(invitation);
            }
        }
        Event::Followed { joined, left, moved, .. } => follow::apply(space, record, (joined, left, moved)),
    }
}

pub(super) fn take_project_roles(space: &mut Space, person: PersonId) {
    for project in space.projects.values_mut() {
        if project.roles.contains_key(&person) {
            Arc::make_mut(project).roles.remove(&person);
        }
    }
}
