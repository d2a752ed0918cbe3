//! VLT-8, VLT-10: storage that refuses, that lies, that answers no more. What the vault said it did is there; what it said
//! it did not is not; nothing else is lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test may stop"
)]

mod vault_support;

use spaceward::vault::{
    Damage, Fault, How, MemoryStorage, Mode, Opened, Parameters, Place, Random, Storage, StorageFault, Vault, import,
};
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};
use vault_support::{
    Answer, Asked, Dice, SALT, TestStorage, Whim, World, apply, create,
    every_kind::every_kind,
    history::{Play, Step},
    key, open, part, random, world,
};

fn denied() -> StorageFault {
    StorageFault::Denied("a private window".to_owned())
}

fn lost() -> StorageFault {
    StorageFault::Lost("SecurityError".to_owned())
}

fn set_whim(storage: &TestStorage, whim: Option<Whim>) {
    storage.0.borrow_mut().whim = whim;
}

/// Once in so many times one of these answers is given to what is asked, if it is of a kind that can be answered so.
fn moody(seed: u64, once_in: u64, answers: &'static [Answer]) -> Whim {
    let mut dice = Dice::new(seed);
    Box::new(move |asked| {
        let answer = &answers[dice.below(answers.len() as u64) as usize];
        let fits = match answer {
            Answer::Do => true,
            Answer::Refuse(_) => asked != Asked::Get && asked != Asked::Names,
            Answer::Lie => asked == Asked::Set || asked == Asked::Remove,
            Answer::Halve => asked == Asked::Set,
            Answer::Hide(_) => asked == Asked::Get,
        };
        if fits && dice.below(once_in) == 0 { answer.clone() } else { Answer::Do }
    })
}

fn opened_as(storage: &TestStorage, passphrase: u8) -> Opened<TestStorage> {
    Vault::open(storage.clone(), &key(passphrase), &[], random(77), Mode::Owner).unwrap()
}

/// A long history on a storage with moods. The vault is opened anew, as a person reloads the page, when it says that
/// storage answers no more. Gives how many steps were taken and how many refused.
fn live_with(answers: &'static [Answer], seed: u64, once_in: u64, steps: usize) -> (usize, usize) {
    let storage = TestStorage::new(MemoryStorage::new());
    let mut play = Play::new(create(storage.clone()), storage.clone(), seed);
    let (mut taken, mut refused) = (0, 0);
    // Records of which the person was told that they were not kept, and which may lie there in halves.
    let mut in_halves = BTreeSet::new();
    set_whim(&storage, Some(moody(seed, once_in, answers)));
    for number in 0..steps {
        let step = play.next_step();
        let (world_before, next_before) = (play.side.world.clone(), play.vault.next_seq());
        let outcome = play.take(&step);
        let why = format!("seed {seed}, step {number}, {step:?}: {outcome:?}");
        match outcome {
            Ok(()) => taken += 1,
            Err(fault) => {
                play.side.world = world_before;
                refused += 1;
                let needs_reload = matches!(fault, Fault::Storage(StorageFault::Lost(_)));
                if needs_reload || number % 7 == 0 {
                    let whim = storage.0.borrow_mut().whim.take();
                    let opened = opened_as(&storage, play.side.passphrase);
                    assert_eq!(world(&opened), play.side.world, "{why}");
                    in_halves.insert(next_before);
                    let told = |damage: &Damage| match damage.place {
                        Place::Records { first, last } => {
                            damage.how == How::Altered && (first..=last).all(|number| in_halves.contains(&number))
                        }
                        Place::Head => true,
                        // The same of a draft, which has its copy beside the log.
                        Place::Aside => answers.contains(&Answer::Halve),
                        _ => false,
                    };
                    assert!(opened.damage.iter().all(told), "{why}: {:?}", opened.damage);
                    play.vault = opened.vault;
                    set_whim(&storage, whim);
                }
            }
        }
    }
    set_whim(&storage, None);
    let opened = opened_as(&storage, play.side.passphrase);
    assert_eq!(world(&opened), play.side.world, "seed {seed}");
    let mut vault = opened.vault;
    vault.append(&[part([0; 16], 1, "and on")]).unwrap();
    assert_eq!(vault.verify().unwrap(), [], "seed {seed}");
    (taken, refused)
}

