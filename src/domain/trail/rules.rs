//! Writing entries: those that are asked for, and those that follow from what happened.

use super::{Command, Entry, Event, Key, Trail, Use, VaultId};
use crate::domain::{
    Event as DomainEvent, Facts, PersonId, Record, Refusal, State, Timestamp, account,
    chain::{Chain, End, Log},
    factor,
    id::EventId,
    password, space, token,
};
use std::sync::Arc;

/// Most entries that are written at once.
const AT_ONCE: usize = 256;
/// Most pairs of an encryption context, and of details.
const PAIRS: usize = 64;
/// Most characters of any text of an entry.
const TEXT: usize = 2_048;

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::Begin { vault, made } => begin(state, actor, vault, made, facts),
        Command::Note { uses } => {
            let Some(vault) = state.trail.vault else {
                return Err(Refusal::new("AUD-2", "There is no vault yet, and so no log to write into."));
            };
            if uses.is_empty() || uses.len() > AT_ONCE || !uses.iter().all(|(_, what)| is_sound(what)) {
                return Err(Refusal::new(
                    "AUD-2",
                    "This does not fit into the log: a text of it is longer than an entry can hold. Nothing was written.",
                ));
            }
            Ok(Pen::new(state, actor, vault, facts).write(uses))
        }
    }
}

fn begin(
    state: &State,
    actor: Option<PersonId>,
    vault: VaultId,
    made: bool,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    if state.trail.vault.is_some() {
        return Err(Refusal::new("AUD-2", "The log of this vault was begun already."));
    }
    let mut events = vec![Event::Begun { vault }.into()];
    if made {
        let keys = state.spaces.keys().map(|space| Use::space_key_made(*space));
        let uses = core::iter::once(Use::vault_made()).chain(keys).map(|what| (None, what)).collect();
        let mut pen = Pen::new(state, actor, vault, facts);
        pen.end = Chain::<Entry>::new(Log::Trail(vault.0)).end();
        events.extend(pen.write(uses));
    }
    Ok(events)
}

/// The entries that follow from events of other areas: a space's key is made with the space, and the cloud side's
/// sign-in is one. They belong to the same record, so that neither is there without the other.
pub fn follow(
    state: &State,
    actor: Option<PersonId>,
    events: &[DomainEvent],
    facts: &mut Facts<'_>,
) -> Vec<DomainEvent> {
    let Some(vault) = state.trail.vault else { return Vec::new() };
    let uses: Vec<_> = events.iter().flat_map(|event| implied(state, event)).map(|what| (None, what)).collect();
    if uses.is_empty() {
        return Vec::new();
    }
    let mut pen = Pen::new(state, actor, vault, facts);
    pen.follow(events);
    pen.write(uses)
}

/// Entries of an area that uses keys itself, at the end of the log as it is before the command (KMS-4).
pub(in crate::domain) fn entries(
    state: &State,
    actor: Option<PersonId>,
    uses: Vec<Use>,
    facts: &mut Facts<'_>,
) -> Vec<DomainEvent> {
    let Some(vault) = state.trail.vault else { return Vec::new() };
    if uses.is_empty() {
        return Vec::new();
    }
    Pen::new(state, actor, vault, facts).write(uses.into_iter().map(|what| (None, what)).collect())
}

