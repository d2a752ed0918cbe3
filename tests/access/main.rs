//! Who can do what, and why; what a change would change (MBR-4, MBR-9, MBR-10, MBR-11, TEM-3).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod histories;
#[path = "../support/mod.rs"]
mod support;

use spaceward::domain::{
    Event, Facts, Permission, PersonId, ProjectId, Record, Role, SpaceId, State, Timestamp,
    access::{self, Answer, Change, Reason},
    gate::Place,
    id::TeamId,
    identity, member,
    permission::ALL,
    project,
    space::{self, Origin},
    team,
};
use std::collections::{BTreeMap, BTreeSet};
use support::World;

const TABLE: &str = include_str!("../../src/domain/permissions.tsv");

/// The table by section and label, read a second time: the roles with a Y.
fn table() -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut lines = TABLE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines
        .map(|cells| {
            let plain = cells[1].trim_end_matches(" (1)").trim_end_matches(" (2)");
            let roles = head.iter().zip(&cells).skip(2).filter(|(_, cell)| **cell == "Y");
            ((cells[0].to_owned(), plain.to_owned()), roles.map(|(role, _)| (*role).to_owned()).collect())
        })
        .collect()
}

fn space_id() -> SpaceId {
    SpaceId::from_random([1; 16])
}

fn project_id(nth: usize) -> ProjectId {
    ProjectId::from_random([10 + u8::try_from(nth).unwrap(); 16])
}

fn person(nth: usize) -> PersonId {
    PersonId::from_random([50 + u8::try_from(nth).unwrap(); 16])
}

fn team_id(nth: usize) -> TeamId {
    TeamId::from_random([100 + u8::try_from(nth).unwrap(); 16])
}

fn apply(state: &mut State, events: Vec<Event>) {
    state.apply(&Record { at: Timestamp(0), actor: None, events });
}

/// A space with three projects, four teams and nobody.
fn empty() -> State {
    let space = space_id();
    let made = |name: &str| space::Event::Created {
        space,
        name: name.to_owned(),
        region: "us-west-2".to_owned(),
        description: String::new(),
        origin: Origin::Made,
    };
    let mut state = State::default();
    let mut events: Vec<Event> = vec![made("Acme").into()];
    for nth in 0..3 {
        let (project, name) = (project_id(nth), format!("Project {nth}"));
        events.push(
            project::Event::Created { space, project, name, description: String::new(), origin: Origin::Made }.into(),
        );
    }
    for nth in 0..4 {
        let kind = team::Kind::ByHand;
        events.push(team::Event::Created { space, team: team_id(nth), name: format!("Team {nth}"), kind }.into());
    }
    apply(&mut state, events);
    state
}

/// How somebody may come to have a role.
#[derive(Clone, Copy, Debug)]
enum Through {
    Themselves,
    Team,
}

fn with_role(role: Role, through: Through) -> State {
    let (space, project, team, person) = (space_id(), project_id(0), team_id(0), person(0));
    let mut state = empty();
    let own = |role| member::Event::Joined { space, person, role }.into();
    let events: Vec<Event> = match (through, role.is_space_role()) {
        (Through::Themselves, true) => vec![own(role)],
        (Through::Themselves, false) => vec![member::Event::ProjectRoleGiven { space, project, person, role }.into()],
        (Through::Team, in_space) => {
            let given = if in_space {
                team::Event::RoleSet { space, team, role: Some(role) }
            } else {
                team::Event::ProjectRoleSet { space, team, project, role: Some(role) }
            };
            let added = team::Event::MembersAdded { space, team, people: vec![person] };
            vec![own(Role::LimitedAccess), given.into(), added.into()]
        }
    };
    apply(&mut state, events);
    state
}

