//! What a rotation leaves behind, what of it cannot be altered, and what it does with what is damaged (VLT-4, VLT-5).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod drafts;
mod room;

use super::{NewLock, RotationStep};
use crate::vault::{
    AsideCopy, Damage, ENVELOPE_NAME, Envelope, Fault, How, LockKind, MemoryStorage, Mode, Opened, Parameters, Place,
    Random, Scope, Storage, Vault, WalRecord, WrappingKey,
    head::{COPIES, Head},
    journal,
    keyring::Keyring,
    names, pack,
};

const A: Scope = [0xA; 16];
const B: Scope = [0xB; 16];
const SALT: [u8; 16] = [5; 16];

fn random(seed: u64) -> Random {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Box::new(move |bytes| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[5];
        }
    })
}

fn key(number: u8) -> WrappingKey {
    WrappingKey::from_bytes(&[number; 32])
}

/// Segments, a run, single records, a draft; with the log.
fn vault() -> (Vault<MemoryStorage>, Vec<WalRecord>) {
    let mut vault = Vault::create(MemoryStorage::new(), &key(1), SALT, Parameters::DEFAULT, random(1)).unwrap();
    let mut log = vec![vault.append(&[(A, b"first".to_vec()), (B, b"second".to_vec())]).unwrap()];
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    for number in 0..6 {
        vault.put_segment(&mut checkpoint, A, &[number], &[number; 300]).unwrap();
        vault.put_segment(&mut checkpoint, B, &[number], &[number; 30]).unwrap();
    }
    vault.commit_checkpoint(checkpoint, None).unwrap();
    log.extend((0..70_u8).map(|number| vault.append(&[(A, vec![number]), (B, vec![number; 40])]).unwrap()));
    vault.put_aside(A, b"draft", 1, b"half a form").unwrap();
    (vault, log)
}

fn begin(vault: &mut Vault<MemoryStorage>) {
    vault.begin_rotation(&key(2), SALT, Parameters::DEFAULT, Vec::new()).unwrap();
}

fn move_all(vault: &mut Vault<MemoryStorage>) -> Vec<Damage> {
    let mut damage = Vec::new();
    loop {
        match vault.rotate_step().unwrap() {
            RotationStep::Moved => {}
            RotationStep::Damaged(one) => damage.push(one),
            RotationStep::Done => return damage,
        }
    }
}

fn open(items: MemoryStorage, number: u8, log: &[WalRecord]) -> Opened<MemoryStorage> {
    Vault::open(items, &key(number), log, random(9), Mode::Owner).unwrap()
}

/// All that an opening gives, in order.
fn all(opened: &Opened<MemoryStorage>) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut segments: Vec<_> =
        opened.segments.iter().map(|one| (one.scope, one.address.clone(), one.bytes.clone())).collect();
    segments.sort();
    (segments, opened.records.clone(), opened.vault.get_aside(A, b"draft").unwrap())
}

/// How many of the items open under this ring, wherever they might belong.
fn opened_by(ring: &Keyring, vault: &Vault<MemoryStorage>) -> usize {
    let storage = &vault.storage;
    let segments: Vec<_> = vault.head.segments.iter().collect();
    storage
        .names()
        .unwrap()
        .iter()
        .filter_map(|name| pack::unpack(&storage.get(name).unwrap().unwrap()))
        .filter(|sealed| {
            let places = COPIES.into_iter().chain(segments.iter().map(|(id, generation)| Head::slot(id, **generation)));
            let places = places.chain((0..80).flat_map(|seq| [journal::record_at(seq), journal::run_at(seq)]));
            places.into_iter().any(|at| ring.open(&at, sealed).is_some())
                || ring.open(&super::super::aside::OUTER, sealed).is_some()
        })
        .count()
}

