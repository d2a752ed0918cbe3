//! The keys of an open vault: asked for by scope, never handed out of the vault.

use super::{
    Scope, VAULT_SCOPE, WrappingKey,
    hazmat::Key,
    seal::{self, Binding, Kind},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The vault key, what is derived from it, and the scopes' keys.
#[derive(Clone)]
pub struct Keyring {
    vault: [u8; 16],
    vault_key: Key,
    /// Seals what belongs to the vault itself.
    own: Key,
    /// Wraps the scopes' keys.
    wrap: Key,
    /// Names items.
    names: Key,
    /// Authenticates exported files.
    export: Key,
    scopes: BTreeMap<Scope, Key>,
    /// Scopes whose wrapped key is not in the stored head yet.
    fresh: BTreeSet<Scope>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(<redacted>)")
    }
}

impl Keyring {
    fn new(vault: [u8; 16], vault_key: Key) -> Self {
        Self {
            vault,
            own: vault_key.derive(&[b"spaceward own 1"]),
            wrap: vault_key.derive(&[b"spaceward wrap 1"]),
            names: vault_key.derive(&[b"spaceward names 1"]),
            export: vault_key.derive(&[b"spaceward export 1"]),
            vault_key,
            scopes: BTreeMap::new(),
            fresh: BTreeSet::new(),
        }
    }

    /// A fresh vault key with no scope under it.
    pub fn make(vault: [u8; 16], random: &mut dyn FnMut(&mut [u8])) -> Self {
        Self::new(vault, Key::make(random))
    }

    /// Unwraps the vault key. `public` is what the lock says in the open; it is bound.
    pub fn unlock(vault: [u8; 16], key: &WrappingKey, public: &[u8], wrapped: &[u8]) -> Option<Self> {
        let binding = Binding { vault: &vault, scope: &VAULT_SCOPE, kind: Kind::Lock, address: public, generation: 0 };
        let bytes = seal::open(key.key(), &binding, wrapped)?;
        Some(Self::new(vault, Key::from_bytes(bytes.as_slice().try_into().ok()?)))
    }

    /// Wraps the vault key.
    pub fn make_lock(&self, key: &WrappingKey, public: &[u8], random: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
        let binding =
            Binding { vault: &self.vault, scope: &VAULT_SCOPE, kind: Kind::Lock, address: public, generation: 0 };
        seal::make_sealed(key.key(), &binding, self.vault_key.expose(), random)
    }

    /// The vault key of the time before a rotation, under this one's wrap key. `instance` is that of before.
    pub fn make_former(&self, former: &Self, instance: u32, random: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
        let address = instance.to_le_bytes();
        let binding = self.wrap_binding(&VAULT_SCOPE, Kind::FormerKey, &address);
        seal::make_sealed(&self.wrap, &binding, former.vault_key.expose(), random)
    }

    /// Opens what [`Self::make_former`] made; no scope is in it yet.
    pub fn open_former(&self, instance: u32, wrapped: &[u8]) -> Option<Self> {
        let address = instance.to_le_bytes();
        let bytes = seal::open(&self.wrap, &self.wrap_binding(&VAULT_SCOPE, Kind::FormerKey, &address), wrapped)?;
        Some(Self::new(self.vault, Key::from_bytes(bytes.as_slice().try_into().ok()?)))
    }

    /// The key that names items.
    pub fn names(&self) -> &Key {
        &self.names
    }

    /// The key that authenticates exported files.
    pub fn export(&self) -> &Key {
        &self.export
    }

    fn key(&self, scope: &Scope) -> Option<&Key> {
        if *scope == VAULT_SCOPE { Some(&self.own) } else { self.scopes.get(scope) }
    }

    /// Whether what the scope sealed can be opened.
    pub fn holds(&self, scope: &Scope) -> bool {
        self.key(scope).is_some()
    }

    /// Makes the scope's key if there is none.
    pub fn make_scope(&mut self, scope: &Scope, random: &mut dyn FnMut(&mut [u8])) {
        if !self.holds(scope) {
            self.scopes.insert(*scope, Key::make(random));
            self.fresh.insert(*scope);
        }
    }

