//! The activity log: operations with keys, and sign-ins, each as an entry of when, who, what, with which key and
//! encryption context, and how it ended (AUD-2, KMS-4). Its entries are chained by hash (AUD-3).
//!
//! `formats::cloud_trail` prints it in the shape of `CloudTrail`'s records; docs/log-chain.md has the bytes of an entry.

mod credentials;
mod rules;
mod search;
mod uses;
mod witness;

pub(in crate::domain) use rules::entries;
pub use rules::{apply, decide, follow};
pub use search::{Query, TOKENS, contexts};
pub use uses::{LockedBy, Way};
pub use witness::{Compared, Relation, Unread, Witness, relate};

use super::{
    Timestamp,
    account::AccountId,
    chain::{Chain, Link, Linked, Log},
    id::{EventId, PersonId, SpaceId},
};
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The source of operations with keys.
pub const KMS: &str = "kms.amazonaws.com";
/// The source of sign-ins.
pub const SIGN_IN: &str = "signin.amazonaws.com";
/// The source of what no service of the cloud does: this console itself.
pub const CONSOLE: &str = "spaceward.local";

/// The log of a vault.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// Which vault it is of; none until there is one.
    pub vault: Option<VaultId>,
    /// Its entries.
    pub chain: Chain<Entry>,
}

/// The id of a vault: random, public, in its envelope.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VaultId(pub [u8; 16]);

/// One entry. All that it says is covered by its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its own id, which no other entry has.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// Who: nobody where nobody was signed in.
    pub person: Option<PersonId>,
    /// Their alias, which never changes (ID-3).
    pub alias: String,
    /// What.
    pub what: Use,
}

/// A use of a key, a sign-in, or what else is to be in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The service, such as [`KMS`].
    pub source: String,
    /// The operation, such as `GenerateDataKey`.
    pub name: String,
    /// The cloud account in whose session it was done, if in one.
    pub account: Option<AccountId>,
    /// The Region of that session; empty outside of the cloud.
    pub region: String,
    /// The key, if one was used.
    pub key: Option<Key>,
    /// The encryption context: names and values, not secret, bound to what was sealed.
    pub context: BTreeMap<String, String>,
    /// What else is worth knowing, by name.
    pub details: BTreeMap<String, String>,
    /// Why it failed; nothing when it did not.
    pub failure: Option<Failure>,
    /// It changed nothing.
    pub read_only: bool,
    /// The account that the entry belongs to, where it belongs to one.
    pub recipient: Option<AccountId>,
}

/// Which key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// The key of this vault.
    Vault,
    /// The key of a space.
    Space(SpaceId),
    /// A key of a cloud account, by its ARN.
    Cloud(String),
}

/// How an operation failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Such as `AccessDenied`; empty where the service gives none.
    pub code: String,
    /// In words.
    pub message: String,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Begins the log of a vault.
    Begin {
        /// Which vault.
        vault: VaultId,
        /// The vault was made just now: its keys are the first entries.
        made: bool,
    },
    /// Writes entries, in this order.
    Note {
        /// What, and when if it was before now.
        uses: Vec<(Option<Timestamp>, Use)>,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The log was begun.
    Begun {
        /// Of which vault.
        vault: VaultId,
    },
    /// An entry was written.
    Noted {
        /// Its number, from 1.
        number: u64,
        /// The link of the entry before it, so that a record that is lost leaves a gap that shows.
        before: Link,
        /// The entry.
        entry: Box<Entry>,
    },
}

impl Default for Trail {
    fn default() -> Self {
        Self { vault: None, chain: Chain::new(Log::Trail([0; 16])) }
    }
}

impl Linked for Entry {
    fn canonical(&self) -> Vec<u8> {
        // All lengths are known, so writing into memory cannot fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }
}

impl Key {
    /// Its name in records: `vault`, `space/…`, or an ARN.
    pub fn name(&self) -> String {
        match self {
            Self::Vault => "vault".to_owned(),
            Self::Space(space) => format!("space/{space}"),
            Self::Cloud(arn) => arn.clone(),
        }
    }
}

impl VaultId {
    /// Reads 32 hexadecimal digits; anything else is no id.
    pub fn parse(text: &str) -> Option<Self> {
        uuid::Uuid::try_parse(text).ok().map(|id| Self(id.into_bytes()))
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({self})")
    }
}
