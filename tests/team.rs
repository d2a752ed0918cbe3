//! Teams and what they give their members (TEM-1..3, MBR-4, MBR-7, MBR-9, SPC-10).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Permission, PersonId, ProjectId, Record, Role, SpaceId,
    gate::{self, Place},
    id::TeamId,
    issue, member,
    snapshot::{Address, Shard, dirty},
    space::{self, Users},
    team::{self, Command, Group, Kind},
};
use support::{Stored, World};

struct Desk {
    world: World,
    ada: PersonId,
    bob: PersonId,
    cy: PersonId,
    space: SpaceId,
    project: ProjectId,
}

impl Desk {
    /// A space with an administrator, a Power user, and a Reviewer of its one project.
    fn new() -> Self {
        let mut world = World::new();
        let [ada, bob, cy] = ["ada", "bob", "cyd"].map(|alias| world.join(alias));
        let space = world.space(ada, "harbour");
        let project = world.project(ada, space, "quay");
        world.bring(ada, (space, None), bob, Role::PowerUser);
        world.bring(ada, (space, Some(project)), cy, Role::Reviewer);
        Self { world, ada, bob, cy, space, project }
    }

    fn team(&mut self, name: &str) -> TeamId {
        self.world.does(Some(self.ada), self.create(name));
        self.world.state.space(self.space).unwrap().teams_by_name().iter().find(|team| team.name == name).unwrap().id
    }

    fn create(&self, name: &str) -> Command {
        Command::Create { space: self.space, name: name.to_owned(), groups: vec![] }
    }

    fn add(&self, team: TeamId, people: &[PersonId]) -> Command {
        Command::Add { space: self.space, team, people: people.to_vec() }
    }

    fn take(&self, team: TeamId, people: &[PersonId]) -> Command {
        Command::Remove { space: self.space, team, people: people.to_vec() }
    }

    fn role(&self, team: TeamId, role: Option<Role>) -> Command {
        Command::SetRole { space: self.space, team, role }
    }

    fn project_role(&self, team: TeamId, role: Option<Role>) -> Command {
        Command::SetProjectRole { space: self.space, team, project: self.project, role }
    }

    fn can(&self, person: PersonId, permission: Permission) -> bool {
        gate::can(&self.world.state, Some(person), permission, Place::Project(self.space, self.project)).is_ok()
    }

    fn members(&self, team: TeamId) -> Vec<PersonId> {
        self.world.state.space(self.space).unwrap().team_members(team).map(|member| member.person).collect()
    }
}

#[test]
fn tem_1_an_administrator_makes_renames_and_deletes_teams() {
    let desk = &mut Desk::new();
    for (who, label) in [(desk.bob, "“Create team”"), (desk.cy, "“Create team”")] {
        let refusal = desk.world.refused("MBR-10", Some(who), desk.create("Crew"));
        assert!(refusal.message.contains(label) && refusal.message.contains("Space administrator"), "{refusal}");
    }
    let crew = desk.team("Crew");
    desk.world.refused("TEM-1", Some(desk.ada), desk.create("CREW"));
    desk.world.refused("TEM-1", Some(desk.ada), desk.create("  "));
    let rename = |name: &str| Command::Rename { space: desk.space, team: crew, name: name.to_owned() };
    let (to_ship, to_crew) = (rename("Ship"), rename("Crew"));
    desk.world.refused("MBR-10", Some(desk.bob), to_ship.clone());
    desk.world.refused("TEM-1", Some(desk.ada), to_crew.clone());
    desk.world.does(Some(desk.ada), to_ship);
    assert_eq!(desk.world.state.space(desk.space).unwrap().team(crew).unwrap().name, "Ship");
    let delete = Command::Delete { space: desk.space, team: crew };
    desk.world.refused("MBR-10", Some(desk.bob), delete.clone());
    desk.world.does(Some(desk.ada), delete.clone());
    desk.world.refused("TEM-1", Some(desk.ada), delete);
    desk.world.refused("TEM-1", Some(desk.ada), to_crew);
    let feed = desk.world.feed(desk.space);
    let told = ["created the team Crew", "renamed the team Crew to Ship", "deleted the team Ship"];
    assert!(feed.ends_with(&told.map(|line| format!("ada Sample {line}"))), "{feed:?}");
}

