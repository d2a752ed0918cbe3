//! The gate against the table, read a second time and in another way (MBR-9).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use super::*;
use crate::domain::{
    Event, Record, Timestamp,
    id::TeamId,
    identity, member,
    permission::ALL,
    project,
    space::{self, Origin},
    team,
};
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("../permissions.tsv");

fn person(byte: u8) -> PersonId {
    PersonId::from_random([byte; 16])
}

/// A space with a project, and a person with the given roles in them.
fn world(space_role: Option<Role>, project_role: Option<Role>) -> (State, PersonId, Place, Place) {
    let (space, project) = (SpaceId::from_random([1; 16]), ProjectId::from_random([2; 16]));
    let ada = person(3);
    let joined = identity::Person {
        id: ada,
        email: "ada@example.com".to_owned(),
        full_name: "Ada Sample".to_owned(),
        nickname: String::new(),
        alias: "ada".to_owned(),
        joined: Timestamp(0),
        federated: false,
    };
    let mut events: Vec<Event> = vec![
        identity::Event::Joined { person: joined }.into(),
        space::Event::Created {
            space,
            name: "Acme".to_owned(),
            region: "us-west-2".to_owned(),
            description: String::new(),
            origin: Origin::Made,
        }
        .into(),
        project::Event::Created {
            space,
            project,
            name: "Widgets".to_owned(),
            description: String::new(),
            origin: Origin::Made,
        }
        .into(),
    ];
    events.extend(space_role.map(|role| member::Event::Joined { space, person: ada, role }.into()));
    events
        .extend(project_role.map(|role| member::Event::ProjectRoleGiven { space, project, person: ada, role }.into()));
    let mut state = State::default();
    state.apply(&Record { at: Timestamp(0), actor: None, events });
    (state, ada, Place::Space(space), Place::Project(space, project))
}

/// The table by section and label: the roles with a Y, by the names in the head line.
fn table() -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut lines = TABLE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines
        .map(|cells| {
            let roles =
                head.iter().zip(&cells).skip(2).filter(|(_, cell)| **cell == "Y").map(|(role, _)| (*role).to_owned());
            ((cells[0].to_owned(), cells[1].to_owned()), roles.collect())
        })
        .collect()
}

#[test]
fn mbr_9_every_cell_of_the_table_decides_what_a_role_may_do() {
    let rows: Vec<((String, String), BTreeSet<String>)> = {
        // In the order of the file, which is the order of the permissions.
        let by_name = table();
        TABLE
            .lines()
            .skip(1)
            .map(|line| {
                let mut cells = line.split('\t');
                let name = (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned());
                let roles = by_name[&name].clone();
                (name, roles)
            })
            .collect()
    };
    assert_eq!((rows.len(), ALL.len()), (220, 220));
    let mut cells = 0;
    for role in Role::ALL {
        // A project role counts in its project, a space role everywhere in the space.
        let (state, ada, space, project) =
            if role.is_space_role() { world(Some(role), None) } else { world(None, Some(role)) };
        for (permission, ((section, label), roles)) in ALL.into_iter().zip(&rows) {
            let plain = label.trim_end_matches(" (1)").trim_end_matches(" (2)");
            assert_eq!((permission.section(), permission.label()), (section.as_str(), plain));
            let expected = roles.contains(role.label());
            assert_eq!(can(&state, Some(ada), permission, project).is_ok(), expected, "{label} for {}", role.label());
            let in_space = expected && role.is_space_role();
            assert_eq!(can(&state, Some(ada), permission, space).is_ok(), in_space, "{label} for {}", role.label());
            cells += 1;
        }
    }
    assert_eq!(cells, 220 * 7);
}

