//! Taking an inventory in: what is new appears, what is known is brought up to date, nothing appears twice.

use super::{Command, Event, Inventory, InventoryProject, InventorySpace};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Record, Refusal, State, Timestamp,
    activity::{Deed, Entry, Logged, SOURCE, id_of},
    billing, gate,
    id::{PersonId, ProjectId, SpaceId},
    member, project,
    role::Role,
    space,
    space::{Origin, Space, names},
    text,
    text::field,
};
use std::{collections::BTreeSet, sync::Arc};

/// How many projects of one space are taken in; ten times what a space can have (reference 6.1), against a file that
/// was never printed by the service.
const PROJECTS_TAKEN_IN: usize = 1_000;

/// Decides.
///
/// Space after space is decided against a working copy that already holds the ones before, so that a file which lists
/// the same space twice makes one space.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let Command::TakeIn { inventory } = command;
    let person = gate::person(state, actor)?.id;
    check(&inventory)?;
    let mut work = Work { state: state.clone(), person, at: facts.now, events: Vec::new() };
    for space in &inventory.spaces {
        work.take_space(space, facts)?;
    }
    if work.events.is_empty() {
        return Err(Refusal::new("SPC-3", "Everything in this file is already known here. Nothing has changed.")
            .at(field::FILE));
    }
    Ok(work.events)
}

/// The events so far, and the state as it will be after them.
struct Work {
    state: State,
    person: PersonId,
    at: Timestamp,
    events: Vec<DomainEvent>,
}

impl Work {
    fn happen(&mut self, events: Vec<DomainEvent>) {
        let record = Record { at: self.at, actor: Some(self.person), events };
        self.state.apply(&record);
        self.events.extend(record.events);
    }

    fn take_space(&mut self, read: &InventorySpace, facts: &mut Facts<'_>) -> Result<(), Refusal> {
        let id = match self.state.space_named(&read.name) {
            Some(known) => {
                let known = known.id;
                if self.differs(known, read) {
                    gate::administrator(
                        &self.state,
                        Some(self.person),
                        known,
                        "Bring space up to date from the AWS CLI",
                    )?;
                }
                known
            }
            None => self.create(read, facts)?,
        };
        self.update(id, read)?;
        for project in &read.projects {
            self.take_project(id, project, facts)?;
        }
        self.take_log(id, &read.log);
        Ok(())
    }

    /// A space that is not known: it appears, and who imports it may work with the copy (SPC-4).
    fn create(&mut self, read: &InventorySpace, facts: &mut Facts<'_>) -> Result<SpaceId, Refusal> {
        names::is_free(&self.state, &read.name).map_err(|_| {
            Refusal::new(
                "SPC-3",
                format!(
                    "The name “{}” was taken by a space that is gone, and is never free again. Nothing was taken in.",
                    read.name
                ),
            )
            .at(field::FILE)
        })?;
        let id = SpaceId::from_random(facts.bytes());
        let mut events = names::take(&self.state, &read.name, facts);
        events.push(
            space::Event::Created {
                space: id,
                name: read.name.clone(),
                region: read.region.clone(),
                description: read.description.clone(),
                origin: Origin::Imported,
            }
            .into(),
        );
        events.push(member::Event::Joined { space: id, person: self.person, role: Role::SpaceAdministrator }.into());
        self.happen(events);
        Ok(id)
    }

    /// Region, description, tier and billing account, as far as the file tells them.
    fn update(&mut self, id: SpaceId, read: &InventorySpace) -> Result<(), Refusal> {
        let Some(known) = self.state.space(id) else { return Ok(()) };
        if !read.region.is_empty() && !known.region.is_empty() && known.region != read.region {
            return Err(Refusal::new(
                "SPC-2",
                format!(
                    "The file says that “{}” lies in {}, but it is known here to lie in {}. A Region never changes, so this is \
                     another space of the same name, or the file was altered. Nothing was taken in.",
                    known.name, read.region, known.region
                ),
            )
            .at(field::FILE));
        }
        let events = changes(&self.state, known, read);
        if !events.is_empty() {
            self.happen(events);
        }
        Ok(())
    }

    fn take_project(&mut self, id: SpaceId, read: &InventoryProject, facts: &mut Facts<'_>) -> Result<(), Refusal> {
        let Some(space) = self.state.space(id) else { return Ok(()) };
        let mut events: Vec<DomainEvent> = Vec::new();
        let known = space.project_named(&read.name);
        let project = if let Some(known) = known {
            if !read.description.is_empty() && known.description != read.description {
                let description = read.description.clone();
                events.push(project::Event::Described { space: id, project: known.id, description }.into());
            }
            known.id
        } else {
            if space.projects.len() >= PROJECTS_TAKEN_IN {
                return Err(Refusal::new(
                    "PRJ-1",
                    format!(
                        "The file holds more than {PROJECTS_TAKEN_IN} projects of one space. Nothing was taken in."
                    ),
                )
                .at(field::FILE)
                .mended_at(Mend::DataProtection));
            }
            let project = ProjectId::from_random(facts.bytes());
            let (name, description) = (read.name.clone(), read.description.clone());
            events.push(
                project::Event::Created { space: id, project, name, description, origin: Origin::Imported }.into(),
            );
            project
        };
        if let Some(repositories) = &read.repositories
            && known.map_or(!repositories.is_empty(), |known| known.repositories != *repositories)
        {
            let repositories = repositories.clone();
            events.push(project::Event::RepositoriesRead { space: id, project, repositories }.into());
        }
        if let Some(dev_environments) = &read.dev_environments
            && known.map_or(!dev_environments.is_empty(), |known| known.dev_environments != *dev_environments)
        {
            let dev_environments = dev_environments.clone();
            events.push(project::Event::DevEnvironmentsRead { space: id, project, dev_environments }.into());
        }
        if !events.is_empty() {
            self.happen(events);
        }
        Ok(())
    }

