//! Generative AI features of a space (AI-1..5).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    PersonId, ProjectId, Role, SpaceId, State, account,
    assistant::{
        Author, Command, Denied, Feature, PullRequest, Use, Work, may_merge, may_open, may_revise, running,
        starts_workflows, used_by,
    },
    issue::{self, EditWish, StatusId},
    project::{self, Repository},
    space::Region,
};
use support::{Stored, World};

fn set(space: SpaceId, on: bool) -> Command {
    Command::Set { space, on }
}

struct Desk {
    world: World,
    space: SpaceId,
    project: ProjectId,
    ada: PersonId,
}

impl Desk {
    fn assign(&self, number: u32) -> Command {
        let (space, project) = (self.space, self.project);
        Command::Assign { space, project, number, repository: "quay".into(), workflows: false }
    }

    fn take_back(&self, number: u32) -> Command {
        Command::TakeBack { space: self.space, project: self.project, number }
    }

    fn running(&self) -> usize {
        running(self.world.state.space(self.space).unwrap()).count()
    }

    fn edit(&self, number: u32, wish: EditWish) -> issue::Command {
        let (space, project) = (self.space, self.project);
        issue::Command::Edit { space, project, numbers: vec![number], wishes: vec![wish] }
    }

    fn status(&self, name: &str) -> StatusId {
        let issues = &self.world.state.project(self.space, self.project).unwrap().issues;
        issues.statuses.iter().find(|status| status.name == name).unwrap().id
    }

    fn used(&self, person: PersonId) -> Vec<Use> {
        used_by(&self.world.state, person, self.world.now)
    }
}

/// A space in Oregon with a project, five issues and no source repository.
fn bare_desk() -> Desk {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "Harbour");
    let project = world.project(ada, space, "quay");
    for nth in 1..=5 {
        let draft = issue::Draft { title: format!("Issue {nth}"), ..issue::Draft::default() };
        world.does(Some(ada), issue::Command::Create { space, project, draft });
    }
    Desk { world, space, project, ada }
}

/// The same with a source repository, and the features on.
fn desk() -> Desk {
    let mut desk = bare_desk();
    know_repository(&mut desk, "quay");
    desk.world.does(Some(desk.ada), set(desk.space, true));
    desk
}

fn know_repository(desk: &mut Desk, name: &str) {
    let at = desk.world.now;
    let repository =
        Repository { id: "r".into(), name: name.into(), description: String::new(), created: at, updated: at };
    let (space, project, repositories) = (desk.space, desk.project, vec![repository]);
    desk.world.happened(Some(desk.ada), vec![project::Event::RepositoriesRead { space, project, repositories }]);
}

#[test]
fn ai_1_one_switch_for_administrators_in_oregon_alone() {
    let Desk { mut world, space, project, ada } = bare_desk();
    let (ben, cleo) = (world.join("ben"), world.join("cleo"));
    world.bring(ada, (space, None), ben, Role::PowerUser);
    world.bring(ada, (space, Some(project)), cleo, Role::ProjectAdministrator);
    for other in [Some(ben), Some(cleo), None] {
        for on in [true, false] {
            world.refused("MBR-10", other, set(space, on));
        }
    }
    assert!(!world.state.space(space).unwrap().assistant.on, "off until somebody turns it on");
    world.does(Some(ada), set(space, true));
    assert!(world.state.space(space).unwrap().assistant.on);
    world.refused("AI-1", Some(ada), set(space, true));
    world.does(Some(ada), set(space, false));
    world.refused("AI-1", Some(ada), set(space, false));
    // A space in Ireland has none.
    let account = "210987654321";
    let command = spaceward::domain::space::Command::Request {
        name: "Inland".into(),
        region: Region::EuWest1,
        account: account.into(),
    };
    world.does(Some(ada), command);
    let token = world.state.requests.values().find(|request| request.name == "Inland").unwrap().token.clone();
    world.does(Some(ada), account::Command::SignIn { account: account.into(), region: Region::EuWest1 });
    world.does(Some(ada), account::Command::VerifySpace { token });
    let inland = world.state.space_named("Inland").unwrap().id;
    let refusal = world.refused("AI-1", Some(ada), set(inland, true));
    assert!(refusal.message.contains("US West (Oregon)"));
}