#[test]
fn vlt_8_a_storage_that_refuses_at_random_loses_nothing_that_was_kept() {
    const REFUSALS: &[Answer] =
        &[Answer::Refuse(StorageFault::Full), Answer::Refuse(StorageFault::Denied(String::new()))];
    for (seed, once_in) in [(1, 40), (2, 12), (3, 4), (4, 2)] {
        let (taken, refused) = live_with(REFUSALS, seed, once_in, 150);
        assert!(taken > 10 && refused > 3, "{taken} {refused}");
    }
}

#[test]
fn vlt_10_a_storage_that_loses_writes_silently_is_noticed_by_reading_back() {
    const LIES: &[Answer] = &[Answer::Lie];
    const HALVES: &[Answer] = &[Answer::Lie, Answer::Halve, Answer::Refuse(StorageFault::Full)];
    for (seed, once_in) in [(11, 30), (12, 8), (13, 3)] {
        let (taken, refused) = live_with(LIES, seed, once_in, 150);
        assert!(taken > 10 && refused > 3, "{taken} {refused}");
        live_with(HALVES, seed + 10, once_in, 150);
    }
}

#[test]
fn vlt_8_a_storage_that_answers_no_more_after_a_write_leaves_before_or_after() {
    const SILENT: &[Answer] = &[Answer::Do, Answer::Hide(StorageFault::Lost(String::new())), Answer::Lie];
    for (seed, once_in) in [(21, 20), (22, 6)] {
        let storage = TestStorage::new(MemoryStorage::new());
        let mut play = Play::new(create(storage.clone()), storage.clone(), seed);
        for number in 0..150 {
            let step = play.next_step();
            let sides = [play.side.clone(), play.after(&step)];
            set_whim(&storage, Some(moody(seed * 1000 + number, once_in, SILENT)));
            let outcome = play.take(&step);
            set_whim(&storage, None);
            if outcome.is_ok() {
                continue;
            }
            // It was done or it was not: whoever reads again sees which.
            let found = sides.into_iter().find_map(|side| {
                let opened = Vault::open(storage.clone(), &key(side.passphrase), &[], random(5), Mode::Owner).ok()?;
                (world(&opened) == side.world).then_some((side, opened))
            });
            let Some((side, opened)) = found else { panic!("seed {seed}, step {number}: {step:?}") };
            if matches!(step, Step::Destroy(..) | Step::Replace) {
                // What it destroyed or put back stays so; a history that goes on would not know.
                break;
            }
            (play.side, play.vault) = (side, opened.vault);
        }
    }
}

#[test]
fn vlt_10_a_quota_that_the_vault_does_not_know_of_loses_nothing() {
    for (seed, quota) in [(31, 2_500), (32, 4_000), (33, 6_000)] {
        let storage = TestStorage::new(MemoryStorage::with_quota(quota));
        let mut play = Play::new(create(storage.clone()), storage.clone(), seed);
        let mut refused = 0;
        for _ in 0..400 {
            let step = play.next_step();
            let before = play.side.world.clone();
            if let Err(fault) = play.take(&step) {
                assert!(matches!(fault, Fault::Full { .. }), "{fault:?}");
                play.side.world = before;
                refused += 1;
            }
        }
        assert!(refused > 20, "{refused}");
        assert_eq!(play.vault.verify().unwrap(), []);
        let opened = opened_as(&storage, play.side.passphrase);
        assert_eq!((world(&opened), opened.damage), (play.side.world, vec![]), "seed {seed}");
    }
}

#[test]
fn vlt_10_a_private_window_that_keeps_nothing_is_told_and_leaves_nothing() {
    for fault in [StorageFault::Full, denied(), lost()] {
        for from in 0..4 {
            let storage = TestStorage::new(MemoryStorage::new());
            let (mut sets, refusal) = (0, fault.clone());
            let whim: Whim = Box::new(move |asked| {
                sets += usize::from(asked == Asked::Set);
                if asked == Asked::Set && sets > from { Answer::Refuse(refusal.clone()) } else { Answer::Do }
            });
            set_whim(&storage, Some(whim));
            let made = Vault::create(storage.clone(), &key(1), SALT, Parameters::DEFAULT, random(1));
            if from < 2 {
                let told = made.unwrap_err();
                let full = matches!(told, Fault::Full { .. });
                assert!(
                    if fault == StorageFault::Full { full } else { told == Fault::Storage(fault.clone()) },
                    "{told:?}"
                );
                assert_eq!(storage.items(), MemoryStorage::new(), "nothing half-made stays");
            }
            set_whim(&storage, None);
            let anew = Vault::look(&storage).unwrap();
            assert_eq!(anew.is_some(), from >= 3, "{fault:?} from the write {from} on");
        }
    }
}

