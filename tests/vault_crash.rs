//! VLT-8: stopped at any single write, the vault opens as it was before the step at hand or after it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{Fault, MemoryStorage, Mode, Opened, Vault, WalRecord};
use vault_support::{
    TestStorage, Trouble, World, apply, create,
    history::{Play, Step},
    key, part, random, world,
};

/// The world with its passphrase, before and after a step.
type Sides = [(World, u8); 2];

struct Told {
    /// After every write: the items, what step it belonged to.
    moments: Vec<(MemoryStorage, usize)>,
    steps: Vec<(Step, Sides)>,
    end: Play,
}

fn tell(seed: u64, steps: usize) -> Told {
    let storage = TestStorage::new(MemoryStorage::new());
    let vault = create(storage.clone());
    storage.0.borrow_mut().snapshots = Some(Vec::new());
    let mut play = Play::new(vault, seed);
    let mut told = Vec::new();
    let mut moments = Vec::new();
    for number in 0..steps {
        let before = (play.world.clone(), play.passphrase);
        let step = play.next_step();
        play.take(&step).unwrap();
        told.push((step, [before, (play.world.clone(), play.passphrase)]));
        let fresh = std::mem::take(storage.0.borrow_mut().snapshots.as_mut().unwrap());
        moments.extend(fresh.into_iter().map(|items| (items, number)));
    }
    Told { moments, steps: told, end: play }
}

fn open_with_either(items: &MemoryStorage, log: &[WalRecord], sides: &Sides) -> (Opened<TestStorage>, u8) {
    for (_, passphrase) in sides {
        let storage = TestStorage::new(items.clone());
        match Vault::open(storage, &key(*passphrase), log, random(77), Mode::Owner) {
            Ok(opened) => return (opened, *passphrase),
            Err(Fault::WrongPassphrase) => {}
            Err(fault) => panic!("{fault}"),
        }
    }
    panic!("neither passphrase opens it");
}

