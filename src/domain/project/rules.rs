//! Projects from scratch (PRJ-1, PRJ-2).

use super::{Command, Event, Origin, Project};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Record, Refusal, State,
    activity::Deed,
    gate,
    gate::Place,
    id::{PersonId, ProjectId, SpaceId},
    issue::Issues,
    member,
    role::Role,
    text,
    text::field,
};
use std::{collections::BTreeMap, sync::Arc};

/// How many projects a space can have (reference 6.1).
pub const PROJECTS_A_SPACE: usize = 100;

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::Create { space, name, description } => create(state, actor, space, &name, &description, facts),
        Command::Describe { space, project, description } => {
            gate::ask(state, actor, Permission::EditProjectSettings, Place::Project(space, project))?;
            let description = text::description(&description)?;
            if state.project(space, project).is_some_and(|project| project.description == description) {
                return Err(Refusal::new("PRJ-1", "The description says this already, so there is nothing to save."));
            }
            Ok(vec![Event::Described { space, project, description }.into()])
        }
    }
}

fn create(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    name: &str,
    description: &str,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let person = gate::ask(state, actor, Permission::CreateProject, Place::Space(space))?;
    let name = text::project_name(name)?;
    let description = text::description(description)?;
    if let Some(space) = state.space(space) {
        if let Some(twin) = space.project_named(&name) {
            return Err(Refusal::new("PRJ-1", "A project of this space has this name already. Choose another.")
                .at(field::PROJECT_NAME)
                .mended_at(Mend::ProjectSettings(space.id, twin.id)));
        }
        if space.projects.len() >= PROJECTS_A_SPACE {
            return Err(Refusal::new(
                "PRJ-1",
                format!(
                    "A space can have {PROJECTS_A_SPACE} projects at most, and this one has them. Use another space."
                ),
            ));
        }
    }
    let project = ProjectId::from_random(facts.bytes());
    let mut events = vec![Event::Created { space, project, name, description, origin: Origin::Made }.into()];
    // Administrators are in every project by their space role (MBR-4).
    if !gate::roles(state, person, Place::Space(space)).any(|role| role == Role::SpaceAdministrator) {
        let role = Role::ProjectAdministrator;
        events.push(member::Event::ProjectRoleGiven { space, project, person, role }.into());
    }
    Ok(events)
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    let Some(space) = state.space_mut(event.space()) else { return };
    let (project, deed) = match event {
        Event::Created { project, name, description, origin, .. } => {
            let made = Project {
                id: *project,
                name: name.clone(),
                description: description.clone(),
                created: record.at,
                origin: *origin,
                roles: BTreeMap::new(),
                issues: Issues::default(),
                repositories: Vec::new(),
                dev_environments: Vec::new(),
            };
            space.projects.insert(*project, Arc::new(made));
            let deed = match origin {
                Origin::Made => Deed::ProjectCreated,
                Origin::Imported => Deed::ProjectImported,
            };
            (*project, deed)
        }
        Event::Described { project, description, .. } => {
            let Some(found) = space.projects.get_mut(project) else { return };
            Arc::make_mut(found).description.clone_from(description);
            (*project, Deed::ProjectDescribed)
        }
        Event::RepositoriesRead { project, repositories, .. } => {
            let Some(found) = space.projects.get_mut(project) else { return };
            Arc::make_mut(found).repositories.clone_from(repositories);
            (*project, Deed::RepositoriesRead(count(repositories)))
        }
        Event::DevEnvironmentsRead { project, dev_environments, .. } => {
            let Some(found) = space.projects.get_mut(project) else { return };
            Arc::make_mut(found).dev_environments.clone_from(dev_environments);
            (*project, Deed::DevEnvironmentsRead(count(dev_environments)))
        }
    };
    space.log(record, Some(project), deed);
}

fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