#[test]
fn vlt_4_after_a_rotation_everything_is_there_and_the_former_keys_open_nothing() {
    let (vault, log) = vault();
    let before = all(&open(vault.close(), 1, &log));
    let (mut vault, mut log) = self::vault();
    let old = vault.ring.clone();
    let (storage, envelope) = (vault.storage.clone(), vault.envelope_copy());
    assert_eq!(opened_by(&old, &vault), storage.names().unwrap().len() - 1);
    begin(&mut vault);
    assert_eq!(move_all(&mut vault), []);
    for record in &mut log {
        let former = vault.relog(record).unwrap();
        assert!(vault.relog(&former).is_none(), "once is enough");
        *record = former;
    }
    vault.end_rotation().unwrap();
    assert_eq!(vault.rotation(), None);
    assert_eq!(opened_by(&old, &vault), 0);
    assert_eq!(opened_by(&vault.ring.clone(), &vault), vault.storage.names().unwrap().len() - 1);
    for (scope, own) in [(A, &vault.ring), (B, &vault.ring)] {
        let wrapped = own.make_wrapped(&scope, &mut random(4)).unwrap();
        assert!(old.clone().take_wrapped(&scope, &wrapped, false).is_none(), "the former key wraps no key of today");
    }
    for record in &log {
        let instance = journal::instance_of(&record.bytes).unwrap();
        assert_eq!(instance, vault.envelope.instance);
        assert!(journal::open_logged(&old, instance, record.seq, &record.bytes).is_err());
        assert!(journal::open_logged(&vault.ring, instance, record.seq, &record.bytes).unwrap().is_some());
    }
    // Neither the wrapping key of before nor the envelope of before opens what is there now.
    let after = vault.close();
    assert_eq!(Vault::open(after.clone(), &key(1), &log, random(3), Mode::Reader).unwrap_err(), Fault::WrongPassphrase);
    let mut mixed = after.clone();
    mixed.set(ENVELOPE_NAME, &Envelope::from_bytes(&envelope).unwrap().to_units()).unwrap();
    assert!(matches!(
        Vault::open(mixed, &key(1), &[], random(3), Mode::Reader).unwrap_err(),
        Fault::Damaged(Damage { place: Place::Head, .. })
    ));
    // No value and no name of before is left, and the envelope has its plain form again.
    for name in storage.names().unwrap() {
        assert!(name == ENVELOPE_NAME || after.get(&name).unwrap().is_none());
        assert_ne!(after.get(&name).unwrap(), storage.get(&name).unwrap());
    }
    assert_eq!(Vault::read_envelope(&after).unwrap().unwrap().to_bytes()[3], 1);
    assert_eq!(all(&open(after.clone(), 2, &[])), before);
    assert_eq!(all(&open(after, 2, &log)), before);
}

#[test]
fn vlt_13_vlt_16_ways_to_unlock_that_were_presented_stay_and_the_others_go() {
    let (mut vault, _) = vault();
    vault.add_lock(LockKind::Recovery, 1, b"salt".to_vec(), &key(20)).unwrap();
    vault.add_lock(LockKind::Passkey, 2, b"credential".to_vec(), &key(30)).unwrap();
    vault.add_lock(LockKind::Passkey, 3, b"another".to_vec(), &key(31)).unwrap();
    let lock = |kind, id, number| NewLock { kind, id, public: b"credential".to_vec(), key: key(number) };
    let refused = vault.begin_rotation(&key(2), SALT, Parameters::DEFAULT, vec![lock(LockKind::Passphrase, 0, 9)]);
    assert_eq!(refused, Err(Fault::NoSuchLock));
    let cheap = Parameters { memory_kib: 8, ..Parameters::DEFAULT };
    assert_eq!(vault.begin_rotation(&key(2), SALT, cheap, Vec::new()), Err(Fault::Parameters));
    assert!(vault.accepts(&key(20)), "a refusal changes nothing");

    vault.begin_rotation(&key(2), SALT, Parameters::DEFAULT, vec![lock(LockKind::Passkey, 2, 30)]).unwrap();
    assert_eq!(vault.begin_rotation(&key(2), SALT, Parameters::DEFAULT, Vec::new()), Err(Fault::Rotating));
    for (number, opens) in [(1, false), (2, true), (20, false), (30, true), (31, false)] {
        assert_eq!(vault.accepts(&key(number)), opens, "{number}");
    }
    // Ways to unlock come and go as ever while it is under way.
    vault.change_passphrase(&key(3), SALT, Parameters::DEFAULT).unwrap();
    vault.add_lock(LockKind::Recovery, 1, b"salt".to_vec(), &key(21)).unwrap();
    move_all(&mut vault);
    vault.end_rotation().unwrap();
    let items = vault.close();
    for number in [3, 21, 30] {
        assert_eq!(open(items.clone(), number, &[]).damage, []);
    }
}

