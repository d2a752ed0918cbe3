//! The writer's memory of commands, so that one sent twice is done once (VLT-9).

use super::message::CommandId;
use std::collections::{HashMap, VecDeque};

/// Answers kept. A tab asks again within seconds; what is older is known from the id stored with the record.
const KEPT: usize = 512;

/// How the writer stands to a command that has come.
#[derive(Debug, PartialEq, Eq)]
pub enum Met {
    /// Never seen: it is to be done.
    New,
    /// Being done: its answer will follow.
    Underway,
    /// Done: this was the answer.
    Answered(Vec<u8>),
}

/// What the writer has been asked, and what it said.
#[derive(Default)]
pub struct Ledger {
    known: HashMap<CommandId, Option<Vec<u8>>>,
    answered: VecDeque<CommandId>,
}

impl Ledger {
    /// Takes note of a command that has come.
    pub fn meet(&mut self, id: CommandId) -> Met {
        match self.known.get(&id) {
            Some(Some(answer)) => Met::Answered(answer.clone()),
            Some(None) => Met::Underway,
            None => {
                self.known.insert(id, None);
                Met::New
            }
        }
    }

    /// Keeps the answer; the oldest of too many is let go.
    pub fn answer(&mut self, id: CommandId, bytes: Vec<u8>) {
        if !matches!(self.known.insert(id, Some(bytes)), Some(Some(_))) {
            self.answered.push_back(id);
        }
        while self.answered.len() > KEPT {
            if let Some(oldest) = self.answered.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// A command was dropped without an answer: when it comes again, it is new.
    pub fn drop_unanswered(&mut self, id: CommandId) {
        if self.known.get(&id) == Some(&None) {
            self.known.remove(&id);
        }
    }

    /// Forgets everything; the tab no longer writes.
    pub fn clear(&mut self) {
        self.known.clear();
        self.answered.clear();
    }
}
