//! Items beside the journal, and their copies beside the write-ahead log: what survives which crash.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{Aside, AsideCopy, Fault, MemoryStorage, Mode, Scope, Storage, Vault};
use vault_support::{TestStorage, create, key, open, part, random};

const A: Scope = [0xA; 16];
const B: Scope = [0xB; 16];
const FORM: &[u8] = b"form/1";

/// A vault that knows both scopes.
fn vault() -> Vault<TestStorage> {
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    vault.append(&[part(A, 1, "space A"), part(B, 1, "space B")]).unwrap();
    vault
}

fn texts(asides: &[Aside]) -> Vec<(Scope, String)> {
    asides.iter().map(|aside| (aside.scope, String::from_utf8(aside.bytes.clone()).unwrap())).collect()
}

fn items(vault: Vault<TestStorage>) -> MemoryStorage {
    vault.close().items()
}

#[test]
fn vlt_14_drafts_are_kept_sealed_replaced_and_dropped() {
    let mut vault = vault();
    vault.put_aside(A, FORM, 1, b"half").unwrap();
    vault.put_aside(A, FORM, 2, b"half a form").unwrap();
    vault.put_aside(B, FORM, 1, b"other").unwrap();
    let mut vault = open(items(vault), &[]).vault;
    assert_eq!(vault.get_aside(A, FORM).unwrap().unwrap(), b"half a form");
    assert_eq!(vault.get_aside(A, b"form/2").unwrap(), None);
    let mut found = texts(&vault.asides(&[]).unwrap());
    found.sort();
    assert_eq!(found, [(A, "half a form".to_owned()), (B, "other".to_owned())]);
    vault.drop_aside(A, FORM, 3).unwrap();
    let vault = open(items(vault), &[]).vault;
    assert_eq!(texts(&vault.asides(&[]).unwrap()), [(B, "other".to_owned())]);
}

#[test]
fn vlt_14_a_draft_comes_back_from_its_copy_when_local_storage_fell_back() {
    let mut vault = vault();
    let before = open(items(vault), &[]);
    vault = before.vault;
    let old = vault.put_aside(A, FORM, 1, b"half").unwrap();
    let fallen = items(vault);
    let mut vault = open(fallen.clone(), &[]).vault;
    let new = vault.put_aside(A, FORM, 2, b"half a form").unwrap();
    drop(vault);

    let mut vault = open(fallen.clone(), &[]).vault;
    let merge = vault.merge_asides(std::slice::from_ref(&new)).unwrap();
    assert_eq!((merge.forget.len(), merge.put.len(), merge.dropped.len()), (0, 0, 0));
    assert_eq!(vault.get_aside(A, FORM).unwrap().unwrap(), b"half a form");

    // The other way round: the copy is the older one, and is to be renewed.
    let mut vault = open(items(vault), &[]).vault;
    let merge = vault.merge_asides(&[old]).unwrap();
    assert_eq!(vault.get_aside(A, FORM).unwrap().unwrap(), b"half a form");
    assert_eq!(merge.put.len(), 1);
    assert_eq!(texts(&open(fallen, &[]).vault.asides(&merge.put).unwrap()), [(A, "half a form".to_owned())]);
}

#[test]
fn vlt_14_a_draft_that_was_sent_is_not_offered_again_when_local_storage_falls_back() {
    let mut vault = vault();
    vault.put_aside(A, FORM, 1, b"half").unwrap();
    let fallen = items(vault);
    let mut vault = open(fallen.clone(), &[]).vault;
    let gone = vault.drop_aside(A, FORM, 2).unwrap();
    assert_eq!(vault.asides(&[]).unwrap(), []);
    let mut vault = open(fallen.clone(), &[]).vault;
    assert_eq!(vault.asides(std::slice::from_ref(&gone)).unwrap(), [], "a tab that follows sees it too");
    let merge = vault.merge_asides(std::slice::from_ref(&gone)).unwrap();
    assert_eq!(merge.dropped, std::slice::from_ref(&gone.name));
    assert_eq!(open(items(vault), &[]).vault.asides(&[]).unwrap(), []);

    // What is typed into the form anew counts again.
    let mut vault = open(fallen, &[]).vault;
    vault.merge_asides(std::slice::from_ref(&gone)).unwrap();
    vault.put_aside(A, FORM, 3, b"again").unwrap();
    let merge = vault.merge_asides(&[gone]).unwrap();
    assert_eq!((merge.put.len(), merge.dropped.len()), (1, 0));
    assert_eq!(texts(&vault.asides(&[]).unwrap()), [(A, "again".to_owned())]);
}

