//! "Open a sample" (issue 2, point 6): built through the rules only, and as large as it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use spaceward::domain::{
    Event, PersonId, Record, Role, State, Timestamp, codec,
    event::Scope,
    identity_center, invariant,
    issue::Category,
    sample,
    snapshot::{Address, dirty},
};
use std::collections::BTreeSet;

fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-20T12:00:00Z").unwrap()
}

/// Bytes that differ from call to call and are the same in every run.
fn random() -> impl FnMut(&mut [u8]) {
    let mut seed = 1u64;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = seed.to_le_bytes()[5];
        }
    }
}

fn play() -> (Vec<Record>, PersonId) {
    let cloud = spaceward::formats::aws_cli::sample::commands().unwrap();
    sample::play(now(), &mut random(), cloud).unwrap_or_else(|refusal| panic!("{}: {}", refusal.rule, refusal.message))
}

fn replay(records: &[Record]) -> State {
    let mut state = State::default();
    for record in records {
        state.apply(record);
    }
    state
}

#[test]
fn the_sample_is_as_large_as_it_says_and_marked() {
    let (records, first) = play();
    let state = replay(&records);
    assert!(state.settings.sample);
    assert_eq!(state.spaces.len(), 2);
    assert_eq!(state.people.len(), 8);
    let projects: Vec<_> = state.spaces.values().flat_map(|space| space.projects.values()).collect();
    assert_eq!(projects.len(), 3);
    let issues: Vec<_> = projects.iter().flat_map(|project| project.issues.by_number.values()).collect();
    assert_eq!(issues.len(), 80);
    assert!(issues.iter().map(|issue| issue.comments.len()).sum::<usize>() >= 25);
    assert!(issues.iter().filter(|issue| !issue.tasks.is_empty()).count() >= 5);
    assert!(issues.iter().any(|issue| issue.archived));
    for project in &projects {
        for category in [Category::Draft, Category::NotStarted, Category::Started, Category::Completed] {
            assert!(
                project.issues.by_number.values().any(|issue| project.issues.category(issue) == category),
                "{} has nothing in {}",
                project.name,
                category.label()
            );
        }
    }
    assert!(state.spaces.values().all(|space| space.members.get(&first).unwrap().role == Role::SpaceAdministrator));
    let teams: Vec<_> = state.spaces.values().flat_map(|space| space.teams.values()).collect();
    assert!(teams.iter().any(|team| team.projects.len() == 1), "a team with a role");
    let running = state.spaces.values().map(|space| spaceward::domain::assistant::running(space).count());
    assert_eq!(running.sum::<usize>(), 2);
    assert!(state.requests.is_empty() && state.sign_up.is_none() && state.cloud.is_none());
}

#[test]
fn the_sample_keeps_every_invariant_at_every_step_and_lies_in_the_past() {
    let (records, _) = play();
    let mut state = State::default();
    let mut last = Timestamp(0);
    for record in &records {
        state.apply(record);
        assert_eq!(invariant::broken(&state), Vec::<String>::new());
        assert!(record.at >= last && record.at < now(), "times rise and lie before now");
        assert!(record.at > now().plus(-60 * Timestamp::DAY), "nothing is older than two months");
        last = record.at;
    }
}

#[test]
fn the_sample_names_nobody_real() {
    let (records, _) = play();
    for person in replay(&records).people.values() {
        assert!(person.email.ends_with(".example.com"), "{}", person.email);
    }
}

#[test]
fn the_same_sample_comes_of_the_same_randomness() {
    assert_eq!(play(), play());
}

#[test]
fn vlt_12_records_of_the_sample_come_back_from_their_bytes_and_leave_only_the_vault_without_the_keys() {
    let (records, _) = play();
    for record in &records {
        let parts = codec::encode(record);
        assert_eq!(codec::decode(parts.iter().rev().map(|(_, bytes)| bytes.as_slice())).unwrap(), *record);
        let left: Vec<&[u8]> =
            parts.iter().filter(|(scope, _)| *scope == Scope::Vault).map(|(_, bytes)| bytes.as_slice()).collect();
        match codec::decode(left) {
            Ok(rest) => assert!(rest.events.iter().all(|event| event.scope() == Scope::Vault)),
            Err(fault) => assert_eq!(fault, codec::Fault::Nothing),
        }
    }
}

#[test]
fn vlt_7_every_record_of_the_sample_changes_only_the_segments_it_names() {
    let (records, _) = play();
    let mut state = State::default();
    let mut segments: std::collections::BTreeMap<Address, Vec<u8>> = std::collections::BTreeMap::new();
    for record in &records {
        state.apply(record);
        let after: std::collections::BTreeMap<Address, Vec<u8>> =
            state.addresses().into_iter().map(|address| (address, state.segment(&address).unwrap())).collect();
        let changed: BTreeSet<Address> = after
            .iter()
            .filter(|(address, bytes)| segments.get(address) != Some(bytes))
            .map(|(address, _)| *address)
            .collect();
        let named = dirty(record, &state);
        // The very first record finds the three segments of an empty vault unwritten.
        if record != &records[0] {
            assert!(changed.is_subset(&named), "{changed:?} but {named:?} by {record:?}");
        }
        // An instance that becomes known takes the place of all users and groups of a former one.
        let instance = |event: &Event| matches!(event, Event::IdentityCenter(identity_center::Event::Known { .. }));
        let whole = record.events.iter().any(instance);
        assert!(whole || named.len() <= changed.len() + 2, "{named:?} but {changed:?} by {record:?}");
        segments = after;
    }
    let (restored, faults) = State::from_segments(segments.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    assert_eq!(faults, []);
    assert_eq!(restored, state);
}
