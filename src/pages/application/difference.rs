//! What a sync changes or has changed, by name and count (SSO-4).

use crate::{
    components::{Fact, Facts},
    domain::{
        PersonId, State,
        application::{Brought, Came},
        identity_center::IdentityCenter,
        sync::Difference,
    },
    pages::space::shared::{counted, name_of},
};
use leptos::prelude::*;

/// People that are named; of more there is the count.
const NAMED: usize = 20;

/// A difference in words, a line each: what, how many, who first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Words(Vec<(&'static str, String)>);

fn line(what: &'static str, count: usize, names: &[String]) -> (&'static str, String) {
    let more = count.saturating_sub(names.len());
    let people = counted(count, "person", "people");
    let rest = match (names.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(": {}", names.join(", ")),
        (false, more) => format!(": {} and {more} more", names.join(", ")),
    };
    (what, format!("{people}{rest}"))
}

/// The name of somebody who may be known on the cloud side alone.
fn called(state: &State, center: Option<&IdentityCenter>, person: PersonId) -> String {
    match center.and_then(|center| center.users.get(&person)) {
        Some(user) => user.profile.full_name.clone(),
        None => name_of(state, person),
    }
}

impl Words {
    /// Of what a sync would change.
    pub(super) fn of(state: &State, center: Option<&IdentityCenter>, difference: &Difference) -> Self {
        let named = |people: &mut dyn Iterator<Item = PersonId>| -> Vec<String> {
            people.take(NAMED).map(|person| called(state, center, person)).collect()
        };
        let mut lines = Vec::new();
        let Difference { joined, left, moved, .. } = difference;
        if !joined.is_empty() {
            lines.push(line("Come", joined.len(), &named(&mut joined.iter().map(|(person, _)| *person))));
        }
        if !left.is_empty() {
            lines.push(line("Go", left.len(), &named(&mut left.iter().copied())));
        }
        if !moved.is_empty() {
            lines.push(line("In other groups", moved.len(), &named(&mut moved.iter().map(|(person, _)| *person))));
        }
        if difference.renamed > 0 {
            lines.push(("Other name or address", counted(difference.renamed, "person", "people")));
        }
        if !difference.teams.is_empty() {
            lines.push(("Teams that change", counted(difference.teams.len(), "team", "teams")));
        }
        if !difference.gone.is_empty() {
            lines.push(("Groups that are gone", counted(difference.gone.len(), "group", "groups")));
        }
        Self(lines)
    }

    /// Of what a sync has changed.
    pub(super) fn brought(state: &State, brought: &Brought) -> Self {
        let named = |how: Came| -> Vec<String> {
            let people = brought.first.iter().filter(|(_, came)| *came == how);
            people.map(|(person, _)| name_of(state, *person)).collect()
        };
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let mut lines = Vec::new();
        for (what, number, how) in [
            ("Came", brought.joined, Came::Joined),
            ("Went", brought.left, Came::Left),
            ("In other groups", brought.moved, Came::Moved),
        ] {
            if number > 0 {
                lines.push(line(what, count(number), &named(how)));
            }
        }
        for (what, number, one, many) in [
            ("Other name or address", brought.renamed, "person", "people"),
            ("Teams that changed", brought.teams, "team", "teams"),
            ("Groups that are gone", brought.gone, "group", "groups"),
        ] {
            if number > 0 {
                lines.push((what, counted(count(number), one, many)));
            }
        }
        Self(lines)
    }

    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The words as names and values.
#[component]
pub(super) fn WordList(
    /// What is said.
    words: Words,
) -> impl IntoView {
    view! { <Facts>{words.0.into_iter().map(|(what, words)| view! { <Fact name=what>{words}</Fact> }).collect_view()}</Facts> }
}
