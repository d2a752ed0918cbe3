//! A difference as events: what a sync leaves in the journal and in the feed.

use super::Difference;
use crate::domain::{
    Event as DomainEvent, Timestamp,
    application::{self, Application, Brought, Came, Ran},
    id::{PersonId, SpaceId},
    identity, member, team,
};

/// People a line of the feed names at most: a sync that brings more writes several.
pub(in crate::domain) const A_LINE: usize = 256;
/// People of a sync that its summary names.
const FIRST: usize = 20;

/// What happens when a difference comes true. The last event says that the sync ran, also where nothing changed.
pub(in crate::domain) fn events(
    application: &Application,
    space: SpaceId,
    difference: Difference,
    at: Timestamp,
    by: Option<PersonId>,
) -> Vec<DomainEvent> {
    let mut events: Vec<DomainEvent> = Vec::new();
    let brought = brought(&difference);
    let Difference { people, joined, left, moved, teams, names, .. } = difference;
    if !people.is_empty() {
        events.push(identity::Event::Federated { people }.into());
    }
    for left in left.chunks(A_LINE) {
        let (joined, moved) = (Vec::new(), Vec::new());
        events.push(member::Event::Followed { space, joined, left: left.to_vec(), moved }.into());
    }
    for joined in joined.chunks(A_LINE) {
        let (left, moved) = (Vec::new(), Vec::new());
        events.push(member::Event::Followed { space, joined: joined.to_vec(), left, moved }.into());
    }
    for moved in moved.chunks(A_LINE) {
        let (left, joined) = (Vec::new(), Vec::new());
        events.push(member::Event::Followed { space, joined, left, moved: moved.to_vec() }.into());
    }
    for (team, came, went) in teams {
        if !went.is_empty() {
            events.push(team::Event::MembersRemoved { space, team, people: went }.into());
        }
        if !came.is_empty() {
            events.push(team::Event::MembersAdded { space, team, people: came }.into());
        }
    }
    if !names.is_empty() {
        let mut groups = application.groups.clone();
        groups.extend(names);
        events.push(application::Event::GroupsConnected { account: application.account, groups }.into());
    }
    let ran = Ran { at, by, brought };
    events.push(application::Event::Synced { account: application.account, ran }.into());
    events
}

fn brought(difference: &Difference) -> Brought {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let joined = difference.joined.iter().map(|(person, _)| (*person, Came::Joined));
    let left = difference.left.iter().map(|person| (*person, Came::Left));
    let moved = difference.moved.iter().map(|(person, _)| (*person, Came::Moved));
    Brought {
        joined: count(difference.joined.len()),
        left: count(difference.left.len()),
        moved: count(difference.moved.len()),
        renamed: count(difference.renamed),
        teams: count(difference.teams.len()),
        gone: count(difference.gone.len()),
        first: joined.chain(left).chain(moved).take(FIRST).collect(),
        held: difference.held,
    }
}
