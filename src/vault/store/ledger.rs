//! What lies in storage, in units, so that the quota is known before it is hit.

use crate::vault::{
    Fault, Scope, Storage, StorageFault,
    names::units,
    seal::Kind,
    storage::{Unsure, set_surely},
};
use std::collections::BTreeMap;

/// What an item is, for the account of what takes room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// The public envelope.
    Envelope,
    /// The head and its spare.
    Head,
    /// Compacted state.
    Segment,
    /// Folded records.
    Run,
    /// Single records.
    Record,
    /// Kept beside the journal.
    Aside,
    /// Damaged, kept.
    Quarantine,
    /// Ours, but it counts no more and could not be removed yet.
    Loose,
}

impl ItemKind {
    /// The account under which a sealed item goes.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Lock | Kind::FormerKey => Self::Envelope,
            Kind::Segment => Self::Segment,
            Kind::Record | Kind::Part => Self::Record,
            Kind::Run | Kind::RunPart => Self::Run,
            Kind::Aside | Kind::AsidePart => Self::Aside,
            Kind::Head | Kind::ScopeKey | Kind::LogKeys | Kind::Message => Self::Head,
        }
    }
}

/// One item of ours.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Units of name and value.
    pub units: usize,
    /// What it is.
    pub kind: ItemKind,
    /// Whose it is.
    pub scope: Scope,
}

/// All items, counted.
#[derive(Debug)]
pub struct Ledger {
    items: BTreeMap<String, Item>,
    used: usize,
    /// Units of items that are not this vault's.
    pub others: usize,
    /// Units that may be used in all.
    pub quota: usize,
    /// Storage gave back something else than it took, and what it holds is not known: nothing is written or removed any
    /// more, so that the old and the new both stay whole until storage is read again.
    unsure: Option<StorageFault>,
}

impl Ledger {
    /// An empty account.
    pub fn new(quota: usize) -> Self {
        Self { items: BTreeMap::new(), used: 0, others: 0, quota, unsure: None }
    }

    /// Units in use, those of others too.
    pub fn used(&self) -> usize {
        self.used + self.others
    }

    /// All items of ours.
    pub fn items(&self) -> impl Iterator<Item = (&String, &Item)> {
        self.items.iter()
    }

    /// Units of the item of this name, if it is ours.
    pub fn units(&self, name: &str) -> Option<usize> {
        self.items.get(name).map(|item| item.units)
    }

    /// Whether an item of ours has this name.
    pub fn holds(&self, name: &str) -> bool {
        self.items.contains_key(name)
    }

    /// Writes an item in.
    pub fn note(&mut self, name: &str, value_units: usize, kind: ItemKind, scope: Scope) {
        self.forget(name);
        let units = units(name) + value_units;
        self.used += units;
        self.items.insert(name.to_owned(), Item { units, kind, scope });
    }

    /// Strikes an item out.
    pub fn forget(&mut self, name: &str) {
        if let Some(item) = self.items.remove(name) {
            self.used -= item.units;
        }
    }

    /// Refuses what would not leave `reserve` units free.
    pub fn check(&self, name: &str, value_units: usize, reserve: usize) -> Result<(), Fault> {
        let needed = units(name) + value_units;
        let old = self.items.get(name).map_or(0, |item| item.units);
        let free = self.quota.saturating_sub(reserve).saturating_sub(self.used() - old);
        if needed > free { Err(Fault::Full { needed, free }) } else { Ok(()) }
    }

    /// Whether what storage holds is known, so that something may be removed.
    pub fn is_sure(&self) -> bool {
        self.unsure.is_none()
    }

    /// Checks, sets, reads back, writes in. Gives the units of the item. On a fault nothing has changed, or nothing more
    /// will: see [`Ledger::is_sure`].
    pub fn set<S: Storage>(
        &mut self,
        storage: &mut S,
        name: &str,
        value: &[u16],
        kind: ItemKind,
        scope: Scope,
        reserve: usize,
    ) -> Result<usize, Fault> {
        if let Some(fault) = &self.unsure {
            return Err(Fault::Storage(fault.clone()));
        }
        self.check(name, value.len(), reserve)?;
        let fresh = !self.items.contains_key(name);
        set_surely(storage, name, value, fresh).map_err(|unsure| match unsure {
            // The browser counts differently, or others took the room meanwhile.
            Unsure::Refused(StorageFault::Full) => Fault::Full { needed: units(name) + value.len(), free: 0 },
            Unsure::Refused(fault) => Fault::Storage(fault),
            Unsure::Unknown(fault) => {
                self.unsure = Some(fault.clone());
                Fault::Storage(fault)
            }
        })?;
        self.note(name, value.len(), kind, scope);
        Ok(units(name) + value.len())
    }
}
