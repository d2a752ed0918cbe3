//! Destroying a scope: its key first (VLT-12).

use super::{Vault, WalRecord, epoch::Epoch};
use crate::vault::{Fault, Scope, Storage, VAULT_SCOPE, journal};

impl<S: Storage> Vault<S> {
    /// Destroys a scope for good, together with the parts that say so (in other scopes): one record, so that both
    /// happen or neither.
    ///
    /// The record commits. Then the head without the wrapped key is set, then the scope's items are removed. If storage
    /// fails in between, the next write or opening goes on with it. Logged records keep wrapped keys too: pass each
    /// through [`Self::redact_logged`] afterwards.
    pub fn destroy_scope(&mut self, scope: Scope, parts: &[(Scope, Vec<u8>)]) -> Result<WalRecord, Fault> {
        if scope == VAULT_SCOPE || parts.iter().any(|(own, _)| *own == scope) || self.is_destroyed(&scope) {
            return Err(Fault::Destroyed(scope));
        }
        let record = self.write_record(parts, &[scope], 0)?;
        self.doom(scope);
        self.carry_out_destruction();
        Ok(record)
    }

    /// From here on nothing of the scope is opened or written.
    pub(super) fn doom(&mut self, scope: Scope) {
        self.ring.drop_scope(&scope);
        if let Some(former) = &mut self.former {
            former.ring.drop_scope(&scope);
        }
        self.doomed.insert(scope);
    }

    /// Takes the doomed scopes' keys out of the stored head, then removes what they sealed.
    pub(super) fn carry_out_destruction(&mut self) {
        if self.doomed.is_empty() {
            return;
        }
        let mut head = self.head.clone();
        head.segments.retain(|(scope, _), _| !self.doomed.contains(scope));
        head.destroyed.extend(self.doomed.iter().copied());
        if self.write_head(head).is_err() {
            return;
        }
        let doomed = std::mem::take(&mut self.doomed);
        if let Some(active) = &mut self.active {
            active.put.retain(|(scope, _)| !doomed.contains(scope));
            active.dropped.retain(|(scope, _)| !doomed.contains(scope));
        }
        let names: Vec<String> = self
            .ledger
            .items()
            .filter(|(_, item)| doomed.contains(&item.scope))
            .map(|(name, _)| name.clone())
            .collect();
        for name in names {
            self.discard(&name);
        }
    }

    /// The logged record without the wrapped keys of destroyed scopes; nothing if it has none of them. What comes back
    /// takes the place of what was given.
    pub fn redact_logged(&mut self, record: &WalRecord) -> Option<WalRecord> {
        let destroyed = self.head.destroyed.union(&self.doomed).copied().collect();
        let instance = journal::instance_of(&record.bytes)?;
        let epoch = Epoch::BOTH.into_iter().find(|epoch| self.instance_of(*epoch) == Some(instance))?;
        let ring = match epoch {
            Epoch::Present => &self.ring,
            Epoch::Former => &self.former.as_ref()?.ring,
        };
        let seq = record.seq;
        let bytes = journal::redact(ring, instance, seq, &record.bytes, &destroyed, &mut self.random)?;
        Some(WalRecord { seq, bytes })
    }
}
