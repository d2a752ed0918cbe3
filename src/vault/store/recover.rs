//! The parts of an opening that only read: head, segments, asides.

use super::{
    Mode, Segment, Vault,
    epoch::{Epoch, Spot},
    ledger::ItemKind,
};
use crate::vault::{
    Damage, ENVELOPE_NAME, Envelope, Fault, How, Place, Storage, VAULT_SCOPE,
    head::{self, COPIES, Head, SegmentId},
    journal::{Budget, Record},
    keyring::At,
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
    /// Numbers of records that only the log holds, sealed with the keys of before a rotation.
    pub of_before: BTreeSet<u64>,
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
            of_before: BTreeSet::new(),
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
    /// In which epoch its item lies; nothing if it was not there.
    there: Option<Epoch>,
}

/// A copy of the head that opened.
struct Found {
    epoch: Epoch,
    opened: head::Opened,
}

impl<S: Storage> Vault<S> {
    /// Sorts all names of the origin: ours of this instance and of the one before it, kept aside, others. What is ours is
    /// not read here.
    pub(super) fn collect_names(&mut self, recovery: &mut Recovery) -> Result<(), Fault> {
        for name in self.storage.names()? {
            if name == ENVELOPE_NAME {
                continue;
            }
            let instance = self.epoch_of(&name).and_then(|epoch| self.instance_of(epoch));
            let before = instance.and_then(|instance| names::before_quarantine(instance, &name));
            if before.is_none() && instance.is_some() {
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
            // What is there twice was just moved: the former one stays unclaimed.
            let there = Epoch::BOTH.into_iter().find(|epoch| {
                self.name_in(*epoch, &Head::slot(id, *generation)).is_some_and(|name| recovery.names.remove(&name))
            });
            pending.insert(id.clone(), Pending { generation: *generation, there });
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

    /// One copy of the head: from the present epoch, else from the former. Says what is there that does not open.
    fn find_head(
        &mut self,
        recovery: &mut Recovery,
        at: &At,
        broken: &mut Vec<String>,
    ) -> Result<Option<Found>, Fault> {
        for epoch in Epoch::BOTH {
            let (Some(name), Some(ring)) = (self.name_in(epoch, at), self.ring_of(epoch)) else { continue };
            let units = if recovery.names.remove(&name) { self.storage.get(&name)? } else { None };
            let Some(units) = units else { continue };
            let sealed = unpack(&units);
            let opened = sealed.and_then(|sealed| Head::open(ring, at, &sealed));
            self.ledger.note(&name, units.len(), ItemKind::Head, VAULT_SCOPE);
            if let Some(opened) = opened {
                self.note_left(epoch, name, &Spot::Head);
                return Ok(Some(Found { epoch, opened }));
            }
            broken.push(name);
        }
        Ok(None)
    }

    pub(super) fn load_head(&mut self, recovery: &mut Recovery) -> Result<(), Fault> {
        let mut best: Option<Found> = None;
        let mut generations = Vec::new();
        let mut broken = Vec::new();
        let mut missing = Vec::new();
        for (copy, at) in COPIES.into_iter().enumerate() {
            let before = broken.len();
            match self.find_head(recovery, &at, &mut broken)? {
                Some(found) => {
                    generations.push((found.epoch, found.opened.head.generation));
                    if best.as_ref().is_none_or(|best| best.opened.head.generation < found.opened.head.generation) {
                        best = Some(found);
                    }
                }
                None if broken.len() == before => missing.push(copy),
                None => {}
            }
        }
        if best.is_none() && recovery.from_the_start && recovery.names.is_empty() && broken.is_empty() {
            // A new vault whose localStorage never reached the disk: the log has everything since the first record.
            recovery.head_due = true;
            return Ok(());
        }
        let Some(Found { epoch, opened: best }) = best else {
            let how = if broken.is_empty() { How::Missing } else { How::Altered };
            let place = if self.former_is_shut() { Place::Envelope } else { Place::Head };
            return Err(Fault::Damaged(Damage { place, how, kept: false }));
        };
        recovery.head_due = !missing.is_empty() || !broken.is_empty();
        recovery.head_due |= generations.iter().any(|one| *one != (Epoch::Present, best.head.generation));
        // A spare that is not there could not be written once, and nothing is lost: it is written now.
        let lacks_main = missing.contains(&0);
        recovery.uncertain = lacks_main || !broken.is_empty();
        if lacks_main {
            recovery.damage.push(Damage { place: Place::Head, how: How::Missing, kept: false });
        }
        if let [(_, main), (_, spare)] = *generations
            && main < spare
        {
            // The spare is written after the head, so a head that is older than it was put back from another day.
            let [main, _] = COPIES;
            broken.push(self.name(&main));
        }
        for name in broken {
            recovery.broken.insert(name);
            recovery.damage.push(Damage { place: Place::Head, how: How::Altered, kept: true });
        }
        self.take_keys(epoch, &best, recovery).ok_or(Fault::Damaged(Damage {
            place: Place::Head,
            how: How::Altered,
            kept: false,
        }))?;
        self.head = best.head;
        self.next_generation = self.head.generation + 1;
        recovery.known_end = self.head.base;
        Ok(())
    }

    /// Takes in the keys that a head carries, for the epoch in which it was found and for the one before that.
    fn take_keys(&mut self, epoch: Epoch, head: &head::Opened, recovery: &mut Recovery) -> Option<()> {
        let shut = self.former_is_shut();
        let Self { ring, former, .. } = self;
        let own = match epoch {
            Epoch::Present => &mut *ring,
            Epoch::Former => &mut former.as_mut()?.ring,
        };
        for (scope, wrapped) in &head.keys {
            own.take_wrapped(scope, wrapped, false)?;
        }
        let Some((instance, keys)) = &head.former else { return Some(()) };
        match former {
            Some(former) if former.instance == *instance => {
                for (scope, wrapped) in keys {
                    ring.give_former(&mut former.ring, *instance, scope, wrapped)?;
                }
                former.in_head = true;
            }
            // The envelope says nothing of a rotation that has items left to move: it was altered.
            None if !shut => recovery.damage.push(Envelope::altered()),
            _ => {}
        }
        Some(())
    }

    /// Reads and opens one segment; what does not open is named.
    pub(super) fn load_segment(
        &mut self,
        recovery: &mut Recovery,
        id: SegmentId,
        pending: &Pending,
    ) -> Result<Option<Segment>, Fault> {
        let spot = Spot::Segment(id.clone(), pending.generation);
        let at = Head::slot(&id, pending.generation);
        for epoch in Epoch::BOTH {
            let Some(name) = self.name_in(epoch, &at) else { continue };
            // A tab that follows reads what is there now: the one that writes may have moved it meanwhile.
            if pending.there == Some(epoch) || !self.owns() {
                recovery.loose.extend(self.storage.get(&name)?.map(|units| (name, units)));
            }
        }
        let dead = self.is_destroyed(&id.0);
        let found = self.claim(recovery, &spot, &at, |ring, sealed, budget| {
            if dead {
                return Ok(Vec::new());
            }
            budget.expand(&ring.open(&at, sealed).ok_or(How::Altered)?)
        });
        if dead {
            return Ok(None);
        }
        let (how, kept) = match found {
            Some(Ok(bytes)) => {
                let (scope, address) = id;
                return Ok(Some(Segment { scope, address, bytes }));
            }
            Some(Err(how)) => (how, true),
            None => (How::Missing, false),
        };
        let (scope, address) = id;
        recovery.damage.push(Damage { place: Place::Segment { scope, address }, how, kept });
        Ok(None)
    }

    /// Whether another head counts in storage than the one that was read.
    pub(super) fn head_moved(&self) -> Result<bool, Fault> {
        let [main, _] = COPIES;
        let Some((ring, units)) = self.fetch(&main)? else { return Ok(true) };
        let opened = unpack(&units).and_then(|sealed| Head::open(ring, &main, &sealed));
        Ok(opened.is_none_or(|opened| opened.head != self.head))
    }

    /// Claims the items beside the journal. One that says it is such, and does not open, is damage; so is one that says
    /// that it is something else, and what is no piece that stands alone: nothing but such an item is known by its
    /// content only. What is left then was replaced, moved or removed once, and goes.
    pub(super) fn load_asides(&mut self, recovery: &mut Recovery) {
        let mut seen = BTreeSet::new();
        for epoch in Epoch::BOTH {
            for (name, units) in recovery.loose.clone() {
                if self.epoch_of(&name) != Some(epoch) {
                    continue;
                }
                let sealed = unpack(&units);
                match sealed.as_ref().and_then(|sealed| self.aside_id(&name, sealed)) {
                    Some(id)
                        if self.ring_of(epoch).is_some_and(|ring| ring.holds(&id.0)) && seen.insert(id.clone()) =>
                    {
                        recovery.loose.remove(&name);
                        self.ledger.note(&name, units.len(), ItemKind::Aside, id.0);
                        self.note_left(epoch, name, &Spot::Aside);
                    }
                    None if sealed
                        .is_none_or(|sealed| !stands_alone(&sealed) || self.is_disguised_aside(&name, &sealed)) =>
                    {
                        recovery.loose.remove(&name);
                        recovery.broken.insert(name);
                        recovery.damage.push(Damage { place: Place::Aside, how: How::Altered, kept: true });
                    }
                    _ => {} // of a destroyed scope, replaced or moved: it goes with what is loose
                }
            }
        }
    }

    /// Whether it is an item beside the journal but for the two bytes that say so.
    fn is_disguised_aside(&self, name: &str, sealed: &[u8]) -> bool {
        let mut bare = sealed.to_vec();
        if let Some(mark) = bare.first_chunk_mut() {
            *mark = seal::mark(Kind::Aside);
        }
        self.aside_id(name, &bare).is_some()
    }

    /// Whether the item may not belong to the journal, since it is one beside it. All others may, for one of another kind may
    /// have been put in a record's place. Two units hold what a sealed piece says of itself, so that few are opened for it.
    fn is_aside(&self, name: &str, units: &[u16]) -> bool {
        unpack_start(units) == Some(seal::mark(Kind::Aside))
            && unpack(units).is_some_and(|sealed| self.aside_id(name, &sealed).is_some())
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
