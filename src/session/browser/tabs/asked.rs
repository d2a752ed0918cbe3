//! A command in the writer's hands.

use super::{
    inner::Inner,
    message::{CommandId, TabId},
};
use std::rc::Weak;

/// A command to be done and answered. Dropped without an answer, it is handed over anew when it is sent again.
pub struct Asked {
    /// Which; to be stored with the record.
    pub id: CommandId,
    /// What, as it was given to [`super::Tabs::ask`].
    pub bytes: Vec<u8>,
    pub(super) from: TabId,
    pub(super) inner: Weak<Inner>,
    pub(super) answered: bool,
}

impl Asked {
    /// Answers, once what the command did is stored (or was refused).
    pub fn answer(mut self, bytes: Vec<u8>) {
        self.answered = true;
        if let Some(inner) = self.inner.upgrade() {
            inner.answer(self.id, self.from, bytes);
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if !self.answered
            && let Some(inner) = self.inner.upgrade()
        {
            inner.ledger.borrow_mut().drop_unanswered(self.id);
        }
    }
}
