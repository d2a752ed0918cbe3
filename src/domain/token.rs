//! Personal access tokens: what stands for a person where nobody types a password (PAT-1..5).
//!
//! The secret is made by the page that shows it, once. Kept is a salted hash, with which a secret that is presented can be
//! told from any other, and nothing else (PAT-4).

mod rules;
mod secret;

pub use rules::{Checked, apply, check, decide, latest_expiry, of_person};
pub use secret::Secret;

use super::{
    Timestamp,
    id::{PersonId, TokenId},
};
use serde::{Deserialize, Serialize};

/// The most tokens of a person, as the service has it.
pub const MOST: usize = 100;
/// How long before its end a token is pointed out, in milliseconds.
pub const WARNED_BEFORE: i64 = 30 * Timestamp::DAY;

/// A token, without its secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// Whom it stands for, in all spaces and projects (PAT-3).
    pub person: PersonId,
    /// What the person calls it.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is refused.
    pub expires: Timestamp,
    /// Random, so that equal secrets would not have equal hashes.
    salt: [u8; 16],
    /// HMAC-SHA-256 of the secret under the salt.
    hash: [u8; 32],
}

/// How a token stands with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is good, and will be for a while.
    Live,
    /// It is good, and ends within [`WARNED_BEFORE`].
    EndsSoon,
    /// It is refused.
    Expired,
}

impl Token {
    /// How it stands.
    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.expires.since(now) {
            ..=0 => Standing::Expired,
            1..=WARNED_BEFORE => Standing::EndsSoon,
            _ => Standing::Live,
        }
    }
}

impl core::fmt::Debug for Token {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Token").field("id", &self.id).field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes a token of the acting person.
    Create {
        /// What it is called.
        name: String,
        /// When it ends; a year from now if nothing is said (PAT-2).
        expires: Option<Timestamp>,
        /// What was drawn for it. It is hashed and not kept.
        secret: Secret,
    },
    /// Deletes one of the acting person's tokens: from now on it is refused (PAT-5).
    Delete {
        /// Which.
        token: TokenId,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A token was made.
    Created {
        /// It.
        token: Token,
    },
    /// A token was deleted.
    Deleted {
        /// Which.
        token: TokenId,
    },
}
