//! The part of an opening that gathers records: from runs, from single items, from the write-ahead log.

use super::{FOLD, RecordParts, Vault, WalRecord, ledger::ItemKind, recover::Recovery};
use crate::vault::{
    Damage, How, Place, Scope, Storage, VAULT_SCOPE,
    journal::{self, Logged},
};
use std::collections::{BTreeMap, BTreeSet};

/// While records are left that nothing claims, so many numbers beyond the last one found are looked for.
const PROBE: u64 = 512;

impl<S: Storage> Vault<S> {
    /// Whether the log holds the very first record, of this very instance: another's says nothing about this one.
    pub(super) fn holds_the_first(&self, log: &[WalRecord]) -> bool {
        log.iter().filter(|record| record.seq == 0).any(|record| {
            matches!(journal::open_logged(&self.ring, self.envelope.instance, 0, &record.bytes), Ok(Some(_)))
        })
    }

    /// Takes the logged records from the base on apart, and the keys that they bring into the ring.
    pub(super) fn load_logged(&mut self, log: &[WalRecord], recovery: &mut Recovery) -> BTreeMap<u64, Logged> {
        let mut logged = BTreeMap::new();
        for record in log.iter().filter(|record| record.seq >= self.head.base) {
            match journal::open_logged(&self.ring, self.envelope.instance, record.seq, &record.bytes) {
                // What says where it belongs is sealed apart from the record, which may be altered all the same.
                Ok(Some(opened)) if opened.is_whole(&self.ring, record.seq) => {
                    logged.insert(record.seq, opened);
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
        for (scope, wrapped) in logged.values().flat_map(|logged| &logged.keys) {
            if !self.head.destroyed.contains(scope) {
                // One that does not open leaves its parts unopened, which is named there.
                let _ = self.ring.take_wrapped(scope, wrapped, true);
            }
        }
        logged
    }

    /// Finds all records from the base on, and what they destroy.
    pub(super) fn load_journal(&mut self, recovery: &mut Recovery, logged: BTreeMap<u64, Logged>) {
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
        for (seq, logged) in logged {
            if recovery.records.contains_key(&seq) {
                continue;
            }
            match logged.open(&self.ring, seq, &mut recovery.budget) {
                Ok(record) => {
                    recovery.records.insert(seq, record);
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
        let name = self.name(&journal::run_at(first));
        let opened = match self.claim(recovery, &name, ItemKind::Run, VAULT_SCOPE) {
            Some(sealed) => {
                sealed.and_then(|sealed| journal::open_run(&self.ring, first, &sealed, &mut recovery.budget))
            }
            None if recovery.kept.remove(&name) => Err(How::Altered),
            None => return None,
        };
        match opened {
            Ok(records) if !records.is_empty() => {
                let next = first.saturating_add(records.len() as u64);
                self.journal.runs.insert(first, next - first);
                recovery.records.extend((first..).zip(records));
                Some(next)
            }
            outcome => {
                // How long it was is not known: no number that it may have held is given again. Where a crash fell
                // between the run and the removal of its records, they are still there and are found one by one.
                let how = outcome.err().unwrap_or(How::Altered);
                recovery.broken.insert(name);
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
        let name = self.name(&journal::record_at(seq));
        let opened = match self.claim(recovery, &name, ItemKind::Record, VAULT_SCOPE) {
            Some(sealed) => {
                sealed.and_then(|sealed| journal::open_record(&self.ring, seq, &sealed, &mut recovery.budget))
            }
            None if recovery.kept.remove(&name) => Err(How::Altered),
            None => return false,
        };
        match opened {
            Ok(record) => {
                self.journal.singles.insert(seq);
                recovery.records.insert(seq, record);
            }
            Err(how) => {
                recovery.broken.insert(name);
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
