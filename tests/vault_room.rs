//! What is written, how much of it, and what happens when there is no more room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test may stop"
)]

mod vault_support;

use spaceward::vault::{Fault, MemoryStorage, Mode, Parameters, RotationStep, Storage, Vault};
use vault_support::{Dice, TestStorage, World, apply, checkpoint_all, create, key, open, part, random, world};

const A: [u8; 16] = [0xA; 16];

fn segments(count: usize) -> Vault<TestStorage> {
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    for number in 0..count {
        let text = format!("issue {number} has some text").repeat(20);
        vault.put_segment(&mut checkpoint, A, format!("issues/{number}").as_bytes(), text.as_bytes()).unwrap();
    }
    vault.commit_checkpoint(checkpoint, None).unwrap();
    vault
}

#[test]
fn vlt_7_one_edit_writes_the_same_in_a_small_and_in_a_large_vault() {
    let written = |count: usize| {
        let mut vault = segments(count);
        let mut units = Vec::new();
        for number in 0..200 {
            let before = vault.usage().used;
            let record = vault.append(&[part(A, 1, &format!("issue {number} moved to done by somebody"))]).unwrap();
            assert_eq!(record.seq, number);
            units.push(vault.usage().used.abs_diff(before));
        }
        let storage = vault.close();
        let total = storage.0.borrow().units_written;
        (units, total)
    };
    let one_edit = |count: usize| {
        let vault = segments(count);
        let storage = TestStorage::new(vault.close().items());
        let mut vault = Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Owner).unwrap().vault;
        let before = storage.0.borrow().units_written;
        vault.append(&[part(A, 1, "issue 7 moved to done by somebody")]).unwrap();
        storage.0.borrow().units_written - before
    };
    assert_eq!(one_edit(20), one_edit(600));
    assert!(one_edit(600) < 250, "{}", one_edit(600));
    assert_eq!(written(20).0, written(600).0);
}

#[test]
fn vlt_7_folding_writes_less_than_half_of_what_the_records_did() {
    let mut vault = segments(20);
    let mut sum = 0;
    for number in 0..63 {
        let before = vault.usage().used;
        vault.append(&[part(A, 1, &format!("issue {number} moved to done by somebody"))]).unwrap();
        sum += vault.usage().used - before;
    }
    assert_eq!((vault.usage().runs, vault.usage().journal), (0, sum));
    vault.append(&[part(A, 1, "the sixty-fourth")]).unwrap();
    let usage = vault.usage();
    assert_eq!(usage.journal, 0);
    assert!(usage.runs > 0 && usage.runs * 2 < sum, "{} of {sum}", usage.runs);
}

#[test]
fn vlt_10_the_account_is_what_storage_holds() {
    let mut vault = segments(30);
    for number in 0..70 {
        vault.append(&[part(A, 1, &format!("{number}"))]).unwrap();
    }
    vault.put_aside(A, b"draft", 1, b"half a form").unwrap();
    let usage = vault.usage();
    let storage = vault.close();
    assert_eq!(usage.used, storage.items().used());
    let Some(counted) = usage.by_scope.values().copied().reduce(|a, b| a + b) else { panic!() };
    assert_eq!(counted, usage.used);
    let mut items = storage.items();
    items.set("of somebody else", &[1; 84]).unwrap();
    let opened = open(items.clone(), &[]);
    assert_eq!(opened.vault.usage().used, items.used());
    assert_eq!(opened.vault.usage().others, 100);
    assert_eq!(opened.vault.close().items().get("of somebody else").unwrap().unwrap().len(), 84);
}

#[test]
fn vlt_10_every_segment_tells_its_room_also_in_the_middle_of_a_rotation() {
    let mut vault = segments(40);
    let sum = |vault: &Vault<TestStorage>| vault.room_of_segments().map(|(_, units)| units).sum::<usize>();
    let adds_up = |vault: &Vault<TestStorage>| {
        assert_eq!(vault.room_of_segments().count(), 40);
        assert_eq!(sum(vault), vault.usage().segments);
    };
    adds_up(&vault);
    vault.begin_rotation(&key(2), [2; 16], Parameters::DEFAULT, Vec::new()).unwrap();
    adds_up(&vault);
    for _ in 0..20 {
        assert_eq!(vault.rotate_step().unwrap(), RotationStep::Moved);
        adds_up(&vault);
    }
    assert_eq!(vault.room(), (vault.usage().used, vault.usage().quota));
}

