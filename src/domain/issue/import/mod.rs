//! Issues from elsewhere (ISS-7): every row is brought into this project's terms, and what had to give way is told.
//!
//! The same plan serves the preview and the decision, so what the preview tells is what happens.

mod labels;
mod names;

use super::{Author, Category, ImportRow, Issue, Issues, LabelId, Rank, StatusId, check, query};
use crate::domain::{PersonId, Refusal, State, Timestamp, id::SpaceId, project::Project};
use names::Names;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The issues, numbered on from the project's last in the order of the file.
    pub issues: Vec<Issue>,
    /// Labels that are new to the project.
    pub labels: Vec<String>,
    /// Names that are new to the project.
    pub outsiders: Vec<String>,
    /// What was left out or changed, and why.
    pub notes: Vec<Note>,
}

/// Something that an import leaves out or changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A row was left out: its place in the file (from 1) and the reason as a sentence.
    RowLeftOut(usize, &'static str),
    /// A row was taken in with a change: its place in the file (from 1) and the change as a sentence.
    RowChanged(usize, &'static str),
    /// A status name that the project does not know, how many rows had it, and the status they get.
    StatusUnknown(String, usize, String),
    /// A label that was left out because the project's list is full, and how many rows had it.
    LabelLeftOut(String, usize),
    /// A name that was left out because the list of names is full, and how many times.
    NameLeftOut(String, usize),
}

impl Note {
    /// The note as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::RowLeftOut(row, why) | Self::RowChanged(row, why) => format!("Row {row}: {why}"),
            Self::StatusUnknown(name, rows, instead) => {
                format!("The status “{name}” of {rows} rows is not one of this project; they get {instead}.")
            }
            Self::LabelLeftOut(label, rows) => format!(
                "The label “{label}” of {rows} rows was left out, because a project has at most {} labels.",
                check::PROJECT_LABELS
            ),
            Self::NameLeftOut(name, times) => {
                format!("The name “{name}” was left out {times} times, because a project keeps at most 65,536 names.")
            }
        }
    }
}

/// Names that other tools give to statuses, by the default status they come closest to.
const SYNONYMS: [(&str, Category, &[&str]); 5] = [
    ("backlog", Category::Draft, &["backlog", "draft", "icebox", "triage", "someday", "later"]),
    (
        "todo",
        Category::NotStarted,
        &[
            "todo",
            "open",
            "opened",
            "reopened",
            "new",
            "ready",
            "planned",
            "notstarted",
            "unstarted",
            "selectedfordevelopment",
        ],
    ),
    ("inprogress", Category::Started, &["inprogress", "started", "doing", "wip", "active", "indevelopment"]),
    ("inreview", Category::Started, &["inreview", "review", "reviewing", "codereview", "testing", "qa"]),
    (
        "done",
        Category::Completed,
        &[
            "done",
            "closed",
            "completed",
            "complete",
            "resolved",
            "fixed",
            "merged",
            "finished",
            "shipped",
            "released",
            "cancelled",
            "canceled",
            "wontfix",
            "wontdo",
            "notplanned",
            "duplicate",
        ],
    ),
];

/// Letters and digits in lower case: `In Progress`, `in-progress` and `IN_PROGRESS` are one name.
pub(super) fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The status of the project that a name from elsewhere means.
pub fn status_of(issues: &Issues, name: &str) -> Option<StatusId> {
    let wanted = squeeze(name);
    let active = || issues.statuses.iter().filter(|status| status.active);
    if let Some(status) = active().find(|status| squeeze(&status.name) == wanted) {
        return Some(status.id);
    }
    let (default, category, _) = SYNONYMS.iter().find(|(_, _, names)| names.contains(&wanted.as_str()))?;
    active()
        .find(|status| squeeze(&status.name) == *default)
        .or_else(|| issues.first_of(*category))
        .map(|status| status.id)
}

/// Works out what importing rows into a project would do. Refused only as a whole: nothing to import, or more issues
/// than a project can hold.
pub fn plan(
    state: &State,
    (space, project): (SpaceId, &Project),
    me: PersonId,
    rows: &[ImportRow],
    now: Timestamp,
) -> Result<Plan, Refusal> {
    let issues = &project.issues;
    let default = issues
        .first_of(Category::NotStarted)
        .or_else(|| issues.statuses.iter().find(|status| status.active))
        .ok_or_else(|| Refusal::new("ISS-3", "This project has no active status. Activate one in its settings."))?;
    let mut notes = Vec::new();
    let (labels, label_ids) = labels::choose(issues, rows, &mut notes);
    let sources = issues.by_number.values().filter_map(|issue| issue.source.as_deref());
    let mut planner = Planner {
        issues,
        default: default.id,
        me: Author::Person(me),
        now,
        label_ids,
        names: Names::new(state, space, project),
        statuses: HashMap::new(),
        unknown: BTreeMap::new(),
        addresses: sources.filter(|source| is_address(source)).collect(),
        notes,
    };
    let mut taken: Vec<Issue> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let Some(number) = u32::try_from(taken.len()).ok().and_then(|more| issues.next.checked_add(more)) else {
            break;
        };
        taken.extend(planner.row(at + 1, number, row));
    }
    let Planner { names, unknown, mut notes, .. } = planner;
    notes.extend(unknown.into_iter().map(|(name, rows)| Note::StatusUnknown(shown(name), rows, default.name.clone())));
    let outsiders = names.finish(&mut notes);
    if taken.is_empty() {
        return Err(Refusal::new(
            "ISS-7",
            "The file holds no issue that can be taken in: each needs at least a title, and those from an address that \
             is here already are left out. Choose another file.",
        ));
    }
    let held = issues.by_number.len();
    if held + taken.len() > check::ISSUES {
        return Err(Refusal::new(
            "ISS-7",
            format!(
                "The file holds {} issues and the project {held}; a project can hold {}. Import a smaller file, or \
                 into another project.",
                taken.len(),
                check::ISSUES
            ),
        ));
    }
    Ok(Plan { issues: taken, labels, outsiders, notes })
}

