//! The order and the grouping of what was found.

use crate::domain::issue::{Author, Issue, Issues, LabelId, Priority, StatusId};
use core::cmp::Ordering;
use std::collections::BTreeMap;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// By number.
    #[default]
    Number,
    /// By the last change.
    Updated,
    /// By when it was made.
    Created,
    /// By priority.
    Priority,
    /// By title, ignoring case.
    Title,
    /// As in the columns and the backlog.
    Rank,
    /// By estimate; those without come first.
    Estimate,
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// The other way round. Equal ones stay in the order of their numbers turned round too.
    pub descending: bool,
}

impl Sort {
    /// Compares two issues with their texts in lower case, which begin with the title. Total: ties go by number.
    pub(super) fn compare(self, (left, left_text): (&Issue, &str), (right, right_text): (&Issue, &str)) -> Ordering {
        let order = match self.by {
            SortBy::Number => Ordering::Equal,
            SortBy::Updated => left.updated.cmp(&right.updated),
            SortBy::Created => left.created.cmp(&right.created),
            SortBy::Priority => left.priority.cmp(&right.priority),
            SortBy::Title => left_text.cmp(right_text),
            SortBy::Rank => left.rank.cmp(&right.rank),
            SortBy::Estimate => left.estimate.cmp(&right.estimate),
        };
        let order = order.then(left.number.cmp(&right.number));
        if self.descending { order.reverse() } else { order }
    }
}

/// What a list is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// By status, in the order of the columns.
    Status,
    /// By priority, most pressing first.
    Priority,
    /// By assignee; an issue stands under each of them.
    Assignee,
    /// By label; an issue stands under each of them.
    Label,
    /// By estimate.
    Estimate,
}

/// A group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Issues of a status.
    Status(StatusId),
    /// Issues of a priority.
    Priority(Priority),
    /// Issues of an assignee, or of nobody.
    Assignee(Option<Author>),
    /// Issues with a label, or with none.
    Label(Option<LabelId>),
    /// Issues of an estimate, or of none.
    Estimate(Option<u8>),
}

/// Groups what was found; the order inside each group stays. Groups without issues are left out.
pub fn group(issues: &Issues, numbers: &[u32], by: GroupBy) -> Vec<(Group, Vec<u32>)> {
    let mut groups: BTreeMap<Group, Vec<u32>> = BTreeMap::new();
    for issue in numbers.iter().filter_map(|number| issues.get(*number)) {
        let mut put = |group: Group| groups.entry(group).or_default().push(issue.number);
        match by {
            GroupBy::Status => put(Group::Status(issue.status)),
            GroupBy::Priority => put(Group::Priority(issue.priority)),
            GroupBy::Estimate => put(Group::Estimate(issue.estimate)),
            GroupBy::Assignee if issue.assignees.is_empty() => put(Group::Assignee(None)),
            GroupBy::Assignee => issue.assignees.iter().for_each(|author| put(Group::Assignee(Some(*author)))),
            GroupBy::Label if issue.labels.is_empty() => put(Group::Label(None)),
            GroupBy::Label => issue.labels.iter().for_each(|label| put(Group::Label(Some(*label)))),
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    match by {
        GroupBy::Status => groups.sort_by_key(|(group, _)| match group {
            Group::Status(id) => issues.statuses.iter().position(|status| status.id == *id),
            _ => None,
        }),
        GroupBy::Priority => groups.reverse(),
        _ => {}
    }
    groups
}
