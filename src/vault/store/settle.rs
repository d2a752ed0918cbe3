//! The part of an opening that writes, in the tab that owns the writing: keeps aside, heals, finishes, clears up.
//!
//! All of it is repeated at the next opening if it is cut short, so no fault here stops the opening.

use super::{ItemKind, Vault, recover::Recovery};
use crate::vault::{Fault, Storage, VAULT_SCOPE, names};

/// A damaged item that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Its name in storage now.
    pub name: String,
    /// Units that it takes.
    pub units: usize,
}

impl<S: Storage> Vault<S> {
    pub(super) fn settle(&mut self, recovery: &mut Recovery) {
        // What the log still holds takes the place of what was damaged under the same name.
        self.keep_aside(recovery);
        if !self.doomed.is_empty() {
            self.carry_out_destruction();
        } else if recovery.head_due || self.ring.any_fresh() {
            // A fault leaves the keys marked as fresh: the next record writes the head.
            let _ = self.write_head(self.head.clone());
        }
        if !self.ring.any_fresh() {
            self.place_unplaced();
        }
        if !recovery.uncertain {
            for name in std::mem::take(&mut recovery.loose).into_keys() {
                self.discard(&name);
            }
        }
    }

    /// Moves what does not open out of the way: first the copy, then the removal.
    fn keep_aside(&mut self, recovery: &mut Recovery) {
        for name in std::mem::take(&mut recovery.broken) {
            // One that finds no place aside stays where it is.
            let _ = self.keep_one_aside(&name);
        }
    }

    pub(super) fn keep_one_aside(&mut self, name: &str) -> Result<(), Fault> {
        let instance = self.epoch_of(name).and_then(|epoch| self.instance_of(epoch));
        let (Some(instance), Some(units)) = (instance, self.storage.get(name)?) else { return Ok(()) };
        let kept = names::quarantine(instance, name);
        self.ledger.set(&mut self.storage, &kept, &units, ItemKind::Quarantine, VAULT_SCOPE, 0)?;
        self.discard(name);
        Ok(())
    }

    /// The damaged items that are kept aside.
    pub fn quarantined(&self) -> Vec<Quarantined> {
        self.ledger
            .items()
            .filter(|(_, item)| item.kind == ItemKind::Quarantine)
            .map(|(name, item)| Quarantined { name: name.clone(), units: item.units })
            .collect()
    }

    /// Throws a damaged item away.
    pub fn discard_quarantined(&mut self, item: &Quarantined) -> Result<(), Fault> {
        self.writable()?;
        let instance = self.epoch_of(&item.name).and_then(|epoch| self.instance_of(epoch));
        if instance.is_some_and(|instance| names::before_quarantine(instance, &item.name).is_some()) {
            self.storage.remove(&item.name)?;
            self.ledger.forget(&item.name);
        }
        Ok(())
    }
}