#[test]
fn tem_1_a_team_has_members_of_the_space() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    let dee = desk.world.join("dee");
    desk.world.refused("TEM-1", Some(desk.ada), desk.add(crew, &[desk.bob, dee]));
    desk.world.refused("MBR-10", Some(desk.bob), desk.add(crew, &[desk.bob]));
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.bob, desk.cy, desk.bob]));
    let mut both = vec![desk.bob, desk.cy];
    both.sort();
    assert_eq!(desk.members(crew), both);
    desk.world.refused("TEM-1", Some(desk.ada), desk.add(crew, &both));
    desk.world.does(Some(desk.ada), desk.take(crew, &[desk.bob]));
    desk.world.refused("TEM-1", Some(desk.ada), desk.take(crew, &[desk.bob]));
    assert_eq!(desk.members(crew), [desk.cy]);
    // MBR-8: who leaves the space leaves its teams.
    let gone = member::Command::Remove { space: desk.space, project: None, person: desk.cy };
    desk.world.does(Some(desk.ada), gone);
    assert!(desk.members(crew).is_empty());
    let team_lines: Vec<String> =
        desk.world.feed(desk.space).into_iter().filter(|line| line.contains("Crew")).collect();
    assert_eq!(
        team_lines,
        [
            "ada Sample created the team Crew",
            "ada Sample added 2 people to the team Crew",
            "ada Sample removed bob Sample from the team Crew"
        ]
    );
}

#[test]
fn mbr_9_a_team_adds_to_what_its_members_may_do() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.cy]));
    assert!(!desk.can(desk.cy, Permission::CreateBranches));
    desk.world.does(Some(desk.ada), desk.project_role(crew, Some(Role::Contributor)));
    assert!(desk.can(desk.cy, Permission::CreateBranches) && desk.can(desk.cy, Permission::CreateIssue));
    assert!(!desk.can(desk.bob, Permission::CreateBranches), "who is not in the team gains nothing");
    desk.world.does(Some(desk.ada), desk.role(crew, Some(Role::PowerUser)));
    assert!(desk.can(desk.cy, Permission::CreateProject));
    let members = desk.world.state.project_members(desk.space, desk.project);
    assert_eq!(members.through_teams, [(desk.cy, crew, Role::Contributor)]);
    assert!(issue::assignable(&desk.world.state, desk.space, desk.project).contains(&desk.cy));
    desk.world.does(Some(desk.ada), Command::Delete { space: desk.space, team: crew });
    assert!(!desk.can(desk.cy, Permission::CreateBranches) && !desk.can(desk.cy, Permission::CreateProject));
    assert!(desk.can(desk.cy, Permission::CreateIssue), "their own role stays");
}

#[test]
fn mbr_9_a_team_alone_brings_somebody_into_a_project() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.bob]));
    assert!(!desk.can(desk.bob, Permission::ViewProject));
    desk.world.does(Some(desk.ada), desk.project_role(crew, Some(Role::ReadOnly)));
    assert!(desk.can(desk.bob, Permission::ViewProject));
    assert!(issue::assignable(&desk.world.state, desk.space, desk.project).contains(&desk.bob));
}

#[test]
fn tem_1_project_roles_of_teams_are_for_the_projects_administrators() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    for (who, role, label) in [
        (desk.cy, Some(Role::Contributor), "“Add team to a project”"),
        (desk.bob, Some(Role::Contributor), "“Add team to a project”"),
    ] {
        let refusal = desk.world.refused("MBR-10", Some(who), desk.project_role(crew, role));
        assert!(refusal.message.contains(label), "{refusal}");
    }
    let administrator = member::Command::SetRole {
        space: desk.space,
        project: Some(desk.project),
        person: desk.cy,
        role: Role::ProjectAdministrator,
    };
    desk.world.does(Some(desk.ada), administrator);
    desk.world.does(Some(desk.cy), desk.project_role(crew, Some(Role::Contributor)));
    let refusal = desk.world.refused("MBR-10", Some(desk.bob), desk.project_role(crew, Some(Role::Reviewer)));
    assert!(refusal.message.contains("“Change project role of team”"), "{refusal}");
    let refusal = desk.world.refused("MBR-10", Some(desk.bob), desk.project_role(crew, None));
    assert!(refusal.message.contains("“Remove team from a project”"), "{refusal}");
    desk.world.does(Some(desk.cy), desk.project_role(crew, Some(Role::Reviewer)));
    desk.world.refused("TEM-1", Some(desk.cy), desk.project_role(crew, Some(Role::Reviewer)));
    desk.world.does(Some(desk.cy), desk.project_role(crew, None));
    desk.world.refused("TEM-1", Some(desk.cy), desk.project_role(crew, None));
    desk.world.refused("MBR-9", Some(desk.cy), desk.project_role(crew, Some(Role::PowerUser)));
    desk.world.refused("MBR-9", Some(desk.ada), desk.role(crew, Some(Role::Contributor)));
    // A space role of a team is not theirs to give.
    desk.world.refused("MBR-10", Some(desk.cy), desk.role(crew, Some(Role::PowerUser)));
}

