//! Who gives and takes which role (MBR-3, MBR-4, MBR-6..8, MBR-11).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use sha2::Digest;
use spaceward::domain::{
    Facts, PersonId, ProjectId, Record, Role, SpaceId, issue,
    member::{self, Command},
    snapshot::{Address, Shard, dirty},
};
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

    fn brings(&mut self, person: PersonId, role: Role) {
        self.world.bring(self.ada, (self.space, None), person, role);
    }

    fn brings_to_project(&mut self, person: PersonId, role: Role) {
        self.world.bring(self.ada, (self.space, Some(self.project)), person, role);
    }

    fn space_role(&self, person: PersonId, role: Role) -> Command {
        Command::SetRole { space: self.space, project: None, person, role }
    }

    fn project_role(&self, person: PersonId, role: Role) -> Command {
        Command::SetRole { space: self.space, project: Some(self.project), person, role }
    }

    fn remove(&self, person: PersonId) -> Command {
        Command::Remove { space: self.space, project: None, person }
    }

    fn out_of_project(&self, person: PersonId) -> Command {
        Command::Remove { space: self.space, project: Some(self.project), person }
    }

    fn member(&self, person: PersonId) -> Option<Role> {
        self.world.state.space(self.space).unwrap().members.get(&person).map(|member| member.role)
    }

    fn listed(&self, person: PersonId) -> Option<Role> {
        self.world.state.project(self.space, self.project).unwrap().roles.get(&person).copied()
    }
}

#[test]
fn mbr_2_who_is_no_member_is_invited_and_not_given_a_role() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-2", Some(desk.ada), desk.space_role(desk.bob, Role::PowerUser));
    desk.world.refused("MBR-2", Some(desk.ada), desk.project_role(desk.bob, Role::Contributor));
    let nobody = PersonId::from_random([9; 16]);
    desk.world.refused("MBR-2", Some(desk.ada), desk.space_role(nobody, Role::PowerUser));
}

#[test]
fn mbr_4_an_administrator_has_no_role_in_a_single_project() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-4", Some(desk.ada), desk.project_role(desk.ada, Role::Contributor));
    desk.brings_to_project(desk.bob, Role::Contributor);
    desk.world.does(Some(desk.ada), desk.space_role(desk.bob, Role::SpaceAdministrator));
    assert_eq!(desk.listed(desk.bob), None);
}

#[test]
fn mbr_6_only_an_administrator_gives_or_takes_that_role() {
    let desk = &mut Desk::new();
    let (ada, bob) = (Some(desk.ada), Some(desk.bob));
    desk.brings(desk.bob, Role::PowerUser);
    desk.brings(desk.cy, Role::PowerUser);
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
    desk.brings_to_project(desk.bob, Role::ProjectAdministrator);
    desk.brings(desk.cy, Role::PowerUser);
    desk.world.does(Some(desk.bob), desk.project_role(desk.cy, Role::ReadOnly));
    desk.world.does(Some(desk.bob), desk.project_role(desk.cy, Role::Contributor));
    desk.world.refused("MBR-6", Some(desk.bob), desk.project_role(desk.cy, Role::Contributor));
    desk.world.refused("MBR-10", Some(desk.bob), desk.space_role(desk.cy, Role::LimitedAccess));
    // A Power user has no power in a project.
    desk.world.refused("MBR-10", Some(desk.cy), desk.project_role(desk.bob, Role::ReadOnly));
}

#[test]
fn mbr_7_the_last_administrator_stays_one() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-7", Some(desk.ada), desk.space_role(desk.ada, Role::PowerUser));
    desk.brings(desk.bob, Role::SpaceAdministrator);
    desk.world.does(Some(desk.ada), desk.space_role(desk.ada, Role::PowerUser));
    desk.world.refused("MBR-7", Some(desk.bob), desk.space_role(desk.bob, Role::LimitedAccess));
}

