//! From the issues of a project to the lines of a table and the lanes of a board.

use super::names::Names;
use crate::{
    components::table::Sort as TableSort,
    domain::issue::{
        Category, Issue, Issues, Priority, StatusId,
        search::{Group, GroupBy, Sort, SortBy, group},
    },
    routes::IssueView,
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// A line of a table.
#[derive(Clone, Debug)]
pub enum Line {
    /// A heading over a group.
    Heading {
        /// What tells it from other headings.
        key: String,
        /// Its words.
        label: String,
        /// Issues under it.
        count: usize,
        /// Whether they are shown.
        open: bool,
    },
    /// An issue; under several headings it has several lines, told apart by the number.
    Issue(Arc<Issue>, usize),
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Issue(one, first), Self::Issue(other, second)) => Arc::ptr_eq(one, other) && first == second,
            (
                Self::Heading { key, label, count, open },
                Self::Heading { key: other_key, label: other_label, count: other_count, open: other_open },
            ) => key == other_key && label == other_label && count == other_count && open == other_open,
            _ => false,
        }
    }
}

impl Line {
    /// What tells one line from the others; begins with the number of an issue.
    pub fn key(&self) -> String {
        match self {
            Self::Heading { key, .. } => format!("group {key}"),
            Self::Issue(issue, 0) => issue.number.to_string(),
            Self::Issue(issue, again) => format!("{} {again}", issue.number),
        }
    }

    /// The issue, if it is one.
    pub const fn issue(&self) -> Option<&Arc<Issue>> {
        if let Self::Issue(issue, _) = self { Some(issue) } else { None }
    }
}

/// The number of the issue in a line's key.
pub fn number_of(key: &str) -> Option<u32> {
    key.split(' ').next()?.parse().ok()
}

/// Whether an issue belongs to a view.
pub fn belongs(issues: &Issues, issue: &Issue, view: IssueView) -> bool {
    match view {
        IssueView::Archived => issue.archived,
        IssueView::Backlog => !issue.archived && issues.category(issue) == Category::Draft,
        IssueView::Board | IssueView::All => !issue.archived,
    }
}

/// The order the index keeps for a table's sort; two columns are sorted here afterwards.
pub fn index_sort(sort: Option<&TableSort>) -> Sort {
    let Some(TableSort { key, descending }) = sort else { return Sort { by: SortBy::Number, descending: true } };
    let by = match key.as_str() {
        "title" => SortBy::Title,
        "priority" => SortBy::Priority,
        "estimate" => SortBy::Estimate,
        "created" => SortBy::Created,
        "updated" => SortBy::Updated,
        "status" => SortBy::Rank,
        _ => SortBy::Number,
    };
    Sort { by, descending: *descending }
}

/// The issues of a view among those found, in the order of the table.
pub fn chosen(
    issues: &Issues,
    names: &Names,
    found: &[u32],
    view: IssueView,
    sort: Option<&TableSort>,
) -> Vec<Arc<Issue>> {
    let mut list: Vec<Arc<Issue>> = found
        .iter()
        .filter_map(|number| issues.get(*number))
        .filter(|issue| belongs(issues, issue, view))
        .cloned()
        .collect();
    let Some(TableSort { key, descending }) = sort else { return list };
    let turned = |order: Ordering| if *descending { order.reverse() } else { order };
    match key.as_str() {
        "status" => {
            let columns: BTreeMap<StatusId, usize> = issues.statuses.iter().map(|status| status.id).zip(0..).collect();
            list.sort_by(|one, other| turned(columns.get(&one.status).cmp(&columns.get(&other.status))));
        }
        "assignees" => {
            let first = |issue: &Arc<Issue>| issue.assignees.first().map(|author| names.author(issues, *author));
            list.sort_by(|one, other| match (first(one), first(other)) {
                (None, other) => other.is_some().cmp(&false),
                (Some(_), None) => Ordering::Less,
                (Some(one), Some(other)) => turned(by_name(one, other)),
            });
        }
        // Those without an estimate stand last in either direction.
        "estimate" => list.sort_by_key(|issue| issue.estimate.is_none()),
        _ => {}
    }
    list
}

/// Puts an ordered list under headings; `closed` are the keys of groups that are folded away.
pub fn lines(
    list: Vec<Arc<Issue>>,
    issues: &Issues,
    names: &Names,
    by: Option<GroupBy>,
    closed: &BTreeSet<String>,
) -> Vec<Line> {
    let Some(by) = by else { return list.into_iter().map(|issue| Line::Issue(issue, 0)).collect() };
    let numbers: Vec<u32> = list.iter().map(|issue| issue.number).collect();
    let mut groups = group(issues, &numbers, by);
    // Those without a value stand last.
    groups
        .sort_by_key(|(group, _)| matches!(group, Group::Assignee(None) | Group::Label(None) | Group::Estimate(None)));
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    let mut lines = Vec::with_capacity(numbers.len() + groups.len());
    for (group, numbers) in groups {
        let key = format!("{group:?}");
        let open = !closed.contains(&key);
        lines.push(Line::Heading { key, label: heading(issues, names, group), count: numbers.len(), open });
        if open {
            for issue in numbers.iter().filter_map(|number| issues.get(*number)) {
                let again = times.entry(issue.number).and_modify(|times| *times += 1).or_insert(0);
                lines.push(Line::Issue(Arc::clone(issue), *again));
            }
        }
    }
    lines
}

