//! The public envelope: the one item that is readable without a key.
//!
//! It holds the vault's id and its locks: each is the vault key wrapped by another wrapping key, with what is needed in
//! the open to make that key again. A passphrase is always there; a recovery sheet and passkeys can stand beside it.

use super::{
    Damage, Fault, How, Parameters, Place, WrappingKey, hazmat,
    keyring::Keyring,
    pack,
    seal::VERSION,
    wire::{Reader, put_bytes, put_number},
};

pub mod passkey;
pub mod recovery;

const MAGIC: &[u8; 3] = b"SWV";
const CHECKSUM: usize = 8;

/// The version of an envelope that names a former key: a console that knows nothing of rotation must not touch it.
const ROTATING: u8 = 2;

/// What sort of secret opens a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// Argon2id of a passphrase; `public` holds the salt and the parameters.
    Passphrase,
    /// A printed code (VLT-16).
    Recovery,
    /// A passkey's PRF output (VLT-13).
    Passkey,
}

impl LockKind {
    fn number(self) -> u8 {
        match self {
            Self::Passphrase => 1,
            Self::Recovery => 2,
            Self::Passkey => 3,
        }
    }

    fn from_number(number: u8) -> Option<Self> {
        [Self::Passphrase, Self::Recovery, Self::Passkey].into_iter().find(|kind| kind.number() == number)
    }
}

/// One way to unlock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// What opens it.
    pub kind: LockKind,
    /// Tells it from others of its kind; given by the one who adds it.
    pub id: u64,
    /// What stands in the open: a salt, a credential's id. Bound, so that it cannot be altered unnoticed.
    pub public: Vec<u8>,
    wrapped: Vec<u8>,
}

impl Lock {
    fn bound(kind: LockKind, id: u64, public: &[u8]) -> Vec<u8> {
        let mut out = vec![kind.number()];
        put_number(&mut out, id);
        put_bytes(&mut out, public);
        out
    }

    /// Wraps the vault key for this way to unlock.
    pub(super) fn make(
        kind: LockKind,
        id: u64,
        public: Vec<u8>,
        key: &WrappingKey,
        ring: &Keyring,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Self {
        let wrapped = ring.make_lock(key, &Self::bound(kind, id, &public), random);
        Self { kind, id, public, wrapped }
    }

    fn unlock(&self, vault: [u8; 16], key: &WrappingKey) -> Option<Keyring> {
        Keyring::unlock(vault, key, &Self::bound(self.kind, self.id, &self.public), &self.wrapped)
    }
}

/// The vault key of the time before a rotation, kept as long as something may still need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerKey {
    /// The instance under whose names lies what it seals.
    pub instance: u32,
    /// The key, wrapped under the present vault key.
    pub(super) wrapped: Vec<u8>,
}

/// What everybody can read of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Which vault.
    pub vault_id: [u8; 16],
    /// Which life of it in this storage: 30 bits.
    pub instance: u32,
    /// Counts the changes of the envelope, so that of two copies the later is known.
    pub revision: u64,
    /// The salt of the passphrase.
    pub salt: [u8; 16],
    /// How hard Argon2id works.
    pub parameters: Parameters,
    /// All ways to unlock, the passphrase first.
    pub locks: Vec<Lock>,
    /// While a rotation is under way: the key of before.
    pub former: Option<FormerKey>,
}

fn damaged(how: How) -> Fault {
    Fault::Damaged(Damage { place: Place::Envelope, how, kept: false })
}

pub(super) fn public_of(salt: &[u8; 16], parameters: Parameters) -> Vec<u8> {
    let mut out = salt.to_vec();
    for number in [parameters.memory_kib, parameters.passes, parameters.lanes] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out
}

fn parameters_of(public: &[u8]) -> Option<([u8; 16], Parameters)> {
    let mut reader = Reader(public);
    let salt = reader.array()?;
    let mut number = || Some(u32::from_le_bytes(reader.array()?));
    let parameters = Parameters { memory_kib: number()?, passes: number()?, lanes: number()? };
    reader.end()?;
    Some((salt, parameters))
}

