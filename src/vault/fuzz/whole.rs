//! Whole vaults: an exported file, and a storage with a log, both with pieces of any content at their right places.

use super::{super::import, SCOPES, counter, scope_of};
use crate::{
    fuzz::pieces,
    vault::{
        ENVELOPE_NAME, Envelope, Fault, MemoryStorage, Mode, Opened, Parameters, Storage, VAULT_SCOPE, Vault,
        WalRecord, WrappingKey, hazmat,
        head::{COPIES, Head},
        journal,
        keyring::{At, Keyring},
        names,
        pack::pack,
        seal::Kind,
        squeeze::{self, Effort},
        wire::{put_bytes, put_len},
    },
};
use std::sync::OnceLock;

fn key() -> WrappingKey {
    WrappingKey::from_bytes(&[1; 32])
}

/// A small vault: a segment, two records, a draft; made once.
fn small() -> &'static MemoryStorage {
    static SMALL: OnceLock<MemoryStorage> = OnceLock::new();
    SMALL.get_or_init(|| {
        let storage = MemoryStorage::new();
        let mut vault = Vault::create(storage, &key(), [5; 16], Parameters::DEFAULT, Box::new(counter())).unwrap();
        vault.append(&[(SCOPES[1], b"one".to_vec()), (VAULT_SCOPE, b"two".to_vec())]).unwrap();
        let mut checkpoint = vault.begin_checkpoint().unwrap();
        vault.put_segment(&mut checkpoint, SCOPES[1], b"s", b"one").unwrap();
        vault.commit_checkpoint(checkpoint, None).unwrap();
        vault.append(&[(SCOPES[1], b"three".to_vec())]).unwrap();
        vault.append(&[(SCOPES[2], b"four".to_vec())]).unwrap();
        vault.put_aside(SCOPES[1], b"draft", 1, b"half").unwrap();
        vault.close()
    })
}

fn envelope() -> Envelope {
    Vault::read_envelope(small()).unwrap().unwrap()
}

/// A place by two bytes.
fn place(which: u8, number: u8) -> At<'static> {
    let scope = &SCOPES[usize::from(number) % 3];
    let generation = u64::from(number >> 2);
    match which % 5 {
        0 => COPIES[usize::from(number & 1)],
        1 => At { scope, kind: Kind::Segment, address: b"s", generation },
        2 => journal::run_at(generation),
        3 => At { scope: &VAULT_SCOPE, kind: Kind::Aside, address: &[], generation: 0 },
        _ => journal::record_at(generation),
    }
}

/// What lies at a place: any content, sealed there, squeezed or not.
fn piece_at(ring: &Keyring, at: &At, piece: &[u8]) -> Vec<u8> {
    let (form, content) = piece.split_first().unwrap_or((&0, &[]));
    match form % 4 {
        0 => content.to_vec(),
        1 => ring.make_sealed(at, &squeeze::squeeze(content, Effort::Quick), &mut counter()).unwrap_or_default(),
        2 if at.kind == Kind::Record => {
            // A record whose one part opens.
            let parts = [(scope_of(content), content.to_vec())];
            let mut own = ring.clone();
            own.make_scope(&parts[0].0, &mut counter());
            journal::make_record(&own, at.generation, &[], &parts, &mut counter()).unwrap_or_default()
        }
        _ => ring.make_sealed(at, content, &mut counter()).unwrap_or_default(),
    }
}

/// The ring that the envelope's lock opens, with the keys of the small vault's head.
fn ring() -> Keyring {
    let mut ring = envelope().unlock(&key()).unwrap();
    let [at, _] = COPIES;
    let name = names::derive_name(&ring, envelope().instance, &at);
    let sealed = crate::vault::pack::unpack(&small().get(&name).unwrap().unwrap()).unwrap();
    for (scope, wrapped) in Head::open(&ring, &at, &sealed).unwrap().keys {
        ring.take_wrapped(&scope, &wrapped, false).unwrap();
    }
    ring
}

type Content = (Vec<(Vec<u8>, Vec<u8>)>, Vec<(u64, Vec<(crate::vault::Scope, Vec<u8>)>)>);

fn content<S: Storage>(opened: &Opened<S>) -> Content {
    let mut segments: Vec<_> = opened
        .segments
        .iter()
        .map(|segment| ([&segment.scope[..], &segment.address].concat(), segment.bytes.clone()))
        .collect();
    segments.sort();
    (segments, opened.records.clone())
}

