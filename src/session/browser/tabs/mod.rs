//! One writer among the tabs (VLT-9).
//!
//! Writing under a lock for each write loses updates, since every process has its own copy of localStorage (measured:
//! 19 to 33 of 100). So one tab holds the seat for as long as it is unlocked, and writes; the others send it their
//! commands, and follow the records it commits.
//!
//! - A tab takes part from [`Tabs::join`]; it queues for the seat by [`Tabs::stand`] once it is unlocked, and leaves it
//!   by [`Tabs::step_down`] when it locks. A locked tab can therefore never be the writer that others wait for.
//! - When the seat comes ([`Heard::Seated`]), the session reads again what is stored, then calls [`Tabs::serve`].
//!   Commands wait until then.
//! - A command is sent by [`Tabs::ask`], from whichever tab, and sent again until it is answered. The writer is handed
//!   each command once ([`Heard::Asked`]). A new writer cannot know what its predecessor did, so the session stores the
//!   command's id with the record, and answers a command whose id it finds there without doing it again.
//! - Keys never cross: a following tab is unlocked by its own person, with the passphrase.

pub mod ledger;
pub mod message;
pub mod seat;

mod asked;
mod inner;

pub use asked::Asked;
pub use message::{CommandId, Message, TabId};

use super::{once::Once, random};
use inner::Inner;
use std::rc::Rc;

/// Milliseconds after which an unanswered command is sent again.
const AGAIN: u32 = 1_000;
/// How often it is sent before the person is told.
const TRIES: u32 = 30;

/// How this tab takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not asked for the seat: it is locked, or has no vault.
    Outside,
    /// It is in the queue for the seat; another tab writes, or soon will.
    Following,
    /// The seat has come; the session is reading what is stored, and has not called [`Tabs::serve`] yet.
    TakingOver,
    /// It writes.
    Leading,
    /// The browser has no locks for this page, so it writes for itself; see [`Heard::Company`].
    Alone,
}

/// What the session hears.
pub enum Heard {
    /// The seat has come: read again what is stored, then call [`Tabs::serve`].
    Seated,
    /// The seat was taken away by something else on this origin: stop writing at once.
    Unseated,
    /// A command to be done, for the writer only.
    Asked(Asked),
    /// A tab knows the records below this sequence number: send the rest. For the writer only.
    Wants(u64),
    /// Another tab writes from now on.
    Led,
    /// The writer committed records, sealed as in the journal.
    Records {
        /// The sequence number of the first; where it is not the next one, ask by [`Tabs::greet`].
        from_seq: u64,
        /// The records.
        bytes: Vec<u8>,
    },
    /// The browser has no locks, and another tab is open: only the older of them may write.
    Company,
    /// Somebody is at work in another tab.
    Active,
    /// The vault was locked in another tab: lock here, too.
    Locked,
    /// Everything kept was deleted.
    Cleared,
    /// The vault was replaced: start anew.
    Replaced,
}

/// No tab answered a command. It may or may not have been done: asking again with the same id is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered;

impl Unanswered {
    /// What happened, why, and what to do.
    pub fn sentence(self) -> &'static str {
        "Another tab of the console does the writing for all of them and does not answer. What you entered is still \
         here. Close the other tab, or bring it to the front, and try again."
    }
}

/// This tab's part among the tabs. Dropping it leaves them.
pub struct Tabs {
    inner: Rc<Inner>,
}

impl Tabs {
    /// Takes part under a name that all tabs of one vault share; `heard` is never called from within a call of ours.
    pub fn join(name: &str, heard: impl Fn(Heard) + 'static) -> Result<Self, random::NoRandomness> {
        let me = TabId(random::bytes()?);
        Ok(Self { inner: Inner::new(me, name, Rc::new(heard)) })
    }

    /// How this tab takes part now.
    pub fn standing(&self) -> Standing {
        self.inner.standing.get()
    }

    /// A fresh id for a command.
    pub fn command_id() -> Result<CommandId, random::NoRandomness> {
        random::bytes().map(CommandId)
    }

    /// Queues for the writer's seat; to be called when this tab is unlocked. `known` is the first sequence number it
    /// has not read.
    pub fn stand(&self, known: u64) {
        self.inner.stand();
        self.greet(known);
    }

    /// Asks the writer for the records from this sequence number on.
    pub fn greet(&self, known: u64) {
        self.inner.post(&Message::Hello { from: self.inner.me, known });
    }

    /// Says that what is stored has been read: commands are handed over from now on. Does nothing unless the seat has
    /// come.
    pub fn serve(&self) {
        self.inner.serve();
    }

    /// Leaves the seat or the queue, and waits until the browser has taken note; to be called when this tab locks, and
    /// after the last commit.
    pub async fn step_down(&self) {
        let seat = self.inner.leave();
        if let Some(seat) = seat {
            seat.leave().await;
        }
    }

    /// Sends a command to the writer, whoever that is, and waits for its answer. Exactly one writer does it, once.
    ///
    /// Dropping the future stops the asking; whether the command is done is then not known.
    pub async fn ask(&self, id: CommandId, bytes: Vec<u8>) -> Result<Vec<u8>, Unanswered> {
        let answer = Once::default();
        let _asking = self.inner.expect(id, bytes, &answer);
        for _ in 0..TRIES {
            self.inner.deliver(id);
            if let Some(bytes) = answer.within(AGAIN).await {
                return Ok(bytes);
            }
        }
        Err(Unanswered)
    }

    /// Tells the others what was committed; for the writer only.
    pub fn committed(&self, from_seq: u64, records: Vec<u8>) {
        self.inner.post(&Message::Records { from_seq, bytes: records });
    }

    /// Tells the others that somebody is at work here. The caller holds it to a few a minute.
    pub fn active(&self) {
        self.inner.post(&Message::Active);
    }

    /// Locks the vault in the other tabs.
    pub fn locked(&self) {
        self.inner.post(&Message::Locked);
    }

    /// Tells the others that everything kept was deleted.
    pub fn cleared(&self) {
        self.inner.post(&Message::Cleared);
    }

    /// Tells the others that the vault was replaced.
    pub fn replaced(&self) {
        self.inner.post(&Message::Replaced);
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        drop(self.inner.leave());
        self.inner.close();
    }
}
