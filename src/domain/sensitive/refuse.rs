//! Refusing secrets where people type (DPR-1, DPR-2). No message ever repeats what was found.

use super::{Kind, look};
use crate::domain::Refusal;

/// Refuses a text that holds a secret. `what` begins the sentence, such as `A project name`; `field` is the form's.
pub fn refuse_secret(text: &str, what: &str, field: &'static str) -> Result<(), Refusal> {
    refuse_new_secret(text, "", what, field)
}

/// The same for a text that takes the place of another: what stood there before, from an import, may stay until it is
/// taken out, so that other words of the text can be mended meanwhile.
pub fn refuse_new_secret(text: &str, before: &str, what: &str, field: &'static str) -> Result<(), Refusal> {
    let secret = look(text).into_iter().find_map(|found| match found.kind {
        Kind::Secret(secret) if !before.contains(found.piece(text)) => Some(secret),
        _ => None,
    });
    match secret {
        None => Ok(()),
        Some(secret) => Err(Refusal::new(
            secret.rule(),
            format!(
                "{what} reaches addresses, exports and logs, and this one looks like it holds {}. Take it out, and renew it if anybody may have seen it.",
                secret.words()
            ),
        )
        .at(field)),
    }
}
