//! Issues written for other programs (ISS-7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use spaceward::{
    domain::{
        PersonId, Timestamp,
        id::CommentId,
        issue::{
            Author, Category, Comment, Estimation, Issue, Issues, LabelId, Priority, Rank, Status, StatusId, Task,
        },
    },
    formats::{
        Kind,
        issues::{self, export},
        recognise,
    },
};
use std::{collections::BTreeMap, sync::Arc};

const ODE: PersonId = PersonId(uuid::Uuid::from_u128(7));

fn issue(number: u32, title: &str, description: &str) -> Issue {
    Issue {
        number,
        title: title.into(),
        description: description.into(),
        status: StatusId(1),
        priority: Priority::High,
        estimate: Some(8),
        assignees: vec![Author::Person(ODE), Author::Outsider(0)],
        labels: vec![LabelId(1), LabelId(0)],
        blocked: false,
        archived: true,
        rank: Rank::of_number(number),
        tasks: vec![Task { text: "sand it".into(), done: true }],
        comments: vec![Comment {
            id: CommentId::from_random([1; 16]),
            by: Author::Outsider(0),
            at: Timestamp(5_000),
            edited: None,
            text: "seen".into(),
        }],
        attachments: vec!["cone.png".into()],
        created: Timestamp(1_767_225_600_000),
        created_by: Author::Outsider(0),
        updated: Timestamp(1_767_225_600_123),
        updated_by: Author::Person(ODE),
        source: Some("https://example.com/i/9".into()),
    }
}

fn project(all: Vec<Issue>) -> Issues {
    Issues {
        next: 100,
        statuses: vec![
            Status { id: StatusId(0), name: "Backlog".into(), category: Category::Draft, active: true },
            Status { id: StatusId(1), name: "In kiln".into(), category: Category::Started, active: true },
        ],
        labels: vec!["glaze".into(), "line, two".into()],
        outsiders: vec!["Tallow, Wren".into()],
        estimation: Estimation::Fibonacci,
        by_number: all.into_iter().map(|issue| (issue.number, Arc::new(issue))).collect::<BTreeMap<_, _>>(),
    }
}

fn written(issues: &Issues, write: fn(&export::Names<'_>, Vec<&Issue>) -> String) -> String {
    let names = export::Names { issues, person: &|id| if id == ODE { "Ode Marsh".into() } else { String::new() } };
    write(&names, issues.by_number.values().map(AsRef::as_ref).collect())
}

fn read_back(text: &str) -> Vec<spaceward::domain::issue::ImportRow> {
    match recognise(text.as_bytes()).unwrap().kind {
        Kind::Issues(file) => {
            let (rows, report) = issues::read(&file).unwrap();
            assert_eq!((report.left_out_total, report.changed_total), (0, 0), "{report:?}");
            rows
        }
        other @ Kind::CodeCatalyst(_) => panic!("{other:?}"),
    }
}

const RISKY: [&str; 8] =
    ["=1+1", "+49 1", "-5", "@SUM(A1)", "'=quoted", "''-twice", "'plain apostrophe", "- a list\n- of two"];

#[test]
fn iss_7_csv_comes_back_unchanged_and_runs_in_no_spreadsheet() {
    let project = project(RISKY.iter().zip(1..).map(|(text, number)| issue(number, "t", text)).collect());
    let csv = written(&project, |names, issues| export::csv(names, issues));
    assert!(csv.starts_with("Number,Title,Description,Status,Priority,Estimate,Assignees,Labels,Archived,Created by,Created,Updated,Source\r\n"));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for record in reader.records() {
        assert!(record.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    }
    let rows = read_back(&csv);
    assert_eq!(rows.iter().map(|row| row.description.as_str()).collect::<Vec<_>>(), RISKY);
    let row = &rows[0];
    assert_eq!(
        (row.status.as_deref(), row.priority, row.estimate, row.archived),
        (Some("In kiln"), Priority::High, Some(8), true)
    );
    assert_eq!(row.assignees, ["Ode Marsh", "Tallow, Wren"]);
    assert_eq!(row.labels, ["line, two", "glaze"]);
    assert_eq!(row.author.as_deref(), Some("Tallow, Wren"));
    assert_eq!((row.created, row.updated), (Some(Timestamp(1_767_225_600_000)), Some(Timestamp(1_767_225_600_123))));
    assert_eq!(row.source.as_deref(), Some("https://example.com/i/9"));
}

#[test]
fn iss_7_csv_of_one_name_with_a_comma_stays_one_name() {
    let mut only = issue(1, "Quoted \"title\", with a comma", "two\nlines");
    only.assignees = vec![Author::Outsider(0)];
    only.labels = vec![LabelId(1)];
    let rows = read_back(&written(&project(vec![only]), |names, issues| export::csv(names, issues)));
    assert_eq!(
        (rows[0].assignees.as_slice(), rows[0].labels.as_slice()),
        (&["Tallow, Wren".to_owned()][..], &["line, two".to_owned()][..])
    );
    assert_eq!(
        (rows[0].title.as_str(), rows[0].description.as_str()),
        ("Quoted \"title\", with a comma", "two\nlines")
    );
}

#[test]
fn iss_7_json_holds_everything_and_comes_back() {
    let project = project(vec![issue(3, "First", "-"), issue(4, "Second", "")]);
    let json = written(&project, |names, issues| export::json(names, issues));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((value[0]["number"].as_u64(), value[0]["comments"][0]["text"].as_str()), (Some(3), Some("seen")));
    assert_eq!(
        (value[0]["tasks"][0]["done"].as_bool(), value[0]["attachments"][0].as_str()),
        (Some(true), Some("cone.png"))
    );
    assert_eq!(value[0]["updated_by"].as_str(), Some("Ode Marsh"));
    let rows = read_back(&json);
    assert_eq!((rows.len(), rows[1].title.as_str(), rows[0].archived), (2, "Second", true));
    assert_eq!((rows[0].author.as_deref(), rows[0].assignees.len()), (Some("Tallow, Wren"), 2));
    assert_eq!(rows[0].updated, Some(Timestamp(1_767_225_600_123)));
    let empty = export::json(&export::Names { issues: &project, person: &|_| String::new() }, []);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&empty).unwrap(), serde_json::json!([]));
}
