//! The state cut into segments and put together again (VLT-5, VLT-7).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use proptest::prelude::*;
use spaceward::domain::{
    PersonId, ProjectId, Record, SpaceId, State, Timestamp,
    chain::How,
    id::CommentId,
    issue::{Author, BUCKET, Command, Comment, Draft, EditWish, Issue, LabelId, Priority, Rank, StatusId, Task},
    snapshot::{Address, FaultKind, Shard, decode_issues, dirty, encode_issues, forgets},
};
use std::collections::{BTreeMap, BTreeSet};
use support::World;

type Segments = BTreeMap<Address, Vec<u8>>;

fn segments(state: &State) -> Segments {
    state.addresses().into_iter().map(|address| (address, state.segment(&address).unwrap())).collect()
}

fn restore(segments: &Segments) -> (State, Vec<(Address, FaultKind)>) {
    let (state, faults) = State::from_segments(segments.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    (state, faults.into_iter().map(|fault| (fault.address, fault.kind)).collect())
}

/// A world with a project of so many issues.
fn world(count: usize) -> (World, PersonId, SpaceId, ProjectId) {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    for nth in 0..count {
        let draft = Draft { title: format!("Issue {nth}"), labels: vec!["tide".into()], ..Draft::default() };
        world.does(Some(ada), Command::Create { space, project, draft });
        world.later(60_000);
    }
    (world, ada, space, project)
}

#[test]
fn vlt_5_a_state_comes_back_from_its_segments_in_any_order() {
    let (world, ..) = world(300);
    let all = segments(&world.state);
    assert_eq!(restore(&all), (world.state.clone(), vec![]));
    let (backwards, faults) =
        State::from_segments(all.iter().rev().map(|(address, bytes)| (*address, bytes.as_slice())));
    assert_eq!((backwards, faults), (world.state, vec![]));
}

#[test]
fn vlt_5_a_damaged_or_missing_segment_is_named_and_the_rest_opens() {
    let (world, ..) = world(300);
    let all = segments(&world.state);
    for address in all.keys().copied().collect::<Vec<_>>() {
        let mut damaged = all.clone();
        damaged.get_mut(&address).unwrap()[0] ^= 0xff;
        let (state, faults) = restore(&damaged);
        assert!(faults.contains(&(address, FaultKind::Unreadable)), "{address:?} {faults:?}");
        let mut missing = all.clone();
        missing.remove(&address);
        let (without, faults) = restore(&missing);
        assert_eq!(without, state, "damaged is as good as missing");
        match address {
            Address::Space(space) => {
                assert!(
                    !faults.is_empty()
                        && faults
                            .iter()
                            .all(|(address, kind)| { *kind == FaultKind::Orphan && *address != Address::Space(space) })
                );
                assert_eq!(without.people, world.state.people);
            }
            Address::Project(..) => assert!(faults.iter().all(|(_, kind)| *kind == FaultKind::Orphan)),
            Address::Feed(space, chunk) if all.contains_key(&Address::Feed(space, chunk + 1)) => {
                let [(named, FaultKind::Broken(found))] = faults.as_slice() else { panic!("{faults:?}") };
                assert_eq!((*named, found.how), (Address::FeedEnd(space), How::Missing(found.last - found.first + 1)));
            }
            Address::Issues(_, project, bucket) => {
                let kept = &without.spaces.values().next().unwrap().projects[&project].issues.by_number;
                assert!(kept.keys().all(|number| number / BUCKET != bucket));
                assert!(kept.len() > 250);
            }
            _ => {}
        }
    }
}

#[test]
fn iss_6_a_number_is_not_given_again_when_the_projects_own_segment_is_older() {
    let (world, _, space, project) = world(3);
    let mut mixed = segments(&world.state);
    let mut older = World::new();
    let who = older.join("ada");
    let old_space = older.space(who, "harbour");
    let old_project = older.project(who, old_space, "quay");
    assert_eq!((old_space, old_project), (space, project), "the same history gives the same ids");
    mixed.insert(Address::Project(space, project), older.state.segment(&Address::Project(space, project)).unwrap());
    let (state, _) = restore(&mixed);
    assert_eq!(state.project(space, project).unwrap().issues.next, 4);
}

#[test]
fn vlt_7_one_edit_among_many_issues_changes_one_bucket_and_the_end_of_the_feed() {
    let (mut world, ada, space, project) = world(200);
    let record = world.does(
        Some(ada),
        Command::Edit { space, project, numbers: vec![77], wishes: vec![EditWish::Priority(Priority::High)] },
    );
    let named: Vec<Address> = dirty(&record, &world.state).into_iter().collect();
    assert_eq!(named.len(), 3, "{named:?}");
    assert!(named.contains(&Address::FeedEnd(space)), "a few bytes that say where the feed ends");
    assert!(named.contains(&Address::Issues(space, project, 77 / BUCKET)));
}

#[test]
fn leaving_the_sample_forgets_everything_that_is_no_address_any_more() {
    let mut world = World::new();
    world.does(None, spaceward::domain::settings::Command::MarkSample);
    let ada = world.join("ada");
    world.space(ada, "harbour");
    let before = segments(&world.state);
    let record = world.does(Some(ada), spaceward::domain::settings::Command::LeaveSample);
    assert!(forgets(&record));
    let left: BTreeSet<Address> = world.state.addresses().into_iter().collect();
    assert_eq!(dirty(&record, &world.state), left);
    assert!(before.keys().any(|address| !left.contains(address)));
}

fn author() -> impl Strategy<Value = Author> {
    prop_oneof![
        (0u8..4).prop_map(|id| Author::Person(PersonId::from_random([id; 16]))),
        any::<u16>().prop_map(Author::Outsider)
    ]
}

fn time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        (0i64..2_000_000_000).prop_map(|seconds| Timestamp(seconds * 1000)),
        (0i64..2_000_000_000_000).prop_map(Timestamp),
        any::<i64>().prop_map(Timestamp)
    ]
}

