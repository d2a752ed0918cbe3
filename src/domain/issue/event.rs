//! What can have happened to issues.

use super::{Author, Comment, Estimation, Issue, LabelId, Priority, Rank, StatusId, Task};
use crate::domain::{
    Timestamp,
    id::{CommentId, ProjectId, SpaceId},
};
use serde::{Deserialize, Serialize};

/// Something that happened to the issues of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// In which space.
    pub space: SpaceId,
    /// In which project.
    pub project: ProjectId,
    /// What.
    pub change: Change,
}

/// What happened. Values are absolute, so that taking an event in twice changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// An issue was created.
    Created {
        /// As it was made.
        issue: Issue,
    },
    /// Issues were edited, all in the same way.
    Edited {
        /// Which, rising.
        numbers: Vec<u32>,
        /// Their new values.
        edits: Vec<Edit>,
    },
    /// A comment was written.
    Commented {
        /// On which issue.
        number: u32,
        /// The comment.
        comment: Comment,
    },
    /// A comment was changed.
    CommentEdited {
        /// On which issue.
        number: u32,
        /// Which comment.
        comment: CommentId,
        /// New text.
        text: String,
    },
    /// Labels were added to the project's list, at its end.
    LabelsAdded {
        /// Their texts.
        labels: Vec<String>,
    },
    /// Ranks of several issues were set because a gap was used up.
    Reranked {
        /// Number and new rank.
        ranks: Vec<(u32, Rank)>,
    },
    /// Issues were imported, all at once.
    Imported {
        /// What kind of file they came from, in words, such as `GitHub issues JSON`.
        format: String,
        /// Names from elsewhere, added to the project's list at its end.
        outsiders: Vec<String>,
        /// The issues, numbered.
        issues: Vec<Issue>,
    },
    /// How estimates are shown was set.
    EstimationSet {
        /// The way.
        estimation: Estimation,
    },
}

/// One new value of an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Title.
    Title(String),
    /// Description.
    Description(String),
    /// Status.
    Status(StatusId),
    /// Priority.
    Priority(Priority),
    /// Estimate.
    Estimate(Option<u8>),
    /// Assignees.
    Assignees(Vec<Author>),
    /// Labels.
    Labels(Vec<LabelId>),
    /// Blocked.
    Blocked(bool),
    /// Archived.
    Archived(bool),
    /// Rank.
    Rank(Rank),
    /// The checklist.
    Tasks(Vec<Task>),
    /// Names of attachments.
    Attachments(Vec<String>),
    /// When it was updated, when that is not the moment of the record (imports only).
    Updated(Timestamp),
}