/// Reads a file; what opens of it is exported and reads the same.
fn read_file(bytes: &[u8]) {
    let facts = import::inspect(bytes);
    let opened = import::open(bytes, &key());
    match (&facts, &opened) {
        (Ok(facts), _) => assert!(facts.bytes <= bytes.len() && facts.items <= bytes.len()),
        (Err(fault), Err(other)) => assert_eq!(fault, other),
        (Err(fault), Ok(_)) => panic!("{fault:?}, and it opens"),
    }
    assert!(import::open(bytes, &WrappingKey::from_bytes(&[2; 32])).is_err(), "another key opens nothing");
    let Ok(contents) = opened else { return };
    let again = import::open(&contents.opened.vault.export().unwrap(), &key()).unwrap();
    assert_eq!(content(&again.opened), content(&contents.opened));
    let mut storage = MemoryStorage::new();
    contents.replace(&mut storage, 1 << 26, &mut (Box::new(counter()) as crate::vault::Random)).unwrap();
    let placed = Vault::open(storage, &key(), &[], Box::new(counter()), Mode::Reader).unwrap();
    assert_eq!(content(&placed), content(&contents.opened));
}

/// An exported file: any bytes.
pub fn file(bytes: &[u8]) {
    read_file(bytes);
}

/// An exported file whose checksums fit: any items, or items of any content that were sealed at their places.
pub fn file_summed(bytes: &[u8]) {
    let ring = ring();
    let instance = envelope().instance;
    let (choice, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let mut file = b"SPACEWARD VAULT\n\x01".to_vec();
    let stored = envelope().to_bytes();
    let pieces = pieces(rest);
    let (first, items) = pieces.split_first().map_or((&[][..], &[][..]), |(first, items)| (*first, items));
    if choice & 1 == 1 {
        // Another envelope, its own checksum made right.
        let mut other = b"SWV\x01".to_vec();
        other.extend_from_slice(first);
        let checksum = hazmat::derive_checksum(&[&other]);
        other.extend_from_slice(&checksum[..8]);
        put_bytes(&mut file, &other);
    } else {
        put_bytes(&mut file, &stored);
    }
    if choice & 2 == 2 {
        file.extend_from_slice(rest);
    } else {
        put_len(&mut file, items.len());
        for item in items {
            let (head, content) = item.split_at(item.len().min(2));
            let at = place(head.first().copied().unwrap_or_default(), head.get(1).copied().unwrap_or_default());
            file.extend_from_slice(&names::derive_hash(&ring, instance, &at));
            put_bytes(&mut file, &piece_at(&ring, &at, content));
        }
    }
    let tag = hazmat::derive_hash(ring.export(), &[&file]);
    file.extend_from_slice(&tag);
    let checksum = hazmat::derive_checksum(&[&file]);
    file.extend_from_slice(&checksum);
    read_file(&file);
}

/// A storage and a log with pieces of any content at places that count, over the small vault.
pub fn opening(bytes: &[u8]) {
    let ring = ring();
    let instance = envelope().instance;
    let mut storage = small().clone();
    let mut log = Vec::new();
    for piece in pieces(bytes) {
        let [which, number, rest @ ..] = piece else { continue };
        let at = place(*which, *number);
        let sealed = piece_at(&ring, &at, rest);
        if *which >= 0xC0 {
            let mut logged = instance.to_le_bytes().to_vec();
            let keys = At { scope: &VAULT_SCOPE, kind: Kind::LogKeys, address: &[], generation: at.generation };
            put_bytes(&mut logged, &ring.make_sealed(&keys, &[0], &mut counter()).unwrap());
            put_bytes(&mut logged, &sealed);
            log.push(WalRecord { seq: at.generation, bytes: logged });
        } else if *which >= 0xB0 {
            storage.remove(&names::derive_name(&ring, instance, &at)).unwrap();
        } else {
            storage.set(&names::derive_name(&ring, instance, &at), &pack(&sealed)).unwrap();
        }
    }
    let before = storage.clone();
    let opened = match Vault::open(storage, &key(), &log, Box::new(counter()), Mode::Owner) {
        Ok(opened) => opened,
        Err(fault) => return assert!(matches!(fault, Fault::Damaged(_)), "{fault:?}"),
    };
    let found = content(&opened);
    let next = opened.vault.next_seq();
    assert!(found.1.iter().all(|(seq, _)| *seq < next));
    // A tab that follows sees the same, and touches nothing.
    let followed = Vault::open(before, &key(), &log, Box::new(counter()), Mode::Reader).unwrap();
    assert_eq!(content(&followed), found);
    // What was opened was tidied, and opens as the same without the log.
    let storage = opened.vault.close();
    assert!(storage.get(ENVELOPE_NAME).unwrap().is_some());
    let again = Vault::open(storage, &key(), &[], Box::new(counter()), Mode::Owner).unwrap();
    assert_eq!(content(&again), found, "the second opening");
    let exported = again.vault.export().unwrap();
    let imported = import::open(&exported, &key()).unwrap();
    assert_eq!(content(&imported.opened), found, "as a file");
    // It goes on.
    let mut vault = again.vault;
    if vault.append(&[(VAULT_SCOPE, b"more".to_vec())]).is_ok() {
        let last = Vault::open(vault.close(), &key(), &[], Box::new(counter()), Mode::Owner).unwrap();
        assert_eq!(last.records.last().map(|(_, parts)| parts.clone()), Some(vec![(VAULT_SCOPE, b"more".to_vec())]));
    }
}
