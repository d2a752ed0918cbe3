//! Issues: fields, statuses, board, edits of many, archive, import (ISS-2..7, AUD-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod board;
mod desk;
mod import;
#[path = "../support/mod.rs"]
mod support;

use desk::{DONE, Desk, PROGRESS, TODO, row, texts, titled};
use spaceward::domain::{
    Event, ProjectId, Record, Role,
    issue::{Author, Change, Command, Draft, EditWish, Estimation, ImportRow, Priority, Task, assignable, history},
};

#[test]
fn iss_2_an_issue_is_made_with_its_fields_and_who_and_when() {
    let mut desk = Desk::new();
    let draft = Draft {
        title: "  Read tide tables ".into(),
        description: "*Soon*".into(),
        status: None,
        priority: Priority::High,
        estimate: Some(5),
        assignees: vec![Author::Person(desk.rev), Author::Person(desk.ada)],
        labels: texts(&["tides", "feature", "Tides"]),
    };
    let number = desk.create(desk.con, draft);
    let issue = desk.issue(number);
    assert_eq!((number, issue.title.as_str(), issue.description.as_str()), (1, "Read tide tables", "*Soon*"));
    assert_eq!((issue.priority, issue.estimate, issue.status), (Priority::High, Some(5), TODO));
    assert_eq!(issue.assignees, [Author::Person(desk.rev), Author::Person(desk.ada)]);
    assert_eq!(desk.labels(1), ["tides", "feature"], "a label is one label, whatever its case");
    assert_eq!((issue.created, issue.updated), (desk.world.now, desk.world.now));
    assert_eq!((issue.created_by, issue.updated_by), (Author::Person(desk.con), Author::Person(desk.con)));
}

#[test]
fn iss_2_what_goes_beyond_a_limit_is_refused_at_its_field() {
    let desk = &mut Desk::with(1);
    let long = |count: usize| "ä".repeat(count);
    let many = |count: usize| (0..count).map(|nth| format!("l{nth}")).collect::<Vec<_>>();
    let drafts = [
        (titled(" \n "), "Title"),
        (titled(&long(256)), "Title"),
        (titled("two\nlines"), "Title"),
        (Draft { description: long(32_768), ..titled("a") }, "Description"),
        (Draft { estimate: Some(101), ..titled("a") }, "Estimate"),
        (Draft { labels: many(51), ..titled("a") }, "Labels"),
        (Draft { labels: vec![long(3)], ..titled("a") }, "Labels"),
        (Draft { labels: texts(&["two--hyphens"]), ..titled("a") }, "Labels"),
        (Draft { labels: vec!["l".repeat(64)], ..titled("a") }, "Labels"),
    ];
    for (draft, field) in drafts {
        let refusal = desk.world.refused("ISS-2", Some(desk.con), desk.creation(draft));
        assert_eq!(refusal.field.as_deref(), Some(field), "{}", refusal.message);
    }
    let tasks = |count: usize, text: &str| EditWish::Tasks(vec![Task { text: text.into(), done: false }; count]);
    for wish in [tasks(101, "a"), tasks(1, " "), tasks(1, &long(256))] {
        let refusal = desk.world.refused("ISS-2", Some(desk.con), desk.edit(&[1], &[wish]));
        assert_eq!(refusal.field.as_deref(), Some("Tasks"));
    }
    for text in [String::new(), long(32_768)] {
        let refusal = desk.world.refused("ISS-2", Some(desk.con), desk.comment(1, &text));
        assert_eq!(refusal.field.as_deref(), Some("Comment"));
    }
    // The limits themselves are allowed.
    desk.create(desk.con, Draft { description: long(32_767), labels: many(50), ..titled(&long(255)) });
    desk.world.does(Some(desk.con), desk.edit(&[1], &[tasks(100, "a")]));
}