#[test]
fn mbr_7_the_last_administrator_can_neither_leave_nor_be_removed() {
    let desk = &mut Desk::new();
    desk.world.refused("MBR-7", Some(desk.ada), desk.remove(desk.ada));
    desk.brings(desk.bob, Role::SpaceAdministrator);
    desk.world.does(Some(desk.bob), desk.remove(desk.ada));
    assert_eq!(desk.member(desk.ada), None);
    desk.world.refused("MBR-7", Some(desk.bob), desk.remove(desk.bob));
    desk.world.refused("MBR-7", Some(desk.bob), desk.space_role(desk.bob, Role::PowerUser));
    assert_eq!(desk.member(desk.bob), Some(Role::SpaceAdministrator));
}

#[test]
fn mbr_6_a_power_user_removes_members_but_no_administrator() {
    let desk = &mut Desk::new();
    desk.brings(desk.bob, Role::PowerUser);
    desk.brings_to_project(desk.cy, Role::Reviewer);
    let refusal = desk.world.refused("MBR-10", Some(desk.bob), desk.remove(desk.ada));
    assert!(refusal.message.contains("“Remove other users from the Space administrator role”"), "{refusal}");
    desk.world.refused("MBR-10", Some(desk.cy), desk.remove(desk.bob));
    desk.world.does(Some(desk.bob), desk.remove(desk.cy));
    desk.world.refused("MBR-8", Some(desk.bob), desk.remove(desk.cy));
    // Everybody may go of their own accord.
    desk.world.does(Some(desk.bob), desk.remove(desk.bob));
    assert_eq!(desk.member(desk.bob), None);
}

#[test]
fn mbr_8_removal_takes_project_roles_and_what_they_made_keeps_their_name() {
    let desk = &mut Desk::new();
    desk.brings_to_project(desk.bob, Role::Contributor);
    let draft = issue::Draft { title: "Tides".to_owned(), ..issue::Draft::default() };
    desk.world.does(Some(desk.bob), issue::Command::Create { space: desk.space, project: desk.project, draft });
    desk.world.does(Some(desk.ada), desk.remove(desk.bob));
    assert_eq!((desk.member(desk.bob), desk.listed(desk.bob)), (None, None));
    let project = desk.world.state.project(desk.space, desk.project).unwrap();
    let author = project.issues.by_number[&1].created_by;
    assert_eq!(issue::author_name(&desk.world.state, &project.issues, author), "bob Sample");
    let feed = desk.world.feed(desk.space);
    assert!(feed.contains(&"bob Sample created #1".to_owned()), "{feed:?}");
    assert_eq!(feed.last().unwrap(), "ada Sample removed bob Sample from the space");
    // Coming back, they start anew.
    desk.brings(desk.bob, Role::PowerUser);
    assert_eq!(desk.listed(desk.bob), None);
}

#[test]
fn mbr_3_limited_access_goes_with_the_last_project_role() {
    let desk = &mut Desk::new();
    let second = desk.world.project(desk.ada, desk.space, "pier");
    desk.brings_to_project(desk.bob, Role::Contributor);
    let in_second =
        Command::SetRole { space: desk.space, project: Some(second), person: desk.bob, role: Role::Reviewer };
    desk.world.does(Some(desk.ada), in_second);
    desk.world.does(Some(desk.ada), desk.out_of_project(desk.bob));
    assert_eq!(desk.member(desk.bob), Some(Role::LimitedAccess), "a role in another project keeps it");
    let out = Command::Remove { space: desk.space, project: Some(second), person: desk.bob };
    desk.world.does(Some(desk.ada), out);
    assert_eq!(desk.member(desk.bob), None);
    // A role in the space that was given for itself stays.
    desk.brings(desk.cy, Role::PowerUser);
    desk.world.does(Some(desk.ada), desk.project_role(desk.cy, Role::Contributor));
    desk.world.does(Some(desk.ada), desk.out_of_project(desk.cy));
    assert_eq!((desk.member(desk.cy), desk.listed(desk.cy)), (Some(Role::PowerUser), None));
}

