//! What the vault takes outside of localStorage: the write-ahead log's own room.

use super::{Session, lifecycle::ENVELOPE_SEQ};
use crate::{domain::Refusal, vault::Quarantined};
use leptos::prelude::*;

/// What lies in the write-ahead log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogRoom {
    /// Sealed records.
    pub records: usize,
    /// Their bytes.
    pub record_bytes: usize,
    /// Copies of drafts and notes.
    pub copies: usize,
    /// Their bytes.
    pub copy_bytes: usize,
    /// Bytes of the envelope's copy; 0 without one.
    pub envelope_bytes: usize,
    /// Bytes of a vault that was just imported; 0 once localStorage has surely reached the disk.
    pub import_bytes: usize,
}

impl LogRoom {
    /// All bytes together.
    pub const fn bytes(&self) -> usize {
        self.record_bytes + self.copy_bytes + self.envelope_bytes + self.import_bytes
    }
}

impl Session {
    /// Counts what lies in the write-ahead log; the sentence why there is none where this browser keeps none.
    pub async fn log_room(self) -> Result<LogRoom, String> {
        let core = self.core();
        let wal = core.wal.borrow().clone()?;
        let mut room = LogRoom::default();
        for (sequence, bytes) in wal.all().await.map_err(|fault| fault.sentence())? {
            if sequence == ENVELOPE_SEQ {
                room.envelope_bytes += bytes.len();
            } else {
                room.records += 1;
                room.record_bytes += bytes.len();
            }
        }
        for (_, bytes) in wal.asides().await.map_err(|fault| fault.sentence())? {
            room.copies += 1;
            room.copy_bytes += bytes.len();
        }
        room.import_bytes = wal.spare().await.map_err(|fault| fault.sentence())?.map_or(0, |(_, file)| file.len());
        Ok(room)
    }
}

impl Session {
    /// Throws damaged items away that are kept aside. Gives how many went before a fault, if there was one.
    pub async fn discard_damaged(self, items: &[Quarantined]) -> Result<usize, Refusal> {
        let outcome = self
            .with_vault(|vault| {
                items.iter().try_fold(0, |gone, item| vault.discard_quarantined(item).map(|()| gone + 1))
            })
            .await;
        self.kept.update(|count| *count += 1);
        match outcome {
            None => Err(Refusal::new("VLT-6", "The vault is locked. Unlock it first; nothing was changed.")),
            Some(outcome) => outcome.map_err(|fault| Refusal::new("VLT-5", fault.to_string())),
        }
    }
}
