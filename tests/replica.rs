//! What is replicated, and that nothing else is (REG-1, REG-2, REG-3).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use proptest::{prelude::*, sample::select};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use spaceward::domain::{
    PersonId, Role, State, Timestamp, identity,
    import::{self, Inventory, InventoryProject, InventorySpace},
    issue::{Command, Draft},
    replica::{Navigation, Partition, Progress, Replica, RoleEntry, SignUpEntry, SpaceEntry, of, stays},
    sample,
    space::names,
};
use std::{collections::BTreeSet, sync::Arc};
use support::World;

/// The sample company: every part of the state has something in it.
fn company() -> State {
    let mut seed = 1_u64;
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = seed.to_le_bytes()[5];
        }
    };
    let now = Timestamp::parse_rfc3339("2026-11-20T12:00:00Z").unwrap();
    let (records, _) = sample::play(now, &mut random, Vec::new()).unwrap();
    let mut state = State::default();
    for record in &records {
        state.apply(record);
    }
    state
}

/// Every leaf of a value, as the way to it.
fn leaves(value: &Value, way: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, inner)| leaves(inner, &format!("{way}/{}", name.replace('/', "~1")), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| leaves(inner, &format!("{way}/{at}"), found));
        }
        Value::String(_) | Value::Number(_) => found.push(way.to_owned()),
        Value::Null | Value::Bool(_) => {}
    }
}

const WORD: &str = "Quillfeather-marker";
const NUMBER: u64 = 987_654_321_098;

/// Puts a marker in the place of every text and number of a thing, one after the other, and tells for each whether the
/// marker gets into the replica. What is no free text (an id, a role) does not take the marker and is passed over.
fn leaks<T: Serialize + DeserializeOwned>(
    thing: &T,
    mut replicas: impl FnMut(T) -> String,
) -> (BTreeSet<String>, usize) {
    let whole = serde_json::to_value(thing).unwrap();
    let mut ways = Vec::new();
    leaves(&whole, "", &mut ways);
    let (mut leaked, mut tried) = (BTreeSet::new(), 0);
    for way in ways {
        let mut marked = whole.clone();
        let leaf = marked.pointer_mut(&way).unwrap();
        let mark = if leaf.is_string() { WORD.to_owned() } else { NUMBER.to_string() };
        *leaf = if leaf.is_string() { Value::from(WORD) } else { Value::from(NUMBER) };
        let Ok(marked) = serde_json::from_value::<T>(marked) else { continue };
        tried += 1;
        if replicas(marked).contains(&mark) {
            leaked.insert(way);
        }
    }
    (leaked, tried)
}

fn all(state: &State) -> String {
    Partition::ALL.map(|partition| of(state, partition).to_json()).concat()
}

#[test]
fn reg_2_no_other_field_of_a_space_gets_into_the_replica() {
    let state = company();
    let mut tried = 0;
    for space in state.spaces.values() {
        let (leaked, all_tried) = leaks(space.as_ref(), |marked| {
            let mut state = state.clone();
            state.spaces.insert(marked.id, Arc::new(marked));
            all(&state)
        });
        // The billing account stands with the sign-up that made the space. A marked Region is none, so the space is in no replica.
        assert!(leaked.is_subset(&BTreeSet::from(["/billing_account".to_owned()])), "{leaked:?}");
        tried += all_tried;
    }
    assert!(tried > 500, "{tried} fields were tried");
}

#[test]
fn reg_2_of_people_only_sign_up_data_get_into_the_replica() {
    let state = company();
    for person in state.people.values() {
        let (leaked, tried) = leaks(person, |marked| {
            let mut state = state.clone();
            state.people.insert(marked.id, marked);
            all(&state)
        });
        assert_eq!(leaked, ["/alias", "/email", "/full_name"].map(str::to_owned).into());
        assert!(tried >= 5);
    }
}

#[test]
fn reg_2_a_replica_has_these_fields_and_no_other() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    world.does(None, identity::Command::Start { email: "ben@example.com".to_owned() });
    // Taken apart without "and the rest": a field more does not compile here.
    let Replica { partition, spaces, sign_ups } = of(&world.state, Partition::Aws);
    assert_eq!(partition, Partition::Aws);
    let [SpaceEntry { name_hash, space_id, navigation: Navigation { path }, region, project_ids, roles }] =
        spaces.as_slice()
    else {
        panic!("{spaces:?}")
    };
    let hash: String = names::hash(&world.state.name_key, "HARBOUR")
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert_eq!(
        (name_hash, *space_id, region.as_str(), project_ids.as_slice()),
        (&hash, space, "us-west-2", &[project][..])
    );
    assert_eq!(*path, format!("/spaces/{space}"));
    let [RoleEntry { role_id, project_id, builder_id }] = roles.as_slice() else { panic!("{roles:?}") };
    assert_eq!((*role_id, *project_id, *builder_id), (Role::SpaceAdministrator, None, Some(ada)));
    let [first, second] = sign_ups.as_slice() else { panic!("{sign_ups:?}") };
    let SignUpEntry { builder_id, display_name, alias, email, progress, billing_account_id } = first;
    assert_eq!((*builder_id, display_name.as_str(), alias.as_deref()), (ada, "ada Sample", Some("ada")));
    assert_eq!((email.as_str(), *progress), ("ada@example.com", Progress::Completed));
    assert_eq!(billing_account_id.as_deref(), Some(support::ACCOUNT), "the space was made with the sign-up");
    assert_eq!((second.email.as_str(), second.progress), ("ben@example.com", Progress::EmailGiven));
    assert_eq!(second.billing_account_id, None);
    let json = of(&world.state, Partition::Aws).to_json();
    assert!(!json.contains("harbour") && !json.contains("quay"), "names stay at home");
    let with_more = json.replacen("\"spaces\"", "\"description\": \"\", \"spaces\"", 1);
    assert!(serde_json::from_str::<Replica>(&with_more).is_err() && serde_json::from_str::<Replica>(&json).is_ok());
}

