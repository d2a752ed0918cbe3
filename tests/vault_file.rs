//! VLT-11, VLT-12: files of a whole vault, and destroyed scopes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{Fault, MemoryStorage, Mode, Parameters, Storage, Vault, import};
use vault_support::{
    A, B, SALT, TestStorage, Trouble, World, apply, checkpoint_all, create, filled, key, open, part, random, world,
};

const QUOTA: usize = 5 << 20;

#[test]
fn vlt_11_a_file_says_what_it_is_and_opens_with_its_passphrase_alone() {
    let (vault, all) = filled(1);
    let file = vault.export().unwrap();
    let facts = import::inspect(&file).unwrap();
    assert_eq!(facts.envelope, *vault.envelope());
    assert_eq!(facts.items, vault.live_items());
    let contents = import::open(&file, &key(1)).unwrap();
    assert_eq!(world(&contents.opened), all);
    assert_eq!(contents.damage(), []);
    assert_eq!(import::open(&file, &key(2)).unwrap_err(), Fault::WrongPassphrase);
    assert_eq!(import::inspect(b"PK\x03\x04 something else").unwrap_err(), Fault::NotAVaultFile);
}

#[test]
fn vlt_11_an_altered_or_cut_file_is_refused() {
    let file = filled(1).0.export().unwrap();
    for at in (0..file.len()).step_by(7) {
        let mut altered = file.clone();
        altered[at] ^= 1;
        assert!(import::inspect(&altered).is_err() && import::open(&altered, &key(1)).is_err(), "byte {at}");
        assert!(import::inspect(&file[..at]).is_err());
    }
}

#[test]
fn vlt_11_a_file_takes_the_place_of_a_vault_or_does_not_at_any_write() {
    let (theirs, wanted) = filled(1);
    let contents = import::open(&theirs.export().unwrap(), &key(1)).unwrap();
    let (mine, present) = filled(2);
    let (older_self, later) = (contents, filled(1));
    for (before, old) in
        [(mine.close().items(), present), (later.0.close().items(), later.1), (MemoryStorage::new(), World::new())]
    {
        let storage = TestStorage::new(before.clone());
        storage.0.borrow_mut().snapshots = Some(Vec::new());
        older_self.replace(&mut storage.clone(), QUOTA, &mut random(50)).unwrap();
        let snapshots = storage.0.borrow_mut().snapshots.take().unwrap();
        let mut flipped = false;
        for items in &snapshots {
            let opened = match Vault::open(TestStorage::new(items.clone()), &key(1), &[], random(9), Mode::Owner) {
                // Half an import into an empty browser: there was nothing, there is nothing.
                Err(Fault::Absent | Fault::Damaged(_)) if before == MemoryStorage::new() && !flipped => continue,
                opened => opened.unwrap(),
            };
            assert_eq!(opened.damage, []);
            let found = world(&opened);
            flipped |= found == wanted;
            assert!(found == if flipped { wanted.clone() } else { old.clone() });
        }
        assert!(flipped);
        // Nothing of the old one stays.
        let after = open(snapshots.last().unwrap().clone(), &[]);
        assert_eq!(after.vault.usage().others, 0);
        assert_eq!(after.vault.usage().loose, 0);

        // Refused at any write: the old one stands, and nothing of the new one lies about.
        let sets = older_self.opened.vault.live_items() + 1;
        for number in 1..=sets {
            let storage = TestStorage::new(before.clone());
            storage.0.borrow_mut().trouble = Trouble::FullAt(number);
            let fault = older_self.replace(&mut storage.clone(), QUOTA, &mut random(50)).unwrap_err();
            assert!(matches!(fault, Fault::Full { .. }));
            assert_eq!(storage.items(), before);
        }
        let full = older_self.replace(&mut TestStorage::new(before.clone()), before.used() + 100, &mut random(50));
        assert!(matches!(full, Err(Fault::Full { .. })));
    }
}