/// What an event means for keys and sign-ins. A new kind of event of these areas does not compile until it is decided
/// here.
fn implied(state: &State, event: &DomainEvent) -> Vec<Use> {
    match event {
        DomainEvent::Space(event) => match event {
            space::Event::Created { space, .. } => vec![Use::space_key_made(*space)],
            space::Event::Deleted { space, .. } => {
                vec![Use::space_key_destroyed(*space), Use::space_deleted(*space)]
            }
            space::Event::Requested { .. }
            | space::Event::RequestEnded { .. }
            | space::Event::NameKeyMade { .. }
            | space::Event::NameTaken { .. }
            | space::Event::Described { .. }
            | space::Event::UsersSet { .. } => Vec::new(),
        },
        DomainEvent::Account(event) => match event {
            account::Event::SignedIn { session } => vec![Use::cloud_sign_in(*session)],
            account::Event::SignedOut => state.cloud.map(Use::cloud_sign_out).into_iter().collect(),
            account::Event::Connected { .. }
            | account::Event::BillingAccountSet { .. }
            | account::Event::SignedInAs { .. }
            | account::Event::Asked { .. }
            | account::Event::AskEnded { .. }
            | account::Event::RoleAdded { .. }
            | account::Event::RoleRemoved { .. }
            | account::Event::TagsSet { .. }
            | account::Event::ProjectsSet { .. }
            | account::Event::Removed { .. } => Vec::new(),
        },
        DomainEvent::Token(event) => vec![match event {
            token::Event::Created { token } => Use::token_made(token),
            token::Event::Deleted { token } => Use::token_deleted(*token),
        }],
        DomainEvent::Factor(event) => vec![match event {
            factor::Event::Enrolled { .. } => Use::factor_set_up(),
            factor::Event::Used { .. } => Use::factor_given(),
            factor::Event::Missed { .. } => Use::factor_missed(),
            factor::Event::Removed { .. } => Use::factor_removed(),
        }],
        DomainEvent::Password(event) => vec![match event {
            password::Event::Set { by_code, .. } => Use::password_set(*by_code),
            password::Event::Used { .. } => Use::password_given(),
            password::Event::Missed { .. } => Use::password_missed("Password"),
            password::Event::ResetMissed { .. } => Use::password_missed("ResetCode"),
            password::Event::Removed { .. } => Use::password_removed(),
            password::Event::ResetSent { .. } => Use::password_reset_sent(),
        }],
        _ => Vec::new(),
    }
}

/// What is needed to write entries in a row.
struct Pen<'a, 'b> {
    vault: VaultId,
    end: End,
    person: Option<PersonId>,
    alias: String,
    facts: &'a mut Facts<'b>,
}

impl<'a, 'b> Pen<'a, 'b> {
    fn new(state: &State, actor: Option<PersonId>, vault: VaultId, facts: &'a mut Facts<'b>) -> Self {
        let person = actor.and_then(|actor| state.people.get(&actor));
        Self {
            vault,
            end: state.trail.chain.end(),
            person: actor,
            alias: person.map(|person| person.alias.clone()).unwrap_or_default(),
            facts,
        }
    }

    /// Goes on behind the entries that are among these events already.
    fn follow(&mut self, events: &[DomainEvent]) {
        for event in events {
            if let DomainEvent::Trail(Event::Noted { number, before, entry }) = event {
                self.end = End { count: *number, head: before.then(entry.as_ref()) };
            }
        }
    }

    fn write(&mut self, uses: Vec<(Option<Timestamp>, Use)>) -> Vec<DomainEvent> {
        uses.into_iter().map(|(at, what)| self.entry(at, what)).collect()
    }

    fn entry(&mut self, at: Option<Timestamp>, mut what: Use) -> DomainEvent {
        if matches!(what.key, Some(Key::Vault | Key::Space(_))) {
            what.context.insert("vault".to_owned(), self.vault.to_string());
        }
        let now = self.facts.now;
        let entry = Entry {
            id: EventId::from_random(self.facts.bytes()),
            at: at.unwrap_or(now).min(now),
            person: self.person,
            alias: self.alias.clone(),
            what,
        };
        let End { count, head } = self.end;
        let number = count.saturating_add(1);
        self.end = End { count: number, head: head.then(&entry) };
        Event::Noted { number, before: head, entry: Box::new(entry) }.into()
    }
}

/// Whether an entry stays within what one may hold.
fn is_sound(what: &Use) -> bool {
    let short = |text: &str| text.chars().count() <= TEXT;
    let named = |text: &str| !text.is_empty() && short(text);
    let pairs = [&what.context, &what.details];
    let failure = what.failure.as_ref().is_none_or(|failure| short(&failure.code) && short(&failure.message));
    named(&what.source)
        && named(&what.name)
        && short(&what.region)
        && what.key.as_ref().is_none_or(|key| named(&key.name()))
        && pairs
            .iter()
            .all(|pairs| pairs.len() <= PAIRS && pairs.iter().all(|(name, value)| named(name) && short(value)))
        // An exported record has the entry's place in the chain under this name.
        && !what.details.contains_key("chain")
        && failure
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    let trail = Arc::make_mut(&mut state.trail);
    match event {
        Event::Begun { vault } => {
            if trail.vault.is_none() {
                *trail = Trail { vault: Some(*vault), chain: Chain::new(Log::Trail(vault.0)) };
            }
        }
        Event::Noted { number, before, entry } => trail.chain.place(*number, *before, entry.as_ref().clone()),
    }
}
