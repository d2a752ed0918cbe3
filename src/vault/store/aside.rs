//! Sealed items beside the journal: drafts of forms, notes of this browser. Each is replaced as a whole with one set,
//! is in no export, and goes with its scope.
//!
//! localStorage reaches the disk minutes late, so the same sealed bytes also lie beside the write-ahead log, in what is
//! called a copy here. Of two that stand at one address the higher revision counts, wherever it lies; an item that was
//! dropped leaves a copy that says so, for as long as an older localStorage may still come back.

use super::{ItemKind, Vault, epoch::Epoch};
use crate::vault::{
    Fault, Scope, Storage, VAULT_SCOPE,
    journal::Budget,
    keyring::At,
    names,
    pack::{pack, packed_len, unpack},
    seal::Kind,
    squeeze::{self, Effort, LARGEST},
    wire::{Reader, put_bytes, put_number},
};
use std::{collections::BTreeMap, fmt};

pub(super) const OUTER: At<'static> = At { scope: &VAULT_SCOPE, kind: Kind::Aside, address: &[], generation: 0 };

/// Where the content is bound to; without its revision also what the item is named by.
fn inner<'a>(scope: &'a Scope, address: &'a [u8], revision: u64) -> At<'a> {
    At { scope, kind: Kind::AsidePart, address, generation: revision }
}

/// An item beside the journal, opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Aside {
    /// Whose key sealed it.
    pub scope: Scope,
    /// Where it belongs.
    pub address: Vec<u8>,
    /// Rises with every change of it.
    pub revision: u64,
    /// What was put there; empty where it was dropped.
    pub bytes: Vec<u8>,
    /// It was dropped.
    pub dropped: bool,
    /// Units that it takes in localStorage, its name included.
    pub units: usize,
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aside({} units, <redacted>)", self.units)
    }
}

/// An item beside the journal in the form that lies beside the write-ahead log: sealed, and complete in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsideCopy {
    /// Its place there: a keyed hash, one for each address.
    pub name: Vec<u8>,
    /// What to keep.
    pub bytes: Vec<u8>,
}

/// What is to be done beside the log after both sides were compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsideMerge {
    /// Names of copies that belong to nothing any more: another vault's, or of a destroyed scope.
    pub forget: Vec<Vec<u8>>,
    /// Copies that are lacking there or are older there.
    pub put: Vec<AsideCopy>,
    /// Names of copies that only say that an item was dropped.
    pub dropped: Vec<Vec<u8>>,
}

/// Hash and sealed piece of an item in localStorage, and the time it is of.
type Stored = (Epoch, Vec<u8>, Vec<u8>);

/// The revision of an item, the time it is of, its hash and sealed piece.
type Newest<'a> = (u64, Epoch, &'a Vec<u8>, &'a [u8]);

/// What an item says of itself without its scope's key.
struct Label<'a> {
    scope: Scope,
    address: &'a [u8],
    revision: u64,
    /// The sealed content; empty where the item was dropped.
    part: &'a [u8],
}

impl<S: Storage> Vault<S> {
    /// Keeps bytes under an address, in the place of an older revision, and gives the copy for beside the log.
    pub fn put_aside(&mut self, scope: Scope, address: &[u8], revision: u64, bytes: &[u8]) -> Result<AsideCopy, Fault> {
        self.writable()?;
        let copy = self.seal_aside(scope, address, revision, Some(bytes))?;
        self.take_aside(&copy)?;
        Ok(copy)
    }

    /// Drops it, and gives the copy that says so; one that is not there is no fault.
    pub fn drop_aside(&mut self, scope: Scope, address: &[u8], revision: u64) -> Result<AsideCopy, Fault> {
        self.writable()?;
        let copy = self.seal_aside(scope, address, revision, None)?;
        self.take_aside(&copy)?;
        Ok(copy)
    }