    /// Whether some key is in memory only.
    pub fn any_fresh(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// All keys are in the stored head now.
    pub fn all_stored(&mut self) {
        self.fresh.clear();
    }

    /// Forgets a scope's key.
    pub fn drop_scope(&mut self, scope: &Scope) {
        self.scopes.remove(scope);
        self.fresh.remove(scope);
    }

    /// Forgets all scopes' keys, before they are read anew.
    pub fn forget_scopes(&mut self) {
        self.scopes.clear();
        self.fresh.clear();
    }

    /// The scopes that have a key of their own.
    pub fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.keys()
    }

    /// The scope's key under the vault key.
    pub fn make_wrapped(&self, scope: &Scope, random: &mut dyn FnMut(&mut [u8])) -> Option<Vec<u8>> {
        Some(self.wrap_for(scope, &[], self.scopes.get(scope)?, random))
    }

    /// The scope's key of the time before a rotation, under this vault key. `instance` is that of before.
    pub fn make_wrapped_former(
        &self,
        former: &Self,
        instance: u32,
        scope: &Scope,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Option<Vec<u8>> {
        Some(self.wrap_for(scope, &instance.to_le_bytes(), former.scopes.get(scope)?, random))
    }

    fn wrap_for(&self, scope: &Scope, address: &[u8], key: &Key, random: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
        let binding = self.wrap_binding(scope, Kind::ScopeKey, address);
        seal::make_sealed(&self.wrap, &binding, key.expose(), random)
    }

    /// Takes in a wrapped key. `fresh` when it comes from elsewhere than the stored head. Nothing if it does not open.
    pub fn take_wrapped(&mut self, scope: &Scope, wrapped: &[u8], fresh: bool) -> Option<()> {
        let bytes = seal::open(&self.wrap, &self.wrap_binding(scope, Kind::ScopeKey, &[]), wrapped)?;
        self.take_in(scope, &bytes, fresh)
    }

    /// Hands what [`Self::make_wrapped_former`] made to the keyring of before. Nothing if it does not open.
    pub fn give_former(&self, former: &mut Self, instance: u32, scope: &Scope, wrapped: &[u8]) -> Option<()> {
        let address = instance.to_le_bytes();
        let bytes = seal::open(&self.wrap, &self.wrap_binding(scope, Kind::ScopeKey, &address), wrapped)?;
        former.take_in(scope, &bytes, false)
    }

    fn take_in(&mut self, scope: &Scope, bytes: &[u8], fresh: bool) -> Option<()> {
        if !self.scopes.contains_key(scope) {
            self.scopes.insert(*scope, Key::from_bytes(bytes.try_into().ok()?));
            if fresh {
                self.fresh.insert(*scope);
            }
        }
        Some(())
    }

    fn wrap_binding<'a>(&'a self, scope: &'a Scope, kind: Kind, address: &'a [u8]) -> Binding<'a> {
        Binding { vault: &self.vault, scope, kind, address, generation: 0 }
    }

    /// What this ring sealed at a place, sealed by another one for the same place. Nothing if it does not open, or the
    /// other lacks the scope's key.
    pub fn reseal(&self, to: &Self, place: &At, sealed: &[u8], random: &mut dyn FnMut(&mut [u8])) -> Option<Vec<u8>> {
        to.make_sealed(place, &self.open(place, sealed)?, random)
    }

    /// Seals under a scope's key; nothing if there is none.
    pub fn make_sealed(&self, place: &At, content: &[u8], random: &mut dyn FnMut(&mut [u8])) -> Option<Vec<u8>> {
        Some(seal::make_sealed(self.key(place.scope)?, &place.binding(&self.vault), content, random))
    }

    /// Opens what [`Self::make_sealed`] made at this place.
    pub fn open(&self, place: &At, sealed: &[u8]) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        seal::open(self.key(place.scope)?, &place.binding(&self.vault), sealed)
    }
}

/// A place within the vault at hand.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// Whose key.
    pub scope: &'a Scope,
    /// What it is.
    pub kind: Kind,
    /// Where it belongs.
    pub address: &'a [u8],
    /// Which one of those.
    pub generation: u64,
}

impl At<'_> {
    fn binding<'a>(&'a self, vault: &'a [u8; 16]) -> Binding<'a> {
        Binding { vault, scope: self.scope, kind: self.kind, address: self.address, generation: self.generation }
    }
}
