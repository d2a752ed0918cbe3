//! Whatever roles people came to, explanations, matrix and differences say what the gate does (MBR-9).

use super::{apply, empty, person, project_id, space_id, team_id};
use proptest::{collection::vec, option, prelude::*, sample::select};
use spaceward::domain::{
    Event, Permission, PersonId, Role, State, Timestamp,
    access::{self, Answer, Matrix, Roles},
    gate::{self, Place},
    identity, member,
    permission::ALL,
    team,
};
use std::collections::{BTreeMap, BTreeSet};

/// A step towards a state of roles.
fn event() -> impl Strategy<Value = Event> {
    let (space, space_role) = (space_id(), || select(&Role::ALL[..3]));
    let project_role = || select(&Role::ALL[3..]);
    prop_oneof![
        3 => (0usize..6, space_role()).prop_map(move |(who, role)| member::Event::Joined { space, person: person(who), role }.into()),
        3 => (0usize..6, 0usize..3, project_role()).prop_map(move |(who, project, role)| {
            member::Event::ProjectRoleGiven { space, project: project_id(project), person: person(who), role }.into()
        }),
        1 => (0usize..6).prop_map(move |who| member::Event::Left { space, person: person(who) }.into()),
        1 => (0usize..6, 0usize..3).prop_map(move |(who, project)| {
            member::Event::ProjectRoleTaken { space, project: project_id(project), person: person(who) }.into()
        }),
        2 => (0usize..4, vec(0usize..6, 1..4)).prop_map(move |(team, people)| {
            let people = people.into_iter().map(person).collect();
            team::Event::MembersAdded { space, team: team_id(team), people }.into()
        }),
        1 => (0usize..4, 0usize..6).prop_map(move |(team, who)| {
            team::Event::MembersRemoved { space, team: team_id(team), people: vec![person(who)] }.into()
        }),
        2 => (0usize..4, option::of(space_role())).prop_map(move |(team, role)| team::Event::RoleSet { space, team: team_id(team), role }.into()),
        2 => (0usize..4, 0usize..3, option::of(project_role())).prop_map(move |(team, project, role)| {
            team::Event::ProjectRoleSet { space, team: team_id(team), project: project_id(project), role }.into()
        }),
        1 => (0usize..4).prop_map(move |team| team::Event::Deleted { space, team: team_id(team) }.into()),
    ]
}

fn places() -> impl Iterator<Item = Place> {
    [None, Some(0), Some(1), Some(2)].into_iter().map(|project| match project {
        None => Place::Space(space_id()),
        Some(nth) => Place::Project(space_id(), project_id(nth)),
    })
}

/// Signs the people up, so that the gate knows them.
fn known(state: &mut State) {
    for nth in 0..6 {
        let alias = format!("person{nth}");
        let joined = identity::Person {
            id: person(nth),
            email: format!("{alias}@example.com"),
            full_name: alias.clone(),
            nickname: String::new(),
            alias,
            joined: Timestamp(0),
            federated: false,
        };
        apply(state, vec![identity::Event::Joined { person: joined }.into()]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mbr_9_explanations_and_the_matrix_say_what_the_gate_does(events in vec(event(), 0..40)) {
        let mut state = empty();
        known(&mut state);
        apply(&mut state, events);
        for place in places() {
            let matrix = Matrix::new(&state, place).unwrap();
            prop_assert_eq!(matrix.columns().count(), 220);
            let rows: BTreeMap<PersonId, _> = matrix.rows().map(|row| (row.person, row)).collect();
            for who in (0..6).map(person) {
                let roles: Roles = gate::roles(&state, who, place).collect();
                // Only members have rows; a project role without membership does not come about (MBR-3).
                prop_assert_eq!(matrix.row(who).is_some(), state.space(space_id()).unwrap().members.contains_key(&who));
                for permission in ALL {
                    let may = gate::can(&state, Some(who), permission, place).is_ok();
                    let answer = access::explain(&state, who, space_id(), place.project(), permission).unwrap();
                    prop_assert_eq!(matches!(answer, Answer::May(_)), may, "{}", permission.label());
                    prop_assert_eq!(roles.may(permission), may);
                    prop_assert_eq!(roles.permissions().has(permission), may);
                    if let Some(row) = rows.get(&who) {
                        prop_assert_eq!(row.may(permission), may);
                    }
                }
            }
            for permission in ALL {
                let members = state.space(space_id()).unwrap().members.keys().copied();
                let expected: Vec<PersonId> =
                    members.filter(|who| gate::can(&state, Some(*who), permission, place).is_ok()).collect();
                prop_assert_eq!(&matrix.who(permission).collect::<Vec<_>>(), &expected);
                prop_assert_eq!(access::givers(&state, place, permission).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn mbr_9_the_difference_of_two_states_is_that_of_the_gate(first in vec(event(), 0..40), then in vec(event(), 0..6)) {
        let mut before = empty();
        known(&mut before);
        apply(&mut before, first);
        let mut after = before.clone();
        apply(&mut after, then);
        let mut expected = Vec::new();
        for who in (0..6).map(person) {
            let member = |state: &State| state.space(space_id()).unwrap().members.contains_key(&who);
            if !member(&before) && !member(&after) {
                continue;
            }
            for place in places() {
                let may = |state: &State| -> BTreeSet<Permission> {
                    ALL.into_iter().filter(|permission| gate::can(state, Some(who), *permission, place).is_ok()).collect()
                };
                let (had, has) = (may(&before), may(&after));
                if had != has {
                    let gained: Vec<Permission> = has.difference(&had).copied().collect();
                    expected.push((who, place, gained, had.difference(&has).copied().collect::<Vec<_>>()));
                }
            }
        }
        let told: Vec<_> = access::difference(&before, &after, space_id(), None)
            .map(|change| (change.person, change.place, change.gained.iter().collect::<Vec<_>>(), change.lost.iter().collect::<Vec<_>>()))
            .collect();
        prop_assert_eq!(&told, &expected);
        for who in (0..6).map(person) {
            let alone = access::difference(&before, &after, space_id(), Some(who)).count();
            let (of_all, listed) = (expected.iter().filter(|change| change.0 == who).count(), expected.iter().any(|change| change.0 == who));
            prop_assert!(alone == of_all || !listed);
        }
    }
}
