//! Opening piece by piece: whatever comes first, the state is the same in the end (VLT-5), and nothing is written before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;
mod vault_support;

use proptest::{collection::vec, prelude::*};
use spaceward::{
    domain::{
        PersonId, ProjectId, Record, SpaceId, State, Timestamp,
        activity::Logged,
        import,
        issue::{Command, Draft, EditWish, ImportRow, ImportSource, Priority},
        settings,
        snapshot::{Address, Assembled, Assembly, Step, Wanted, dirty},
        space,
    },
    vault::{Fault, MemoryStorage, Mode, Opening, Vault},
};
use std::collections::{BTreeMap, BTreeSet};
use support::World;
use vault_support::{TestStorage, checkpoint_all, create, key, part, random};

type Segments = BTreeMap<Address, Vec<u8>>;

/// What happens after the segments were written.
#[derive(Clone, Debug)]
enum Change {
    Create(usize),
    Edit(usize, Vec<u32>, Priority),
    Comment(usize, u32),
    Import(usize, usize),
    Describe(usize),
    Log(usize, usize),
    Empty,
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0usize..3;
    prop_oneof![
        6 => place().prop_map(Change::Create),
        12 => (place(), vec(1u32..160, 1..20), 0usize..5).prop_map(|(at, numbers, to)| Change::Edit(at, numbers, Priority::ALL[to])),
        6 => (place(), 1u32..160).prop_map(|(at, number)| Change::Comment(at, number)),
        2 => (place(), 1usize..60).prop_map(|(at, count)| Change::Import(at, count)),
        2 => (0usize..2).prop_map(Change::Describe),
        2 => (0usize..2, 1usize..200).prop_map(|(at, count)| Change::Log(at, count)),
        1 => Just(Change::Empty),
    ]
}

/// Two spaces with three projects of 150 issues.
fn world() -> (World, PersonId, [(SpaceId, ProjectId); 3]) {
    let mut world = World::new();
    let ada = world.join("ada");
    let [harbour, quay] = ["harbour", "quay"].map(|name| world.space(ada, name));
    let places = [(harbour, "one"), (harbour, "two"), (quay, "three")].map(|(space, name)| {
        let project = world.project(ada, space, name);
        let rows = (0..150).map(|nth| ImportRow { title: format!("row {nth}"), ..ImportRow::default() }).collect();
        world.does(Some(ada), Command::Import { space, project, source: ImportSource::Csv, rows });
        (space, project)
    });
    for number in 1..60 {
        let (space, project) = places[0];
        world.does(Some(ada), Command::Comment { space, project, number, text: "so it is".to_owned() });
        world.later(1_000);
    }
    (world, ada, places)
}

fn play(world: &mut World, ada: PersonId, places: &[(SpaceId, ProjectId); 3], change: Change) {
    world.later(if matches!(change, Change::Comment(..)) { 0 } else { 1_000 });
    let asked = match change {
        Change::Create(at) => {
            let (space, project) = places[at];
            world.ask(
                Some(ada),
                Command::Create { space, project, draft: Draft { title: "new".to_owned(), ..Draft::default() } },
            )
        }
        Change::Edit(at, numbers, priority) => {
            let (space, project) = places[at];
            world.ask(Some(ada), Command::Edit { space, project, numbers, wishes: vec![EditWish::Priority(priority)] })
        }
        Change::Comment(at, number) => {
            let (space, project) = places[at];
            world.ask(Some(ada), Command::Comment { space, project, number, text: "is it".to_owned() })
        }
        Change::Import(at, count) => {
            let (space, project) = places[at];
            let row = |nth| ImportRow {
                title: format!("late {nth}"),
                assignees: vec![format!("p{nth}")],
                ..ImportRow::default()
            };
            world.ask(
                Some(ada),
                Command::Import { space, project, source: ImportSource::Csv, rows: (0..count).map(row).collect() },
            )
        }
        Change::Describe(at) => {
            let space = places[at * 2].0;
            let description = format!("{} lines", world.records.len());
            world.ask(Some(ada), space::Command::Describe { space, description })
        }
        Change::Log(at, count) => {
            let item = |nth: usize| {
                let logged = Logged {
                    id: format!("{nth}"),
                    name: "n".into(),
                    source: "manage".into(),
                    user: "u".into(),
                    error: None,
                };
                (Timestamp(i64::try_from(nth).unwrap()), logged)
            };
            world.happened(
                Some(ada),
                vec![import::Event::LogRead { space: places[at * 2].0, items: (0..count).map(item).collect() }],
            );
            return;
        }
        Change::Empty => {
            world.happened(Some(ada), vec![settings::Event::SampleLeft]);
            return;
        }
    };
    // A refusal is no record; the histories have enough of them.
    let _ = asked;
}