#[test]
fn vlt_4_a_file_is_exported_when_all_is_moved_and_says_nothing_of_the_rotation() {
    let (mut vault, _) = vault();
    begin(&mut vault);
    assert_eq!(vault.export(), Err(Fault::Rotating));
    assert_eq!(vault.end_rotation(), Err(Fault::Rotating));
    move_all(&mut vault);
    let file = vault.export().unwrap();
    let contents = crate::vault::import::open(&file, &key(2)).unwrap();
    assert_eq!(contents.damage(), []);
    assert_eq!(contents.opened.vault.envelope.former, None);
    assert_eq!(contents.opened.segments.len(), 12);
    // And one that says it is under way is none that was exported.
    let envelope = vault.envelope.to_bytes();
    let plain = Envelope { former: None, ..vault.envelope.clone() }.to_bytes();
    let at = file.windows(plain.len()).position(|window| window == plain).unwrap();
    let mut forged = file[..17].to_vec();
    crate::vault::wire::put_bytes(&mut forged, &envelope);
    forged.extend_from_slice(&file[at + plain.len()..file.len() - 64]);
    let tag = crate::vault::hazmat::derive_hash(vault.ring.export(), &[&forged]);
    forged.extend_from_slice(&tag);
    let sum = crate::vault::hazmat::derive_checksum(&[&forged]);
    forged.extend_from_slice(&sum);
    assert_eq!(crate::vault::import::inspect(&forged).unwrap_err(), Fault::FileDamaged);
}

/// Half of it moved.
fn halfway() -> Vault<MemoryStorage> {
    let (mut vault, _) = vault();
    begin(&mut vault);
    while vault.rotation().unwrap().done * 2 < vault.rotation().unwrap().total {
        vault.rotate_step().unwrap();
    }
    vault
}

fn with_envelope(vault: &Vault<MemoryStorage>, alter: impl Fn(&mut Envelope)) -> MemoryStorage {
    let mut envelope = vault.envelope.clone();
    alter(&mut envelope);
    let mut items = vault.storage.clone();
    items.set(ENVELOPE_NAME, &envelope.to_units()).unwrap();
    items
}

#[test]
fn vlt_5_an_altered_former_key_is_named_and_what_is_moved_opens() {
    let vault = halfway();
    let whole = open(vault.storage.clone(), 2, &[]);
    let wrapped = vault.envelope.former.as_ref().unwrap().wrapped.clone();
    let alterations: [&dyn Fn(&mut Envelope); 4] = [
        &|envelope| envelope.former = None,
        &|envelope| envelope.former.as_mut().unwrap().instance ^= 1,
        &|envelope| envelope.former.as_mut().unwrap().wrapped[30] ^= 1,
        &|envelope| envelope.former.as_mut().unwrap().wrapped.truncate(20),
    ];
    for alter in alterations {
        let items = with_envelope(&vault, alter);
        let opened = open(items.clone(), 2, &[]);
        assert!(opened.damage.contains(&Envelope::altered()), "{:?}", opened.damage);
        assert!(opened.damage.len() > 1 && opened.segments.len() < whole.segments.len());
        assert!(opened.segments.iter().all(|segment| whole.segments.contains(segment)));
        // Nothing of before was thrown away: with the envelope as it was, all is there again.
        let mut mended = opened.vault.close();
        mended.set(ENVELOPE_NAME, &vault.envelope.to_units()).unwrap();
        let again = open(mended, 2, &[]);
        assert_eq!(again.damage, []);
        assert_eq!(all(&again), all(&whole));
    }
    // Another key in its place does not open either; nor the right one said to be of another instance.
    let strange = vault.ring.make_former(&Keyring::make([7; 16], &mut random(3)), 77, &mut random(4));
    let items = with_envelope(&vault, |envelope| envelope.former.as_mut().unwrap().wrapped.clone_from(&strange));
    assert!(open(items, 2, &[]).damage.contains(&Envelope::altered()));
    assert!(vault.ring.open_former(vault.former.as_ref().unwrap().instance, &wrapped).is_some());
    assert!(vault.ring.open_former(vault.former.as_ref().unwrap().instance ^ 1, &wrapped).is_none());
}

