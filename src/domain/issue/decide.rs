//! Decides what is asked of issues (ISS-2..6); imports have a file of their own.

use super::{
    Author, Category, Change, Command, Comment, Draft, Event, Issue, Issues, Rank, StatusId, check,
    edit::{Labelling, edit},
    import, place, query,
};
use crate::domain::{
    Event as DomainEvent, Facts, Permission, Refusal, State,
    gate::{Place, ask},
    id::{CommentId, PersonId, ProjectId, SpaceId},
    project::Project,
};

/// What every decision about issues needs at hand.
pub(super) struct Desk<'a> {
    pub state: &'a State,
    pub space: SpaceId,
    pub project: &'a Project,
    pub me: PersonId,
}

impl<'a> Desk<'a> {
    /// Lets the person through to a project with the first permission that is needed there.
    fn open(
        state: &'a State,
        actor: Option<PersonId>,
        (space, project): (SpaceId, ProjectId),
        permission: Permission,
    ) -> Result<Self, Refusal> {
        let me = ask(state, actor, permission, Place::Project(space, project))?;
        let project = state.project(space, project).ok_or_else(|| {
            Refusal::new(
                "PRJ-1",
                "This project is not in the space. It may have been deleted; open it from the space again.",
            )
        })?;
        Ok(Self { state, space, project, me })
    }

    pub fn issues(&self) -> &'a Issues {
        &self.project.issues
    }

    /// Asks for one permission more.
    pub fn ask(&self, permission: Permission) -> Result<(), Refusal> {
        ask(self.state, Some(self.me), permission, Place::Project(self.space, self.project.id)).map(|_| ())
    }

    /// Asks for what it takes to change an issue that somebody else made.
    pub fn ask_to_change(&self, issue: &Issue) -> Result<(), Refusal> {
        if issue.created_by == Author::Person(self.me) {
            Ok(())
        } else {
            self.ask(Permission::UpdateIssuesCreatedByOtherUsers)
        }
    }

    pub fn issue(&self, number: u32) -> Result<&'a Issue, Refusal> {
        self.issues().get(number).map(AsRef::as_ref).ok_or_else(|| {
            Refusal::new("ISS-6", format!("There is no issue {number} in this project. Choose one from the list."))
        })
    }

    /// A status that takes issues.
    pub fn status(&self, id: StatusId) -> Result<StatusId, Refusal> {
        match self.issues().status(id) {
            Some(status) if status.active => Ok(id),
            Some(status) => Err(Refusal::new(
                "ISS-3",
                format!("The status {} is deactivated and takes no more issues. Choose another one.", status.name),
            )
            .at("Status")),
            None => {
                Err(Refusal::new("ISS-3", "This project has no such status. Choose one from its list.").at("Status"))
            }
        }
    }

    /// Assignees: each once, at most ten, all of them able to work on it or assigned before.
    pub fn assignees(&self, wanted: &[Author], before: &[Author]) -> Result<Vec<Author>, Refusal> {
        let able = query::assignable(self.state, self.space, self.project.id);
        let mut assignees: Vec<Author> = Vec::new();
        for author in wanted {
            let known = match author {
                Author::Person(person) => able.contains(person),
                Author::Outsider(place) => self.issues().outsider(*place).is_some(),
            };
            if !known && !before.contains(author) {
                return Err(Refusal::new(
                    "ISS-2",
                    format!(
                        "{} has no role in this project and cannot be assigned. Choose somebody who has one.",
                        query::author_name(self.state, self.issues(), *author)
                    ),
                )
                .at("Assignees"));
            }
            if !assignees.contains(author) {
                assignees.push(*author);
            }
        }
        if assignees.len() > check::ASSIGNEES {
            return Err(Refusal::new(
                "ISS-2",
                format!(
                    "An issue has at most {} assignees, and {} are chosen. Remove some.",
                    check::ASSIGNEES,
                    assignees.len()
                ),
            )
            .at("Assignees"));
        }
        Ok(assignees)
    }

    /// A change as an event of this project.
    pub fn event(&self, change: Change) -> DomainEvent {
        DomainEvent::Issue(Event { space: self.space, project: self.project.id, change })
    }

    /// The same events, with the new labels before them if there are any.
    pub fn with_labels(&self, labels: Vec<String>, events: impl IntoIterator<Item = DomainEvent>) -> Vec<DomainEvent> {
        let added = (!labels.is_empty()).then(|| self.event(Change::LabelsAdded { labels }));
        added.into_iter().chain(events).collect()
    }
}

/// The refusal of a command that would leave everything as it is.
pub(super) fn nothing() -> Refusal {
    Refusal::new("ISS-5", "Nothing to change: everything has these values already.")
}

/// Decides an issue command.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let place = command.place();
    let open = |permission| Desk::open(state, actor, place, permission);
    match command {
        Command::Create { draft, .. } => create(&open(Permission::CreateIssue)?, draft, facts),
        Command::Edit { numbers, wishes, .. } => {
            let first = wishes.first().map_or(Permission::UpdateIssue, super::edit::permission);
            edit(&open(first)?, numbers, &wishes)
        }
        Command::Move { number, status, below, .. } => {
            move_card(&open(Permission::UpdateIssue)?, number, status, below)
        }
        Command::Comment { number, text, .. } => {
            comment(&open(Permission::CreateACommentOnAnIssue)?, number, &text, facts)
        }
        Command::EditComment { number, comment, text, .. } => {
            edit_comment(&open(Permission::UpdateACommentOnAnIssue)?, number, comment, &text)
        }
        Command::Import { source, rows, .. } => {
            let desk = open(Permission::CreateIssue)?;
            let plan = import::plan(state, (desk.space, desk.project), desk.me, &rows, facts.now)?;
            if !plan.labels.is_empty() {
                desk.ask(Permission::CreateALabel)?;
            }
            let imported = desk.event(Change::Imported {
                format: source.label().to_owned(),
                outsiders: plan.outsiders,
                issues: plan.issues,
            });
            Ok(desk.with_labels(plan.labels, [imported]))
        }
        Command::SetEstimation { estimation, .. } => {
            let desk = open(Permission::EditProjectSettings)?;
            if desk.issues().estimation == estimation {
                return Err(nothing());
            }
            Ok(vec![desk.event(Change::EstimationSet { estimation })])
        }
    }
}

