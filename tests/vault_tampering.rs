//! VLT-5, VLT-2: the whole matrix. Every item of a vault of every kind, and every record of its log, is altered in every
//! region, cut, extended, emptied, exchanged with each other one, put back from an older day, removed and doubled. What is
//! said is exactly what is the matter; what was found is kept; the rest opens as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{Damage, Fault, How, MemoryStorage, Opened, Place, Storage, Vault, WalRecord};
use vault_support::{
    TestStorage, World,
    every_kind::{Item, every_kind, in_rows, named, open_with, pack, unpack},
    open, world,
};

/// What opens of a vault, by what it is.
fn drafts(opened: &Opened<TestStorage>) -> Vec<(Vec<u8>, Vec<u8>)> {
    opened.vault.asides(&[]).unwrap().into_iter().map(|aside| (aside.address, aside.bytes)).collect()
}

/// Opens what was tampered with: exactly this damage, everything else as in the whole, all that was found kept as it was,
/// and the second opening says the same.
fn check(intact: &Opened<TestStorage>, items: &MemoryStorage, expected: &[Damage], lost_drafts: &[&Item], why: &str) {
    let opened = open_with(items, &[]).unwrap_or_else(|fault| panic!("{why}: {fault}"));
    assert_eq!(opened.damage, expected, "{why}");
    for segment in &intact.segments {
        let place = Place::Segment { scope: segment.scope, address: segment.address.clone() };
        let hurt = expected.iter().any(|damage| damage.place == place);
        assert_eq!(opened.segments.contains(segment), !hurt, "{why}");
    }
    assert!(opened.segments.iter().all(|segment| intact.segments.contains(segment)), "{why}: nothing is made up");
    for record in &intact.records {
        let hurt = expected
            .iter()
            .any(|one| matches!(one.place, Place::Records { first, last } if (first..=last).contains(&record.0)));
        // The last record, removed without a trace, is the one that nothing can tell of.
        let unseen = record.0 >= opened.vault.next_seq();
        assert_eq!(opened.records.contains(record), !hurt && !unseen, "{why}: {}", record.0);
    }
    assert!(opened.records.iter().all(|record| intact.records.contains(record)), "{why}: nothing is made up");
    let expected_drafts: Vec<_> = drafts(intact)
        .into_iter()
        .filter(|(address, _)| !lost_drafts.iter().any(|item| matches!(item, Item::Draft(lost) if lost == address)))
        .collect();
    assert_eq!(drafts(&opened), expected_drafts, "{why}");

    let (kept, next_seq) = (opened.vault.quarantined(), opened.vault.next_seq());
    let after = opened.vault.close().items();
    for one in &kept {
        let value = after.get(&one.name).unwrap().unwrap();
        let before = items.names().unwrap().into_iter().filter(|name| items.get(name).unwrap().unwrap() == value);
        assert!(before.count() > 0, "{why}: what is kept is what was found");
    }
    assert_eq!(kept.is_empty(), !expected.iter().any(|damage| damage.kept), "{why}: {kept:?}");

    let again = open_with(&after, &[]).unwrap();
    let lasting = |damage: &[Damage]| -> Vec<Place> {
        // A head is made anew, and a draft that is kept aside is found no more: both were told once.
        let told = |place: &Place| matches!(place, Place::Head | Place::Aside);
        damage.iter().map(|one| one.place.clone()).filter(|place| !told(place)).collect()
    };
    assert_eq!(lasting(&again.damage), lasting(expected), "{why}, the second time");
    assert_eq!((again.vault.quarantined(), again.vault.next_seq()), (kept, next_seq), "{why}, the second time");
}

/// The same for a storage without which nothing opens.
fn refused(items: &MemoryStorage, expected: &Fault, why: &str) {
    let storage = TestStorage::new(items.clone());
    let key = vault_support::key(1);
    let fault = Vault::open(storage.clone(), &key, &[], vault_support::random(3), spaceward::vault::Mode::Owner)
        .map(|opened| opened.damage)
        .expect_err(why);
    assert_eq!(fault, *expected, "{why}");
    assert_eq!(storage.0.borrow().writes, 0, "{why}: nothing is touched");
}

fn envelope(how: How) -> Fault {
    Fault::Damaged(Damage { place: Place::Envelope, how, kept: false })
}

