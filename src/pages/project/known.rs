//! Source repositories and Dev Environments as an import told them.

use crate::{
    components::{Badge, Column, DataTable, StateDot, Tone, Width},
    domain::{
        ProjectId, SpaceId,
        project::{DevEnvironment, Repository},
    },
    pages::space::shared::{When, counted},
    session::Session,
};
use leptos::prelude::*;

/// The table of source repositories.
#[component]
pub(super) fn Repositories(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session
            .with(|state| state.project(space, project).map(|project| project.repositories.clone()).unwrap_or_default())
    });
    let columns = vec![
        Column::new("name", "Name", |row: Repository| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new(
            "description",
            "Description",
            |row: Repository| view! { <span class="muted">{row.description}</span> },
        )
        .width(Width::Share(3)),
        Column::new("created", "Created", |row: Repository| view! { <When at=row.created /> })
            .sort_key(|row| row.created)
            .width(Width::Small),
        Column::new("updated", "Last updated", |row: Repository| view! { <When at=row.updated /> })
            .sort_key(|row| row.updated)
            .width(Width::Small),
    ];
    view! { <DataTable label="Source repositories" rows=rows key=|row: &Repository| row.id.clone() columns=columns /> }
}

/// The table of Dev Environments.
#[component]
pub(super) fn DevEnvironments(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            state.project(space, project).map(|project| project.dev_environments.clone()).unwrap_or_default()
        })
    });
    let columns = vec![
        Column::new("alias", "Alias", |row: DevEnvironment| if row.alias.is_empty() { row.id } else { row.alias })
            .sort_key(|row| row.alias.to_lowercase())
            .width(Width::Share(2)),
        Column::new("status", "Status", |row: DevEnvironment| {
            let tone = match row.status.as_str() {
                "RUNNING" => Tone::Good,
                "FAILED" => Tone::Bad,
                "STOPPED" => Tone::Idle,
                _ => Tone::Info,
            };
            view! { <StateDot tone=tone>{sentence(&row.status)}</StateDot> }
        })
        .sort_key(|row| row.status.clone())
        .width(Width::Small),
        Column::new("type", "Instance type", |row: DevEnvironment| view! { <code>{row.instance_type}</code> })
            .sort_key(|row| row.instance_type.clone())
            .width(Width::Medium),
        Column::new(
            "storage",
            "Storage",
            |row: DevEnvironment| view! { <span class="num">{format!("{} GiB", row.storage_gib)}</span> },
        )
        .sort_key(|row| row.storage_gib)
        .width(Width::Small),
        Column::new("idle", "Stops when idle for", |row: DevEnvironment| match row.inactivity_minutes {
            0 => "Never".to_owned(),
            minutes => counted(minutes as usize, "minute", "minutes"),
        })
        .sort_key(|row| row.inactivity_minutes)
        .width(Width::Medium),
        Column::new("repositories", "Repositories", |row: DevEnvironment| {
            row.repositories
                .into_iter()
                .map(|(name, branch)| {
                    let words = if branch.is_empty() { name } else { format!("{name} at {branch}") };
                    view! { <Badge>{words}</Badge> " " }
                })
                .collect_view()
        })
        .width(Width::Share(2)),
        Column::new("updated", "Last updated", |row: DevEnvironment| view! { <When at=row.updated /> })
            .sort_key(|row| row.updated)
            .width(Width::Small),
    ];
    view! { <DataTable label="Dev Environments" rows=rows key=|row: &DevEnvironment| row.id.clone() columns=columns /> }
}

/// `RUNNING` as `Running`.
fn sentence(status: &str) -> String {
    let mut chars = status.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}
