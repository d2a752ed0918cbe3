//! A large company: 10,000 people, 500 teams, 100 projects.

use super::World;
use spaceward::domain::{Event, PersonId, ProjectId, Role, id::TeamId, identity, member, project, space::Origin, team};

/// Ids that look random, as those of real people do: what is alike packs too well.
fn person_id(nth: u128) -> PersonId {
    let mixed = nth.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    PersonId::from_random((mixed ^ (mixed >> 61)).wrapping_mul(0xbf58_476d_1ce4_e5b9_94d0_49bb_1331_11eb).to_be_bytes())
}

/// Names that differ, so that tables have something to sort and searches something to find.
const GIVEN: [&str; 25] = [
    "Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivo", "Joy", "Kai", "Lea", "Max", "Nia", "Odo", "Pia",
    "Quin", "Rae", "Sol", "Tess", "Ugo", "Vera", "Wim", "Xenia", "Yara",
];
const FAMILY: [&str; 20] = [
    "Amber", "Birch", "Cobble", "Dune", "Estuary", "Fern", "Gravel", "Heath", "Islet", "Juniper", "Knoll", "Lagoon",
    "Marsh", "Nettle", "Oak", "Pebble", "Quarry", "Reed", "Shoal", "Tarn",
];

/// A space with one project, so many members beside its maker, and ten teams of which the first two have roles there.
pub fn crowd(size: u128) -> (World, Vec<PersonId>) {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "crowded");
    let project = world.project(ada, space, "quay");
    let people: Vec<PersonId> = (1..=size).map(person_id).collect();
    let teams: Vec<TeamId> = (1..=10).map(|nth| TeamId(uuid::Uuid::from_u128(nth))).collect();
    let mut events: Vec<Event> = Vec::new();
    for (nth, team) in teams.iter().copied().enumerate() {
        events.push(team::Event::Created { space, team, name: format!("Team {nth}"), kind: team::Kind::ByHand }.into());
    }
    for (nth, person) in people.iter().copied().enumerate() {
        let joined = identity::Person {
            id: person,
            email: format!("m{nth}@example.com"),
            full_name: format!("{} {}", GIVEN[nth % GIVEN.len()], FAMILY[nth / GIVEN.len() % FAMILY.len()]),
            nickname: String::new(),
            alias: format!("m{nth}"),
            joined: world.now.plus(1),
            federated: false,
        };
        events.push(identity::Event::Joined { person: joined }.into());
        events.push(member::Event::Joined { space, person, role: Role::LimitedAccess }.into());
        let role = [Role::Contributor, Role::Reviewer, Role::ReadOnly].into_iter().nth(nth % 4);
        events.extend(role.map(|role| member::Event::ProjectRoleGiven { space, project, person, role }.into()));
    }
    for (team, people) in teams.iter().copied().zip(people.chunks(people.len().div_ceil(10))) {
        events.push(team::Event::MembersAdded { space, team, people: people.to_vec() }.into());
    }
    for team in teams.into_iter().take(2) {
        events.push(team::Event::ProjectRoleSet { space, team, project, role: Some(Role::Reviewer) }.into());
    }
    world.happened(Some(ada), events);
    (world, people)
}

/// The crowd in a large company: 100 projects, 500 teams that each have a role in some of them, everybody in five teams.
pub fn company() -> (World, Vec<PersonId>) {
    let (mut world, people) = crowd(10_000);
    let space = *world.state.spaces.keys().next().unwrap();
    let ada = world.state.space(space).unwrap().administrators().first().map(|member| member.person);
    let mut events: Vec<Event> = Vec::new();
    let projects: Vec<ProjectId> = (1..=99).map(|nth| ProjectId(uuid::Uuid::from_u128(1_000 + nth))).collect();
    for (nth, project) in projects.iter().copied().enumerate() {
        let (name, description, origin) = (format!("quay{nth}"), String::new(), Origin::Made);
        events.push(project::Event::Created { space, project, name, description, origin }.into());
    }
    for nth in 0..490_usize {
        let team = TeamId(uuid::Uuid::from_u128(10_000 + nth as u128));
        events.push(team::Event::Created { space, team, name: format!("Crew {nth}"), kind: team::Kind::ByHand }.into());
        let members: Vec<PersonId> = (0..100).map(|of| people[(nth * 97 + of * 83) % people.len()]).collect();
        events.push(team::Event::MembersAdded { space, team, people: members }.into());
        for of in 0..5 {
            let project = projects[(nth + of * 19) % projects.len()];
            let role = Some([Role::Contributor, Role::Reviewer, Role::ReadOnly][of % 3]);
            events.push(team::Event::ProjectRoleSet { space, team, project, role }.into());
        }
    }
    world.happened(ada, events);
    (world, people)
}
