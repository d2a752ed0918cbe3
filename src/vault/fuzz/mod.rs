//! The vault's readers as fuzz targets: of bytes as they may lie in storage, and of content that was sealed with the right
//! key, so that the fuzzer gets past the seal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what does not hold has to stop the fuzzer"
)]

mod whole;

pub use whole::{file, file_summed, opening};

use super::{
    Envelope, Scope, VAULT_SCOPE, WrappingKey, hazmat,
    head::{COPIES, Head},
    journal::{self, Budget},
    keyring::{At, Keyring},
    pack::{pack, unpack, unpack_start},
    seal::{self, Binding, Kind},
    squeeze::{self, Effort},
    wire::{put_bytes, put_len},
};
use crate::fuzz::pieces;
use std::collections::BTreeSet;

/// Spaces of the vault at hand; the last one has no key.
const SCOPES: [Scope; 4] = [VAULT_SCOPE, [0xA; 16], [0xB; 16], [0xC; 16]];

/// Numbers that never come again, in the place of random ones.
fn counter() -> impl FnMut(&mut [u8]) {
    let mut count = 0_u64;
    move |bytes| {
        for byte in bytes {
            count += 1;
            *byte = count.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()[0];
        }
    }
}

fn ring() -> Keyring {
    let mut random = counter();
    let mut ring = Keyring::make([7; 16], &mut random);
    ring.make_scope(&SCOPES[1], &mut random);
    ring.make_scope(&SCOPES[2], &mut random);
    ring
}

/// A sealed piece: content comes back at its place; other bytes do not open; a changed byte does not.
pub fn sealed(bytes: &[u8]) {
    let kinds =
        [Kind::Lock, Kind::Head, Kind::Segment, Kind::Record, Kind::Part, Kind::Run, Kind::Aside, Kind::LogKeys];
    let (choice, content) = bytes.split_first().unwrap_or((&0, &[]));
    let kind = kinds[usize::from(*choice) % kinds.len()];
    let binding = Binding { vault: &[7; 16], scope: &SCOPES[1], kind, address: b"here", generation: 3 };
    let key = hazmat::Key::from_bytes(&[3; 32]);
    let mut piece = seal::make_sealed(&key, &binding, content, &mut counter());
    assert_eq!(*seal::open(&key, &binding, &piece).unwrap(), content);
    assert!(seal::open(&key, &binding, bytes).is_none());
    let at = bytes.len().wrapping_mul(31).wrapping_add(usize::from(*choice)) % piece.len();
    piece[at] ^= choice | 1;
    assert!(seal::open(&key, &binding, &piece).is_none());
}

/// Units of a value, and bytes to be packed.
pub fn packed(bytes: &[u8]) {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    // The block of units begins in the middle of a byte pair's values: shifted, half of all pairs fall into it.
    for units in [units.iter().map(|unit| 0x4000 + unit % 0x8000).collect(), units] {
        let start = unpack_start(&units);
        if let Some(unpacked) = unpack(&units) {
            assert_eq!(pack(&unpacked), units, "bytes have one form");
            assert!(unpacked.len() <= units.len() * 2);
            if let (Some(start), [first, second, _, ..]) = (start, &unpacked[..]) {
                assert_eq!(start, [*first, *second]);
            }
        }
    }
    assert_eq!(unpack(&pack(bytes)).unwrap(), bytes);
}

/// Squeezed bytes, and bytes to be squeezed.
pub fn squeezed(bytes: &[u8]) {
    for limit in [0, 100, 1 << 16] {
        if let Ok(content) = squeeze::expand(bytes, limit) {
            assert!(content.len() <= limit);
            assert_eq!(squeeze::expand(&squeeze::squeeze(&content, Effort::Quick), limit).unwrap(), content);
        }
    }
    for effort in [Effort::Quick, Effort::Thorough] {
        let small = squeeze::squeeze(bytes, effort);
        assert!(small.len() <= bytes.len() + 1);
        assert_eq!(squeeze::expand(&small, bytes.len()).unwrap(), bytes);
    }
}

/// An envelope, as it is and with its checksum made right.
pub fn envelope(bytes: &[u8]) {
    let mut summed = b"SWV\x01".to_vec();
    summed.extend_from_slice(bytes);
    let checksum = hazmat::derive_checksum(&[&summed]);
    summed.extend_from_slice(&checksum[..8]);
    for bytes in [bytes, &summed] {
        if let Ok(envelope) = Envelope::from_bytes(bytes) {
            assert_eq!(envelope.to_bytes(), bytes, "an envelope has one form");
            assert!(envelope.parameters.acceptable());
            assert!(!envelope.accepts(&WrappingKey::from_bytes(&[9; 32])));
        }
    }
}

/// The content of a head.
pub fn head(bytes: &[u8]) {
    let [at, _] = COPIES;
    let mut random = counter();
    for squeezed in [bytes.to_vec(), squeeze::squeeze(bytes, Effort::Quick).to_vec()] {
        let sealed = ring().make_sealed(&at, &squeezed, &mut random).unwrap();
        let Some(opened) = Head::open(&ring(), &at, &sealed) else { continue };
        let mut own = Keyring::make([7; 16], &mut counter());
        for (scope, wrapped) in &opened.keys {
            let _ = own.take_wrapped(scope, wrapped, false);
        }
        let former = opened.former.as_ref().map(|(instance, keys)| {
            let mut before = Keyring::make([7; 16], &mut random);
            for (scope, wrapped) in keys {
                let _ = own.give_former(&mut before, *instance, scope, wrapped);
            }
            (before, *instance)
        });
        let former = former.as_ref().map(|(before, instance)| (before, *instance));
        let again = Head::open(&own, &at, &opened.head.make_sealed(&own, former, &at, &mut random).unwrap()).unwrap();
        assert_eq!(again.head, opened.head);
        let instance = |opened: &crate::vault::head::Opened| opened.former.as_ref().map(|(instance, _)| *instance);
        assert_eq!(instance(&again), instance(&opened));
    }
}

