//! Opening: the envelope, the head, its segments, the records after it, and what the write-ahead log knows beyond.

use super::{
    Journal, QUOTA, RecordParts, Segment, Vault, WalRecord, ledger::ItemKind, ledger::Ledger, recover::Recovery,
};
use crate::vault::{
    Damage, ENVELOPE_NAME, Envelope, Fault, Random, Storage, VAULT_SCOPE, WrappingKey, head::Head, keyring::Keyring,
};
use std::{collections::BTreeSet, fmt};

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
    /// The compacted state, in no particular order.
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
        let names = storage.names()?;
        let envelope = match Self::read_envelope(&storage)? {
            Some(envelope) => envelope,
            // Items without an envelope: it was lost, which is not the same as a browser that never held a vault.
            None if names.iter().any(|name| name.starts_with(crate::vault::PREFIX)) => return Err(Envelope::missing()),
            None => return Err(Fault::Absent),
        };
        let ring = envelope.unlock(key)?;
        Self::open_with(storage, envelope, ring, log, random, mode)
    }

    /// Reads storage anew with the keys at hand: what a following tab does when it takes over the writing.
    pub fn reopen(self, log: &[WalRecord], mode: Mode) -> Result<Opened<S>, Fault> {
        let envelope = Self::read_envelope(&self.storage)?.ok_or(Fault::Absent)?;
        let known = &self.envelope;
        if (envelope.vault_id, envelope.instance) != (known.vault_id, known.instance) {
            // Another vault took its place: the keys at hand are of no use.
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
    ) -> Result<Opened<S>, Fault> {
        ring.forget_scopes();
        let mut ledger = Ledger::new(QUOTA);
        let envelope_units = storage.get(ENVELOPE_NAME)?.map_or(0, |units| units.len());
        ledger.note(ENVELOPE_NAME, envelope_units, ItemKind::Envelope, VAULT_SCOPE);
        let mut vault = Self {
            storage,
            random,
            mode,
            envelope,
            ring,
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
        vault.collect_names(&mut recovery)?;
        vault.load_head(&mut recovery)?;
        let logged = vault.load_logged(log, &mut recovery);
        vault.load_journal(&mut recovery, logged);
        let segments = vault.load_segments(&mut recovery);
        vault.load_asides(&mut recovery);
        let (records, unlogged) = vault.conclude_journal(&mut recovery, log);
        if vault.owns() {
            vault.settle(&mut recovery);
        }
        let mut damage = recovery.damage;
        damage.sort();
        damage.dedup();
        Ok(Opened { vault, segments, records, damage, unlogged })
    }
}
