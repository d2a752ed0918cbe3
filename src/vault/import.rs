//! Reading an exported file: first what everybody may see, then all of it with the key, then into storage (VLT-11).

use super::{
    Damage, ENVELOPE_NAME, Envelope, Fault, MemoryStorage, Mode, Random, Storage, StorageFault, WrappingKey,
    names::{self, HASH},
    pack,
    seal::VERSION,
    storage::{Unsure, set_surely},
    store::{MAGIC, Opened, Vault, make_instance},
    wire::Reader,
};
use crate::vault::hazmat;

/// What a file says without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The format's number.
    pub version: u8,
    /// Which vault, and how to make its key.
    pub envelope: Envelope,
    /// Sealed items in it.
    pub items: usize,
    /// Their bytes.
    pub bytes: usize,
}

struct File<'a> {
    envelope: Envelope,
    items: Vec<([u8; HASH], &'a [u8])>,
    authenticated: &'a [u8],
    tag: &'a [u8],
}

fn read(file: &[u8]) -> Result<File<'_>, Fault> {
    let rest = file.strip_prefix(MAGIC.as_slice()).ok_or(Fault::NotAVaultFile)?;
    let version = *rest.first().ok_or(Fault::FileDamaged)?;
    if version > VERSION {
        return Err(Fault::Unsupported { version });
    }
    let (body, checksum) = file.split_last_chunk::<32>().ok_or(Fault::FileDamaged)?;
    if hazmat::derive_checksum(&[body]) != *checksum {
        return Err(Fault::FileDamaged);
    }
    let (authenticated, tag) = body.split_last_chunk::<32>().ok_or(Fault::FileDamaged)?;
    let mut reader = Reader(authenticated.get(MAGIC.len() + 1..).ok_or(Fault::FileDamaged)?);
    let envelope = Envelope::from_bytes(reader.bytes().ok_or(Fault::FileDamaged)?)?;
    if envelope.former.is_some() {
        return Err(Fault::FileDamaged); // no vault is exported with a rotation under way
    }
    let items = read_items(&mut reader).ok_or(Fault::FileDamaged)?;
    Ok(File { envelope, items, authenticated, tag })
}

fn read_items<'a>(reader: &mut Reader<'a>) -> Option<Vec<([u8; HASH], &'a [u8])>> {
    let mut items = Vec::new();
    for _ in 0..reader.len()? {
        items.push((reader.array()?, reader.bytes()?));
    }
    reader.end()?;
    Some(items)
}

/// What the file says without a key: whether it is whole, of which vault, how large.
pub fn inspect(file: &[u8]) -> Result<Facts, Fault> {
    let file = read(file)?;
    let bytes = file.items.iter().map(|(_, sealed)| sealed.len()).sum();
    Ok(Facts { version: VERSION, envelope: file.envelope, items: file.items.len(), bytes })
}

/// An exported file, opened and looked through.
#[derive(Debug)]
pub struct Contents {
    /// What it holds, as an opening gives it; for showing before anything is replaced or added.
    pub opened: Opened<MemoryStorage>,
}

/// Opens a file with its passphrase's key and looks through all of it.
///
/// [`Fault::WrongPassphrase`] for another key, [`Fault::FileDamaged`] if it was altered by someone without the key.
/// Damage that was in the vault at its export is in `opened.damage`.
pub fn open(file: &[u8], key: &WrappingKey) -> Result<Contents, Fault> {
    let File { envelope, items, authenticated, tag } = read(file)?;
    let mut storage = MemoryStorage::new();
    storage.set(ENVELOPE_NAME, &envelope.to_units())?;
    for (hash, sealed) in items {
        storage.set(&names::with_hash(envelope.instance, &hash), &pack::pack(sealed))?;
    }
    // Nothing is sealed by a reader, so nothing random is needed.
    let opened = Vault::open(storage, key, &[], Box::new(|_| {}), Mode::Reader)?;
    if opened.vault.authentic(authenticated, tag) { Ok(Contents { opened }) } else { Err(Fault::FileDamaged) }
}

impl Contents {
    /// What the file's vault could not open of itself at its export.
    pub fn damage(&self) -> &[Damage] {
        &self.opened.damage
    }