#[test]
fn vlt_10_a_vault_opens_where_nothing_can_be_written_any_more() {
    let [earlier, whole] = every_kind();
    for (items, log) in [(&whole.items, &[][..]), (&earlier.items, &whole.log[..])] {
        let storage = TestStorage::new(items.clone());
        set_whim(
            &storage,
            Some(Box::new(|asked| match asked {
                Asked::Set | Asked::Remove => Answer::Refuse(lost()),
                _ => Answer::Do,
            })),
        );
        let opened = Vault::open(storage.clone(), &key(1), log, random(3), Mode::Owner).unwrap();
        assert_eq!((world(&opened), opened.damage.as_slice()), (whole.world.clone(), &[][..]));
        let mut vault = opened.vault;
        let more = [part([0; 16], 4, "more")];
        assert_eq!(vault.append(&more), Err(Fault::Storage(lost())));
        assert_eq!(vault.begin_checkpoint().map(drop), Ok(()));
        assert_eq!(vault.change_passphrase(&key(2), SALT, Parameters::DEFAULT), Err(Fault::Storage(lost())));
        assert_eq!(storage.items(), *items, "as it was");
        // It comes back to its senses.
        set_whim(&storage, None);
        let record = vault.append(&more).unwrap();
        assert_eq!(record.seq, whole.next_seq);
        let mut expected = whole.world.clone();
        apply(&mut expected, &more);
        let again = open(vault.close().items(), log);
        assert_eq!((world(&again), again.damage.as_slice()), (expected, &[][..]));
    }
}

/// Opens while the reading of this number fails; counts the readings.
fn opening_with_a_failing_read(items: &MemoryStorage, number: usize) -> (Result<World, Fault>, MemoryStorage, usize) {
    let storage = TestStorage::new(items.clone());
    let reads = Rc::new(RefCell::new(0));
    let count = Rc::clone(&reads);
    set_whim(
        &storage,
        Some(Box::new(move |asked| {
            if !matches!(asked, Asked::Get | Asked::Names) {
                return Answer::Do;
            }
            *count.borrow_mut() += 1;
            if *count.borrow() == number { Answer::Hide(lost()) } else { Answer::Do }
        })),
    );
    let opened = Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Owner);
    let outcome = opened.map(|opened| {
        assert_eq!(opened.damage, [], "a reading that fails is no damage");
        world(&opened)
    });
    set_whim(&storage, None);
    let count = *reads.borrow();
    (outcome, storage.items(), count)
}

#[test]
fn vlt_5_a_reading_that_fails_at_any_moment_of_the_opening_is_no_damage_and_alters_nothing() {
    let [_, whole] = every_kind();
    // With something to tidy: a spare that is missing, and what a crash left.
    let mut items = whole.with(&vault_support::every_kind::Item::Spare, None);
    items.set("another program's", &[1, 2, 3]).unwrap();
    let (outcome, _, reads) = opening_with_a_failing_read(&items, 0);
    assert_eq!(outcome, Ok(whole.world.clone()));
    let mut refused = 0;
    for number in 1..=reads {
        let (outcome, after, _) = opening_with_a_failing_read(&items, number);
        match outcome {
            Ok(world) => assert_eq!(world, whole.world, "reading {number}"),
            Err(fault) => {
                assert_eq!(fault, Fault::Storage(lost()), "reading {number}");
                assert_eq!(after, items, "reading {number}");
                refused += 1;
            }
        }
        let again = open(after, &[]);
        assert_eq!((world(&again), again.damage.as_slice()), (whole.world.clone(), &[][..]), "reading {number}");
    }
    assert!(refused >= items.names().unwrap().len(), "{refused} of {reads}");
}

