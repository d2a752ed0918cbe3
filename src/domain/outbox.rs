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
    state: &State,
    _actor: Option<PersonId>,
    command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::Discard { message } => {
            if !state.outbox.contains_key(&message) {
                return Err(Refusal::new("ID-2", "This message is not in the outbox any more."));
            }
            Ok(vec![Event::Discarded { message }.into()])
        }
    }
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::Queued { message } => {
            state.outbox.insert(message.id, message.clone());
        }
        Event::Discarded { message } => {
            state.outbox.remove(message);
        }
    }
}

/// The messages that wait, newest first.
pub fn newest_first(state: &State) -> Vec<&Message> {
    let mut messages: Vec<&Message> = state.outbox.values().collect();
    messages.sort_by_key(|message| (core::cmp::Reverse(message.at), message.id));
    messages
}
