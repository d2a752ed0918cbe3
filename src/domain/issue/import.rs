//! Issues from elsewhere (ISS-7): every row is brought into this project's terms, and what had to give way is told.
//!
//! The same plan serves the preview and the decision, so what the preview tells is what happens.

use super::{Author, Category, ImportRow, Issue, Issues, LabelId, Rank, StatusId, check, query};
use crate::domain::{PersonId, Refusal, State, Timestamp, id::SpaceId, project::Project};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

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
    let mut names = Names::new(state, space, project);
    let (labels, label_ids) = choose_labels(issues, rows, &mut notes);
    let mut statuses: HashMap<&str, Option<StatusId>> = HashMap::new();
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut known_sources: BTreeSet<&str> = issues
        .by_number
        .values()
        .filter_map(|issue| issue.source.as_deref())
        .filter(|source| is_address(source))
        .collect();
    let mut planned: Vec<Issue> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut changed = |why| notes.push(Note::RowChanged(at + 1, why));
        let Some(title) =
            one_line(&row.title, check::TITLE, || changed("its title was longer than 255 characters and was cut."))
        else {
            notes.push(Note::RowLeftOut(at + 1, "it has no title."));
            continue;
        };
        let source = row.source.as_deref().filter(|source| source.len() <= 2_048);
        if let Some(source) = source.filter(|source| is_address(source))
            && !known_sources.insert(source)
        {
            notes.push(Note::RowLeftOut(at + 1, "an issue from the same address is here already."));
            continue;
        }
        let Some(number) = u32::try_from(planned.len()).ok().and_then(|more| issues.next.checked_add(more)) else {
            break;
        };
        let status = row.status.as_deref().filter(|name| !name.trim().is_empty()).map_or(default.id, |name| {
            statuses.entry(name).or_insert_with(|| status_of(issues, name)).unwrap_or_else(|| {
                *unknown.entry(name).or_default() += 1;
                default.id
            })
        });
        let created_by = row.author.as_deref().and_then(|name| names.author(name)).unwrap_or(Author::Person(me));
        let mut assignees: Vec<Author> = Vec::new();
        for author in row.assignees.iter().filter_map(|name| names.author(name)) {
            if !assignees.contains(&author) {
                assignees.push(author);
            }
        }
        if assignees.len() > check::ASSIGNEES {
            assignees.truncate(check::ASSIGNEES);
            changed("it had more than ten assignees; the first ten were kept.");
        }
        let mut row_labels: Vec<LabelId> = Vec::new();
        for label in row.labels.iter().filter_map(|text| label_ids.get(&text.trim().to_lowercase())) {
            if !row_labels.contains(label) {
                row_labels.push(*label);
            }
        }
        if row_labels.len() > check::LABELS {
            row_labels.truncate(check::LABELS);
            changed("it had more than fifty labels; the first fifty were kept.");
        }
        let estimate = row.estimate.filter(|points| *points <= check::ESTIMATE);
        if estimate != row.estimate {
            changed("its estimate was above 100 and was left out.");
        }
        let description = match row.description.char_indices().nth(check::TEXT) {
            Some((end, _)) => {
                changed("its description was longer than 32,767 characters and was cut.");
                row.description.get(..end).unwrap_or_default().to_owned()
            }
            None => row.description.clone(),
        };
        let created = row.created.unwrap_or(now);
        planned.push(Issue {
            number,
            title,
            description,
            status,
            priority: row.priority,
            estimate,
            assignees,
            labels: row_labels,
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
        });
    }
    notes.extend(unknown.into_iter().map(|(name, rows)| Note::StatusUnknown(shown(name), rows, default.name.clone())));
    let outsiders = names.finish(&mut notes);
    if planned.is_empty() {
        return Err(Refusal::new(
            "ISS-7",
            "The file holds no issue that can be imported: each needs at least a title. Choose another file.",
        ));
    }
    let held = issues.by_number.len();
    if held + planned.len() > check::ISSUES {
        return Err(Refusal::new(
            "ISS-7",
            format!(
                "The file holds {} issues and the project {held}; a project can hold {}. Import a smaller file, or into another project.",
                planned.len(),
                check::ISSUES
            ),
        ));
    }
    Ok(Plan { issues: planned, labels, outsiders, notes })
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

