//! VLT-8: stopped at any single write, the vault opens as it was before the step at hand or after it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod vault_support;

use spaceward::vault::{AsideCopy, Fault, MemoryStorage, Mode, Opened, RotationStep, Vault, WalRecord};
use vault_support::{
    Dice, TestStorage, Trouble, apply, create,
    history::{DRAFT, Play, Side, Step},
    key, part, random, world,
};

/// What there ought to be before and after a step.
type Sides = [Side; 2];

/// What lies beside localStorage after a step, and how far back localStorage may fall then.
struct Beside {
    log: Vec<WalRecord>,
    copies: Vec<AsideCopy>,
    envelope: Vec<u8>,
    horizon: usize,
}

struct Told {
    /// After every write: the items, what step it belonged to.
    moments: Vec<(MemoryStorage, usize)>,
    steps: Vec<(Step, Sides, Beside)>,
    end: Play,
}

fn tell(seed: u64, steps: usize) -> Told {
    let storage = TestStorage::new(MemoryStorage::new());
    let vault = create(storage.clone());
    let made = storage.0.borrow().writes;
    storage.0.borrow_mut().snapshots = Some(Vec::new());
    let mut play = Play::new(vault, storage.clone(), seed);
    let mut told = Vec::new();
    let mut moments = Vec::new();
    for number in 0..steps {
        let before = play.side.clone();
        let step = play.next_step();
        play.take(&step).unwrap_or_else(|fault| panic!("{step:?}: {fault}"));
        let beside = Beside {
            log: play.log.clone(),
            copies: play.copies.values().cloned().collect(),
            envelope: play.vault.envelope_copy(),
            horizon: play.horizon.from.saturating_sub(made + 1),
        };
        told.push((step, [before, play.side.clone()], beside));
        let fresh = std::mem::take(storage.0.borrow_mut().snapshots.as_mut().unwrap());
        moments.extend(fresh.into_iter().map(|items| (items, number)));
    }
    Told { moments, steps: told, end: play }
}

fn open_with_either(items: &MemoryStorage, log: &[WalRecord], sides: &Sides) -> (Opened<TestStorage>, u8) {
    for side in sides {
        let storage = TestStorage::new(items.clone());
        match Vault::open(storage, &key(side.passphrase), log, random(77), Mode::Owner) {
            Ok(opened) => return (opened, side.passphrase),
            Err(Fault::WrongPassphrase) => {}
            Err(fault) => panic!("{fault}"),
        }
    }
    panic!("neither passphrase opens it");
}

/// What an opening gives.
fn found(opened: &Opened<TestStorage>, passphrase: u8) -> Side {
    Side { world: world(opened), passphrase, draft: opened.vault.get_aside([0; 16], DRAFT).unwrap() }
}

/// The draft, out of localStorage and the copies together.
fn draft(vault: &Vault<TestStorage>, copies: &[AsideCopy]) -> Option<Vec<u8>> {
    let found = vault.asides(copies).unwrap();
    assert!(found.len() < 2, "{found:?}");
    found.into_iter().next().map(|aside| aside.bytes)
}

/// Goes on with a rotation that was cut short, to its end.
fn finish_rotation(vault: &mut Vault<TestStorage>) {
    let before = vault.rotation().unwrap();
    let mut last = before.done;
    while vault.rotate_step().unwrap() != RotationStep::Done {
        let now = vault.rotation().unwrap();
        assert!(now.done >= last && now.done <= now.total, "{before:?} {now:?}");
        last = now.done;
    }
    assert!(vault.rotation().unwrap().is_moved());
    vault.end_rotation().unwrap();
    assert_eq!(vault.rotation(), None);
}

#[test]
fn vlt_8_vlt_4_stopped_at_every_single_write_the_vault_opens_as_before_or_after_the_step() {
    let mut kinds = [0; 13];
    for (seed, steps) in [(12, 130), (4, 110)] {
        let told = tell(seed, steps);
        for (moment, (items, number)) in told.moments.iter().enumerate() {
            let (step, sides, _) = &told.steps[*number];
            let (opened, passphrase) = open_with_either(items, &[], sides);
            let found_now = found(&opened, passphrase);
            assert!(opened.damage.is_empty(), "{seed}/{moment} {step:?}: {:?}", opened.damage);
            assert!(sides.contains(&found_now), "seed {seed}, write {moment}, {step:?}");
            kinds[step.kind()] += 1;

            if moment % 3 != 0 {
                continue;
            }
            // It goes on from there: one more record, and what the opening cleared up stays so.
            let mut vault = opened.vault;
            let more = [part([0; 16], 1, "more")];
            vault.append(&more).unwrap();
            assert_eq!(vault.verify().unwrap(), []);
            assert_eq!(vault.usage().loose, 0);
            if vault.rotation().is_some() && moment % 4 == 0 {
                finish_rotation(&mut vault);
                assert_eq!(vault.verify().unwrap(), []);
            }
            let items = vault.close().items();
            let again = Vault::open(TestStorage::new(items), &key(passphrase), &[], random(78), Mode::Owner).unwrap();
            let mut expected = found_now;
            apply(&mut expected.world, &more);
            assert_eq!(found(&again, passphrase), expected, "seed {seed}, write {moment}, {step:?}");
            assert!(again.damage.is_empty());
        }
    }
    // The histories had everything in them; an export writes nothing.
    assert!(kinds.iter().enumerate().all(|(kind, count)| (*count > 0) == (kind != 11)), "{kinds:?}");
}

