//! Opening: the envelope, the head, the records after it and what the write-ahead log knows beyond, then the segments,
//! one by one, so that whoever opens a large vault can let the page breathe in between.

use super::{
    Aside, AsideCopy, Journal, QUOTA, RecordParts, Segment, Vault, WalRecord,
    epoch::Former,
    ledger::ItemKind,
    ledger::Ledger,
    recover::{Pending, Recovery},
};
use crate::vault::{
    Damage, ENVELOPE_NAME, Envelope, Fault, Random, Scope, Storage, VAULT_SCOPE, WrappingKey,
    head::{Head, SegmentId},
    keyring::Keyring,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Who opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The one tab that writes: also clears up, heals and sets aside.
    Owner,
    /// A tab that follows: storage is not touched.
    Reader,
}

/// What an opening found.
pub struct Opened<S: Storage> {
    /// The open vault.
    pub vault: Vault<S>,
    /// The compacted state, in no particular order; empty where the segments were opened one by one.
    pub segments: Vec<Segment>,
    /// The records to replay over it, in order. Numbers are missing where damage says so.
    pub records: Vec<RecordParts>,
    /// What could not be opened.
    pub damage: Vec<Damage>,
    /// Records that the given log lacks and should get, so that it is as complete as localStorage.
    pub unlogged: Vec<WalRecord>,
}

impl<S: Storage> fmt::Debug for Opened<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("segments", &self.segments.len())
            .field("records", &self.records.len())
            .field("damage", &self.damage)
            .finish_non_exhaustive()
    }
}

/// An opening under way: head and journal are read, segments are opened one by one, and nothing can be written before
/// [`Opening::finish`].
pub struct Opening<S: Storage> {
    vault: Vault<S>,
    recovery: Recovery,
    pending: BTreeMap<SegmentId, Pending>,
    records: Vec<RecordParts>,
    unlogged: Vec<WalRecord>,
}

impl<S: Storage> fmt::Debug for Opening<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening")
            .field("pending", &self.pending.len())
            .field("records", &self.records.len())
            .finish_non_exhaustive()
    }
}

impl<S: Storage> Opening<S> {
    /// The segments that are not opened yet: whose, and where.
    pub fn pending(&self) -> impl Iterator<Item = (&Scope, &[u8])> {
        self.pending.keys().map(|(scope, address)| (scope, address.as_slice()))
    }

    /// Takes out the records that are to be replayed over the segments, in order.
    pub fn take_records(&mut self) -> Vec<RecordParts> {
        std::mem::take(&mut self.records)
    }

    /// Opens one segment that was not opened yet. Nothing where there is none, or where it does not open, which is then
    /// among the damage.
    pub fn segment(&mut self, scope: Scope, address: &[u8]) -> Result<Option<Segment>, Fault> {
        let Some((id, pending)) = self.pending.remove_entry(&(scope, address.to_vec())) else { return Ok(None) };
        self.vault.load_segment(&mut self.recovery, id, &pending)
    }

    /// The items beside the journal, see [`Vault::asides`].
    pub fn asides(&self, copies: &[AsideCopy]) -> Result<Vec<Aside>, Fault> {
        self.vault.asides(copies)
    }

    /// What could not be opened so far.
    pub fn damage(&self) -> Vec<Damage> {
        let mut damage = self.recovery.damage.clone();
        damage.sort();
        damage.dedup();
        damage
    }

    /// Whether what was not found may only have been replaced meanwhile by the tab that writes: then this opening is
    /// worth nothing, and is to be begun again by [`Opening::again`]. Never in the tab that owns the writing.
    pub fn is_outrun(&self) -> Result<bool, Fault> {
        Ok(!self.vault.owns() && !self.recovery.damage.is_empty() && self.vault.head_moved()?)
    }

    /// Begins anew with the keys at hand.
    pub fn again(self, log: &[WalRecord]) -> Result<Self, Fault> {
        let mode = self.vault.mode;
        self.vault.begin_reopening(log, mode)
    }

