//! Records, runs and logged records come back, whole or without what a destroyed key sealed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use super::{Budget, Record, make_logged, make_record, make_run, open_logged, open_record, open_run, redact};
use crate::vault::{How, Scope, keyring::Keyring};
use std::collections::BTreeSet;

const A: Scope = [0xA; 16];
const B: Scope = [0xB; 16];

fn ring() -> Keyring {
    let mut ring = Keyring::make([1; 16], &mut |bytes| bytes.fill(7));
    ring.make_scope(&A, &mut |bytes| bytes.fill(8));
    ring.make_scope(&B, &mut |bytes| bytes.fill(9));
    ring
}

fn random() -> impl FnMut(&mut [u8]) {
    let mut count = 0_u8;
    move |bytes| {
        count = count.wrapping_add(1);
        bytes.fill(count);
    }
}

fn parts() -> Vec<(Scope, Vec<u8>)> {
    vec![(A, b"first".to_vec()), ([0; 16], vec![7; 500]), (B, Vec::new()), (A, b"second".to_vec())]
}

fn whole(parts: Vec<(Scope, Vec<u8>)>) -> Vec<(Scope, Option<Vec<u8>>)> {
    parts.into_iter().map(|(scope, bytes)| (scope, Some(bytes))).collect()
}

#[test]
fn a_record_keeps_its_parts_in_order() {
    let ring = ring();
    let sealed = make_record(&ring, 5, &[B], &parts(), &mut random()).unwrap();
    let record = open_record(&ring, 5, &sealed, &mut { Budget::OPENING }).unwrap();
    assert_eq!(record, Record { destroyed: vec![B], parts: whole(parts()) });
    assert_eq!(open_record(&ring, 6, &sealed, &mut { Budget::OPENING }), Err(How::Altered));
    assert_eq!(open_record(&ring, 5, &sealed, &mut Budget(400)), Err(How::TooLarge));
}

#[test]
fn vlt_12_without_a_scopes_key_its_parts_stay_shut_and_the_others_open() {
    let mut ring = ring();
    let sealed = make_record(&ring, 5, &[], &parts(), &mut random()).unwrap();
    let before = open_record(&ring, 5, &sealed, &mut { Budget::OPENING }).unwrap();
    let run = make_run(&ring, 5, &[before.clone(), before], &mut random()).unwrap();
    ring.drop_scope(&A);
    let opened = open_record(&ring, 5, &sealed, &mut { Budget::OPENING }).unwrap();
    let shut: Vec<bool> = opened.parts.iter().map(|(_, bytes)| bytes.is_none()).collect();
    assert_eq!(shut, [true, false, false, true]);
    for record in open_run(&ring, 5, &run, &mut { Budget::OPENING }).unwrap() {
        assert_eq!(record, opened);
    }
    assert!(make_record(&ring, 5, &[], &parts(), &mut random()).is_none());
}

#[test]
fn a_run_holds_records_in_less_room_than_they_took() {
    let ring = ring();
    let records: Vec<Record> = (0_u8..64)
        .map(|n| Record {
            destroyed: Vec::new(),
            parts: whole(vec![(A, format!("issue {n} was moved to done").into())]),
        })
        .collect();
    let single: usize = (0..64)
        .map(|n| {
            let parts = vec![(A, format!("issue {n} was moved to done").into_bytes())];
            make_record(&ring, n, &[], &parts, &mut random()).unwrap().len()
        })
        .sum();
    let run = make_run(&ring, 100, &records, &mut random()).unwrap();
    assert!(run.len() * 10 < single, "{} against {single}", run.len());
    assert_eq!(open_run(&ring, 100, &run, &mut { Budget::OPENING }).unwrap(), records);
    assert_eq!(open_run(&ring, 101, &run, &mut { Budget::OPENING }), Err(How::Altered));
}

#[test]
fn vlt_12_a_logged_record_brings_keys_until_they_are_redacted() {
    let full = ring();
    let sealed = make_record(&full, 5, &[], &parts(), &mut random()).unwrap();
    let logged = make_logged(&full, 77, 5, &sealed, [A, B, [0; 16], A].into_iter(), &mut random()).unwrap();
    assert!(open_logged(&full, 78, 5, &logged).unwrap().is_none(), "another instance's is passed over");
    assert!(open_logged(&full, 77, 6, &logged).is_err());
    let keys = |bytes: &[u8]| -> Vec<Scope> {
        open_logged(&full, 77, 5, bytes).unwrap().unwrap().keys.into_iter().map(|(scope, _)| scope).collect()
    };
    assert_eq!(keys(&logged), [A, B]);
    let redacted = redact(&full, 77, 5, &logged, &BTreeSet::from([A]), &mut random()).unwrap();
    assert_eq!(keys(&redacted), [B]);
    assert!(redact(&full, 77, 5, &redacted, &BTreeSet::from([A]), &mut random()).is_none());
    for at in 4..logged.len() {
        let mut altered = logged.clone();
        altered[at] ^= 1;
        let opened = open_logged(&full, 77, 5, &altered).ok().flatten();
        assert!(opened.is_none_or(|logged| logged.open(&full, 5, &mut { Budget::OPENING }).is_err()), "byte {at}");
    }
}
