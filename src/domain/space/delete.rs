//! Deleting a space (SPC-8): who may, what goes with it, and what is left.
//!
//! Nothing of a space is left but the keyed hash of its name (SPC-3) and, for as long as the limit of spaces a month asks
//! for it, that its creator made one. The vault destroys its key first (VLT-12).

use super::{Event, Space, names};
use crate::domain::{
    Event as DomainEvent, Facts, Permission, Refusal, State, Timestamp,
    application::{self, WithoutSpace},
    gate::{self, Place},
    id::{PersonId, SpaceId},
    outbox,
    text::field,
};
use serde::{Deserialize, Serialize};

/// The word that has to be typed.
pub const WORD: &str = "delete";

/// Somebody made a space that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What goes with a space, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goes {
    /// Projects.
    pub projects: usize,
    /// Issues of all of them, archived ones too.
    pub issues: usize,
    /// Members, who lose access at once.
    pub members: usize,
    /// Invitations that could still be accepted.
    pub invitations: usize,
    /// Teams.
    pub teams: usize,
    /// Account connections.
    pub connections: usize,
    /// Lines of its activity.
    pub lines: u64,
}

impl Goes {
    /// Of a space, at a moment.
    pub fn of(space: &Space, now: Timestamp) -> Self {
        Self {
            projects: space.projects.len(),
            issues: space.projects.values().map(|project| project.issues.by_number.len()).sum(),
            members: space.members.len(),
            invitations: space.invitations.values().filter(|invitation| invitation.is_pending(now)).count(),
            teams: space.teams.len(),
            connections: space.connections.len(),
            lines: space.feed.end().count,
        }
    }
}

/// Whether a person may delete a space.
pub fn may_delete(state: &State, actor: Option<PersonId>, space: SpaceId) -> Result<PersonId, Refusal> {
    gate::ask(state, actor, Permission::DeleteSpace, Place::Space(space))
}

/// Refuses any other word than [`WORD`].
pub fn confirmed(typed: &str) -> Result<(), Refusal> {
    if typed.trim() == WORD {
        return Ok(());
    }
    Err(Refusal::new("SPC-8", "Type delete, in small letters, to confirm.").at(field::DELETE_CONFIRM))
}

pub(super) fn decide(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    typed: &str,
    application: Option<WithoutSpace>,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    may_delete(state, actor, space)?;
    let Some(found) = state.space(space) else { return Err(gate::gone("space")) };
    confirmed(typed)?;
    let application = application::without_space(state, space, application)?;
    // All of this belongs to the vault itself: nothing may be sealed under the key that goes.
    let mut events = messages(state, space);
    if !state.taken.contains(&names::hash(&state.name_key, &found.name)) {
        events.extend(names::take(state, &found.name, facts));
    }
    events.extend(application);
    let founding = found.creator().map(|by| Founding { by, at: found.created });
    events.push(Event::Deleted { space, founding }.into());
    Ok(events)
}

/// The end of the messages that tell of the space: what they invite to is gone.
fn messages(state: &State, space: SpaceId) -> Vec<DomainEvent> {
    let about = |message: &&outbox::Message| state.invitation_in(message).is_some_and(|(of, _)| of.id == space);
    let all = state.outbox.values().filter(about);
    all.map(|message| outbox::Event::Discarded { message: message.id }.into()).collect()
}

/// Takes it in.
pub(super) fn apply(state: &mut State, at: Timestamp, space: SpaceId, founding: Option<Founding>) {
    state.spaces.remove(&space);
    // Earlier months count no more.
    state.departed.retain(|known| known.at.is_in_month_of(at));
    state.departed.extend(founding.filter(|made| made.at.is_in_month_of(at)));
}

/// Where a person goes whose space is gone (SPC-8): another space of theirs, if there is one.
pub fn next_space(state: &State, person: PersonId) -> Option<SpaceId> {
    state.spaces_of(person).first().map(|space| space.id)
}

/// How many spaces a person made in the month of a moment, those that are gone included, and how many there are of theirs.
pub(super) fn made(state: &State, person: PersonId, now: Timestamp) -> (usize, usize) {
    let there: Vec<&Space> =
        state.spaces.values().map(AsRef::as_ref).filter(|space: &&Space| space.creator() == Some(person)).collect();
    let gone = state.departed.iter().filter(|known| known.by == person && known.at.is_in_month_of(now)).count();
    let this_month = there.iter().filter(|space| space.created.is_in_month_of(now)).count();
    (this_month + gone, there.len())
}
