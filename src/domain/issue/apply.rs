//! Takes what happened to issues into the state. Total, and a second time it changes nothing and logs nothing.

use super::{Author, Change, Edit, Event, Issue, Issues};
use crate::domain::{Record, State, activity::Deed, project::Project};
use std::sync::Arc;

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space) else { return };
    let Some(project) = space.projects.get_mut(&event.project).map(Arc::make_mut) else { return };
    for deed in change(project, record, &event.change) {
        space.log(record, Some(event.project), deed);
    }
}

/// Changes the project and tells what the feed shall say.
fn change(project: &mut Project, record: &Record, change: &Change) -> Vec<Deed> {
    let issues = &mut project.issues;
    match change {
        Change::Created { issue } => {
            if put(issues, issue) {
                vec![Deed::IssueCreated(issue.number)]
            } else {
                Vec::new()
            }
        }
        Change::Edited { numbers, edits } => {
            let mut deeds = Vec::new();
            for number in numbers {
                if let Some(issue) = issues.by_number.get_mut(number) {
                    deeds.extend(edit(issue, record, edits));
                }
            }
            deeds
        }
        Change::Commented { number, comment } => match issues.by_number.get_mut(number).map(Arc::make_mut) {
            Some(issue) if issue.comments.iter().all(|known| known.id != comment.id) => {
                issue.comments.push(comment.clone());
                touch(issue, record);
                vec![Deed::IssueCommented(*number)]
            }
            _ => Vec::new(),
        },
        Change::CommentEdited { number, comment, text } => {
            let Some(issue) = issues.by_number.get_mut(number).map(Arc::make_mut) else { return Vec::new() };
            match issue.comments.iter_mut().find(|known| known.id == *comment && known.text != *text) {
                Some(known) => {
                    known.text.clone_from(text);
                    known.edited = Some(record.at);
                    touch(issue, record);
                    vec![Deed::IssueEdited(*number, vec!["Comment".to_owned()])]
                }
                None => Vec::new(),
            }
        }
        Change::LabelsAdded { labels } => {
            add_new(&mut issues.labels, labels);
            Vec::new()
        }
        Change::Reranked { ranks } => {
            for (number, rank) in ranks {
                if let Some(issue) = issues.by_number.get_mut(number).filter(|issue| issue.rank != *rank) {
                    Arc::make_mut(issue).rank = *rank;
                }
            }
            Vec::new()
        }
        Change::Imported { format, outsiders, issues: imported } => {
            add_new(&mut issues.outsiders, outsiders);
            let taken = imported.iter().filter(|issue| put(issues, issue)).count();
            match u32::try_from(taken) {
                Ok(0) | Err(_) => Vec::new(),
                Ok(taken) => vec![Deed::IssuesImported(taken, format.clone())],
            }
        }
        Change::EstimationSet { estimation } => {
            if issues.estimation == *estimation {
                return Vec::new();
            }
            issues.estimation = *estimation;
            vec![Deed::EstimationSet(*estimation)]
        }
    }
}

/// Takes a new issue in, unless its number is taken; the next number lies above it in any case (ISS-6).
fn put(issues: &mut Issues, issue: &Issue) -> bool {
    issues.next = issues.next.max(issue.number.saturating_add(1));
    let fresh = !issues.by_number.contains_key(&issue.number);
    if fresh {
        issues.by_number.insert(issue.number, Arc::new(issue.clone()));
    }
    fresh
}

/// Adds texts that the list does not have at its end; places in the list never change.
fn add_new(list: &mut Vec<String>, texts: &[String]) {
    let known: std::collections::BTreeSet<String> = list.iter().cloned().collect();
    list.extend(texts.iter().filter(|text| !known.contains(*text)).cloned());
}

fn touch(issue: &mut Issue, record: &Record) {
    issue.updated = record.at;
    if let Some(actor) = record.actor {
        issue.updated_by = Author::Person(actor);
    }
}

