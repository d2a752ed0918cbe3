//! What the assistant was given, what of it runs, and how much of it each person gave (AI-3, AI-5).

use crate::domain::{
    State, Timestamp,
    id::{PersonId, ProjectId, SpaceId},
    issue::Category,
    space::Space,
};
use serde::{Deserialize, Serialize};

/// An issue in the hands of the assistant, or one that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// In which project.
    pub project: ProjectId,
    /// The issue's number.
    pub number: u32,
    /// The name of the source repository it is about.
    pub repository: String,
    /// Whether it may touch workflow files (AI-4).
    pub workflows: bool,
    /// Who gave it, and whose quota it counts against (AI-5).
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// When and how it ended, if it was ended. A done issue needs no end.
    pub ended: Option<End>,
}

/// The end of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When.
    pub at: Timestamp,
    /// How.
    pub how: How,
}

/// How work came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// Somebody took the issue back.
    TakenBack,
    /// The features were turned off (AI-3).
    TurnedOff,
}

impl Work {
    /// Whether it is of this issue and was not ended.
    pub fn is_open(&self, project: ProjectId, number: u32) -> bool {
        self.ended.is_none() && (self.project, self.number) == (project, number)
    }

    /// Whether it runs: it was not ended, and its issue is neither done nor archived.
    pub fn runs(&self, space: &Space) -> bool {
        let Some(project) = space.projects.get(&self.project) else { return false };
        let Some(issue) = project.issues.get(self.number) else { return false };
        self.ended.is_none() && !issue.archived && project.issues.category(issue) != Category::Completed
    }
}

/// What the assistant works on, in every project (AI-3).
pub fn running(space: &Space) -> impl Iterator<Item = &Work> {
    space.assistant.work.iter().filter(|work| work.runs(space))
}

/// How much a person used the features in one space (AI-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Where.
    pub space: SpaceId,
    /// Issues they gave to the assistant in this calendar month of UTC.
    pub this_month: usize,
    /// Issues they ever gave to it.
    pub ever: usize,
    /// Issues of those that it works on.
    pub running: usize,
}

/// A person's own use, in each of their spaces; spaces without any are left out (AI-5).
pub fn used_by(state: &State, person: PersonId, now: Timestamp) -> Vec<Use> {
    let count = |space: &Space| {
        let own = || space.assistant.work.iter().filter(|work| work.by == person);
        Use {
            space: space.id,
            this_month: own().filter(|work| work.at.is_in_month_of(now)).count(),
            ever: own().count(),
            running: own().filter(|work| work.runs(space)).count(),
        }
    };
    state.spaces_of(person).into_iter().map(count).filter(|used| used.ever > 0).collect()
}
