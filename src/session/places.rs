//! Damage in words, with the place that it has for people (VLT-5).

use crate::{
    domain::{State, snapshot::Address},
    vault::{Damage, Place},
};

/// What is damaged, named by what it holds as far as the state knows it.
pub fn damage_words(damage: &Damage, state: &State) -> String {
    let known = match &damage.place {
        Place::Segment { address, .. } => Address::from_bytes(address),
        _ => None,
    };
    match known {
        Some(address) => format!(
            "{}: the piece {}.{}",
            address.place(state),
            damage.how.words(),
            if damage.kept { " What was found is kept aside." } else { "" }
        ),
        None => damage.to_string(),
    }
}
