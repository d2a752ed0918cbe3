//! Making, checking and deleting tokens.

use super::{Command, Event, MOST, Secret, Token};
use crate::domain::{
    Event as DomainEvent, Facts, Record, Refusal, State, Timestamp, gate,
    id::{PersonId, TokenId},
    text,
    text::field,
};

/// How long a token is good when nothing else is said (PAT-2): a year.
const USUAL: i64 = 365 * Timestamp::DAY;
/// The longest that can be chosen.
const LONGEST: i64 = 5 * 365 * Timestamp::DAY;

/// The last moment at which a token that is made now may end.
pub fn latest_expiry(now: Timestamp) -> Timestamp {
    now.plus(LONGEST)
}

/// What the secret that somebody presents is (PAT-4).
#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    /// A token that is good.
    Live(Token),
    /// A token whose time is over.
    Expired(Token),
    /// No token of this vault, or one that was deleted.
    Unknown,
    /// It is not written as a secret is.
    NoSecret,
}

/// The tokens of a person, newest first.
pub fn of_person(state: &State, person: PersonId) -> Vec<&Token> {
    let mut all: Vec<&Token> = state.tokens.values().filter(|token| token.person == person).collect();
    all.sort_by_key(|token| (core::cmp::Reverse(token.created), token.id));
    all
}

/// Tells whether a pasted secret is a live token, an expired one, or unknown (PAT-4). It stands for its person in every
/// space and project (PAT-3), so nothing but the secret counts.
pub fn check(state: &State, presented: &str, now: Timestamp) -> Checked {
    let Some(secret) = Secret::parse(presented) else { return Checked::NoSecret };
    // All are tried, so that the time taken does not tell which one it was.
    let found = state.tokens.values().fold(None, |found, token| if secret.opens(token) { Some(token) } else { found });
    match found {
        None => Checked::Unknown,
        Some(token) if token.expires.since(now) <= 0 => Checked::Expired(token.clone()),
        Some(token) => Checked::Live(token.clone()),
    }
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let person = gate::person(state, actor)?.id;
    match command {
        Command::Create { name, expires, secret } => create(state, person, &name, expires, &secret, facts),
        Command::Delete { token } => match state.tokens.get(&token) {
            Some(found) if found.person == person => Ok(vec![Event::Deleted { token }.into()]),
            _ => Err(Refusal::new("PAT-5", "That token is not among yours any more. Nothing was changed.")),
        },
    }
}

fn create(
    state: &State,
    person: PersonId,
    name: &str,
    expires: Option<Timestamp>,
    secret: &Secret,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let name = text::token_name(name)?;
    let own = of_person(state, person);
    if own.len() >= MOST {
        return Err(Refusal::new(
            "PAT-1",
            format!(
                "You have {MOST} tokens, which is the most. Delete one that is not used any more, then make this one."
            ),
        ));
    }
    if own.iter().any(|token| token.name.eq_ignore_ascii_case(&name)) {
        return Err(Refusal::new("PAT-1", "Another of your tokens has that name. Choose one that tells them apart.")
            .at(field::TOKEN_NAME));
    }
    let expires = expires.unwrap_or_else(|| facts.now.plus(USUAL));
    if expires.since(facts.now) <= 0 {
        return Err(Refusal::new("PAT-2", "That day is over. Choose one from tomorrow on.").at(field::EXPIRES));
    }
    if expires > latest_expiry(facts.now) {
        return Err(
            Refusal::new("PAT-2", "A token is good for five years at most. Choose an earlier day.").at(field::EXPIRES)
        );
    }
    let (id, salt) = (TokenId::from_random(facts.bytes()), facts.bytes());
    let hash = secret.hash(salt);
    let token = Token { id, person, name, created: facts.now, expires, salt, hash };
    Ok(vec![Event::Created { token }.into()])
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::Created { token } => {
            state.tokens.insert(token.id, token.clone());
        }
        Event::Deleted { token } => {
            state.tokens.remove(token);
        }
    }
}
