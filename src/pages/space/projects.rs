//! The projects of a space with how their issues stand (PRJ-3).

use super::shared::{ImportedBadge, IssueCounts, refusal_of};
use crate::{
    components::{Column, DataTable, Empty, Icon, LinkButton, Width, grouped},
    domain::{Permission, ProjectId, SpaceId, gate::Place, issue::Category, space::Origin},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    space: SpaceId,
    id: ProjectId,
    name: String,
    description: String,
    origin: Origin,
    counts: IssueCounts,
}

/// The table of the Projects tab.
#[component]
pub(super) fn Projects(space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let Some(space) = state.space(id) else { return Vec::new() };
            let row = |project: &crate::domain::project::Project| Row {
                space: id,
                id: project.id,
                name: project.name.clone(),
                description: project.description.clone(),
                origin: project.origin,
                counts: IssueCounts::of(&project.issues),
            };
            space.projects_by_name().into_iter().map(row).collect::<Vec<Row>>()
        })
    });
    let refused = refusal_of(Permission::CreateProject, move || Place::Space(space.get()));
    view! {
        <DataTable
            label="Projects"
            rows=rows
            key=|row: &Row| row.id.to_string()
            columns=columns()
            href=Callback::new(|(row,): (Row,)| Route::Project(row.space, row.id).href())
            empty=move || {
                view! {
                    <Empty
                        icon=Icon::Project
                        title="No projects yet"
                        lead=Some("A project holds the issues of one undertaking and the people who work on it.".to_owned())
                        action=move || {
                            view! {
                                <LinkButton
                                    icon=Icon::Plus
                                    href=Signal::derive(move || Route::CreateProject(space.get()).href())
                                    disabled_reason=refused
                                >
                                    "Start the first project"
                                </LinkButton>
                            }
                        }
                    />
                }
            }
        />
    }
}

fn columns() -> Vec<Column<Row>> {
    let count = |key, category: Category, of: fn(IssueCounts) -> usize| {
        Column::new(key, category.label(), move |row: Row| {
            let count = of(row.counts);
            view! { <span class="num" class:muted=count == 0>{grouped(count)}</span> }
        })
        .sort_key(move |row: &Row| of(row.counts))
        .at_end()
        .width(Width::Small)
    };
    vec![
        Column::new(
            "name",
            "Name",
            |row: Row| view! { <span class="named">{row.name} <ImportedBadge origin=row.origin /></span> },
        )
        .sort_key(|row| row.name.to_lowercase())
        .width(Width::Share(2)),
        Column::new("description", "Description", |row: Row| view! { <span class="muted">{row.description}</span> })
            .width(Width::Share(3)),
        count("backlog", Category::Draft, |counts| counts.backlog),
        count("to-do", Category::NotStarted, |counts| counts.to_do),
        count("in-progress", Category::Started, |counts| counts.started),
        count("done", Category::Completed, |counts| counts.done),
    ]
}
