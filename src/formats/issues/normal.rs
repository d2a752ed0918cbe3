//! From raw values of any program to a row within this console's limits, with a note for every value that changed.

use super::{ASSIGNEES_MAX, DESCRIPTION_MAX, LABEL_MAX, LABELS_MAX, TITLE_MAX};
use crate::{
    domain::{
        Timestamp,
        issue::{ImportRow, Priority},
    },
    formats::{
        unreadable::{clip, counted},
        when,
    },
};

/// A row on its way.
#[derive(Debug, Default)]
pub(super) struct Normal {
    pub(super) row: ImportRow,
    pub(super) notes: Vec<String>,
    /// Times that named no zone.
    pub(super) unzoned: usize,
    /// Names and labels past the limits. Counted, not kept: a file may hold millions.
    over: [usize; 2],
}

impl Normal {
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(super) fn status(&mut self, raw: &str) {
        // The project matches it, and knows the words of other programs.
        self.row.status = Some(one_line(raw)).filter(|name| !name.is_empty());
    }

    pub(super) fn priority(&mut self, raw: &str) {
        match priority(raw) {
            Some(priority) => self.row.priority = priority,
            None => self.note(format!("The priority “{}” is not known here: read as No priority.", clip(raw))),
        }
    }

    pub(super) fn estimate(&mut self, raw: &str) {
        let raw = raw.trim();
        if raw.is_empty() {
            return;
        }
        match points(raw) {
            Some(points) => self.row.estimate = Some(points),
            None => self.note(format!(
                "The estimate “{}” is no whole number from 0 to 255 and no size from XS to XL: left empty.",
                clip(raw)
            )),
        }
    }

    pub(super) fn created(&mut self, raw: &str) {
        self.row.created = self.moment("creation", raw);
    }

    pub(super) fn updated(&mut self, raw: &str) {
        self.row.updated = self.moment("last change", raw);
    }

    fn moment(&mut self, what: &str, raw: &str) -> Option<Timestamp> {
        if raw.trim().is_empty() {
            return None;
        }
        let moment = when::parse(raw);
        if moment.is_none() {
            self.note(format!("The time of {what} “{}” is not a date this console reads: left empty.", clip(raw)));
        }
        self.unzoned += usize::from(moment.is_some_and(|moment| !moment.zoned));
        moment.map(|moment| moment.at)
    }

    /// Adds a name once; blanks around it do not count.
    pub(super) fn assignee(&mut self, name: &str) {
        let name = one_line(name);
        if name.is_empty() || self.row.assignees.contains(&name) {
            return;
        }
        if self.row.assignees.len() < ASSIGNEES_MAX {
            self.row.assignees.push(name);
        } else {
            self.over[0] += 1;
        }
    }

    /// Adds a label once, whatever its case.
    pub(super) fn label(&mut self, label: &str) {
        let whole = one_line(label);
        let label: String = whole.chars().take(LABEL_MAX).collect();
        let known = label.to_lowercase();
        if label.is_empty() || self.row.labels.iter().any(|other| other.to_lowercase() == known) {
            return;
        }
        if self.row.labels.len() < LABELS_MAX {
            if label.len() < whole.len() {
                self.note(format!("The label “{}” is longer than {LABEL_MAX} characters: cut.", clip(&whole)));
            }
            self.row.labels.push(label);
        } else {
            self.over[1] += 1;
        }
    }

    /// Holds the row to the limits.
    ///
    /// A title that is too long is cut, and stands in full at the head of the description, so that nothing is lost.
    ///
    /// # Errors
    /// The reason to leave the row out.
    pub(super) fn finish(mut self) -> Result<Self, String> {
        let title = one_line(&self.row.title);
        if title.is_empty() {
            return Err("It has no title.".to_owned());
        }
        self.row.description = self.row.description.replace("\r\n", "\n").replace('\0', "");
        if title.chars().count() > TITLE_MAX {
            self.row.title = title.chars().take(TITLE_MAX - 1).chain(['…']).collect();
            let whole = format!("{title}\n\n{}", self.row.description);
            whole.trim_end().clone_into(&mut self.row.description);
            self.note(format!(
                "The title is longer than {TITLE_MAX} characters: cut, and put in full at the head of the description."
            ));
        } else {
            self.row.title = title;
        }
        let length = self.row.description.chars().count();
        if length > DESCRIPTION_MAX {
            self.row.description = self.row.description.chars().take(DESCRIPTION_MAX - 1).chain(['…']).collect();
            self.note(format!("The description has {length} characters: cut to {DESCRIPTION_MAX}."));
        }
        let [names, labels] = self.over;
        if names > 0 {
            let left = counted(names, "more was left away", "more were left away");
            self.note(format!("It has more than {ASSIGNEES_MAX} assignees: {left}."));
        }
        if labels > 0 {
            let left = counted(labels, "more was left away", "more were left away");
            self.note(format!("It has more than {LABELS_MAX} labels: {left}."));
        }
        if let (Some(created), Some(updated)) = (self.row.created, self.row.updated)
            && updated < created
        {
            self.row.updated = Some(created);
            self.note("Its last change lies before its creation: read as changed when created.");
        }
        Ok(self)
    }
}

/// Blanks and line breaks as single blanks, none around.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A priority by the words of Jira, Linear, GitHub labels and this console.
pub(super) fn priority(raw: &str) -> Option<Priority> {
    Some(match one_line(raw).to_lowercase().as_str() {
        "" | "none" | "no priority" | "not set" | "0" => Priority::None,
        "urgent" | "highest" | "critical" | "blocker" | "p0" | "1" => Priority::Urgent,
        "high" | "major" | "p1" | "2" => Priority::High,
        "medium" | "normal" | "moderate" | "p2" | "3" => Priority::Medium,
        "low" | "lowest" | "minor" | "trivial" | "p3" | "p4" | "4" => Priority::Low,
        _ => return None,
    })
}

/// Points from a number, with or without `.0`, or a T-shirt size (reference 3.3).
fn points(raw: &str) -> Option<u8> {
    let sized = match raw.to_ascii_uppercase().as_str() {
        "XS" => Some(1),
        "S" => Some(3),
        "M" => Some(5),
        "L" => Some(8),
        "XL" => Some(13),
        _ => None,
    };
    let whole = raw.split_once('.').map_or(Some(raw), |(whole, rest)| rest.bytes().all(|b| b == b'0').then_some(whole));
    sized.or_else(|| whole?.parse().ok())
}
