//! The whole vault as one sealed file (VLT-11).

use super::{ItemKind, Vault};
use crate::vault::{
    Envelope, Fault, Storage, hazmat,
    head::{COPIES, Head},
    journal,
    keyring::At,
    names,
    pack::unpack,
    seal::VERSION,
    wire::{put_bytes, put_len},
};

/// How an exported file begins.
pub const MAGIC: &[u8; 16] = b"SPACEWARD VAULT\n";

/// An item of a file: the hash of its name, and its bytes.
pub(in crate::vault) type Sealed = ([u8; names::HASH], Vec<u8>);

impl<S: Storage> Vault<S> {
    /// A file that opens with the passphrase alone. It holds the envelope and every live item as it lies in storage;
    /// nothing is opened for it. Damaged and missing items are left out. Drafts are not in it.
    ///
    /// [`Fault::Rotating`] as long as a rotation has items to move.
    pub fn export(&self) -> Result<Vec<u8>, Fault> {
        if self.rotation().is_some_and(|rotation| !rotation.is_moved()) {
            return Err(Fault::Rotating);
        }
        let envelope = Envelope { former: None, ..self.envelope.clone() };
        let mut items = Vec::new();
        for at in self.live_places() {
            let hash = names::derive_hash(&self.ring, self.envelope.instance, &at);
            let stored = self.storage.get(&names::with_hash(self.envelope.instance, &hash))?;
            items.extend(stored.and_then(|units| unpack(&units)).map(|sealed| (hash, sealed)));
        }
        for (seq, sealed) in &self.journal.unplaced {
            let hash = names::derive_hash(&self.ring, self.envelope.instance, &journal::record_at(*seq));
            items.push((hash, sealed.clone()));
        }
        Ok(self.file_of(&envelope, &items))
    }

    /// A file of these items, under this envelope.
    pub(in crate::vault) fn file_of(&self, envelope: &Envelope, items: &[Sealed]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        put_bytes(&mut out, &envelope.to_bytes());
        put_len(&mut out, items.len());
        for (hash, sealed) in items {
            out.extend_from_slice(hash);
            put_bytes(&mut out, sealed);
        }
        let authentic = hazmat::derive_hash(self.ring.export(), &[&out]);
        out.extend_from_slice(&authentic);
        let checksum = hazmat::derive_checksum(&[&out]);
        out.extend_from_slice(&checksum);
        out
    }

    /// Every place of this vault that counts.
    fn live_places(&self) -> Vec<At<'_>> {
        let mut places = COPIES.to_vec();
        places.extend(self.head.segments.iter().map(|(id, generation)| Head::slot(id, *generation)));
        places.extend(self.journal.runs.keys().map(|first| journal::run_at(*first)));
        places.extend(self.journal.singles.iter().map(|seq| journal::record_at(*seq)));
        places
    }

    /// All live items for another instance. The heads come last: without them nothing was finished.
    pub(in crate::vault) fn transplant(&self, instance: u32) -> Result<Vec<Sealed>, Fault> {
        let mut items = Vec::new();
        for at in self.live_places().into_iter().rev() {
            if let Some(sealed) = self.storage.get(&self.name(&at))?.and_then(|units| unpack(&units)) {
                items.push((names::derive_hash(&self.ring, instance, &at), sealed));
            }
        }
        Ok(items)
    }

    /// Whether this is the tag of the file, up to it.
    pub(in crate::vault) fn authentic(&self, file: &[u8], tag: &[u8]) -> bool {
        use subtle::ConstantTimeEq;
        hazmat::derive_hash(self.ring.export(), &[file]).ct_eq(tag).into()
    }

    /// So many items are live, the envelope aside.
    pub fn live_items(&self) -> usize {
        self.ledger
            .items()
            .filter(|(_, item)| {
                matches!(item.kind, ItemKind::Head | ItemKind::Segment | ItemKind::Run | ItemKind::Record)
            })
            .count()
    }

    /// A copy of the envelope, to be kept beside the write-ahead log (see [`Vault::heal_envelope`]).
    pub fn envelope_copy(&self) -> Vec<u8> {
        Envelope::to_bytes(&self.envelope)
    }
}
