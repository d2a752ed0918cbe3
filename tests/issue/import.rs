//! Issues from elsewhere (ISS-7).

use crate::desk::{DONE, Desk, TODO, row, texts};
use spaceward::domain::{
    Event, Timestamp,
    issue::{Author, Change, ImportRow, Issue, Priority, StatusId, import},
};

#[test]
fn iss_7_an_import_brings_rows_into_the_projects_terms() {
    let desk = &mut Desk::with(2);
    let at = |day: &str| Timestamp::parse_rfc3339(&format!("2025-01-{day}T10:00:00Z"));
    let rows = vec![
        ImportRow {
            source: Some("https://example.com/issues/7".into()),
            description: "Old".into(),
            status: Some("CLOSED".into()),
            priority: Priority::Urgent,
            estimate: Some(3),
            assignees: texts(&["@Con", "rev@example.com", "octo"]),
            labels: texts(&["good first issue", "Bug"]),
            author: Some("octo".into()),
            created: at("05"),
            updated: at("06"),
            ..row(" From elsewhere ")
        },
        ImportRow { status: Some("in-review".into()), archived: true, ..row("Second") },
        ImportRow { status: Some("blocked by moon".into()), labels: texts(&["bug"]), ..row("Third") },
        row("Fourth"),
    ];
    let record = desk.world.does(Some(desk.con), desk.import(rows));
    let imported = record
        .events
        .iter()
        .filter(|event| matches!(event, Event::Issue(event) if matches!(event.change, Change::Imported { .. })));
    assert_eq!(imported.count(), 1, "one event for all");
    let first = desk.issue(3);
    assert_eq!(
        (first.title.as_str(), first.status, first.priority, first.estimate),
        ("From elsewhere", DONE, Priority::Urgent, Some(3))
    );
    assert_eq!(first.assignees, [Author::Person(desk.con), Author::Person(desk.rev), Author::Outsider(0)]);
    assert_eq!((first.created_by, desk.issues().outsider(0)), (Author::Outsider(0), Some("octo")));
    assert_eq!((Some(first.created), Some(first.updated)), (at("05"), at("06")));
    assert_eq!(desk.labels(3), ["good first issue", "Bug"]);
    assert_eq!(first.source.as_deref(), Some("https://example.com/issues/7"));
    assert_eq!((desk.issue(4).status, desk.issue(4).archived), (StatusId(3), true));
    assert_eq!((desk.issue(5).status, desk.labels(5)), (TODO, vec!["Bug"]));
    let fourth = desk.issue(6);
    assert_eq!((fourth.status, fourth.created, fourth.created_by), (TODO, desk.world.now, Author::Person(desk.con)));
    assert_eq!(desk.issues().next, 7);
    assert!(desk.world.feed(desk.space).last().unwrap().contains('4'), "{:?}", desk.world.feed(desk.space).last());
}

#[test]
fn iss_7_the_plan_tells_what_is_left_out_and_why() {
    let desk = &mut Desk::new();
    let address = |title: &str| ImportRow { source: Some("https://example.com/1".into()), ..row(title) };
    let plan = |desk: &Desk, rows: &[ImportRow]| {
        let project = desk.world.state.project(desk.space, desk.project).unwrap();
        import::plan(&desk.world.state, (desk.space, project), desk.con, rows, desk.world.now)
    };
    let mut rows = vec![row(" \t"), address("a"), address("a again"), row(&"t".repeat(300))];
    rows.push(ImportRow {
        status: Some("nowhere".into()),
        assignees: (0..12).map(|nth| format!("p{nth}")).collect(),
        ..row("b")
    });
    let made = plan(desk, &rows).unwrap();
    let notes: Vec<String> = made.notes.iter().map(import::Note::sentence).collect();
    assert_eq!(made.issues.len(), 3);
    for wanted in [
        "Row 1: it has no title",
        "Row 3: an issue from the same address",
        "Row 4: its title",
        "Row 5: it had more than ten",
        "“nowhere” of 1 rows",
    ] {
        assert!(notes.iter().any(|note| note.contains(wanted)), "{wanted}: {notes:?}");
    }
    assert_eq!(made.issues[1].title.chars().count(), 255);
    // The plan is what happens.
    desk.world.does(Some(desk.con), desk.import(rows));
    let imported: Vec<Issue> = desk.issues().by_number.values().map(|issue| Issue::clone(issue)).collect();
    assert_eq!(imported, made.issues);
    // The same file again brings nothing that has an address.
    desk.world.refused("ISS-7", Some(desk.con), desk.import(vec![address("a")]));
    desk.world.refused("ISS-7", Some(desk.con), desk.import(vec![]));
}

#[test]
fn iss_7_the_most_frequent_labels_of_an_import_are_kept() {
    let desk = &mut Desk::new();
    let mut rows: Vec<ImportRow> =
        (0..250).map(|nth| ImportRow { labels: vec![format!("once {nth}")], ..row("a") }).collect();
    rows.extend((0..3).map(|_| ImportRow { labels: texts(&["often"]), ..row("b") }));
    desk.world.does(Some(desk.con), desk.import(rows));
    assert_eq!(desk.issues().labels.len(), 200);
    assert_eq!(desk.labels(251), ["often"]);
    assert_eq!(desk.labels(1), ["once 0"]);
    assert_eq!(desk.labels(250), Vec::<&str>::new());
}

#[test]
fn iss_7_a_project_holds_a_hundred_thousand_issues_and_an_import_beyond_is_refused_whole() {
    let desk = &mut Desk::with(1);
    let project = desk.world.state.project(desk.space, desk.project).unwrap();
    let rows = vec![row("a"); 100_000];
    let refusal = import::plan(&desk.world.state, (desk.space, project), desk.con, &rows, desk.world.now);
    assert_eq!(refusal.unwrap_err().rule, "ISS-7");
    let plan = import::plan(&desk.world.state, (desk.space, project), desk.con, &rows[1..], desk.world.now);
    assert_eq!(plan.unwrap().issues.last().unwrap().number, 100_000);
}