/// Every way in which a value is altered: by what and how. Regions: version, kind, salt, nonce, body, tag.
fn alterations(value: &[u16]) -> Vec<(String, Vec<u16>)> {
    let bytes = unpack(value);
    assert_eq!(pack(&bytes), value, "the two programs agree on the packing");
    let end = bytes.len();
    let regions = [
        ("version", 0..1),
        ("kind", 1..2),
        ("salt", 2..14),
        ("nonce", 14..26),
        ("body", 26..end - 16),
        ("tag", end - 16..end),
    ];
    let mut all = Vec::new();
    for (name, region) in regions {
        // Beginning and end of each; every bit is tried in the tests of the seal.
        for (at, mask) in [(region.start, 0x01), (region.start, 0x0E), (region.end - 1, 0x80)] {
            let mut altered = bytes.clone();
            altered[at] ^= mask;
            all.push((format!("{name}, byte {at} ^ {mask}"), pack(&altered)));
        }
    }
    for len in [0, 1, 2, 26, end / 2, end - 1] {
        all.push((format!("cut to {len} bytes"), pack(&bytes[..len])));
    }
    for units in [0, 1, 3, value.len() - 1] {
        all.push((format!("cut to {units} units"), value[..units].to_vec()));
    }
    for more in [vec![0], vec![0x80], bytes.clone()] {
        all.push((format!("{} bytes longer", more.len()), pack(&[bytes.clone(), more].concat())));
    }
    all.push(("a unit longer".into(), [value, &[0x4000]].concat()));
    for at in [0, value.len() / 2, value.len() - 1] {
        let mut altered = value.to_vec();
        altered[at] = 0xD800;
        all.push((format!("unit {at} is none of a packed value"), altered));
    }
    all.push(("noise".into(), (0..200_u16).map(|at| 0x4000 + at * 163).collect()));
    all
}

#[test]
fn vlt_5_every_region_of_every_item_altered_is_named_and_kept_and_the_rest_opens() {
    let [_, whole] = every_kind();
    let intact = open(whole.items.clone(), &[]);
    for item in whole.names.keys() {
        let value = whole.value(item);
        for (how, altered) in alterations(&value) {
            let why = format!("{item:?}: {how}");
            assert_ne!(altered, value, "{why}");
            let items = whole.with(item, Some(&altered));
            match named(item, How::Altered) {
                None => refused(&items, &envelope(How::Altered), &why),
                Some(damage) => check(&intact, &items, &[damage], &[item], &why),
            }
        }
    }
}

#[test]
fn vlt_5_every_item_removed_is_named_but_for_those_that_nothing_refers_to() {
    let [_, whole] = every_kind();
    let intact = open(whole.items.clone(), &[]);
    for item in whole.names.keys() {
        let items = whole.with(item, None);
        let why = format!("{item:?} removed");
        let expected = match item {
            Item::Envelope => {
                refused(&items, &envelope(How::Missing), &why);
                continue;
            }
            // A spare that could not be written is no damage; drafts and the last record leave no gap.
            Item::Spare | Item::Draft(_) => None,
            Item::Record(number) if *number == whole.last() => None,
            item => named(item, How::Missing),
        };
        let expected: Vec<_> = expected.into_iter().collect();
        check(&intact, &items, &expected, &[item], &why);
        // With the log nothing of the journal is lost.
        let opened = open_with(&items, &whole.log).unwrap();
        if !matches!(item, Item::Segment(..)) {
            assert_eq!(world(&opened), whole.world, "{why}");
        }
    }
    let everything = MemoryStorage::new();
    refused(&everything, &Fault::Absent, "all removed");
}

#[test]
fn vlt_2_every_two_items_exchanged_are_both_named() {
    let [_, whole] = every_kind();
    let intact = open(whole.items.clone(), &[]);
    let all: Vec<&Item> = whole.names.keys().collect();
    for (index, one) in all.iter().enumerate() {
        for other in &all[index + 1..] {
            let mut items = whole.with(one, Some(&whole.value(other)));
            items.set(&whole.names[*other], &whole.value(one)).unwrap();
            let why = format!("{one:?} exchanged with {other:?}");
            match (one, other) {
                (Item::Envelope, _) => refused(&items, &envelope(How::Altered), &why),
                (Item::Head, Item::Spare) => {
                    let damage = Damage { place: Place::Head, how: How::Altered, kept: false };
                    refused(&items, &Fault::Damaged(damage), &why);
                }
                // A draft is listed nowhere: another piece under its name is one that nothing refers to, which goes; the
                // draft itself is found and named where it lies now.
                _ => {
                    let expected = in_rows([one, other].into_iter().filter_map(|item| match item {
                        Item::Draft(_) if !matches!((one, other), (Item::Draft(_), Item::Draft(_))) => None,
                        item => named(item, How::Altered),
                    }));
                    check(&intact, &items, &expected, &[one, other], &why);
                }
            }
        }
    }
}

