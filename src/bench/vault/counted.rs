//! localStorage that counts what it is given.

use crate::{
    session::browser::local::Local,
    vault::{Storage, StorageFault},
};
use std::{cell::Cell, rc::Rc};

/// The window's localStorage, with the units of all names and values that were set so far.
pub struct Counted {
    local: Local,
    written: Rc<Cell<u32>>,
}

impl Counted {
    /// Opens it; counts on in the given count.
    pub fn open(written: Rc<Cell<u32>>) -> Result<Self, StorageFault> {
        Local::open().map(|local| Self { local, written })
    }
}

impl Storage for Counted {
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault> {
        self.local.get(name)
    }

    fn set(&mut self, name: &str, value: &[u16]) -> Result<(), StorageFault> {
        let units = u32::try_from(name.encode_utf16().count() + value.len()).unwrap_or(u32::MAX);
        self.written.set(self.written.get().saturating_add(units));
        self.local.set(name, value)
    }

    fn remove(&mut self, name: &str) -> Result<(), StorageFault> {
        self.local.remove(name)
    }

    fn names(&self) -> Result<Vec<String>, StorageFault> {
        self.local.names()
    }
}
