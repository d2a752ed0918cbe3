//! What will appear, before; what was read, after.

use super::desk::{Desk, Outcome};
use crate::{
    components::{Badge, Column, DataTable, Note, Stack, Tone, Width, grouped},
    domain::{State, billing::shared_accounts, import::InventorySpace},
    formats::aws_codecatalyst::Merged,
    pages::space::shared::{counted, region_words},
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    region: String,
    fresh: bool,
    projects: usize,
    fresh_projects: usize,
    repositories: usize,
    environments: usize,
    events: usize,
}

impl Row {
    fn of(state: &State, space: &InventorySpace) -> Self {
        let known = state.space_named(&space.name);
        let is_fresh = |name: &str| known.is_none_or(|known| known.project_named(name).is_none());
        Self {
            name: space.name.clone(),
            region: known.map_or_else(|| space.region.clone(), |known| known.region.clone()),
            fresh: known.is_none(),
            projects: space.projects.len(),
            fresh_projects: space.projects.iter().filter(|project| is_fresh(&project.name)).count(),
            repositories: space.projects.iter().filter_map(|project| project.repositories.as_ref()).map(Vec::len).sum(),
            environments: space
                .projects
                .iter()
                .filter_map(|project| project.dev_environments.as_ref())
                .map(Vec::len)
                .sum(),
            events: space.log.len(),
        }
    }
}

/// The spaces that the files tell of.
#[component]
pub(super) fn Preview(merged: Merged) -> impl IntoView {
    let session = Session::here();
    let (inventory, mut notes) = (merged.inventory, merged.notes);
    notes.extend(session.peek(|state| shared_accounts(state, &inventory)));
    let rows =
        session.select(move |state| inventory.spaces.iter().map(|space| Row::of(state, space)).collect::<Vec<Row>>());
    let count = |key, head, of: fn(&Row) -> usize| {
        Column::new(key, head, move |row: Row| {
            let count = of(&row);
            view! { <span class="num" class:muted=count == 0>{grouped(count)}</span> }
        })
        .sort_key(of)
        .at_end()
        .width(Width::Small)
    };
    let columns = vec![
        Column::new("name", "Name", |row: Row| {
            let (tone, words) = if row.fresh { (Tone::Good, "New") } else { (Tone::Idle, "Known") };
            view! { <span class="named">{row.name} <Badge tone=tone>{words}</Badge></span> }
        })
        .sort_key(|row| row.name.to_lowercase())
        .width(Width::Share(2)),
        Column::new("region", "AWS Region", |row: Row| region_words(&row.region)).width(Width::Medium),
        Column::new("projects", "Projects", |row: Row| {
            let fresh = (row.fresh_projects > 0).then(|| format!(" ({} new)", grouped(row.fresh_projects)));
            view! { <span class="num">{grouped(row.projects)} {fresh}</span> }
        })
        .sort_key(|row| row.projects)
        .at_end()
        .width(Width::Small),
        count("repositories", "Repositories", |row| row.repositories),
        count("environments", "Dev Environments", |row| row.environments),
        count("events", "Log events", |row| row.events),
    ];
    view! {
        <DataTable label="What will appear" rows=rows key=|row: &Row| row.name.to_lowercase() columns=columns />
        <Remarks notes=notes />
    }
}

/// A sentence of a reader, whose commands stand between backticks.
pub(super) fn marked(sentence: &str) -> AnyView {
    sentence
        .split('`')
        .enumerate()
        .map(|(at, part)| {
            let part = part.to_owned();
            if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
        })
        .collect_view()
        .into_any()
}

/// Remarks about the files.
#[component]
fn Remarks(notes: Vec<String>) -> impl IntoView {
    (!notes.is_empty()).then(|| {
        view! {
            <Note tone=Tone::Warn title=Some("To know about these files.".to_owned())>
                <ul class="remarks">{notes.into_iter().map(|note| view! { <li>{marked(&note)}</li> }).collect_view()}</ul>
            </Note>
        }
    })
}

/// What the last import took in.
#[component]
pub(super) fn Report(desk: Desk) -> impl IntoView {
    move || {
        desk.outcome.get().map(|outcome| {
            let words = words(&outcome);
            let Outcome { notes, skipped, .. } = outcome;
            view! {
                <div role="status">
                    <Stack>
                        <Note tone=Tone::Good title=Some("Imported.".to_owned())>{words}</Note>
                        <Remarks notes=notes />
                        {(!skipped.is_empty())
                            .then(|| {
                                view! {
                                    <Note tone=Tone::Warn title=Some("Left out:".to_owned())>
                                        <ul class="remarks">
                                            {skipped
                                                .into_iter()
                                                .map(|(name, why)| view! { <li><b>{name}</b> " " {marked(&why)}</li> })
                                                .collect_view()}
                                        </ul>
                                    </Note>
                                }
                            })}
                    </Stack>
                </div>
            }
        })
    }
}

fn words(outcome: &Outcome) -> String {
    let parts: Vec<String> = [
        (outcome.spaces, "new space", "new spaces"),
        (outcome.projects, "new project", "new projects"),
        (outcome.repositories, "source repository", "source repositories"),
        (outcome.environments, "Dev Environment", "Dev Environments"),
        (outcome.events, "log event", "log events"),
        (outcome.changed, "change to what was known", "changes to what was known"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| counted(count, one, many))
    .collect();
    format!("{}.", parts.join(", "))
}
