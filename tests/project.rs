//! Projects from scratch and the feed over them (PRJ-1..3, AUD-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{ProjectId, Timestamp, member, project::Command, role::Role};
use support::{ACCOUNT, World, create_project};

#[test]
fn prj_1_a_name_is_unique_in_its_space_and_letter_case_counts() {
    let mut world = World::new();
    let ada = world.join("ada");
    let (acme, beta) = (world.space(ada, "Acme"), world.space(ada, "Beta"));
    world.does(Some(ada), create_project(acme, "Widgets"));
    let refusal = world.refused("PRJ-1", Some(ada), create_project(acme, "Widgets"));
    assert_eq!(refusal.field.as_deref(), Some("Project name"));
    world.does(Some(ada), create_project(acme, "widgets"));
    world.does(Some(ada), create_project(beta, "Widgets"));
    assert_eq!(world.state.space(acme).unwrap().projects.len(), 2);
}

#[test]
fn prj_1_a_name_out_of_pattern_is_refused_with_the_reason() {
    let mut world = World::new();
    let ada = world.join("ada");
    let acme = world.space(ada, "Acme");
    let long = "a".repeat(64);
    for (name, reason) in [
        ("   ", "needed"),
        ("ab", "at least 3"),
        (long.as_str(), "63 characters"),
        ("-widgets", "cannot start with “-”"),
        ("widgets.", "cannot end with “.”"),
        ("wid  gets", "in a row"),
        ("wid- gets", "in a row"),
        ("wid\u{a0}gets", "a space of an unusual kind"),
        ("wid\u{202e}gets", "U+202E"),
    ] {
        let refusal = world.refused("PRJ-1", Some(ada), create_project(acme, name));
        assert!(refusal.message.contains(reason), "{name}: {}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("Project name"));
    }
    world.does(Some(ada), create_project(acme, " The first one "));
    assert!(world.state.space(acme).unwrap().project_named("The first one").is_some(), "spaces inside, none around");
}

#[test]
fn prj_1_a_space_has_a_hundred_projects_at_most() {
    let mut world = World::new();
    let ada = world.join("ada");
    let acme = world.space(ada, "Acme");
    for number in 0..100 {
        world.does(Some(ada), create_project(acme, &format!("project {number}")));
    }
    let refusal = world.refused("PRJ-1", Some(ada), create_project(acme, "one more"));
    assert!(refusal.message.contains("100"), "{}", refusal.message);
}

#[test]
fn prj_2_a_project_from_scratch_has_no_repository() {
    let mut world = World::new();
    let ada = world.join("ada");
    let acme = world.space(ada, "Acme");
    let id = world.project(ada, acme, "Widgets");
    let project = world.state.project(acme, id).unwrap();
    assert!(project.repositories.is_empty() && project.dev_environments.is_empty());
    assert!(project.issues.by_number.is_empty());
}

#[test]
fn a_description_is_for_project_administrators() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    let project = world.project(ada, space, "Widgets");
    world.happened(
        Some(ada),
        vec![
            member::Event::Joined { space, person: ben, role: Role::LimitedAccess },
            member::Event::ProjectRoleGiven { space, project, person: ben, role: Role::Contributor },
        ],
    );
    let describe = |project, text: &str| Command::Describe { space, project, description: text.to_owned() };
    world.refused("MBR-10", Some(ben), describe(project, "Mine"));
    world.does(Some(ada), describe(project, "Ours"));
    world.refused("PRJ-1", Some(ada), describe(project, " Ours "));
    world.refused("DPR-1", Some(ada), describe(project, &"x".repeat(201)));
    world.refused("MBR-10", Some(ada), describe(ProjectId::from_random([1; 16]), "Nothing"));
}

#[test]
fn prj_3_the_feed_of_a_space_covers_its_projects() {
    // AUD-1: every change has who, what and when, in which project.
    let mut world = World::new();
    let ada = world.join("ada");
    let acme = world.space(ada, "Acme");
    world.later(Timestamp::HOUR);
    let project = world.project(ada, acme, "Widgets");
    world.does(Some(ada), Command::Describe { space: acme, project, description: "All of them".to_owned() });
    assert_eq!(
        world.feed(acme),
        [
            "ada Sample created the space".to_owned(),
            format!("ada Sample connected the account {ACCOUNT}"),
            format!("ada Sample made {ACCOUNT} the billing account"),
            "ada Sample got the role Space administrator".to_owned(),
            "ada Sample created the project".to_owned(),
            "ada Sample changed the description of the project".to_owned(),
        ]
    );
    let newest = world.state.space(acme).unwrap().feed.newest_first().next().unwrap().clone();
    assert_eq!((newest.at, newest.actor, newest.project), (world.now, Some(ada), Some(project)));
}

#[test]
fn aud_1_every_accepted_change_in_a_space_reaches_its_feed() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let space = world.space(ada, "Acme");
    let mut before = world.feed(space).len();
    let project = world.project(ada, space, "Widgets");
    let mut grew = |world: &World| {
        let after = world.feed(space).len();
        assert!(after > before, "{:?} left no line", world.records.last());
        before = after;
    };
    grew(&world);
    world.does(Some(ada), Command::Describe { space, project, description: "All".to_owned() });
    grew(&world);
    world.happened(Some(ada), vec![member::Event::Joined { space, person: ben, role: Role::PowerUser }]);
    grew(&world);
    world.does(Some(ada), spaceward::domain::space::Command::Describe { space, description: "All".to_owned() });
    grew(&world);
}