#[test]
fn ai_2_features_come_at_once_for_the_roles_that_have_them() {
    let Desk { mut world, space, project, ada } = bare_desk();
    let people: Vec<PersonId> = ["ben", "cleo", "dan", "eve"].into_iter().map(|alias| world.join(alias)).collect();
    let roles = [Role::ProjectAdministrator, Role::Contributor, Role::Reviewer, Role::ReadOnly];
    for (person, role) in people.iter().zip(roles) {
        world.bring(ada, (space, Some(project)), *person, role);
    }
    let may = |state: &State, feature: Feature| -> Vec<bool> {
        [ada].iter().chain(&people).map(|who| feature.may_use(state, Some(*who), (space, project)).is_ok()).collect()
    };
    assert_eq!(may(&world.state, Feature::AssignIssue), [false; 5], "off");
    assert_eq!(Feature::AssignIssue.may_use(&world.state, Some(ada), (space, project)).unwrap_err().rule, "AI-2");
    world.does(Some(ada), set(space, true));
    assert_eq!(may(&world.state, Feature::AssignIssue), [true, true, true, false, false]);
    assert_eq!(may(&world.state, Feature::DescribePullRequest), [true, true, true, false, false]);
    assert_eq!(may(&world.state, Feature::SummariseComments), [true; 5]);
}

#[test]
fn ai_2_an_issue_is_given_once_for_a_repository_of_the_project() {
    let mut desk = bare_desk();
    let ada = Some(desk.ada);
    let off = desk.world.refused("AI-2", ada, desk.assign(1));
    assert!(off.message.contains("off in this space"), "{}", off.message);
    desk.world.does(ada, set(desk.space, true));
    let without = desk.world.refused("AI-2", ada, desk.assign(1));
    assert!(without.message.contains("this project has none"), "{}", without.message);
    know_repository(&mut desk, "pier");
    let other = desk.world.refused("AI-2", ada, desk.assign(1));
    assert_eq!(other.field.as_deref(), Some("Source repository"));
    know_repository(&mut desk, "quay");
    let eve = desk.world.join("eve");
    desk.world.bring(desk.ada, (desk.space, Some(desk.project)), eve, Role::Reviewer);
    desk.world.refused("MBR-10", Some(eve), desk.assign(1));
    desk.world.does(ada, desk.assign(1));
    desk.world.refused("AI-2", ada, desk.assign(1));
    desk.world.refused("AI-2", ada, desk.assign(99));
    desk.world.does(ada, desk.edit(2, EditWish::Archived(true)));
    desk.world.refused("AI-2", ada, desk.assign(2));
    // Who may not give it may not take it back either.
    desk.world.refused("MBR-10", Some(eve), desk.take_back(1));
    desk.world.refused("AI-2", ada, desk.take_back(3));
    desk.world.does(ada, desk.take_back(1));
    assert_eq!(desk.running(), 0);
    let feed = desk.world.feed(desk.space);
    assert!(feed.iter().any(|line| line.contains("assigned #1 to the assistant")), "{feed:?}");
    assert!(feed.iter().any(|line| line.contains("took #1 back from the assistant")), "{feed:?}");
}

#[test]
fn ai_2_title_and_description_stay_while_the_assistant_works_by_them() {
    let mut desk = desk();
    let ada = Some(desk.ada);
    desk.world.does(ada, desk.assign(1));
    let refusal = desk.world.refused("AI-2", ada, desk.edit(1, EditWish::Title("Other".into())));
    assert_eq!(refusal.field.as_deref(), Some("Title"));
    let refusal = desk.world.refused("AI-2", ada, desk.edit(1, EditWish::Description("Other".into())));
    assert_eq!(refusal.field.as_deref(), Some("Description"));
    desk.world.does(ada, desk.edit(1, EditWish::Blocked(true)));
    desk.world.does(ada, desk.edit(2, EditWish::Title("Another".into())));
    desk.world.does(ada, desk.take_back(1));
    desk.world.does(ada, desk.edit(1, EditWish::Title("Other".into())));
}