    /// Seals an item, or that it was dropped, without keeping it: what a following tab does, and what is left to do
    /// when localStorage has no room.
    pub fn seal_aside(
        &mut self,
        scope: Scope,
        address: &[u8],
        revision: u64,
        content: Option<&[u8]>,
    ) -> Result<AsideCopy, Fault> {
        if self.is_destroyed(&scope) {
            return Err(Fault::Destroyed(scope));
        }
        if content.is_some_and(|bytes| bytes.len() > LARGEST) {
            return Err(Fault::TooLarge);
        }
        if !self.ring.holds(&scope) {
            // Only the tab that writes makes keys.
            self.writable()?;
            self.ring.make_scope(&scope, &mut self.random);
        }
        if self.owns() && self.ring.any_fresh() {
            self.write_head(self.head.clone())?;
        }
        let mut label = scope.to_vec();
        put_bytes(&mut label, address);
        put_number(&mut label, revision);
        if let Some(bytes) = content {
            let squeezed = zeroize::Zeroizing::new(squeeze::squeeze(bytes, Effort::Quick));
            let at = inner(&scope, address, revision);
            label.extend_from_slice(&self.ring.make_sealed(&at, &squeezed, &mut self.random).ok_or(Fault::TooLarge)?);
        }
        let sealed = self.ring.make_sealed(&OUTER, &label, &mut self.random).ok_or(Fault::TooLarge)?;
        let hash = self.aside_hash(Epoch::Present, &scope, address).ok_or(Fault::TooLarge)?;
        Ok(self.copy(hash, &sealed))
    }

    /// Takes a copy into localStorage, unless something newer is there; tells whether it is the newest. For the tab that
    /// writes. What is not ours, or of a destroyed scope, is passed over.
    pub fn take_aside(&mut self, copy: &AsideCopy) -> Result<bool, Fault> {
        self.writable()?;
        let Some(copy) = self.in_present(copy) else { return Ok(false) };
        let Some((_, sealed)) = self.sealed_of(&copy) else { return Ok(false) };
        let Some(label) = self.label(Epoch::Present, &copy.name, sealed) else { return Ok(false) };
        let Some(Label { scope, address, revision, part }) = read(&label) else { return Ok(false) };
        if self.is_destroyed(&scope) || !self.ring.holds(&scope) {
            return Ok(false);
        }
        match self.stored_revision(&scope, address)? {
            Some(known) if known >= revision => return Ok(known == revision),
            _ => {}
        }
        let at = inner(&scope, address, 0);
        if part.is_empty() {
            // The former epoch's first: cut short in between, an older content must not come back.
            for epoch in [Epoch::Former, Epoch::Present] {
                if let Some(name) = self.name_in(epoch, &at) {
                    self.storage.remove(&name)?;
                    self.discard(&name);
                }
            }
        } else {
            let (name, value, reserve) = (self.name(&at), pack(sealed), self.reserve());
            self.ledger.set(&mut self.storage, &name, &value, ItemKind::Aside, scope, reserve)?;
            self.discard_former(&at);
        }
        Ok(true)
    }

    /// Brings localStorage up to the copies, and says what the copies lack. For the tab that writes, once after opening.
    ///
    /// A copy that finds no room stays a copy; it is tried again at the next opening.
    pub fn merge_asides(&mut self, copies: &[AsideCopy]) -> Result<AsideMerge, Fault> {
        self.writable()?;
        let mut merge = AsideMerge::default();
        let mut newest: BTreeMap<Vec<u8>, (u64, AsideCopy)> = BTreeMap::new();
        for copy in copies {
            let own = self.in_present(copy);
            let revision = own.as_ref().and_then(|own| self.revision_here(own));
            if own.as_ref().is_none_or(|own| own.name != copy.name) || revision.is_none() {
                merge.forget.push(copy.name.clone());
            }
            let Some((own, revision)) = own.zip(revision) else { continue };
            // Of two, one of which was sealed before a rotation, the one of today goes before.
            let is_new = own.name != copy.name;
            if newest.get(&own.name).is_none_or(|(known, _)| *known < revision || (!is_new && *known == revision)) {
                newest.insert(own.name.clone(), (revision, own));
            }
        }
        for (name, (_, copy)) in &newest {
            if !copies.contains(copy) {
                merge.put.push(copy.clone());
            }
            if self.is_drop(copy) {
                merge.dropped.push(name.clone());
            }
            match self.take_aside(copy) {
                Ok(_) | Err(Fault::Full { .. }) => {}
                Err(fault) => return Err(fault),
            }
        }
        for (epoch, hash, sealed) in self.stored_asides()? {
            let copy = AsideCopy { name: hash, bytes: self.stamped(epoch, &sealed) };
            let Some(own) = self.in_present(&copy) else { continue };
            if self.revision_here(&own) > newest.get(&own.name).map(|(revision, _)| *revision) {
                merge.dropped.retain(|name| *name != own.name);
                merge.put.retain(|copy| copy.name != own.name);
                merge.put.push(own);
            }
        }
        Ok(merge)
    }