fn create(desk: &Desk<'_>, draft: Draft, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let issues = desk.issues();
    if issues.by_number.len() >= check::ISSUES {
        return Err(Refusal::new(
            "ISS-2",
            format!("This project holds {} issues, as many as a project can. Start another project.", check::ISSUES),
        ));
    }
    let number = issues.next;
    let status = match draft.status {
        Some(status) => desk.status(status)?,
        None => issues
            .first_of(Category::NotStarted)
            .or_else(|| issues.statuses.iter().find(|status| status.active))
            .map(|status| status.id)
            .ok_or_else(|| {
                Refusal::new("ISS-3", "This project has no active status. Activate one in its settings.").at("Status")
            })?,
    };
    let mut labelling = Labelling::new(issues);
    let labels = labelling.all(&draft.labels)?;
    if !labels.is_empty() {
        desk.ask(Permission::AddALabelToAnIssue)?;
    }
    let me = Author::Person(desk.me);
    let issue = Issue {
        number,
        title: check::title(&draft.title, "")?,
        description: check::description(draft.description, "")?,
        status,
        priority: draft.priority,
        estimate: check::estimate(draft.estimate)?,
        assignees: desk.assignees(&draft.assignees, &[])?,
        labels,
        blocked: false,
        archived: false,
        rank: Rank::of_number(number),
        tasks: Vec::new(),
        comments: Vec::new(),
        attachments: Vec::new(),
        created: facts.now,
        created_by: me,
        updated: facts.now,
        updated_by: me,
        source: None,
    };
    let labels = labelling.added(desk)?;
    Ok(desk.with_labels(labels, [desk.event(Change::Created { issue })]))
}

/// Moves a card right below another, or to the top (ISS-4).
fn move_card(desk: &Desk<'_>, number: u32, status: StatusId, below: Option<u32>) -> Result<Vec<DomainEvent>, Refusal> {
    let issue = desk.issue(number)?;
    desk.ask_to_change(issue)?;
    if issue.archived {
        return Err(Refusal::new(
            "ISS-6",
            format!("Issue {number} is archived and stands on no board. Restore it first."),
        ));
    }
    let status = if status == issue.status { status } else { desk.status(status)? };
    let mut column = desk.issues().column(status);
    let stands = column.iter().position(|card| card.number == number);
    if let Some(stands) = stands {
        column.remove(stands);
    }
    let at = match below {
        None => 0,
        Some(above) => column.iter().position(|card| card.number == above).map(|above| above + 1).ok_or_else(|| {
            Refusal::new(
                "ISS-4",
                format!("Issue {above} is not in this column any more. Move the card to another place."),
            )
        })?,
    };
    if stands == Some(at) {
        return Err(nothing());
    }
    let place::Place { rank, others } = place::place(&column, at);
    let mut edits = Vec::new();
    if status != issue.status {
        edits.push(super::Edit::Status(status));
    }
    if rank != issue.rank {
        edits.push(super::Edit::Rank(rank));
    }
    let mut events = Vec::new();
    if !others.is_empty() {
        events.push(desk.event(Change::Reranked { ranks: others }));
    }
    if !edits.is_empty() {
        events.push(desk.event(Change::Edited { numbers: vec![number], edits }));
    }
    Ok(events)
}

fn comment(desk: &Desk<'_>, number: u32, text: &str, facts: &mut Facts<'_>) -> Result<Vec<DomainEvent>, Refusal> {
    let issue = desk.issue(number)?;
    if issue.comments.len() >= check::COMMENTS {
        return Err(Refusal::new(
            "ISS-2",
            format!("Issue {number} has {} comments, as many as an issue can. Go on in a new issue.", check::COMMENTS),
        )
        .at("Comment"));
    }
    let comment = Comment {
        id: CommentId::from_random(facts.bytes()),
        by: Author::Person(desk.me),
        at: facts.now,
        edited: None,
        text: check::comment(text, "")?,
    };
    Ok(vec![desk.event(Change::Commented { number, comment })])
}

fn edit_comment(desk: &Desk<'_>, number: u32, comment: CommentId, text: &str) -> Result<Vec<DomainEvent>, Refusal> {
    let known =
        desk.issue(number)?.comments.iter().find(|known| known.id == comment).ok_or_else(|| {
            Refusal::new("ISS-2", format!("Issue {number} has no such comment. Open the issue again."))
        })?;
    if known.by != Author::Person(desk.me) {
        return Err(
            Refusal::new("ISS-2", "Only who wrote a comment can change it. Write one of your own.").at("Comment")
        );
    }
    let text = check::comment(text, &known.text)?;
    if known.text == text {
        return Err(nothing());
    }
    Ok(vec![desk.event(Change::CommentEdited { number, comment, text })])
}
