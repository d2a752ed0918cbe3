//! VLT-1, VLT-3, VLT-4: ways to unlock and their bounds, and that nothing secret prints or reaches storage.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{
    Damage, ENVELOPE_NAME, Fault, LockKind, MemoryStorage, Mode, Parameters, Passphrase, Storage, StorageFault, Vault,
    WrappingKey, derive_wrapping_key, derive_wrapping_key_from_secret, import,
};
use vault_support::{A, SALT, TestStorage, create, filled, key, open, random, world};

#[test]
fn vlt_4_a_change_of_passphrase_is_one_write_and_seals_nothing_anew() {
    let (mut vault, all) = filled(1);
    let storage = TestStorage::new(vault.close().items());
    vault = Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Owner).unwrap().vault;
    let (before, writes) = (storage.items(), storage.0.borrow().writes);
    assert!(vault.accepts(&key(1)) && !vault.accepts(&key(2)));
    vault.change_passphrase(&key(2), [6; 16], Parameters::DEFAULT).unwrap();
    assert!(vault.accepts(&key(2)) && !vault.accepts(&key(1)));
    assert_eq!(storage.0.borrow().writes, writes + 1);
    let after = storage.items();
    for name in before.names().unwrap() {
        assert_eq!(before.get(&name) == after.get(&name), name != ENVELOPE_NAME);
    }
    assert_eq!(Vault::read_envelope(&after).unwrap().unwrap().salt, [6; 16]);
    let opened = Vault::open(after.clone(), &key(2), &[], random(3), Mode::Owner).unwrap();
    assert_eq!(world(&opened), all);
    assert_eq!(Vault::open(after, &key(1), &[], random(3), Mode::Owner).unwrap_err(), Fault::WrongPassphrase);
}

#[test]
fn vlt_13_vlt_16_other_ways_to_unlock_come_and_go_beside_the_passphrase() {
    let (mut vault, all) = filled(1);
    let code = derive_wrapping_key_from_secret(&[9; 32], &SALT, "recovery");
    assert!(!vault.accepts(&derive_wrapping_key_from_secret(&[9; 32], &SALT, "passkey")));
    vault.add_lock(LockKind::Recovery, 1, b"salt".to_vec(), &code).unwrap();
    vault.add_lock(LockKind::Passkey, 2, b"credential".to_vec(), &key(30)).unwrap();
    vault.add_lock(LockKind::Passkey, 3, b"another".to_vec(), &key(31)).unwrap();
    vault.change_passphrase(&key(2), SALT, Parameters::DEFAULT).unwrap();
    let items = vault.close().items();
    for key in [&code, &key(30), &key(31), &key(2)] {
        let opened = Vault::open(items.clone(), key, &[], random(3), Mode::Reader).unwrap();
        assert_eq!(world(&opened), all);
    }
    let mut vault = Vault::open(items, &code, &[], random(3), Mode::Owner).unwrap().vault;
    vault.remove_lock(LockKind::Passkey, 2).unwrap();
    vault.remove_lock(LockKind::Recovery, 1).unwrap();
    assert_eq!(vault.remove_lock(LockKind::Recovery, 1), Err(Fault::NoSuchLock));
    assert_eq!(vault.remove_lock(LockKind::Passphrase, 0), Err(Fault::NoSuchLock));
    assert!(!vault.accepts(&code) && !vault.accepts(&key(30)));
    assert!(vault.accepts(&key(31)) && vault.accepts(&key(2)));
}

