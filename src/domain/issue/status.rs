//! Statuses and their categories (ISS-3, reference 3.2).

use serde::{Deserialize, Serialize};

/// The id of a status within its project; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatusId(pub u8);

/// The four fixed categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Backlog: not planned.
    Draft,
    /// To do.
    NotStarted,
    /// In progress.
    Started,
    /// Done.
    Completed,
}

impl Category {
    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Backlog",
            Self::NotStarted => "To do",
            Self::Started => "In progress",
            Self::Completed => "Done",
        }
    }
}

/// A status: a column of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its id.
    pub id: StatusId,
    /// Its name.
    pub name: String,
    /// The category it belongs to.
    pub category: Category,
    /// Deactivated ones take no more issues.
    pub active: bool,
}

/// The five statuses every project starts with.
pub fn defaults() -> Vec<Status> {
    [
        ("Backlog", Category::Draft),
        ("To do", Category::NotStarted),
        ("In progress", Category::Started),
        ("In review", Category::Started),
        ("Done", Category::Completed),
    ]
    .into_iter()
    .zip(0..)
    .map(|((name, category), id)| Status { id: StatusId(id), name: name.to_owned(), category, active: true })
    .collect()
}
