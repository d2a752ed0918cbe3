//! Where sealed items lie: a trait shaped like localStorage, and a map for tests and imports.

mod memory;

pub use memory::MemoryStorage;

use std::fmt;

/// A store of named items, shaped like localStorage. Names and values are UTF-16; a value is given as its units.
///
/// `set` either replaces the whole value or leaves the old one; the vault builds on that and on nothing more.
pub trait Storage {
    /// The item's units, nothing if there is none.
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault>;
    /// Puts the item, in the place of an older one.
    fn set(&mut self, name: &str, value: &[u16]) -> Result<(), StorageFault>;
    /// Removes the item; one that is not there is no fault.
    fn remove(&mut self, name: &str) -> Result<(), StorageFault>;
    /// The names of all items of the origin, of others too.
    fn names(&self) -> Result<Vec<String>, StorageFault>;
}

impl<S: Storage + ?Sized> Storage for &mut S {
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault> {
        (**self).get(name)
    }

    fn set(&mut self, name: &str, value: &[u16]) -> Result<(), StorageFault> {
        (**self).set(name, value)
    }

    fn remove(&mut self, name: &str) -> Result<(), StorageFault> {
        (**self).remove(name)
    }

    fn names(&self) -> Result<Vec<String>, StorageFault> {
        (**self).names()
    }
}

/// Sets the item and reads it back: what a storage takes and does not give back was not kept (VLT-10).
///
/// [`Unsure::Refused`] when the old value stands, by the storage's word or because it was found so. Where storage gives
/// back something else, the old value is put back; where that fails, too, what it holds is not known any more.
pub fn set_surely<S: Storage>(storage: &mut S, name: &str, value: &[u16], fresh: bool) -> Result<(), Unsure> {
    // Most items are written once under a name that was free; only the others have an old value to go back to.
    let old = if fresh { None } else { storage.get(name).map_err(Unsure::Refused)? };
    storage.set(name, value).map_err(Unsure::Refused)?;
    let fault = match storage.get(name) {
        Ok(Some(kept)) if kept == value => return Ok(()),
        Ok(kept) if kept == old => return Err(Unsure::Refused(not_given_back())),
        Ok(_) => not_given_back(),
        Err(fault) => fault,
    };
    // Whether this succeeds is seen by what is there afterwards.
    let _ = match &old {
        Some(old) => storage.set(name, old),
        None => storage.remove(name),
    };
    if storage.get(name).is_ok_and(|kept| kept == old) {
        Err(Unsure::Refused(fault))
    } else {
        Err(Unsure::Unknown(fault))
    }
}

/// What became of an item that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsure {
    /// It is as it was before.
    Refused(StorageFault),
    /// It is the old one, the new one, or something else.
    Unknown(StorageFault),
}

fn not_given_back() -> StorageFault {
    StorageFault::Lost("it does not give back what it took".to_owned())
}

/// Why the storage did not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// The quota is used up; the old value stands.
    Full,
    /// The browser does not let this page keep anything.
    Denied(String),
    /// The storage went away or answers no more.
    Lost(String),
}

impl fmt::Display for StorageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str(
                "The browser's storage is full. Data protection shows what takes the room, and what of it can go.",
            ),
            Self::Denied(why) => write!(
                f,
                "The browser does not let this page keep anything ({why}). Allow site data for this page, then reload."
            ),
            Self::Lost(why) => write!(f, "The browser's storage no longer answers ({why}). Reload the page."),
        }
    }
}

impl std::error::Error for StorageFault {}
