//! How applications end: with their identity store (ORG-4), with their space (SSO-9), or of their own (SSO-2).

use super::{
    Event,
    associate::{freed, own},
};
use crate::domain::{
    Event as DomainEvent, Facts, Refusal, State,
    account::AccountId,
    id::{PersonId, SpaceId},
    text::field,
};
use serde::{Deserialize, Serialize};

/// What follows for the application of an account when its instance or identity store goes: it is invalid for good, and its
/// space has no SSO any more (ORG-4). Who becomes Space administrator may be said; else it is who acts, or the person at
/// this browser.
pub(in crate::domain) fn end_with_store(
    state: &State,
    account: AccountId,
    actor: Option<PersonId>,
    successor: Option<PersonId>,
    facts: &Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let Some(application) = state.application(account).filter(|application| application.valid) else {
        return Ok(Vec::new());
    };
    let mut events = Vec::new();
    if let Some(space) = application.space {
        let builders = || state.people.values().filter(|person| !person.federated);
        let acting = actor.filter(|actor| builders().any(|person| person.id == *actor));
        let first = builders().min_by_key(|person| (person.joined, person.id)).map(|person| person.id);
        let Some(successor) = successor.or(acting).or(first) else {
            return Err(Refusal::new(
                "MBR-7",
                "Nobody here has a Builder ID, so the space would be left without a Space administrator.",
            ));
        };
        events.extend(freed(state, actor, application, space, successor, facts.now)?);
    }
    events.push(Event::Invalidated { account }.into());
    Ok(events)
}

/// What becomes of the application of a space that is deleted (SSO-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WithoutSpace {
    /// It stays, free for another space.
    Keep,
    /// It goes too.
    Delete,
}

/// What follows for the application of a space that is deleted (SSO-9): nothing for a space without SSO; for one with it,
/// whoever deletes has to choose.
pub fn without_space(state: &State, space: SpaceId, chosen: Option<WithoutSpace>) -> Result<Vec<DomainEvent>, Refusal> {
    let Some(application) = state.application_for(space) else { return Ok(Vec::new()) };
    let Some(chosen) = chosen else {
        let words =
            "This space has SSO. Choose whether its application stays, free for another space, or is deleted too.";
        return Err(Refusal::new("SSO-9", words).at(field::APPLICATION_AFTERWARDS));
    };
    let account = application.account;
    let mut events: Vec<DomainEvent> = vec![Event::Disassociated { account }.into()];
    if chosen == WithoutSpace::Delete {
        events.push(Event::Deleted { account }.into());
    }
    Ok(events)
}

/// Deletes a free application.
pub(super) fn delete(state: &State) -> Result<Vec<DomainEvent>, Refusal> {
    let application = own(state)?;
    if let Some(space) = application.space {
        let name = state.space(space).map_or("a space", |space| space.name.as_str());
        return Err(Refusal::new(
            "SSO-2",
            format!("The application serves {name}. Disassociate it first: that removes all SSO users from the space."),
        ));
    }
    Ok(vec![Event::Deleted { account: application.account }.into()])
}