#[test]
fn vlt_12_the_drafts_of_a_destroyed_space_open_nowhere() {
    let mut vault = vault();
    let (a, b) = (vault.put_aside(A, FORM, 1, b"stays").unwrap(), vault.put_aside(B, FORM, 1, b"goes").unwrap());
    vault.destroy_scope(B, &[]).unwrap();
    assert_eq!(vault.seal_aside(B, FORM, 2, Some(b"x")), Err(Fault::Destroyed(B)));
    let copies = [a.clone(), b.clone()];
    assert_eq!(texts(&vault.asides(&copies).unwrap()), [(A, "stays".to_owned())]);
    assert_eq!((vault.open_copy(&a).unwrap().revision, vault.open_copy(&b)), (1, None));
    assert_eq!(vault.merge_asides(&copies).unwrap().forget, [b.name]);
    let reopened = open(items(vault), &[]);
    assert_eq!(reopened.damage, []);
    assert_eq!(texts(&reopened.vault.asides(&copies).unwrap()), [(A, "stays".to_owned())]);
}

#[test]
fn vlt_9_a_following_tab_seals_a_draft_that_the_writer_takes() {
    let writer = vault();
    let stored = items(writer);
    let mut follower = Vault::open(stored.clone(), &key(1), &[], random(3), Mode::Reader).unwrap().vault;
    assert_eq!(follower.put_aside(A, FORM, 1, b"half"), Err(Fault::ReadOnly));
    let copy = follower.seal_aside(A, FORM, 1, Some(b"typed in the other tab")).unwrap();
    assert_eq!(follower.seal_aside([0xC; 16], FORM, 1, Some(b"x")), Err(Fault::ReadOnly), "it makes no keys");

    let mut writer = open(stored, &[]).vault;
    assert!(writer.take_aside(&copy).unwrap());
    assert_eq!(writer.get_aside(A, FORM).unwrap().unwrap(), b"typed in the other tab");
    let later = follower.seal_aside(A, FORM, 9, None).unwrap();
    assert!(writer.take_aside(&later).unwrap());
    assert_eq!(writer.asides(&[copy, later]).unwrap(), [], "the later word counts, wherever it lies");
}

#[test]
fn vlt_2_a_copy_that_was_moved_altered_or_made_elsewhere_does_not_count() {
    let mut vault = vault();
    let mut copy = vault.put_aside(A, FORM, 1, b"half").unwrap();
    let other = vault.put_aside(A, b"form/2", 1, b"other").unwrap();
    let moved = AsideCopy { name: other.name.clone(), bytes: copy.bytes.clone() };
    let mut altered = copy.clone();
    *altered.bytes.last_mut().unwrap() ^= 1;
    copy.bytes[0] ^= 1;
    let mut vault = open(items(vault), &[]).vault;
    for bad in [moved, altered, copy, AsideCopy { name: vec![1, 2], bytes: vec![] }] {
        assert!(!vault.take_aside(&bad).unwrap());
        assert_eq!(vault.merge_asides(std::slice::from_ref(&bad)).unwrap().forget, [bad.name]);
    }
    assert_eq!(vault.asides(&[]).unwrap().len(), 2);
}

#[test]
fn vlt_10_a_draft_that_finds_no_room_is_still_sealed_for_its_copy() {
    let storage = TestStorage::new(MemoryStorage::with_quota(20_000));
    let mut vault = create(storage.clone());
    vault.set_quota(20_000);
    vault.append(&[part(A, 1, "space A")]).unwrap();
    let mut dice = vault_support::Dice::new(7);
    let noise: Vec<u8> = (0..60_000).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
    let before = storage.items();
    assert!(matches!(vault.put_aside(A, FORM, 1, &noise), Err(Fault::Full { .. })));
    assert_eq!(storage.items(), before);
    let copy = vault.seal_aside(A, FORM, 1, Some(&noise)).unwrap();
    let merge = vault.merge_asides(std::slice::from_ref(&copy)).unwrap();
    assert_eq!((merge.forget.len(), merge.put.len()), (0, 0));
    assert_eq!(vault.asides(&[copy]).unwrap()[0].bytes, noise);
    assert!(storage.items().names().unwrap().len() >= 3);
}
