//! What tabs say to each other.
//!
//! The channel is heard by every page of the same origin, which on a shared host may be somebody else's. So command,
//! answer and records are bytes that the session seals under the vault's key before they come here; what is in the
//! open is only who talks to whom, and sequence numbers. Keys never cross: each tab is unlocked by itself.

use serde::{Deserialize, Serialize};

/// One tab, for as long as it lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct TabId(pub [u8; 16]);

/// One command of one tab, for ever. The writer stores it with the record, so that a later writer knows it was done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct CommandId(pub [u8; 16]);

/// One message on the channel.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// A tab has come, or has found a gap: it knows all records below this sequence number.
    Hello {
        /// Who has come.
        from: TabId,
        /// The first sequence number it does not know.
        known: u64,
    },
    /// The sender writes from now on, or says so again: what is unanswered is to be sent to it.
    Leads {
        /// Who writes.
        from: TabId,
    },
    /// The sender writes for itself, since the browser cannot tell who may: two of these must not both write.
    AlsoHere {
        /// Who is here.
        from: TabId,
    },
    /// A command for the writer. May come several times.
    Command {
        /// Which.
        id: CommandId,
        /// Whose.
        from: TabId,
        /// What, sealed.
        bytes: Vec<u8>,
    },
    /// What became of a command. May come several times.
    Answer {
        /// Of which command.
        id: CommandId,
        /// For whom.
        to: TabId,
        /// What, sealed.
        bytes: Vec<u8>,
    },
    /// Records that the writer committed, as sealed in the journal.
    Records {
        /// The sequence number of the first.
        from_seq: u64,
        /// The records.
        bytes: Vec<u8>,
    },
    /// Somebody is at work in another tab; idle time starts anew in all.
    Active,
    /// The vault was locked: lock here, too (VLT-6).
    Locked,
    /// Everything kept was deleted.
    Cleared,
    /// The vault was replaced by an imported one: start anew.
    Replaced,
}

/// The form's version; a tab still running an older console is not understood, rather than misunderstood.
const VERSION: u8 = 2;

impl Message {
    /// The bytes to send.
    pub fn encode(&self) -> Vec<u8> {
        // Serialising these shapes into memory cannot fail; an empty message would be passed over.
        postcard::to_extend(self, vec![VERSION]).unwrap_or_default()
    }

    /// The message, or nothing when the bytes are of another version or somebody else's.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (version, body) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        match postcard::take_from_bytes(body).ok()? {
            (message, []) => Some(message),
            _ => None,
        }
    }
}
