//! The form of a record in the write-ahead log, which lies outside of localStorage.
//!
//! When localStorage falls back to an older state, its head may not hold a scope's key yet; so a logged record brings
//! the wrapped keys of the scopes it touches. They are sealed as one piece, which [`redact`] replaces when a scope is
//! destroyed.

use super::{Budget, Record, open_record, record_at, reseal_record};
use crate::vault::{
    How, Scope, VAULT_SCOPE,
    keyring::{At, Keyring},
    seal::Kind,
    wire::{Reader, put_bytes, put_len},
};
use std::collections::BTreeSet;
use zeroize::Zeroizing;

type WrappedKeys = Vec<(Scope, Vec<u8>)>;

fn keys_at(seq: u64) -> At<'static> {
    At { scope: &VAULT_SCOPE, kind: Kind::LogKeys, address: &[], generation: seq }
}

/// The logged form of a sealed record that touches these scopes.
pub fn make_logged(
    ring: &Keyring,
    instance: u32,
    seq: u64,
    sealed: &[u8],
    scopes: impl Iterator<Item = Scope>,
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let scopes: BTreeSet<Scope> = scopes.collect();
    let keys = scopes.iter().filter_map(|scope| Some((*scope, ring.make_wrapped(scope, random)?))).collect();
    assemble(ring, instance, seq, &keys, sealed, random)
}

fn assemble(
    ring: &Keyring,
    instance: u32,
    seq: u64,
    keys: &WrappedKeys,
    sealed: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    put_len(&mut content, keys.len());
    for (scope, wrapped) in keys {
        content.extend_from_slice(scope);
        put_bytes(&mut content, wrapped);
    }
    let mut out = instance.to_le_bytes().to_vec();
    put_bytes(&mut out, &ring.make_sealed(&keys_at(seq), &content, random)?);
    put_bytes(&mut out, sealed);
    Some(out)
}

/// A logged record, its keys opened and the record still sealed.
pub struct Logged {
    /// The wrapped keys it brings.
    pub keys: WrappedKeys,
    /// The record, as it lies in localStorage.
    pub sealed: Vec<u8>,
}

impl Logged {
    /// Whether the record is as it was sealed. Its parts lie inside.
    pub fn is_whole(&self, ring: &Keyring, seq: u64) -> bool {
        ring.open(&record_at(seq), &self.sealed).is_some()
    }

    /// Opens the record.
    pub fn open(&self, ring: &Keyring, seq: u64, budget: &mut Budget) -> Result<Record, How> {
        open_record(ring, seq, &self.sealed, budget)
    }
}

/// Takes a logged record apart. `Ok(None)` if it belongs to another instance or vault and is none of our business.
pub fn open_logged(ring: &Keyring, instance: u32, seq: u64, bytes: &[u8]) -> Result<Option<Logged>, How> {
    let mut reader = Reader(bytes);
    let found = reader.array().ok_or(How::Altered)?;
    if u32::from_le_bytes(found) != instance {
        return Ok(None);
    }
    let read = |mut reader: Reader| {
        let content: Zeroizing<Vec<u8>> = ring.open(&keys_at(seq), reader.bytes()?)?;
        let sealed = reader.bytes()?.to_vec();
        reader.end()?;
        let mut reader = Reader(&content);
        let mut keys = Vec::new();
        for _ in 0..reader.len()? {
            keys.push((reader.array()?, reader.bytes()?.to_vec()));
        }
        reader.end()?;
        Some(Logged { keys, sealed })
    };
    read(reader).map(Some).ok_or(How::Altered)
}

/// The instance that a logged record names in the open.
pub fn instance_of(bytes: &[u8]) -> Option<u32> {
    Reader(bytes).array().map(u32::from_le_bytes)
}

/// The logged record of the time before a rotation, sealed by the ring of today. The former ring takes in the keys that
/// it brings. Nothing if it does not open.
pub fn relog(
    from: &Keyring,
    to: &Keyring,
    instance: u32,
    seq: u64,
    logged: &Logged,
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let sealed = reseal_record(from, to, seq, &logged.sealed, random)?;
    let scopes: Vec<Scope> = logged.keys.iter().map(|(scope, _)| *scope).collect();
    make_logged(to, instance, seq, &sealed, scopes.into_iter(), random)
}

/// The logged record without the keys of these scopes; nothing if it brings none of them or does not open.
pub fn redact(
    ring: &Keyring,
    instance: u32,
    seq: u64,
    bytes: &[u8],
    destroyed: &BTreeSet<Scope>,
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let mut logged = open_logged(ring, instance, seq, bytes).ok()??;
    let before = logged.keys.len();
    logged.keys.retain(|(scope, _)| !destroyed.contains(scope));
    if logged.keys.len() == before {
        return None;
    }
    assemble(ring, instance, seq, &logged.keys, &logged.sealed, random)
}
