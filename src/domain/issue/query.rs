//! What pages read from the issues of a project.

use super::{Author, Category, Issue, Issues, LabelId, Status, StatusId};
use crate::domain::{
    PersonId, State,
    activity::{Deed, Entry},
    id::{ProjectId, SpaceId},
};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// Active issues the service itself allows a project (reference 6.2). Real projects that are imported exceed it, so it
/// is told, not refused.
pub const ACTIVE: usize = 1_000;

impl Issues {
    /// An issue by its number.
    pub fn get(&self, number: u32) -> Option<&Arc<Issue>> {
        self.by_number.get(&number)
    }

    /// A status by its id.
    pub fn status(&self, id: StatusId) -> Option<&Status> {
        self.statuses.iter().find(|status| status.id == id)
    }

    /// The first active status of a category.
    pub fn first_of(&self, category: Category) -> Option<&Status> {
        self.statuses.iter().find(|status| status.active && status.category == category)
    }

    /// The category an issue's status belongs to; a status that is unknown counts as to do.
    pub fn category(&self, issue: &Issue) -> Category {
        self.status(issue.status).map_or(Category::NotStarted, |status| status.category)
    }

    /// The cards of one column of the board, top first (ISS-4).
    pub fn column(&self, status: StatusId) -> Vec<&Arc<Issue>> {
        self.ordered(|issue| !issue.archived && issue.status == status)
    }

    /// The columns of the board with their cards, in one pass: statuses that are active or still hold cards.
    pub fn columns(&self) -> Vec<(&Status, Vec<&Arc<Issue>>)> {
        let mut columns: Vec<(&Status, Vec<&Arc<Issue>>)> =
            self.statuses.iter().map(|status| (status, Vec::new())).collect();
        for issue in self.by_number.values().filter(|issue| !issue.archived) {
            if let Some((_, cards)) = columns.iter_mut().find(|(status, _)| status.id == issue.status) {
                cards.push(issue);
            }
        }
        for (_, cards) in &mut columns {
            cards.sort_by_key(|issue| issue.place());
        }
        columns.retain(|(status, cards)| status.active || !cards.is_empty());
        columns
    }

    /// The backlog, top first: what is in a status of that category (ISS-4).
    pub fn backlog(&self) -> Vec<&Arc<Issue>> {
        self.ordered(|issue| !issue.archived && self.category(issue) == Category::Draft)
    }

    /// Archived issues, the latest change first (ISS-6).
    pub fn archived(&self) -> Vec<&Arc<Issue>> {
        let mut issues: Vec<_> = self.by_number.values().filter(|issue| issue.archived).collect();
        issues.sort_by_key(|issue| core::cmp::Reverse((issue.updated, issue.number)));
        issues
    }

    /// How many issues are neither archived nor in the backlog: what the service's quota of [`ACTIVE`] counts.
    pub fn active_count(&self) -> usize {
        self.by_number.values().filter(|issue| !issue.archived && self.category(issue) != Category::Draft).count()
    }

    /// A label's text.
    pub fn label(&self, id: LabelId) -> Option<&str> {
        self.labels.get(usize::from(id.0)).map(String::as_str)
    }

    /// A label by its text, ignoring case.
    pub fn label_id(&self, text: &str) -> Option<LabelId> {
        let wanted = text.to_lowercase();
        let at = self.labels.iter().position(|label| label.to_lowercase() == wanted)?;
        u16::try_from(at).ok().map(LabelId)
    }

    /// An outsider's name.
    pub fn outsider(&self, place: u16) -> Option<&str> {
        self.outsiders.get(usize::from(place)).map(String::as_str)
    }

    fn ordered(&self, takes: impl Fn(&Issue) -> bool) -> Vec<&Arc<Issue>> {
        let mut issues: Vec<_> = self.by_number.values().filter(|issue| takes(issue)).collect();
        issues.sort_by_key(|issue| issue.place());
        issues
    }
}

impl Issue {
    /// Its place in the order of its column: by rank, and among equal ranks by number. Total over a project.
    pub const fn place(&self) -> (super::Rank, u32) {
        (self.rank, self.number)
    }

    /// How many tasks of the checklist are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.tasks.iter().filter(|task| task.done).count(), self.tasks.len())
    }
}

/// The name under which an author is shown.
pub fn author_name<'a>(state: &'a State, issues: &'a Issues, author: Author) -> Cow<'a, str> {
    let name = match author {
        Author::Person(person) => state.people.get(&person).map(|person| person.full_name.as_str()),
        Author::Outsider(place) => issues.outsider(place),
    };
    Cow::Borrowed(name.unwrap_or("Unknown person"))
}

/// Who can be assigned issues of a project: everybody with a role in it, by themselves or through a team, and the Space
/// administrators, who are in every project (MBR-4).
pub fn assignable(state: &State, space: SpaceId, project: ProjectId) -> BTreeSet<PersonId> {
    let members = state.project_members(space, project);
    let with_role = members.listed.into_iter().map(|(person, _)| person);
    let through_teams = members.through_teams.into_iter().map(|(person, ..)| person);
    with_role.chain(through_teams).chain(members.administrators).collect()
}

/// What happened to one issue, newest first (AUD-1). That it was imported stands in the issue itself.
pub fn history(state: &State, space: SpaceId, project: ProjectId, number: u32) -> impl Iterator<Item = &Entry> {
    state
        .space(space)
        .into_iter()
        .flat_map(|space| space.feed.newest_first())
        .filter(move |entry| entry.project == Some(project) && number_of(&entry.deed) == Some(number))
}

/// The issue a line of the feed is about.
const fn number_of(deed: &Deed) -> Option<u32> {
    match deed {
        Deed::IssueCreated(number)
        | Deed::IssueMoved(number, ..)
        | Deed::IssuePrioritised(number, ..)
        | Deed::IssueEdited(number, _)
        | Deed::IssueArchived(number)
        | Deed::IssueRestored(number)
        | Deed::IssueCommented(number)
        | Deed::AssistantAssigned(number)
        | Deed::AssistantTakenBack(number) => Some(*number),
        _ => None,
    }
}
