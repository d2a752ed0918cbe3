//! The parts of an opening that only read: head, segments, asides.

use super::{Mode, Segment, Vault, ledger::ItemKind};
use crate::vault::{
    Damage, ENVELOPE_NAME, Fault, How, Place, Scope, Storage, VAULT_SCOPE,
    head::{self, COPIES, Head, SegmentId},
    journal::{Budget, Record},
    names,
    pack::{unpack, unpack_start},
    seal::{self, Kind},
};
use std::collections::{BTreeMap, BTreeSet};

/// What an opening has found so far.
pub(super) struct Recovery {
    /// Names of this instance's items that were neither claimed nor read yet.
    pub names: BTreeSet<String>,
    /// Items that are neither head nor segment and that nothing has claimed yet. Each is read once.
    pub loose: BTreeMap<String, Vec<u16>>,
    /// Those of them that do not say that they are drafts.
    pub perhaps_records: BTreeSet<String>,
    /// Names whose items were damaged and are kept aside.
    pub kept: BTreeSet<String>,
    /// Items that do not open: to be kept aside.
    pub broken: BTreeSet<String>,
    pub damage: Vec<Damage>,
    pub budget: Budget,
    /// The head has to be written anew: a copy is damaged, or keys and destructions came from the journal.
    pub head_due: bool,
    /// The newer copy of the head may be the one that is damaged: nothing may be thrown away.
    pub uncertain: bool,
    /// The write-ahead log holds the very first record.
    pub from_the_start: bool,
    pub records: BTreeMap<u64, Record>,
    /// Numbers of records whose items do not open, and whether what was found is kept.
    pub broken_records: BTreeMap<u64, (How, bool)>,
    /// One beyond the last number that is known to have been given.
    pub known_end: u64,
}

impl Default for Recovery {
    fn default() -> Self {
        Self {
            names: BTreeSet::new(),
            loose: BTreeMap::new(),
            perhaps_records: BTreeSet::new(),
            kept: BTreeSet::new(),
            broken: BTreeSet::new(),
            damage: Vec::new(),
            budget: Budget::OPENING,
            head_due: false,
            uncertain: false,
            from_the_start: false,
            records: BTreeMap::new(),
            broken_records: BTreeMap::new(),
            known_end: 0,
        }
    }
}

impl Recovery {
    /// Whether there are items whose place in the journal is not known yet, or that may be such.
    pub fn has_unclaimed_records(&self) -> bool {
        !self.kept.is_empty() || self.perhaps_records.iter().any(|name| self.loose.contains_key(name))
    }
}

/// A live segment that is not opened yet.
pub(super) struct Pending {
    generation: u64,
    name: String,
    there: bool,
}

impl<S: Storage> Vault<S> {
    /// Sorts all names of the origin: ours of this instance, kept aside, others. What is ours is not read here.
    pub(super) fn collect_names(&mut self, recovery: &mut Recovery) -> Result<(), Fault> {
        let instance = self.envelope.instance;
        let prefix = names::prefix(instance);
        for name in self.storage.names()? {
            if name == ENVELOPE_NAME {
                continue;
            }
            let before = names::before_quarantine(instance, &name);
            if before.is_none() && name.starts_with(&prefix) {
                recovery.names.insert(name);
                continue;
            }
            let len = self.storage.get(&name)?.unwrap_or_default().len();
            match before {
                Some(before) => {
                    self.ledger.note(&name, len, ItemKind::Quarantine, VAULT_SCOPE);
                    recovery.kept.insert(before);
                }
                None => self.ledger.others += names::units(&name) + len,
            }
        }
        Ok(())
    }

    /// Claims the names of the head's segments. They are read when they are asked for.
    pub(super) fn claim_segments(&mut self, recovery: &mut Recovery) -> BTreeMap<SegmentId, Pending> {
        let mut pending = BTreeMap::new();
        for (id, generation) in &self.head.segments {
            let name = self.name(&Head::slot(id, *generation));
            let there = recovery.names.remove(&name);
            pending.insert(id.clone(), Pending { generation: *generation, name, there });
        }
        pending
    }