#[test]
fn vlt_2_every_item_of_an_older_day_is_named_in_the_place_of_every_other() {
    let [earlier, whole] = every_kind();
    let intact = open(whole.items.clone(), &[]);
    for old in earlier.names.keys() {
        for item in whole.names.keys() {
            let (before, now) = (earlier.value(old), whole.value(item));
            if before == now {
                continue;
            }
            let items = whole.with(item, Some(&before));
            let why = format!("the older {old:?} in the place of {item:?}");
            let expected = match (old, item) {
                (_, Item::Envelope) => {
                    refused(&items, &envelope(How::Altered), &why);
                    continue;
                }
                // A spare that is older than the head is what a crash between the two leaves: it is made anew.
                (Item::Spare, Item::Spare) => None,
                // An older draft is a draft.
                (Item::Draft(one), Item::Draft(other)) if one == other => {
                    let opened = open_with(&items, &[]).unwrap();
                    assert_eq!((opened.damage.as_slice(), world(&opened)), (&[][..], whole.world.clone()), "{why}");
                    continue;
                }
                // A piece under a draft's name is one that nothing refers to; an envelope is no piece.
                (old, Item::Draft(_)) if !matches!(old, Item::Draft(_) | Item::Envelope) => None,
                (_, item) => named(item, How::Altered),
            };
            let expected: Vec<_> = expected.into_iter().collect();
            check(&intact, &items, &expected, &[item], &why);
        }
    }
}

#[test]
fn vlt_5_every_item_doubled_under_another_name_counts_for_nothing() {
    let [_, whole] = every_kind();
    for item in whole.names.keys() {
        let name = &whole.names[item];
        let value = whole.value(item);
        let taken: Vec<String> = whole.items.names().unwrap();
        let mut free = name.clone();
        free.pop();
        let last = ['\u{4001}', '\u{5002}'].into_iter().map(|last| format!("{free}{last}"));
        let free = last.into_iter().find(|name| !taken.contains(name)).unwrap();
        // "sw." and two units of the instance.
        let (prefix, hash) = name.split_at(name.len().min(9));
        let kept = format!("{prefix}!{hash}");
        for copy in [free, kept, format!("{name}more"), "another program's".to_owned()] {
            let mut items = whole.items.clone();
            items.set(&copy, &value).unwrap();
            let why = format!("{item:?} doubled as {copy:?}");
            // A draft says whose it is; that it lies under a wrong name is told.
            let ours = copy.starts_with(prefix) && *item != Item::Envelope;
            let strays = matches!(item, Item::Draft(_)) && ours && !copy.contains('!');
            let expected: Vec<_> = named(item, How::Altered).into_iter().filter(|_| strays).collect();
            let opened = open_with(&items, &[]).unwrap();
            assert_eq!(opened.damage, expected, "{why}");
            assert_eq!((world(&opened), drafts(&opened).len()), (whole.world.clone(), 2), "{why}");
            let after = opened.vault.close().items();
            let others = open_with(&after, &[]).unwrap();
            assert_eq!((others.damage.as_slice(), world(&others)), (&[][..], whole.world.clone()), "{why}");
        }
    }
}

/// A log with one record put differently.
fn with_record(log: &[WalRecord], at: usize, bytes: Option<Vec<u8>>) -> Vec<WalRecord> {
    let mut log = log.to_vec();
    match bytes {
        Some(bytes) => log[at].bytes = bytes,
        None => drop(log.remove(at)),
    }
    log
}

