//! Keeping on purpose what the check points out (DPR-1). The decision is a line of the space's activity and nothing more:
//! who kept what, when; the newest line counts.

use super::place::{Holder, Part, findings, of_issue, of_project, of_space};
use crate::domain::{
    Event as DomainEvent, Facts, Permission, Record, Refusal, State,
    activity::Deed,
    gate::{self, Place},
    id::{PersonId, SpaceId},
    space::Space,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Findings that one command can keep.
pub const AT_ONCE: usize = 500;

/// One value in one holder, told without telling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Item {
    /// Where it stands.
    pub holder: Holder,
    /// Which value.
    pub mark: u64,
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// These are meant to be there.
    Keep {
        /// In which space.
        space: SpaceId,
        /// Which.
        items: Vec<Item>,
    },
    /// These are to be pointed out again.
    PointOut {
        /// In which space.
        space: SpaceId,
        /// Which.
        items: Vec<Item>,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Findings were kept on purpose.
    Kept {
        /// In which space.
        space: SpaceId,
        /// Which.
        items: Vec<Item>,
    },
    /// Findings are pointed out again.
    PointedOut {
        /// In which space.
        space: SpaceId,
        /// Which.
        items: Vec<Item>,
    },
}

impl Event {
    /// The space it belongs to.
    pub const fn space(&self) -> SpaceId {
        match self {
            Self::Kept { space, .. } | Self::PointedOut { space, .. } => *space,
        }
    }
}

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let (Command::Keep { space, items } | Command::PointOut { space, items }) = &command;
    let found = within(state, actor, *space, items)?;
    let known = kept(found);
    let keeps = matches!(command, Command::Keep { .. });
    let items: Vec<Item> = items.iter().copied().filter(|item| known.contains(item) != keeps).collect();
    if items.is_empty() {
        return Err(refusal("Nothing to change: it was said already."));
    }
    let space = *space;
    if !keeps {
        return Ok(vec![Event::PointedOut { space, items }.into()]);
    }
    for item in &items {
        keepable(state, found, item)?;
    }
    Ok(vec![Event::Kept { space, items }.into()])
}

/// Asks for what it takes to change each holder.
fn within<'a>(state: &'a State, actor: Option<PersonId>, space: SpaceId, items: &[Item]) -> Result<&'a Space, Refusal> {
    if items.len() > AT_ONCE {
        return Err(refusal(format!("At most {AT_ONCE} findings can be kept at once. Choose fewer.")));
    }
    let holders: BTreeSet<Holder> = items.iter().map(|item| item.holder).collect();
    let mut projects = BTreeSet::new();
    for holder in holders {
        match (holder.project, holder.issue) {
            (Some(project), Some(_)) if !projects.insert(project) => {}
            (Some(project), Some(_)) => {
                gate::ask(state, actor, Permission::UpdateIssue, Place::Project(space, project))?;
            }
            (Some(project), None) => {
                gate::ask(state, actor, Permission::EditProjectSettings, Place::Project(space, project))?;
            }
            (None, _) => {
                gate::administrator(state, actor, space, "Edit space description")?;
            }
        }
    }
    state.space(space).ok_or_else(|| refusal("This space is not here any more. Look through the vault again."))
}

/// Refuses what is a secret, and what is not there any more.
fn keepable(state: &State, space: &Space, item: &Item) -> Result<(), Refusal> {
    let texts: Vec<(Part, &str)> = match (item.holder.project, item.holder.issue) {
        (None, _) => of_space(space),
        (Some(project), issue) => match (space.projects.get(&project), issue) {
            (None, _) => Vec::new(),
            (Some(project), None) => of_project(project),
            (Some(project), Some(number)) => {
                project.issues.get(number).map(|issue| of_issue(issue).collect()).unwrap_or_default()
            }
        },
    };
    let place = (space.id, item.holder);
    let found = texts
        .into_iter()
        .flat_map(|(part, text)| findings(&state.name_key, place, part, text))
        .find(|found| found.mark == item.mark);
    match found {
        None => Err(refusal("What was found is not there any more. Look through the vault again.")),
        Some(found) if found.kind.is_secret() => {
            Err(refusal("A secret is not kept on purpose. Take it out, and renew it if anybody may have seen it."))
        }
        Some(_) => Ok(()),
    }
}

fn refusal(message: impl Into<String>) -> Refusal {
    Refusal::new("DPR-1", message)
}

/// What is kept on purpose in a space: its activity tells.
pub fn kept(space: &Space) -> BTreeSet<Item> {
    let mut kept = BTreeSet::new();
    for entry in space.feed.oldest_first() {
        match &entry.deed {
            Deed::SensitiveKept(items) => kept.extend(items.iter().copied()),
            Deed::SensitivePointedOut(items) => items.iter().for_each(|item| {
                kept.remove(item);
            }),
            _ => {}
        }
    }
    kept
}

/// Takes an event of this area in: a line of the activity.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    let (items, deed) = match event {
        Event::Kept { items, .. } => (items, Deed::SensitiveKept(items.clone())),
        Event::PointedOut { items, .. } => (items, Deed::SensitivePointedOut(items.clone())),
    };
    let projects: BTreeSet<_> = items.iter().map(|item| item.holder.project).collect();
    let project = projects.first().copied().flatten().filter(|_| projects.len() == 1);
    space.log(record, project, deed);
}
