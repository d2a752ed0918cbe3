//! One JSON object a line: a line that cannot be read is left out, the others are read.

use super::{Report, object, report::Place};
use crate::{domain::issue::ImportRow, formats::json};

/// Where the reader is.
#[derive(Debug, Default)]
pub(super) struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Reads the next line that is not blank; `false` when there is none.
    pub(super) fn next(&mut self, text: &str, rows: &mut Vec<ImportRow>, report: &mut Report) -> bool {
        while let Some(rest) = text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            self.at += line.len();
            self.line += 1;
            if line.trim().is_empty() {
                continue;
            }
            let place = Place::Line(self.line);
            match one(line) {
                Ok(map) => {
                    let row = object::row(map, false, report);
                    report.take(place, row, rows);
                }
                Err(why) => report.leave_out(place, why),
            }
            return true;
        }
        false
    }
}

/// The one object of a line.
fn one(line: &str) -> Result<json::Map, String> {
    let line = line.trim_end_matches(['\r', '\n']);
    match json::value_of_line(line)? {
        Some((json::Node::Map(map), end)) => {
            if line.get(end..).is_some_and(|rest| rest.trim().is_empty()) {
                Ok(map)
            } else {
                Err(format!("Something follows the object, at column {}.", json::place(line, end).1))
            }
        }
        Some((other, _)) => Err(format!("It holds {}, where an object was expected.", other.kind())),
        None => Err("It is empty.".to_owned()),
    }
}
