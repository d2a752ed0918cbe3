//! The vault as the rest of the console sees it: records in, segments beneath, one head that says what counts.

mod append;
mod aside;
mod checkpoint;
mod collect;
mod create;
mod destroy;
mod epoch;
mod export;
mod ledger;
mod locks;
mod open;
mod peers;
mod recover;
mod rotate;
mod settle;
mod usage;
mod verify;

pub use aside::{Aside, AsideCopy, AsideMerge};
pub use checkpoint::Checkpoint;
pub(super) use create::make_instance;
pub(super) use export::MAGIC;
pub use open::{Mode, Opened, Opening};
pub use rotate::{NewLock, Rotation, RotationStep};
pub use settle::Quarantined;
pub use usage::Usage;
pub use verify::{Verification, VerifyStep};

use super::{
    Envelope, Fault, Random, Scope, Storage,
    head::{COPIES, Head, SegmentId},
    keyring::{At, Keyring},
    names,
    pack::pack,
};
use checkpoint::Active;
use epoch::Former;
use ledger::{ItemKind, Ledger};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The parts of one record: whose, and what.
pub type Parts = Vec<(Scope, Vec<u8>)>;

/// A record's number with its parts.
pub type RecordParts = (u64, Parts);

/// A segment as it comes out of the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Segment {
    /// Whose key sealed it.
    pub scope: Scope,
    /// Where it belongs.
    pub address: Vec<u8>,
    /// What was put there.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({} bytes, <redacted>)", self.bytes.len())
    }
}

/// A record in the form for the write-ahead log: sealed, and complete in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalRecord {
    /// Its number in the journal; the log keeps one record a number.
    pub seq: u64,
    /// What to keep.
    pub bytes: Vec<u8>,
}

/// So many records of the journal are folded into one item.
pub const FOLD: u64 = 64;

/// Units that browsers grant an origin: 5 Mi (Chromium and Firefox).
pub const QUOTA: usize = 5 << 20;

/// An open vault. It owns the writing, or follows when it was opened for reading.
pub struct Vault<S: Storage> {
    storage: S,
    random: Random,
    mode: Mode,
    envelope: Envelope,
    ring: Keyring,
    /// While a rotation is under way: what came before.
    former: Option<Former>,
    head: Head,
    ledger: Ledger,
    journal: Journal,
    active: Option<Active>,
    checkpoints_begun: u64,
    next_generation: u64,
    /// Scopes whose destruction is in the journal but not in the stored head yet.
    doomed: BTreeSet<Scope>,
    /// The spare of the head could not be written; it is tried again with the next record.
    spare_due: bool,
}

/// What is known of the journal from the base on.
#[derive(Debug, Default)]
struct Journal {
    next_seq: u64,
    /// Records that are items of their own.
    singles: BTreeSet<u64>,
    /// Runs: the first record's number, and how many.
    runs: BTreeMap<u64, u64>,
    /// Records that only the write-ahead log holds, since they found no room yet: sealed.
    unplaced: BTreeMap<u64, Vec<u8>>,
}

impl<S: Storage> fmt::Debug for Vault<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(<redacted>)")
    }
}

impl<S: Storage> Vault<S> {
    /// Which vault.
    pub fn vault_id(&self) -> &[u8; 16] {
        &self.envelope.vault_id
    }

    /// What everybody can read of it.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// Whether it may write.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// All records below this number are in the segments that the head names.
    ///
    /// A record may leave the write-ahead log once it is below this AND the head that says so has reached the disk.
    pub fn base_seq(&self) -> u64 {
        self.head.base
    }

    /// The number that the next record gets.
    pub fn next_seq(&self) -> u64 {
        self.journal.next_seq
    }

    /// Records that an opening would replay.
    pub fn journal_len(&self) -> u64 {
        self.journal.next_seq.saturating_sub(self.head.base)
    }

    /// Rises with every checkpoint that was committed, and with every other change of the head.
    pub fn generation(&self) -> u64 {
        self.head.generation
    }

