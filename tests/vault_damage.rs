//! VLT-5: what is altered, missing, moved or replayed is named and kept aside, and the rest opens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{
    Damage, ENVELOPE_NAME, Fault, How, MemoryStorage, Mode, Opened, Opening, Place, Storage, Vault, WalRecord,
    WrappingKey,
};
use vault_support::{TestStorage, World, apply, checkpoint_all, create, key, open, part, random, world};

const A: [u8; 16] = [0xA; 16];
const B: [u8; 16] = [0xB; 16];

/// Four segments, a run and three records.
fn vault() -> (MemoryStorage, World, Vec<WalRecord>) {
    let mut vault = create(TestStorage::new(MemoryStorage::new()));
    let mut all = World::new();
    let mut log = Vec::new();
    let first = [part(A, 1, "one"), part(A, 2, "two"), part(B, 3, "three"), part([0; 16], 4, "four")];
    log.push(vault.append(&first).unwrap());
    apply(&mut all, &first);
    checkpoint_all(&mut vault, &all);
    for number in 0..67 {
        let parts = [part(A, 1, &format!("{number};")), part(B, 9, "x")];
        log.push(vault.append(&parts).unwrap());
        apply(&mut all, &parts);
    }
    assert_eq!(vault.verify().unwrap(), []);
    (vault.close().items(), all, log)
}

fn names(items: &MemoryStorage) -> Vec<String> {
    items.names().unwrap().into_iter().filter(|name| name != ENVELOPE_NAME).collect()
}

/// Everything that was given that is not named as damaged has to be there as it was.
fn rest_opens(whole: &Opened<TestStorage>, items: &MemoryStorage, why: &str) -> Vec<Damage> {
    let opened = Vault::open(TestStorage::new(items.clone()), &key(1), &[], random(3), Mode::Owner)
        .unwrap_or_else(|fault| panic!("{why}: {fault}"));
    let damage = opened.damage.clone();
    for segment in &whole.segments {
        let place = Place::Segment { scope: segment.scope, address: segment.address.clone() };
        let named = damage.iter().any(|damage| damage.place == place);
        assert_eq!(opened.segments.contains(segment), !named, "{why}");
    }
    for record in &whole.records {
        let named = damage
            .iter()
            .any(|damage| matches!(damage.place, Place::Records { first, last } if (first..=last).contains(&record.0)));
        assert_eq!(opened.records.contains(record), !named, "{why}: {damage:?}");
    }
    assert_eq!(opened.vault.next_seq(), whole.vault.next_seq(), "{why}: no number is given twice");

    // The second opening says the same of what was kept, and does not take it for new damage.
    let kept = opened.vault.quarantined();
    let mut vault = opened.vault;
    let expected = vault.append(&[part(A, 7, "later")]).unwrap().seq;
    let again = open(vault.close().items(), &[]);
    assert_eq!(again.records.last().unwrap().0, expected, "{why}");
    assert_eq!(again.vault.quarantined(), kept, "{why}");
    let lost = |damage: &[Damage]| -> Vec<Place> {
        damage.iter().filter(|one| one.place != Place::Head).map(|one| one.place.clone()).collect()
    };
    assert_eq!(lost(&again.damage), lost(&damage), "{why}");
    damage
}

#[test]
fn vlt_5_every_altered_item_is_named_and_kept_and_the_rest_opens() {
    let (items, ..) = vault();
    let whole = open(items.clone(), &[]);
    for name in names(&items) {
        let value = items.get(&name).unwrap().unwrap();
        // Beginning, middle and end of each, every time another bit; every bit is tried in the tests of the seal.
        let stride = (value.len() / 8).max(1);
        for at in (0..value.len()).step_by(stride) {
            let mut altered = value.clone();
            altered[at] ^= 1 << (at % 15);
            let mut items = items.clone();
            items.set(&name, &altered).unwrap();
            let damage = rest_opens(&whole, &items, &format!("unit {at} of an item of {}", value.len()));
            assert_eq!(damage.iter().filter(|damage| damage.kept).count(), damage.len());
            assert!(!damage.is_empty());
            let kept = open(items, &[]).vault.quarantined();
            assert_eq!(kept.len(), 1);
        }
    }
}