    /// Items of the service's own log that are not known yet, oldest first.
    fn take_log(&mut self, id: SpaceId, log: &[(Timestamp, Logged)]) {
        let Some(space) = self.state.space(id) else { return };
        let items = unknown_items(space, log);
        if !items.is_empty() {
            self.happen(vec![Event::LogRead { space: id, items }.into()]);
        }
    }

    /// Whether the file tells anything new of a known space. Who may not change it can still read the file again.
    fn differs(&self, id: SpaceId, read: &InventorySpace) -> bool {
        let Some(space) = self.state.space(id) else { return false };
        !changes(&self.state, space, read).is_empty()
            || !unknown_items(space, &read.log).is_empty()
            || read.projects.iter().any(|read| {
                space.project_named(&read.name).is_none_or(|known| {
                    (!read.description.is_empty() && known.description != read.description)
                        || read.repositories.as_ref().is_some_and(|read| *read != known.repositories)
                        || read.dev_environments.as_ref().is_some_and(|read| *read != known.dev_environments)
                })
            })
    }
}

fn changes(state: &State, known: &Space, read: &InventorySpace) -> Vec<DomainEvent> {
    let space = known.id;
    let mut events: Vec<DomainEvent> = Vec::new();
    if known.region.is_empty() && !read.region.is_empty() {
        events.push(Event::RegionRead { space, region: read.region.clone() }.into());
    }
    if !read.description.is_empty() && known.description != read.description {
        events.push(space::Event::Described { space, description: read.description.clone() }.into());
    }
    events.extend(billing::read(state, known, read));
    events
}

fn unknown_items(space: &Space, log: &[(Timestamp, Logged)]) -> Vec<(Timestamp, Logged)> {
    if log.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeSet<&str> = space
        .feed
        .newest_first()
        .filter_map(|entry| match &entry.deed {
            Deed::Logged(logged) => Some(logged.id.as_str()),
            _ => None,
        })
        .collect();
    // What was exported here and comes back is known by the ids it was given then.
    let own: BTreeSet<String> = if log.iter().any(|(_, item)| item.source == SOURCE) {
        space.feed.links().map(|numbered| id_of(numbered.link)).collect()
    } else {
        BTreeSet::new()
    };
    let mut items: Vec<(Timestamp, Logged)> =
        log.iter().filter(|(_, item)| !own.contains(&item.id) && known.insert(item.id.as_str())).cloned().collect();
    items.sort_by_key(|(at, _)| *at);
    items
}

/// Refuses what no service prints, before anything is taken in.
fn check(inventory: &Inventory) -> Result<(), Refusal> {
    let long = text::IMPORTED_TEXT_MAX;
    for space in &inventory.spaces {
        text::imported_name(&space.name, "a space")?;
        text::imported_text(&space.region, "a Region", text::IMPORTED_NAME_MAX)?;
        text::imported_text(&space.description, "a description", long)?;
        for project in &space.projects {
            text::imported_name(&project.name, "a project")?;
            text::imported_text(&project.description, "a description", long)?;
            for repository in project.repositories.iter().flatten() {
                text::imported_name(&repository.name, "a repository")?;
                text::imported_text(&repository.id, "the id of a repository", long)?;
                text::imported_text(&repository.description, "a description", long)?;
            }
            for environment in project.dev_environments.iter().flatten() {
                text::imported_name(&environment.id, "a Dev Environment")?;
                for part in [&environment.alias, &environment.status, &environment.instance_type] {
                    text::imported_text(part, "a Dev Environment", text::IMPORTED_NAME_MAX)?;
                }
                text::imported_text(&environment.creator, "the creator of a Dev Environment", long)?;
                for (name, branch) in &environment.repositories {
                    text::imported_text(name, "a repository", text::IMPORTED_NAME_MAX)?;
                    text::imported_text(branch, "a branch", text::IMPORTED_NAME_MAX.max(256))?;
                }
            }
        }
        for (_, item) in &space.log {
            text::imported_name(&item.id, "an item of the log")?;
            for part in [&item.name, &item.source, &item.user].into_iter().chain(&item.error) {
                text::imported_text(part, "an item of the log", long)?;
            }
        }
    }
    Ok(())
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::TierRead { space, tier } => {
            if let Some(space) = state.space_mut(*space) {
                space.tier = *tier;
                space.billing.pending = None;
                space.log(record, None, Deed::TierRead(*tier));
            }
        }
        Event::RegionRead { space, region } => {
            if let Some(space) = state.space_mut(*space) {
                space.region.clone_from(region);
                space.log(record, None, Deed::RegionRead);
            }
        }
        Event::LogRead { space, items } => {
            if let Some(space) = state.space_mut(*space) {
                let feed = Arc::make_mut(&mut space.feed);
                for (at, item) in items {
                    feed.push(Entry { at: *at, actor: None, project: None, deed: Deed::Logged(item.clone()) });
                }
            }
        }
    }
}
