//! Who is listed, and whose page opens: MBR-5 and ID-9.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{PersonId, ProjectId, Role, SpaceId, member, team};
use std::collections::BTreeSet;
use support::World;

struct Desk {
    world: World,
    space: SpaceId,
    project: ProjectId,
    other: ProjectId,
    /// Ada administers; Ben a Power user; one for each project role; Gus is in a team with a role; Hal in another project.
    people: Vec<PersonId>,
}

const ROLES: [Role; 4] = [Role::ProjectAdministrator, Role::Contributor, Role::Reviewer, Role::ReadOnly];

fn desk() -> Desk {
    let mut world = World::new();
    let people: Vec<PersonId> =
        ["ada", "ben", "cleo", "dan", "eve", "fay", "gus", "hal"].into_iter().map(|alias| world.join(alias)).collect();
    let ada = people[0];
    let space = world.space(ada, "Harbour");
    let (project, other) = (world.project(ada, space, "quay"), world.project(ada, space, "pier"));
    world.bring(ada, (space, None), people[1], Role::PowerUser);
    for (person, role) in people[2..6].iter().zip(ROLES) {
        world.bring(ada, (space, Some(project)), *person, role);
    }
    for person in &people[6..] {
        world.bring(ada, (space, Some(other)), *person, Role::Contributor);
    }
    world.does(Some(ada), team::Command::Create { space, name: "Crew".to_owned(), groups: Vec::new() });
    let team = *world.state.space(space).unwrap().teams.keys().next().unwrap();
    world.does(Some(ada), team::Command::Add { space, team, people: vec![people[6]] });
    world.does(Some(ada), team::Command::SetProjectRole { space, team, project, role: Some(Role::Reviewer) });
    Desk { world, space, project, other, people }
}

#[test]
fn mbr_5_the_project_members_are_all_who_have_a_role_in_it_and_nobody_else() {
    let Desk { mut world, space, project, other, people } = desk();
    let shown = world.state.project_members(space, project);
    assert_eq!(shown.listed, people[2..6].iter().copied().zip(ROLES).collect::<Vec<_>>());
    assert_eq!(
        shown.through_teams.iter().map(|(person, _, role)| (*person, *role)).collect::<Vec<_>>(),
        [(people[6], Role::Reviewer)]
    );
    // An administrator is in it by that role and not listed (MBR-4); a Power user has no role in it.
    assert_eq!(shown.administrators, [people[0]]);
    let everybody = |state: &spaceward::domain::State, project| -> BTreeSet<PersonId> {
        let shown = state.project_members(space, project);
        shown
            .listed
            .iter()
            .map(|(person, _)| *person)
            .chain(shown.through_teams.iter().map(|(person, ..)| *person))
            .collect()
    };
    assert!(!everybody(&world.state, project).contains(&people[1]));
    assert_eq!(everybody(&world.state, other), people[6..].iter().copied().collect());
    // A role that is given shows at once, one that is taken is gone, and a member who leaves is gone from every project.
    let ada = people[0];
    world.does(
        Some(ada),
        member::Command::SetRole { space, project: Some(project), person: people[7], role: Role::ReadOnly },
    );
    assert!(everybody(&world.state, project).contains(&people[7]));
    world.does(Some(ada), member::Command::Remove { space, project: Some(project), person: people[7] });
    assert!(!everybody(&world.state, project).contains(&people[7]));
    world.does(Some(ada), member::Command::Remove { space, project: None, person: people[2] });
    assert!(!everybody(&world.state, project).contains(&people[2]));
    // Who becomes an administrator is listed no more.
    world.does(
        Some(ada),
        member::Command::SetRole { space, project: None, person: people[3], role: Role::SpaceAdministrator },
    );
    let shown = world.state.project_members(space, project);
    assert!(!shown.listed.iter().any(|(person, _)| *person == people[3]) && shown.administrators.contains(&people[3]));
}

#[test]
fn id_9_every_member_opens_the_page_of_everybody_in_the_lists_of_members() {
    let Desk { mut world, space, project, people, .. } = desk();
    let shown = world.state.project_members(space, project);
    let listed: Vec<PersonId> = shown
        .listed
        .iter()
        .map(|(person, _)| *person)
        .chain(shown.through_teams.iter().map(|(person, ..)| *person))
        .chain(shown.administrators)
        .chain(world.state.space(space).unwrap().members.keys().copied())
        .collect();
    assert!(people.iter().all(|person| listed.contains(person)));
    for actor in &people {
        for person in &listed {
            let page = world.state.profile(Some(*actor), space, *person).unwrap().unwrap();
            let known = &world.state.people[person];
            assert_eq!((&page.name, &page.alias, &page.email), (&known.full_name, &known.alias, &known.email));
        }
    }
    let gus = world.state.profile(Some(people[5]), space, people[6]).unwrap().unwrap();
    assert_eq!(gus.teams.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Crew"]);
    // Who is no member sees nobody, nor does nobody; and who is no member has no page.
    let zoe = world.join("zoe");
    for actor in [Some(zoe), None] {
        assert_eq!(world.state.profile(actor, space, people[0]).unwrap_err().rule, "MBR-10");
    }
    assert_eq!(world.state.profile(Some(people[0]), space, zoe).unwrap(), None);
    world.does(Some(people[0]), member::Command::Remove { space, project: None, person: people[4] });
    assert_eq!(world.state.profile(Some(people[0]), space, people[4]).unwrap(), None);
    world.state.profile(Some(people[4]), space, people[0]).unwrap_err();
}