#[test]
fn iss_2_at_most_ten_assignees_and_only_people_of_the_project() {
    let desk = &mut Desk::new();
    let stranger = desk.world.join("stranger");
    let refusal = desk.world.refused(
        "ISS-2",
        Some(desk.con),
        desk.creation(Draft { assignees: vec![Author::Person(stranger)], ..titled("a") }),
    );
    assert_eq!(refusal.field.as_deref(), Some("Assignees"));
    assert!(!assignable(&desk.world.state, desk.space, desk.project).contains(&stranger));
    let mut people = Vec::new();
    for nth in 0..11 {
        let person = desk.world.join(&format!("helper{nth}"));
        let role = Role::Contributor;
        let (space, project) = (desk.space, Some(desk.project));
        desk.world.bring(desk.ada, (space, project), person, role);
        people.push(Author::Person(person));
    }
    desk.world.refused("ISS-2", Some(desk.con), desk.creation(Draft { assignees: people.clone(), ..titled("a") }));
    people.truncate(10);
    let number = desk.create(desk.con, Draft { assignees: people.clone(), ..titled("a") });
    assert_eq!(desk.issue(number).assignees, people);
}

#[test]
fn iss_2_a_project_takes_two_hundred_labels_and_no_more() {
    let desk = &mut Desk::new();
    for first in (0..200).step_by(50) {
        let labels = (first..first + 50).map(|nth| format!("label-{nth}")).collect();
        desk.create(desk.con, Draft { labels, ..titled("a") });
    }
    let refusal = desk.world.refused(
        "ISS-2",
        Some(desk.con),
        desk.creation(Draft { labels: texts(&["one-more"]), ..titled("a") }),
    );
    assert_eq!(refusal.field.as_deref(), Some("Labels"));
    desk.create(desk.con, Draft { labels: texts(&["LABEL-7"]), ..titled("a known one") });
    assert_eq!(desk.labels(5), ["label-7"]);
}

#[test]
fn iss_2_a_thousand_comments_and_no_more() {
    let desk = &mut Desk::with(1);
    for nth in 0..1_000 {
        desk.world.does(Some(desk.con), desk.comment(1, &nth.to_string()));
    }
    desk.world.refused("ISS-2", Some(desk.con), desk.comment(1, "one more"));
}

#[test]
fn mbr_9_each_deed_asks_for_its_own_permission() {
    let desk = &mut Desk::with(2);
    let (con, rev, ron) = (Some(desk.con), Some(desk.rev), Some(desk.ron));
    // A reader does nothing at all.
    for command in [
        desk.creation(titled("a")),
        desk.edit(&[1], &[EditWish::Blocked(true)]),
        desk.edit(&[1], &[EditWish::Archived(true)]),
        desk.shift(1, DONE, None),
        desk.comment(1, "a"),
        desk.import(vec![row("a")]),
    ] {
        desk.world.refused("MBR-10", ron, command.clone());
        desk.world.refused("MBR-10", None, command);
    }
    // A reviewer changes issues of others and uses labels, but makes no labels and writes no comments.
    desk.world.does(con, desk.edit(&[1], &[EditWish::AddLabel("known".into())]));
    desk.world.does(rev, desk.edit(&[2], &[EditWish::AddLabel("known".into()), EditWish::Title("b".into())]));
    let refusal = desk.world.refused("MBR-10", rev, desk.edit(&[2], &[EditWish::AddLabel("new".into())]));
    assert!(refusal.message.contains("Create a label"), "{}", refusal.message);
    desk.world.refused("MBR-10", rev, desk.creation(Draft { labels: texts(&["new"]), ..titled("a") }));
    desk.world.refused("MBR-10", rev, desk.comment(1, "a"));
    // How estimates are shown is a setting of the project.
    let (space, project) = (desk.space, desk.project);
    let set = Command::SetEstimation { space, project, estimation: Estimation::TShirt };
    desk.world.refused("MBR-10", con, set.clone());
    desk.world.does(Some(desk.ada), set.clone());
    assert_eq!(desk.issues().estimation, Estimation::TShirt);
    desk.world.refused("ISS-5", Some(desk.ada), set);
}

