//! What can be asked of issues.

use super::{Author, Estimation, Priority, StatusId, Task};
use crate::domain::{
    Timestamp,
    id::{CommentId, ProjectId, SpaceId},
};
use serde::{Deserialize, Serialize};

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Creates an issue.
    Create {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// What it says.
        draft: Draft,
    },
    /// Changes one issue or many together (ISS-5): all or none.
    Edit {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// Which issues.
        numbers: Vec<u32>,
        /// The new values.
        wishes: Vec<EditWish>,
    },
    /// Moves a card to a column and a place in it (ISS-4).
    Move {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// Which issue.
        number: u32,
        /// To which column.
        status: StatusId,
        /// The issue it shall stand right below; `None` puts it first.
        below: Option<u32>,
    },
    /// Writes a comment.
    Comment {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// On which issue.
        number: u32,
        /// Markdown.
        text: String,
    },
    /// Changes one's own comment.
    EditComment {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// On which issue.
        number: u32,
        /// Which.
        comment: CommentId,
        /// Markdown.
        text: String,
    },
    /// Imports issues, all at once (ISS-7).
    Import {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// What the rows came from.
        source: ImportSource,
        /// The rows, in the order of the file.
        rows: Vec<ImportRow>,
    },
    /// Sets how estimates are shown.
    SetEstimation {
        /// In which space.
        space: SpaceId,
        /// In which project.
        project: ProjectId,
        /// The way.
        estimation: Estimation,
    },
}

/// A new issue as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Status; the first active status of category to do when `None`.
    pub status: Option<StatusId>,
    /// Priority.
    pub priority: Priority,
    /// Estimate in points.
    pub estimate: Option<u8>,
    /// Assignees.
    pub assignees: Vec<Author>,
    /// Labels by text; new ones are added to the project's list.
    pub labels: Vec<String>,
}

/// One wished change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EditWish {
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
    /// Assignees, all of them.
    Assignees(Vec<Author>),
    /// Labels by text, all of them.
    Labels(Vec<String>),
    /// One label more, by text.
    AddLabel(String),
    /// One label less, by text.
    RemoveLabel(String),
    /// Blocked or not.
    Blocked(bool),
    /// Archived or not (ISS-6).
    Archived(bool),
    /// The checklist, all of it.
    Tasks(Vec<Task>),
}

impl Command {
    /// The project it is about.
    pub const fn place(&self) -> (SpaceId, ProjectId) {
        match self {
            Self::Create { space, project, .. }
            | Self::Edit { space, project, .. }
            | Self::Move { space, project, .. }
            | Self::Comment { space, project, .. }
            | Self::EditComment { space, project, .. }
            | Self::Import { space, project, .. }
            | Self::SetEstimation { space, project, .. } => (*space, *project),
        }
    }
}

/// What kind of file rows were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportSource {
    /// One JSON object a line.
    JsonLines,
    /// GitHub's issues, as the REST API or its command-line tool prints them.
    GitHub,
    /// Comma-separated values.
    Csv,
}

impl ImportSource {
    /// In words, as the feed shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::JsonLines => "JSON lines",
            Self::GitHub => "GitHub issues JSON",
            Self::Csv => "CSV",
        }
    }
}

/// An issue read from a file, normalised, nothing resolved yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Number or address in the file, kept as the source.
    pub source: Option<String>,
    /// Title.
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Name of a status; matched to the project's, ignoring case.
    pub status: Option<String>,
    /// Priority.
    pub priority: Priority,
    /// Points.
    pub estimate: Option<u8>,
    /// Names.
    pub assignees: Vec<String>,
    /// Labels.
    pub labels: Vec<String>,
    /// Archived.
    pub archived: bool,
    /// Who made it, by name.
    pub author: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
}
