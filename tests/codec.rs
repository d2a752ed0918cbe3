//! Records as bytes: the public form of events (docs/events.md).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod golden;

use golden::{every_event, from_hex, hex, name};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use spaceward::domain::{
    Event, PersonId, Record, SpaceId, Timestamp, codec,
    codec::{Fault, decode, encode},
    event::Scope,
    space,
};
use std::{collections::BTreeSet, fs, path::Path};

fn parts(record: &Record) -> Vec<Vec<u8>> {
    encode(record).into_iter().map(|(_, bytes)| bytes).collect()
}

fn slices(parts: &[Vec<u8>]) -> impl Iterator<Item = &[u8]> {
    parts.iter().map(Vec::as_slice)
}

/// A record as the golden file keeps it.
#[derive(Serialize, Deserialize)]
struct Golden {
    /// The version byte.
    version: u8,
    /// Its parts in hexadecimal digits.
    parts: Vec<String>,
    /// The record.
    record: Record,
}

#[test]
fn events_of_version_1_are_read_for_ever() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/events-v1.json");
    let record = every_event();
    if std::env::var_os("SPACEWARD_BLESS").is_some() {
        let golden = Golden {
            version: codec::VERSION,
            parts: parts(&record).iter().map(|part| hex(part)).collect(),
            record: record.clone(),
        };
        fs::write(&path, serde_json::to_string_pretty(&golden).unwrap() + "\n").unwrap();
    }
    let golden: Golden = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let stored: Vec<Vec<u8>> = golden.parts.iter().map(|part| from_hex(part)).collect();
    assert_eq!(decode(slices(&stored)).unwrap(), golden.record, "the old bytes read as the old record");
    assert_eq!(golden.record, record, "the old JSON reads as today's types");
    assert_eq!(parts(&record), stored, "version 1 is written as it was");
    assert!(stored.iter().all(|part| part[0] == golden.version));
}

#[test]
fn the_golden_record_has_every_kind_of_event() {
    let names: BTreeSet<&str> = every_event().events.iter().flat_map(name).collect();
    let missing: Vec<&&str> = golden::NAMES.iter().filter(|name| !names.contains(**name)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn vlt_12_a_destroyed_space_takes_its_events_and_leaves_the_others_in_order() {
    let record = every_event();
    for (gone, _) in encode(&record) {
        let left: Vec<Vec<u8>> =
            encode(&record).into_iter().filter(|(scope, _)| *scope != gone).map(|(_, bytes)| bytes).collect();
        let expected: Vec<Event> = record.events.iter().filter(|event| event.scope() != gone).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(decode(slices(&left)).unwrap(), Record { events: expected, ..record.clone() });
    }
}

#[test]
fn parts_of_different_records_are_told_apart() {
    let record = every_event();
    let other = Record { at: record.at.plus(1), ..record.clone() };
    let (left, right) = (parts(&record), parts(&other));
    assert!(left.len() > 1);
    assert_eq!(decode([left[0].as_slice(), right[1].as_slice()]), Err(Fault::Mismatch));
    assert_eq!(decode([left[0].as_slice(), left[0].as_slice()]), Err(Fault::Mismatch), "the same part twice");
    assert_eq!(decode([]), Err(Fault::Nothing));
}

#[test]
fn a_later_version_is_named_and_not_guessed_at() {
    let mut part = parts(&every_event()).remove(0);
    part[0] = codec::VERSION + 1;
    assert_eq!(decode([part.as_slice()]), Err(Fault::Version(codec::VERSION + 1)));
    part[0] = 0;
    assert_eq!(decode([part.as_slice()]), Err(Fault::Malformed));
}

#[test]
fn a_part_cut_short_or_with_a_tail_is_refused() {
    for part in parts(&every_event()) {
        for length in 0..part.len() {
            assert!(decode([&part[..length]]).is_err(), "{length} of {} bytes", part.len());
        }
        let longer = [part.as_slice(), &[0]].concat();
        assert_eq!(decode([longer.as_slice()]), Err(Fault::Malformed));
    }
}

proptest! {
    #[test]
    fn hostile_bytes_never_stop_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode([bytes.as_slice()]);
        let versioned = [&[codec::VERSION][..], &bytes].concat();
        let _ = decode([versioned.as_slice()]);
    }

    #[test]
    fn altered_parts_never_stop_the_program(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let parts = parts(&every_event());
        let mut part = which.get(&parts).clone();
        let at = at.index(part.len());
        part[at] = byte;
        let _ = decode([part.as_slice()]);
    }

    #[test]
    fn events_of_many_scopes_come_back_in_their_order(order in proptest::collection::vec(0u8..4, 1..40), at in any::<i64>(), actor in any::<Option<[u8; 16]>>()) {
        let events = order.iter().zip(0u16..).map(|(scope, nth)| match scope {
            0 => space::Event::NameTaken { hash: core::array::from_fn(|_| nth.to_le_bytes()[0]) }.into(),
            scope => space::Event::Described { space: SpaceId::from_random([*scope; 16]), description: nth.to_string() }.into(),
        }).collect();
        let record = Record { at: Timestamp(at), actor: actor.map(PersonId::from_random), events };
        let encoded = encode(&record);
        let scopes: BTreeSet<Scope> = encoded.iter().map(|(scope, _)| *scope).collect();
        prop_assert_eq!(scopes.len(), encoded.len(), "one part a scope");
        prop_assert_eq!(decode(encoded.iter().rev().map(|(_, bytes)| bytes.as_slice())).unwrap(), record);
    }
}