    /// Opens what is left, and does what an opening writes; gives the segments opened here.
    pub fn finish(mut self) -> Result<Opened<S>, Fault> {
        let mut segments = Vec::new();
        while let Some((id, pending)) = self.pending.pop_first() {
            segments.extend(self.vault.load_segment(&mut self.recovery, id, &pending)?);
        }
        if self.vault.owns() {
            self.vault.settle(&mut self.recovery);
        }
        let damage = self.damage();
        let Self { vault, records, unlogged, .. } = self;
        Ok(Opened { vault, segments, records, damage, unlogged })
    }
}

impl<S: Storage> Vault<S> {
    /// Opens the vault with a key that opens one of its locks.
    ///
    /// `log` is all that the write-ahead log holds; records of other vaults in it are passed over. A wrong key is
    /// [`Fault::WrongPassphrase`] and changes nothing. Damage is no fault: it is named in what comes back, and the rest
    /// opens; only without envelope or head nothing can.
    pub fn open(
        storage: S,
        key: &WrappingKey,
        log: &[WalRecord],
        random: Random,
        mode: Mode,
    ) -> Result<Opened<S>, Fault> {
        Self::begin_opening(storage, key, log, random, mode)?.finish()
    }

    /// The same without the segments, which are opened through what comes back.
    pub fn begin_opening(
        storage: S,
        key: &WrappingKey,
        log: &[WalRecord],
        random: Random,
        mode: Mode,
    ) -> Result<Opening<S>, Fault> {
        let envelope = Self::look(&storage)?.ok_or(Fault::Absent)?;
        let ring = envelope.unlock(key)?;
        Self::open_with(storage, envelope, ring, log, random, mode)
    }

    /// Begins to read storage anew with the keys at hand: what a following tab does when it takes over the writing.
    pub fn begin_reopening(self, log: &[WalRecord], mode: Mode) -> Result<Opening<S>, Fault> {
        let envelope = Self::read_envelope(&self.storage)?.ok_or(Fault::Absent)?;
        let known = &self.envelope;
        if (envelope.vault_id, envelope.instance) != (known.vault_id, known.instance) {
            // Another vault took its place, or its key was rotated: the keys at hand are of no use.
            return Err(Fault::WrongPassphrase);
        }
        Self::open_with(self.storage, envelope, self.ring, log, self.random, mode)
    }

    fn open_with(
        storage: S,
        envelope: Envelope,
        mut ring: Keyring,
        log: &[WalRecord],
        random: Random,
        mode: Mode,
    ) -> Result<Opening<S>, Fault> {
        ring.forget_scopes();
        let former = Former::of(&envelope, &ring);
        let mut ledger = Ledger::new(QUOTA);
        let envelope_units = storage.get(ENVELOPE_NAME)?.map_or(0, |units| units.len());
        ledger.note(ENVELOPE_NAME, envelope_units, ItemKind::Envelope, VAULT_SCOPE);
        let mut vault = Self {
            storage,
            random,
            mode,
            envelope,
            ring,
            former,
            head: Head::default(),
            ledger,
            journal: Journal::default(),
            active: None,
            checkpoints_begun: 0,
            next_generation: 1,
            doomed: BTreeSet::new(),
            spare_due: false,
        };
        let mut recovery = Recovery { from_the_start: vault.holds_the_first(log), ..Recovery::default() };
        if vault.former_is_shut() {
            recovery.damage.push(Envelope::altered());
        }
        vault.collect_names(&mut recovery)?;
        vault.load_head(&mut recovery)?;
        let pending = vault.claim_segments(&mut recovery);
        vault.collect_loose(&mut recovery)?;
        let logged = vault.load_logged(log, &mut recovery);
        let known = logged.keys().copied().collect();
        vault.load_journal(&mut recovery, logged);
        if vault.owns() {
            vault.complete_ring();
            vault.reseal_unplaced(&recovery.of_before);
        }
        vault.load_asides(&mut recovery);
        let (records, unlogged) = vault.conclude_journal(&mut recovery, &known);
        Ok(Opening { vault, recovery, pending, records, unlogged })
    }
}