#[test]
fn iss_5_many_are_changed_together_or_none() {
    let desk = &mut Desk::with(5);
    let con = Some(desk.con);
    let before = desk.world.state.clone();
    desk.world.refused("ISS-6", con, desk.edit(&[1, 2, 99], &[EditWish::Priority(Priority::High)]));
    assert_eq!(desk.world.state, before);
    let record =
        desk.world.does(con, desk.edit(&[3, 1, 2, 3], &[EditWish::Priority(Priority::High), EditWish::Status(DONE)]));
    assert_eq!(record.events.len(), 1, "the same change of several issues is one event");
    for number in 1..=3 {
        assert_eq!((desk.issue(number).priority, desk.issue(number).status), (Priority::High, DONE));
    }
    assert_eq!((desk.issue(4).priority, desk.issue(4).status), (Priority::None, TODO));
}

#[test]
fn iss_5_what_changes_nothing_leaves_no_event() {
    let desk = &mut Desk::with(2);
    let con = Some(desk.con);
    desk.world.does(con, desk.edit(&[1], &[EditWish::Priority(Priority::High)]));
    desk.world.refused("ISS-5", con, desk.edit(&[1], &[EditWish::Priority(Priority::High)]));
    desk.world.refused("ISS-5", con, desk.edit(&[1], &[EditWish::RemoveLabel("nothing".into())]));
    desk.world.refused("ISS-5", con, desk.edit(&[], &[EditWish::Blocked(true)]));
    desk.world.refused("ISS-5", con, desk.edit(&[1], &[]));
    let record = desk.world.does(con, desk.edit(&[1, 2], &[EditWish::Priority(Priority::High)]));
    let Event::Issue(event) = &record.events[0] else { panic!("{record:?}") };
    assert!(matches!(&event.change, Change::Edited { numbers, .. } if *numbers == [2]), "only the second changes");
}

#[test]
fn iss_5_labels_are_added_and_taken_one_by_one() {
    let desk = &mut Desk::with(2);
    let con = Some(desk.con);
    desk.world.does(con, desk.edit(&[1], &[EditWish::Labels(texts(&["bug", "tides"]))]));
    desk.world.does(con, desk.edit(&[1, 2], &[EditWish::AddLabel("Bug".into()), EditWish::AddLabel("new".into())]));
    assert_eq!((desk.labels(1), desk.labels(2)), (vec!["bug", "tides", "new"], vec!["bug", "new"]));
    desk.world.does(con, desk.edit(&[1, 2], &[EditWish::RemoveLabel("BUG".into())]));
    assert_eq!((desk.labels(1), desk.labels(2)), (vec!["tides", "new"], vec!["new"]));
    assert_eq!(desk.issues().labels, ["bug", "tides", "new"], "unused labels stay in the project");
}

#[test]
fn iss_6_archived_issues_leave_board_and_backlog_and_come_back() {
    let desk = &mut Desk::with(3);
    let con = Some(desk.con);
    desk.world.does(con, desk.edit(&[2], &[EditWish::Archived(true)]));
    assert_eq!(desk.column(TODO), [1, 3]);
    assert_eq!(desk.issues().archived().iter().map(|issue| issue.number).collect::<Vec<_>>(), [2]);
    assert_eq!(desk.issues().active_count(), 2);
    desk.world.refused("ISS-6", con, desk.shift(2, DONE, None));
    desk.world.does(con, desk.edit(&[2], &[EditWish::Archived(false)]));
    assert_eq!(desk.column(TODO), [1, 2, 3], "it stands where it stood");
}