/// Gives an issue its new values; says what changed.
fn edit(shared: &mut Arc<Issue>, record: &Record, edits: &[Edit]) -> Vec<Deed> {
    let (mut deeds, mut fields, mut reordered) = (Vec::new(), Vec::new(), false);
    let number = shared.number;
    if edits.iter().all(|edit| edit.is_in(shared)) {
        return deeds;
    }
    let issue = Arc::make_mut(shared);
    let before = (issue.status, issue.priority, issue.archived);
    let mut updated = None;
    for edit in edits {
        if edit.is_in(issue) {
            continue;
        }
        match edit {
            Edit::Title(value) => issue.title.clone_from(value),
            Edit::Description(value) => issue.description.clone_from(value),
            Edit::Status(value) => issue.status = *value,
            Edit::Priority(value) => issue.priority = *value,
            Edit::Estimate(value) => issue.estimate = *value,
            Edit::Assignees(value) => issue.assignees.clone_from(value),
            Edit::Labels(value) => issue.labels.clone_from(value),
            Edit::Blocked(value) => issue.blocked = *value,
            Edit::Archived(value) => issue.archived = *value,
            Edit::Rank(value) => issue.rank = *value,
            Edit::Tasks(value) => issue.tasks.clone_from(value),
            Edit::Attachments(value) => issue.attachments.clone_from(value),
            Edit::Updated(value) => updated = Some(*value),
        }
        match edit.field() {
            Some("Order") => reordered = true,
            Some(field) => fields.push(field.to_owned()),
            None => {}
        }
    }
    let moved = before.0 != issue.status;
    if moved {
        deeds.push(Deed::IssueMoved(number, before.0, issue.status));
    }
    if before.1 != issue.priority {
        deeds.push(Deed::IssuePrioritised(number, before.1, issue.priority));
    }
    if before.2 != issue.archived {
        deeds.push(if issue.archived { Deed::IssueArchived(number) } else { Deed::IssueRestored(number) });
    }
    // A new place inside the same column says nothing about the issue itself: who and when stay.
    if !fields.is_empty() || !deeds.is_empty() {
        touch(issue, record);
    }
    if let Some(updated) = updated {
        issue.updated = updated;
    }
    if reordered && !moved {
        fields.push("Order".to_owned());
    }
    if !fields.is_empty() {
        deeds.push(Deed::IssueEdited(number, fields));
    }
    deeds
}

impl Edit {
    /// Whether an issue has this value already.
    pub(super) fn is_in(&self, issue: &Issue) -> bool {
        match self {
            Self::Title(value) => issue.title == *value,
            Self::Description(value) => issue.description == *value,
            Self::Status(value) => issue.status == *value,
            Self::Priority(value) => issue.priority == *value,
            Self::Estimate(value) => issue.estimate == *value,
            Self::Assignees(value) => issue.assignees == *value,
            Self::Labels(value) => issue.labels == *value,
            Self::Blocked(value) => issue.blocked == *value,
            Self::Archived(value) => issue.archived == *value,
            Self::Rank(value) => issue.rank == *value,
            Self::Tasks(value) => issue.tasks == *value,
            Self::Attachments(value) => issue.attachments == *value,
            Self::Updated(value) => issue.updated == *value,
        }
    }

    /// The field's name in the feed; `None` where a line of its own tells it.
    const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Title(_) => Some("Title"),
            Self::Description(_) => Some("Description"),
            Self::Estimate(_) => Some("Estimate"),
            Self::Assignees(_) => Some("Assignees"),
            Self::Labels(_) => Some("Labels"),
            Self::Blocked(_) => Some("Blocked"),
            Self::Rank(_) => Some("Order"),
            Self::Tasks(_) => Some("Tasks"),
            Self::Attachments(_) => Some("Attachments"),
            Self::Status(_) | Self::Priority(_) | Self::Archived(_) | Self::Updated(_) => None,
        }
    }
}
