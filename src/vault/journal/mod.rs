//! Records of the journal, and runs of many records in one item.
//!
//! A record is sealed twice: each part under its scope's key, so that a destroyed key takes the part with it, and the
//! whole under the vault's own, so that no part can be left out, added or moved, and no scope shows.

mod run;
mod wal;

pub use run::{make_run, open_run, reseal_run};
pub use wal::{Logged, instance_of, make_logged, open_logged, redact, relog};

use super::{
    How, Scope, VAULT_SCOPE,
    keyring::{At, Keyring},
    seal::Kind,
    squeeze::{self, Effort, LARGEST, Unsqueezed},
    wire::{Reader, put_bytes, put_len},
};

/// An opened record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Scopes that this record destroys.
    pub destroyed: Vec<Scope>,
    /// In the order in which they were given; without bytes where the scope's key is gone.
    pub parts: Vec<(Scope, Option<Vec<u8>>)>,
}

/// How many bytes may still be made by expanding: bounds the whole of an opening, not only each piece.
#[derive(Clone, Copy, Debug)]
pub struct Budget(pub usize);

impl Budget {
    /// What one opening may take.
    pub const OPENING: Self = Self(1 << 30);

    /// Expands within the budget.
    pub fn expand(&mut self, squeezed: &[u8]) -> Result<Vec<u8>, How> {
        let bytes = squeeze::expand(squeezed, self.0.min(LARGEST)).map_err(|fault| match fault {
            Unsqueezed::Malformed => How::Altered,
            Unsqueezed::TooLarge => How::TooLarge,
        })?;
        self.0 = self.0.saturating_sub(bytes.len());
        Ok(bytes)
    }
}

/// Where a record lies.
pub fn record_at(seq: u64) -> At<'static> {
    At { scope: &VAULT_SCOPE, kind: Kind::Record, address: &[], generation: seq }
}

/// Where the run that begins with this record lies.
pub fn run_at(first: u64) -> At<'static> {
    At { scope: &VAULT_SCOPE, kind: Kind::Run, address: &[], generation: first }
}

fn put_scopes(out: &mut Vec<u8>, scopes: &[Scope]) {
    put_len(out, scopes.len());
    for scope in scopes {
        out.extend_from_slice(scope);
    }
}

fn read_scopes(reader: &mut Reader) -> Option<Vec<Scope>> {
    (0..reader.len()?).map(|_| reader.array()).collect()
}

/// A part's place within its record: its index and how many there are.
fn part_address(index: usize, count: usize) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, index);
    put_len(&mut out, count);
    out
}

/// Seals a command's parts as the record of this number; nothing if a scope has no key.
pub fn make_record(
    ring: &Keyring,
    seq: u64,
    destroyed: &[Scope],
    parts: &[(Scope, Vec<u8>)],
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    put_scopes(&mut out, destroyed);
    put_len(&mut out, parts.len());
    for (index, (scope, bytes)) in parts.iter().enumerate() {
        let address = part_address(index, parts.len());
        let at = At { scope, kind: Kind::Part, address: &address, generation: seq };
        out.extend_from_slice(scope);
        put_bytes(&mut out, &ring.make_sealed(&at, &squeeze::squeeze(bytes, Effort::Quick), random)?);
    }
    ring.make_sealed(&record_at(seq), &out, random)
}

/// Opens the record of this number.
pub fn open_record(ring: &Keyring, seq: u64, sealed: &[u8], budget: &mut Budget) -> Result<Record, How> {
    let content = ring.open(&record_at(seq), sealed).ok_or(How::Altered)?;
    let (destroyed, parts) = read_parts(&content).ok_or(How::Altered)?;
    let count = parts.len();
    let parts = parts.into_iter().enumerate().map(|(index, (scope, sealed))| {
        if !ring.holds(&scope) {
            return Ok((scope, None));
        }
        let address = part_address(index, count);
        let at = At { scope: &scope, kind: Kind::Part, address: &address, generation: seq };
        let squeezed = ring.open(&at, sealed).ok_or(How::Altered)?;
        Ok((scope, Some(budget.expand(&squeezed)?)))
    });
    Ok(Record { destroyed, parts: parts.collect::<Result<_, How>>()? })
}

/// The record of this number, sealed by another ring. Nothing is expanded. Parts whose key one of the two lacks stay
/// shut for good. Nothing if it does not open.
pub fn reseal_record(
    from: &Keyring,
    to: &Keyring,
    seq: u64,
    sealed: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let content = from.open(&record_at(seq), sealed)?;
    let (destroyed, parts) = read_parts(&content)?;
    let mut out = Vec::new();
    put_scopes(&mut out, &destroyed);
    put_len(&mut out, parts.len());
    for (index, (scope, sealed)) in parts.iter().enumerate() {
        let address = part_address(index, parts.len());
        let at = At { scope, kind: Kind::Part, address: &address, generation: seq };
        out.extend_from_slice(scope);
        put_bytes(&mut out, &reseal_part(from, to, &at, sealed, random)?);
    }
    to.make_sealed(&record_at(seq), &out, random)
}

fn reseal_part(
    from: &Keyring,
    to: &Keyring,
    at: &At,
    sealed: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    if from.holds(at.scope) && to.holds(at.scope) { from.reseal(to, at, sealed, random) } else { Some(Vec::new()) }
}

type SealedParts<'a> = Vec<(Scope, &'a [u8])>;

fn read_parts(content: &[u8]) -> Option<(Vec<Scope>, SealedParts<'_>)> {
    let mut reader = Reader(content);
    let destroyed = read_scopes(&mut reader)?;
    let mut parts = Vec::new();
    for _ in 0..reader.len()? {
        parts.push((reader.array()?, reader.bytes()?));
    }
    reader.end()?;
    Some((destroyed, parts))
}

#[cfg(test)]
mod tests;