impl Envelope {
    /// The bytes that are stored and exported.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(if self.former.is_some() { ROTATING } else { VERSION });
        out.extend_from_slice(&self.vault_id);
        out.extend_from_slice(&self.instance.to_le_bytes());
        put_number(&mut out, self.revision);
        put_number(&mut out, self.locks.len() as u64);
        for lock in &self.locks {
            out.push(lock.kind.number());
            put_number(&mut out, lock.id);
            put_bytes(&mut out, &lock.public);
            put_bytes(&mut out, &lock.wrapped);
        }
        if let Some(former) = &self.former {
            out.extend_from_slice(&former.instance.to_le_bytes());
            put_bytes(&mut out, &former.wrapped);
        }
        let checksum = hazmat::derive_checksum(&[&out]);
        out.extend(checksum.iter().take(CHECKSUM));
        out
    }

    /// Reads it. The checksum tells an accident from a wrong passphrase; it protects from nobody.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let (start, rest) = bytes.split_first_chunk::<4>().ok_or_else(|| damaged(How::Altered))?;
        let [magic @ .., version] = start;
        if magic != MAGIC {
            return Err(damaged(How::Altered));
        }
        let intact = rest
            .split_last_chunk::<CHECKSUM>()
            .filter(|(body, sum)| hazmat::derive_checksum(&[start, body]).starts_with(*sum));
        let (body, _) = intact.ok_or_else(|| damaged(How::Altered))?;
        if *version > ROTATING {
            return Err(Fault::Unsupported { version: *version });
        }
        let envelope = Self::read(body, *version == ROTATING).ok_or_else(|| damaged(How::Altered))?;
        if !envelope.parameters.acceptable() {
            return Err(Fault::Parameters);
        }
        Ok(envelope)
    }

    fn read(body: &[u8], rotating: bool) -> Option<Self> {
        let mut reader = Reader(body);
        let vault_id = reader.array()?;
        let instance = u32::from_le_bytes(reader.array()?);
        let revision = reader.number()?;
        let mut locks = Vec::new();
        for _ in 0..reader.len()? {
            locks.push(Lock {
                kind: LockKind::from_number(reader.byte()?)?,
                id: reader.number()?,
                public: reader.bytes()?.to_vec(),
                wrapped: reader.bytes()?.to_vec(),
            });
        }
        let former = if rotating {
            let instance = u32::from_le_bytes(reader.array()?);
            Some(FormerKey { instance, wrapped: reader.bytes()?.to_vec() })
        } else {
            None
        };
        reader.end()?;
        let first = locks.first().filter(|lock| lock.kind == LockKind::Passphrase)?;
        let (salt, parameters) = parameters_of(&first.public)?;
        Some(Self { vault_id, instance, revision, salt, parameters, locks, former })
    }

    /// Whether this copy, kept beside the write-ahead log, tells more than what storage has: it is later in the same
    /// instance, or begins the rotation of that instance. Of another life of the vault it says nothing.
    pub(super) fn succeeds(&self, stored: &Self) -> bool {
        let former = self.former.as_ref().map(|former| former.instance);
        let related = stored.instance == self.instance || former == Some(stored.instance);
        // No honest hand takes the former key away without a new revision.
        let stripped = stored.revision == self.revision
            && stored.instance == self.instance
            && stored.former.is_none()
            && self.former.is_some();
        stored.vault_id == self.vault_id && (related && stored.revision < self.revision || stripped)
    }

    /// Whether it is this imported envelope, or came of it by later changes, also by a rotation.
    pub(super) fn came_of(&self, imported: &Self) -> bool {
        let former = self.former.as_ref().map(|former| former.instance);
        let related = self.instance == imported.instance || former == Some(imported.instance);
        self.vault_id == imported.vault_id && (related || self.revision > imported.revision)
    }

    pub(super) fn from_units(units: &[u16]) -> Result<Self, Fault> {
        Self::from_bytes(&pack::unpack(units).ok_or_else(|| damaged(How::Altered))?)
    }

    pub(super) fn to_units(&self) -> Vec<u16> {
        pack::pack(&self.to_bytes())
    }

    /// Whether the key opens one of the locks.
    pub fn accepts(&self, key: &WrappingKey) -> bool {
        self.unlock(key).is_ok()
    }

    /// Tries the key on every lock.
    pub(super) fn unlock(&self, key: &WrappingKey) -> Result<Keyring, Fault> {
        self.locks.iter().find_map(|lock| lock.unlock(self.vault_id, key)).ok_or(Fault::WrongPassphrase)
    }

    pub(super) fn altered() -> Damage {
        Damage { place: Place::Envelope, how: How::Altered, kept: false }
    }

    pub(super) fn missing() -> Fault {
        damaged(How::Missing)
    }
}

#[cfg(test)]
mod tests;