#[test]
fn tem_3_a_team_with_the_administrator_role_makes_its_members_administrators() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.cy]));
    desk.world.does(Some(desk.ada), desk.project_role(crew, Some(Role::Reviewer)));
    desk.world.does(Some(desk.ada), desk.role(crew, Some(Role::SpaceAdministrator)));
    let space = desk.world.state.space(desk.space).unwrap();
    let administrators: Vec<PersonId> = space.administrators().iter().map(|member| member.person).collect();
    assert_eq!(administrators, [desk.ada, desk.cy]);
    // MBR-4: in every project, and in no project's table.
    assert!(space.team(crew).unwrap().projects.is_empty());
    let members = desk.world.state.project_members(desk.space, desk.project);
    assert!(members.listed.is_empty() && members.through_teams.is_empty());
    desk.world.refused("MBR-4", Some(desk.ada), desk.project_role(crew, Some(Role::Reviewer)));
    // MBR-6: they give that role and take it, and nobody else removes them.
    let remove = |person| member::Command::Remove { space: desk.space, project: None, person };
    let (remove_cy, remove_ada) = (remove(desk.cy), remove(desk.ada));
    desk.world.refused("MBR-10", Some(desk.bob), remove_cy);
    desk.world.does(Some(desk.cy), remove_ada);
}

#[test]
fn mbr_7_the_last_administrator_through_a_team_stays_on_every_way() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.bob, desk.cy]));
    desk.world.does(Some(desk.ada), desk.role(crew, Some(Role::SpaceAdministrator)));
    // With the team there, the last one by themselves may go.
    let member = |person| member::Command::Remove { space: desk.space, project: None, person };
    let (ada_goes, cy_goes, bob_goes) = (member(desk.ada), member(desk.cy), member(desk.bob));
    desk.world.does(Some(desk.ada), ada_goes);
    desk.world.does(Some(desk.bob), desk.take(crew, &[desk.cy]));
    desk.world.refused("MBR-7", Some(desk.bob), desk.take(crew, &[desk.bob]));
    desk.world.refused("MBR-7", Some(desk.bob), desk.role(crew, Some(Role::PowerUser)));
    desk.world.refused("MBR-7", Some(desk.bob), desk.role(crew, None));
    desk.world.refused("MBR-7", Some(desk.bob), Command::Delete { space: desk.space, team: crew });
    desk.world.refused("MBR-7", Some(desk.bob), bob_goes);
    desk.world.does(Some(desk.bob), cy_goes);
    // One by themselves is as good as a team.
    let dee = desk.world.join("dee");
    desk.world.bring(desk.bob, (desk.space, None), dee, Role::SpaceAdministrator);
    desk.world.does(Some(dee), Command::Delete { space: desk.space, team: crew });
}

