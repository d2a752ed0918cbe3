//! A storage that is a map: for tests, and for reading an exported file with the very code that opens a vault.

use super::{Storage, StorageFault};
use std::collections::BTreeMap;

/// Items in memory, with a quota when one is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryStorage {
    items: BTreeMap<String, Vec<u16>>,
    quota: Option<usize>,
}

impl MemoryStorage {
    /// An empty one that never says full.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty one that refuses more than so many units of names and values.
    pub fn with_quota(units: usize) -> Self {
        Self { items: BTreeMap::new(), quota: Some(units) }
    }

    /// Units in use, counted as browsers do.
    pub fn used(&self) -> usize {
        self.items.iter().map(|(name, value)| units(name) + value.len()).sum()
    }
}

fn units(name: &str) -> usize {
    name.encode_utf16().count()
}

impl Storage for MemoryStorage {
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault> {
        Ok(self.items.get(name).cloned())
    }

    fn set(&mut self, name: &str, value: &[u16]) -> Result<(), StorageFault> {
        if let Some(quota) = self.quota {
            let old = self.items.get(name).map_or(0, |old| units(name) + old.len());
            if self.used() - old + units(name) + value.len() > quota {
                return Err(StorageFault::Full);
            }
        }
        self.items.insert(name.to_owned(), value.to_vec());
        Ok(())
    }

    fn remove(&mut self, name: &str) -> Result<(), StorageFault> {
        self.items.remove(name);
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, StorageFault> {
        Ok(self.items.keys().cloned().collect())
    }
}