#[test]
fn vlt_5_every_cut_item_is_named_and_the_rest_opens() {
    let (items, ..) = vault();
    let whole = open(items.clone(), &[]);
    for name in names(&items) {
        let value = items.get(&name).unwrap().unwrap();
        let stride = (value.len() / 5).max(1);
        for len in (0..value.len()).step_by(stride) {
            let mut items = items.clone();
            items.set(&name, &value[..len]).unwrap();
            assert!(!rest_opens(&whole, &items, "cut").is_empty());
        }
    }
}

#[test]
fn vlt_5_every_missing_item_is_named_and_the_rest_opens() {
    let (items, ..) = vault();
    let whole = open(items.clone(), &[]);
    let names = names(&items);
    let mut places = Vec::new();
    for name in &names {
        let mut items = items.clone();
        items.remove(name).unwrap();
        // The last record is the one whose absence localStorage alone cannot show; the log shows it.
        let opened = Vault::open(TestStorage::new(items.clone()), &key(1), &[], random(3), Mode::Reader).unwrap();
        if opened.vault.next_seq() == whole.vault.next_seq() {
            places.extend(rest_opens(&whole, &items, "missing").into_iter().map(|damage| (damage.place, damage.how)));
        }
    }
    places.sort();
    let segment = |scope, key: u8| (Place::Segment { scope, address: vec![key] }, How::Missing);
    let records = |first, last| (Place::Records { first, last }, How::Missing);
    let mut expected = vec![
        (Place::Head, How::Missing),
        segment(A, 1),
        segment(A, 2),
        segment(B, 3),
        segment([0; 16], 4),
        records(1, 64),
        records(65, 65),
        records(66, 66),
    ];
    expected.sort();
    assert_eq!(places, expected);
}

#[test]
fn vlt_2_any_two_items_swapped_are_both_named() {
    let (items, ..) = vault();
    let names = names(&items);
    for (index, one) in names.iter().enumerate() {
        for other in &names[index + 1..] {
            let mut swapped = items.clone();
            swapped.set(one, &items.get(other).unwrap().unwrap()).unwrap();
            swapped.set(other, &items.get(one).unwrap().unwrap()).unwrap();
            match Vault::open(TestStorage::new(swapped), &key(1), &[], random(3), Mode::Owner) {
                Ok(opened) => {
                    let counts = opened.damage.iter().map(|damage| match damage.place {
                        Place::Records { first, last } => last - first + 1,
                        _ => 1,
                    });
                    assert!(counts.sum::<u64>() >= 2, "{:?}", opened.damage);
                }
                // Both copies of the head, with each other.
                Err(fault) => assert!(matches!(fault, Fault::Damaged(Damage { place: Place::Head, .. }))),
            }
        }
    }
}

#[test]
fn vlt_2_an_older_generation_does_not_open_in_the_place_of_a_newer() {
    let (before, mut all, _) = vault();
    let mut vault = open(before.clone(), &[]).vault;
    checkpoint_all(&mut vault, &all);
    let after = vault.close().items();
    // Every old item under every new name.
    let fresh: Vec<String> = names(&after).into_iter().filter(|name| before.get(name).unwrap().is_none()).collect();
    assert_eq!(fresh.len(), 5);
    for name in &fresh {
        for old in names(&before) {
            let mut replayed = after.clone();
            replayed.set(name, &before.get(&old).unwrap().unwrap()).unwrap();
            let opened = open(replayed, &[]);
            assert!(matches!(opened.damage[..], [Damage { place: Place::Segment { .. }, how: How::Altered, .. }]));
        }
    }
    // An old head over the new: what it speaks of is not there, and that is said.
    let mut replayed = after.clone();
    for name in names(&after).iter().filter(|name| before.get(name).unwrap().is_some()) {
        replayed.set(name, &before.get(name).unwrap().unwrap()).unwrap();
    }
    assert!(!open(replayed, &[]).damage.is_empty());
    apply(&mut all, &[]);
    assert_eq!(world(&open(after, &[])), all);
}

#[test]
fn vlt_5_what_is_damaged_is_healed_from_the_log() {
    let (items, all, log) = vault();
    for name in names(&items) {
        for remove in [true, false] {
            let mut items = items.clone();
            if remove {
                items.remove(&name).unwrap();
            } else {
                items.set(&name, &[0x4000; 80]).unwrap();
            }
            let opened = Vault::open(TestStorage::new(items), &key(1), &log, random(3), Mode::Owner).unwrap();
            let segment = opened.damage.iter().any(|damage| matches!(damage.place, Place::Segment { .. }));
            if !segment {
                assert_eq!(world(&opened), all);
                let again = open(opened.vault.close().items(), &[]);
                assert_eq!(world(&again), all);
                assert!(again.damage.iter().all(|damage| !matches!(damage.place, Place::Records { .. })));
            }
        }
    }
}

