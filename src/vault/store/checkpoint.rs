//! Checkpoints: changed segments go to fresh slots, then the head flips with one set, then the old goes.

use super::{Vault, WalRecord};
use crate::vault::{
    Fault, Scope, Storage,
    head::{Head, SegmentId},
    journal,
    squeeze::{self, Effort, LARGEST},
};
use std::collections::BTreeSet;

/// A checkpoint under way. Whoever drops it without a word leaves it to the next one to clear up.
#[derive(Debug, PartialEq, Eq)]
pub struct Checkpoint {
    id: u64,
    cut: u64,
}

impl Checkpoint {
    /// All records below this number must be in the segments by the time it is committed.
    pub fn cut(&self) -> u64 {
        self.cut
    }
}

/// What the vault knows of it.
#[derive(Debug)]
pub(super) struct Active {
    pub id: u64,
    pub cut: u64,
    pub generation: u64,
    pub put: BTreeSet<SegmentId>,
    pub dropped: BTreeSet<SegmentId>,
}

impl<S: Storage> Vault<S> {
    /// Begins one at this moment's end of the journal. One that is under way is abandoned.
    pub fn begin_checkpoint(&mut self) -> Result<Checkpoint, Fault> {
        self.writable()?;
        self.clear_active();
        self.checkpoints_begun += 1;
        let (id, cut, generation) = (self.checkpoints_begun, self.journal.next_seq, self.take_generation());
        self.active = Some(Active { id, cut, generation, put: BTreeSet::new(), dropped: BTreeSet::new() });
        Ok(Checkpoint { id, cut })
    }

    fn active(&mut self, checkpoint: &Checkpoint) -> Result<&mut Active, Fault> {
        self.active.as_mut().filter(|active| active.id == checkpoint.id).ok_or(Fault::Stale)
    }

    /// Writes a segment to a fresh slot. What counted before counts until the commit. Gives the units it takes.
    pub fn put_segment(
        &mut self,
        checkpoint: &mut Checkpoint,
        scope: Scope,
        address: &[u8],
        bytes: &[u8],
    ) -> Result<usize, Fault> {
        let generation = self.active(checkpoint)?.generation;
        if self.is_destroyed(&scope) {
            return Err(Fault::Destroyed(scope));
        }
        if bytes.len() > LARGEST {
            return Err(Fault::TooLarge);
        }
        self.ring.make_scope(&scope, &mut self.random);
        let id = (scope, address.to_vec());
        let at = Head::slot(&id, generation);
        let squeezed = squeeze::squeeze(bytes, Effort::Thorough);
        let sealed = self.ring.make_sealed(&at, &squeezed, &mut self.random).ok_or(Fault::TooLarge)?;
        let units = self.set_item(&at, &scope, &sealed, 0)?;
        let active = self.active(checkpoint)?;
        active.dropped.remove(&id);
        active.put.insert(id);
        Ok(units)
    }

    /// The segment will be gone after the commit.
    pub fn drop_segment(&mut self, checkpoint: &mut Checkpoint, scope: Scope, address: &[u8]) -> Result<(), Fault> {
        let active = self.active(checkpoint)?;
        let (id, generation) = ((scope, address.to_vec()), active.generation);
        let was_put = active.put.remove(&id);
        active.dropped.insert(id.clone());
        if was_put {
            self.discard_segment(&id, generation);
        }
        Ok(())
    }

    /// Makes the new segments count, with one set of the head; then removes what counts no more.
    ///
    /// With `bulk`, the segments hold these parts already, and they become a record of the write-ahead log alone: so
    /// much as an import brings need not pass through the journal. [`Fault::Moved`] if records were appended since the
    /// beginning. On a fault the checkpoint is abandoned and all is as it was before it began.
    pub fn commit_checkpoint(
        &mut self,
        checkpoint: Checkpoint,
        bulk: Option<&[(Scope, Vec<u8>)]>,
    ) -> Result<Option<WalRecord>, Fault> {
        let done = self.flip(&checkpoint, bulk);
        if done.is_err() {
            self.abandon_checkpoint(checkpoint);
        }
        done
    }

    fn flip(&mut self, checkpoint: &Checkpoint, bulk: Option<&[(Scope, Vec<u8>)]>) -> Result<Option<WalRecord>, Fault> {
        let mut base = self.active(checkpoint)?.cut;
        let mut record = None;
        if let Some(parts) = bulk {
            if self.journal.next_seq != base {
                return Err(Fault::Moved);
            }
            self.prepare(parts)?;
            let sealed = journal::make_record(&self.ring, base, &[], parts, &mut self.random).ok_or(Fault::TooLarge)?;
            record = Some(self.logged(base, &sealed, parts)?);
            base += 1;
        }
        let active = self.active(checkpoint)?;
        let generation = active.generation;
        let (put, dropped) = (active.put.clone(), active.dropped.clone());
        let mut head = self.head.clone();
        head.base = base;
        let mut old = Vec::new();
        for id in dropped {
            old.extend(head.segments.remove(&id).map(|generation| (id, generation)));
        }
        for id in put {
            let before = head.segments.insert(id.clone(), generation);
            old.extend(before.map(|generation| (id, generation)));
        }
        self.write_head(head)?;
        self.active = None;
        self.journal.next_seq = self.journal.next_seq.max(base);
        for (id, generation) in old {
            self.discard_segment(&id, generation);
        }
        self.discard_journal_below(base);
        Ok(record)
    }

    fn discard_journal_below(&mut self, base: u64) {
        let runs: Vec<u64> = self.journal.runs.range(..base).map(|(first, _)| *first).collect();
        for first in runs {
            self.journal.runs.remove(&first);
            self.discard_at(&journal::run_at(first));
        }
        let singles: Vec<u64> = self.journal.singles.range(..base).copied().collect();
        for seq in singles {
            self.journal.singles.remove(&seq);
            self.discard_at(&journal::record_at(seq));
        }
        self.journal.unplaced = self.journal.unplaced.split_off(&base);
    }

    /// Gives it up: the new slots are removed, what counted before goes on counting.
    pub fn abandon_checkpoint(&mut self, checkpoint: Checkpoint) {
        if self.active(&checkpoint).is_ok() {
            self.clear_active();
        }
    }

    pub(super) fn clear_active(&mut self) {
        let Some(active) = self.active.take() else { return };
        for id in active.put {
            self.discard_segment(&id, active.generation);
        }
    }
}
