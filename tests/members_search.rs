//! Members and invitations by a search line, and whom a list of addresses means (MBR-11).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use proptest::prelude::*;
use spaceward::{
    domain::{
        PersonId, Role, SpaceId, identity,
        member::{self, Search, never_signed_in},
        team,
    },
    formats::invitations::{self, Wanted},
};
use std::collections::BTreeSet;
use support::World;

fn found(world: &World, space: SpaceId, line: &str) -> BTreeSet<PersonId> {
    let (search, found) = (Search::parse(line), world.state.space(space).unwrap());
    let never = never_signed_in(&world.state, found);
    found
        .members
        .values()
        .filter(|member| search.finds(&world.state, found, member, &never))
        .map(|member| member.person)
        .collect()
}

#[test]
fn mbr_11_members_are_found_by_words_role_and_team() {
    let mut world = World::new();
    let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
    let space = world.space(ada, "harbour");
    let quay = world.project(ada, space, "quay");
    world.bring(ada, (space, None), bob, Role::PowerUser);
    world.bring(ada, (space, Some(quay)), cy, Role::Reviewer);
    world.does(Some(ada), team::Command::Create { space, name: "Night crew".to_owned(), groups: Vec::new() });
    let team = *world.state.space(space).unwrap().teams.keys().next().unwrap();
    world.does(Some(ada), team::Command::Add { space, team, people: vec![cy] });
    let all = BTreeSet::from([ada, bob, cy]);
    for (line, expected) in [
        ("", all.clone()),
        ("  BOB@example ", BTreeSet::from([bob])),
        ("@cyd sample", BTreeSet::from([cy])),
        ("sample nobody", BTreeSet::new()),
        ("role:power-user", BTreeSet::from([bob])),
        ("role:\"Power user\"", BTreeSet::from([bob])),
        // A role in a project counts as well as the one in the space.
        ("role:reviewer", BTreeSet::from([cy])),
        ("role:limited-access role:reviewer", BTreeSet::from([cy])),
        ("role:reviewer bob", BTreeSet::new()),
        ("team:\"night crew\"", BTreeSet::from([cy])),
        ("team:day", BTreeSet::new()),
        // A member is no pending invitation, and all of these signed in to come.
        ("is:pending", BTreeSet::new()),
        ("is:never-signed-in", BTreeSet::new()),
    ] {
        assert_eq!(found(&world, space, line), expected, "{line}");
    }
    let tokens = Search::tokens(world.state.space(space).unwrap());
    assert!(
        tokens.contains(&"team:\"Night crew\"".to_owned()) && tokens.contains(&"role:space-administrator".to_owned())
    );
}

#[test]
fn mbr_11_who_came_from_an_identity_provider_and_did_nothing_never_signed_in() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    let [eve, flo] = [1, 2].map(|nth| PersonId(uuid::Uuid::from_u128(nth)));
    for (id, alias) in [(eve, "eve"), (flo, "flo")] {
        let person = identity::Person {
            id,
            email: format!("{alias}@example.com"),
            full_name: alias.to_owned(),
            nickname: String::new(),
            alias: alias.to_owned(),
            joined: world.now,
            federated: true,
        };
        world.happened::<spaceward::domain::Event>(
            Some(ada),
            vec![
                identity::Event::Joined { person }.into(),
                member::Event::Joined { space, person: id, role: Role::PowerUser }.into(),
            ],
        );
    }
    assert_eq!(found(&world, space, "is:never-signed-in"), BTreeSet::from([eve, flo]));
    world.project(eve, space, "quay");
    assert_eq!(found(&world, space, "is:never-signed-in"), BTreeSet::from([flo]));
}

#[test]
fn mbr_11_invitations_are_found_by_address_role_and_standing() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.join("bob");
    let space = world.space(ada, "harbour");
    for (email, role) in [("bob@example.com", Role::PowerUser), ("new@example.com", Role::SpaceAdministrator)] {
        world.does(Some(ada), member::Command::Invite { space, project: None, email: email.to_owned(), role });
    }
    let emails = |world: &World, line: &str| -> Vec<String> {
        let search = Search::parse(line);
        let all = world.state.space(space).unwrap().invitations.values();
        let mut found: Vec<String> = all
            .filter(|one| search.finds_invitation(&world.state, one, world.now))
            .map(|one| one.email.clone())
            .collect();
        found.sort();
        found
    };
    assert_eq!(emails(&world, "is:pending").len(), 2);
    assert_eq!(emails(&world, "new"), ["new@example.com"]);
    assert_eq!(emails(&world, "role:power-user"), ["bob@example.com"]);
    assert_eq!(emails(&world, "is:never-signed-in"), ["new@example.com"]);
    assert!(emails(&world, "team:crew").is_empty());
    world.later(25 * 60 * 60 * 1000);
    assert!(emails(&world, "is:pending").is_empty());
}

fn wanted(line: usize, email: &str, role: Option<Role>) -> Wanted {
    Wanted { line, email: email.to_owned(), role }
}

#[test]
fn mbr_11_addresses_are_read_from_lines_lists_and_tables() {
    assert_eq!(invitations::read(" \n"), []);
    assert_eq!(
        invitations::read("a@x.org, b@x.org;c@x.org\r\n\r\nd@x.org\tpower USER"),
        [
            wanted(1, "a@x.org", None),
            wanted(1, "b@x.org", None),
            wanted(1, "c@x.org", None),
            wanted(3, "d@x.org", Some(Role::PowerUser))
        ]
    );
    assert_eq!(
        invitations::read("\u{feff}Name,E-mail,Role\n\"Reed, Bob\",b@x.org,Contributor\nEve,e@x.org,boss\n"),
        [wanted(2, "b@x.org", Some(Role::Contributor)), wanted(3, "e@x.org", None)]
    );
    // What is no address is kept, so that its refusal says so.
    assert_eq!(invitations::read("nonsense"), [wanted(1, "nonsense", None)]);
}

proptest! {
    #[test]
    fn reading_and_searching_never_stop(text in "\\PC{0,80}") {
        let _ = invitations::read(&text);
        let _ = Search::parse(&text);
    }
}
