//! What takes room.

use super::{ItemKind, Vault};
use crate::vault::{Scope, Storage, head::Head};
use std::collections::BTreeMap;

/// Units of UTF-16, of names and values, as browsers count them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// What the browser grants.
    pub quota: usize,
    /// All that is in use.
    pub used: usize,
    /// What appending leaves free, so that tidying and deleting stay possible.
    pub reserve: usize,
    /// The public envelope.
    pub envelope: usize,
    /// The head and its spare.
    pub head: usize,
    /// Compacted state.
    pub segments: usize,
    /// Folded records.
    pub runs: usize,
    /// Single records.
    pub journal: usize,
    /// Drafts and notes.
    pub asides: usize,
    /// Damaged items kept.
    pub quarantine: usize,
    /// Items that count no more and go at the next opening.
    pub loose: usize,
    /// Items of others in the same origin.
    pub others: usize,
    /// How many items are ours.
    pub items: usize,
    /// Segments and drafts by scope; what is in the journal goes under the vault's own.
    pub by_scope: BTreeMap<Scope, usize>,
}

impl Usage {
    /// Units that records may still take.
    pub fn free(&self) -> usize {
        self.quota.saturating_sub(self.reserve).saturating_sub(self.used)
    }
}

impl<S: Storage> Vault<S> {
    /// What takes room, as counted at the opening and since.
    pub fn usage(&self) -> Usage {
        let mut usage = Usage {
            quota: self.ledger.quota,
            used: self.ledger.used(),
            reserve: self.reserve(),
            others: self.ledger.others,
            ..Usage::default()
        };
        for (_, item) in self.ledger.items() {
            usage.items += 1;
            *usage.by_scope.entry(item.scope).or_default() += item.units;
            *match item.kind {
                ItemKind::Envelope => &mut usage.envelope,
                ItemKind::Head => &mut usage.head,
                ItemKind::Segment => &mut usage.segments,
                ItemKind::Run => &mut usage.runs,
                ItemKind::Record => &mut usage.journal,
                ItemKind::Aside => &mut usage.asides,
                ItemKind::Quarantine => &mut usage.quarantine,
                ItemKind::Loose => &mut usage.loose,
            } += item.units;
        }
        usage
    }

    /// Units in use, and units that the browser grants.
    pub fn room(&self) -> (usize, usize) {
        (self.ledger.used(), self.ledger.quota)
    }

    /// Where each live segment belongs, and the units that it takes.
    pub fn room_of_segments(&self) -> impl Iterator<Item = (&[u8], usize)> {
        self.head.segments.iter().filter_map(|(id, generation)| {
            let at = Head::slot(id, *generation);
            let units = self.ledger.units(&self.name(&at));
            // Not moved yet by the rotation that is under way.
            let units = units.or_else(|| self.ledger.units(&self.former.as_ref()?.name(&at)))?;
            Some((id.1.as_slice(), units))
        })
    }

    /// Says what this browser grants, where it is not the usual 5,242,880 units.
    pub fn set_quota(&mut self, units: usize) {
        self.ledger.quota = units;
    }

    /// One part in forty: room for the head, a fold, and what deletes.
    pub(super) fn reserve(&self) -> usize {
        self.ledger.quota / 40
    }
}
