//! Logs whose entries are chained by hash, so that an altered, removed, moved or added entry is found (AUD-3).
//!
//! `docs/log-chain.md` has every byte, so that another program can check an exported log.

mod check;
mod link;

pub use check::{Break, How};
pub use link::{Link, Linked, Log};

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Entries a chunk: what is kept in one segment. A full chunk never changes again.
pub const CHUNK: usize = 256;

/// So many entries in a row, with the link before them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chunk<T> {
    /// The number of its first entry; entries count from 1.
    pub first: u64,
    /// The link of the entry before it, or the log's beginning.
    pub before: Link,
    /// The entries.
    pub entries: Vec<T>,
}

/// Where a log ends: what its root keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The number of the last entry; zero for none.
    pub count: u64,
    /// Its link, or the log's beginning.
    pub head: Link,
}

/// A log, oldest first. Adding an entry takes one hash of that entry, whatever came before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain<T> {
    start: Link,
    chunks: Vec<Arc<Chunk<T>>>,
    end: End,
    /// The last chunk does not lead to the end: the next entry begins a chunk of its own, so that it can be checked.
    apart: bool,
    /// Its root is lost: the last chunk says where it ends.
    endless: bool,
}

impl<T: Linked> Chain<T> {
    /// An empty log.
    pub fn new(log: Log) -> Self {
        let start = Link::start(log);
        Self { start, chunks: Vec::new(), end: End { count: 0, head: start }, apart: false, endless: false }
    }

    /// A log that is stored, before its chunks are there ([`Self::put`]); `end` is what its root says, if there is one.
    pub fn awaiting(log: Log, end: Option<End>) -> Self {
        let start = Link::start(log);
        let endless = end.is_none();
        let end = end.unwrap_or(End { count: 0, head: start });
        Self { start, chunks: Vec::new(), apart: end.count > 0, end, endless }
    }

    /// Puts a stored chunk to its place; the last one first. What does not fit is told by [`Self::check`]; all entries
    /// are there all the same. Places whose chunks never come stay empty.
    pub fn put(&mut self, place: usize, chunk: Chunk<T>) {
        if let Some(slot) = self.chunks.get_mut(place) {
            *slot = Arc::new(chunk);
            return;
        }
        let reached = chunk.end();
        if core::mem::take(&mut self.endless) {
            self.end = reached;
        }
        self.apart = self.end != reached;
        self.chunks.resize_with(place, || Arc::new(Chunk { first: 0, before: self.start, entries: Vec::new() }));
        self.chunks.push(Arc::new(chunk));
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T)
    where
        T: Clone,
    {
        let End { count, head } = self.end;
        self.place(count.saturating_add(1), head, entry);
    }

    /// Takes in an entry that was given its number and the link before it elsewhere. One that is there already changes
    /// nothing; a gap before it stays visible.
    pub fn place(&mut self, number: u64, before: Link, entry: T)
    where
        T: Clone,
    {
        if number <= self.end.count {
            return;
        }
        let follows = !self.apart && number == self.end.count + 1 && before == self.end.head;
        self.end = End { count: number, head: before.then(&entry) };
        (self.apart, self.endless) = (false, false);
        match self.chunks.last_mut() {
            Some(chunk) if follows && chunk.entries.len() < CHUNK => Arc::make_mut(chunk).entries.push(entry),
            _ => self.chunks.push(Arc::new(Chunk { first: number, before, entries: vec![entry] })),
        }
    }

    /// All entries with number, the link before and their own, oldest first.
    pub fn links(&self) -> impl Iterator<Item = Numbered<'_, T>> {
        self.chunks.iter().map(AsRef::as_ref).flat_map(Chunk::links)
    }

    /// The link of the entry of a number; that of zero is the log's beginning.
    pub fn link(&self, number: u64) -> Option<Link> {
        if number == 0 {
            return Some(self.start);
        }
        if number == self.end.count {
            return Some(self.end.head);
        }
        self.numbered_at(number).map(|numbered| numbered.link)
    }

    /// The entry of a number, with its links.
    pub fn numbered_at(&self, number: u64) -> Option<Numbered<'_, T>> {
        self.chunk_of(number)?.links().find(|numbered| numbered.number == number)
    }
}

impl<T> Chain<T> {
    /// Where it ends.
    pub const fn end(&self) -> End {
        self.end
    }

    /// The link before the first entry.
    pub const fn start(&self) -> Link {
        self.start
    }

    /// Its chunks, oldest first.
    pub fn chunks(&self) -> &[Arc<Chunk<T>>] {
        &self.chunks
    }

    /// How many entries are there. With damage it can be less than [`End::count`].
    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.entries.len()).sum()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// All entries, oldest first.
    pub fn oldest_first(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| &chunk.entries)
    }

    /// All entries, newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().rev().flat_map(|chunk| chunk.entries.iter().rev())
    }

    /// All entries with their numbers, newest first.
    pub fn numbered(&self) -> impl Iterator<Item = (u64, &T)> {
        self.chunks.iter().rev().flat_map(|chunk| {
            let number = |at: usize| chunk.first.saturating_add(u64::try_from(at).unwrap_or(u64::MAX));
            chunk.entries.iter().enumerate().rev().map(move |(at, entry)| (number(at), entry))
        })
    }

    /// The entry at a place, counted from zero and from the oldest.
    pub fn nth(&self, place: usize) -> Option<&T> {
        let mut left = place;
        for chunk in &self.chunks {
            match chunk.entries.get(left) {
                Some(entry) => return Some(entry),
                None => left -= chunk.entries.len(),
            }
        }
        None
    }

    /// The entry of a number.
    pub fn get(&self, number: u64) -> Option<&T> {
        let chunk = self.chunk_of(number)?;
        chunk.entries.get(usize::try_from(number.checked_sub(chunk.first)?).ok()?)
    }

    fn chunk_of(&self, number: u64) -> Option<&Chunk<T>> {
        self.chunks.iter().rev().map(AsRef::as_ref).find(|chunk| {
            number >= chunk.first && number - chunk.first < u64::try_from(chunk.entries.len()).unwrap_or(u64::MAX)
        })
    }
}

/// An entry as it stands in its log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbered<'a, T> {
    /// Its number, from 1.
    pub number: u64,
    /// The link of the one before it.
    pub before: Link,
    /// Its own.
    pub link: Link,
    /// The entry.
    pub entry: &'a T,
}

impl<T: Linked> Chunk<T> {
    /// Its entries with their links.
    fn links(&self) -> impl Iterator<Item = Numbered<'_, T>> {
        let mut last = self.before;
        (self.first..).zip(&self.entries).map(move |(number, entry)| {
            let (before, link) = (last, last.then(entry));
            last = link;
            Numbered { number, before, link, entry }
        })
    }

    /// Where its entries lead.
    pub fn end(&self) -> End {
        let head = self.entries.iter().fold(self.before, Link::then);
        End { count: self.last(), head }
    }
}

impl<T> Chunk<T> {
    /// The number of its last entry; that before the first if it has none.
    fn last(&self) -> u64 {
        self.first.saturating_add(u64::try_from(self.entries.len()).unwrap_or(u64::MAX)).saturating_sub(1)
    }
}
