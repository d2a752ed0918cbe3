//! One link of a chain.

use core::fmt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 over the link before and an entry.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Link(pub [u8; 32]);

/// What can stand in a chained log.
pub trait Linked {
    /// The bytes that its link covers: the same for ever, and all that the entry says.
    fn canonical(&self) -> Vec<u8>;
}

/// Which log; the beginning of its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// The activity log of the vault with this id.
    Trail([u8; 16]),
    /// The activity of the space with this id.
    Feed([u8; 16]),
}

impl Link {
    /// The link before the first entry of a log.
    pub fn start(log: Log) -> Self {
        let (kind, id) = match log {
            Log::Trail(id) => (1, id),
            Log::Feed(id) => (2, id),
        };
        Self(Sha256::new().chain_update(b"spaceward log 1\0").chain_update([kind]).chain_update(id).finalize().into())
    }

    /// Reads 64 hexadecimal digits; anything else is no link.
    pub fn parse(text: &str) -> Option<Self> {
        let mut link = [0; 32];
        let digits: Vec<u8> =
            text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
        if digits.len() != link.len() * 2 {
            return None;
        }
        for (byte, pair) in link.iter_mut().zip(digits.as_chunks::<2>().0) {
            let [high, low] = *pair;
            *byte = (high << 4) | low;
        }
        Some(Self(link))
    }

    /// The link of an entry that stands after this one.
    #[must_use]
    pub fn then(self, entry: &impl Linked) -> Self {
        let hash = Sha256::new().chain_update(b"spaceward entry 1\0").chain_update(self.0);
        Self(hash.chain_update(entry.canonical()).finalize().into())
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({self})")
    }
}