#[test]
fn mbr_6_a_project_administrator_takes_roles_in_that_project_only() {
    let desk = &mut Desk::new();
    desk.brings_to_project(desk.bob, Role::ProjectAdministrator);
    desk.brings_to_project(desk.cy, Role::Contributor);
    desk.world.refused("MBR-10", Some(desk.cy), desk.out_of_project(desk.bob));
    desk.world.refused("MBR-10", Some(desk.bob), desk.remove(desk.cy));
    desk.world.does(Some(desk.bob), desk.out_of_project(desk.cy));
    desk.world.refused("MBR-8", Some(desk.bob), desk.out_of_project(desk.cy));
    desk.world.refused("MBR-4", Some(desk.ada), desk.out_of_project(desk.ada));
    desk.world.does(Some(desk.bob), desk.out_of_project(desk.bob));
    assert_eq!(desk.listed(desk.bob), None);
}

#[test]
fn mbr_11_many_are_changed_at_once_with_a_result_for_each() {
    let desk = &mut Desk::new();
    desk.brings(desk.bob, Role::SpaceAdministrator);
    desk.brings(desk.cy, Role::PowerUser);
    // MBR-7 holds within the many: of two administrators, the second stays.
    let wishes = vec![desk.remove(desk.bob), desk.remove(desk.cy), desk.remove(desk.ada), desk.remove(desk.cy)];
    let mut random = |bytes: &mut [u8]| bytes.fill(1);
    let facts = &mut Facts::new(desk.world.now, &mut random);
    let rows = member::rows(&desk.world.state, Some(desk.ada), wishes.clone(), facts);
    let rules: Vec<Option<&str>> =
        rows.iter().map(|row| row.as_ref().err().map(|refusal| refusal.rule.as_str())).collect();
    assert_eq!(rules, [None, None, Some("MBR-7"), Some("MBR-8")]);
    let record = desk.world.does(Some(desk.ada), Command::Each { wishes });
    assert_eq!(record.events.len(), 2);
    assert_eq!([desk.ada, desk.bob, desk.cy].map(|who| desk.member(who)), [Some(Role::SpaceAdministrator), None, None]);
    // Nothing done is a refusal, and so is nothing asked.
    desk.world.refused("MBR-8", Some(desk.ada), Command::Each { wishes: vec![desk.remove(desk.bob)] });
    desk.world.refused("MBR-11", Some(desk.ada), Command::Each { wishes: vec![] });
    let nested = Command::Each { wishes: vec![Command::Each { wishes: vec![desk.remove(desk.ada)] }] };
    desk.world.refused("MBR-11", Some(desk.ada), nested);
}

#[test]
fn vlt_7_a_role_among_ten_thousand_members_writes_their_shard_alone() {
    let desk = &mut Desk::new();
    let people: Vec<PersonId> = (0..10_000u32)
        .map(|nth| PersonId::from_random(sha2::Sha256::digest(nth.to_le_bytes())[..16].try_into().unwrap()))
        .collect();
    let space = desk.space;
    let joined = people.iter().map(|person| member::Event::Joined { space, person: *person, role: Role::PowerUser });
    desk.world.happened(Some(desk.ada), joined.collect());
    let person = people[77];
    let record = Record {
        at: desk.world.now.plus(1),
        actor: Some(desk.ada),
        events: vec![member::Event::Joined { space, person, role: Role::SpaceAdministrator }.into()],
    };
    desk.world.state.apply(&record);
    let named: Vec<Address> = dirty(&record, &desk.world.state).into_iter().collect();
    // Beside the shard, only the feed's newest chunk and its end change.
    let shards = named.iter().filter(|address| !matches!(address, Address::Feed(..) | Address::FeedEnd(..)));
    assert_eq!(shards.collect::<Vec<_>>(), [&Address::Members(space, Shard::of(person.0))], "{named:?}");
    // VLT-7 allows 1,500 units an edit, 15 bits each; the feed has one chunk of it.
    let shard = desk.world.state.segment(&Address::Members(space, Shard::of(person.0))).unwrap();
    assert!(shard.len() < 1_400, "{} bytes", shard.len());
}

#[test]
fn mbr_9_a_role_is_given_where_it_belongs() {
    let desk = &mut Desk::new();
    desk.brings(desk.bob, Role::PowerUser);
    desk.world.refused("MBR-9", Some(desk.ada), desk.space_role(desk.bob, Role::Contributor));
    desk.world.refused("MBR-9", Some(desk.ada), desk.project_role(desk.bob, Role::LimitedAccess));
}
