//! Setting a password, taking it, letting it go, and the code for a forgotten one (ID-5).

use super::{Command, Derived, Event, Password, Work};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State, Timestamp, gate,
    id::{MessageId, PersonId},
    identity::{Code, Person},
    outbox,
    outbox::Message,
    text,
    text::field,
};
use subtle::ConstantTimeEq;

/// The longest wait after wrong ones, in seconds.
const MOST_SECONDS: i64 = 64;

impl Password {
    /// Milliseconds until one is taken again after wrong ones; zero when it is. The first wrong one costs nothing, then it is
    /// 2, 4, 8 seconds and so on up to 64.
    pub fn wait(&self, now: Timestamp) -> i64 {
        let passed = now.since(self.missed_at);
        let wait = match self.missed {
            0 | 1 => 0,
            more => 1_i64.checked_shl(u32::from(more) - 1).unwrap_or(MOST_SECONDS).min(MOST_SECONDS) * 1_000,
        };
        // A clock that was set back asks for no wait: it would have no end.
        if passed < 0 { 0 } else { (wait - passed).max(0) }
    }
}

/// What to tell the person when the record says that a password or a code was not right; `None` when it was. A wrong try is
/// kept as an event, so deciding it does not fail. The refusal belongs to the `field` where it was typed.
pub fn missed(state: &State, record: &Record, field: &'static str) -> Option<Refusal> {
    record.events.iter().find_map(|event| match event {
        DomainEvent::Password(Event::Missed { person }) => {
            let seconds = state.passwords.get(person).map_or(0, |password| seconds(password.wait(record.at)));
            let rest =
                if seconds == 0 { "Try again.".to_owned() } else { format!("Wait {seconds} seconds, then try again.") };
            Some(Refusal::new("ID-5", format!("That is not the password of this Builder ID. {rest}")).at(field))
        }
        DomainEvent::Password(Event::ResetMissed { person }) => {
            let left = state.resets.get(person).map_or(0, Code::tries_left);
            let rest = match left {
                0 => "That was the last try: ask for a new code.".to_owned(),
                1 => "One try is left.".to_owned(),
                left => format!("{left} tries are left."),
            };
            Some(at_code(format!("This is not the code that was sent last. Look into the outbox. {rest}")))
        }
        _ => None,
    })
}

fn seconds(milliseconds: i64) -> i64 {
    milliseconds.max(0).saturating_add(999) / 1_000
}

fn waiting(seconds: i64) -> String {
    let unit = if seconds == 1 { "second" } else { "seconds" };
    format!("Wait {seconds} {unit}, then try again.")
}

fn at_code(message: impl Into<String>) -> Refusal {
    Refusal::new("ID-5", message).at(field::CODE).mended_at(Mend::Outbox)
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
            "This identity signs in at its identity provider, and its password is set there.",
        ));
    }
    let known = state.passwords.get(&person.id);
    match command {
        Command::Set { work, derived, current } => set(person.id, known, work, &derived, current.as_ref(), facts.now),
        Command::Present { derived } => {
            Ok(vec![if take(known, &derived, facts.now)? { used(person.id) } else { wrong(person.id) }])
        }
        Command::Remove { current } => {
            if !take(known, &current, facts.now)? {
                return Ok(vec![wrong(person.id)]);
            }
            let mut events = without_message(state, person);
            events.push(Event::Removed { person: person.id }.into());
            Ok(events)
        }
        Command::SendReset => send_reset(state, person, facts),
        Command::Reset { code, work, derived } => reset(state, person, &code, work, &derived, facts.now),
    }
}

fn used(person: PersonId) -> DomainEvent {
    Event::Used { person }.into()
}

fn wrong(person: PersonId) -> DomainEvent {
    Event::Missed { person }.into()
}

fn set(
    person: PersonId,
    known: Option<&Password>,
    work: Work,
    derived: &Derived,
    current: Option<&Derived>,
    now: Timestamp,
) -> Result<Vec<DomainEvent>, Refusal> {
    acceptable(work)?;
    if let Some(password) = known {
        let Some(current) = current else {
            return Err(
                Refusal::new("ID-5", "A password is set. Give it, then the new one.").at(field::CURRENT_PASSWORD)
            );
        };
        if !take(Some(password), current, now)? {
            return Ok(vec![wrong(person)]);
        }
    }
    Ok(vec![Event::Set { person, work, hash: derived.hash(), by_code: false }.into()])
}