#[test]
fn vlt_5_a_wrong_passphrase_or_a_damaged_envelope_changes_nothing() {
    let (items, _, log) = vault();
    let fault = |items: &MemoryStorage, key: &WrappingKey| {
        let storage = TestStorage::new(items.clone());
        let fault = Vault::open(storage.clone(), key, &log, random(3), Mode::Owner).unwrap_err();
        assert_eq!(storage.items(), *items);
        assert_eq!(storage.0.borrow().writes, 0);
        fault
    };
    assert_eq!(fault(&items, &key(2)), Fault::WrongPassphrase);
    let mut altered = items.clone();
    let mut envelope = items.get(ENVELOPE_NAME).unwrap().unwrap();
    envelope[20] ^= 4;
    altered.set(ENVELOPE_NAME, &envelope).unwrap();
    let damaged = |how| Fault::Damaged(Damage { place: Place::Envelope, how, kept: false });
    assert_eq!(fault(&altered, &key(1)), damaged(How::Altered));
    altered.remove(ENVELOPE_NAME).unwrap();
    assert_eq!(fault(&altered, &key(1)), damaged(How::Missing));
    assert_eq!(fault(&MemoryStorage::new(), &key(1)), Fault::Absent);

    // The copy beside the log heals it.
    let copy = open(items.clone(), &[]).vault.envelope_copy();
    assert!(Vault::heal_envelope(&mut altered, &copy).unwrap());
    assert!(open(altered.clone(), &[]).damage.is_empty());
    assert!(!Vault::heal_envelope(&mut altered, &copy).unwrap());
}

#[test]
fn vlt_5_a_log_of_another_vault_or_of_garbage_does_no_harm() {
    let (items, all, mut log) = vault();
    for record in &mut log {
        record.bytes[0] ^= 1; // another instance
    }
    log.push(WalRecord { seq: u64::MAX, bytes: vec![7; 99] });
    let opened = open(items.clone(), &log);
    assert_eq!(world(&opened), all);
    assert_eq!(opened.damage, []);
    let (_, _, mut log) = vault();
    for record in &mut log {
        let last = record.bytes.len() - 1;
        record.bytes[last] ^= 1;
    }
    let opened = open(items, &log);
    assert_eq!(world(&opened), all);
    assert_eq!(opened.damage, []);
}

#[test]
fn vlt_9_a_reader_opens_the_same_and_writes_nothing() {
    let (mut items, all, _) = vault();
    let broken = names(&items)[0].clone();
    items.set("sw.\u{4001}", &[1]).unwrap();
    let storage = TestStorage::new(items.clone());
    let opened = Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Reader).unwrap();
    assert_eq!(world(&opened), all);
    let mut vault = opened.vault;
    assert_eq!(vault.append(&[part(A, 1, "no")]), Err(Fault::ReadOnly));
    assert_eq!(vault.begin_checkpoint().unwrap_err(), Fault::ReadOnly);
    assert_eq!(vault.destroy_scope(A, &[]), Err(Fault::ReadOnly));
    items.set(&broken, &[0x4000; 40]).unwrap();
    let damaged = TestStorage::new(items.clone());
    let _ = Vault::open(damaged.clone(), &key(1), &[], random(3), Mode::Reader).map(|opened| opened.damage);
    assert_eq!((storage.0.borrow().writes, damaged.0.borrow().writes), (0, 0));

    // The writing tab went; this one takes over with the keys it has, and sees what was written since.
    let mut owner = Vault::open(storage.clone(), &key(1), &[], random(4), Mode::Owner).unwrap().vault;
    owner.append(&[part(A, 1, "since")]).unwrap();
    drop(owner);
    let mut taken = vault.begin_reopening(&[], Mode::Owner).and_then(Opening::finish).unwrap();
    let mut expected = all;
    apply(&mut expected, &[part(A, 1, "since")]);
    assert_eq!(world(&taken), expected);
    taken.vault.append(&[part(A, 1, "mine")]).unwrap();
}
