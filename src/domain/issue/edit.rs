//! Edits of one issue or of many together: all or none (ISS-5).

use super::{
    Change, Edit, EditWish, Issue, Issues, LabelId, check,
    decide::{Desk, nothing},
};
use crate::domain::{Event as DomainEvent, Permission, Refusal, assistant};
use std::collections::{BTreeMap, BTreeSet};

/// What a wish needs before its rules are looked at.
pub fn permission(wish: &EditWish) -> Permission {
    match wish {
        EditWish::Archived(_) => Permission::ArchiveAnIssue,
        EditWish::AddLabel(_) => Permission::AddALabelToAnIssue,
        EditWish::RemoveLabel(_) => Permission::RemoveALabelFromAnIssue,
        EditWish::Tasks(_) => Permission::UpdateTask,
        _ => Permission::UpdateIssue,
    }
}

/// Decides an edit: the events of those issues that it changes.
pub fn edit(desk: &Desk<'_>, numbers: Vec<u32>, wishes: &[EditWish]) -> Result<Vec<DomainEvent>, Refusal> {
    let permissions: BTreeSet<Permission> = wishes.iter().map(permission).collect();
    for permission in permissions {
        desk.ask(permission)?;
    }
    let numbers: BTreeSet<u32> = numbers.into_iter().collect();
    let mut labelling = Labelling::new(desk.issues());
    // Issues that change in the same way share one event; the serialised edits tell sameness.
    let mut groups: BTreeMap<Vec<u8>, (Vec<u32>, Vec<Edit>)> = BTreeMap::new();
    let mut order: Vec<Vec<u8>> = Vec::new();
    for number in numbers {
        let before = desk.issue(number)?;
        desk.ask_to_change(before)?;
        let mut after = before.clone();
        for wish in wishes {
            grant(desk, &mut labelling, &mut after, wish)?;
        }
        let edits = difference(before, after);
        if edits.is_empty() {
            continue;
        }
        ask_by_edits(desk, before, &edits)?;
        for edit in &edits {
            let field = match edit {
                Edit::Title(_) => "Title",
                Edit::Description(_) => "Description",
                _ => continue,
            };
            assistant::hold(desk.state, (desk.space, desk.project.id), number, field)?;
        }
        let key = postcard::to_allocvec(&edits).unwrap_or_default();
        let group = groups.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            (Vec::new(), edits)
        });
        group.0.push(number);
    }
    if groups.is_empty() {
        return Err(nothing());
    }
    let labels = labelling.added(desk)?;
    let edited = order.iter().filter_map(|key| groups.remove(key)).collect::<Vec<_>>();
    let events = edited.into_iter().map(|(numbers, edits)| desk.event(Change::Edited { numbers, edits }));
    Ok(desk.with_labels(labels, events))
}

/// Does to a copy of an issue what was wished.
fn grant(desk: &Desk<'_>, labelling: &mut Labelling<'_>, issue: &mut Issue, wish: &EditWish) -> Result<(), Refusal> {
    match wish {
        EditWish::Title(title) => issue.title = check::title(title, &issue.title)?,
        EditWish::Description(text) => issue.description = check::description(text.clone(), &issue.description)?,
        EditWish::Status(status) if *status == issue.status => {}
        EditWish::Status(status) => issue.status = desk.status(*status)?,
        EditWish::Priority(priority) => issue.priority = *priority,
        EditWish::Estimate(points) if *points == issue.estimate => {}
        EditWish::Estimate(points) => issue.estimate = check::estimate(*points)?,
        EditWish::Assignees(wanted) => issue.assignees = desk.assignees(wanted, &issue.assignees)?,
        EditWish::Labels(texts) => issue.labels = labelling.all(texts)?,
        EditWish::AddLabel(text) => {
            let label = labelling.one(text)?;
            if !issue.labels.contains(&label) {
                issue.labels.push(label);
            }
            labelling.bound(&issue.labels)?;
        }
        EditWish::RemoveLabel(text) => {
            if let Some(label) = labelling.known(text) {
                issue.labels.retain(|known| *known != label);
            }
        }
        EditWish::Blocked(blocked) => issue.blocked = *blocked,
        EditWish::Archived(archived) => issue.archived = *archived,
        EditWish::Tasks(tasks) => issue.tasks = check::tasks(tasks.clone(), &issue.tasks)?,
    }
    Ok(())
}