    /// What lies under the address in localStorage; nothing if there is none or it does not open.
    pub fn get_aside(&self, scope: Scope, address: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        for epoch in Epoch::BOTH {
            if let (Some(name), Some(hash)) =
                (self.name_in(epoch, &inner(&scope, address, 0)), self.aside_hash(epoch, &scope, address))
                && let Some(sealed) = self.stored(&name)?
            {
                return Ok(self.open_aside(epoch, &hash, &sealed).map(|aside| aside.bytes));
            }
        }
        Ok(None)
    }

    /// All items, out of localStorage and the copies together: of each the newest, unless it was dropped.
    pub fn asides(&self, copies: &[AsideCopy]) -> Result<Vec<Aside>, Fault> {
        let stored = self.stored_asides()?;
        let all = stored.iter().map(|(epoch, hash, sealed)| (*epoch, hash, sealed.as_slice()));
        let beside = copies.iter().filter_map(|copy| {
            let (epoch, sealed) = self.sealed_of(copy)?;
            Some((epoch, &copy.name, sealed))
        });
        let mut newest: BTreeMap<(Scope, Vec<u8>), Newest> = BTreeMap::new();
        for (epoch, hash, sealed) in all.chain(beside) {
            let label = self.label(epoch, hash, sealed);
            if let Some(Label { scope, address, revision, .. }) = label.as_ref().and_then(|label| read(label)) {
                let id = (scope, address.to_vec());
                if newest.get(&id).is_none_or(|(known, ..)| *known < revision) {
                    newest.insert(id, (revision, epoch, hash, sealed));
                }
            }
        }
        let newest = newest.into_values();
        let opened = newest.filter_map(|(_, epoch, hash, sealed)| self.open_aside(epoch, hash, sealed));
        Ok(opened.filter(|aside| !aside.dropped).collect())
    }

    /// What a copy says; nothing if it is not of this vault or its scope is destroyed.
    pub fn open_copy(&self, copy: &AsideCopy) -> Option<Aside> {
        let (epoch, sealed) = self.sealed_of(copy)?;
        self.open_aside(epoch, &copy.name, sealed)
    }

    /// Units that a copy's item takes in localStorage, its name included.
    pub fn copy_units(&self, copy: &AsideCopy) -> usize {
        self.sealed_of(copy).map_or(0, |(_, sealed)| self.units(sealed))
    }

    /// The names that an item's copy may have: of today, and of before a rotation under way.
    pub fn copy_names(&self, scope: Scope, address: &[u8]) -> Vec<Vec<u8>> {
        let hashes = Epoch::BOTH.into_iter().filter_map(|epoch| self.aside_hash(epoch, &scope, address));
        hashes.map(|hash| hash.to_vec()).collect()
    }

    fn units(&self, sealed: &[u8]) -> usize {
        packed_len(sealed.len()) + names::units(&names::with_hash(self.envelope.instance, &[0; names::HASH]))
    }

    /// Whose and where this item is, if it opens and lies under its own name.
    pub(super) fn aside_id(&self, name: &str, sealed: &[u8]) -> Option<(Scope, Vec<u8>)> {
        let epoch = self.epoch_of(name)?;
        let content = self.ring_of(epoch)?.open(&OUTER, sealed)?;
        let Label { scope, address, .. } = read(&content)?;
        (self.name_in(epoch, &inner(&scope, address, 0))? == name).then(|| (scope, address.to_vec()))
    }

    /// An item of before a rotation, sealed anew: its name in storage, its scope, its sealed form.
    pub(super) fn reseal_aside(&mut self, sealed: &[u8]) -> Option<(String, Scope, Vec<u8>)> {
        let from = &self.former.as_ref()?.ring;
        let content = from.open(&OUTER, sealed)?;
        let Label { scope, address, revision, part } = read(&content)?;
        let mut label = scope.to_vec();
        put_bytes(&mut label, address);
        put_number(&mut label, revision);
        if !part.is_empty() {
            let at = inner(&scope, address, revision);
            label.extend_from_slice(&from.reseal(&self.ring, &at, part, &mut self.random)?);
        }
        let sealed = self.ring.make_sealed(&OUTER, &label, &mut self.random)?;
        Some((self.name(&inner(&scope, address, 0)), scope, sealed))
    }

    /// A copy in the form of today: as it is, or sealed anew if it was made before a rotation that is under way.
    fn in_present(&mut self, copy: &AsideCopy) -> Option<AsideCopy> {
        let (epoch, sealed) = self.sealed_of(copy)?;
        if epoch == Epoch::Present {
            return Some(copy.clone());
        }
        let label = self.label(epoch, &copy.name, sealed)?;
        let Label { scope, address, .. } = read(&label)?;
        let hash = self.aside_hash(Epoch::Present, &scope, address)?;
        let (_, _, sealed) = self.reseal_aside(sealed)?;
        Some(self.copy(hash, &sealed))
    }

