//! The switch, giving an issue to the assistant, and taking it back (AI-1..3).

use super::{Assistant, Command, End, Event, Feature, How, Work, running};
use crate::domain::{
    Event as DomainEvent, Facts, Permission, ProjectId, Record, Refusal, SpaceId, State,
    activity::Deed,
    gate::{self, Place},
    id::PersonId,
    issue::Category,
    space::Region,
};

/// Whether a person may turn the features of a space on, or off: a Space administrator, in US West (Oregon) alone (AI-1).
pub fn may_set(state: &State, actor: Option<PersonId>, space: SpaceId, on: bool) -> Result<(), Refusal> {
    let permission = if on {
        Permission::EnableGenerativeAIFeaturesForASpace
    } else {
        Permission::DisableGenerativeAIFeaturesForASpace
    };
    gate::ask(state, actor, permission, Place::Space(space))?;
    let Some(found) = state.space(space) else { return Err(gone()) };
    if on && found.region != Region::UsWest2.code() {
        return Err(Refusal::new(
            "AI-1",
            format!(
                "Generative AI features are there in {} alone, and the Region of a space never changes. A space in that Region can have them.",
                Region::UsWest2.label()
            ),
        ));
    }
    Ok(())
}

/// Whether a person may give this issue to the assistant (AI-2, reference 3.7).
pub fn may_assign(
    state: &State,
    actor: Option<PersonId>,
    place: (SpaceId, ProjectId),
    number: u32,
) -> Result<PersonId, Refusal> {
    let person = Feature::AssignIssue.may_use(state, actor, place)?;
    let refuse = |why: String| Err(Refusal::new("AI-2", why));
    let Some(project) = state.project(place.0, place.1) else { return Err(gone()) };
    let Some(issue) = project.issues.get(number) else {
        return refuse(format!("There is no issue {number} in this project. Choose one from the list."));
    };
    if issue.archived || project.issues.category(issue) == Category::Completed {
        return refuse(format!("Issue {number} is done or archived. Open it again before the assistant gets it."));
    }
    if held(state, place, number) {
        return refuse(format!("The assistant has issue {number} already, so there is nothing to change."));
    }
    if project.repositories.is_empty() {
        return refuse(
            "The assistant works in a source repository, and this project has none. Import what list-source-repositories prints."
                .to_owned(),
        );
    }
    Ok(person)
}

/// Whether a person may take an issue back from the assistant.
pub fn may_take_back(
    state: &State,
    actor: Option<PersonId>,
    (space, project): (SpaceId, ProjectId),
) -> Result<PersonId, Refusal> {
    gate::ask(state, actor, Permission::UnassignAmazonQFromAnIssue, Place::Project(space, project))
}

fn held(state: &State, (space, project): (SpaceId, ProjectId), number: u32) -> bool {
    state
        .space(space)
        .is_some_and(|space| space.assistant.work.iter().any(|work| work.is_open(project, number) && work.runs(space)))
}

/// Refuses to change the words of an issue while the assistant works by them (reference 3.7); `field` is which.
pub fn hold(state: &State, place: (SpaceId, ProjectId), number: u32, field: &'static str) -> Result<(), Refusal> {
    if !held(state, place, number) {
        return Ok(());
    }
    let why = format!(
        "The assistant works on issue {number} by its title and description, so they stay as they are. Take the issue back from it first."
    );
    Err(Refusal::new("AI-2", why).at(field))
}

fn gone() -> Refusal {
    Refusal::new("AI-1", "This space or project is not here any more. Open it from your spaces again.")
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let event = match command {
        Command::Set { space, on } => {
            may_set(state, actor, space, on)?;
            let Some(found) = state.space(space) else { return Err(gone()) };
            if found.assistant.on == on {
                let how = if on { "on" } else { "off" };
                return Err(Refusal::new(
                    "AI-1",
                    format!("The features are {how} already, so there is nothing to change."),
                ));
            }
            let stopped = if on { 0 } else { u32::try_from(running(found).count()).unwrap_or(u32::MAX) };
            Event::Set { space, on, stopped }
        }
        Command::Assign { space, project, number, repository, workflows } => {
            let by = may_assign(state, actor, (space, project), number)?;
            let known = state
                .project(space, project)
                .is_some_and(|project| project.repositories.iter().any(|one| one.name == repository));
            if !known {
                let why = "This project has no such source repository. Choose one from the list.";
                return Err(Refusal::new("AI-2", why).at("Source repository"));
            }
            let work = Work { project, number, repository, workflows, by, at: facts.now, ended: None };
            Event::Assigned { space, work }
        }
        Command::TakeBack { space, project, number } => {
            may_take_back(state, actor, (space, project))?;
            if !held(state, (space, project), number) {
                let why = format!("The assistant does not work on issue {number}, so there is nothing to take back.");
                return Err(Refusal::new("AI-2", why));
            }
            Event::TakenBack { space, project, number }
        }
    };
    Ok(vec![event.into()])
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    let end = |how| Some(End { at: record.at, how });
    match event {
        Event::Set { on, stopped, .. } => {
            let Assistant { on: was, since, work } = &mut space.assistant;
            (*was, *since) = (*on, Some(record.at));
            if !on {
                // All of it, also of issues that are done: opened again, they stay without.
                for work in work.iter_mut().filter(|work| work.ended.is_none()) {
                    work.ended = end(How::TurnedOff);
                }
            }
            space.log(record, None, Deed::AssistantSet(*on, *stopped));
        }
        Event::Assigned { work, .. } => {
            if !space.assistant.work.iter().any(|known| known.is_open(work.project, work.number)) {
                space.assistant.work.push(work.clone());
            }
            space.log(record, Some(work.project), Deed::AssistantAssigned(work.number));
        }
        Event::TakenBack { project, number, .. } => {
            for work in space.assistant.work.iter_mut().filter(|work| work.is_open(*project, *number)) {
                work.ended = end(How::TakenBack);
            }
            space.log(record, Some(*project), Deed::AssistantTakenBack(*number));
        }
    }
}
