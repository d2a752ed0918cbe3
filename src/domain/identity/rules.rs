//! The steps of sign-up, and the profile (ID-1..4, ID-8).

use super::{Code, Command, Event, Person, SignUp};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State, Timestamp, gate,
    id::{MessageId, PersonId},
    outbox,
    outbox::Message,
    text,
    text::field,
};
use subtle::ConstantTimeEq;

/// How long a code is good.
const CODE_LIVES: i64 = 10 * Timestamp::MINUTE;
/// How long a person waits before a new code can be asked for (ID-2).
const RESEND_AFTER: i64 = 5 * Timestamp::MINUTE;
/// Wrong tries until a code is of no use.
pub(super) const TRIES: u8 = 5;

impl Code {
    /// Whether it can still be used up: ten minutes, five wrong tries.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now.since(self.sent) <= CODE_LIVES && self.tries < TRIES
    }

    /// Whole seconds until a new one can be asked for; zero when it can (ID-2).
    ///
    /// A clock that was set back asks for no wait: it would have no end.
    pub fn seconds_to_resend(&self, now: Timestamp) -> u64 {
        let passed = now.since(self.sent);
        if passed < 0 { 0 } else { u64::try_from((RESEND_AFTER - passed + 999) / 1000).unwrap_or(0) }
    }

    /// How many wrong tries it still takes.
    pub fn tries_left(&self) -> u8 {
        TRIES.saturating_sub(self.tries)
    }
}

/// What to tell the person when the record of [`Command::VerifyCode`] says that the code did not match; `None` when it
/// did. A wrong try is kept as an event, so deciding it does not fail.
pub fn wrong_code(state: &State, record: &Record) -> Option<Refusal> {
    let missed = record.events.iter().any(|event| matches!(event, DomainEvent::Identity(Event::CodeMissed)));
    let left = state.sign_up.as_ref()?.code.as_ref()?.tries_left();
    missed.then(|| {
        let rest = match left {
            0 => "That was the last try: ask for a new code.".to_owned(),
            1 => "One try is left.".to_owned(),
            left => format!("{left} tries are left."),
        };
        at_code(format!("This is not the code that was sent last. Look into the outbox. {rest}"))
    })
}

fn at_code(message: impl Into<String>) -> Refusal {
    Refusal::new("ID-2", message).at(field::CODE).mended_at(Mend::Outbox)
}

fn out_of_order(message: &str) -> Refusal {
    Refusal::new("ID-1", message)
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::Start { email } => start(state, &email, facts),
        Command::GiveName { full_name } => give_name(state, &full_name, facts),
        Command::ResendCode => resend(state, facts),
        Command::VerifyCode { code } => verify(state, &code, facts),
        Command::AcceptTerms => accept(state),
        Command::ChooseAlias { alias } => choose_alias(state, &alias, facts),
        Command::ChangeProfile { full_name, nickname, email } => {
            change_profile(state, actor, &full_name, &nickname, &email)
        }
    }
}

fn sign_up(state: &State) -> Result<&SignUp, Refusal> {
    state.sign_up.as_ref().ok_or_else(|| out_of_order("No sign-up has been started. Give your email address first."))
}

fn start(state: &State, email: &str, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let email = text::email(email, field::SIGN_UP_EMAIL)?;
    email_is_free(state, &email, None, field::SIGN_UP_EMAIL)?;
    let mut events = Vec::new();
    let person = match &state.sign_up {
        Some(current) if current.verified && current.email == email => {
            return Err(out_of_order("This address is already verified. Go on with the next step of the sign-up."));
        }
        // Going back to mend the address keeps what was typed after it; only the code stops working.
        Some(current) if !current.verified => current.person,
        _ => PersonId::from_random(facts.bytes()),
    };
    if let Some(current) = &state.sign_up
        && current.email != email
    {
        events.extend(discard_code_message(state, current));
    }
    events.push(Event::Started { person, email }.into());
    Ok(events)
}