#[test]
fn mbr_9_every_cell_of_the_table_decides_what_a_team_gives_its_members() {
    let team = TeamId::from_random([9; 16]);
    let table = table();
    for role in Role::ALL {
        // Limited access of their own, which gives nothing that another role does not.
        let (mut state, ada, space, project) = world(Some(Role::LimitedAccess), None);
        let (of, in_project) = (space.space(), project.project().unwrap());
        let given = if role.is_space_role() {
            team::Event::RoleSet { space: of, team, role: Some(role) }
        } else {
            team::Event::ProjectRoleSet { space: of, team, project: in_project, role: Some(role) }
        };
        let mut apply = |events: Vec<team::Event>| {
            let events = events.into_iter().map(Event::Team).collect();
            state.apply(&Record { at: Timestamp(0), actor: None, events });
        };
        let made = team::Event::Created { space: of, team, name: "Crew".to_owned(), kind: team::Kind::ByHand };
        apply(vec![made, given, team::Event::MembersAdded { space: of, team, people: vec![ada] }]);
        for permission in ALL {
            let has = |role: Role| {
                let cells = table.iter().find(|((section, label), _)| {
                    let plain = label.trim_end_matches(" (1)").trim_end_matches(" (2)");
                    (section.as_str(), plain) == (permission.section(), permission.label())
                });
                cells.unwrap().1.contains(role.label())
            };
            let expected = has(role) || has(Role::LimitedAccess);
            assert_eq!(
                can(&state, Some(ada), permission, project).is_ok(),
                expected,
                "{} for {role:?}",
                permission.label()
            );
            let in_space = (has(role) && role.is_space_role()) || has(Role::LimitedAccess);
            assert_eq!(
                can(&state, Some(ada), permission, space).is_ok(),
                in_space,
                "{} for {role:?}",
                permission.label()
            );
        }
        // Out of the team, all of it is gone.
        state.apply(&Record {
            at: Timestamp(0),
            actor: None,
            events: vec![team::Event::MembersRemoved { space: of, team, people: vec![ada] }.into()],
        });
        assert!(roles(&state, ada, project).eq([Role::LimitedAccess]));
    }
}

#[test]
fn mbr_9_roles_add_up() {
    let (state, ada, space, project) = world(Some(Role::LimitedAccess), Some(Role::Contributor));
    for permission in ALL {
        let either = permission.is_given_to(Role::LimitedAccess) || permission.is_given_to(Role::Contributor);
        assert_eq!(can(&state, Some(ada), permission, project).is_ok(), either, "{}", permission.label());
        let alone = permission.is_given_to(Role::LimitedAccess);
        assert_eq!(can(&state, Some(ada), permission, space).is_ok(), alone, "{}", permission.label());
    }
}

#[test]
fn mbr_10_every_refusal_names_the_permission_and_each_role_that_has_it() {
    let (state, ada, space, _) = world(None, None);
    let table = table();
    for permission in ALL {
        let refusal = can(&state, Some(ada), permission, space).unwrap_err();
        assert_eq!((refusal.rule.as_str(), refusal.mend), ("MBR-10", Some(Mend::Members(space.space()))));
        assert!(refusal.message.contains(&format!("“{}”", permission.label())), "{}", refusal.message);
        let (_, roles) = table
            .iter()
            .find(|((section, label), _)| section == permission.section() && label.starts_with(permission.label()))
            .unwrap();
        assert!(!roles.is_empty());
        for role in roles {
            assert!(refusal.message.contains(role.as_str()), "{}: {role}", refusal.message);
        }
    }
}

#[test]
fn nobody_and_places_that_are_gone_are_told_apart_from_lacking_roles() {
    let (state, ada, space, project) = world(Some(Role::SpaceAdministrator), None);
    let permission = Permission::ViewProject;
    assert!(can(&state, None, permission, project).unwrap_err().message.contains("Nobody is signed in"));
    assert!(can(&state, Some(person(9)), permission, project).unwrap_err().message.contains("Nobody is signed in"));
    let other = ProjectId::from_random([8; 16]);
    let gone = can(&state, Some(ada), permission, Place::Project(space.space(), other)).unwrap_err();
    assert!(gone.message.contains("project is not here"), "{}", gone.message);
    let gone = can(&state, Some(ada), permission, Place::Space(SpaceId::from_random([8; 16]))).unwrap_err();
    assert!(gone.message.contains("space is not here"), "{}", gone.message);
}
