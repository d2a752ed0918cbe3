//! Records as bytes: the public, versioned form of what happened (docs/events.md).
//!
//! A record is written as one part for each scope it touches, so that each part can be sealed with that scope's key
//! and goes when the key goes (VLT-12). Parts carry the places of their events, so that together they give the record
//! back in its order, and what is left of them gives what is left of it.

use super::{Event, PersonId, Record, Timestamp, event::Scope};
use serde::{Deserialize, Serialize};

/// The version that is written now: the first byte of every part.
pub const VERSION: u8 = 1;

/// Why parts could not be read as a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There was no part at all.
    Nothing,
    /// A part was written by a later version of the console.
    Version(u8),
    /// A part is not what any version writes.
    Malformed,
    /// Parts do not belong to one record.
    Mismatch,
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Nothing => f.write_str("The record has no readable part."),
            Self::Version(version) => {
                write!(f, "The record has the form {version}, which only a later version of this console can read.")
            }
            Self::Malformed => f.write_str("The record is damaged: it cannot be read."),
            Self::Mismatch => f.write_str("The record is damaged: its parts do not belong together."),
        }
    }
}

/// A run of events of one scope: so many events of other scopes before it, so many of its own.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Run {
    skip: u32,
    take: u32,
}

#[derive(Deserialize)]
struct Part {
    at: Timestamp,
    actor: Option<PersonId>,
    runs: Vec<Run>,
    events: Vec<Event>,
}

/// The same fields in the same order, borrowed.
#[derive(Serialize)]
struct PartRef<'a> {
    at: Timestamp,
    actor: Option<PersonId>,
    runs: Vec<Run>,
    events: Vec<&'a Event>,
}

/// Writes a record, one part a scope, in the order in which the scopes first appear.
pub fn encode(record: &Record) -> Vec<(Scope, Vec<u8>)> {
    let mut parts: Vec<(Scope, PartRef<'_>)> = Vec::new();
    for (place, event) in (0u32..).zip(&record.events) {
        let scope = event.scope();
        let known = parts.iter().position(|(known, _)| *known == scope);
        let at = known.unwrap_or_else(|| {
            let (at, actor) = (record.at, record.actor);
            parts.push((scope, PartRef { at, actor, runs: Vec::new(), events: Vec::new() }));
            parts.len() - 1
        });
        let Some((_, part)) = parts.get_mut(at) else { continue };
        let end: u32 = part.runs.iter().map(|run| run.skip + run.take).sum();
        match part.runs.last_mut() {
            Some(run) if end == place => run.take += 1,
            _ => part.runs.push(Run { skip: place - end, take: 1 }),
        }
        part.events.push(event);
    }
    parts.into_iter().map(|(scope, part)| (scope, versioned(&part))).collect()
}

/// A value behind the version byte. Everything here has a known length, so writing into memory cannot fail; were it to,
/// the lone version byte would be refused on reading.
fn versioned(value: &impl Serialize) -> Vec<u8> {
    postcard::to_extend(value, vec![VERSION]).unwrap_or_else(|_| vec![VERSION])
}

/// Reads a record from its parts, in any order. When a part is missing, because its scope's key is destroyed, the
/// record comes back without those events. Total: hostile bytes give a [`Fault`], and never more memory than they fill.
pub fn decode<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Result<Record, Fault> {
    let mut head: Option<(Timestamp, Option<PersonId>)> = None;
    let mut placed: Vec<(u32, Event)> = Vec::new();
    for bytes in parts {
        let part = decode_part(bytes)?;
        let own = (part.at, part.actor);
        if *head.get_or_insert(own) != own {
            return Err(Fault::Mismatch);
        }
        let mut events = part.events.into_iter();
        let mut place: u32 = 0;
        for run in part.runs {
            place = place.checked_add(run.skip).ok_or(Fault::Malformed)?;
            for _ in 0..run.take {
                placed.push((place, events.next().ok_or(Fault::Malformed)?));
                place = place.checked_add(1).ok_or(Fault::Malformed)?;
            }
        }
        if events.next().is_some() {
            return Err(Fault::Malformed);
        }
    }
    let (at, actor) = head.ok_or(Fault::Nothing)?;
    placed.sort_by_key(|(place, _)| *place);
    if placed.windows(2).any(|pair| matches!(pair, [(left, _), (right, _)] if left == right)) {
        return Err(Fault::Mismatch);
    }
    Ok(Record { at, actor, events: placed.into_iter().map(|(_, event)| event).collect() })
}

fn decode_part(bytes: &[u8]) -> Result<Part, Fault> {
    match bytes.split_first() {
        Some((&VERSION, rest)) => match postcard::take_from_bytes::<Part>(rest) {
            Ok((part, [])) => Ok(part),
            _ => Err(Fault::Malformed),
        },
        Some((&version, _)) if version > VERSION => Err(Fault::Version(version)),
        _ => Err(Fault::Malformed),
    }
}
