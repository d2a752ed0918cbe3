//! What became of a file: how much was read, what was left out and why, what was changed on the way.

use super::normal::Normal;
use crate::domain::issue::{ImportRow, Priority};
use core::fmt;
use std::collections::BTreeMap;

/// Where in the file something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line, from 1.
    Line(u64),
    /// An item of a list, from 1.
    Item(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "Line {line}"),
            Self::Item(item) => write!(f, "Item {item}"),
        }
    }
}

/// Something at a place, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where.
    pub place: Place,
    /// Why, as a sentence.
    pub why: String,
}

/// What became of a file (ISS-7).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Issues that were read.
    pub read: usize,
    /// Issues left out, the first [`Report::KEPT`] of them.
    pub left_out: Vec<LeftOut>,
    /// How many were left out altogether.
    pub left_out_total: usize,
    /// Values that were shortened or not understood in issues that were read, the first [`Report::KEPT`].
    pub changed: Vec<LeftOut>,
    /// How many such values there were altogether.
    pub changed_total: usize,
    /// Parts of issues that this console does not take, such as milestones, with how many issues had them.
    pub not_taken: BTreeMap<String, usize>,
    /// Times that named no zone and were read as UTC.
    pub unzoned: usize,
}

impl Report {
    /// How many entries are kept of each list; the totals go on counting.
    pub const KEPT: usize = 500;
    /// How many kinds of parts are told apart.
    const PARTS: usize = 60;

    pub(super) fn leave_out(&mut self, place: Place, why: impl Into<String>) {
        self.left_out_total += 1;
        if self.left_out.len() < Self::KEPT {
            self.left_out.push(LeftOut { place, why: why.into() });
        }
    }

    pub(super) fn not_taken(&mut self, part: &str) {
        if let Some(count) = self.not_taken.get_mut(part) {
            *count += 1;
        } else if self.not_taken.len() < Self::PARTS {
            self.not_taken.insert(part.to_owned(), 1);
        }
    }

    /// Takes a normalised row in, or what is wrong with it.
    pub(super) fn take(&mut self, place: Place, row: Result<Normal, String>, rows: &mut Vec<ImportRow>) {
        match row {
            Err(why) => self.leave_out(place, why),
            Ok(normal) => {
                self.read += 1;
                self.unzoned += normal.unzoned;
                self.changed_total += normal.notes.len();
                let room = Self::KEPT.saturating_sub(self.changed.len());
                self.changed.extend(normal.notes.into_iter().take(room).map(|why| LeftOut { place, why }));
                rows.push(normal.row);
            }
        }
    }
}

/// A look at what was read, before anything is imported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The first rows.
    pub first: Vec<ImportRow>,
    /// How many rows there are.
    pub total: usize,
    /// Rows by name of status, in order of the names; rows without one under an empty name.
    pub by_status: Vec<(String, usize)>,
    /// Rows by priority, most pressing first; only those that occur.
    pub by_priority: Vec<(Priority, usize)>,
}

impl Preview {
    /// How many rows a preview shows.
    pub const ROWS: usize = 20;

    /// Counts what was read.
    pub fn of(rows: &[ImportRow]) -> Self {
        let mut by_status: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_priority: BTreeMap<Priority, usize> = BTreeMap::new();
        for row in rows {
            *by_status.entry(row.status.as_deref().unwrap_or_default()).or_default() += 1;
            *by_priority.entry(row.priority).or_default() += 1;
        }
        Self {
            first: rows.iter().take(Self::ROWS).cloned().collect(),
            total: rows.len(),
            by_status: by_status.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
            by_priority: by_priority.into_iter().rev().collect(),
        }
    }
}