/// The state as an opening at once has it, and the segments that its records changed.
fn at_once(segments: &Segments, records: &[Record]) -> (State, BTreeSet<Address>, BTreeSet<String>) {
    let (mut state, faults) =
        State::from_segments(segments.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    let mut changed = BTreeSet::new();
    for record in records {
        state.apply(record);
        changed.extend(dirty(record, &state));
    }
    (state, changed, faults.iter().map(ToString::to_string).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn vlt_5_a_state_opened_piece_by_piece_is_the_one_opened_at_once(
        changes in vec(change(), 0..40),
        wishes in vec(0usize..7, 1..40),
        gone in vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let (mut world, ada, places) = world();
        let mut segments: Segments = world.state.addresses().into_iter().map(|address| (address, world.state.segment(&address).unwrap())).collect();
        let begun = world.records.len();
        for change in changes {
            play(&mut world, ada, &places, change);
        }
        let records = world.records[begun..].to_vec();
        let live: Vec<Address> = segments.keys().copied().collect();
        for index in gone {
            segments.remove(index.get(&live));
        }
        let (state, changed, _) = at_once(&segments, &records);

        let wanted = |wish: usize| match wish {
            0..3 => Wanted::Project(places[wish].0, places[wish].1),
            3 => Wanted::Space(places[0].0),
            4 => Wanted::Space(places[2].0),
            5 => Wanted::All,
            _ => Wanted::Nothing,
        };
        // All that the head names is asked for, also what is damaged.
        let mut assembly = Assembly::new(live, records);
        let mut wishes = wishes.into_iter().cycle();
        let mut now = Wanted::Nothing;
        for turn in 0.. {
            if turn % 5 == 0 {
                now = wanted(wishes.next().unwrap());
            }
            match assembly.step(now) {
                Step::Open(address) => assembly.give(address, segments.get(&address).map(Vec::as_slice)),
                Step::Worked => {}
                Step::Done => break,
            }
            for (space, project) in places {
                if assembly.has(Wanted::Project(space, project)) {
                    let issues = |state: &State| state.project(space, project).map(|project| project.issues.by_number.clone());
                    prop_assert_eq!(issues(assembly.state()), issues(&state));
                    prop_assert_eq!(assembly.state().space(space).map(|space| &space.feed), state.space(space).map(|space| &space.feed));
                }
            }
        }
        let Assembled { state: found, dirty: named, .. } = assembly.finish();
        prop_assert_eq!(found, state);
        prop_assert!(changed.is_subset(&named), "{:?}", changed.difference(&named));
    }
}

#[test]
fn what_the_page_shows_comes_before_the_rest() {
    let (world, _, places) = world();
    let live = world.state.addresses();
    for (space, project) in places {
        let mut assembly = Assembly::new(live.iter().copied(), []);
        let wanted = Wanted::Project(space, project);
        while !assembly.has(wanted) {
            match assembly.step(wanted) {
                Step::Open(address) => {
                    let other = matches!(address, Address::Issues(_, other, _) if other != project);
                    assert!(!other, "{address:?} came before the page was complete");
                    assembly.give(address, world.state.segment(&address).as_deref());
                }
                Step::Worked => {}
                Step::Done => panic!("it was never complete"),
            }
        }
        assert!(!assembly.has(Wanted::All));
    }
}

const A: [u8; 16] = [0xA; 16];

#[test]
fn vlt_5_nothing_is_written_before_an_opening_is_finished_and_damage_found_late_is_named() {
    let storage = TestStorage::new(MemoryStorage::new());
    let mut vault = create(storage.clone());
    let mut all = vault_support::World::new();
    let parts = [part(A, 1, "one"), part(A, 2, "two"), part([0; 16], 4, "four")];
    vault.append(&parts).unwrap();
    vault_support::apply(&mut all, &parts);
    checkpoint_all(&mut vault, &all);
    let whole = vault.close().items();
    let before = open(&whole, Mode::Owner);
    let addresses: Vec<_> = before.pending().map(|(scope, address)| (*scope, address.to_vec())).collect();
    assert!(addresses.len() >= 3);
    // Damage one: which item it is shows when its segment does not open.
    let names = spaceward::vault::Storage::names(&whole).unwrap();
    let mut found = 0;
    for name in names {
        let mut items = whole.clone();
        let mut units = spaceward::vault::Storage::get(&items, &name).unwrap().unwrap();
        let last = units.len() - 2;
        units[last] ^= 1;
        spaceward::vault::Storage::set(&mut items, &name, &units).unwrap();
        let storage = TestStorage::new(items);
        let Ok(mut opening) = Vault::begin_opening(storage.clone(), &key(1), &[], random(3), Mode::Owner) else {
            continue;
        };
        let early = opening.damage();
        let opened: Vec<bool> = addresses
            .iter()
            .rev()
            .map(|(scope, address)| opening.segment(*scope, address).unwrap().is_some())
            .collect();
        assert_eq!(storage.0.borrow().writes, 0, "nothing is written yet");
        if opened.contains(&false) {
            found += 1;
            assert_eq!((early.len(), opening.damage().len()), (0, 1));
            let done = opening.finish().unwrap();
            assert_eq!(done.damage.len(), 1);
            assert_eq!(done.vault.quarantined().len(), 1);
        }
    }
    assert_eq!(found, addresses.len());
}

fn open(items: &MemoryStorage, mode: Mode) -> Opening<TestStorage> {
    Vault::begin_opening(TestStorage::new(items.clone()), &key(1), &[], random(3), mode).unwrap()
}

#[test]
fn vlt_9_an_opening_that_the_writer_outruns_is_begun_again() {
    let storage = TestStorage::new(MemoryStorage::new());
    let mut vault = create(storage.clone());
    let mut all = vault_support::World::new();
    let first = [part(A, 1, "one"), part(A, 2, "two")];
    vault.append(&first).unwrap();
    vault_support::apply(&mut all, &first);
    checkpoint_all(&mut vault, &all);
    let mut follower = Vault::begin_opening(storage.clone(), &key(1), &[], random(3), Mode::Reader).unwrap();
    assert!(!follower.is_outrun().unwrap());
    // The writer folds everything into new segments, and removes those that the follower has not opened yet.
    let more = [part(A, 1, "more")];
    vault.append(&more).unwrap();
    vault_support::apply(&mut all, &more);
    checkpoint_all(&mut vault, &all);
    let pending: Vec<_> = follower.pending().map(|(scope, address)| (*scope, address.to_vec())).collect();
    let opened = pending.iter().filter(|(scope, address)| follower.segment(*scope, address).unwrap().is_some()).count();
    assert!(opened < pending.len() && follower.is_outrun().unwrap());
    let again = follower.again(&[]).and_then(Opening::finish).unwrap();
    assert_eq!((vault_support::world(&again), again.damage), (all, vec![]));
    assert_eq!(again.vault.mode(), Mode::Reader);
    // A vault that took its place is not opened with the keys at hand.
    let follower = Vault::begin_opening(storage.clone(), &key(1), &[], random(3), Mode::Reader).unwrap();
    let mut items = storage.clone();
    Vault::erase(&mut items).unwrap();
    assert_eq!(follower.again(&[]).unwrap_err(), Fault::Absent);
}
