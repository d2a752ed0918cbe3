//! What can go wrong, as values with plain sentences.

use super::{Scope, StorageFault};
use std::fmt;

/// Why the vault did not do what was asked. Unless said otherwise, storage and memory are as they were before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no vault in this storage.
    Absent,
    /// There is one already.
    Exists,
    /// The key opens none of the envelope's locks.
    WrongPassphrase,
    /// Something without which nothing can be opened is missing or altered.
    Damaged(Damage),
    /// Written by a newer version of the console.
    Unsupported {
        /// The format's number that was found.
        version: u8,
    },
    /// Argon2id's parameters are outside of what is safe or bearable.
    Parameters,
    /// It would not fit. Units of UTF-16, of names and values together.
    Full {
        /// Units that the write needs.
        needed: usize,
        /// Units that may still be used.
        free: usize,
    },
    /// The browser refused.
    Storage(StorageFault),
    /// The scope's key was destroyed.
    Destroyed(Scope),
    /// This vault was opened for reading; another tab writes.
    ReadOnly,
    /// Records were appended between the beginning of a checkpoint and its end as a bulk commit.
    Moved,
    /// The checkpoint was ended by another one that began later.
    Stale,
    /// The bytes are no exported vault.
    NotAVaultFile,
    /// The exported file was cut short or altered on its way.
    FileDamaged,
    /// A piece is larger than the vault handles at once.
    TooLarge,
    /// The vault key is being rotated.
    Rotating,
    /// There is no such lock, or it is the passphrase, which is changed and not removed.
    NoSuchLock,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("This browser holds no vault yet. Create one, or import an exported file."),
            Self::Exists => f.write_str("This browser already holds a vault. Open it, or import over it."),
            Self::WrongPassphrase => {
                f.write_str("That passphrase does not open this vault. Nothing was changed. Check it and try again.")
            }
            Self::Damaged(damage) => {
                write!(f, "{damage} Without it the vault cannot be opened. Import your last exported file.")
            }
            Self::Unsupported { version } => write!(
                f,
                "This was written in format {version}, which is newer than this console knows. Load the newer console."
            ),
            Self::Parameters => f.write_str(
                "The key derivation asks for less than is safe or more than a browser can bear. The envelope may have been altered: import your last exported file.",
            ),
            Self::Full { needed, free } => write!(
                f,
                "The browser's storage is full: {needed} units are needed and {free} are free. Nothing was changed. Data protection shows what takes the room, and what of it can go."
            ),
            Self::Storage(fault) => fault.fmt(f),
            Self::Destroyed(_) => f.write_str("That space was deleted and its key destroyed. Nothing more can be kept in it."),
            Self::ReadOnly => f.write_str("Another tab does the writing. The change has to be sent there."),
            Self::Moved => f.write_str("Something else was saved meanwhile. Try again."),
            Self::Stale => f.write_str("A later tidying of the storage took the place of this one. Nothing was changed."),
            Self::NotAVaultFile => f.write_str("This file is not an exported vault. Choose the file that the export made."),
            Self::FileDamaged => {
                f.write_str("This file was cut short or altered after the export. Fetch another copy of it.")
            }
            Self::TooLarge => f.write_str("That is more than can be kept in one piece. Split it into smaller parts."),
            Self::Rotating => f.write_str(
                "The vault key is being rotated. Wait until that is done; Data protection shows how far it is. Then try again.",
            ),
            Self::NoSuchLock => f.write_str("That way of unlocking is not known to this vault. Nothing was changed."),
        }
    }
}

impl std::error::Error for Fault {}

impl From<StorageFault> for Fault {
    fn from(fault: StorageFault) -> Self {
        Self::Storage(fault)
    }
}

/// Which piece of the vault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The public envelope with the locks.
    Envelope,
    /// The record that says what counts.
    Head,
    /// A piece of compacted state.
    Segment {
        /// Whose key sealed it.
        scope: Scope,
        /// Where it belongs, as those above named it.
        address: Vec<u8>,
    },
    /// Records of the journal, one or several in a row.
    Records {
        /// The number of the first.
        first: u64,
        /// The number of the last.
        last: u64,
    },
    /// A sealed item kept beside the journal, such as a draft.
    Aside,
}

/// What is the matter with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is not there.
    Missing,
    /// It does not open: altered, cut short, moved, or taken from another time.
    Altered,
    /// It is larger than it may be.
    TooLarge,
}

impl How {
    /// In words, to stand after what it is the matter with.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Altered => "was altered and does not open",
            Self::TooLarge => "is larger than it may be and was not opened",
        }
    }
}

/// A piece that could not be opened. The others were.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// Which piece.
    pub place: Place,
    /// What is the matter.
    pub how: How,
    /// Whether what was found is kept aside, see `Vault::quarantined`.
    pub kept: bool,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Envelope => f.write_str("The envelope that holds the vault's locked key")?,
            Place::Head => f.write_str("The record that says which pieces count")?,
            Place::Segment { .. } => f.write_str("A piece of the kept state")?,
            Place::Records { first, last } if first == last => write!(f, "Change number {first}")?,
            Place::Records { first, last } => write!(f, "The row of changes {first} to {last}")?,
            Place::Aside => f.write_str("A kept draft")?,
        }
        write!(f, " {}.", self.how.words())?;
        f.write_str(if self.kept { " What was found is kept aside." } else { "" })
    }
}