/// Every way in which a record of the log is altered. All of them are tried on three records, and one on each of the others.
fn log_alterations(log: &[WalRecord], at: usize) -> Vec<(String, Option<Vec<u8>>)> {
    let bytes = &log[at].bytes;
    let end = bytes.len();
    let altered = |place: usize, mask: u8| {
        let mut altered = bytes.clone();
        altered[place] ^= mask;
        (format!("byte {place} ^ {mask}"), Some(altered))
    };
    if ![4, 68, log.len() - 1].contains(&at) {
        return vec![altered(end - 1 - at, 0x04)];
    }
    let mut all: Vec<(String, Option<Vec<u8>>)> = vec![("removed".into(), None), ("emptied".into(), Some(Vec::new()))];
    all.extend([0, 3, 4, 5, 6, 7, 20, 33, 60, end / 2, end - 17, end - 16, end - 1].map(|place| altered(place, 0x81)));
    for len in [1, 3, 4, 5, 30, end / 2, end - 1] {
        all.push((format!("cut to {len}"), Some(bytes[..len].to_vec())));
    }
    all.push(("longer".into(), Some([&bytes[..], &[0]].concat())));
    for other in [0, 3, at - 1] {
        all.push((format!("exchanged with {other}"), Some(log[other].bytes.clone())));
    }
    all
}

#[test]
fn vlt_5_a_tampered_log_beside_a_whole_storage_does_no_harm_and_is_made_whole() {
    let [_, whole] = every_kind();
    let base = open(whole.items.clone(), &[]).vault.base_seq();
    for at in 0..whole.log.len() {
        for (how, bytes) in log_alterations(&whole.log, at) {
            let log = with_record(&whole.log, at, bytes);
            let opened = open_with(&whole.items, &log).unwrap();
            let why = format!("logged record {at}: {how}");
            assert_eq!((opened.damage.as_slice(), world(&opened)), (&[][..], whole.world.clone()), "{why}");
            // VLT-15: what the log does not hold any more is given to it again.
            let seq = whole.log[at].seq;
            let given: Vec<u64> = opened.unlogged.iter().map(|record| record.seq).collect();
            assert_eq!(given, if seq >= base { vec![seq] } else { vec![] }, "{why}");
        }
    }
}

#[test]
fn vlt_5_a_tampered_log_over_a_storage_that_fell_back_loses_the_one_record_and_names_it() {
    let [earlier, whole] = every_kind();
    let full = open_with(&earlier.items, &whole.log).unwrap();
    assert_eq!(world(&full), whole.world);
    for at in 0..whole.log.len() {
        let seq = whole.log[at].seq;
        let mut without = World::new();
        for segment in &full.segments {
            without.entry(segment.scope).or_default().insert(segment.address[0], segment.bytes.clone());
        }
        for (_, parts) in full.records.iter().filter(|(number, _)| *number != seq) {
            vault_support::apply(&mut without, parts);
        }
        for (how, bytes) in log_alterations(&whole.log, at) {
            let log = with_record(&whole.log, at, bytes.clone());
            let opened = open_with(&earlier.items, &log).unwrap();
            let why = format!("logged record {at}: {how}");
            if seq < earlier.next_seq {
                assert_eq!((opened.damage.as_slice(), world(&opened)), (&[][..], whole.world.clone()), "{why}");
                continue;
            }
            // Too short to say whose it is, it is altered; of another instance, it is none of ours.
            let ours = bytes.is_some_and(|bytes| bytes.len() < 4 || bytes.starts_with(&whole.log[at].bytes[..4]));
            let how = if ours { How::Altered } else { How::Missing };
            let unseen = how == How::Missing && seq == whole.last();
            let damage = Damage { place: Place::Records { first: seq, last: seq }, how, kept: false };
            assert_eq!(opened.damage, if unseen { vec![] } else { vec![damage] }, "{why}");
            assert_eq!(world(&opened), without, "{why}: the rest opens");
        }
    }
}

#[test]
fn vlt_5_a_tampered_copy_of_the_envelope_does_not_keep_anybody_out() {
    let [_, whole] = every_kind();
    let intact = whole.items.clone();
    let mut copies = vec![Vec::new(), vec![0; 5], [&whole.envelope[..], &[0]].concat(), whole.envelope[..40].to_vec()];
    copies.extend((0..whole.envelope.len()).step_by(5).map(|at| {
        let mut altered = whole.envelope.clone();
        altered[at] ^= 0x10;
        altered
    }));
    for copy in copies {
        let mut items = intact.clone();
        assert_eq!(Vault::heal_envelope(&mut items, &copy), Ok(false));
        assert_eq!(items, intact);
        // Where both are damaged it is the stored one that is told of.
        let mut items = whole.with(&Item::Envelope, Some(&[0x4000; 9]));
        assert_eq!(Vault::heal_envelope(&mut items, &copy), Ok(false));
        refused(&items, &envelope(How::Altered), "both damaged");
    }
}
