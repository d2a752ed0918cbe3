//! Joining documents to one inventory: all of them or none.

use super::{Belongs, Document, Listing, Named, OwnedDevEnvironment, Which, continue_command, items::tier_printed};
use crate::{
    domain::{
        Timestamp,
        activity::Logged,
        import::{Inventory, InventoryProject, InventorySpace},
        project::{DevEnvironment, Repository},
    },
    formats::{
        Unreadable,
        unreadable::{clip, counted},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a description (reference 1.1).
const DESCRIPTION_MAX: usize = 200;

/// An inventory with remarks for the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What was read.
    pub inventory: Inventory,
    /// Sentences for the report: what was twice, what is not complete and how to complete it.
    pub notes: Vec<String>,
}

/// Joins documents, each with what the person said it belongs to, in any order.
///
/// # Errors
/// A document lacks its space or project, or two documents contradict each other.
pub fn merge(documents: &[(Document, Belongs)]) -> Result<Merged, Unreadable> {
    let mut joining = Joining::default();
    for (document, belongs) in documents {
        check(document, belongs)?;
        joining.notes.extend(document.notes.iter().cloned());
        if document.incomplete {
            let mut note =
                format!("What `{}` printed is not complete: the service had more pages.", document.listing.command());
            if let Some(command) = continue_command(&document.listing, belongs) {
                note = format!("{note} All of them at once: `{command}`");
            }
            joining.notes.push(note);
        }
        joining.take(&document.listing, belongs)?;
    }
    Ok(joining.finish())
}

fn check(document: &Document, belongs: &Belongs) -> Result<(), Unreadable> {
    let named = |name: &Option<String>| name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let lacks = match document.needs() {
        None => None,
        Some(Which::Space) => (!named(&belongs.space)).then_some("space"),
        Some(Which::Project) => {
            if named(&belongs.space) {
                (!named(&belongs.project)).then_some("project")
            } else {
                Some("space")
            }
        }
    };
    match lacks {
        None => Ok(()),
        Some(lacks) => Err(Unreadable::new(format!(
            "What `{}` printed does not say which {lacks} it belongs to. Say it beside the file.",
            document.listing.command()
        ))),
    }
}

/// Spaces by name without case (SPC-3).
#[derive(Default)]
struct Joining {
    spaces: BTreeMap<String, SpaceParts>,
    notes: Vec<String>,
}

#[derive(Default)]
struct SpaceParts {
    space: InventorySpace,
    projects: BTreeMap<String, ProjectParts>,
    log: BTreeMap<(Timestamp, String), Logged>,
    logged: BTreeSet<String>,
}

#[derive(Default)]
struct ProjectParts {
    project: InventoryProject,
    repositories: Option<BTreeMap<String, Repository>>,
    dev_environments: Option<BTreeMap<String, DevEnvironment>>,
}

impl Joining {
    fn space(&mut self, name: &str) -> &mut SpaceParts {
        let parts = self.spaces.entry(name.trim().to_lowercase()).or_default();
        if parts.space.name.is_empty() {
            name.trim().clone_into(&mut parts.space.name);
        }
        parts
    }

    fn project(&mut self, space: &str, project: &str) -> &mut ProjectParts {
        let parts = self.space(space).projects.entry(project.trim().to_lowercase()).or_default();
        if parts.project.name.is_empty() {
            project.trim().clone_into(&mut parts.project.name);
        }
        parts
    }

    fn take(&mut self, listing: &Listing, belongs: &Belongs) -> Result<(), Unreadable> {
        let space = belongs.space.as_deref().unwrap_or_default();
        let project = belongs.project.as_deref().unwrap_or_default();
        match listing {
            Listing::Empty => {}
            Listing::Spaces(items) => {
                for item in items {
                    self.take_space(item)?;
                }
            }
            Listing::Projects(items) => {
                for item in items {
                    let description = self.fitting(item);
                    let parts = self.project(item.space.as_deref().unwrap_or(space), &item.name);
                    if !description.is_empty() {
                        parts.project.description = description;
                    }
                }
            }
            Listing::Repositories(items) => {
                let known = self.project(space, project).repositories.get_or_insert_default();
                let twice = items.iter().filter(|item| !newest(known, &item.id, item, |item| item.updated)).count();
                self.twice(twice, "source repository", "source repositories");
            }
            Listing::DevEnvironments(items) => {
                let mut twice = 0;
                for OwnedDevEnvironment { space: own_space, project: own_project, environment } in items {
                    let space = own_space.as_deref().unwrap_or(space);
                    let project = own_project.as_deref().unwrap_or(project);
                    let known = self.project(space, project).dev_environments.get_or_insert_default();
                    twice += usize::from(!newest(known, &environment.id, environment, |item| item.updated));
                }
                self.twice(twice, "Dev Environment", "Dev Environments");
            }
            Listing::Subscription(subscription) => {
                let parts = self.space(space);
                if parts.space.tier.is_some() && subscription.tier.is_some() && parts.space.tier != subscription.tier {
                    return Err(contradiction(space, "tier"));
                }
                parts.space.tier = subscription.tier.or(parts.space.tier);
                if let Some(account) = &subscription.account {
                    parts.space.billing_account_name = Some(account.clone());
                }
                if let Some((tier, since)) = &subscription.pending {
                    let waits = tier_printed(tier).zip(*since);
                    parts.space.pending = waits.or(parts.space.pending);
                    let since = since.map_or_else(String::new, |since| format!(" from {}", since.to_rfc3339()));
                    let taken = if waits.is_some() {
                        ""
                    } else {
                        " It could not be taken in; the tier that counts now was read."
                    };
                    self.notes.push(format!(
                        "A change of tier to “{}”{since} waits in the space “{}”.{taken}",
                        clip(tier),
                        clip(space)
                    ));
                }
            }
            Listing::EventLogs(items) => {
                let parts = self.space(space);
                let mut twice = 0;
                for item in items {
                    if parts.logged.insert(item.logged.id.clone()) {
                        parts.log.insert((item.at, item.logged.id.clone()), item.logged.clone());
                    } else {
                        twice += 1;
                    }
                }
                self.twice(twice, "event", "events");
            }
        }
        Ok(())
    }

    fn take_space(&mut self, item: &Named) -> Result<(), Unreadable> {
        let description = self.fitting(item);
        let space = &mut self.space(&item.name).space;
        // The listing spells the name as the service does; what a person typed may differ in case.
        item.name.trim().clone_into(&mut space.name);
        let region = item.region.as_deref().unwrap_or_default();
        if !space.region.is_empty() && space.region != region {
            return Err(contradiction(&item.name, "Region"));
        }
        region.clone_into(&mut space.region);
        if !description.is_empty() {
            space.description = description;
        }
        Ok(())
    }

    /// A description within the limit: display name and description together can be longer.
    fn fitting(&mut self, item: &Named) -> String {
        if item.description.chars().count() <= DESCRIPTION_MAX {
            return item.description.clone();
        }
        self.notes.push(format!(
            "The description of “{}” is longer than {DESCRIPTION_MAX} characters together with its display name: cut.",
            clip(&item.name)
        ));
        item.description.chars().take(DESCRIPTION_MAX - 1).chain(['…']).collect()
    }

    fn twice(&mut self, count: usize, one: &str, many: &str) {
        if count > 0 {
            let what = counted(count, one, many);
            self.notes.push(format!("{what} stood more than once in the files: the newest counts."));
        }
    }

    fn finish(self) -> Merged {
        let spaces = self.spaces.into_values().map(|parts| InventorySpace {
            projects: parts
                .projects
                .into_values()
                .map(|parts| InventoryProject {
                    repositories: parts.repositories.map(sorted),
                    dev_environments: parts.dev_environments.map(sorted),
                    ..parts.project
                })
                .collect(),
            log: parts.log.into_iter().map(|((at, _), logged)| (at, logged)).collect(),
            ..parts.space
        });
        Merged { inventory: Inventory { spaces: spaces.collect() }, notes: self.notes }
    }
}

/// Keeps the newer of two items with the same id; `false` when it was known.
fn newest<T: Clone>(known: &mut BTreeMap<String, T>, id: &str, item: &T, updated: impl Fn(&T) -> Timestamp) -> bool {
    match known.get_mut(id) {
        Some(old) => {
            if updated(item) > updated(old) {
                *old = item.clone();
            }
            false
        }
        None => known.insert(id.to_owned(), item.clone()).is_none(),
    }
}

fn sorted<T>(known: BTreeMap<String, T>) -> Vec<T> {
    known.into_values().collect()
}

fn contradiction(space: &str, what: &str) -> Unreadable {
    Unreadable::new(format!(
        "The files name two different values for the {what} of the space “{}”. Nothing was taken: make them again, or leave the outdated one away.",
        clip(space)
    ))
}