#[test]
fn reg_2_a_later_space_says_nothing_of_its_billing_account() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.space(ada, "harbour");
    world.later(Timestamp::DAY);
    let request = world.request(ada, "pier", "444455556666");
    world.sign_in(ada, "444455556666", request.region);
    world.does(Some(ada), spaceward::domain::account::Command::VerifySpace { token: request.token });
    assert!(!all(&world.state).contains("444455556666"));
}

#[test]
fn reg_1_everything_of_a_project_stays_in_the_region_of_its_space() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    let draft = Draft {
        title: format!("{WORD} one"),
        description: format!("{WORD} two"),
        labels: vec![WORD.to_owned()],
        ..Draft::default()
    };
    world.does(Some(ada), Command::Create { space, project, draft });
    world.does(Some(ada), Command::Comment { space, project, number: 1, text: format!("{WORD} three") });
    let home = stays(world.state.space(space).unwrap());
    assert_eq!((home.region.as_str(), home.partition), ("us-west-2", Some(Partition::Aws)));
    assert_eq!((home.projects, home.issues, home.comments), (1, 1, 1));
    assert!(!all(&world.state).contains(WORD));
}

/// A world with one space of each of these Regions, as imports bring them.
fn spread(regions: &[&str]) -> (World, PersonId) {
    let mut world = World::new();
    let ada = world.join("ada");
    let spaces = regions.iter().enumerate().map(|(at, region)| InventorySpace {
        name: format!("space-{at}"),
        region: (*region).to_owned(),
        projects: vec![InventoryProject { name: format!("{WORD}{at}"), ..InventoryProject::default() }],
        ..InventorySpace::default()
    });
    world.does(Some(ada), import::Command::TakeIn { inventory: Inventory { spaces: spaces.collect() } });
    (world, ada)
}

#[test]
fn reg_3_a_region_belongs_to_one_partition_or_to_none() {
    for (region, partition) in [
        ("us-west-2", Some(Partition::Aws)),
        ("eu-west-1", Some(Partition::Aws)),
        ("ap-southeast-4", Some(Partition::Aws)),
        ("cn-north-1", Some(Partition::China)),
        ("cn-northwest-1", Some(Partition::China)),
        ("us-gov-west-1", Some(Partition::GovCloud)),
        ("us-iso-east-1", None),
        ("us-isob-east-1", None),
        ("", None),
        ("Oregon", None),
        ("us-west", None),
        ("us--1", None),
        ("us-west-2a", None),
    ] {
        assert_eq!(Partition::of(region), partition, "{region}");
    }
}

#[test]
fn reg_3_people_of_a_space_elsewhere_are_named_in_no_other_partition() {
    let (world, ada) = spread(&["cn-north-1", "us-gov-west-1", "us-west-2"]);
    for partition in [Partition::China, Partition::GovCloud] {
        let replica = of(&world.state, partition);
        assert_eq!((replica.spaces.len(), replica.sign_ups.len()), (1, 0));
        assert!(!replica.to_json().contains(&ada.0.to_string()) && !replica.to_json().contains("example.com"));
    }
    assert!(of(&world.state, Partition::Aws).to_json().contains(&ada.0.to_string()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever Regions there are: a space is in the replica of its own partition, in no other, and nothing else is.
    #[test]
    fn reg_3_a_space_is_in_the_replica_of_its_own_partition_alone(
        regions in prop::collection::vec(select(&["us-west-2", "eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "somewhere"][..]), 1..6)
    ) {
        let (world, _) = spread(&regions);
        for space in world.state.spaces.values() {
            for partition in Partition::ALL {
                let replica = of(&world.state, partition);
                let is_in = replica.spaces.iter().any(|entry| entry.space_id == space.id);
                prop_assert_eq!(is_in, Partition::of(&space.region) == Some(partition));
                let json = replica.to_json();
                prop_assert!(!json.contains(WORD) && !json.contains(&space.name));
                if !is_in {
                    let id = space.id.0.to_string();
                    let no_trace = !json.contains(&id) && space.projects.keys().all(|project| !json.contains(&project.0.to_string()));
                    prop_assert!(no_trace);
                }
            }
        }
    }
}