#[test]
fn tem_2_a_team_that_follows_groups_cannot_be_edited_by_hand() {
    let desk = &mut Desk::new();
    let group = |id: &str| Group { id: id.to_owned(), name: format!("Crew {id}") };
    let create = |groups: Vec<Group>| Command::Create { space: desk.space, name: "Crew".to_owned(), groups };
    let (one, none) = (create(vec![group("a")]), create(vec![]));
    let wrong = [
        create(vec![group("a"), group("a")]),
        create(vec![group("")]),
        create((0..6).map(|nth| group(&nth.to_string())).collect()),
    ];
    // SPC-10: groups belong to SSO spaces, and only to them.
    desk.world.refused("SPC-10", Some(desk.ada), one.clone());
    desk.world.happened(Some(desk.ada), vec![space::Event::UsersSet { space: desk.space, users: Users::Sso }]);
    desk.world.refused("TEM-2", Some(desk.ada), none);
    for wrong in wrong {
        desk.world.refused("TEM-2", Some(desk.ada), wrong);
    }
    desk.world.does(Some(desk.ada), one);
    let crew = desk.world.state.space(desk.space).unwrap().teams_by_name()[0];
    assert_eq!(crew.kind, Kind::Following(vec![group("a")]));
    let crew = crew.id;
    for command in [desk.add(crew, &[desk.bob]), desk.take(crew, &[desk.bob])] {
        let refusal = desk.world.refused("TEM-2", Some(desk.ada), command);
        assert!(refusal.message.contains("“Crew a”") && refusal.message.contains("by hand"), "{refusal}");
    }
    // What a sync brings comes as the same events, and the role counts for it (TEM-3).
    desk.world.happened(
        Some(desk.ada),
        vec![team::Event::MembersAdded { space: desk.space, team: crew, people: vec![desk.bob] }],
    );
    desk.world.does(Some(desk.ada), desk.role(crew, Some(Role::SpaceAdministrator)));
    assert!(desk.world.state.space(desk.space).unwrap().is_administrator(desk.bob));
}

#[test]
fn spc_10_an_sso_space_has_no_members_by_hand() {
    let desk = &mut Desk::new();
    let invite = member::Command::Invite {
        space: desk.space,
        project: None,
        email: "dee@example.com".to_owned(),
        role: Role::PowerUser,
    };
    desk.world.does(Some(desk.ada), invite.clone());
    let code = desk.world.code();
    let dee = desk.world.join("dee");
    desk.world.happened(Some(desk.ada), vec![space::Event::UsersSet { space: desk.space, users: Users::Sso }]);
    desk.world.refused("SPC-10", Some(desk.ada), invite);
    desk.world.refused("SPC-10", Some(dee), member::Command::Accept { code });
    let remove = member::Command::Remove { space: desk.space, project: None, person: desk.bob };
    desk.world.refused("SPC-10", Some(desk.ada), remove.clone());
    desk.world.refused("SPC-10", Some(desk.bob), remove);
    // The last project role takes nobody out of such a space.
    let out = member::Command::Remove { space: desk.space, project: Some(desk.project), person: desk.cy };
    desk.world.does(Some(desk.ada), out);
    assert!(desk.world.state.space(desk.space).unwrap().members.contains_key(&desk.cy));
}

#[test]
fn mbr_3_who_is_in_a_team_stays_when_their_last_project_role_goes() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.cy]));
    let out = member::Command::Remove { space: desk.space, project: Some(desk.project), person: desk.cy };
    desk.world.does(Some(desk.ada), out);
    assert_eq!(desk.members(crew), [desk.cy]);
}

#[test]
fn vlt_7_a_member_of_a_large_team_writes_their_shard_and_not_the_team() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    let events = vec![team::Event::MembersAdded { space: desk.space, team: crew, people: vec![desk.bob] }.into()];
    let record = Record { at: desk.world.now.plus(1), actor: Some(desk.ada), events };
    desk.world.state.apply(&record);
    let named: Vec<Address> = dirty(&record, &desk.world.state).into_iter().collect();
    let shards = named.iter().filter(|address| !matches!(address, Address::Feed(..) | Address::FeedEnd(..)));
    assert_eq!(shards.collect::<Vec<_>>(), [&Address::Members(desk.space, Shard::of(desk.bob.0))], "{named:?}");
}

#[test]
fn vlt_5_teams_come_back_from_their_segments() {
    let desk = &mut Desk::new();
    let crew = desk.team("Crew");
    desk.world.does(Some(desk.ada), desk.add(crew, &[desk.bob, desk.cy]));
    desk.world.does(Some(desk.ada), desk.project_role(crew, Some(Role::Contributor)));
    let other = desk.team("Ship");
    desk.world.does(Some(desk.ada), Command::Delete { space: desk.space, team: other });
    let (mut stored, mut state) = (Stored::default(), spaceward::domain::State::default());
    for record in &desk.world.records {
        state.apply(record);
        stored.take(record, &state);
    }
    stored.check(&desk.world.state);
}
