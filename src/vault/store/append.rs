//! Commit: a command's events become one item under the next number. Later many are folded into one.

use super::{FOLD, ItemKind, Vault, WalRecord};
use crate::vault::{
    Fault, Scope, Storage, VAULT_SCOPE,
    journal::{self, Budget},
    pack::{packed_len, unpack},
    squeeze::LARGEST,
};

/// A fold takes no more than this at once, so that one item stays small.
const FOLD_BYTES: usize = 1 << 20;

/// A fold that found no room or a damaged record is tried again after so many records.
const FOLD_RETRY: usize = 16;

impl<S: Storage> Vault<S> {
    /// Keeps a command's parts as one record. One set; on a fault nothing has changed.
    ///
    /// [`Fault::Full`] before anything is written when it would reach into the reserve that keeps tidying and deleting
    /// possible.
    pub fn append(&mut self, parts: &[(Scope, Vec<u8>)]) -> Result<WalRecord, Fault> {
        let reserve = self.reserve();
        self.write_record(parts, &[], reserve)
    }

    /// The same for a command that makes room (deletes, archives): it may use the reserve.
    pub fn append_freeing(&mut self, parts: &[(Scope, Vec<u8>)]) -> Result<WalRecord, Fault> {
        self.write_record(parts, &[], 0)
    }

    /// Makes ready all that a record of these parts needs, but the record.
    pub(super) fn prepare(&mut self, parts: &[(Scope, Vec<u8>)]) -> Result<(), Fault> {
        self.writable()?;
        if let Some((scope, _)) = parts.iter().find(|(scope, _)| self.is_destroyed(scope)) {
            return Err(Fault::Destroyed(*scope));
        }
        if parts.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > LARGEST {
            return Err(Fault::TooLarge);
        }
        for (scope, _) in parts {
            self.ring.make_scope(scope, &mut self.random);
        }
        Ok(())
    }

    pub(super) fn write_record(
        &mut self,
        parts: &[(Scope, Vec<u8>)],
        destroyed: &[Scope],
        reserve: usize,
    ) -> Result<WalRecord, Fault> {
        self.prepare(parts)?;
        self.catch_up();
        let seq = self.journal.next_seq;
        let sealed =
            journal::make_record(&self.ring, seq, destroyed, parts, &mut self.random).ok_or(Fault::TooLarge)?;
        let at = journal::record_at(seq);
        self.ledger.check(&self.name(&at), packed_len(sealed.len()), reserve)?;
        if self.ring.any_fresh() {
            // A key must be in the head before anything that only it opens. Alone, it changes nothing.
            self.write_head(self.head.clone())?;
        }
        self.set_item(&at, &VAULT_SCOPE, &sealed, reserve)?;
        self.journal.singles.insert(seq);
        self.journal.next_seq += 1;
        let logged = self.logged(seq, &sealed, parts)?;
        self.fold_if_due();
        Ok(logged)
    }

    pub(super) fn logged(&mut self, seq: u64, sealed: &[u8], parts: &[(Scope, Vec<u8>)]) -> Result<WalRecord, Fault> {
        let scopes = parts.iter().map(|(scope, _)| *scope);
        let bytes = journal::make_logged(&self.ring, self.envelope.instance, seq, sealed, scopes, &mut self.random)
            .ok_or(Fault::TooLarge)?;
        Ok(WalRecord { seq, bytes })
    }

    /// Does what storage refused to do earlier.
    pub(super) fn catch_up(&mut self) {
        if self.doomed.is_empty() {
            if self.spare_due {
                self.write_spare();
            }
        } else {
            self.carry_out_destruction();
        }
        self.place_unplaced();
    }

    /// Records that only the write-ahead log holds go to storage as soon as there is room.
    pub(super) fn place_unplaced(&mut self) {
        let reserve = self.reserve();
        while let Some((&seq, sealed)) = self.journal.unplaced.first_key_value() {
            let sealed = sealed.clone();
            if self.set_item(&journal::record_at(seq), &VAULT_SCOPE, &sealed, reserve).is_err() {
                return;
            }
            self.journal.unplaced.remove(&seq);
            self.journal.singles.insert(seq);
        }
    }

    fn fold_if_due(&mut self) {
        // A running checkpoint will cut here: no run may lie across.
        let floor = self.active.as_ref().map_or(0, |active| active.cut);
        let singles: Vec<u64> = self.journal.singles.range(floor..).copied().collect();
        let fold = usize::try_from(FOLD).unwrap_or(usize::MAX);
        if singles.len() < fold || !(singles.len() - fold).is_multiple_of(FOLD_RETRY) {
            return;
        }
        let mut rest = singles.as_slice();
        while let Some(first) = rest.first().copied() {
            let row = rest.iter().zip(first..).take_while(|(seq, expected)| **seq == *expected).count();
            if row >= fold {
                self.fold(first);
                return;
            }
            rest = rest.get(row..).unwrap_or_default();
        }
    }

    /// Folds the records from `first` on: the run is set, then the records are removed. In between both are there and
    /// say the same; an opening takes the run.
    fn fold(&mut self, first: u64) {
        let mut budget = Budget(FOLD_BYTES);
        let mut records = Vec::new();
        for seq in first..first + FOLD {
            let Ok(Some((ring, units))) = self.fetch(&journal::record_at(seq)) else { break };
            let Some(sealed) = unpack(&units) else { break };
            let Ok(record) = journal::open_record(ring, seq, &sealed, &mut budget) else { break };
            records.push(record);
        }
        let count = records.len() as u64;
        if count < 2 {
            return;
        }
        let Some(sealed) = journal::make_run(&self.ring, first, &records, &mut self.random) else { return };
        if self.set_item(&journal::run_at(first), &VAULT_SCOPE, &sealed, 0).is_err() {
            return;
        }
        self.journal.runs.insert(first, count);
        for seq in first..first + count {
            self.journal.singles.remove(&seq);
            self.discard_at(&journal::record_at(seq));
        }
    }

    /// Whether the journal has grown so long, or so large, that a checkpoint pays.
    pub fn wants_checkpoint(&self) -> bool {
        let units: usize = self
            .ledger
            .items()
            .filter(|(_, item)| matches!(item.kind, ItemKind::Run | ItemKind::Record))
            .map(|(_, item)| item.units)
            .sum();
        self.journal_len() >= 4 * FOLD || units > self.ledger.quota / 16 || !self.journal.unplaced.is_empty()
    }
}
