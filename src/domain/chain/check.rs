//! Looking through a chain: what does not lead to what stands after it is named by the numbers of its entries.

use super::{CHUNK, Chain, Chunk, End, Linked};
use core::fmt;

/// Entries that a chain does not bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The number of the first that may be meant.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
    /// What is the matter.
    pub how: How,
}

/// What is the matter with entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Among them, at least one was altered, or put between.
    Altered,
    /// Among them, so many are not there.
    Missing(u64),
    /// They stand at another place than they were written.
    Moved,
    /// They stand after the end: nobody wrote them here.
    Added,
}

impl<T: Linked> Chain<T> {
    /// Hashes every entry anew and names what does not fit; nothing when all fits.
    pub fn check(&self) -> Vec<Break> {
        let mut breaks = Vec::new();
        let mut reached = End { count: 0, head: self.start };
        let mut before: Option<&Chunk<T>> = None;
        // A place whose chunk never came holds nothing.
        for chunk in self.chunks.iter().map(AsRef::as_ref).filter(|chunk| !chunk.entries.is_empty()) {
            let next = reached.count.saturating_add(1);
            let end = chunk.end();
            if chunk.first > next {
                let first = gap_after(before, next);
                breaks.push(Break { first, last: chunk.first - 1, how: How::Missing(chunk.first - next) });
            } else if chunk.first < next {
                // The one before is longer than its place, or this one does not belong here.
                breaks.push(match before.filter(|before| before.first < chunk.first) {
                    Some(before) => Break { first: before.first, last: chunk.first - 1, how: How::Altered },
                    None => Break { first: chunk.first, last: end.count.max(chunk.first), how: How::Moved },
                });
            } else if chunk.before != reached.head {
                breaks.push(mismatch(before, chunk));
            }
            // An earlier chunk at a later place leaves the end where it was.
            if end.count >= reached.count || before.is_some_and(|before| before.first < chunk.first) {
                reached = end;
            }
            before = Some(chunk);
        }
        breaks.extend(self.check_end(reached, before));
        breaks
    }

    fn check_end(&self, reached: End, last: Option<&Chunk<T>>) -> Option<Break> {
        let first = last.map_or(1, |chunk| chunk.first);
        let End { count, head } = self.end;
        if count > reached.count {
            let first = gap_after(last, reached.count + 1).min(count);
            Some(Break { first, last: count, how: How::Missing(count - reached.count) })
        } else if count < reached.count {
            // Cut back to where the end says, do they fit? Then what follows was added; else nothing is certain.
            let fits = self.links().any(|numbered| numbered.number == count && numbered.link == head)
                || (count == 0 && head == self.start);
            let (first, how) = if fits { (count + 1, How::Added) } else { (first, How::Altered) };
            Some(Break { first, last: reached.count, how })
        } else if head != reached.head {
            Some(Break { first, last: count.max(first), how: How::Altered })
        } else {
            None
        }
    }
}

/// Where a gap may begin: inside of the chunk before it, unless that one is full.
fn gap_after<T>(before: Option<&Chunk<T>>, next: u64) -> u64 {
    before.filter(|before| before.entries.len() < CHUNK).map_or(next, |before| before.first)
}

/// A chunk that does not begin where the one before it ends: whose entries are meant.
fn mismatch<T: Linked>(before: Option<&Chunk<T>>, chunk: &Chunk<T>) -> Break {
    let (first, last) = match before {
        Some(before) => (before.first, before.last()),
        // Nothing stands before the first chunk: its own beginning was altered.
        None => (chunk.first, chunk.last()),
    };
    Break { first, last: last.max(first), how: How::Altered }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last, how } = *self;
        let one = first == last;
        let which = |f: &mut fmt::Formatter<'_>| {
            if one { write!(f, "entry {first}") } else { write!(f, "the entries {first} to {last}") }
        };
        match how {
            How::Altered => {
                which(f)?;
                f.write_str(if one { " is not as it was written" } else { " are not as they were written" })
            }
            How::Missing(1) if one => write!(f, "entry {first} is missing"),
            How::Missing(count) => {
                f.write_str("of ")?;
                which(f)?;
                if count == 1 { f.write_str(", 1 is missing") } else { write!(f, ", {count} are missing") }
            }
            How::Moved => {
                which(f)?;
                f.write_str(if one { " stands" } else { " stand" })?;
                f.write_str(" at another place than it was written")
            }
            How::Added => {
                which(f)?;
                f.write_str(if one { " was" } else { " were" })?;
                f.write_str(" added by other means than this console")
            }
        }
    }
}