    /// Reads what neither head nor segments have claimed: the journal, what lies beside it, and what counts no more.
    pub(super) fn collect_loose(&mut self, recovery: &mut Recovery) -> Result<(), Fault> {
        for name in std::mem::take(&mut recovery.names) {
            let units = self.storage.get(&name)?.unwrap_or_default();
            self.ledger.note(&name, units.len(), ItemKind::Loose, VAULT_SCOPE);
            if !self.is_aside(&name, &units) {
                recovery.perhaps_records.insert(name.clone());
            }
            recovery.loose.insert(name, units);
        }
        Ok(())
    }

    /// Reads an item that is claimed by this: nothing if it is not there, else its bytes or that they are none.
    pub(super) fn claim(
        &mut self,
        recovery: &mut Recovery,
        name: &str,
        kind: ItemKind,
        scope: Scope,
    ) -> Option<Result<Vec<u8>, How>> {
        let units = recovery.loose.remove(name)?;
        self.ledger.note(name, units.len(), kind, scope);
        Some(unpack(&units).ok_or(How::Altered))
    }

    pub(super) fn load_head(&mut self, recovery: &mut Recovery) -> Result<(), Fault> {
        let mut best: Option<head::Opened> = None;
        let mut generations = Vec::new();
        let mut faults = Vec::new();
        for at in COPIES {
            let name = self.name(&at);
            if recovery.names.remove(&name) {
                recovery.loose.extend(self.storage.get(&name)?.map(|units| (name.clone(), units)));
            }
            let found = self.claim(recovery, &name, ItemKind::Head, VAULT_SCOPE);
            let how = match &found {
                None => How::Missing,
                Some(_) => How::Altered,
            };
            match found.and_then(Result::ok).and_then(|sealed| Head::open(&self.ring, &at, &sealed)) {
                Some(opened) => {
                    generations.push(opened.head.generation);
                    if best.as_ref().is_none_or(|best| best.head.generation < opened.head.generation) {
                        best = Some(opened);
                    }
                }
                None => {
                    faults.push((name, how));
                }
            }
        }
        if best.is_none()
            && recovery.from_the_start
            && recovery.names.is_empty()
            && faults.iter().all(|(_, how)| *how == How::Missing)
        {
            // A new vault whose localStorage never reached the disk: the log has everything since the first record.
            recovery.head_due = true;
            return Ok(());
        }
        let Some(best) = best else {
            let how = faults.iter().map(|(_, how)| *how).max().unwrap_or(How::Missing);
            return Err(Fault::Damaged(Damage { place: Place::Head, how, kept: false }));
        };
        let [_, spare] = COPIES;
        let spare = self.name(&spare);
        // A spare that is not there could not be written once, and nothing is lost: it is written now.
        recovery.head_due = !faults.is_empty();
        faults.retain(|(name, how)| *how != How::Missing || *name != spare);
        recovery.uncertain = !faults.is_empty();
        recovery.head_due |= generations.iter().any(|one| *one != best.head.generation);
        if let [main, spare] = *generations
            && main < spare
        {
            // The spare is written after the head, so a head that is older than it was put back from another day.
            let [main, _] = COPIES;
            faults.push((self.name(&main), How::Altered));
        }
        for (name, how) in faults {
            if how == How::Altered {
                recovery.broken.insert(name);
            }
            recovery.damage.push(Damage { place: Place::Head, how, kept: how == How::Altered });
        }
        for (scope, wrapped) in &best.keys {
            if self.ring.take_wrapped(scope, wrapped, false).is_none() {
                return Err(Fault::Damaged(Damage { place: Place::Head, how: How::Altered, kept: false }));
            }
        }
        self.head = best.head;
        self.next_generation = self.head.generation + 1;
        recovery.known_end = self.head.base;
        Ok(())
    }