#[test]
fn vlt_8_a_storage_that_does_not_list_its_names_is_a_fault_and_nothing_is_touched() {
    let [_, whole] = every_kind();
    let nameless = |items: &MemoryStorage| {
        let storage = TestStorage::new(items.clone());
        set_whim(
            &storage,
            Some(Box::new(|asked| if asked == Asked::Names { Answer::Refuse(lost()) } else { Answer::Do })),
        );
        storage
    };
    let fault = Fault::Storage(lost());
    let storage = nameless(&whole.items);
    assert_eq!(Vault::open(storage.clone(), &key(1), &[], random(3), Mode::Owner).map(drop), Err(fault.clone()));
    assert_eq!(storage.items(), whole.items);
    let storage = nameless(&MemoryStorage::new());
    assert_eq!(
        Vault::create(storage.clone(), &key(1), SALT, Parameters::DEFAULT, random(1)).map(drop),
        Err(fault.clone())
    );
    assert_eq!(storage.items(), MemoryStorage::new());
    // Putting a file in place.
    let file = open(whole.items.clone(), &[]).vault.export().unwrap();
    let contents = import::open(&file, &key(1)).unwrap();
    let mut storage = nameless(&whole.items);
    let mut dice: Random = random(9);
    assert_eq!(contents.replace(&mut storage, 1 << 20, &mut dice), Err(fault));
    assert_eq!(storage.items(), whole.items);
}

#[test]
fn vlt_8_a_file_put_in_place_on_a_storage_with_moods_is_there_whole_or_the_old_vault_is() {
    let [_, whole] = every_kind();
    let file = open(whole.items.clone(), &[]).vault.export().unwrap();
    let mut other = create(TestStorage::new(MemoryStorage::new()));
    let mut old = World::new();
    let parts = [part([0; 16], 1, "the old vault")];
    other.append(&parts).unwrap();
    apply(&mut old, &parts);
    let before = other.close().items();
    for (seed, answer) in [
        (1, Answer::Refuse(StorageFault::Full)),
        (2, Answer::Refuse(denied())),
        (3, Answer::Lie),
        (4, Answer::Halve),
        (5, Answer::Hide(lost())),
    ] {
        for number in 1..60 {
            let storage = TestStorage::new(before.clone());
            let (mut asked_so_far, answer) = (0, answer.clone());
            let mut handle = storage.clone();
            set_whim(
                &storage,
                Some(Box::new(move |asked| {
                    let fits = matches!(asked, Asked::Set) || matches!((&answer, asked), (Answer::Hide(_), Asked::Get));
                    asked_so_far += usize::from(fits);
                    if fits && asked_so_far == number { answer.clone() } else { Answer::Do }
                })),
            );
            let mut dice = random(seed);
            let outcome = import::open(&file, &key(1)).unwrap().replace(&mut handle, 1 << 20, &mut dice);
            set_whim(&storage, None);
            let opened = open(storage.items(), &[]);
            let expected = if outcome.is_ok() { &whole.world } else { &old };
            assert_eq!((&world(&opened), opened.damage.as_slice()), (expected, &[][..]), "{seed}/{number} {outcome:?}");
        }
    }
}

#[test]
fn vlt_8_a_vault_whose_making_was_cut_short_is_made_anew_and_one_that_lost_its_envelope_is_told() {
    let storage = TestStorage::new(MemoryStorage::new());
    storage.0.borrow_mut().snapshots = Some(Vec::new());
    let mut vault = create(storage.clone());
    let made = storage.0.borrow_mut().snapshots.take().unwrap();
    vault.append(&[part([0; 16], 1, "kept")]).unwrap();
    for items in &made[..2] {
        let storage = TestStorage::new(items.clone());
        assert_eq!(Vault::look(&storage), Ok(None));
        let anew = create(storage);
        assert_eq!(anew.usage().others, 0, "nothing of the first making stays");
    }
    let mut items = storage.items();
    items.remove(spaceward::vault::ENVELOPE_NAME).unwrap();
    let missing = Fault::Damaged(Damage { place: Place::Envelope, how: How::Missing, kept: false });
    let storage = TestStorage::new(items.clone());
    assert_eq!(Vault::look(&storage).map(drop), Err(missing.clone()));
    let made = Vault::create(storage.clone(), &key(1), SALT, Parameters::DEFAULT, random(1));
    assert_eq!((made.map(drop), storage.items()), (Err(missing), items));
}