fn comment() -> impl Strategy<Value = Comment> {
    (any::<[u8; 16]>(), author(), time(), proptest::option::of(time()), ".{0,30}")
        .prop_map(|(id, by, at, edited, text)| Comment { id: CommentId::from_random(id), by, at, edited, text })
}

/// Any issue that the types allow, whether or not the rules would.
fn issue() -> impl Strategy<Value = Issue> {
    let texts = (".{0,40}", "(?s).{0,60}", proptest::option::of(prop_oneof!["[0-9]{1,6}", ".{0,20}"]));
    let small = (any::<u8>(), 0usize..5, any::<Option<u8>>(), any::<bool>(), any::<bool>(), any::<Option<u64>>());
    let lists = (
        proptest::collection::vec(author(), 0..4),
        proptest::collection::vec(any::<u16>().prop_map(LabelId), 0..4),
        proptest::collection::vec((".{0,10}", any::<bool>()), 0..3),
        proptest::collection::vec(comment(), 0..3),
        proptest::collection::vec(".{0,8}", 0..3),
    );
    let who = (author(), author(), any::<bool>(), time(), time());
    (texts, small, lists, who).prop_map(|(texts, small, lists, who)| Issue {
        number: 0,
        title: texts.0,
        description: texts.1,
        source: texts.2,
        status: StatusId(small.0),
        priority: Priority::ALL[small.1],
        estimate: small.2,
        blocked: small.3,
        archived: small.4,
        rank: Rank(small.5.unwrap_or_default()),
        assignees: lists.0,
        labels: lists.1,
        tasks: lists.2.into_iter().map(|(text, done)| Task { text, done }).collect(),
        comments: lists.3,
        attachments: lists.4,
        created_by: who.0,
        updated_by: if who.2 { who.0 } else { who.1 },
        created: who.3,
        updated: who.4,
    })
}

