//! Who gives which role (MBR-3, MBR-4, MBR-6, MBR-7).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{PersonId, ProjectId, Role, SpaceId, member::Command};
use support::World;

struct Desk {
    world: World,
    ada: PersonId,
    bob: PersonId,
    cy: PersonId,
    space: SpaceId,
    project: ProjectId,
}

impl Desk {
    fn new() -> Self {
        let mut world = World::new();
        let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
        let space = world.space(ada, "harbour");
        let project = world.project(ada, space, "quay");
        Self { world, ada, bob, cy, space, project }
    }

    fn space_role(&self, person: PersonId, role: Role) -> Command {
        Command::SetRole { space: self.space, project: None, person, role }
    }

    fn project_role(&self, person: PersonId, role: Role) -> Command {
        Command::SetRole { space: self.space, project: Some(self.project), person, role }
    }

    fn member(&self, person: PersonId) -> Option<Role> {
        self.world.state.space(self.space).unwrap().members.get(&person).map(|member| member.role)
    }

    fn listed(&self, person: PersonId) -> Option<Role> {
        self.world.state.project(self.space, self.project).unwrap().roles.get(&person).copied()
    }
}

#[test]
fn mbr_3_a_project_role_brings_limited_access_to_the_space() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.project_role(desk.bob, Role::Contributor));
    assert_eq!((desk.member(desk.bob), desk.listed(desk.bob)), (Some(Role::LimitedAccess), Some(Role::Contributor)));
    // Whoever is in the space already keeps their role there.
    desk.world.does(Some(desk.ada), desk.space_role(desk.cy, Role::PowerUser));
    desk.world.does(Some(desk.ada), desk.project_role(desk.cy, Role::Reviewer));
    assert_eq!(desk.member(desk.cy), Some(Role::PowerUser));
}

#[test]
fn mbr_4_an_administrator_has_no_role_in_a_single_project() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-4", Some(desk.ada), desk.project_role(desk.ada, Role::Contributor));
    desk.world.does(Some(desk.ada), desk.project_role(desk.bob, Role::Contributor));
    desk.world.does(Some(desk.ada), desk.space_role(desk.bob, Role::SpaceAdministrator));
    assert_eq!(desk.listed(desk.bob), None);
}

#[test]
fn mbr_6_only_an_administrator_gives_or_takes_that_role() {
    let desk = &mut Desk::new();
    let (ada, bob) = (Some(desk.ada), Some(desk.bob));
    desk.world.does(ada, desk.space_role(desk.bob, Role::PowerUser));
    desk.world.refused("MBR-10", bob, desk.space_role(desk.cy, Role::SpaceAdministrator));
    desk.world.refused("MBR-10", bob, desk.space_role(desk.ada, Role::LimitedAccess));
    desk.world.does(bob, desk.space_role(desk.cy, Role::LimitedAccess));
    desk.world.refused("MBR-10", Some(desk.cy), desk.space_role(desk.bob, Role::LimitedAccess));
    desk.world.does(ada, desk.space_role(desk.bob, Role::SpaceAdministrator));
    desk.world.does(bob, desk.space_role(desk.ada, Role::LimitedAccess));
    assert_eq!(desk.member(desk.ada), Some(Role::LimitedAccess));
}

#[test]
fn mbr_6_a_project_administrator_gives_roles_in_that_project_only() {
    let desk = &mut Desk::new();
    desk.world.does(Some(desk.ada), desk.project_role(desk.bob, Role::ProjectAdministrator));
    desk.world.does(Some(desk.bob), desk.project_role(desk.cy, Role::ReadOnly));
    desk.world.does(Some(desk.bob), desk.project_role(desk.cy, Role::Contributor));
    desk.world.refused("MBR-6", Some(desk.bob), desk.project_role(desk.cy, Role::Contributor));
    desk.world.refused("MBR-10", Some(desk.bob), desk.space_role(desk.cy, Role::PowerUser));
    desk.world.refused("MBR-10", Some(desk.cy), desk.project_role(desk.bob, Role::ReadOnly));
}

#[test]
fn mbr_7_the_last_administrator_stays_one() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-7", Some(desk.ada), desk.space_role(desk.ada, Role::PowerUser));
    desk.world.does(Some(desk.ada), desk.space_role(desk.bob, Role::SpaceAdministrator));
    desk.world.does(Some(desk.ada), desk.space_role(desk.ada, Role::PowerUser));
    desk.world.refused("MBR-7", Some(desk.bob), desk.space_role(desk.bob, Role::LimitedAccess));
}

#[test]
fn mbr_9_a_role_is_given_where_it_belongs() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-9", Some(desk.ada), desk.space_role(desk.bob, Role::Contributor));
    desk.world.refused("MBR-9", Some(desk.ada), desk.project_role(desk.bob, Role::PowerUser));
    let nobody = PersonId::from_random([9; 16]);
    desk.world.refused("MBR-2", Some(desk.ada), desk.space_role(nobody, Role::PowerUser));
}