#[test]
fn vlt_5_every_flipped_bit_and_cut_of_an_envelope_with_a_former_key_is_noticed() {
    let vault = halfway();
    let bytes = vault.envelope.to_bytes();
    assert_eq!(bytes[3], 2);
    assert_eq!(Envelope::from_bytes(&bytes).unwrap(), vault.envelope);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut altered = bytes.clone();
            altered[at] ^= 1 << bit;
            assert!(Envelope::from_bytes(&altered).is_err(), "byte {at}, bit {bit}");
        }
        assert!(Envelope::from_bytes(&bytes[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn vlt_15_of_two_envelopes_the_one_that_knows_more_wins() {
    let (mut vault, log) = vault();
    let (before, first) = (vault.storage.clone(), vault.envelope_copy());
    begin(&mut vault);
    let (begun, second) = (vault.storage.clone(), vault.envelope_copy());
    move_all(&mut vault);
    vault.end_rotation().unwrap();
    let (ended, third) = (vault.storage.clone(), vault.envelope_copy());
    let heal = |items: &MemoryStorage, copy: &[u8]| {
        let mut items = items.clone();
        let healed = Vault::heal_envelope(&mut items, copy).unwrap();
        assert_eq!(healed, Vault::read_envelope(&items).unwrap().unwrap().to_bytes() == copy);
        (healed, items)
    };
    // Fallen back to before: the copy brings the new locks, and the former key opens what is there.
    let (healed, items) = heal(&before, &second);
    assert!(healed);
    assert_eq!(open(items, 2, &log).damage, []);
    // A copy of before says nothing to what came after.
    assert!(!heal(&begun, &first).0 && !heal(&ended, &first).0 && !heal(&ended, &second).0);
    // The copy of the end must not take the former key from items that are not moved.
    let (healed, items) = heal(&begun, &third);
    assert!(!healed);
    assert_eq!(open(items, 2, &[]).damage, []);
    let (healed, _) = heal(&before, &third);
    assert!(!healed);
    // Nor may a former key be taken away by hand.
    let stripped = with_envelope(&open(begun.clone(), 2, &[]).vault, |envelope| envelope.former = None);
    assert!(heal(&stripped, &second).0);
}

#[test]
fn vlt_5_what_does_not_open_in_a_rotation_is_named_and_kept_as_long_as_its_key() {
    let (mut vault, _) = vault();
    let (id, generation) = vault.head.segments.iter().next().map(|(id, generation)| (id.clone(), *generation)).unwrap();
    let name = vault.name(&Head::slot(&id, generation));
    let other = vault.head.segments.iter().nth(1).map(|(id, generation)| (id.clone(), *generation)).unwrap();
    let gone = vault.name(&Head::slot(&other.0, other.1));
    begin(&mut vault);
    let mut value = vault.storage.get(&name).unwrap().unwrap();
    value[20] ^= 4;
    vault.storage.set(&name, &value).unwrap();
    vault.storage.remove(&gone).unwrap();
    let mut damage = move_all(&mut vault);
    damage.sort();
    let place = |(scope, address): (Scope, Vec<u8>)| Place::Segment { scope, address };
    let mut expected = vec![
        Damage { place: place(id.clone()), how: How::Altered, kept: true },
        Damage { place: place(other.0), how: How::Missing, kept: false },
    ];
    expected.sort();
    assert_eq!(damage, expected);
    let kept = vault.quarantined();
    assert_eq!(kept.len(), 1);
    let again = open(vault.storage.clone(), 2, &[]);
    assert_eq!(again.vault.quarantined(), kept);
    assert!(again.damage.contains(&Damage { place: place(id.clone()), how: How::Altered, kept: true }));
    // With the former key it goes: nothing could open it any more.
    vault.end_rotation().unwrap();
    assert_eq!(vault.quarantined(), []);
    let again = open(vault.close(), 2, &[]);
    assert!(again.damage.contains(&Damage { place: place(id), how: How::Missing, kept: false }));
    assert_eq!(again.segments.len(), 10);
}

#[test]
fn vlt_12_a_scope_destroyed_in_a_rotation_leaves_neither_of_its_keys() {
    let mut vault = halfway();
    let (ring, former) = (vault.ring.clone(), vault.former.as_ref().unwrap().ring.clone());
    vault.destroy_scope(B, &[]).unwrap();
    for at in COPIES {
        let sealed = pack::unpack(&vault.storage.get(&vault.name(&at)).unwrap().unwrap()).unwrap();
        let head = Head::open(&vault.ring, &at, &sealed).unwrap();
        assert!(head.keys.iter().all(|(scope, _)| *scope != B));
        assert!(head.former.unwrap().1.iter().all(|(scope, _)| *scope != B));
        let instance = vault.former.as_ref().unwrap().instance;
        assert!(vault.storage.get(&names::derive_name(&former, instance, &at)).unwrap().is_none());
    }
    move_all(&mut vault);
    vault.end_rotation().unwrap();
    assert!(ring.holds(&B) && !vault.ring.holds(&B));
    assert_eq!(vault.append(&[(B, Vec::new())]), Err(Fault::Destroyed(B)));
    let opened = open(vault.close(), 2, &[]);
    assert!(opened.damage.is_empty() && opened.segments.iter().all(|segment| segment.scope != B));
}

#[test]
fn vlt_9_a_tab_that_has_not_noticed_is_understood_and_notices() {
    let (vault, _) = vault();
    let items = vault.close();
    let mut follower = Vault::open(items.clone(), &key(1), &[], random(5), Mode::Reader).unwrap().vault;
    let mut writer = open(items, 1, &[]).vault;
    begin(&mut writer);
    let asked = follower.seal_message(b"move card twelve").unwrap();
    assert_eq!(writer.open_message(&asked).unwrap(), b"move card twelve");
    let answer = writer.seal_answer(&asked, b"moved").unwrap();
    assert_eq!(follower.open_message(&answer).unwrap(), b"moved");
    assert!(writer.seal_answer(b"noise", b"moved").is_none());
    let record = writer.append(&[(A, b"x".to_vec())]).unwrap();
    assert!(follower.is_of_another_time(&record) && !writer.is_of_another_time(&record));
    assert!(follower.open_logged(&record).is_none());
    // It cannot read storage again with the keys it has; with the passphrase it can.
    let items = writer.close();
    follower.storage = items.clone();
    assert_eq!(follower.begin_reopening(&[], Mode::Reader).unwrap_err(), Fault::WrongPassphrase);
    let mut follower = Vault::open(items, &key(2), &[], random(5), Mode::Reader).unwrap().vault;
    assert!(follower.open_logged(&record).is_some());
    assert_eq!(follower.rotate_step(), Err(Fault::ReadOnly));
    assert_eq!(follower.end_rotation(), Err(Fault::ReadOnly));
}