    /// Reads and opens one segment; what does not open is named.
    pub(super) fn load_segment(
        &mut self,
        recovery: &mut Recovery,
        id: SegmentId,
        pending: Pending,
    ) -> Result<Option<Segment>, Fault> {
        let Pending { generation, name, there } = pending;
        let units = if there { self.storage.get(&name)? } else { None };
        if let Some(units) = &units {
            self.ledger.note(&name, units.len(), ItemKind::Segment, id.0);
        }
        if self.is_destroyed(&id.0) {
            return Ok(None);
        }
        let at = Head::slot(&id, generation);
        let opened = match units {
            None if recovery.kept.contains(&name) => Err((How::Altered, true)),
            None => Err((How::Missing, false)),
            Some(units) => unpack(&units)
                .and_then(|sealed| self.ring.open(&at, &sealed))
                .ok_or(How::Altered)
                .and_then(|squeezed| recovery.budget.expand(&squeezed))
                .map_err(|how| {
                    recovery.broken.insert(name);
                    (how, true)
                }),
        };
        let (scope, address) = id;
        Ok(match opened {
            Ok(bytes) => Some(Segment { scope, address, bytes }),
            Err((how, kept)) => {
                recovery.damage.push(Damage { place: Place::Segment { scope, address }, how, kept });
                None
            }
        })
    }

    /// Whether another head counts in storage than the one that was read.
    pub(super) fn head_moved(&self) -> Result<bool, Fault> {
        let [main, _] = COPIES;
        let Some(units) = self.storage.get(&self.name(&main))? else { return Ok(true) };
        let opened = unpack(&units).and_then(|sealed| Head::open(&self.ring, &main, &sealed));
        Ok(opened.is_none_or(|opened| opened.head != self.head))
    }

    /// Claims the items beside the journal. One that says it is such, and does not open, is damage; so is one that says
    /// that it is something else, and what is no piece that stands alone: nothing but such an item is known by its
    /// content only. What is left then was replaced or removed once, and goes.
    pub(super) fn load_asides(&mut self, recovery: &mut Recovery) {
        for (name, units) in recovery.loose.clone() {
            let sealed = unpack(&units);
            let scope = sealed.as_ref().and_then(|sealed| self.aside_scope(&name, sealed));
            match scope {
                Some(scope) if self.ring.holds(&scope) => {
                    recovery.loose.remove(&name);
                    self.ledger.note(&name, units.len(), ItemKind::Aside, scope);
                }
                None if sealed
                    .is_none_or(|sealed| !stands_alone(&sealed) || self.is_disguised_aside(&name, &sealed)) =>
                {
                    recovery.loose.remove(&name);
                    recovery.broken.insert(name);
                    recovery.damage.push(Damage { place: Place::Aside, how: How::Altered, kept: true });
                }
                _ => {} // of a destroyed scope, or replaced: it goes with what is loose
            }
        }
    }

    /// Whether it is an item beside the journal but for the two bytes that say so.
    fn is_disguised_aside(&self, name: &str, sealed: &[u8]) -> bool {
        let mut bare = sealed.to_vec();
        if let Some(mark) = bare.first_chunk_mut() {
            *mark = seal::mark(Kind::Aside);
        }
        self.aside_scope(name, &bare).is_some()
    }

    /// Whether the item may not belong to the journal, since it is one beside it. All others may, for one of another kind may
    /// have been put in a record's place. Two units hold what a sealed piece says of itself, so that few are opened for it.
    fn is_aside(&self, name: &str, units: &[u16]) -> bool {
        unpack_start(units) == Some(seal::mark(Kind::Aside))
            && unpack(units).is_some_and(|sealed| self.aside_scope(name, &sealed).is_some())
    }

    /// Whether the opening may alter storage.
    pub(super) fn owns(&self) -> bool {
        self.mode == Mode::Owner
    }
}

/// Whether it says that it is a piece which lies in storage by itself and which something refers to.
fn stands_alone(sealed: &[u8]) -> bool {
    let known = [Kind::Head, Kind::Segment, Kind::Record, Kind::Run].map(seal::mark);
    sealed.first_chunk().is_some_and(|mark| known.contains(mark))
}