/// Issues in the order of their numbers; some have the rank of their number.
fn bucket() -> impl Strategy<Value = Vec<Issue>> {
    let numbers = proptest::collection::btree_set(prop_oneof![0u32..300, any::<u32>()], 0..12);
    (numbers, proptest::collection::vec(issue(), 12)).prop_map(|(numbers, issues)| {
        let renumber = |(number, issue): (u32, Issue)| {
            let rank = if issue.rank == Rank(0) { Rank::of_number(number) } else { issue.rank };
            Issue { number, rank, ..issue }
        };
        // The last number of all has no successor and is never given.
        numbers.into_iter().filter(|number| *number != u32::MAX).zip(issues).map(renumber).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_bucket_comes_back_as_it_was(issues in bucket()) {
        let bytes = encode_issues(&issues.iter().collect::<Vec<_>>());
        prop_assert_eq!(decode_issues(&bytes), Some(issues));
    }

    #[test]
    fn vlt_5_altered_buckets_never_stop_the_program(issues in bucket(), at in any::<prop::sample::Index>(), byte in any::<u8>(), length in any::<prop::sample::Index>()) {
        let mut bytes = encode_issues(&issues.iter().collect::<Vec<_>>());
        let cut = length.index(bytes.len());
        prop_assert_eq!(decode_issues(&bytes[..cut]), None);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decode_issues(&bytes);
    }

    #[test]
    fn vlt_5_hostile_segments_never_stop_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..200), form in any::<bool>()) {
        let bytes = if form { [&[1][..], &bytes].concat() } else { bytes };
        let space = SpaceId::from_random([1; 16]);
        let project = ProjectId::from_random([2; 16]);
        let all = [
            Address::People(Shard(1)), Address::Outbox(Shard(2)), Address::Members(space, Shard(3)), Address::Invitations(space, Shard(4)), Address::Teams(space, Shard(5)), Address::Console, Address::Names, Address::Space(space), Address::Feed(space, 3), Address::Feed(space, u32::MAX),
            Address::Project(space, project), Address::Outsiders(space, project), Address::Issues(space, project, u32::MAX),
            Address::FeedEnd(space), Address::Trail, Address::TrailChunk(2), Address::TrailChunk(u32::MAX),
        ];
        let _ = State::from_segments(all.into_iter().map(|address| (address, bytes.as_slice())));
        if let Some(address) = Address::from_bytes(&bytes) {
            prop_assert_eq!(address.to_bytes(), bytes);
        }
    }

    #[test]
    fn addresses_come_back_from_their_bytes(space in any::<[u8; 16]>(), project in any::<[u8; 16]>(), place in any::<u32>(), shard in any::<u8>()) {
        let shard = Shard(shard);
        let (space, project) = (SpaceId::from_random(space), ProjectId::from_random(project));
        let all = [
            Address::People(shard), Address::Console, Address::Names, Address::Space(space), Address::Feed(space, place),
            Address::Outbox(shard), Address::Members(space, shard), Address::Invitations(space, shard), Address::Teams(space, shard),
            Address::Project(space, project), Address::Outsiders(space, project), Address::Issues(space, project, place),
            Address::FeedEnd(space), Address::Trail, Address::TrailChunk(place), Address::Departed, Address::Passwords,
        ];
        let bytes: BTreeSet<Vec<u8>> = all.iter().map(Address::to_bytes).collect();
        prop_assert_eq!(bytes.len(), all.len());
        for address in all {
            prop_assert_eq!(Address::from_bytes(&address.to_bytes()), Some(address));
        }
    }
}

/// A step of a random history of issues.
#[derive(Clone, Debug)]
enum Step {
    Create(usize),
    Edit(Vec<u32>, EditWish),
    Move(u32, u8, Option<u32>),
    Comment(u32),
    Import(usize),
    Later,
}

fn step() -> impl Strategy<Value = Step> {
    let wish = prop_oneof![
        any::<bool>().prop_map(EditWish::Archived),
        any::<bool>().prop_map(EditWish::Blocked),
        (0usize..5).prop_map(|at| EditWish::Priority(Priority::ALL[at])),
        "[a-c]".prop_map(EditWish::AddLabel),
        "[a-z]{1,9}".prop_map(EditWish::Title),
        (0u8..5).prop_map(|id| EditWish::Status(StatusId(id))),
    ];
    prop_oneof![
        2 => (1usize..20).prop_map(Step::Create),
        4 => (proptest::collection::vec(1u32..90, 1..30), wish).prop_map(|(numbers, wish)| Step::Edit(numbers, wish)),
        4 => (1u32..90, 0u8..5, proptest::option::of(1u32..90)).prop_map(|(number, status, below)| Step::Move(number, status, below)),
        2 => (1u32..90).prop_map(Step::Comment),
        1 => (1usize..60).prop_map(Step::Import),
        1 => Just(Step::Later),
    ]
}