    /// Puts the file's vault into storage, in the place of the one that is there, if any.
    ///
    /// All items go beside the old ones under the names of a new instance; setting the envelope makes them count; then
    /// the old ones are removed. It opens with the file's passphrase from then on. On a fault the new items are removed
    /// and the old vault stands. The write-ahead log's records of the old instance are passed over by the next opening.
    ///
    /// Gives what is to be kept beside the log until storage has surely reached the disk, for [`restore`].
    pub fn replace<S: Storage>(&self, storage: &mut S, quota: usize, random: &mut Random) -> Result<Spare, Fault> {
        // A damaged one is replaced all the same.
        let old = Vault::read_envelope(storage).ok().flatten();
        let taken = old.iter().flat_map(|envelope| {
            [envelope.instance].into_iter().chain(envelope.former.as_ref().map(|former| former.instance))
        });
        let instance = make_instance(random, &taken.collect::<Vec<_>>());
        let items = self.opened.vault.transplant(instance)?;
        let mut envelope = self.opened.vault.envelope().clone();
        envelope.instance = instance;
        // Later than the file, and than what it takes the place of if that is the same vault.
        let before = old.as_ref().filter(|old| old.vault_id == envelope.vault_id).map_or(0, |old| old.revision);
        envelope.revision = envelope.revision.max(before) + 1;
        let file = self.opened.vault.file_of(&envelope, &items);
        let items = in_storage(instance, items.iter().map(|(hash, sealed)| (hash, sealed.as_slice())));
        let mut used = 0;
        for name in storage.names()? {
            used += names::units(&name) + storage.get(&name)?.map_or(0, |value| value.len());
        }
        let needed: usize = items.iter().map(|(name, value)| names::units(name) + value.len()).sum();
        let free = quota.saturating_sub(used);
        if needed > free {
            return Err(Fault::Full { needed, free });
        }
        put_in_place(storage, &items, &envelope)?;
        Ok(Spare { instance, envelope: envelope.to_bytes(), file })
    }
}

/// What brings an imported vault back where storage fell back to before it was put there: a browser that was killed keeps
/// what it had minutes ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spare {
    /// The life of the vault in this storage.
    pub instance: u32,
    /// The copy of the envelope, as [`Vault::heal_envelope`] takes it.
    pub envelope: Vec<u8>,
    /// All of it, as a file with the names of that life.
    pub file: Vec<u8>,
}

/// Puts an imported vault in place once more, from [`Spare::file`], if storage does not have it or what came of it. Tells
/// whether it did. Needs no key. What is not whole restores nothing.
pub fn restore<S: Storage>(storage: &mut S, file: &[u8]) -> Result<bool, Fault> {
    let File { envelope, items, .. } = match read(file) {
        Ok(file) => file,
        Err(Fault::Unsupported { version }) => return Err(Fault::Unsupported { version }),
        Err(_) => return Ok(false),
    };
    match Vault::read_envelope(storage) {
        Ok(Some(stored)) if stored.came_of(&envelope) => return Ok(false),
        Ok(_) => {}
        // A damaged envelope is mended from its copy.
        Err(Fault::Damaged(_) | Fault::Parameters) => return Ok(false),
        Err(fault) => return Err(fault),
    }
    let items = in_storage(envelope.instance, items.iter().map(|(hash, sealed)| (hash, *sealed)));
    put_in_place(storage, &items, &envelope).map(|()| true)
}

/// Names and values of items in a storage.
fn in_storage<'a>(instance: u32, items: impl Iterator<Item = (&'a [u8; HASH], &'a [u8])>) -> Vec<(String, Vec<u16>)> {
    items.map(|(hash, sealed)| (names::with_hash(instance, hash), pack::pack(sealed))).collect()
}

/// Puts items and envelope there, and removes all others. On a fault what was there stands.
fn put_in_place<S: Storage>(storage: &mut S, items: &[(String, Vec<u16>)], envelope: &Envelope) -> Result<(), Fault> {
    if let Err(unsure) = put_all(storage, items, envelope) {
        if let Unsure::Refused(_) = unsure {
            for (name, _) in items {
                // What cannot be removed now counts for nothing: no envelope names its instance.
                let _ = storage.remove(name);
            }
        }
        let (Unsure::Refused(fault) | Unsure::Unknown(fault)) = unsure;
        let needed = items.iter().map(|(name, value)| names::units(name) + value.len()).sum();
        return Err(match fault {
            StorageFault::Full => Fault::Full { needed, free: 0 },
            fault => Fault::Storage(fault),
        });
    }
    clear_others(storage, envelope.instance);
    Ok(())
}

/// The items, then the envelope. Where it is not known which envelope counts now, both vaults have to stay whole.
fn put_all<S: Storage>(storage: &mut S, items: &[(String, Vec<u16>)], envelope: &Envelope) -> Result<(), Unsure> {
    for (name, value) in items {
        set_surely(storage, name, value, true).map_err(|unsure| match unsure {
            Unsure::Refused(fault) | Unsure::Unknown(fault) => Unsure::Refused(fault),
        })?;
    }
    set_surely(storage, ENVELOPE_NAME, &envelope.to_units(), false)
}

/// Removes the items of all instances but this one.
pub(super) fn clear_others<S: Storage>(storage: &mut S, instance: u32) {
    for name in storage.names().unwrap_or_default() {
        if names::of_other_instance(instance, &name) {
            let _ = storage.remove(&name);
        }
    }
}
