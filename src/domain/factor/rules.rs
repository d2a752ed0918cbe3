//! Enrolling an application, taking its codes, and letting it go.

use super::{
    Command, Event, Factor,
    code::{self, Key},
};
use crate::domain::{
    Event as DomainEvent, Facts, Record, Refusal, State, Timestamp, gate, id::PersonId, text, text::field,
};
use subtle::ConstantTimeEq;

/// Steps on each side whose code is taken too: clocks differ, and typing takes time (RFC 6238, section 5.2).
const LEEWAY: u64 = 1;
/// Wrong codes in a row until a wait.
const TRIES: u8 = 5;
/// The wait.
const WAIT: i64 = Timestamp::MINUTE;

impl Factor {
    /// Milliseconds until a code is taken again after too many wrong ones; zero when it is.
    pub fn wait(&self, now: Timestamp) -> i64 {
        let passed = now.since(self.missed_at);
        // A clock that was set back asks for no wait: it would have no end.
        if self.missed < TRIES || passed < 0 { 0 } else { (WAIT - passed).max(0) }
    }
}

/// What to tell the person when the record of a code says that it was not right; `None` when it was. A wrong try is kept
/// as an event, so deciding it does not fail.
pub fn missed(state: &State, record: &Record) -> Option<Refusal> {
    let person = record.events.iter().find_map(|event| match event {
        DomainEvent::Factor(Event::Missed { person }) => Some(*person),
        _ => None,
    })?;
    let left = state.factors.get(&person).map_or(0, |factor| TRIES.saturating_sub(factor.missed));
    let rest = match left {
        0 => "Wait a minute, then try again.".to_owned(),
        1 => "One try is left before a wait.".to_owned(),
        left => format!("{left} tries are left before a wait."),
    };
    Some(wrong(&format!("That code is not right, or it was used before. Type the one that shows now. {rest}")))
}

fn wrong(message: &str) -> Refusal {
    Refusal::new("ID-7", message).at(field::AUTHENTICATION_CODE)
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let person = gate::person(state, actor)?;
    if person.federated {
        return Err(Refusal::new(
            "ID-8",
            "This identity signs in at its identity provider, and a second factor is set up there.",
        ));
    }
    let person = person.id;
    let known = state.factors.get(&person);
    match (command, known) {
        (Command::Enrol { .. }, Some(_)) => Err(Refusal::new(
            "ID-7",
            "An authenticator application is set up already. Remove it first, then set up the other one.",
        )),
        (Command::Enrol { key, code }, None) => {
            let code = text::authentication_code(&code)?;
            let step = matching(&key, &code, 0, facts.now).ok_or_else(|| {
                wrong("That is not the code that the application shows now. Nothing was set up. Look at the clock of the device, too.")
            })?;
            Ok(vec![Event::Enrolled { person, key, step }.into()])
        }
        (Command::Present { .. } | Command::Remove { .. }, None) => {
            Err(Refusal::new("ID-7", "No authenticator application is set up, so no code is asked for."))
        }
        (Command::Present { code }, Some(factor)) => Ok(match take(factor, &code, facts.now)? {
            Some(step) => vec![Event::Used { person, step }.into()],
            None => vec![Event::Missed { person }.into()],
        }),
        (Command::Remove { code }, Some(factor)) => Ok(match take(factor, &code, facts.now)? {
            Some(_) => vec![Event::Removed { person }.into()],
            None => vec![Event::Missed { person }.into()],
        }),
    }
}

/// The step of a right code that was not used; nothing for another; a refusal for what is no code, or comes too early.
fn take(factor: &Factor, code: &str, now: Timestamp) -> Result<Option<u64>, Refusal> {
    let code = text::authentication_code(code)?;
    if factor.wait(now) > 0 {
        return Err(wrong("Several codes were wrong. Wait a minute, then type the one that shows then."));
    }
    Ok(matching(&factor.key, &code, factor.used.saturating_add(1), now))
}

/// The step near now, and not before `first`, whose code this is.
fn matching(key: &Key, code: &str, first: u64, now: Timestamp) -> Option<u64> {
    let here = code::step_of(now);
    let near = here.saturating_sub(LEEWAY)..=here.saturating_add(LEEWAY);
    // All are tried, so that the time taken does not tell which one it was.
    near.filter(|step| *step >= first).fold(None, |found, step| {
        let same = bool::from(code::code_at(key, step).as_bytes().ct_eq(code.as_bytes()));
        if same { Some(step) } else { found }
    })
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Enrolled { person, key, step } => {
            let factor = Factor { key: key.clone(), since: record.at, used: *step, missed: 0, missed_at: Timestamp(0) };
            state.factors.insert(*person, factor);
        }
        Event::Used { person, step } => {
            if let Some(factor) = state.factors.get_mut(person) {
                factor.used = factor.used.max(*step);
                factor.missed = 0;
            }
        }
        Event::Missed { person } => {
            if let Some(factor) = state.factors.get_mut(person) {
                // After the wait the count begins anew.
                let over = factor.missed >= TRIES && factor.wait(record.at) == 0;
                factor.missed = if over { 1 } else { factor.missed.saturating_add(1) };
                factor.missed_at = record.at;
            }
        }
        Event::Removed { person } => {
            state.factors.remove(person);
        }
    }
}
