//! Names of spaces: one of each, for good (SPC-3).

use super::{Event, NameHash, NameKey};
use crate::domain::{Event as DomainEvent, Facts, Refusal, State, text::field};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What is kept of a name for good: HMAC-SHA-256 of its lower case under the vault's own key, so that the list of taken
/// names tells nobody the names (REG-2).
pub fn hash(key: &NameKey, name: &str) -> NameHash {
    // An HMAC takes a key of any length; the empty answer stands for an error that cannot be.
    Hmac::<Sha256>::new_from_slice(&key.0).map_or([0; 32], |mut mac| {
        mac.update(name.to_lowercase().as_bytes());
        mac.finalize().into_bytes().into()
    })
}

/// Whether two names are one, as spaces count them.
pub fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Refuses a name that was ever taken, ignoring letter case.
pub fn is_free(state: &State, name: &str) -> Result<(), Refusal> {
    if state.taken.contains(&hash(&state.name_key, name)) {
        return Err(Refusal::new(
            "SPC-3",
            "This name is taken, or was taken by a space that is gone. Names are never free again and letter case makes no difference; choose another.",
        )
        .at(field::SPACE_NAME));
    }
    Ok(())
}

/// The events that take a name for good; the first ever makes the key of the hashes.
pub(in crate::domain) fn take(state: &State, name: &str, facts: &mut Facts<'_>) -> Vec<DomainEvent> {
    let mut events = Vec::new();
    let mut key = state.name_key;
    if key == NameKey::default() {
        key = NameKey(facts.bytes());
        events.push(Event::NameKeyMade { key }.into());
    }
    events.push(Event::NameTaken { hash: hash(&key, name) }.into());
    events
}