/// What is known while the rows are gone through.
struct Planner<'a> {
    issues: &'a Issues,
    default: StatusId,
    me: Author,
    now: Timestamp,
    label_ids: HashMap<String, LabelId>,
    names: Names,
    statuses: HashMap<&'a str, Option<StatusId>>,
    unknown: BTreeMap<&'a str, usize>,
    addresses: BTreeSet<&'a str>,
    notes: Vec<Note>,
}

impl<'a> Planner<'a> {
    /// The issue that a row becomes, or nothing when it is left out.
    fn row(&mut self, at: usize, number: u32, row: &'a ImportRow) -> Option<Issue> {
        let cut = || self.notes.push(Note::RowChanged(at, "its title was longer than 255 characters and was cut."));
        let Some(title) = one_line(&row.title, check::TITLE, cut) else {
            self.notes.push(Note::RowLeftOut(at, "it has no title."));
            return None;
        };
        let source = row.source.as_deref().filter(|source| source.len() <= 2_048);
        if let Some(source) = source.filter(|source| is_address(source))
            && !self.addresses.insert(source)
        {
            self.notes.push(Note::RowLeftOut(at, "an issue from the same address is here already."));
            return None;
        }
        let status = self.status(row.status.as_deref());
        let created_by = row.author.as_deref().and_then(|name| self.names.author(name)).unwrap_or(self.me);
        let wanted = row.assignees.iter().filter_map(|name| self.names.author(name));
        let mut assignees = once_each(wanted);
        if assignees.len() > check::ASSIGNEES {
            assignees.truncate(check::ASSIGNEES);
            self.notes.push(Note::RowChanged(at, "it had more than ten assignees; the first ten were kept."));
        }
        let wanted = row.labels.iter().filter_map(|text| self.label_ids.get(&text.trim().to_lowercase()).copied());
        let mut labels = once_each(wanted);
        if labels.len() > check::LABELS {
            labels.truncate(check::LABELS);
            self.notes.push(Note::RowChanged(at, "it had more than fifty labels; the first fifty were kept."));
        }
        let estimate = row.estimate.filter(|points| *points <= check::ESTIMATE);
        if estimate != row.estimate {
            self.notes.push(Note::RowChanged(at, "its estimate was above 100 and was left out."));
        }
        let description = match row.description.char_indices().nth(check::TEXT) {
            Some((end, _)) => {
                self.notes.push(Note::RowChanged(at, "its description was longer than 32,767 characters and was cut."));
                row.description.get(..end).unwrap_or_default().to_owned()
            }
            None => row.description.clone(),
        };
        let created = row.created.unwrap_or(self.now);
        Some(Issue {
            number,
            title,
            description,
            status,
            priority: row.priority,
            estimate,
            assignees,
            labels,
            blocked: false,
            archived: row.archived,
            rank: Rank::of_number(number),
            tasks: Vec::new(),
            comments: Vec::new(),
            attachments: Vec::new(),
            created,
            created_by,
            updated: row.updated.unwrap_or(created),
            updated_by: created_by,
            source: source.map(str::to_owned),
        })
    }

    fn status(&mut self, name: Option<&'a str>) -> StatusId {
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else { return self.default };
        let issues = self.issues;
        self.statuses.entry(name).or_insert_with(|| status_of(issues, name)).unwrap_or_else(|| {
            *self.unknown.entry(name).or_default() += 1;
            self.default
        })
    }
}

fn once_each<T: PartialEq>(wanted: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in wanted {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

fn is_address(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// A text from elsewhere, short enough to stand in a note.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(check::LABEL).collect()
}

/// The text as one line of at most so many characters; `None` when nothing is left of it.
fn one_line(text: &str, most: usize, cut: impl FnOnce()) -> Option<String> {
    let line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    match line.char_indices().nth(most) {
        Some((end, _)) => {
            cut();
            line.get(..end).map(|line| line.trim_end().to_owned())
        }
        None => (!line.is_empty()).then(|| line.to_owned()),
    }
}