#[test]
fn vlt_11_after_an_older_file_was_put_back_the_log_of_before_is_passed_over() {
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    let mut log = vec![vault.append(&[part(A, 1, "early;")]).unwrap()];
    let file = vault.export().unwrap();
    log.push(vault.append(&[part(A, 1, "late;")]).unwrap());
    let contents = import::open(&file, &key(1)).unwrap();
    let mut items = vault.close().items();
    contents.replace(&mut items, QUOTA, &mut random(5)).unwrap();
    let opened = open(items, &log);
    assert_eq!(world(&opened)[&A][&1], b"early;");
    assert_eq!(opened.damage, []);
}

#[test]
fn vlt_15_an_import_comes_back_where_storage_fell_back_to_before_it() {
    let (theirs, wanted) = filled(1);
    let contents = import::open(&theirs.export().unwrap(), &key(1)).unwrap();
    let mine = filled(2).0.close().items();
    // Of another vault, of a later day of the same one, and of nothing at all.
    for before in [mine, theirs.close().items(), MemoryStorage::new()] {
        let mut items = before.clone();
        let spare = contents.replace(&mut items, QUOTA, &mut random(50)).unwrap();
        assert!(!import::restore(&mut items.clone(), &spare.file).unwrap(), "it is there");
        let mut opened = open(items, &[]);
        let mut log = vec![opened.vault.append(&[part(A, 9, "after the import")]).unwrap()];
        let mut world_after = wanted.clone();
        apply(&mut world_after, &[part(A, 9, "after the import")]);

        // Stopped at any write of it, the next try brings it back.
        let storage = TestStorage::new(before.clone());
        storage.0.borrow_mut().snapshots = Some(Vec::new());
        assert!(import::restore(&mut storage.clone(), &spare.file).unwrap());
        for mut items in storage.0.borrow_mut().snapshots.take().unwrap() {
            import::restore(&mut items, &spare.file).unwrap();
            assert!(!Vault::heal_envelope(&mut items, &spare.envelope).unwrap());
            let opened = open(items, &log);
            assert_eq!(opened.damage, []);
            assert_eq!(world(&opened), world_after);
        }

        // What came of it since counts: another passphrase, then another vault key.
        opened.vault.change_passphrase(&key(3), SALT, Parameters::DEFAULT).unwrap();
        let later = opened.vault.envelope_copy();
        opened.vault.begin_rotation(&key(3), SALT, Parameters::DEFAULT, Vec::new()).unwrap();
        let rotated = opened.vault.envelope_copy();
        log.push(opened.vault.append(&[part(A, 9, " and the rotation")]).unwrap());
        let mut world_rotated = world_after.clone();
        apply(&mut world_rotated, &[part(A, 9, " and the rotation")]);
        let now = opened.vault.close().items();
        assert!(!import::restore(&mut now.clone(), &spare.file).unwrap());
        for (copy, records, wanted) in [(&later, 1, &world_after), (&rotated, 2, &world_rotated)] {
            let mut fallen_back = before.clone();
            assert!(import::restore(&mut fallen_back, &spare.file).unwrap());
            assert!(Vault::heal_envelope(&mut fallen_back, copy).unwrap());
            let storage = TestStorage::new(fallen_back);
            let opened = Vault::open(storage, &key(3), &log[..records], random(9), Mode::Owner).unwrap();
            assert_eq!(opened.damage, []);
            assert_eq!(world(&opened), *wanted);
        }
    }
}

#[test]
fn vlt_5_a_spare_that_is_not_whole_restores_nothing() {
    let (theirs, _) = filled(1);
    let contents = import::open(&theirs.export().unwrap(), &key(1)).unwrap();
    let before = filled(2).0.close().items();
    let spare = contents.replace(&mut before.clone(), QUOTA, &mut random(50)).unwrap();
    for at in (0..spare.file.len()).step_by(97) {
        let mut altered = spare.file.clone();
        altered[at] ^= 0x80;
        let mut items = before.clone();
        // A newer format is refused with a sentence, all else is passed over.
        assert!(matches!(import::restore(&mut items, &altered), Ok(false) | Err(Fault::Unsupported { .. })));
        assert_eq!(items, before);
    }
}