#[test]
fn mbr_9_every_cell_of_the_table_is_explained_for_people_and_for_teams() {
    let table = table();
    let mut cells = 0;
    for role in Role::ALL {
        for through in [Through::Themselves, Through::Team] {
            let state = with_role(role, through);
            for permission in ALL {
                let has = &table[&(permission.section().to_owned(), permission.label().to_owned())];
                for project in [None, Some(project_id(0)), Some(project_id(1))] {
                    let here = role.is_space_role() || project == Some(project_id(0));
                    let own = here && has.contains(role.label());
                    let limited = matches!(through, Through::Team) && has.contains("Limited access");
                    let answer = access::explain(&state, person(0), space_id(), project, permission).unwrap();
                    match answer {
                        Answer::May(reasons) => {
                            assert!(own || limited, "{} for {role:?} {through:?}", permission.label());
                            assert_eq!(reasons.iter().any(|reason| reason.role() == role), own);
                            let expected = match (through, role.is_space_role(), project) {
                                (Through::Themselves, true, Some(_)) if role == Role::SpaceAdministrator => {
                                    Reason::ImplicitAdministrator(None)
                                }
                                (Through::Team, true, Some(_)) if role == Role::SpaceAdministrator => {
                                    Reason::ImplicitAdministrator(Some(team_id(0)))
                                }
                                (Through::Themselves, true, _) => Reason::SpaceRole(role),
                                (Through::Themselves, false, _) => Reason::ProjectRole(role),
                                (Through::Team, true, _) => Reason::TeamSpaceRole(team_id(0), role),
                                (Through::Team, false, _) => Reason::TeamProjectRole(team_id(0), role),
                            };
                            assert_eq!(reasons.contains(&expected), own, "{reasons:?}");
                        }
                        Answer::Lacks(lack) => {
                            assert!(!own && !limited, "{} for {role:?} {through:?}", permission.label());
                            let ways: BTreeSet<String> =
                                lack.ways.iter().map(|way| way.role.label().to_owned()).collect();
                            let possible = |label: &&String| {
                                project.is_some()
                                    || Role::ALL.iter().any(|role| role.is_space_role() && role.label() == **label)
                            };
                            assert_eq!(ways, has.iter().filter(possible).cloned().collect());
                        }
                    }
                }
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 220 * 7 * 2);
}

#[test]
fn mbr_10_what_lacks_is_told_with_who_could_give_it() {
    let mut world = World::new();
    let [ada, bob, cy, dee] = ["ada", "bob", "cyd", "dee"].map(|alias| world.join(alias));
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    world.bring(ada, (space, None), bob, Role::PowerUser);
    world.bring(ada, (space, Some(project)), cy, Role::ProjectAdministrator);
    let ask = |person, project, permission| access::explain(&world.state, person, space, project, permission).unwrap();
    let Answer::Lacks(lack) = ask(bob, Some(project), Permission::CreateBranches) else {
        panic!("a Power user has no power there")
    };
    assert!(lack.member);
    let roles: Vec<Role> = lack.ways.iter().map(|way| way.role).collect();
    assert_eq!(roles, [Role::SpaceAdministrator, Role::ProjectAdministrator, Role::Contributor]);
    assert_eq!(lack.ways[0].giving, Permission::AddOtherUsersToTheSpaceAdministratorRole);
    assert_eq!(lack.ways[2].giving, Permission::InviteUsersToAProject);
    let givers =
        |permission| access::givers(&world.state, Place::Project(space, project), permission).collect::<BTreeSet<_>>();
    assert_eq!(givers(lack.ways[2].giving), BTreeSet::from([ada, cy]));
    assert_eq!(givers(lack.ways[0].giving), BTreeSet::from([ada]));
    // Who has a role there gets another one.
    let Answer::Lacks(lack) = ask(cy, Some(project), Permission::EditDevEnvironmentsCreatedByOtherUsers) else {
        panic!("only administrators")
    };
    assert_eq!(lack.ways.len(), 1);
    // In the space, only its own roles count.
    let Answer::Lacks(lack) = ask(dee, None, Permission::ViewSpace) else { panic!("a stranger") };
    assert!(!lack.member);
    assert_eq!(
        lack.ways.iter().map(|way| way.role).collect::<Vec<_>>(),
        [Role::SpaceAdministrator, Role::PowerUser, Role::LimitedAccess]
    );
    // An address that leads nowhere has no answer.
    assert_eq!(access::explain(&world.state, ada, space, Some(project_id(0)), Permission::ViewProject), None);
    assert_eq!(access::explain(&world.state, ada, space_id(), None, Permission::ViewProject), None);
}

#[test]
fn mbr_9_reasons_are_said_in_words() {
    let mut state = with_role(Role::Contributor, Through::Team);
    let space = space_id();
    let mut words = |events: Vec<Event>| -> Vec<String> {
        apply(&mut state, events);
        let space = state.space(space).unwrap();
        access::reasons(space, person(0), Some(project_id(0))).into_iter().map(|reason| reason.words(space)).collect()
    };
    assert_eq!(words(vec![]), ["Limited access in the space", "Contributor in the project, through the team Team 0"]);
    let given =
        member::Event::ProjectRoleGiven { space, project: project_id(0), person: person(0), role: Role::Reviewer };
    let role = team::Event::RoleSet { space, team: team_id(0), role: Some(Role::SpaceAdministrator) };
    assert_eq!(
        words(vec![given.into(), role.into()]),
        [
            "Space administrator, who is in every project, through the team Team 0",
            "Limited access in the space",
            "Reviewer in the project"
        ]
    );
}

#[test]
fn mbr_11_what_a_person_can_reach_is_one_question() {
    let mut world = World::new();
    let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
    let space = world.space(ada, "harbour");
    let [quay, _pier] = ["quay", "pier"].map(|name| world.project(ada, space, name));
    world.bring(ada, (space, Some(quay)), bob, Role::Reviewer);
    let reach = access::reach(&world.state, space, bob);
    assert_eq!(reach.projects.iter().map(|(project, _)| *project).collect::<Vec<_>>(), [quay]);
    assert!(reach.permissions().has(Permission::CreateIssue) && !reach.permissions().has(Permission::CreateBranches));
    assert_eq!(access::reach(&world.state, space, ada).projects.len(), 2);
    assert_eq!(access::reach(&world.state, space, ada).permissions().len(), 220);
    assert!(access::reach(&world.state, space, cy).permissions().is_empty());
    assert!(access::reach(&world.state, space_id(), bob).roles.is_empty());
}

#[test]
fn mbr_9_what_if_tells_who_gains_and_loses_before_it_is_done() {
    let mut world = World::new();
    let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
    let space = world.space(ada, "harbour");
    let [quay, _pier] = ["quay", "pier"].map(|name| world.project(ada, space, name));
    world.bring(ada, (space, Some(quay)), bob, Role::Contributor);
    world.bring(ada, (space, None), cy, Role::PowerUser);
    let wish = member::Command::SetRole { space, project: Some(quay), person: bob, role: Role::Reviewer };
    let mut random = |bytes: &mut [u8]| bytes.fill(3);
    let mut facts = Facts::new(world.now, &mut random);
    let after = access::what_if(&world.state, Some(ada), [wish.into()], &mut facts).unwrap();
    let changes: Vec<Change> = access::difference(&world.state, &after, space, None).collect();
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].person, changes[0].place), (bob, Place::Project(space, quay)));
    assert!(changes[0].lost.has(Permission::CreateBranches) && changes[0].gained.is_empty());
    assert!(access::difference(&world.state, &after, space, Some(cy)).next().is_none());
    // A refused wish is a refusal, and nothing has happened.
    let wish = member::Command::Remove { space, project: None, person: ada };
    assert_eq!(access::what_if(&world.state, Some(ada), [wish.into()], &mut facts).unwrap_err().rule, "MBR-7");
    let wish = member::Command::Remove { space, project: None, person: bob };
    let after = access::what_if(&world.state, Some(ada), [wish.into()], &mut facts).unwrap();
    let lost: u32 = access::difference(&world.state, &after, space, Some(bob)).map(|change| change.lost.len()).sum();
    assert!(lost > 0 && world.state.space(space).unwrap().members.contains_key(&bob));
}

