//! A browser killed before localStorage first reached the disk: the write-ahead log and the copy of the envelope beside
//! it bring the whole vault back (VLT-15).
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use spaceward::vault::{Fault, MemoryStorage, Mode, Parameters, Random, Vault, WrappingKey};

fn random() -> Random {
    let mut next = 0_u8;
    Box::new(move |slice| {
        for byte in slice {
            next = next.wrapping_mul(181).wrapping_add(101);
            *byte = next;
        }
    })
}

#[test]
fn vlt_15_nothing_is_lost_when_local_storage_never_reached_the_disk() {
    let key = WrappingKey::from_bytes(&[3; 32]);
    let mut vault = Vault::create(MemoryStorage::new(), &key, [1; 16], Parameters::DEFAULT, random()).unwrap();
    let parts = [vec![([0; 16], b"a person".to_vec())], vec![([8; 16], b"a space".to_vec())]];
    let log: Vec<_> = parts.iter().map(|parts| vault.append(parts).unwrap()).collect();
    let copy = vault.envelope_copy();

    let mut fallen_back = MemoryStorage::new();
    assert!(Vault::heal_envelope(&mut fallen_back, &copy).unwrap());
    let opened = Vault::open(fallen_back, &key, &log, random(), Mode::Owner).unwrap();
    assert!(opened.damage.is_empty(), "{:?}", opened.damage);
    let records: Vec<_> = opened.records.into_iter().map(|(_, parts)| parts).collect();
    assert_eq!(records, parts);

    // And what it settled into storage opens again by itself.
    let again = Vault::open(opened.vault.close(), &key, &[], random(), Mode::Owner).unwrap();
    assert_eq!(again.records.len(), 2);
    assert!(again.damage.is_empty(), "{:?}", again.damage);
}

#[test]
fn vlt_5_a_log_that_lacks_the_beginning_does_not_pass_for_a_whole_vault() {
    let key = WrappingKey::from_bytes(&[3; 32]);
    let mut vault = Vault::create(MemoryStorage::new(), &key, [1; 16], Parameters::DEFAULT, random()).unwrap();
    let parts = vec![([0; 16], b"a person".to_vec())];
    let log: Vec<_> = (0..3).map(|_| vault.append(&parts).unwrap()).skip(1).collect();
    let copy = vault.envelope_copy();
    let mut fallen_back = MemoryStorage::new();
    Vault::heal_envelope(&mut fallen_back, &copy).unwrap();
    assert!(matches!(Vault::open(fallen_back, &key, &log, random(), Mode::Owner), Err(Fault::Damaged(_))));
}
