//! What fields of an issue offer: statuses, priorities, estimates, people and labels of a project, as choices.

use super::{desk::Desk, pick::Pick, rows::by_name};
use crate::{
    components::choice::Choice,
    domain::{
        PersonId,
        issue::{Author, Priority, StatusId, assignable},
    },
};
use leptos::prelude::*;

/// The active statuses; an inactive one stands beside them where an issue still has it.
pub fn statuses(desk: Desk, present: Signal<Option<StatusId>>) -> Signal<Vec<Choice>> {
    let all = desk.statuses();
    Signal::derive(move || {
        let present = present.get();
        all.with(|all| {
            all.iter()
                .filter(|status| status.active || Some(status.id) == present)
                .map(|status| Choice::new(status.id.0.to_string(), status.name.clone()))
                .collect()
        })
    })
}

/// Reads the value of such a choice.
pub fn status(value: &str) -> Option<StatusId> {
    value.parse().ok().map(StatusId)
}

/// Priorities, most pressing first.
pub fn priorities() -> Vec<Choice> {
    Priority::ALL.iter().rev().map(|priority| Choice::new(priority.label(), priority.label())).collect()
}

/// Reads the value of such a choice.
pub fn priority(value: &str) -> Priority {
    Priority::ALL.into_iter().find(|priority| priority.label() == value).unwrap_or_default()
}

/// Estimates as the project shows them; points that the project does not offer stand beside them where an issue has
/// them.
pub fn estimates(desk: Desk, present: Signal<Option<u8>>) -> Signal<Vec<Choice>> {
    let way = desk.estimation();
    Signal::derive(move || {
        let way = way.get();
        let mut choices = vec![Choice::new("", "No estimate")];
        choices.extend(way.choices().iter().map(|(points, text)| Choice::new(points.to_string(), *text)));
        if let Some(points) = present.get().filter(|points| way.choices().iter().all(|(known, _)| known != points)) {
            choices.push(Choice::new(points.to_string(), way.text(points).unwrap_or_else(|| points.to_string())));
        }
        choices
    })
}

/// Reads the value of such a choice.
pub fn estimate(value: &str) -> Option<u8> {
    value.parse().ok()
}

/// Who can be assigned, and who is assigned already though they could not be now.
pub fn people(desk: Desk, present: Signal<Vec<Author>>) -> Signal<Vec<Pick>> {
    let able = desk.session.select(move |state| {
        let (space, project) = desk.place.get();
        assignable(state, space, project)
            .into_iter()
            .filter_map(|id| state.people.get(&id))
            .map(|person| (person.id, person.full_name.clone(), person.alias.clone()))
            .collect::<Vec<_>>()
    });
    Signal::derive(move || {
        let mut picks: Vec<Pick> = able.with(|able| {
            able.iter()
                .map(|(id, name, alias)| Pick {
                    value: id.to_string(),
                    label: name.clone(),
                    note: Some(format!("@{alias}")),
                })
                .collect()
        });
        for author in present.get() {
            let value = author_value(author);
            if picks.iter().all(|pick| pick.value != value) {
                let name = desk
                    .issues(|issues| desk.names.with(|names| names.author(issues, author).to_owned()))
                    .unwrap_or_default();
                picks.push(Pick::new(value, name));
            }
        }
        picks.sort_by(|one, other| by_name(&one.label, &other.label));
        picks
    })
}

/// An author as the value of a choice.
pub fn author_value(author: Author) -> String {
    match author {
        Author::Person(person) => person.to_string(),
        Author::Outsider(place) => format!("outsider {place}"),
    }
}

/// Reads the value of such a choice.
pub fn author(value: &str) -> Option<Author> {
    match value.strip_prefix("outsider ") {
        Some(place) => place.parse().ok().map(Author::Outsider),
        None => PersonId::parse(value).map(Author::Person),
    }
}

/// The project's labels in the order of their words.
pub fn labels(desk: Desk) -> Signal<Vec<Pick>> {
    let all = desk.select(|issues| issues.labels.clone());
    Memo::new(move |_| {
        let mut labels = all.get().unwrap_or_default();
        labels.sort_by(|one, other| by_name(one, other));
        labels.into_iter().map(|label| Pick::new(label.clone(), label)).collect::<Vec<_>>()
    })
    .into()
}
