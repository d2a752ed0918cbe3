//! What `aws codecatalyst …` prints (reference 1.1): any number of files, in any order, to one inventory.
//!
//! [`super::detect::recognise`] gives [`Document`]s; one that does not say which space or project it belongs to
//! says so in [`Document::needs`], and the person says it in a [`Belongs`]; [`merge`] joins all of them or none.

mod commands;
mod fields;
mod items;
mod merge;
mod print;
mod shape;

pub use commands::{Step, commands, continue_command, suggest};
pub use items::{LogItem, Named, OwnedDevEnvironment, Subscription};
pub use merge::{Merged, merge};
pub use print::event_logs;
pub(super) use shape::{documents, is_document, is_item, other_service};

use crate::domain::project::Repository;

/// One listing, read whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it lists.
    pub listing: Listing,
    /// The service had more to tell than is in the file.
    pub incomplete: bool,
    /// Remarks for the report, as sentences.
    pub notes: Vec<String>,
}

/// What a document lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    /// `list-spaces`, or `get-space` for one.
    Spaces(Vec<Named>),
    /// `list-projects`, or `get-project` for one.
    Projects(Vec<Named>),
    /// `list-source-repositories`.
    Repositories(Vec<Repository>),
    /// `list-dev-environments`.
    DevEnvironments(Vec<OwnedDevEnvironment>),
    /// `get-subscription`.
    Subscription(Subscription),
    /// `list-event-logs`.
    EventLogs(Vec<LogItem>),
    /// A listing without items, which does not tell what it would have listed.
    Empty,
}

/// What a document does not say by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// Which space it belongs to.
    Space,
    /// Which space and which project in it.
    Project,
}

/// What the person says a document belongs to; also what a file's name suggests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belongs {
    /// Name of the space.
    pub space: Option<String>,
    /// Name of the project.
    pub project: Option<String>,
}

impl Listing {
    /// The command that prints it.
    pub const fn command(&self) -> &'static str {
        match self {
            Self::Spaces(_) => "list-spaces",
            Self::Projects(_) => "list-projects",
            Self::Repositories(_) => "list-source-repositories",
            Self::DevEnvironments(_) => "list-dev-environments",
            Self::Subscription(_) => "get-subscription",
            Self::EventLogs(_) => "list-event-logs",
            Self::Empty => "an empty listing",
        }
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Spaces(items) | Self::Projects(items) => items.len(),
            Self::Repositories(items) => items.len(),
            Self::DevEnvironments(items) => items.len(),
            Self::EventLogs(items) => items.len(),
            Self::Subscription(_) => 1,
            Self::Empty => 0,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it is, for people.
    pub fn label(&self) -> String {
        let (one, many) = match self {
            Self::Spaces(_) => ("space", "spaces"),
            Self::Projects(_) => ("project", "projects"),
            Self::Repositories(_) => ("source repository", "source repositories"),
            Self::DevEnvironments(_) => ("Dev Environment", "Dev Environments"),
            Self::EventLogs(_) => ("event", "events"),
            Self::Subscription(_) => ("subscription", "subscriptions"),
            Self::Empty => return "A listing without items".to_owned(),
        };
        super::unreadable::counted(self.len(), one, many)
    }
}

impl Document {
    /// What the person has to say before it can be joined; `None` when it says all by itself.
    pub fn needs(&self) -> Option<Which> {
        match &self.listing {
            Listing::Spaces(_) | Listing::Empty => None,
            Listing::Projects(items) => items.iter().any(|item| item.space.is_none()).then_some(Which::Space),
            Listing::Subscription(_) | Listing::EventLogs(_) => Some(Which::Space),
            Listing::Repositories(_) => Some(Which::Project),
            Listing::DevEnvironments(items) => {
                items.iter().any(|item| item.space.is_none() || item.project.is_none()).then_some(Which::Project)
            }
        }
    }
}
