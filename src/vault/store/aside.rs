//! Sealed items beside the journal: drafts of forms, notes of this browser. Each is replaced as a whole with one set,
//! is in no export, and goes with its scope.
//!
//! localStorage reaches the disk minutes late, so the same sealed bytes also lie beside the write-ahead log, in what is
//! called a copy here. Of two that stand at one address the higher revision counts, wherever it lies; an item that was
//! dropped leaves a copy that says so, for as long as an older localStorage may still come back.

use super::{ItemKind, Vault};
use crate::vault::{
    Fault, Scope, Storage, VAULT_SCOPE,
    journal::Budget,
    keyring::At,
    names,
    pack::{pack, unpack},
    seal::Kind,
    squeeze::{self, Effort, LARGEST},
    wire::{Reader, put_bytes, put_number},
};
use std::{collections::BTreeMap, fmt};

const OUTER: At<'static> = At { scope: &VAULT_SCOPE, kind: Kind::Aside, address: &[], generation: 0 };

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
    /// What was put there.
    pub bytes: Vec<u8>,
    /// Units or bytes that its sealed form takes, in the one place where it lies.
    pub size: usize,
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aside({} bytes, <redacted>)", self.bytes.len())
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

/// Hash and sealed piece of an item in localStorage.
type Stored = (Vec<u8>, Vec<u8>);

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
        Ok(self.copy(self.aside_hash(&scope, address), &sealed))
    }

    /// Takes a copy into localStorage, unless something newer is there; tells whether it is the newest. For the tab that
    /// writes. What is not ours, or of a destroyed scope, is passed over.
    pub fn take_aside(&mut self, copy: &AsideCopy) -> Result<bool, Fault> {
        self.writable()?;
        let Some(sealed) = self.sealed_of(copy) else { return Ok(false) };
        let Some(label) = self.label(&copy.name, sealed) else { return Ok(false) };
        let Some(Label { scope, revision, part, .. }) = read(&label) else { return Ok(false) };
        if self.is_destroyed(&scope) || !self.ring.holds(&scope) {
            return Ok(false);
        }
        let Some(name) = self.aside_name(&copy.name) else { return Ok(false) };
        match self.stored(&name)?.and_then(|sealed| self.revision(&copy.name, &sealed)) {
            Some(known) if known >= revision => return Ok(known == revision),
            _ => {}
        }
        if part.is_empty() {
            self.storage.remove(&name)?;
            self.ledger.forget(&name);
        } else {
            let (value, reserve) = (pack(sealed), self.reserve());
            self.ledger.set(&mut self.storage, &name, &value, ItemKind::Aside, scope, reserve)?;
        }
        Ok(true)
    }

    /// Brings localStorage up to the copies, and says what the copies lack. For the tab that writes, once after opening.
    ///
    /// A copy that finds no room stays a copy; it is tried again at the next opening.
    pub fn merge_asides(&mut self, copies: &[AsideCopy]) -> Result<AsideMerge, Fault> {
        self.writable()?;
        let mut merge = AsideMerge::default();
        let mut known = BTreeMap::new();
        for copy in copies {
            let label = self.sealed_of(copy).and_then(|sealed| self.label(&copy.name, sealed));
            let found = label.as_ref().and_then(|label| read(label));
            let Some(Label { revision, part, .. }) = found.filter(|label| self.ring.holds(&label.scope)) else {
                merge.forget.push(copy.name.clone());
                continue;
            };
            known.insert(copy.name.clone(), revision);
            if part.is_empty() {
                merge.dropped.push(copy.name.clone());
            }
            match self.take_aside(copy) {
                Ok(_) | Err(Fault::Full { .. }) => {}
                Err(fault) => return Err(fault),
            }
        }
        for (hash, sealed) in self.stored_asides()? {
            let revision = self.revision(&hash, &sealed);
            if revision > known.get(&hash).copied() {
                merge.dropped.retain(|name| *name != hash);
                merge.put.extend(<[u8; names::HASH]>::try_from(hash).ok().map(|hash| self.copy(hash, &sealed)));
            }
        }
        Ok(merge)
    }

    /// What lies under the address in localStorage; nothing if there is none or it does not open.
    pub fn get_aside(&self, scope: Scope, address: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let hash = self.aside_hash(&scope, address);
        let Some(sealed) = self.stored(&names::with_hash(self.envelope.instance, &hash))? else { return Ok(None) };
        Ok(self.open_aside(&hash, &sealed).map(|aside| aside.bytes))
    }

    /// All items, out of localStorage and the copies together: of each the newest, unless it was dropped.
    pub fn asides(&self, copies: &[AsideCopy]) -> Result<Vec<Aside>, Fault> {
        let stored = self.stored_asides()?;
        let all = stored.iter().map(|(name, sealed)| (name, sealed.as_slice()));
        let beside = copies.iter().filter_map(|copy| Some((&copy.name, self.sealed_of(copy)?)));
        let mut newest: BTreeMap<&Vec<u8>, (u64, &[u8])> = BTreeMap::new();
        for (name, sealed) in all.chain(beside) {
            if let Some(revision) = self.revision(name, sealed)
                && newest.get(name).is_none_or(|(known, _)| *known < revision)
            {
                newest.insert(name, (revision, sealed));
            }
        }
        Ok(newest.into_iter().filter_map(|(name, (_, sealed))| self.open_aside(name, sealed)).collect())
    }

    /// Whose this item is, if it opens and lies under its own name.
    pub(super) fn aside_scope(&self, name: &str, sealed: &[u8]) -> Option<Scope> {
        let content = self.ring.open(&OUTER, sealed)?;
        let Label { scope, address, .. } = read(&content)?;
        (names::with_hash(self.envelope.instance, &self.aside_hash(&scope, address)) == name).then_some(scope)
    }

    fn aside_hash(&self, scope: &Scope, address: &[u8]) -> [u8; names::HASH] {
        names::derive_hash(&self.ring, self.envelope.instance, &inner(scope, address, 0))
    }

    fn aside_name(&self, hash: &[u8]) -> Option<String> {
        Some(names::with_hash(self.envelope.instance, hash.try_into().ok()?))
    }

    fn copy(&self, hash: [u8; names::HASH], sealed: &[u8]) -> AsideCopy {
        let bytes = [&self.envelope.instance.to_le_bytes(), sealed].concat();
        AsideCopy { name: hash.to_vec(), bytes }
    }

    /// The sealed piece of a copy of this instance.
    fn sealed_of<'a>(&self, copy: &'a AsideCopy) -> Option<&'a [u8]> {
        copy.bytes.strip_prefix(&self.envelope.instance.to_le_bytes())
    }

    fn stored(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.storage.get(name)?.and_then(|units| unpack(&units)))
    }

    /// Every item in localStorage.
    fn stored_asides(&self) -> Result<Vec<Stored>, Fault> {
        let mut found = Vec::new();
        for (name, _) in self.ledger.items().filter(|(_, item)| item.kind == ItemKind::Aside) {
            let Some(sealed) = self.stored(name)? else { continue };
            let Some(content) = self.ring.open(&OUTER, &sealed) else { continue };
            let Some(Label { scope, address, .. }) = read(&content) else { continue };
            found.push((self.aside_hash(&scope, address).to_vec(), sealed));
        }
        Ok(found)
    }

    /// The label of a sealed piece that lies at its own place.
    fn label(&self, hash: &[u8], sealed: &[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        let content = self.ring.open(&OUTER, sealed)?;
        let Label { scope, address, .. } = read(&content)?;
        (self.aside_hash(&scope, address) == *hash).then_some(content)
    }

    fn revision(&self, hash: &[u8], sealed: &[u8]) -> Option<u64> {
        Some(read(&self.label(hash, sealed)?)?.revision)
    }

    fn open_aside(&self, hash: &[u8], sealed: &[u8]) -> Option<Aside> {
        let content = self.label(hash, sealed)?;
        let Label { scope, address, revision, part } = read(&content)?;
        let squeezed = self.ring.open(&inner(&scope, address, revision), part)?;
        let bytes = Budget(LARGEST).expand(&squeezed).ok()?;
        Some(Aside { scope, address: address.to_vec(), revision, bytes, size: sealed.len() })
    }
}

fn read(content: &[u8]) -> Option<Label<'_>> {
    let mut reader = Reader(content);
    let (scope, address, revision) = (reader.array()?, reader.bytes()?, reader.number()?);
    Some(Label { scope, address, revision, part: reader.0 })
}
