//! What people are called, kept apart from the state so that cards do not look at all of it.

use crate::domain::{
    PersonId, State,
    issue::{Author, Issues},
};
use std::collections::BTreeMap;

/// Full names by person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    people: BTreeMap<PersonId, String>,
}

impl Names {
    /// Those of the vault.
    pub fn of(state: &State) -> Self {
        Self { people: state.people.values().map(|person| (person.id, person.full_name.clone())).collect() }
    }

    /// The name under which an author is shown.
    pub fn author<'a>(&'a self, issues: &'a Issues, author: Author) -> &'a str {
        let name = match author {
            Author::Person(person) => self.person(person),
            Author::Outsider(place) => issues.outsider(place),
        };
        name.unwrap_or("Unknown person")
    }

    /// A person's name.
    pub fn person(&self, person: PersonId) -> Option<&str> {
        self.people.get(&person).map(String::as_str)
    }
}