#[test]
fn iss_2_a_comment_is_changed_by_who_wrote_it_and_nobody_else() {
    let desk = &mut Desk::with(1);
    let (con, ada) = (Some(desk.con), Some(desk.ada));
    desk.world.does(con, desk.comment(1, " Seen "));
    let comment = desk.issue(1).comments[0].id;
    assert_eq!(desk.issue(1).comments[0].text, "Seen");
    let change = |text: &str| Command::EditComment {
        space: desk.space,
        project: desk.project,
        number: 1,
        comment,
        text: text.to_owned(),
    };
    let (other, same, new) = (change("Mine now"), change("Seen"), change("Seen twice"));
    desk.world.refused("ISS-2", ada, other);
    desk.world.refused("ISS-5", con, same);
    desk.world.later(1_000);
    desk.world.does(con, new);
    let comment = &desk.issue(1).comments[0];
    assert_eq!((comment.text.as_str(), comment.edited), ("Seen twice", Some(desk.world.now)));
}

#[test]
fn aud_1_every_change_of_an_issue_is_a_line_of_the_feed() {
    let desk = &mut Desk::with(2);
    let con = Some(desk.con);
    let start = desk.world.feed(desk.space).len();
    desk.world.does(con, desk.shift(1, PROGRESS, None));
    desk.world.does(
        con,
        desk.edit(&[1], &[EditWish::Priority(Priority::Low), EditWish::Title("Tides".into()), EditWish::Blocked(true)]),
    );
    desk.world.does(con, desk.comment(1, "a"));
    desk.world.does(con, desk.edit(&[1], &[EditWish::Archived(true)]));
    desk.world.does(con, desk.edit(&[1], &[EditWish::Archived(false)]));
    desk.create(desk.con, titled("b"));
    desk.world.does(con, desk.shift(3, TODO, None));
    let lines = desk.world.feed(desk.space).split_off(start);
    assert_eq!(lines.len(), 8, "moved, prioritised, edited, commented, archived, restored, created, reordered");
    assert!(lines[2].contains("Title") && lines[2].contains("Blocked"), "{}", lines[2]);
    assert!(lines.iter().all(|line| line.starts_with("con Sample ")));
}

#[test]
fn a_project_that_is_not_there_is_said_to_be_missing() {
    let desk = &mut Desk::new();
    let command = Command::Create { space: desk.space, project: ProjectId::from_random([9; 16]), draft: titled("a") };
    let refusal = desk.world.ask(Some(desk.ada), command).unwrap_err();
    assert!(refusal.message.contains("not"), "{}", refusal.message);
}

#[test]
fn aud_1_an_issues_history_is_its_own_lines_newest_first() {
    let desk = &mut Desk::with(2);
    let con = Some(desk.con);
    desk.world.does(con, desk.shift(1, PROGRESS, None));
    desk.world.does(con, desk.comment(2, "other"));
    desk.world.does(con, desk.comment(1, "own"));
    let lines = history(&desk.world.state, desk.space, desk.project, 1).count();
    assert_eq!(lines, 3, "commented, moved, created");
}

/// A record of one change as a history may hold it.
fn record(desk: &Desk, change: Change) -> Record {
    let event = spaceward::domain::issue::Event { space: desk.space, project: desk.project, change };
    Record { at: desk.world.now, actor: Some(desk.con), events: vec![event.into()] }
}

#[test]
fn iss_6_an_event_taken_in_again_changes_nothing_and_one_that_fits_nothing_either() {
    let desk = &mut Desk::with(3);
    let con = Some(desk.con);
    let records = vec![
        desk.world.does(con, desk.shift(3, DONE, None)),
        desk.world.does(con, desk.comment(2, "a")),
        desk.world
            .does(con, desk.import(vec![ImportRow { assignees: texts(&["x"]), labels: texts(&["y"]), ..row("i") }])),
    ];
    let before = desk.world.state.clone();
    for again in &records {
        desk.world.state.apply(again);
        assert_eq!(desk.world.state, before);
    }
    let stranger = record(desk, Change::Edited { numbers: vec![77], edits: vec![] });
    desk.world.state.apply(&stranger);
    let ranks = record(desk, Change::Reranked { ranks: vec![(99, spaceward::domain::issue::Rank(1))] });
    desk.world.state.apply(&ranks);
    assert_eq!(desk.world.state, before);
}
