//! The second factor of a sign-in: codes of an authenticator application (ID-7), by RFC 6238.
//!
//! It stands between a person at this browser and their console; it does not protect what lies on the disk, which the
//! passphrase does. The key of the codes lies in the vault like everything else.

mod code;
mod rules;

pub use code::{Key, STEP, code_at};
pub use rules::{apply, decide, missed};

use super::{Timestamp, id::PersonId};
use serde::{Deserialize, Serialize};

/// A person's authenticator application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// What the application and this console share.
    key: Key,
    /// Since when.
    pub since: Timestamp,
    /// The step of the last code that was used: that one and all before it are refused.
    used: u64,
    /// Wrong codes in a row.
    missed: u8,
    /// When the last of them was given.
    missed_at: Timestamp,
}

/// What can be asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Enrols the acting person's application: with one code of it, before it takes effect.
    Enrol {
        /// What was drawn and shown.
        key: Key,
        /// What the application shows.
        code: String,
    },
    /// Gives a code at sign-in.
    Present {
        /// What the application shows.
        code: String,
    },
    /// Asks for no code any more.
    Remove {
        /// What the application shows.
        code: String,
    },
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Codes and keys are secrets.
        f.write_str(match self {
            Self::Enrol { .. } => "Enrol",
            Self::Present { .. } => "Present",
            Self::Remove { .. } => "Remove",
        })
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An application was enrolled.
    Enrolled {
        /// Whose.
        person: PersonId,
        /// What is shared.
        key: Key,
        /// The step of the code that confirmed it.
        step: u64,
    },
    /// A code was right, and is used up.
    Used {
        /// Whose.
        person: PersonId,
        /// The step of the code.
        step: u64,
    },
    /// A code was wrong, or used before. Kept, so that tries are counted across a reload.
    Missed {
        /// Whose.
        person: PersonId,
    },
    /// No code is asked for any more.
    Removed {
        /// Whose.
        person: PersonId,
    },
}
