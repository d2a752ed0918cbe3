//! Members who follow the groups of an identity store (SSO-3..5).

use super::{Ended, Event, Member, apply::take_project_roles, invite::without_message};
use crate::domain::{
    Event as DomainEvent, Record, State, Timestamp,
    activity::Deed,
    id::{GroupId, PersonId},
    role::Role,
    space::Space,
};
use std::collections::BTreeSet;

/// Who is in which groups.
type InGroups = Vec<(PersonId, Vec<GroupId>)>;

/// Takes in who came, who went, and whose groups are others.
pub(super) fn apply(space: &mut Space, record: &Record, (joined, left, moved): (&InGroups, &Vec<PersonId>, &InGroups)) {
    for (person, groups) in joined {
        let new = Member { person: *person, role: Role::LimitedAccess, since: record.at, teams: BTreeSet::new() };
        space.members.entry(*person).or_insert(new);
        space.followed.insert(*person, groups.iter().copied().collect());
    }
    for person in left {
        take_project_roles(space, *person);
        space.members.remove(person);
        space.followed.remove(person);
    }
    for (person, groups) in moved {
        if space.members.contains_key(person) {
            space.followed.insert(*person, groups.iter().copied().collect());
        }
    }
    let people = |list: &InGroups| list.iter().map(|(person, _)| *person).collect();
    space.log(record, None, Deed::Followed(people(joined), left.clone(), people(moved)));
}

/// The end of all open invitations, for a space that SSO takes over (SSO-3): nobody could accept them any more.
pub(in crate::domain) fn end_invitations(state: &State, space: &Space, now: Timestamp) -> Vec<DomainEvent> {
    let open = space.invitations.values().filter(|invitation| invitation.is_pending(now));
    open.flat_map(|invitation| {
        let mut events = without_message(state, invitation);
        let (invitation, how) = (invitation.id, Ended::Cancelled);
        events.push(Event::InvitationEnded { space: space.id, invitation, how }.into());
        events
    })
    .collect()
}

/// Gives the Space administrator role to these members, and Limited access to those who had it themselves and are not among
/// them (SSO-8).
pub(in crate::domain) fn lead(space: &Space, leading: &BTreeSet<PersonId>) -> Vec<DomainEvent> {
    let change = |member: &Member| {
        let (has, gets) = (member.role == Role::SpaceAdministrator, leading.contains(&member.person));
        let role = if gets { Role::SpaceAdministrator } else { Role::LimitedAccess };
        (has != gets).then(|| Event::Joined { space: space.id, person: member.person, role }.into())
    };
    space.members.values().filter_map(change).collect()
}