#[test]
fn vlt_8_the_last_write_of_a_step_has_taken_effect() {
    let told = tell(4, 120);
    for (moment, (items, number)) in told.moments.iter().enumerate() {
        let last_of_step = told.moments.get(moment + 1).is_none_or(|(_, next)| next != number);
        if last_of_step {
            let (step, sides, _) = &told.steps[*number];
            let (opened, passphrase) = open_with_either(items, &[], sides);
            assert_eq!(found(&opened, passphrase), sides[1], "{step:?}");
        }
    }
}

#[test]
fn vlt_15_vlt_4_a_local_storage_that_fell_back_to_any_moment_loses_nothing_that_the_log_holds() {
    let mut in_rotation = 0;
    for (seed, steps) in [(11, 130), (7, 80)] {
        let told = tell(seed, steps);
        let mut dice = Dice::new(seed);
        for (number, (step, [_, side], beside)) in told.steps.iter().enumerate() {
            // The last step from every moment on; earlier ones from a few of theirs.
            let end = told.moments.partition_point(|(_, of)| *of <= number);
            let all = number + 1 == told.steps.len();
            let span = end.saturating_sub(beside.horizon);
            let some = (0..2).filter(|_| span > 0).map(|_| end - 1 - dice.index(span));
            let moments: Vec<usize> = if all { (beside.horizon..end).collect() } else { some.collect() };
            for moment in moments {
                let mut items = told.moments[moment].0.clone();
                let why = format!("seed {seed}, after {number} {step:?}, fallen back to write {moment}");
                Vault::heal_envelope(&mut items, &beside.envelope).unwrap();
                let opened =
                    Vault::open(TestStorage::new(items), &key(side.passphrase), &beside.log, random(77), Mode::Owner)
                        .unwrap_or_else(|fault| panic!("{why}: {fault}"));
                assert_eq!(world(&opened), side.world, "{why}");
                assert!(opened.damage.is_empty(), "{why}: {:?}", opened.damage);

                // The opening has put into localStorage what it lacked: from now on it stands without the log.
                assert!(!opened.vault.wants_checkpoint() || opened.vault.journal_len() > 100);
                let mut vault = opened.vault;
                assert_eq!(draft(&vault, &beside.copies), side.draft, "{why}");
                vault.merge_asides(&beside.copies).unwrap();
                assert_eq!(vault.get_aside([0; 16], DRAFT).unwrap(), side.draft, "{why}");
                if vault.rotation().is_some() && moment % 4 == 0 {
                    in_rotation += 1;
                    finish_rotation(&mut vault);
                }
                let items = vault.close().items();
                let alone =
                    Vault::open(TestStorage::new(items), &key(side.passphrase), &[], random(78), Mode::Owner).unwrap();
                assert_eq!(world(&alone), side.world, "{why}");
                assert!(alone.damage.is_empty());
            }
        }
    }
    assert!(in_rotation > 30, "{in_rotation}");
}

#[test]
fn vlt_15_a_log_that_is_behind_is_told_what_it_lacks() {
    let told = tell(5, 150);
    let items = told.moments.last().unwrap().0.clone();
    let log = &told.end.log;
    for kept in [0, log.len() / 2, log.len() - 3, log.len()] {
        let opened = Vault::open(
            TestStorage::new(items.clone()),
            &key(told.end.side.passphrase),
            &log[..kept],
            random(7),
            Mode::Owner,
        )
        .unwrap();
        assert_eq!(world(&opened), told.end.side.world);
        let base = opened.vault.base_seq();
        let mut seqs: Vec<u64> = log[..kept].iter().map(|record| record.seq).filter(|seq| *seq >= base).collect();
        seqs.extend(opened.unlogged.iter().map(|record| record.seq));
        seqs.sort_unstable(); // an import begins with lower numbers again
        assert_eq!(seqs, (base..opened.vault.next_seq()).collect::<Vec<_>>());

        // What it is told is as good as what it was given at first.
        let mut completed = log[..kept].to_vec();
        completed.extend(opened.unlogged);
        let first = told.moments.iter().rposition(|(items, _)| {
            let storage = TestStorage::new(items.clone());
            Vault::open(storage, &key(told.end.side.passphrase), &[], random(7), Mode::Reader)
                .is_ok_and(|opened| opened.vault.base_seq() < base)
        });
        for (items, _) in told.moments.iter().skip(first.map_or(0, |first| first + 1)) {
            let storage = TestStorage::new(items.clone());
            let Ok(opened) = Vault::open(storage, &key(told.end.side.passphrase), &completed, random(7), Mode::Reader)
            else {
                continue;
            };
            if opened.vault.base_seq() == base {
                assert_eq!(world(&opened), told.end.side.world);
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
    let mut play = Play::new(vault, storage.clone(), seed);
    for _ in 0..steps {
        let step = play.next_step();
        let before = play.side.clone();
        if play.take(&step).is_err() {
            play.side = before;
        }
    }
    let memory = play.vault.verify().unwrap();
    assert_eq!(memory, [], "{trouble:?}: what the vault believes to be stored is not");
    let opened =
        Vault::open(TestStorage::new(storage.items()), &key(play.side.passphrase), &[], random(7), Mode::Owner)
            .unwrap();
    assert_eq!(found(&opened, play.side.passphrase), play.side, "{trouble:?}");
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
