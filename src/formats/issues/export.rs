//! Writing the issues of a project for other programs: CSV (RFC 4180) and JSON (ISS-7).
//!
//! **Formulas.** A spreadsheet runs a cell that starts with `=`, `+`, `-`, `@`, a tab or a carriage return. Such a cell
//! gets an apostrophe in front, and so does one that has apostrophes before such a sign; [`unprotected`] takes exactly
//! one away, so that what this console wrote it reads back unchanged.

use crate::domain::{
    PersonId,
    issue::{Author, Comment, Issue, Issues},
};
use serde::Serialize;
use std::borrow::Cow;

/// Header of the CSV, in order. The reader knows every one of them.
pub const HEADER: [&str; 13] = [
    "Number",
    "Title",
    "Description",
    "Status",
    "Priority",
    "Estimate",
    "Assignees",
    "Labels",
    "Archived",
    "Created by",
    "Created",
    "Updated",
    "Source",
];

/// Names what stands in issues as places and ids.
pub struct Names<'a> {
    /// The project's issues with statuses, labels and outsiders.
    pub issues: &'a Issues,
    /// What a person is called; used for assignees and authors.
    pub person: &'a dyn Fn(PersonId) -> String,
}

impl Names<'_> {
    fn author(&self, author: Author) -> String {
        match author {
            Author::Person(id) => (self.person)(id),
            Author::Outsider(place) => self.issues.outsiders.get(usize::from(place)).cloned().unwrap_or_default(),
        }
    }

    fn status(&self, issue: &Issue) -> &str {
        self.issues.statuses.iter().find(|status| status.id == issue.status).map_or("", |status| status.name.as_str())
    }

    fn labels(&self, issue: &Issue) -> Vec<&str> {
        issue.labels.iter().filter_map(|id| self.issues.labels.get(usize::from(id.0)).map(String::as_str)).collect()
    }

    fn assignees(&self, issue: &Issue) -> Vec<String> {
        issue.assignees.iter().map(|&author| self.author(author)).collect()
    }
}

/// CSV with a header, CRLF line ends, in the order given. Comments and checklists do not fit in a table: see [`json`].
pub fn csv<'a>(names: &Names<'_>, issues: impl IntoIterator<Item = &'a Issue>) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: [Cow<'_, str>; 13]| {
        // Writing to memory cannot fail, and every record has the same length.
        let _ = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
    };
    write(HEADER.map(Cow::Borrowed));
    for issue in issues {
        write([
            issue.number.to_string().into(),
            protected(&issue.title),
            protected(&issue.description),
            protected(names.status(issue)),
            issue.priority.label().into(),
            issue.estimate.map(|points| points.to_string()).unwrap_or_default().into(),
            protected(&listed(&names.assignees(issue))).into_owned().into(),
            protected(&listed(&names.labels(issue))).into_owned().into(),
            if issue.archived { "yes" } else { "no" }.into(),
            protected(&names.author(issue.created_by)).into_owned().into(),
            issue.created.to_rfc3339().into(),
            issue.updated.to_rfc3339().into(),
            protected(issue.source.as_deref().unwrap_or_default()),
        ]);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A list in one cell. The semicolon behind a single part keeps a comma inside it from being read as a joint.
fn listed<T: AsRef<str>>(parts: &[T]) -> String {
    let joined = parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; ");
    if parts.len() == 1 && joined.contains(',') { joined + ";" } else { joined }
}

/// JSON: a list with one object a line, in the order given. The reader takes it back, without comments and checklists.
pub fn json<'a>(names: &Names<'_>, issues: impl IntoIterator<Item = &'a Issue>) -> String {
    let mut out = String::from("[");
    for (index, issue) in issues.into_iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&serde_json::to_string(&Plain::of(names, issue)).unwrap_or_default());
    }
    out.push_str("\n]\n");
    out
}

#[derive(Serialize)]
struct Plain<'a> {
    number: u32,
    title: &'a str,
    description: &'a str,
    status: &'a str,
    priority: &'static str,
    estimate: Option<u8>,
    assignees: Vec<String>,
    labels: Vec<&'a str>,
    blocked: bool,
    archived: bool,
    tasks: Vec<PlainTask<'a>>,
    attachments: &'a [String],
    comments: Vec<PlainComment<'a>>,
    created: String,
    created_by: String,
    updated: String,
    updated_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct PlainTask<'a> {
    text: &'a str,
    done: bool,
}

#[derive(Serialize)]
struct PlainComment<'a> {
    by: String,
    at: String,
    text: &'a str,
}

impl<'a> Plain<'a> {
    fn of(names: &'a Names<'_>, issue: &'a Issue) -> Self {
        let comment = |comment: &'a Comment| PlainComment {
            by: names.author(comment.by),
            at: comment.at.to_rfc3339(),
            text: &comment.text,
        };
        Self {
            number: issue.number,
            title: &issue.title,
            description: &issue.description,
            status: names.status(issue),
            priority: issue.priority.label(),
            estimate: issue.estimate,
            assignees: names.assignees(issue),
            labels: names.labels(issue),
            blocked: issue.blocked,
            archived: issue.archived,
            tasks: issue.tasks.iter().map(|task| PlainTask { text: &task.text, done: task.done }).collect(),
            attachments: &issue.attachments,
            comments: issue.comments.iter().map(comment).collect(),
            created: issue.created.to_rfc3339(),
            created_by: names.author(issue.created_by),
            updated: issue.updated.to_rfc3339(),
            updated_by: names.author(issue.updated_by),
            source: issue.source.as_deref(),
        }
    }
}

/// Whether a spreadsheet might run it, apostrophes in front aside.
fn risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The cell so that no spreadsheet runs it.
pub(in crate::formats) fn protected(cell: &str) -> Cow<'_, str> {
    if risky(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell without the apostrophe that protected it.
pub(super) fn unprotected(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if risky(rest) => rest,
        _ => cell,
    }
}
