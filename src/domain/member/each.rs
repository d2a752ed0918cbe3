//! Many at a time, with a result for each (MBR-11).

use super::Command;
use crate::domain::{Event as DomainEvent, Facts, Record, Refusal, State, id::PersonId};

/// How many can be asked for at once: as many as a project can have members (reference 6.1).
pub const EACH: usize = 10_000;

/// What becomes of each wish when they are done one after another: its events, or why it is refused and left out.
///
/// Each is decided on the state that those before it leave behind, so that of two wishes which both take an
/// administrator the second is refused when it would take the last one.
pub fn rows(
    state: &State,
    actor: Option<PersonId>,
    wishes: Vec<Command>,
    facts: &mut Facts<'_>,
) -> Vec<Result<Vec<DomainEvent>, Refusal>> {
    let mut after = state.clone();
    let mut one = |wish| {
        if matches!(wish, Command::Each { .. }) {
            return Err(Refusal::new("MBR-11", "Several wishes cannot hold several again. Give them one by one."));
        }
        let events = super::decide(&after, actor, wish, facts)?;
        after.apply(&Record { at: facts.now, actor, events: events.clone() });
        Ok(events)
    };
    wishes.into_iter().map(&mut one).collect()
}

/// Decides: everything that is not refused, as one record. Refused when nothing is left.
pub(super) fn decide(
    state: &State,
    actor: Option<PersonId>,
    wishes: Vec<Command>,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    if wishes.is_empty() {
        return Err(Refusal::new("MBR-11", "Nothing is chosen. Choose at least one person."));
    }
    if wishes.len() > EACH {
        return Err(Refusal::new("MBR-11", format!("{EACH} can be changed at once. Choose fewer, then go on.")));
    }
    let mut events = Vec::new();
    let mut refused = None;
    for row in rows(state, actor, wishes, facts) {
        match row {
            Ok(own) => events.extend(own),
            Err(refusal) => drop(refused.get_or_insert(refusal)),
        }
    }
    match refused {
        Some(refusal) if events.is_empty() => Err(refusal),
        _ => Ok(events),
    }
}
