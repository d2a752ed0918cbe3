//! Where texts stand that people type or imports bring: what the check of a space goes through.

use super::{Found, Kind, look};
use crate::domain::{
    id::{CommentId, ProjectId, SpaceId},
    issue::Issue,
    project::Project,
    space::{NameKey, Space},
};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// What holds a text: a space, a project or an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Holder {
    /// The project; none for the space itself.
    pub project: Option<ProjectId>,
    /// The issue of the project; none for the project itself.
    pub issue: Option<u32>,
}

/// Which of the holder's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The name of a space or project.
    Name,
    /// The title of an issue.
    Title,
    /// A description.
    Description,
    /// A label of the project.
    Label,
    /// The name of a status of the project.
    Status,
    /// The name of a person from elsewhere, as an import brought it.
    Outsider,
    /// A source repository's name or description.
    Repository,
    /// A Dev Environment's alias.
    DevEnvironment,
    /// A line of the checklist, from 1.
    Task(usize),
    /// A comment.
    Comment(CommentId),
    /// A tag of the connection of an account.
    Tag,
    /// The name of an attachment.
    Attachment,
    /// Where an issue came from.
    Source,
}

impl Part {
    /// In words, as a table shows it.
    pub fn label(self) -> String {
        match self {
            Self::Name => "Name".to_owned(),
            Self::Description => "Description".to_owned(),
            Self::Label => "Label".to_owned(),
            Self::Status => "Status".to_owned(),
            Self::Outsider => "Name of a person from elsewhere".to_owned(),
            Self::Repository => "Source repository".to_owned(),
            Self::DevEnvironment => "Dev Environment".to_owned(),
            Self::Title => "Title".to_owned(),
            Self::Task(nth) => format!("Task {nth}"),
            Self::Comment(_) => "Comment".to_owned(),
            Self::Tag => "Tag of an AWS account".to_owned(),
            Self::Attachment => "Attachment".to_owned(),
            Self::Source => "Address it came from".to_owned(),
        }
    }

    /// Whether it is a name or tag, which reaches further than a text.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Label | Self::Tag | Self::Status | Self::Repository | Self::DevEnvironment)
    }
}

/// A piece that was found in what the vault holds. It carries no piece of a secret, and the others only masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which space.
    pub space: SpaceId,
    /// In what.
    pub holder: Holder,
    /// In which of its texts.
    pub part: Part,
    /// What it looks like.
    pub kind: Kind,
    /// As it may be shown.
    pub masked: String,
    /// Tells this value from others without telling it.
    pub mark: u64,
    /// Somebody said that it is meant to be there.
    pub kept: bool,
}

/// Tells a value from others without telling it: the beginning of its HMAC under the vault's own key.
pub(super) fn mark(key: &NameKey, piece: &str) -> u64 {
    let mut bytes = [0; 8];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key.0) {
        mac.update(b"spaceward kept 1");
        mac.update(piece.as_bytes());
        for (byte, hashed) in bytes.iter_mut().zip(mac.finalize().into_bytes()) {
            *byte = hashed;
        }
    }
    u64::from_le_bytes(bytes)
}

/// What was found in one text.
pub(super) fn findings<'a>(
    key: &'a NameKey,
    (space, holder): (SpaceId, Holder),
    part: Part,
    text: &'a str,
) -> impl Iterator<Item = Finding> + 'a {
    look(text).into_iter().map(move |found: Found| Finding {
        space,
        holder,
        part,
        kind: found.kind,
        masked: found.masked(text),
        mark: mark(key, found.piece(text)),
        kept: false,
    })
}

/// The texts of a space itself.
pub(super) fn of_space(space: &Space) -> Vec<(Part, &str)> {
    let mut texts: Vec<(Part, &str)> = vec![(Part::Name, &space.name), (Part::Description, &space.description)];
    let tags = space.ties.by_account.values().flat_map(|tie| &tie.tags);
    texts.extend(tags.flat_map(|(key, value)| [key, value]).map(|text| (Part::Tag, text.as_str())));
    texts
}

/// The texts of a project itself.
pub(super) fn of_project(project: &Project) -> Vec<(Part, &str)> {
    let mut texts: Vec<(Part, &str)> = vec![(Part::Name, &project.name), (Part::Description, &project.description)];
    texts.extend(project.issues.labels.iter().map(|label| (Part::Label, label.as_str())));
    texts.extend(project.issues.statuses.iter().map(|status| (Part::Status, status.name.as_str())));
    texts.extend(project.issues.outsiders.iter().map(|name| (Part::Outsider, name.as_str())));
    for repository in &project.repositories {
        texts.extend([&repository.name, &repository.description].map(|text| (Part::Repository, text.as_str())));
    }
    texts.extend(project.dev_environments.iter().map(|one| (Part::DevEnvironment, one.alias.as_str())));
    texts
}

/// The texts of an issue.
pub(super) fn of_issue(issue: &Issue) -> impl Iterator<Item = (Part, &str)> {
    [(Part::Title, issue.title.as_str()), (Part::Description, issue.description.as_str())]
        .into_iter()
        .chain((1..).zip(&issue.tasks).map(|(nth, task)| (Part::Task(nth), task.text.as_str())))
        .chain(issue.comments.iter().map(|comment| (Part::Comment(comment.id), comment.text.as_str())))
        .chain(issue.attachments.iter().map(|name| (Part::Attachment, name.as_str())))
        .chain(issue.source.iter().map(|source| (Part::Source, source.as_str())))
}
