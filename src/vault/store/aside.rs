//! Sealed items beside the journal: drafts of forms, notes of this browser. Each is replaced as a whole with one set,
//! is in no export, and goes with its scope.

use super::{ItemKind, Vault};
use crate::vault::{
    Fault, Scope, Storage, VAULT_SCOPE,
    journal::Budget,
    keyring::At,
    pack::unpack,
    seal::Kind,
    squeeze::{self, Effort, LARGEST},
    wire::{Reader, put_bytes},
};

const OUTER: At<'static> = At { scope: &VAULT_SCOPE, kind: Kind::Aside, address: &[], generation: 0 };

fn inner<'a>(scope: &'a Scope, address: &'a [u8]) -> At<'a> {
    At { scope, kind: Kind::AsidePart, address, generation: 0 }
}

impl<S: Storage> Vault<S> {
    /// Keeps bytes under an address, in the place of what was there. Gives the units it takes.
    pub fn put_aside(&mut self, scope: Scope, address: &[u8], bytes: &[u8]) -> Result<usize, Fault> {
        self.writable()?;
        if self.is_destroyed(&scope) {
            return Err(Fault::Destroyed(scope));
        }
        if bytes.len() > LARGEST {
            return Err(Fault::TooLarge);
        }
        self.ring.make_scope(&scope, &mut self.random);
        if self.ring.any_fresh() {
            self.write_head(self.head.clone())?;
        }
        let at = inner(&scope, address);
        let squeezed = squeeze::squeeze(bytes, Effort::Quick);
        let part = self.ring.make_sealed(&at, &squeezed, &mut self.random).ok_or(Fault::TooLarge)?;
        let mut content = scope.to_vec();
        put_bytes(&mut content, address);
        content.extend_from_slice(&part);
        let sealed = self.ring.make_sealed(&OUTER, &content, &mut self.random).ok_or(Fault::TooLarge)?;
        let (name, reserve) = (self.name(&at), self.reserve());
        let value = crate::vault::pack::pack(&sealed);
        self.ledger.set(&mut self.storage, &name, &value, ItemKind::Aside, scope, reserve)
    }

    /// What lies under the address; nothing if there is none or it does not open.
    pub fn get_aside(&self, scope: Scope, address: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let at = inner(&scope, address);
        let Some(units) = self.storage.get(&self.name(&at))? else { return Ok(None) };
        Ok(unpack(&units).and_then(|sealed| {
            let content = self.ring.open(&OUTER, &sealed)?;
            let (found, _, part) = read(&content)?;
            if found != scope {
                return None;
            }
            Budget(LARGEST).expand(&self.ring.open(&at, part)?).ok()
        }))
    }

    /// Removes it; one that is not there is no fault.
    pub fn remove_aside(&mut self, scope: Scope, address: &[u8]) -> Result<(), Fault> {
        self.writable()?;
        let name = self.name(&inner(&scope, address));
        self.storage.remove(&name)?;
        self.ledger.forget(&name);
        Ok(())
    }

    /// Whose and where all kept items are.
    pub fn asides(&self) -> Result<Vec<(Scope, Vec<u8>)>, Fault> {
        let mut found = Vec::new();
        for (name, _) in self.ledger.items().filter(|(_, item)| item.kind == ItemKind::Aside) {
            if let Some(sealed) = self.storage.get(name)?.and_then(|units| unpack(&units)) {
                found.extend(self.aside_id(name, &sealed));
            }
        }
        Ok(found)
    }

    /// Whose and where this item is, if it opens and lies under its own name.
    pub(super) fn aside_id(&self, name: &str, sealed: &[u8]) -> Option<(Scope, Vec<u8>)> {
        let content = self.ring.open(&OUTER, sealed)?;
        let (scope, address, _) = read(&content)?;
        (self.name(&inner(&scope, address)) == name).then(|| (scope, address.to_vec()))
    }
}

fn read(content: &[u8]) -> Option<(Scope, &[u8], &[u8])> {
    let mut reader = Reader(content);
    Some((reader.array()?, reader.bytes()?, reader.0))
}
