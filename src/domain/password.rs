//! A password of a Builder ID, asked when somebody acts as that person (ID-5).
//!
//! It is not the passphrase of the vault: that opens what lies on the disk and cannot be recovered, this one stands between
//! the people of one open vault and can be reset by a code sent to the person's address. What is kept of it is a salted slow
//! hash; it is derived beside the page, and the domain sees what came of that and nothing else.

mod rules;

pub use rules::{apply, decide, missed};

use super::{Timestamp, id::PersonId, identity::Code};
use core::fmt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Fewest characters (reference 6.2).
pub const LEAST: usize = 8;
/// Most characters (reference 6.2).
pub const MOST: usize = 64;

/// How Argon2id works on a password. Salt and costs stand beside the hash, so that each can be raised later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Random, another for every password.
    pub salt: [u8; 16],
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Work {
    /// Whether guessing stays dear and checking does not stop the browser: the bounds of the vault's own derivation.
    pub const fn is_acceptable(&self) -> bool {
        matches!(self.memory_kib, 0x4C00..=0x4_0000) && matches!(self.passes, 2..=10) && matches!(self.lanes, 1..=4)
    }
}

/// What Argon2id made of a password. It is as good as the password itself: hashed once more before it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Derived([u8; 32]);

impl Derived {
    /// Takes what was derived.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::new().chain_update(b"spaceward password 1\0").chain_update(self.0).finalize().into()
    }
}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// A person's password, as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Password {
    /// How to derive what is presented.
    pub work: Work,
    /// Since when.
    pub since: Timestamp,
    hash: [u8; 32],
    /// Wrong ones in a row.
    missed: u8,
    /// When the last of them was given.
    missed_at: Timestamp,
}

impl Password {
    /// Whether this is it. Takes the same time whatever is wrong with it.
    fn is(&self, presented: &Derived) -> bool {
        bool::from(self.hash.ct_eq(&presented.hash()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Password").field("since", &self.since).finish_non_exhaustive()
    }
}

/// What can be asked, by the person who acts and of their own password.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Sets it; in place of one that is set, with that one.
    Set {
        /// How it was derived.
        work: Work,
        /// What came of it.
        derived: Derived,
        /// The one that is set.
        current: Option<Derived>,
    },
    /// Gives it, to go on as this person.
    Present {
        /// What came of deriving it.
        derived: Derived,
    },
    /// Asks for none any more.
    Remove {
        /// The one that is set.
        current: Derived,
    },
    /// Has a code sent to the person's address, because it is forgotten.
    SendReset,
    /// Sets a new one with that code.
    Reset {
        /// As typed.
        code: String,
        /// How the new one was derived.
        work: Work,
        /// What came of it.
        derived: Derived,
    },
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Codes and what passwords come to are secrets.
        f.write_str(match self {
            Self::Set { .. } => "Set",
            Self::Present { .. } => "Present",
            Self::Remove { .. } => "Remove",
            Self::SendReset => "SendReset",
            Self::Reset { .. } => "Reset",
        })
    }
}

/// What can have happened.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// One was set, the first or another.
    Set {
        /// Whose.
        person: PersonId,
        /// How it is derived.
        work: Work,
        /// SHA-256 of what comes of that.
        hash: [u8; 32],
        /// With a code, because the former was forgotten.
        by_code: bool,
    },
    /// The right one was given.
    Used {
        /// Whose.
        person: PersonId,
    },
    /// A wrong one was given. Kept, so that tries are counted across a reload.
    Missed {
        /// Whose.
        person: PersonId,
    },
    /// None is asked for any more.
    Removed {
        /// Whose.
        person: PersonId,
    },
    /// A code went out; the former one stopped working.
    ResetSent {
        /// Whose.
        person: PersonId,
        /// The code.
        code: Code,
    },
    /// A wrong code was typed.
    ResetMissed {
        /// Whose.
        person: PersonId,
    },
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, person) = match self {
            Self::Set { person, .. } => ("Set", person),
            Self::Used { person } => ("Used", person),
            Self::Missed { person } => ("Missed", person),
            Self::Removed { person } => ("Removed", person),
            Self::ResetSent { person, .. } => ("ResetSent", person),
            Self::ResetMissed { person } => ("ResetMissed", person),
        };
        f.debug_struct(name).field("person", person).finish_non_exhaustive()
    }
}
