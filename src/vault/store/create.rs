//! A new vault.

use super::{Journal, Mode, QUOTA, Vault, ledger::ItemKind, ledger::Ledger};
use crate::vault::{
    ENVELOPE_NAME, Envelope, Fault, Lock, LockKind, PREFIX, Parameters, Random, Storage, VAULT_SCOPE, WrappingKey,
    head::{COPIES, Head},
    keyring::Keyring,
    lock, names,
    pack::unpack_start,
    seal::{self, Kind},
    storage::{Unsure, set_surely},
};
use std::collections::BTreeSet;

impl<S: Storage> Vault<S> {
    /// The public envelope, if there is a vault.
    pub fn read_envelope(storage: &S) -> Result<Option<Envelope>, Fault> {
        storage.get(ENVELOPE_NAME)?.map(|units| Envelope::from_units(&units)).transpose()
    }

    /// The public envelope of the vault that is here; nothing where there is none.
    ///
    /// Heads and other items without an envelope are a vault that lost it, which is not the same as a browser that never held
    /// one. Heads alone, or no head, are what the making of a vault leaves, or the putting in place of a file, that was cut
    /// short before anything was promised.
    pub fn look(storage: &S) -> Result<Option<Envelope>, Fault> {
        let envelope = Self::read_envelope(storage)?;
        if envelope.is_none() {
            let (mut heads, mut others) = (false, false);
            for name in storage.names()?.iter().filter(|name| name.starts_with(PREFIX)) {
                let is_head = unpack_start(&storage.get(name)?.unwrap_or_default()) == Some(seal::mark(Kind::Head));
                heads |= is_head;
                others |= !is_head;
            }
            if heads && others {
                return Err(Envelope::missing());
            }
        }
        Ok(envelope)
    }

    /// Makes an empty vault: the head first, then the envelope, whose set is what makes it exist.
    ///
    /// [`Fault::Exists`] if there is one, also a damaged one.
    pub fn create(
        mut storage: S,
        key: &WrappingKey,
        salt: [u8; 16],
        parameters: Parameters,
        mut random: Random,
    ) -> Result<Self, Fault> {
        if !parameters.acceptable() {
            return Err(Fault::Parameters);
        }
        if storage.get(ENVELOPE_NAME)?.is_some() {
            return Err(Fault::Exists);
        }
        if Self::look(&storage)?.is_none() {
            // What an earlier making left that was cut short.
            for name in storage.names()?.iter().filter(|name| name.starts_with(PREFIX)) {
                storage.remove(name)?;
            }
        }
        let mut vault_id = [0; 16];
        random(&mut vault_id);
        let ring = Keyring::make(vault_id, &mut random);
        let public = lock::public_of(&salt, parameters);
        let lock = Lock::make(LockKind::Passphrase, 0, public, key, &ring, &mut random);
        let instance = make_instance(&mut random, &[]);
        let envelope = Envelope { vault_id, instance, revision: 1, salt, parameters, locks: vec![lock], former: None };
        let mut ledger = Ledger::new(QUOTA);
        for name in storage.names()? {
            let len = storage.get(&name)?.map_or(0, |value| value.len());
            ledger.others += names::units(&name) + len;
        }
        let mut vault = Self {
            storage,
            random,
            mode: Mode::Owner,
            envelope,
            ring,
            former: None,
            head: Head::default(),
            ledger,
            journal: Journal::default(),
            active: None,
            checkpoints_begun: 0,
            next_generation: 1,
            doomed: BTreeSet::new(),
            spare_due: false,
        };
        vault.write_head(Head::default())?;
        let envelope = vault.envelope.clone();
        if let Err(fault) = vault.set_envelope(envelope) {
            for at in COPIES {
                vault.discard_at(&at);
            }
            return Err(fault);
        }
        Ok(vault)
    }

    pub(super) fn set_envelope(&mut self, envelope: Envelope) -> Result<(), Fault> {
        let units = envelope.to_units();
        self.ledger.set(&mut self.storage, ENVELOPE_NAME, &units, ItemKind::Envelope, VAULT_SCOPE, 0)?;
        self.envelope = envelope;
        Ok(())
    }

    /// Removes the vault for good, the envelope first: without it no key can be made again. Other items of the origin stay.
    pub fn erase(storage: &mut S) -> Result<(), Fault> {
        storage.remove(ENVELOPE_NAME)?;
        for name in storage.names()?.iter().filter(|name| name.starts_with(PREFIX)) {
            storage.remove(name)?;
        }
        Ok(())
    }

    /// Puts back a copy of the envelope that was kept elsewhere (beside the write-ahead log), if the stored one is
    /// missing, damaged, or older than the copy. Says whether it did. To be called before the envelope is read, so
    /// that a change of passphrase, or the beginning of a rotation, survives a localStorage that fell back.
    pub fn heal_envelope(storage: &mut S, copy: &[u8]) -> Result<bool, Fault> {
        let copy = match Envelope::from_bytes(copy) {
            Ok(copy) => copy,
            Err(Fault::Unsupported { version }) => return Err(Fault::Unsupported { version }),
            // A damaged copy mends nothing; what is stored speaks for itself.
            Err(_) => return Ok(false),
        };
        let stored = Self::read_envelope(storage);
        let heal = match &stored {
            Ok(Some(stored)) => copy.succeeds(stored) && !strands(storage, stored, &copy)?,
            // Nothing at all is what a browser keeps that was killed before localStorage first reached the disk. A vault
            // that was cleared has no copy either: that goes first.
            Ok(None) | Err(Fault::Damaged(_) | Fault::Parameters) => true,
            Err(fault) => return Err(fault.clone()),
        };
        if heal {
            set_surely(storage, ENVELOPE_NAME, &copy.to_units(), false).map_err(|fault| match fault {
                Unsure::Refused(fault) | Unsure::Unknown(fault) => fault,
            })?;
        }
        Ok(heal)
    }
}

/// Whether storage still has items that only the stored envelope's former key opens.
fn strands<S: Storage>(storage: &S, stored: &Envelope, copy: &Envelope) -> Result<bool, Fault> {
    let named = |envelope: &Envelope| envelope.former.as_ref().map(|former| former.instance);
    match named(stored) {
        Some(former) if named(copy) != Some(former) => {
            Ok(storage.names()?.iter().any(|name| names::of_instance(former, name)))
        }
        _ => Ok(false),
    }
}

/// A number for a new life of a vault, other than those that are taken.
pub fn make_instance(random: &mut dyn FnMut(&mut [u8]), taken: &[u32]) -> u32 {
    loop {
        let mut bytes = [0; 4];
        random(&mut bytes);
        let instance = u32::from_le_bytes(bytes) & 0x3FFF_FFFF;
        if !taken.contains(&instance) {
            return instance;
        }
    }
}
