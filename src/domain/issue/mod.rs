//! Issues: what they are, how they change (ISS-1..6) and how they come in from elsewhere (ISS-7).

mod apply;
mod check;
mod command;
mod decide;
mod edit;
mod event;
pub mod import;
mod place;
mod query;
mod rank;
pub mod search;
mod status;

pub use apply::apply;
pub use command::{Command, Draft, EditWish, ImportRow, ImportSource};
pub use decide::decide;
pub use event::{Change, Edit, Event};
pub use query::{ACTIVE, assignable, author_name, history};
pub use rank::Rank;
pub use status::{Category, Status, StatusId, defaults};

use super::{
    Timestamp,
    id::{CommentId, PersonId},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// The issues of a project with what they share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issues {
    /// The number the next issue gets; numbers are never used twice (ISS-6).
    pub next: u32,
    /// Statuses in the order of the board's columns (ISS-3).
    pub statuses: Vec<Status>,
    /// Labels of the project; a [`LabelId`] is a place in this list, which only grows.
    pub labels: Vec<String>,
    /// Names of people from elsewhere that imported issues mention; an [`Author::Outsider`] is a place in this list.
    pub outsiders: Vec<String>,
    /// How estimates are shown.
    pub estimation: Estimation,
    /// By number.
    pub by_number: BTreeMap<u32, Arc<Issue>>,
}

impl Default for Issues {
    /// Those of a new project: none, with the five statuses it starts with (ISS-3).
    fn default() -> Self {
        Self {
            next: 1,
            statuses: status::defaults(),
            labels: Vec::new(),
            outsiders: Vec::new(),
            estimation: Estimation::default(),
            by_number: BTreeMap::new(),
        }
    }
}

/// An issue (ISS-2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Unique in the project, never changed.
    pub number: u32,
    /// 1 to 255 characters.
    pub title: String,
    /// Markdown, at most 32,767 characters.
    pub description: String,
    /// One of the project's statuses.
    pub status: StatusId,
    /// Priority.
    pub priority: Priority,
    /// Points, when estimated.
    pub estimate: Option<u8>,
    /// At most ten.
    pub assignees: Vec<Author>,
    /// At most fifty, in the order given.
    pub labels: Vec<LabelId>,
    /// Marked as blocked.
    pub blocked: bool,
    /// Out of boards and backlog (ISS-6).
    pub archived: bool,
    /// Place in its column and in the backlog.
    pub rank: Rank,
    /// The checklist, at most a hundred.
    pub tasks: Vec<Task>,
    /// At most a thousand, oldest first.
    pub comments: Vec<Comment>,
    /// Names of attachments elsewhere; the files are not kept here.
    pub attachments: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Who made it.
    pub created_by: Author,
    /// When it last changed.
    pub updated: Timestamp,
    /// Who changed it last.
    pub updated_by: Author,
    /// Where it came from, when imported: a web address or the number there.
    pub source: Option<String>,
}

/// Somebody an issue mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Author {
    /// A person of this vault.
    Person(PersonId),
    /// A name from an import: a place in [`Issues::outsiders`].
    Outsider(u16),
}

/// A place in [`Issues::labels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LabelId(pub u16);

/// How pressing an issue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    /// Not said.
    #[default]
    None,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Only from imports that know it; above high.
    Urgent,
}

impl Priority {
    /// All, least pressing first.
    pub const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Urgent];

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "No priority",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::Urgent => "Urgent",
        }
    }
}

/// How a project shows estimates (reference 3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Estimation {
    /// XS, S, M, L, XL.
    TShirt,
    /// 1, 2, 3, 5, 8, 13.
    #[default]
    Fibonacci,
    /// Not shown.
    Hidden,
}

impl Estimation {
    /// What a form offers: points with the text for them.
    pub const fn choices(self) -> &'static [(u8, &'static str)] {
        match self {
            Self::TShirt => &[(1, "XS"), (3, "S"), (5, "M"), (8, "L"), (13, "XL")],
            Self::Fibonacci => &[(1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (13, "13")],
            Self::Hidden => &[],
        }
    }

    /// Points as this project shows them; `None` when it hides them. Points are what is kept, so a change of the way
    /// loses nothing.
    pub fn text(self, points: u8) -> Option<String> {
        match self {
            Self::Hidden => None,
            Self::Fibonacci => Some(points.to_string()),
            Self::TShirt => Some(
                match points {
                    0..=2 => "XS",
                    3 => "S",
                    4..=5 => "M",
                    6..=8 => "L",
                    _ => "XL",
                }
                .to_owned(),
            ),
        }
    }
}

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is to be done.
    pub text: String,
    /// Done.
    pub done: bool,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub by: Author,
    /// When.
    pub at: Timestamp,
    /// When it was last changed, if it was.
    pub edited: Option<Timestamp>,
    /// Markdown.
    pub text: String,
}

/// How many issues share a segment of the vault: numbers with the same `number / BUCKET`.
pub const BUCKET: u32 = 32;