#[test]
fn vlt_8_stopped_at_every_single_write_the_vault_opens_as_before_or_after_the_step() {
    let mut kinds = [0; 7];
    for (seed, steps) in [(1, 170), (2, 60), (3, 60)] {
        let told = tell(seed, steps);
        for (moment, (items, number)) in told.moments.iter().enumerate() {
            let (step, sides) = &told.steps[*number];
            let (opened, passphrase) = open_with_either(items, &[], sides);
            let found = (world(&opened), passphrase);
            assert!(opened.damage.is_empty(), "{seed}/{moment} {step:?}: {:?}", opened.damage);
            let is_before = found.0 == sides[0].0;
            let is_after = found.0 == sides[1].0;
            assert!(is_before || is_after, "seed {seed}, write {moment}, {step:?}");
            kinds[match step {
                Step::Append(_) => 0,
                Step::Checkpoint => 1,
                Step::Abandon => 2,
                Step::Bulk(_) => 3,
                Step::Destroy(..) => 4,
                Step::Passphrase(_) => 5,
                Step::Aside => 6,
            }] += 1;

            if moment % 3 != 0 {
                continue;
            }
            // It goes on from there: one more record, and what the opening cleared up stays so.
            let mut vault = opened.vault;
            let more = [part([0; 16], 1, "more")];
            vault.append(&more).unwrap();
            assert_eq!(vault.verify().unwrap(), []);
            assert_eq!(vault.usage().loose, 0);
            let items = vault.close().items();
            let again = Vault::open(TestStorage::new(items), &key(passphrase), &[], random(78), Mode::Owner).unwrap();
            let mut expected = found.0;
            apply(&mut expected, &more);
            assert_eq!(world(&again), expected, "seed {seed}, write {moment}, {step:?}");
            assert!(again.damage.is_empty());
        }
    }
    // The histories had everything in them.
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

#[test]
fn vlt_8_the_last_write_of_a_step_has_taken_effect() {
    let told = tell(4, 120);
    for (moment, (items, number)) in told.moments.iter().enumerate() {
        let last_of_step = told.moments.get(moment + 1).is_none_or(|(_, next)| next != number);
        if last_of_step {
            let (step, sides) = &told.steps[*number];
            let (opened, passphrase) = open_with_either(items, &[], sides);
            assert_eq!(world(&opened), sides[1].0, "{step:?}");
            assert_eq!(passphrase, sides[1].1, "{step:?}");
        }
    }
}

#[test]
fn vlt_15_a_local_storage_that_fell_back_to_any_moment_loses_nothing_that_the_log_holds() {
    for (seed, steps) in [(1, 170), (2, 60)] {
        let told = tell(seed, steps);
        let envelope = told.end.vault.envelope_copy();
        for (moment, (items, _)) in told.moments.iter().enumerate() {
            let mut items = items.clone();
            Vault::heal_envelope(&mut items, &envelope).unwrap();
            let passphrase = told.end.passphrase;
            let opened = Vault::open(TestStorage::new(items), &key(passphrase), &told.end.log, random(77), Mode::Owner);
            let opened = opened.unwrap();
            assert_eq!(world(&opened), told.end.world, "seed {seed}, fallen back to write {moment}");
            assert!(opened.damage.is_empty(), "seed {seed}, write {moment}: {:?}", opened.damage);

            // The opening has put into localStorage what it lacked: from now on it stands without the log.
            assert!(!opened.vault.wants_checkpoint() || opened.vault.journal_len() > 100);
            let items = opened.vault.close().items();
            let alone = Vault::open(TestStorage::new(items), &key(passphrase), &[], random(78), Mode::Owner).unwrap();
            assert_eq!(world(&alone), told.end.world, "seed {seed}, write {moment}");
            assert!(alone.damage.is_empty());
        }
    }
}

#[test]
fn vlt_15_a_log_that_is_behind_is_told_what_it_lacks() {
    let told = tell(5, 150);
    let items = told.moments.last().unwrap().0.clone();
    let log = &told.end.log;
    for kept in [0, log.len() / 2, log.len() - 3, log.len()] {
        let opened = Vault::open(
            TestStorage::new(items.clone()),
            &key(told.end.passphrase),
            &log[..kept],
            random(7),
            Mode::Owner,
        )
        .unwrap();
        assert_eq!(world(&opened), told.end.world);
        let base = opened.vault.base_seq();
        let mut seqs: Vec<u64> = log[..kept].iter().map(|record| record.seq).filter(|seq| *seq >= base).collect();
        seqs.extend(opened.unlogged.iter().map(|record| record.seq));
        assert_eq!(seqs, (base..opened.vault.next_seq()).collect::<Vec<_>>());

        // What it is told is as good as what it was given at first.
        let mut completed = log[..kept].to_vec();
        completed.extend(opened.unlogged);
        let first = told.moments.iter().rposition(|(items, _)| {
            let storage = TestStorage::new(items.clone());
            Vault::open(storage, &key(told.end.passphrase), &[], random(7), Mode::Reader)
                .is_ok_and(|opened| opened.vault.base_seq() < base)
        });
        for (items, _) in told.moments.iter().skip(first.map_or(0, |first| first + 1)) {
            let storage = TestStorage::new(items.clone());
            let Ok(opened) = Vault::open(storage, &key(told.end.passphrase), &completed, random(7), Mode::Reader)
            else {
                continue;
            };
            if opened.vault.base_seq() == base {
                assert_eq!(world(&opened), told.end.world);
                assert!(opened.damage.is_empty());
            }
        }
    }
}

/// Goes through a history in which one write fails or all from one on, and compares with what the vault said it did.
fn go_on_after(trouble: Trouble, seed: u64, steps: usize) {
    let storage = TestStorage::new(MemoryStorage::new());
    let vault = create(storage.clone());
    let base = storage.0.borrow().writes;
    storage.0.borrow_mut().trouble = match trouble {
        Trouble::FullAt(number) => Trouble::FullAt(base + number),
        Trouble::DeniedAt(number) => Trouble::DeniedAt(base + number),
        Trouble::LostFrom(number) => Trouble::LostFrom(base + number),
        Trouble::None => Trouble::None,
    };
    let mut play = Play::new(vault, seed);
    for _ in 0..steps {
        let step = play.next_step();
        let before = play.world.clone();
        if play.take(&step).is_err() {
            play.world = before;
        }
    }
    let memory = play.vault.verify().unwrap();
    assert_eq!(memory, [], "{trouble:?}: what the vault believes to be stored is not");
    let opened =
        Vault::open(TestStorage::new(storage.items()), &key(play.passphrase), &[], random(7), Mode::Owner).unwrap();
    assert_eq!(world(&opened), play.world, "{trouble:?}");
    assert!(opened.damage.is_empty(), "{trouble:?}: {:?}", opened.damage);
}

#[test]
fn vlt_8_after_a_refused_write_the_vault_goes_on_as_storage_has_it() {
    let writes = tell(6, 100).moments.len();
    for number in (1..=writes).step_by(3) {
        go_on_after(if number % 2 == 0 { Trouble::FullAt(number) } else { Trouble::DeniedAt(number) }, 6, 100);
    }
}

#[test]
fn vlt_8_when_storage_goes_away_what_was_done_before_stays() {
    let writes = tell(6, 100).moments.len();
    for number in (1..=writes).step_by(7) {
        go_on_after(Trouble::LostFrom(number), 6, 100);
    }
}