/// Finds a place for every label of the rows: those of the project keep theirs, new ones follow in the order of the
/// file; where there are too many, the most frequent win.
fn choose_labels(
    issues: &Issues,
    rows: &[ImportRow],
    notes: &mut Vec<Note>,
) -> (Vec<String>, HashMap<String, LabelId>) {
    let mut ids: HashMap<String, LabelId> =
        issues.labels.iter().zip(0..).map(|(label, at)| (label.to_lowercase(), LabelId(at))).collect();
    let mut wanted: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for text in &row.labels {
            let key = text.trim().to_lowercase();
            if ids.contains_key(&key) {
                continue;
            }
            if let Some(count) = places.get(&key).and_then(|place| wanted.get_mut(*place)) {
                count.1 += 1;
            } else if let Some(label) = one_line(text, check::LABEL, || {
                notes.push(Note::RowChanged(at + 1, "a label was longer than 63 characters and was cut."));
            }) {
                places.insert(key, wanted.len());
                wanted.push((label, 1));
            }
        }
    }
    let room = check::PROJECT_LABELS.saturating_sub(issues.labels.len());
    let mut frequent: Vec<usize> = (0..wanted.len()).collect();
    frequent.sort_by_key(|place| (Reverse(wanted.get(*place).map_or(0, |label| label.1)), *place));
    let kept: BTreeSet<usize> = frequent.into_iter().take(room).collect();
    let mut new: Vec<String> = Vec::new();
    let mut new_ids: HashMap<usize, LabelId> = HashMap::new();
    for (place, (label, count)) in wanted.into_iter().enumerate() {
        if !kept.contains(&place) {
            notes.push(Note::LabelLeftOut(label, count));
            continue;
        }
        // Two long labels may be the same once cut.
        let at = new.iter().position(|known| *known == label).unwrap_or_else(|| {
            new.push(label);
            new.len() - 1
        });
        if let Ok(at) = u16::try_from(issues.labels.len() + at) {
            new_ids.insert(place, LabelId(at));
        }
    }
    ids.extend(places.into_iter().filter_map(|(key, place)| Some((key, *new_ids.get(&place)?))));
    (new, ids)
}

/// Turns names from elsewhere into people of this vault or into outsiders.
struct Names {
    people: HashMap<String, PersonId>,
    outsiders: HashMap<String, u16>,
    known: usize,
    new: Vec<String>,
    left_out: BTreeMap<String, usize>,
}

impl Names {
    fn new(state: &State, space: SpaceId, project: &Project) -> Self {
        let mut people = HashMap::new();
        for person in query::assignable(state, space, project.id).iter().filter_map(|id| state.people.get(id)) {
            people.insert(person.alias.to_lowercase(), person.id);
            people.insert(person.email.to_lowercase(), person.id);
        }
        let outsiders = project.issues.outsiders.iter().cloned().zip(0..).collect();
        Self { people, outsiders, known: project.issues.outsiders.len(), new: Vec::new(), left_out: BTreeMap::new() }
    }

    fn author(&mut self, name: &str) -> Option<Author> {
        let name = one_line(name.trim().trim_start_matches('@'), check::TITLE, || {})?;
        if let Some(person) = self.people.get(&name.to_lowercase()) {
            return Some(Author::Person(*person));
        }
        if let Some(place) = self.outsiders.get(&name) {
            return Some(Author::Outsider(*place));
        }
        let Ok(place) = u16::try_from(self.known + self.new.len()) else {
            *self.left_out.entry(shown(&name)).or_default() += 1;
            return None;
        };
        self.outsiders.insert(name.clone(), place);
        self.new.push(name);
        Some(Author::Outsider(place))
    }

    fn finish(self, notes: &mut Vec<Note>) -> Vec<String> {
        notes.extend(self.left_out.into_iter().map(|(name, times)| Note::NameLeftOut(name, times)));
        self.new
    }
}
