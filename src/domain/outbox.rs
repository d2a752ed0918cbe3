//! What the console would send by mail, since it has no mail server: codes now, invitations too.

use super::{
    Event as DomainEvent, Facts, Record, Refusal, State, Timestamp,
    id::{MessageId, PersonId},
};
use serde::{Deserialize, Serialize};

/// A message that waits in the outbox to be opened, copied or handed to a mail program.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When it was made.
    pub at: Timestamp,
    /// The address it is for.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text, lines separated by `\n`.
    pub body: String,
    /// The part people copy: the code, or the invitation's link.
    pub token: String,
}

impl core::fmt::Debug for Message {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).field("at", &self.at).finish_non_exhaustive()
    }
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Throws a message away.
    Discard {
        /// Which.
        message: MessageId,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A message was put in.
    Queued {
        /// The message.
        message: Message,
    },
    /// A message was thrown away.
    Discarded {
        /// Which.
        message: MessageId,
    },
}

/// Decides.
pub fn decide(
    _state: &State,
    _actor: Option<PersonId>,
    _command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    Err(Refusal::new("outbox", "stub"))
}

/// Takes an event of this area in.
pub fn apply(_state: &mut State, _record: &Record, _event: &Event) {}
