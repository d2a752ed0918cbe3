//! Ways to unlock: the passphrase is changed, others come and go. Each is one set of the envelope (VLT-4).

use super::Vault;
use crate::vault::{Fault, Lock, LockKind, Parameters, Storage, WrappingKey, lock};

impl<S: Storage> Vault<S> {
    /// Wraps the vault key under a new passphrase's key. Nothing is sealed anew; the old passphrase opens no more, but
    /// for copies of storage made before.
    pub fn change_passphrase(
        &mut self,
        key: &WrappingKey,
        salt: [u8; 16],
        parameters: Parameters,
    ) -> Result<(), Fault> {
        self.writable()?;
        if !parameters.acceptable() {
            return Err(Fault::Parameters);
        }
        let public = lock::public_of(&salt, parameters);
        let lock = Lock::make(LockKind::Passphrase, 0, public, key, &self.ring, &mut self.random);
        let mut envelope = self.envelope.clone();
        envelope.salt = salt;
        envelope.parameters = parameters;
        if let Some(first) = envelope.locks.first_mut() {
            *first = lock;
        }
        envelope.revision += 1;
        self.set_envelope(envelope)
    }

    /// Adds a way to unlock, in the place of one of the same kind and id. `public` stands in the open and is bound.
    pub fn add_lock(&mut self, kind: LockKind, id: u64, public: Vec<u8>, key: &WrappingKey) -> Result<(), Fault> {
        self.writable()?;
        if kind == LockKind::Passphrase {
            return Err(Fault::NoSuchLock);
        }
        let lock = Lock::make(kind, id, public, key, &self.ring, &mut self.random);
        let mut envelope = self.envelope.clone();
        envelope.locks.retain(|old| (old.kind, old.id) != (kind, id));
        envelope.locks.push(lock);
        envelope.revision += 1;
        self.set_envelope(envelope)
    }

    /// Takes a way to unlock away. The passphrase stays.
    pub fn remove_lock(&mut self, kind: LockKind, id: u64) -> Result<(), Fault> {
        self.writable()?;
        let mut envelope = self.envelope.clone();
        envelope.locks.retain(|old| kind == LockKind::Passphrase || (old.kind, old.id) != (kind, id));
        if envelope.locks.len() == self.envelope.locks.len() {
            return Err(Fault::NoSuchLock);
        }
        envelope.revision += 1;
        self.set_envelope(envelope)
    }

    /// Whether this key opens the vault: asked before the passphrase is changed or a space deleted.
    pub fn accepts(&self, key: &WrappingKey) -> bool {
        self.envelope.unlock(key).is_ok()
    }
}
