//! Who belongs where, and what the pages show of it (MBR-4, MBR-9).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{Permission, Role, gate, gate::Place, member::Event, project};
use support::{World, create_project};

#[test]
fn mbr_4_administrators_and_members_stand_in_two_tables() {
    let mut world = World::new();
    let (ada, ben, cleo) = (world.join("ada"), world.join("ben"), world.join("cleo"));
    let space = world.space(ada, "Acme");
    world.happened(
        Some(ada),
        vec![
            Event::Joined { space, person: ben, role: Role::PowerUser },
            Event::Joined { space, person: cleo, role: Role::SpaceAdministrator },
        ],
    );
    let space = world.state.space(space).unwrap();
    let mut administrators: Vec<_> = space.administrators().iter().map(|member| member.person).collect();
    administrators.sort();
    let mut expected = vec![ada, cleo];
    expected.sort();
    assert_eq!(administrators, expected);
    assert_eq!(space.ordinary_members().iter().map(|member| member.person).collect::<Vec<_>>(), [ben]);
}

#[test]
fn mbr_4_an_administrator_is_in_every_project_without_a_project_role() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    let project = world.project(ada, space, "Widgets");
    let members = world.state.project_members(space, project);
    assert_eq!((members.administrators.as_slice(), members.listed.len()), ([ada].as_slice(), 0));
    assert!(gate::can(&world.state, Some(ada), Permission::ViewProject, Place::Project(space, project)).is_ok());

    // Becoming one takes the project roles away.
    world.happened(
        Some(ada),
        vec![
            Event::Joined { space, person: ben, role: Role::LimitedAccess },
            Event::ProjectRoleGiven { space, project, person: ben, role: Role::Contributor },
        ],
    );
    assert_eq!(world.state.project_members(space, project).listed, [(ben, Role::Contributor)]);
    world.happened(Some(ada), vec![Event::Joined { space, person: ben, role: Role::SpaceAdministrator }]);
    assert!(world.state.project_members(space, project).listed.is_empty());
    assert!(world.state.project(space, project).unwrap().roles.is_empty());
}

#[test]
fn mbr_4_whoever_creates_a_project_as_power_user_administers_it() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    world.happened(Some(ada), vec![Event::Joined { space, person: ben, role: Role::PowerUser }]);
    let own = world.project(ben, space, "Own");
    assert_eq!(world.state.project_members(space, own).listed, [(ben, Role::ProjectAdministrator)]);
    let describe = |project| project::Command::Describe { space, project, description: "New".to_owned() };
    world.does(Some(ben), describe(own));
    // A Power user has no power in other projects.
    let other = world.project(ada, space, "Other");
    world.refused("MBR-10", Some(ben), describe(other));
}

#[test]
fn mbr_10_a_refusal_names_the_permission_and_the_roles_that_have_it() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    world.happened(Some(ada), vec![Event::Joined { space, person: ben, role: Role::LimitedAccess }]);
    let refusal = world.refused("MBR-10", Some(ben), create_project(space, "Widgets"));
    assert!(refusal.message.contains("“Create project”"), "{}", refusal.message);
    assert!(refusal.message.contains("Space administrator, Power user"), "{}", refusal.message);
    // Who is no member at all is told the same.
    let cleo = world.join("cleo");
    assert_eq!(world.refused("MBR-10", Some(cleo), create_project(space, "Widgets")).message, refusal.message);
}

#[test]
fn a_member_keeps_the_day_they_came_when_their_role_changes() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    let came = world.now;
    world.happened(Some(ada), vec![Event::Joined { space, person: ben, role: Role::PowerUser }]);
    world.later(60_000);
    world.happened(Some(ada), vec![Event::Joined { space, person: ben, role: Role::LimitedAccess }]);
    let member = &world.state.space(space).unwrap().members[&ben];
    assert_eq!((member.since, member.role), (came, Role::LimitedAccess));
}
