//! How things with ids of their own are cut: by the first byte of the id, which is random.

use std::collections::{BTreeMap, btree_map};
use uuid::Uuid;

/// One of 256 parts of everything that has an id. With 10,000 members a part has about forty of them, so that a change of
/// one writes a few hundred units (VLT-7, docs/vault-experiments.md); with a dozen, each is a part of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shard(pub u8);

impl Shard {
    /// The part an id belongs to.
    pub fn of(id: Uuid) -> Self {
        let [first, ..] = id.into_bytes();
        Self(first)
    }

    /// What a map holds of the part, in its order.
    pub fn range<Id: From<Uuid> + Ord, V>(self, map: &BTreeMap<Id, V>) -> btree_map::Range<'_, Id, V> {
        let bound = |rest: u8| {
            let mut bytes = [rest; 16];
            bytes[0] = self.0;
            Id::from(Uuid::from_bytes(bytes))
        };
        map.range(bound(0)..=bound(u8::MAX))
    }

    /// The parts that sorted ids fall into, each once.
    pub fn of_sorted(ids: impl Iterator<Item = Uuid>) -> impl Iterator<Item = Self> {
        let mut last = None;
        ids.map(Self::of).filter(move |shard| last.replace(*shard) != Some(*shard))
    }
}