#[test]
fn vlt_8_a_full_storage_refuses_before_it_writes_and_what_makes_room_still_works() {
    let storage = TestStorage::new(MemoryStorage::with_quota(40_000));
    let mut vault = create(storage.clone());
    vault.set_quota(40_000);
    let mut all = World::new();
    let mut dice = Dice::new(3);
    let fault = loop {
        let noise: String = (0..400).map(|_| char::from(b'!' + dice.below(90) as u8)).collect();
        let parts = [part(A, dice.below(20) as u8, &noise)];
        let before = storage.items();
        match vault.append(&parts) {
            Ok(_) => apply(&mut all, &parts),
            Err(fault) => {
                assert_eq!(storage.items(), before);
                break fault;
            }
        }
    };
    let Fault::Full { needed, free } = fault else { panic!("{fault:?}") };
    assert!(needed > free && free < 600, "{needed} {free}");
    let room = vault.usage();
    assert!(room.used + room.reserve + needed > room.quota);
    vault.append_freeing(&[part(A, 1, "delete")]).unwrap();
    apply(&mut all, &[part(A, 1, "delete")]);
    assert_eq!(world(&open(storage.items(), &[])), all);
}

#[test]
fn vlt_8_a_checkpoint_that_does_not_fit_leaves_all_as_it_was() {
    let storage = TestStorage::new(MemoryStorage::with_quota(30_000));
    let mut vault = create(storage.clone());
    vault.set_quota(30_000);
    let mut all = World::new();
    let parts = [part(A, 1, "kept"), part(A, 2, "too")];
    vault.append(&parts).unwrap();
    apply(&mut all, &parts);
    checkpoint_all(&mut vault, &all);
    let before = storage.items();
    let mut dice = Dice::new(5);
    let noise: Vec<u8> = (0..50_000).map(|_| dice.next() as u8).collect();
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    vault.put_segment(&mut checkpoint, A, &[1], &noise[..20_000]).unwrap();
    assert!(matches!(vault.put_segment(&mut checkpoint, A, &[2], &noise), Err(Fault::Full { .. })));
    vault.abandon_checkpoint(checkpoint);
    assert_eq!(storage.items(), before);
    assert_eq!(world(&open(storage.items(), &[])), all);
}

#[test]
fn vlt_8_a_bulk_commit_is_refused_if_something_was_appended_meanwhile() {
    let mut vault = segments(3);
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    vault.put_segment(&mut checkpoint, A, b"x", b"y").unwrap();
    vault.append(&[part(A, 1, "meanwhile")]).unwrap();
    assert_eq!(vault.commit_checkpoint(checkpoint, Some(&[part(A, 2, "bulk")])), Err(Fault::Moved));
    let opened = open(vault.close().items(), &[]);
    assert_eq!((opened.segments.len(), opened.records.len()), (3, 1));
}

#[test]
fn vlt_8_a_checkpoint_that_was_overtaken_is_refused() {
    let mut vault = segments(3);
    let mut first = vault.begin_checkpoint().unwrap();
    vault.put_segment(&mut first, A, b"first", b"y").unwrap();
    let mut second = vault.begin_checkpoint().unwrap();
    assert_eq!(vault.put_segment(&mut first, A, b"x", b"y"), Err(Fault::Stale));
    assert_eq!(vault.commit_checkpoint(first, None), Err(Fault::Stale));
    vault.put_segment(&mut second, A, b"second", b"y").unwrap();
    vault.commit_checkpoint(second, None).unwrap();
    let opened = open(vault.close().items(), &[]);
    assert_eq!(opened.segments.len(), 4);
    assert_eq!(opened.damage, []);
}

#[test]
fn vlt_7_records_appended_during_a_checkpoint_are_replayed_over_it() {
    let mut vault = segments(3);
    let mut all = World::new();
    for number in 0..70 {
        let parts = [part(A, 1, &format!("{number};"))];
        vault.append(&parts).unwrap();
        apply(&mut all, &parts);
    }
    let cut = all.clone();
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    assert_eq!(checkpoint.cut(), 70);
    for number in 70..300 {
        let parts = [part(A, 1, &format!("{number};"))];
        vault.append(&parts).unwrap();
        apply(&mut all, &parts);
    }
    vault.put_segment(&mut checkpoint, A, &[1], &cut[&A][&1]).unwrap();
    vault.commit_checkpoint(checkpoint, None).unwrap();
    assert_eq!((vault.base_seq(), vault.journal_len()), (70, 230));
    let opened = open(vault.close().items(), &[]);
    assert_eq!(opened.damage, []);
    assert_eq!(world(&opened)[&A][&1], all[&A][&1]);
}
