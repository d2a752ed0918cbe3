//! Names of an import: people of this vault, or outsiders.

use super::{Author, Note, check, one_line, query, shown};
use crate::domain::{PersonId, State, id::SpaceId, project::Project};
use std::collections::{BTreeMap, HashMap};

/// Turns names from elsewhere into people of this vault or into outsiders.
pub struct Names {
    people: HashMap<String, PersonId>,
    outsiders: HashMap<String, u16>,
    known: usize,
    new: Vec<String>,
    left_out: BTreeMap<String, usize>,
}

impl Names {
    pub fn new(state: &State, space: SpaceId, project: &Project) -> Self {
        let mut people = HashMap::new();
        for person in query::assignable(state, space, project.id).iter().filter_map(|id| state.people.get(id)) {
            people.insert(person.alias.to_lowercase(), person.id);
            people.insert(person.email.to_lowercase(), person.id);
        }
        let outsiders = project.issues.outsiders.iter().cloned().zip(0..).collect();
        Self { people, outsiders, known: project.issues.outsiders.len(), new: Vec::new(), left_out: BTreeMap::new() }
    }

    pub fn author(&mut self, name: &str) -> Option<Author> {
        let name = one_line(name.trim().trim_start_matches('@'), check::TITLE, || {})?;
        if let Some(person) = self.people.get(&name.to_lowercase()) {
            return Some(Author::Person(*person));
        }
        if let Some(place) = self.outsiders.get(&name) {
            return Some(Author::Outsider(*place));
        }
        let Ok(place) = u16::try_from(self.known + self.new.len()) else {
            *self.left_out.entry(shown(&name)).or_default() += 1;
            return None;
        };
        self.outsiders.insert(name.clone(), place);
        self.new.push(name);
        Some(Author::Outsider(place))
    }

    pub fn finish(self, notes: &mut Vec<Note>) -> Vec<String> {
        notes.extend(self.left_out.into_iter().map(|(name, times)| Note::NameLeftOut(name, times)));
        self.new
    }
}
