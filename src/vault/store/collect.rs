//! The part of an opening that gathers records: from runs, from single items, from the write-ahead log.

use super::{
    FOLD, RecordParts, Vault, WalRecord,
    epoch::{Epoch, Spot},
    recover::Recovery,
};
use crate::vault::{
    Damage, How, Place, Scope, Storage,
    journal::{self, Logged},
};
use std::collections::{BTreeMap, BTreeSet};

/// While records are left that nothing claims, so many numbers beyond the last one found are looked for.
const PROBE: u64 = 512;

impl<S: Storage> Vault<S> {
    /// Whether the log holds the very first record, of this very instance: another's says nothing about this one.
    pub(super) fn holds_the_first(&self, log: &[WalRecord]) -> bool {
        log.iter().filter(|record| record.seq == 0).any(|record| matches!(self.take_apart(record), Ok(Some(_))))
    }

    /// Takes a logged record apart, whichever epoch it is from. `Ok(None)` if it is another vault's or instance's.
    fn take_apart(&self, record: &WalRecord) -> Result<Option<(Epoch, Logged)>, How> {
        for epoch in Epoch::BOTH {
            if let (Some(ring), Some(instance)) = (self.ring_of(epoch), self.instance_of(epoch))
                && let Some(logged) = journal::open_logged(ring, instance, record.seq, &record.bytes)?
            {
                return Ok(Some((epoch, logged)));
            }
        }
        Ok(None)
    }

    /// Takes the logged records from the base on apart, and the keys that they bring into the rings.
    pub(super) fn load_logged(&mut self, log: &[WalRecord], recovery: &mut Recovery) -> BTreeMap<u64, (Epoch, Logged)> {
        let mut logged = BTreeMap::new();
        for record in log.iter().filter(|record| record.seq >= self.head.base) {
            match self.take_apart(record) {
                // What says where it belongs is sealed apart from the record, which may be altered all the same.
                Ok(Some((epoch, opened)))
                    if self.ring_of(epoch).is_some_and(|ring| opened.is_whole(ring, record.seq)) =>
                {
                    logged.insert(record.seq, (epoch, opened));
                }
                Ok(Some(_)) => {
                    recovery.broken_records.insert(record.seq, (How::Altered, false));
                }
                Ok(None) => {}
                Err(how) => {
                    recovery.broken_records.insert(record.seq, (how, false));
                }
            }
        }
        for (epoch, logged) in logged.values() {
            self.take_logged_keys(*epoch, logged);
        }
        logged
    }

    /// Takes in the keys that a logged record brings, but those of destroyed scopes.
    pub(super) fn take_logged_keys(&mut self, epoch: Epoch, logged: &Logged) {
        for (scope, wrapped) in &logged.keys {
            let dead = self.is_destroyed(scope);
            let ring = match epoch {
                Epoch::Present => Some(&mut self.ring),
                Epoch::Former => self.former.as_mut().map(|former| &mut former.ring),
            };
            if let Some(ring) = ring.filter(|_| !dead) {
                // One that does not open leaves its parts unopened, which is named there.
                let _ = ring.take_wrapped(scope, wrapped, true);
            }
        }
    }

    /// Makes a key of today for every scope that had one before the rotation. Not before it is known which scopes the
    /// journal destroys: the key of such a one may be gone from the log's records, but not the records, and another key
    /// does not open them.
    pub(super) fn complete_ring(&mut self) {
        let Some(former) = &self.former else { return };
        for scope in former.ring.scopes() {
            self.ring.make_scope(scope, &mut self.random);
        }
    }

    /// Seals records of before the rotation that storage lacks with the keys of today.
    pub(super) fn reseal_unplaced(&mut self, seqs: &BTreeSet<u64>) {
        let Some(former) = &self.former else { return };
        for (seq, sealed) in self.journal.unplaced.iter_mut().filter(|(seq, _)| seqs.contains(seq)) {
            // It was opened just now, so it opens again.
            if let Some(anew) = journal::reseal_record(&former.ring, &self.ring, *seq, sealed, &mut self.random) {
                *sealed = anew;
            }
        }
    }

    /// Finds all records from the base on, and what they destroy.
    pub(super) fn load_journal(&mut self, recovery: &mut Recovery, logged: BTreeMap<u64, (Epoch, Logged)>) {
        let mut seq = self.head.base;
        let mut end = logged.last_key_value().map_or(seq, |(last, _)| last.saturating_add(1)).max(seq);
        while seq < end || (recovery.has_unclaimed_records() && seq < end.saturating_add(PROBE)) {
            let next = match self.load_run(recovery, seq) {
                Some(next) => Some(next),
                None => self.load_single(recovery, seq).then(|| seq.saturating_add(1)),
            };
            seq = next.unwrap_or(seq.saturating_add(1));
            end = end.max(next.unwrap_or(end));
        }
        for (seq, (epoch, logged)) in logged {
            let former = self.former.as_ref().filter(|_| epoch == Epoch::Former).map(|former| &former.ring);
            let ring = former.unwrap_or(&self.ring);
            if recovery.records.contains_key(&seq) {
                continue;
            }
            match logged.open(ring, seq, &mut recovery.budget) {
                Ok(record) => {
                    recovery.records.insert(seq, record);
                    if epoch == Epoch::Former {
                        recovery.of_before.insert(seq);
                    }
                    self.journal.unplaced.insert(seq, logged.sealed);
                }
                Err(how) => {
                    recovery.broken_records.insert(seq, (how, false));
                }
            }
        }
        self.journal.next_seq = recovery.known_end.max(end);
        let destroyed: BTreeSet<Scope> =
            recovery.records.values().flat_map(|record| record.destroyed.iter().copied()).collect();
        for scope in destroyed.difference(&self.head.destroyed.clone()) {
            self.doom(*scope);
        }
    }

