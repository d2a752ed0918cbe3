//! Generative AI features of a space (AI-1..5): one switch for all its projects, who may use what, which issues the assistant was
//! given, and what it may and may never do.
//!
//! The assistant itself is a service of the cloud, and this console has none behind it: it keeps to whom an issue was given,
//! by whom and for which repository, holds the issue as it is meanwhile and ends the work. It writes nothing in the assistant's name.

mod feature;
mod pull_request;
mod rules;
mod work;

pub use feature::Feature;
pub use pull_request::{Author, Denied, PullRequest, may_merge, may_open, may_revise, starts_workflows};
pub use rules::{apply, decide, hold, may_assign, may_set, may_take_back};
pub use work::{End, How, Use, Work, running, used_by};

use super::{
    Timestamp,
    id::{ProjectId, SpaceId},
};
use serde::{Deserialize, Serialize};

/// What a space keeps of its generative AI features. Off until somebody turns them on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistant {
    /// Whether projects of the space can use the features.
    pub on: bool,
    /// Since when it stands so; none until it was first set.
    pub since: Option<Timestamp>,
    /// What it was ever given, oldest first: use is counted by it (AI-5).
    pub work: Vec<Work>,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Turns the features on or off for all projects of a space (AI-1). Off stops what runs, for good (AI-3).
    Set {
        /// Which space.
        space: SpaceId,
        /// On or off.
        on: bool,
    },
    /// Gives an issue to the assistant (AI-2).
    Assign {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// The number.
        number: u32,
        /// The name of the project's source repository it is about.
        repository: String,
        /// Whether workflow files may be touched (AI-4).
        workflows: bool,
    },
    /// Takes an issue back from the assistant; that work ends for good.
    TakeBack {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// The number.
        number: u32,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The features were turned on or off. Off ends all work.
    Set {
        /// In which space.
        space: SpaceId,
        /// On or off.
        on: bool,
        /// How much running work that stopped.
        stopped: u32,
    },
    /// The assistant was given an issue.
    Assigned {
        /// In which space.
        space: SpaceId,
        /// Which one, by whom and when.
        work: Work,
    },
    /// An issue was taken back from the assistant.
    TakenBack {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// The number.
        number: u32,
    },
}

impl Event {
    /// The space whose key seals it.
    pub const fn space(&self) -> SpaceId {
        match self {
            Self::Set { space, .. } | Self::Assigned { space, .. } | Self::TakenBack { space, .. } => *space,
        }
    }
}