/// The edits that make one issue into the other.
fn difference(before: &Issue, after: Issue) -> Vec<Edit> {
    let all = [
        Edit::Title(after.title),
        Edit::Description(after.description),
        Edit::Status(after.status),
        Edit::Priority(after.priority),
        Edit::Estimate(after.estimate),
        Edit::Assignees(after.assignees),
        Edit::Labels(after.labels),
        Edit::Blocked(after.blocked),
        Edit::Archived(after.archived),
        Edit::Tasks(after.tasks),
    ];
    all.into_iter().filter(|edit| !edit.is_in(before)).collect()
}

/// Permissions that only the outcome tells: a label added or removed, a task added.
fn ask_by_edits(desk: &Desk<'_>, before: &Issue, edits: &[Edit]) -> Result<(), Refusal> {
    for edit in edits {
        match edit {
            Edit::Labels(after) => {
                if after.iter().any(|label| !before.labels.contains(label)) {
                    desk.ask(Permission::AddALabelToAnIssue)?;
                }
                if before.labels.iter().any(|label| !after.contains(label)) {
                    desk.ask(Permission::RemoveALabelFromAnIssue)?;
                }
            }
            Edit::Tasks(after) if after.len() > before.tasks.len() => desk.ask(Permission::CreateTask)?,
            _ => {}
        }
    }
    Ok(())
}

/// Turns label texts into ids; new ones get the places after the project's list.
pub struct Labelling<'a> {
    issues: &'a Issues,
    new: Vec<String>,
}

impl<'a> Labelling<'a> {
    pub fn new(issues: &'a Issues) -> Self {
        Self { issues, new: Vec::new() }
    }

    fn known(&self, text: &str) -> Option<LabelId> {
        let text = text.trim();
        self.issues.label_id(text).or_else(|| {
            let at = self.new.iter().position(|label| label.eq_ignore_ascii_case(text))?;
            id(self.issues.labels.len() + at)
        })
    }

    fn one(&mut self, text: &str) -> Result<LabelId, Refusal> {
        if let Some(known) = self.known(text) {
            return Ok(known);
        }
        self.new.push(check::label(text.trim())?);
        let at = self.issues.labels.len() + self.new.len();
        if at > check::PROJECT_LABELS {
            return Err(full());
        }
        id(at - 1).ok_or_else(full)
    }

    /// All labels of an issue, each once.
    pub fn all(&mut self, texts: &[String]) -> Result<Vec<LabelId>, Refusal> {
        let mut labels = Vec::new();
        for text in texts {
            let label = self.one(text)?;
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        self.bound(&labels)?;
        Ok(labels)
    }

    #[expect(clippy::unused_self, reason = "reads as a rule of labelling at its two callers")]
    fn bound(&self, labels: &[LabelId]) -> Result<(), Refusal> {
        if labels.len() > check::LABELS {
            return Err(Refusal::new(
                "ISS-2",
                format!(
                    "An issue has at most {} labels, and this would be {}. Remove some.",
                    check::LABELS,
                    labels.len()
                ),
            )
            .at("Labels"));
        }
        Ok(())
    }

    /// The labels that are new to the project, once the person may make them.
    pub fn added(self, desk: &Desk<'_>) -> Result<Vec<String>, Refusal> {
        if !self.new.is_empty() {
            desk.ask(Permission::CreateALabel)?;
        }
        Ok(self.new)
    }
}

fn id(at: usize) -> Option<LabelId> {
    u16::try_from(at).ok().map(LabelId)
}

fn full() -> Refusal {
    Refusal::new(
        "ISS-2",
        format!("This project has {} labels, as many as a project can. Use one of them.", check::PROJECT_LABELS),
    )
    .at("Labels")
}