fn give_name(state: &State, full_name: &str, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let current = sign_up(state)?;
    if current.verified {
        return Err(out_of_order(
            "The address is already verified, so the sign-up goes on from there. The name can be changed in My settings.",
        ));
    }
    let full_name = text::person_name(full_name, field::SIGN_UP_NAME, true)?;
    let mut events = vec![Event::Named { full_name }.into()];
    // Going back to mend the name sends no second code while the first one counts.
    let sends =
        current.code.as_ref().is_none_or(|code| !code.is_live(facts.now) && code.seconds_to_resend(facts.now) == 0);
    if sends {
        events.extend(send_code(state, current, facts));
    }
    Ok(events)
}

fn resend(state: &State, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let current = sign_up(state)?;
    if current.verified {
        return Err(out_of_order("The address is already verified. No further code is needed."));
    }
    let Some(code) = &current.code else {
        return Err(out_of_order("No code has been sent yet. Give your name first, then a code is sent."));
    };
    match code.seconds_to_resend(facts.now) {
        0 => Ok(send_code(state, current, facts)),
        1 => {
            Err(at_code("A new code can be asked for in 1 second. Until then, look into the outbox for the last one."))
        }
        seconds => Err(at_code(format!(
            "A new code can be asked for in {seconds} seconds. Until then, look into the outbox for the last one."
        ))),
    }
}

/// A new code, its message, and the end of the message before: the old code stops working (ID-2).
fn send_code(state: &State, current: &SignUp, facts: &mut Facts<'_>) -> Vec<DomainEvent> {
    let digits = facts.six_digits();
    let message = Message {
        id: MessageId::from_random(facts.bytes()),
        at: facts.now,
        to: current.email.clone(),
        subject: "Your verification code".to_owned(),
        body: format!(
            "Hello,\n\nthe code that verifies this address for Spaceward is {digits}.\n\n\
             It is good for ten minutes. Whoever did not ask for it can leave it unanswered.\n"
        ),
        token: digits.clone(),
    };
    let mut events = discard_code_message(state, current);
    events.push(Event::CodeSent { code: Code { digits, sent: facts.now, tries: 0 } }.into());
    events.push(outbox::Event::Queued { message }.into());
    events
}

/// The end of the message that carries the current code, once that code is of no use.
fn discard_code_message(state: &State, current: &SignUp) -> Vec<DomainEvent> {
    let Some(code) = &current.code else { return Vec::new() };
    state
        .outbox
        .values()
        .filter(|message| message.to == current.email && message.token == code.digits)
        .map(|message| outbox::Event::Discarded { message: message.id }.into())
        .collect()
}

fn verify(state: &State, typed: &str, facts: &Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let current = sign_up(state)?;
    if current.verified {
        return Err(out_of_order("The address is already verified. Go on with the next step of the sign-up."));
    }
    let Some(code) = &current.code else {
        return Err(out_of_order("No code has been sent yet. Give your name first, then a code is sent."));
    };
    let typed = text::code(typed)?;
    if code.tries_left() == 0 {
        return Err(at_code("This code was tried too often and does not work any more. Ask for a new code."));
    }
    if !code.is_live(facts.now) {
        return Err(at_code("This code is older than ten minutes and does not work any more. Ask for a new code."));
    }
    if bool::from(typed.as_bytes().ct_eq(code.digits.as_bytes())) {
        let mut events = vec![Event::Verified.into()];
        events.extend(discard_code_message(state, current));
        Ok(events)
    } else {
        Ok(vec![Event::CodeMissed.into()])
    }
}

fn accept(state: &State) -> Result<Vec<DomainEvent>, Refusal> {
    let current = sign_up(state)?;
    if !current.verified {
        return Err(out_of_order("The email address is not verified yet. Type the verification code first."));
    }
    if current.accepted {
        return Err(out_of_order("The terms are already accepted. Choose an alias next."));
    }
    Ok(vec![Event::TermsAccepted.into()])
}