#[test]
fn vlt_12_a_destroyed_scope_cannot_be_opened_even_from_what_still_lies_about() {
    let (mut vault, _) = filled(1);
    let before = vault.export().unwrap();
    let record = vault.append(&[part(B, 1, "last words")]).unwrap();
    let gone = vault.destroy_scope(B, &[part([0; 16], 1, "B was deleted")]).unwrap();
    assert_eq!(vault.append(&[part(B, 1, "again")]), Err(Fault::Destroyed(B)));
    assert_eq!(vault.put_aside(B, b"draft", 1, b"x"), Err(Fault::Destroyed(B)));
    assert_eq!(vault.destroy_scope(B, &[]), Err(Fault::Destroyed(B)));
    assert_eq!(vault.destroy_scope([0; 16], &[]), Err(Fault::Destroyed([0; 16])));
    let redacted = vault.redact_logged(&record).unwrap();
    assert!(vault.redact_logged(&redacted).is_none());
    assert!(vault.live_segments().all(|(scope, _)| *scope != B));

    // An attacker puts back all items of before but the head: without the key they stay shut.
    let items = vault.close().items();
    let old = import::open(&before, &key(1)).unwrap().opened.vault.close();
    let mut mixed = items.clone();
    for name in old.names().unwrap() {
        if mixed.get(&name).unwrap().is_none() {
            mixed.set(&name, &old.get(&name).unwrap().unwrap()).unwrap();
        }
    }
    let opened = open(mixed, &[redacted, gone]);
    assert!(!world(&opened).contains_key(&B));
    assert_eq!(opened.damage, []);
    assert!(opened.vault.is_destroyed(&B));
}

#[test]
fn vlt_12_the_key_is_destroyed_before_anything_of_the_scope_is_removed() {
    let (mut vault, mut all) = filled(1);
    checkpoint_all(&mut vault, &all);
    let storage = TestStorage::new(vault.close().items());
    let mut vault = Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Owner).unwrap().vault;
    let before = storage.items();
    storage.0.borrow_mut().snapshots = Some(Vec::new());
    vault.destroy_scope(B, &[]).unwrap();
    let snapshots = storage.0.borrow_mut().snapshots.take().unwrap();
    let count = |items: &MemoryStorage| {
        items.names().unwrap().iter().filter(|name| before.get(name).unwrap().is_some()).count()
    };
    // The record, the head, its spare: until then nothing was removed.
    assert!(snapshots.len() > 3 + all[&B].len() - 1);
    assert!(snapshots[..3].iter().all(|items| count(items) == count(&before)));
    assert_eq!(count(snapshots.last().unwrap()), count(&before) - all[&B].len());
    all.remove(&B);
    for items in snapshots {
        let opened = open(items, &[]);
        assert_eq!(world(&opened), all);
        assert_eq!(opened.damage, []);
    }
}

/// The steps that made the vector, for whoever makes one of the next format: `cargo test -- --ignored` with the path in
/// `SPACEWARD_VECTOR`.
fn vector() -> (Vault<TestStorage>, World) {
    let (mut vault, mut all) = filled(7);
    vault.destroy_scope(B, &[part([0; 16], 5, "B was deleted")]).unwrap();
    apply(&mut all, &[part([0; 16], 5, "B was deleted")]);
    all.remove(&B);
    (vault, all)
}

#[test]
#[ignore = "writes a file; only for a new format"]
fn write_the_vector() {
    let path = std::env::var("SPACEWARD_VECTOR").expect("the path of the file to write");
    std::fs::write(path, vector().0.export().unwrap()).unwrap();
}

/// A vault of format 1, as it was first written. It has to open for ever.
#[test]
fn vlt_11_the_first_vault_file_of_format_1_still_opens() {
    let file = include_bytes!("vectors/vault-v1.bin");
    assert_eq!(import::inspect(file).unwrap().version, 1);
    let opened = import::open(file, &key(1)).unwrap().opened;
    assert_eq!(opened.damage, []);
    assert_eq!(world(&opened), vector().1);
    assert_eq!(opened.segments.len(), 1);
    assert_eq!((opened.vault.base_seq(), opened.vault.next_seq()), (4, 71));
}