#[test]
fn vlt_1_nothing_readable_reaches_storage_the_log_or_a_file() {
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    let scope = *b"scope-of-a-space";
    let parts = [(scope, b"Zanzibar".to_vec()), ([0; 16], b"Zanzibar ".repeat(2))];
    let record = vault.append(&parts).unwrap();
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    vault.put_segment(&mut checkpoint, scope, b"address-of-segment", b"Zanzibar").unwrap();
    vault.commit_checkpoint(checkpoint, None).unwrap();
    vault.append(&parts).unwrap();
    let copy = vault.put_aside(scope, b"address-of-draft", 1, b"Zanzibar").unwrap();
    let file = vault.export().unwrap();
    let mut haystack = [record.bytes, copy.name, copy.bytes, file].concat();
    let items = vault.close().items();
    for name in items.names().unwrap() {
        let value = items.get(&name).unwrap().unwrap();
        assert!(name == ENVELOPE_NAME || name.chars().count() == 13, "{name}");
        assert!(String::from_utf16(&value).is_ok());
        haystack.extend(name.bytes());
        haystack.extend(String::from_utf16(&value).unwrap().bytes());
        haystack.extend(value.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    for needle in ["Zanzibar", "scope-of", "address-of", "issue"] {
        assert!(!haystack.windows(needle.len()).any(|window| window == needle.as_bytes()), "{needle}");
    }
}

#[test]
fn vlt_1_secrets_print_as_redacted() {
    let passphrase = Passphrase::new("correct horse".to_owned());
    let (mut vault, _) = filled(1);
    let checkpoint = vault.begin_checkpoint().unwrap();
    let printed = [
        format!("{passphrase:?}"),
        format!("{:?}", key(77)),
        format!("{:?}", derive_wrapping_key_from_secret(&[9; 32], &SALT, "x")),
        format!("{vault:?}"),
        format!("{checkpoint:?}"),
        format!("{:?}", import::open(&vault.export().unwrap(), &key(1)).unwrap()),
        format!("{:?}", open(vault.close().items(), &[])),
    ];
    for text in &printed {
        for needle in ["correct", "horse", "77, 77", "Zanzibar", "[90", "9, 9", "10, 10", "11, 11"] {
            assert!(!text.contains(needle), "{text}");
        }
    }
    assert!(printed[..4].iter().all(|text| text.ends_with("(<redacted>)")), "{printed:?}");
}

#[test]
fn vlt_3_a_derivation_outside_of_the_bounds_is_refused() {
    let passphrase = Passphrase::new("correct horse".to_owned());
    let derive = |memory_kib, passes, lanes| {
        derive_wrapping_key(&passphrase, &SALT, Parameters { memory_kib, passes, lanes }).map(|key| *key.expose_bytes())
    };
    for (memory_kib, passes, lanes) in
        [(19 * 1024 - 1, 3, 1), (64 * 1024, 1, 1), (257 * 1024, 3, 1), (65536, 11, 1), (65536, 3, 0)]
    {
        assert_eq!(derive(memory_kib, passes, lanes), Err(Fault::Parameters));
    }
    // Argon2id, version 0x13, 19 MiB, two passes, one lane, made by another program (Python's cryptography).
    let floor = derive(19 * 1024, 2, 1).unwrap();
    let hex = floor.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(hex, "aeb7724ee8e2ba77dcbc553967ccb7780b4bfa2c2b9e2f881c05b63b90cd7f36");
    assert_eq!(WrappingKey::from_bytes(&floor).expose_bytes(), &floor);
    let vault = Vault::create(
        MemoryStorage::new(),
        &key(1),
        SALT,
        Parameters { memory_kib: 8, ..Parameters::DEFAULT },
        random(1),
    );
    assert_eq!(vault.unwrap_err(), Fault::Parameters);
    assert!(Parameters::FLOOR.below_default() && !Parameters::DEFAULT.below_default());
}

#[test]
fn a_vault_is_made_once() {
    let storage = TestStorage::new(MemoryStorage::new());
    create(storage.clone());
    let again = Vault::create(storage.clone(), &key(1), SALT, Parameters::DEFAULT, random(1));
    assert_eq!(again.unwrap_err(), Fault::Exists);
    let mut items = storage.items();
    items.set("theirs", &[1]).unwrap();
    Vault::erase(&mut items).unwrap();
    assert_eq!(items.names().unwrap(), ["theirs"]);
}

#[test]
fn faults_are_plain_sentences() {
    let damage = |place| Damage { place, how: spaceward::vault::How::Altered, kept: true };
    let faults = [
        Fault::Absent,
        Fault::WrongPassphrase,
        Fault::Full { needed: 1, free: 0 },
        Fault::Storage(StorageFault::Denied("policy".into())),
        Fault::Damaged(damage(spaceward::vault::Place::Head)),
        Fault::Destroyed(A),
        Fault::NotAVaultFile,
    ];
    for fault in faults {
        let text = fault.to_string();
        assert!(text.ends_with('.') && !text.contains('!') && !text.contains("10, 10"), "{text}");
    }
}