#[test]
fn mbr_11_the_table_of_who_can_do_what_is_a_csv_with_the_reasons() {
    let mut world = World::new();
    let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
    let space = world.space(ada, "harbour");
    let quay = world.project(ada, space, "quay");
    world.bring(ada, (space, Some(quay)), bob, Role::Reviewer);
    let profile = identity::Command::ChangeProfile {
        full_name: "=1+1, of \"Bob\"".to_owned(),
        nickname: String::new(),
        email: "bob@example.com".to_owned(),
    };
    world.does(Some(bob), profile);
    let wanted = [Permission::CreateIssue, Permission::CreateBranches];
    let place = Place::Project(space, quay);
    let text = spaceward::formats::access::csv(&world.state, place, [bob, cy, ada], &wanted).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let heads = wanted.map(|permission| format!("{}: {}", permission.section(), permission.label()));
    assert_eq!(rows[0], ["Person", "Alias", "Email", "Roles", &heads[0], &heads[1]]);
    // A spreadsheet runs nothing of it, and who is no member has no row.
    let roles = "Limited access in the space; Reviewer in the project";
    assert_eq!(rows[1], ["'=1+1, of \"Bob\"", "bob", "bob@example.com", roles, "Reviewer", ""]);
    let (all, role) = ("Space administrator, who is in every project", "Space administrator");
    assert_eq!(rows[2], ["ada Sample", "ada", "ada@example.com", all, role, role]);
    assert_eq!(rows.len(), 3);
    assert_eq!(spaceward::formats::access::csv(&world.state, Place::Space(space_id()), [ada], &wanted), None);
}