fn scope_of(piece: &[u8]) -> Scope {
    SCOPES[usize::from(piece.first().copied().unwrap_or_default()) % SCOPES.len()]
}

fn address(numbers: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    for number in numbers {
        put_len(&mut out, *number);
    }
    out
}

/// Seals what would be the content of a scope's part, under the scope's key if it has one.
fn part(ring: &Keyring, scope: &Scope, kind: Kind, place: &[usize], content: &[u8]) -> Vec<u8> {
    let address = address(place);
    let at = At { scope, kind, address: &address, generation: 5 };
    ring.make_sealed(&at, content, &mut counter()).unwrap_or_else(|| content.to_vec())
}

/// The content of a record: any bytes; then parts of any content, which are sealed on the way.
pub fn record(bytes: &[u8]) {
    let ring = ring();
    let at = journal::record_at(5);
    let pieces = pieces(bytes);
    let mut built = address(&[0, pieces.len()]);
    for (index, piece) in pieces.iter().enumerate() {
        let scope = scope_of(piece);
        built.extend_from_slice(&scope);
        put_bytes(&mut built, &part(&ring, &scope, Kind::Part, &[index, pieces.len()], &piece[piece.len().min(1)..]));
    }
    for content in [bytes, &built] {
        let sealed = ring.make_sealed(&at, content, &mut counter()).unwrap();
        let Ok(found) = journal::open_record(&ring, 5, &sealed, &mut Budget(1 << 20)) else { continue };
        let parts: Option<Vec<_>> = found.parts.iter().map(|(scope, part)| Some((*scope, part.clone()?))).collect();
        if let Some(parts) = parts {
            let sealed = journal::make_record(&ring, 5, &found.destroyed, &parts, &mut counter()).unwrap();
            assert_eq!(journal::open_record(&ring, 5, &sealed, &mut Budget(1 << 20)).unwrap(), found);
        }
        assert!(journal::open_record(&ring, 6, &sealed, &mut Budget(1 << 20)).is_err());
    }
}

/// The content of a run: any bytes; then parts of any content and a table of any bytes behind them.
pub fn run(bytes: &[u8]) {
    let ring = ring();
    let at = journal::run_at(5);
    let pieces = pieces(bytes);
    let (table, parts) = pieces.split_last().map_or((&[][..], &[][..]), |(table, parts)| (*table, parts));
    let count = usize::from(table.first().copied().unwrap_or_default());
    let mut built = address(&[count, parts.len()]);
    for piece in parts {
        let scope = scope_of(piece);
        built.extend_from_slice(&scope);
        put_bytes(&mut built, &part(&ring, &scope, Kind::RunPart, &[count], &piece[piece.len().min(1)..]));
    }
    built.extend_from_slice(&table[table.len().min(1)..]);
    for content in [bytes, &built] {
        let sealed = ring.make_sealed(&at, content, &mut counter()).unwrap();
        let Ok(found) = journal::open_run(&ring, 5, &sealed, &mut Budget(1 << 20)) else { continue };
        assert!(found.len() <= content.len(), "every record takes a byte at least");
        let sealed = journal::make_run(&ring, 5, &found, &mut counter()).unwrap();
        let again = journal::open_run(&ring, 5, &sealed, &mut Budget(1 << 20)).unwrap();
        let mut open = found;
        for record in &mut open {
            record.parts.retain(|(_, part)| part.is_some());
        }
        assert_eq!(again, open);
    }
}

/// A logged record: any bytes; then any keys and any record, sealed on the way.
pub fn logged(bytes: &[u8]) {
    let ring = ring();
    let pieces = pieces(bytes);
    let piece = |index: usize| pieces.get(index).copied().unwrap_or_default();
    let keys_at = At { scope: &VAULT_SCOPE, kind: Kind::LogKeys, address: &[], generation: 5 };
    let mut built = 9_u32.to_le_bytes().to_vec();
    put_bytes(&mut built, &ring.make_sealed(&keys_at, piece(0), &mut counter()).unwrap());
    put_bytes(&mut built, &ring.make_sealed(&journal::record_at(5), piece(1), &mut counter()).unwrap());
    built.extend_from_slice(piece(2));
    for bytes in [bytes, &built] {
        let destroyed = BTreeSet::from([SCOPES[1]]);
        let redacted = journal::redact(&ring, 9, 5, bytes, &destroyed, &mut counter());
        let Ok(Some(logged)) = journal::open_logged(&ring, 9, 5, bytes) else {
            assert!(redacted.is_none());
            continue;
        };
        let _ = logged.open(&ring, 5, &mut Budget(1 << 20));
        assert_eq!(redacted.is_some(), logged.keys.iter().any(|(scope, _)| destroyed.contains(scope)));
        if let Some(redacted) = redacted {
            let again = journal::open_logged(&ring, 9, 5, &redacted).unwrap().unwrap();
            assert!(again.keys.iter().all(|(scope, _)| !destroyed.contains(scope)));
            assert_eq!(again.sealed, logged.sealed);
        }
    }
}
