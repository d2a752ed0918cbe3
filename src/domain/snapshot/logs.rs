//! Chained logs as segments: chunks with the link before them, and a root that says where the log ends (AUD-3).

use super::{Address, Fault, FaultKind, parts};
use crate::domain::{
    SpaceId, State,
    activity::Feed,
    chain::{Chain, Chunk, End, Linked, Log},
    trail,
    trail::{Trail, VaultId},
};
use core::ops::RangeInclusive;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The root of the activity log.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Root {
    vault: VaultId,
    end: End,
}

/// The content of the activity log's root; nothing before it was begun.
pub fn write_root(trail: &Trail) -> Option<Vec<u8>> {
    Some(parts::write(&Root { vault: trail.vault?, end: trail.chain.end() }))
}

/// The content of one chunk; nothing for one that is lost.
pub fn write_chunk<T: Serialize>(log: &Chain<T>, place: u32) -> Option<Vec<u8>> {
    let chunk = log.chunks().get(usize::try_from(place).ok()?)?;
    (!chunk.entries.is_empty()).then(|| parts::write(chunk.as_ref()))
}

/// Which log: that of the vault, or the feed of a space.
pub type Whose = Option<SpaceId>;

/// The addresses of a log's chunks.
pub fn chunks_of(log: Whose) -> RangeInclusive<Address> {
    match log {
        None => Address::TrailChunk(0)..=Address::TrailChunk(u32::MAX),
        Some(space) => Address::Feed(space, 0)..=Address::Feed(space, u32::MAX),
    }
}

/// All logs of a state.
pub fn all_of(state: &State) -> Vec<Whose> {
    state.spaces.keys().copied().map(Some).chain([None]).collect()
}

const fn root_of(log: Whose) -> Address {
    match log {
        None => Address::Trail,
        Some(space) => Address::FeedEnd(space),
    }
}

/// What is known of the logs while their pieces come.
#[derive(Default)]
pub struct Logs {
    feed_ends: BTreeMap<SpaceId, End>,
    root: Option<Root>,
    /// Logs of which a chunk is there.
    begun: BTreeSet<Whose>,
}

impl Logs {
    pub fn take_end(&mut self, space: SpaceId, bytes: &[u8]) -> Option<()> {
        self.feed_ends.insert(space, parts::read(bytes)?);
        Some(())
    }

    pub fn take_root(&mut self, bytes: &[u8]) -> Option<()> {
        self.root = Some(parts::read(bytes)?);
        Some(())
    }

    /// Gives every log its end, before its chunks come. Gives back the ends whose space is missing.
    pub fn begin(&self, state: &mut State) -> Vec<Address> {
        if let Some(Root { vault, end }) = self.root {
            let chain = Chain::awaiting(Log::Trail(vault.0), Some(end));
            state.trail = Arc::new(Trail { vault: Some(vault), chain });
        }
        let mut orphans = Vec::new();
        for (id, end) in &self.feed_ends {
            match state.space_mut(*id) {
                Some(space) => space.feed = Arc::new(Feed::awaiting(Log::Feed(id.0.into_bytes()), Some(*end))),
                None => orphans.push(Address::FeedEnd(*id)),
            }
        }
        orphans
    }

    /// Whether a chunk of the log is there: the one that was last when it was stored, which comes first.
    pub fn has_begun(&self, log: Whose) -> bool {
        self.begun.contains(&log)
    }

    pub fn place_feed(&mut self, state: &mut State, space: SpaceId, place: u32, bytes: &[u8]) -> Option<()> {
        let chunk = parts::read(bytes)?;
        let space_part = state.space_mut(space)?;
        put(Arc::make_mut(&mut space_part.feed), place, chunk)?;
        self.begun.insert(Some(space));
        Some(())
    }

    pub fn place_trail(&mut self, state: &mut State, place: u32, bytes: &[u8]) -> Option<()> {
        let chunk: Chunk<trail::Entry> = parts::read(bytes)?;
        let trail = Arc::make_mut(&mut state.trail);
        if trail.vault.is_none() {
            // Without its root, the entries still say which vault they are of.
            let mut named = chunk.entries.iter().filter_map(|entry| entry.what.context.get("vault"));
            if let Some(vault) = named.find_map(|text| VaultId::parse(text)) {
                *trail = Trail { vault: Some(vault), chain: Chain::awaiting(Log::Trail(vault.0), None) };
            }
        }
        put(&mut trail.chain, place, chunk)?;
        self.begun.insert(None);
        Some(())
    }

    /// What is the matter with a log.
    pub fn check(&self, state: &State, log: Whose) -> Vec<Fault> {
        let address = root_of(log);
        let (breaks, has_root) = match log {
            None => (state.trail.chain.check(), self.root.is_some()),
            Some(space) => {
                let breaks = state.space(space).map(|space| space.feed.check()).unwrap_or_default();
                (breaks, self.feed_ends.contains_key(&space))
            }
        };
        let rootless = !has_root && self.has_begun(log);
        let missing = rootless.then_some(Fault { address, kind: FaultKind::Missing });
        missing
            .into_iter()
            .chain(breaks.into_iter().map(|found| Fault { address, kind: FaultKind::Broken(found) }))
            .collect()
    }
}

fn put<T: Linked>(log: &mut Chain<T>, place: u32, chunk: Chunk<T>) -> Option<()> {
    log.put(usize::try_from(place).ok()?, chunk);
    Some(())
}