    /// Reads the run that begins here, if there is one; gives the number after it.
    fn load_run(&mut self, recovery: &mut Recovery, first: u64) -> Option<u64> {
        let opened = self.claim(recovery, &Spot::Run(first), &journal::run_at(first), |ring, sealed, budget| {
            journal::open_run(ring, first, sealed, budget)
                .and_then(|run| if run.is_empty() { Err(How::Altered) } else { Ok(run) })
        });
        match opened? {
            Ok(records) => {
                let next = first.saturating_add(records.len() as u64);
                self.journal.runs.insert(first, next - first);
                recovery.records.extend((first..).zip(records));
                Some(next)
            }
            Err(how) => {
                // How long it was is not known: no number that it may have held is given again. Where a crash fell
                // between the run and the removal of its records, they are still there and are found one by one.
                let end = first.saturating_add(FOLD);
                recovery.known_end = recovery.known_end.max(end);
                recovery.broken_records.extend((first..end).map(|seq| (seq, (how, true))));
                self.load_single(recovery, first);
                Some(first.saturating_add(1))
            }
        }
    }

    /// Reads the record of this number, if it is an item of its own; says whether there is one.
    fn load_single(&mut self, recovery: &mut Recovery, seq: u64) -> bool {
        let opened = self.claim(recovery, &Spot::Record(seq), &journal::record_at(seq), |ring, sealed, budget| {
            journal::open_record(ring, seq, sealed, budget)
        });
        match opened {
            None => return false,
            Some(Ok(record)) => {
                self.journal.singles.insert(seq);
                recovery.records.insert(seq, record);
            }
            Some(Err(how)) => {
                recovery.broken_records.insert(seq, (how, true));
            }
        }
        true
    }

    /// Gives what is to be replayed, and what of it is not among the logged; names what is missing.
    pub(super) fn conclude_journal(
        &mut self,
        recovery: &mut Recovery,
        logged: &BTreeSet<u64>,
    ) -> (Vec<RecordParts>, Vec<WalRecord>) {
        let records = std::mem::take(&mut recovery.records);
        let mut lost = lost(&records, &recovery.broken_records, self.head.base, self.journal.next_seq);
        let mut whole = Vec::with_capacity(records.len());
        let mut unlogged = Vec::new();
        for (seq, record) in records {
            let mut parts = Vec::new();
            for (scope, bytes) in record.parts {
                match bytes {
                    _ if self.is_destroyed(&scope) => {}
                    Some(bytes) => parts.push((scope, bytes)),
                    None => lost.push(damage(seq, seq, How::Altered, false)),
                }
            }
            if self.owns() && !logged.contains(&seq) {
                let sealed = journal::make_record(&self.ring, seq, &record.destroyed, &parts, &mut self.random);
                unlogged.extend(sealed.and_then(|sealed| self.logged(seq, &sealed, &parts).ok()));
            }
            whole.push((seq, parts));
        }
        recovery.damage.extend(lost);
        (whole, unlogged)
    }
}

fn damage(first: u64, last: u64, how: How, kept: bool) -> Damage {
    Damage { place: Place::Records { first, last }, how, kept }
}

/// What is not among the records and ought to be, neighbours with the same trouble in one row.
fn lost<R>(records: &BTreeMap<u64, R>, broken: &BTreeMap<u64, (How, bool)>, base: u64, next_seq: u64) -> Vec<Damage> {
    let mut rows: Vec<Damage> = Vec::new();
    let mut expected = base;
    let marks = records.keys().chain(broken.keys()).copied().filter(|seq| *seq >= base).chain([next_seq]);
    for seq in marks.collect::<BTreeSet<u64>>() {
        if let Some(last) = seq.checked_sub(1).filter(|last| *last >= expected) {
            rows.push(damage(expected, last, How::Missing, false));
        }
        expected = expected.max(seq.saturating_add(1));
        let Some((how, kept)) = broken.get(&seq).copied().filter(|_| !records.contains_key(&seq)) else {
            if seq == next_seq {
                break;
            }
            continue;
        };
        match rows.last_mut() {
            Some(Damage { place: Place::Records { last, .. }, how: same, kept: also })
                if (*same, *also) == (how, kept) && last.checked_add(1) == Some(seq) =>
            {
                *last = seq;
            }
            _ => rows.push(damage(seq, seq, how, kept)),
        }
    }
    rows
}
