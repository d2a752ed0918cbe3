//! Issues from elsewhere (ISS-7): read step by step, normalised, nothing resolved against a project yet.
//!
//! [`super::detect::recognise`] gives an [`IssuesFile`]; [`Reader::new`] reads it; a table's [`ColumnMapping`] may be
//! changed before. What could not be taken is in the [`Report`], with place and reason.

pub mod csv;
pub mod export;
pub mod github;
pub mod json_lines;
mod normal;
mod object;
mod report;

pub use self::csv::{ColumnMapping, Field};
pub use report::{LeftOut, Place, Preview, Report};

use super::{Unreadable, json};
use crate::domain::issue::{ImportRow, ImportSource};
use std::sync::Arc;

/// Characters of a title (reference 3.1).
pub const TITLE_MAX: usize = 255;
/// Characters of a description (reference 3.1).
pub const DESCRIPTION_MAX: usize = 32_767;
/// Assignees of an issue (reference 3.1).
pub const ASSIGNEES_MAX: usize = 10;
/// Labels of an issue (reference 3.1).
pub const LABELS_MAX: usize = 50;
/// Characters of a label (reference 3.1).
pub const LABEL_MAX: usize = 63;

/// How a file of issues is laid out.
#[derive(Clone, Debug, PartialEq)]
pub enum Format {
    /// One JSON object a line.
    Lines,
    /// What GitHub prints: one object, an array, or several arrays one behind the other.
    GitHub,
    /// An array of objects of no known program, such as this console's own export.
    Objects,
    /// A table with what its columns hold.
    Csv(ColumnMapping),
}

/// A file that was recognised as issues; cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct IssuesFile {
    /// How it is laid out.
    pub format: Format,
    text: Arc<str>,
}

impl IssuesFile {
    pub(super) fn new(format: Format, text: Arc<str>) -> Self {
        Self { format, text }
    }

    /// What the domain is told the rows came from.
    pub const fn source(&self) -> ImportSource {
        match self.format {
            Format::Lines | Format::Objects => ImportSource::JsonLines,
            Format::GitHub => ImportSource::GitHub,
            Format::Csv(_) => ImportSource::Csv,
        }
    }

    /// What was recognised, for people.
    pub const fn label(&self) -> &'static str {
        match self.format {
            Format::Lines => "Issues as JSON lines",
            Format::Objects => "Issues as a JSON list",
            Format::GitHub => "GitHub issues JSON",
            Format::Csv(_) => "Issues as a table (CSV)",
        }
    }

    /// The columns of a table and what they hold.
    pub const fn mapping(&self) -> Option<&ColumnMapping> {
        if let Format::Csv(mapping) = &self.format { Some(mapping) } else { None }
    }

    /// The same table with another mapping; anything else stays as it is.
    #[must_use]
    pub fn with_mapping(mut self, mapping: ColumnMapping) -> Self {
        if let Format::Csv(current) = &mut self.format {
            *current = mapping;
        }
        self
    }
}

/// How far a reader is, in bytes of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub done: usize,
    /// Bytes altogether.
    pub total: usize,
    /// Nothing is left to read.
    pub finished: bool,
}

/// Reads a file of issues in steps, so that a page stays responsive and can stop by dropping the reader.
pub struct Reader {
    text: Arc<str>,
    way: Way,
    rows: Vec<ImportRow>,
    report: Report,
    finished: bool,
}

/// What a reader remembers between steps.
enum Way {
    Lines(json_lines::Lines),
    Values(object::Values),
    Table(Box<csv::Table>),
}

impl Reader {
    /// Begins at the start of the file; reads nothing yet.
    ///
    /// # Errors
    /// A table whose mapping names no column for the title.
    pub fn new(file: &IssuesFile) -> Result<Self, Unreadable> {
        let way = match &file.format {
            Format::Lines => Way::Lines(json_lines::Lines::default()),
            Format::GitHub => Way::Values(object::Values::new(true)),
            Format::Objects => Way::Values(object::Values::new(false)),
            Format::Csv(mapping) => Way::Table(Box::new(csv::Table::new(Arc::clone(&file.text), mapping)?)),
        };
        Ok(Self { text: Arc::clone(&file.text), way, rows: Vec::new(), report: Report::default(), finished: false })
    }

    /// Reads at most `budget` issues more.
    ///
    /// # Errors
    /// The rest of the file cannot be read: nothing of it may be imported then.
    pub fn step(&mut self, budget: usize) -> Result<Progress, Unreadable> {
        for _ in 0..budget {
            if self.finished {
                break;
            }
            let more = match &mut self.way {
                Way::Lines(lines) => lines.next(&self.text, &mut self.rows, &mut self.report),
                Way::Values(values) => values.next(&self.text, &mut self.rows, &mut self.report)?,
                Way::Table(table) => table.next(&mut self.rows, &mut self.report)?,
            };
            self.finished = !more;
        }
        Ok(self.progress())
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let total = self.text.len();
        let done = match &self.way {
            Way::Lines(lines) => lines.at(),
            Way::Values(values) => values.at(),
            Way::Table(table) => table.at(),
        };
        Progress { done: if self.finished { total } else { done.min(total) }, total, finished: self.finished }
    }

    /// What was read so far.
    pub fn rows(&self) -> &[ImportRow] {
        &self.rows
    }

    /// What was left out so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Reads what is left and gives all of it.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn finish(mut self) -> Result<(Vec<ImportRow>, Report), Unreadable> {
        while !self.step(4096)?.finished {}
        Ok((self.rows, self.report))
    }
}

/// Reads a whole file at once: for tests and small files.
///
/// # Errors
/// As [`Reader::new`] and [`Reader::step`].
pub fn read(file: &IssuesFile) -> Result<(Vec<ImportRow>, Report), Unreadable> {
    Reader::new(file)?.finish()
}

/// Whether an object is an issue of some program: it has a title, under one of its names.
pub(super) fn looks_like_issue(map: &json::Map) -> bool {
    let mut titled = false;
    let mut more = false;
    for key in map.keys() {
        match object::key_field(key) {
            Some(object::Key::Title) => titled = true,
            Some(_) => more = true,
            None => {}
        }
    }
    titled && (more || map.len() == 1)
}