    fn aside_hash(&self, epoch: Epoch, scope: &Scope, address: &[u8]) -> Option<[u8; names::HASH]> {
        Some(names::derive_hash(self.ring_of(epoch)?, self.instance_of(epoch)?, &inner(scope, address, 0)))
    }

    fn copy(&self, hash: [u8; names::HASH], sealed: &[u8]) -> AsideCopy {
        AsideCopy { name: hash.to_vec(), bytes: self.stamped(Epoch::Present, sealed) }
    }

    fn stamped(&self, epoch: Epoch, sealed: &[u8]) -> Vec<u8> {
        [&self.instance_of(epoch).unwrap_or_default().to_le_bytes(), sealed].concat()
    }

    /// The sealed piece of a copy of this instance, or of the one before it.
    fn sealed_of<'a>(&self, copy: &'a AsideCopy) -> Option<(Epoch, &'a [u8])> {
        Epoch::BOTH.into_iter().find_map(|epoch| {
            let instance = self.instance_of(epoch)?.to_le_bytes();
            Some((epoch, copy.bytes.strip_prefix(&instance)?))
        })
    }

    fn stored(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.storage.get(name)?.and_then(|units| unpack(&units)))
    }

    /// Every item in localStorage.
    fn stored_asides(&self) -> Result<Vec<Stored>, Fault> {
        let mut found = Vec::new();
        for (name, _) in self.ledger.items().filter(|(_, item)| item.kind == ItemKind::Aside) {
            let Some(sealed) = self.stored(name)? else { continue };
            let id = self.epoch_of(name).zip(self.aside_id(name, &sealed));
            found.extend(id.and_then(|(epoch, (scope, address))| {
                Some((epoch, self.aside_hash(epoch, &scope, &address)?.to_vec(), sealed))
            }));
        }
        Ok(found)
    }

    /// The label of a sealed piece that lies at its own place.
    fn label(&self, epoch: Epoch, hash: &[u8], sealed: &[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        let content = self.ring_of(epoch)?.open(&OUTER, sealed)?;
        let Label { scope, address, .. } = read(&content)?;
        (self.aside_hash(epoch, &scope, address)? == *hash).then_some(content)
    }

    /// The revision of a copy of today, unless its scope is destroyed. One whose key is not known may still come to it.
    fn revision_here(&self, copy: &AsideCopy) -> Option<u64> {
        let (epoch, sealed) = self.sealed_of(copy)?;
        let label = self.label(epoch, &copy.name, sealed)?;
        let found = read(&label)?;
        (!self.is_destroyed(&found.scope)).then_some(found.revision)
    }

    /// Whether a copy only says that the item was dropped.
    fn is_drop(&self, copy: &AsideCopy) -> bool {
        let label = self.sealed_of(copy).and_then(|(epoch, sealed)| self.label(epoch, &copy.name, sealed));
        label.as_ref().and_then(|label| read(label)).is_some_and(|found| found.part.is_empty())
    }

    /// The revision of what localStorage has of an item.
    fn stored_revision(&self, scope: &Scope, address: &[u8]) -> Result<Option<u64>, Fault> {
        let mut newest = None;
        for epoch in Epoch::BOTH {
            let (Some(name), Some(hash)) =
                (self.name_in(epoch, &inner(scope, address, 0)), self.aside_hash(epoch, scope, address))
            else {
                continue;
            };
            let label = self.stored(&name)?.and_then(|sealed| self.label(epoch, &hash, &sealed));
            newest = newest.max(label.as_ref().and_then(|label| read(label)).map(|found| found.revision));
        }
        Ok(newest)
    }

    fn open_aside(&self, epoch: Epoch, hash: &[u8], sealed: &[u8]) -> Option<Aside> {
        let content = self.label(epoch, hash, sealed)?;
        let Label { scope, address, revision, part } = read(&content)?;
        let dropped = part.is_empty();
        let bytes = if dropped {
            Vec::new()
        } else {
            let squeezed = self.ring_of(epoch)?.open(&inner(&scope, address, revision), part)?;
            Budget(LARGEST).expand(&squeezed).ok()?
        };
        let units = self.units(sealed);
        Some(Aside { scope, address: address.to_vec(), revision, bytes, dropped, units })
    }
}

fn read(content: &[u8]) -> Option<Label<'_>> {
    let mut reader = Reader(content);
    let (scope, address, revision) = (reader.array()?, reader.bytes()?, reader.number()?);
    Some(Label { scope, address, revision, part: reader.0 })
}
