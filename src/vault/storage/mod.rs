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
            Self::Full => f.write_str("The browser's storage is full. Export and archive something, then try again."),
            Self::Denied(why) => write!(
                f,
                "The browser does not let this page keep anything ({why}). Allow site data for this page, then reload."
            ),
            Self::Lost(why) => write!(f, "The browser's storage no longer answers ({why}). Reload the page."),
        }
    }
}

impl std::error::Error for StorageFault {}