#[test]
fn ai_3_off_stops_what_runs_in_every_project_and_on_again_brings_nothing_back() {
    let mut desk = desk();
    let ada = Some(desk.ada);
    for number in 1..=4 {
        desk.world.does(ada, desk.assign(number));
    }
    // A second project of the space is stopped as well.
    let (first, pier) = (desk.project, desk.world.project(desk.ada, desk.space, "pier"));
    desk.project = pier;
    know_repository(&mut desk, "quay");
    let draft = issue::Draft { title: "Elsewhere".into(), ..issue::Draft::default() };
    desk.world.does(ada, issue::Command::Create { space: desk.space, project: pier, draft });
    desk.world.does(ada, desk.assign(1));
    desk.project = first;
    // What is done or archived does not run.
    let done = desk.status("Done");
    desk.world.does(ada, desk.edit(3, EditWish::Status(done)));
    desk.world.does(ada, desk.edit(4, EditWish::Archived(true)));
    assert_eq!(desk.running(), 3, "the count that is warned of");
    desk.world.does(ada, set(desk.space, false));
    assert_eq!(desk.running(), 0);
    let feed = desk.world.feed(desk.space);
    assert!(feed.iter().any(|line| line.contains("which stopped the work on 3 issues")), "{feed:?}");
    desk.world.does(ada, set(desk.space, true));
    let to_do = desk.status("To do");
    desk.world.does(ada, desk.edit(3, EditWish::Status(to_do)));
    desk.world.does(ada, desk.edit(4, EditWish::Archived(false)));
    assert_eq!(desk.running(), 0, "nothing is taken up again, also not what was done or archived meanwhile");
    desk.world.does(ada, desk.assign(1));
    assert_eq!(desk.running(), 1, "but it may be given anew");
}

#[test]
fn ai_4_the_assistant_opens_and_never_merges_and_revises_once() {
    let mut desk = desk();
    desk.world.does(Some(desk.ada), desk.assign(1));
    let work = desk.world.state.space(desk.space).unwrap().assistant.work[0].clone();
    let allowed = Work { workflows: true, ..work.clone() };
    let request = PullRequest { work: &work, touches_workflows: false, revisions: 0 };
    assert_eq!(may_merge(Author::Assistant), Err(Denied::Merge));
    assert_eq!(may_merge(Author::Person), Ok(()));
    assert_eq!(may_open(&request), Ok(()));
    let touching = PullRequest { touches_workflows: true, ..request };
    assert_eq!(may_open(&touching), Err(Denied::WorkflowFiles));
    assert_eq!(may_open(&PullRequest { work: &allowed, ..touching }), Ok(()));
    assert_eq!(may_revise(&request), Ok(()));
    assert_eq!(may_revise(&PullRequest { revisions: 1, ..request }), Err(Denied::SecondRevision));
    assert_eq!(may_revise(&touching), Err(Denied::WorkflowFiles));
    assert!(starts_workflows(Author::Assistant) && starts_workflows(Author::Person));
    // Once the features went off, the work opens nothing any more.
    desk.world.does(Some(desk.ada), set(desk.space, false));
    let ended = desk.world.state.space(desk.space).unwrap().assistant.work[0].clone();
    assert_eq!(may_open(&PullRequest { work: &ended, ..request }), Err(Denied::Ended));
    for denied in [Denied::Merge, Denied::Ended, Denied::WorkflowFiles, Denied::SecondRevision] {
        assert!(denied.sentence().ends_with('.'));
    }
}

#[test]
fn ai_5_use_is_counted_for_each_person_by_the_month() {
    let mut desk = desk();
    let bob = desk.world.join("bob");
    desk.world.bring(desk.ada, (desk.space, Some(desk.project)), bob, Role::Contributor);
    assert_eq!(desk.used(desk.ada), []);
    desk.world.does(Some(desk.ada), desk.assign(1));
    desk.world.does(Some(desk.ada), desk.take_back(1));
    desk.world.later(40 * spaceward::domain::Timestamp::DAY);
    desk.world.does(Some(bob), desk.assign(2));
    desk.world.does(Some(bob), desk.assign(3));
    let space = desk.space;
    assert_eq!(desk.used(desk.ada), [Use { space, this_month: 0, ever: 1, running: 0 }]);
    assert_eq!(desk.used(bob), [Use { space, this_month: 2, ever: 2, running: 2 }]);
    desk.world.does(Some(desk.ada), set(space, false));
    assert_eq!(
        desk.used(bob),
        [Use { space, this_month: 2, ever: 2, running: 0 }],
        "stopped work was used all the same"
    );
}

#[test]
fn vlt_7_the_features_lie_in_the_vault_with_their_space() {
    let mut desk = desk();
    desk.world.does(Some(desk.ada), desk.assign(1));
    desk.world.does(Some(desk.ada), desk.assign(2));
    desk.world.does(Some(desk.ada), desk.take_back(2));
    desk.world.does(Some(desk.ada), set(desk.space, false));
    desk.world.does(Some(desk.ada), set(desk.space, true));
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &desk.world.records {
        state.apply(record);
        stored.take(record, &state);
    }
    stored.check(&desk.world.state);
    let kept = &state.space(desk.space).unwrap().assistant;
    assert!(kept.on && kept.work.len() == 2);
}