fn acceptable(work: Work) -> Result<(), Refusal> {
    if work.is_acceptable() {
        return Ok(());
    }
    Err(Refusal::new("ID-5", "The password was derived with costs that this console does not take. Nothing was set."))
}

/// Whether it is the right one; a refusal for one that comes too early, or where none is set.
fn take(known: Option<&Password>, presented: &Derived, now: Timestamp) -> Result<bool, Refusal> {
    let Some(password) = known else {
        return Err(Refusal::new("ID-5", "No password is set for this Builder ID, so none is asked for."));
    };
    match seconds(password.wait(now)) {
        0 => Ok(password.is(presented)),
        left => {
            Err(Refusal::new("ID-5", format!("Several passwords were wrong. {}", waiting(left))).at(field::PASSWORD))
        }
    }
}

fn send_reset(state: &State, person: &Person, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    if !state.passwords.contains_key(&person.id) {
        return Err(Refusal::new("ID-5", "No password is set for this Builder ID, so there is nothing to reset."));
    }
    if let Some(code) = state.resets.get(&person.id) {
        match code.seconds_to_resend(facts.now) {
            0 => {}
            1 => return Err(at_code("A new code can be asked for in 1 second. The last one is in the outbox.")),
            seconds => {
                return Err(at_code(format!(
                    "A new code can be asked for in {seconds} seconds. The last one is in the outbox."
                )));
            }
        }
    }
    let digits = facts.six_digits();
    let message = Message {
        id: MessageId::from_random(facts.bytes()),
        at: facts.now,
        to: person.email.clone(),
        subject: "Reset your password".to_owned(),
        body: format!(
            "Hello {},\n\nthe code that resets the password of your Builder ID in Spaceward is {digits}.\n\n\
             It is good for ten minutes. It does not open the vault, whose passphrase no code resets. Whoever did not ask \
             for it can leave it unanswered.\n",
            person.full_name
        ),
        token: digits.clone(),
    };
    let mut events = without_message(state, person);
    events.push(Event::ResetSent { person: person.id, code: Code { digits, sent: facts.now, tries: 0 } }.into());
    events.push(outbox::Event::Queued { message }.into());
    Ok(events)
}

/// The end of the message that carries the code that counts, once that code is of no use.
fn without_message(state: &State, person: &Person) -> Vec<DomainEvent> {
    let Some(code) = state.resets.get(&person.id) else { return Vec::new() };
    let carries = |message: &&Message| message.to == person.email && message.token == code.digits;
    let all = state.outbox.values().filter(carries);
    all.map(|message| outbox::Event::Discarded { message: message.id }.into()).collect()
}

fn reset(
    state: &State,
    person: &Person,
    typed: &str,
    work: Work,
    derived: &Derived,
    now: Timestamp,
) -> Result<Vec<DomainEvent>, Refusal> {
    acceptable(work)?;
    let Some(code) = state.resets.get(&person.id) else {
        return Err(at_code("No code was sent for this Builder ID. Ask for one first."));
    };
    let typed = text::code(typed)?;
    if code.tries_left() == 0 {
        return Err(at_code("This code was tried too often and does not work any more. Ask for a new code."));
    }
    if !code.is_live(now) {
        return Err(at_code("This code is older than ten minutes and does not work any more. Ask for a new code."));
    }
    if !bool::from(typed.as_bytes().ct_eq(code.digits.as_bytes())) {
        return Ok(vec![Event::ResetMissed { person: person.id }.into()]);
    }
    let mut events = without_message(state, person);
    events.push(Event::Set { person: person.id, work, hash: derived.hash(), by_code: true }.into());
    Ok(events)
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Set { person, work, hash, .. } => {
            let password = Password { work: *work, since: record.at, hash: *hash, missed: 0, missed_at: Timestamp(0) };
            state.passwords.insert(*person, password);
            state.resets.remove(person);
        }
        Event::Used { person } => {
            if let Some(password) = state.passwords.get_mut(person) {
                password.missed = 0;
            }
        }
        Event::Missed { person } => {
            if let Some(password) = state.passwords.get_mut(person) {
                password.missed = password.missed.saturating_add(1);
                password.missed_at = record.at;
            }
        }
        Event::Removed { person } => {
            state.passwords.remove(person);
            state.resets.remove(person);
        }
        Event::ResetSent { person, code } => {
            state.resets.insert(*person, code.clone());
        }
        Event::ResetMissed { person } => {
            if let Some(code) = state.resets.get_mut(person) {
                code.tries = code.tries.saturating_add(1);
            }
        }
    }
}