fn play(world: &mut World, (ada, space, project): (PersonId, SpaceId, ProjectId), step: Step) -> Option<Record> {
    let command = match step {
        Step::Later => {
            world.later(1_234);
            return None;
        }
        Step::Create(length) => {
            let draft = Draft { title: "x".repeat(length), ..Draft::default() };
            Command::Create { space, project, draft }
        }
        Step::Edit(numbers, wish) => Command::Edit { space, project, numbers, wishes: vec![wish] },
        Step::Move(number, status, below) => Command::Move { space, project, number, status: StatusId(status), below },
        Step::Comment(number) => Command::Comment { space, project, number, text: "so it is".into() },
        Step::Import(count) => {
            let row = |nth: usize| spaceward::domain::issue::ImportRow {
                title: format!("row {nth}"),
                labels: vec![format!("l{}", nth % 7)],
                assignees: vec![format!("someone {}", nth % 5)],
                created: Some(Timestamp(1_000_000)),
                ..Default::default()
            };
            Command::Import {
                space,
                project,
                source: spaceward::domain::issue::ImportSource::Csv,
                rows: (0..count).map(row).collect(),
            }
        }
    };
    world.ask(Some(ada), command).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn vlt_7_a_record_changes_only_the_segments_it_names(steps in proptest::collection::vec(step(), 1..40)) {
        let (mut world, ada, space, project) = world(40);
        let mut before = segments(&world.state);
        for step in steps {
            let Some(record) = play(&mut world, (ada, space, project), step) else { continue };
            let after = segments(&world.state);
            let changed: BTreeSet<Address> =
                after.iter().filter(|(address, bytes)| before.get(address) != Some(bytes)).map(|(address, _)| *address).collect();
            let named = dirty(&record, &world.state);
            prop_assert!(changed.is_subset(&named), "{:?} but {:?} by {:?}", changed, named, record);
            prop_assert!(before.keys().all(|address| after.contains_key(address)));
            before = after;
        }
        prop_assert_eq!(restore(&before), (world.state.clone(), vec![]));
        // A clone is untouched by what comes later: a snapshot can be written while edits go on.
        let frozen = world.state.clone();
        play(&mut world, (ada, space, project), Step::Edit(vec![1, 2, 3], EditWish::Blocked(true)));
        prop_assert_eq!(segments(&frozen), before);
    }

    #[test]
    fn iss_6_numbers_are_unique_and_never_used_again_and_the_order_of_a_column_is_total(steps in proptest::collection::vec(step(), 1..60)) {
        let (mut world, ada, space, project) = world(10);
        let mut known: BTreeSet<u32> = BTreeSet::new();
        let mut next = 0;
        for step in steps {
            play(&mut world, (ada, space, project), step);
            let issues = &world.state.project(space, project).unwrap().issues;
            let numbers: BTreeSet<u32> = issues.by_number.keys().copied().collect();
            prop_assert!(known.is_subset(&numbers), "no issue is ever lost or renumbered");
            prop_assert!(numbers.difference(&known).all(|number| *number >= next), "no number comes a second time");
            prop_assert!(issues.by_number.iter().all(|(number, issue)| *number == issue.number && *number < issues.next));
            for status in &issues.statuses {
                let places: Vec<_> = issues.column(status.id).iter().map(|issue| issue.place()).collect();
                prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
            }
            known = numbers;
            next = issues.next;
        }
        // ISS-6, AUD-1: a replay of the records gives the same state.
        let mut replayed = State::default();
        for record in &world.records {
            replayed.apply(record);
        }
        prop_assert_eq!(&replayed, &world.state);
        // Taken in a second time, a record of issues changes nothing.
        for record in world.records.iter().rev().take(1) {
            let issue_only = record.events.iter().all(|event| matches!(event, spaceward::domain::Event::Issue(_)));
            let once = replayed.clone();
            replayed.apply(record);
            prop_assert!(!issue_only || replayed == once);
        }
    }
}