    /// The live segments: whose, and where.
    pub fn live_segments(&self) -> impl Iterator<Item = (&Scope, &[u8])> {
        self.head.segments.keys().map(|(scope, address)| (scope, address.as_slice()))
    }

    /// Whether any scope's key was ever destroyed here.
    pub fn destroyed_any(&self) -> bool {
        !self.head.destroyed.is_empty() || !self.doomed.is_empty()
    }

    /// Whether the scope's key was destroyed here.
    pub fn is_destroyed(&self, scope: &Scope) -> bool {
        self.head.destroyed.contains(scope) || self.doomed.contains(scope)
    }

    /// Takes the vault apart and gives the storage back. All keys leave memory.
    pub fn close(self) -> S {
        self.storage
    }

    fn writable(&self) -> Result<(), Fault> {
        match self.mode {
            Mode::Owner => Ok(()),
            Mode::Reader => Err(Fault::ReadOnly),
        }
    }

    fn name(&self, at: &At) -> String {
        names::derive_name(&self.ring, self.envelope.instance, at)
    }

    /// Packs and sets one item, within the quota less `reserve`.
    fn set_item(&mut self, at: &At, owner: &Scope, sealed: &[u8], reserve: usize) -> Result<usize, Fault> {
        let name = self.name(at);
        let kind = ItemKind::of(at.kind);
        self.ledger.set(&mut self.storage, &name, &pack(sealed), kind, *owner, reserve)
    }

    /// Removes an item that counts no more. If that fails it stays in the ledger, and goes at the next opening.
    fn discard(&mut self, name: &str) {
        if let Some(former) = &mut self.former {
            former.left.remove(name);
        }
        if self.ledger.is_sure() && self.storage.remove(name).is_ok() {
            self.ledger.forget(name);
        }
    }

    fn discard_at(&mut self, at: &At) {
        self.discard_former(at);
        let name = self.name(at);
        self.discard(&name);
    }

    fn take_generation(&mut self) -> u64 {
        let generation = self.next_generation;
        self.next_generation += 1;
        generation
    }

    /// Makes this head the one that counts: one set. Then the spare follows.
    ///
    /// On a fault nothing has changed.
    fn write_head(&mut self, mut head: Head) -> Result<(), Fault> {
        head.generation = self.take_generation();
        let [main, spare] = COPIES;
        let sealed = self.seal_head(&head, &main).ok_or(Fault::TooLarge)?;
        self.set_item(&main, &super::VAULT_SCOPE, &sealed, 0)?;
        self.ring.all_stored();
        if let Some(former) = &mut self.former {
            former.in_head = former.unmoved() > 0;
            former.ring.all_stored();
        }
        self.head = head;
        // Copies of before a rotation may hold the key of a scope that was destroyed meanwhile. One goes at a time, so
        // that there are always two and never more than three.
        self.discard_former(&spare);
        self.write_spare();
        self.discard_former(&main);
        Ok(())
    }

    fn seal_head(&mut self, head: &Head, at: &At) -> Option<Vec<u8>> {
        let former = self.former.as_ref().filter(|former| former.unmoved() > 0);
        let former = former.map(|former| (&former.ring, former.instance));
        head.make_sealed(&self.ring, former, at, &mut self.random)
    }

    /// Brings the spare up to the head. One that cannot be written is removed, since an old one might hold the key of a
    /// destroyed scope.
    fn write_spare(&mut self) {
        let [_, spare] = COPIES;
        self.spare_due = match self.seal_head(&self.head.clone(), &spare) {
            Some(sealed) => self.set_item(&spare, &super::VAULT_SCOPE, &sealed, 0).is_err(),
            None => true,
        };
        if self.spare_due {
            self.discard_at(&spare);
        }
    }

    fn discard_segment(&mut self, id: &SegmentId, generation: u64) {
        self.discard_at(&Head::slot(id, generation));
    }
}