fn choose_alias(state: &State, alias: &str, facts: &Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let current = sign_up(state)?;
    if !current.accepted {
        return Err(out_of_order("Set a password and accept the terms first, then choose an alias."));
    }
    let alias = text::alias(alias)?;
    if state.people.values().any(|person| person.alias.eq_ignore_ascii_case(&alias)) {
        return Err(Refusal::new(
            "ID-3",
            "Somebody here has this alias already. Letter case makes no difference; choose another.",
        )
        .at(field::ALIAS));
    }
    email_is_free(state, &current.email, None, field::SIGN_UP_EMAIL)?;
    let person = Person {
        id: current.person,
        email: current.email.clone(),
        full_name: current.full_name.clone(),
        nickname: String::new(),
        alias,
        joined: facts.now,
        federated: false,
    };
    Ok(vec![Event::Joined { person }.into()])
}

/// An address stands for one identity (ID-6), so it is not given to a second person.
fn email_is_free(state: &State, email: &str, except: Option<PersonId>, field: &'static str) -> Result<(), Refusal> {
    // A federated person is another identity, whatever their address is (ID-8).
    let own = |person: &&Person| !person.federated && Some(person.id) != except;
    if state.people.values().filter(own).any(|person| text::same_email(&person.email, email)) {
        return Err(Refusal::new(
            "ID-6",
            "Somebody here has this email address already. One identity works in all spaces.",
        )
        .at(field));
    }
    Ok(())
}

fn change_profile(
    state: &State,
    actor: Option<PersonId>,
    full_name: &str,
    nickname: &str,
    email: &str,
) -> Result<Vec<DomainEvent>, Refusal> {
    let person = gate::person(state, actor)?;
    if person.federated {
        return Err(Refusal::new(
            "ID-8",
            "This profile comes from an identity provider and cannot be edited here. Change it there; it is read again at the next sync.",
        ));
    }
    let full_name = text::person_name(full_name, field::FULL_NAME, true)?;
    let nickname = text::person_name(nickname, field::NICKNAME, false)?;
    let email = text::email(email, field::EMAIL)?;
    email_is_free(state, &email, Some(person.id), field::EMAIL)?;
    if (&full_name, &nickname, &email) == (&person.full_name, &person.nickname, &person.email) {
        return Err(Refusal::new("ID-4", "The profile says this already, so there is nothing to save."));
    }
    Ok(vec![Event::ProfileChanged { person: person.id, full_name, nickname, email }.into()])
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::Started { person, email } => match &mut state.sign_up {
            Some(current) if current.person == *person => {
                if current.email != *email {
                    current.email.clone_from(email);
                    current.code = None;
                    current.verified = false;
                    current.accepted = false;
                }
            }
            current => {
                *current = Some(SignUp {
                    person: *person,
                    email: email.clone(),
                    full_name: String::new(),
                    code: None,
                    verified: false,
                    accepted: false,
                });
            }
        },
        Event::Named { full_name } => with_sign_up(state, |current| current.full_name.clone_from(full_name)),
        Event::CodeSent { code } => with_sign_up(state, |current| current.code = Some(code.clone())),
        Event::CodeMissed => with_sign_up(state, |current| {
            if let Some(code) = &mut current.code {
                code.tries = code.tries.saturating_add(1);
            }
        }),
        Event::Verified => with_sign_up(state, |current| {
            current.verified = true;
            current.code = None;
        }),
        Event::TermsAccepted => with_sign_up(state, |current| current.accepted = true),
        Event::Joined { person } => {
            state.people.insert(person.id, person.clone());
            state.sign_up = None;
        }
        Event::ProfileChanged { person, full_name, nickname, email } => {
            if let Some(person) = state.people.get_mut(person) {
                person.full_name.clone_from(full_name);
                person.nickname.clone_from(nickname);
                person.email.clone_from(email);
            }
        }
        Event::Federated { people } => {
            state.people.extend(people.iter().map(|person| (person.id, person.clone())));
        }
    }
}

fn with_sign_up(state: &mut State, change: impl FnOnce(&mut SignUp)) {
    if let Some(current) = &mut state.sign_up {
        change(current);
    }
}