fn heading(issues: &Issues, names: &Names, group: Group) -> String {
    match group {
        Group::Status(id) => issues.status(id).map_or("Unknown status", |status| &status.name).to_owned(),
        Group::Priority(priority) => priority.label().to_owned(),
        Group::Assignee(Some(author)) => names.author(issues, author).to_owned(),
        Group::Assignee(None) => "Nobody assigned".to_owned(),
        Group::Label(Some(label)) => issues.label(label).unwrap_or("Unknown label").to_owned(),
        Group::Label(None) => "No label".to_owned(),
        Group::Estimate(Some(points)) => {
            issues.estimation.text(points).map_or_else(|| points.to_string(), |text| format!("Estimate {text}"))
        }
        Group::Estimate(None) => "No estimate".to_owned(),
    }
}

/// What tables are grouped by, in the order of a menu.
pub const GROUPINGS: [(Option<GroupBy>, &str); 6] = [
    (None, "No grouping"),
    (Some(GroupBy::Status), "Status"),
    (Some(GroupBy::Priority), "Priority"),
    (Some(GroupBy::Assignee), "Assignee"),
    (Some(GroupBy::Label), "Label"),
    (Some(GroupBy::Estimate), "Estimate"),
];

/// A card that compares by being the same object.
#[derive(Clone, Debug)]
pub struct Card(pub Arc<Issue>);

impl PartialEq for Card {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A column of the board, or the backlog, with the cards that a search left.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Which status.
    pub status: StatusId,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: Category,
    /// Whether it takes cards.
    pub active: bool,
    /// The cards, top first.
    pub cards: Vec<Card>,
    /// How many there are without the search.
    pub total: usize,
}

/// Lanes that compare by identity: walking 25,000 cards to see that nothing changed would cost more than drawing them.
#[derive(Clone, Debug, Default)]
pub struct Lanes(pub Arc<Vec<Lane>>);

impl PartialEq for Lanes {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Lanes {
    /// The lane of a status.
    pub fn of(&self, status: StatusId) -> Option<&Lane> {
        self.0.iter().find(|lane| lane.status == status)
    }

    /// Where a card stands: its lane, counted from 0, and its place in it.
    pub fn find(&self, number: u32) -> Option<(usize, usize)> {
        self.0
            .iter()
            .enumerate()
            .find_map(|(at, lane)| lane.cards.iter().position(|card| card.0.number == number).map(|place| (at, place)))
    }
}

/// The lanes of the board, or of the backlog alone.
pub fn lanes(issues: &Issues, found: Option<&HashSet<u32>>, view: IssueView) -> Vec<Lane> {
    issues
        .columns()
        .into_iter()
        .filter(|(status, _)| view != IssueView::Backlog || status.category == Category::Draft)
        .map(|(status, cards)| Lane {
            status: status.id,
            name: status.name.clone(),
            category: status.category,
            active: status.active,
            total: cards.len(),
            cards: cards
                .into_iter()
                .filter(|issue| found.is_none_or(|found| found.contains(&issue.number)))
                .map(|issue| Card(Arc::clone(issue)))
                .collect(),
        })
        .collect()
}

/// The card that a moved one shall stand right below when it is put at a place among the shown cards of a lane, counted
/// without itself. With a search there are hidden cards between: at the top it then stands right above the first shown.
pub fn below(issues: &Issues, lane: &Lane, at: usize, moving: u32) -> Option<u32> {
    let shown: Vec<u32> = lane.cards.iter().map(|card| card.0.number).filter(|number| *number != moving).collect();
    if let Some(above) = at.checked_sub(1) {
        return shown.get(above.min(shown.len().saturating_sub(1))).copied();
    }
    let first = shown.first()?;
    let column: Vec<u32> =
        issues.column(lane.status).into_iter().map(|issue| issue.number).filter(|number| *number != moving).collect();
    let place = column.iter().position(|number| number == first)?;
    place.checked_sub(1).and_then(|above| column.get(above)).copied()
}

/// Compares two names as people expect: ignoring case.
pub fn by_name(one: &str, other: &str) -> Ordering {
    one.to_lowercase().cmp(&other.to_lowercase()).then_with(|| one.cmp(other))
}

/// The word of the search line for a priority.
pub const fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::None => "none",
        Priority::Low => "low",
        Priority::Medium => "medium",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    }
}
