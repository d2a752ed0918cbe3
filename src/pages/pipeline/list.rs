//! All pipelines that are known here.

use super::private::PrivateSteps;
use crate::{
    components::{
        Breadcrumbs, Column, Crumb, DataTable, Empty, Icon, LinkButton, PageHead, Stack, StateDot, Tone, Width,
    },
    domain::{
        State,
        key::{Holder, Site, objects_of},
        pipeline::{Weight, findings, mark},
    },
    pages::{
        key::{SignInHint, sites_label},
        space::shared::counted,
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    mark: u64,
    name: String,
    stages: Option<usize>,
    stores: usize,
    problems: usize,
    others: usize,
    sealed: usize,
    place: String,
}

fn rows(state: &State) -> Vec<Row> {
    let mut rows = Vec::new();
    for site in Site::all(state) {
        let Some(region) = state.cloud_region(site.account, site.region.as_str()) else { continue };
        for pipeline in region.pipelines.0.values() {
            let found = findings(state, &site, pipeline);
            let problems = found.iter().filter(|one| one.weight == Weight::Problem).count();
            let own = |holder: &Holder| matches!(holder, Holder::Artifact { pipeline: of, .. } if *of == pipeline.name);
            rows.push(Row {
                mark: mark(state, &site, &pipeline.name),
                name: pipeline.name.clone(),
                stages: pipeline.structure.as_ref().map(|structure| structure.stages.len()),
                stores: pipeline.structure.as_ref().map_or(0, |structure| structure.stores.len()),
                problems,
                others: found.len() - problems,
                sealed: objects_of(state, &site, own).len(),
                place: sites_label(state, &site),
            });
        }
    }
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    rows
}

/// The page at `/cloud/pipelines`.
#[component]
pub fn PipelinesPage() -> impl IntoView {
    let rows = Session::here().select(rows);
    let columns = vec![
        Column::new("name", "Name", |row: Row| view! { <span class="breaks">{row.name}</span> })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(3)),
        Column::new("stages", "Stages", |row: Row| match row.stages {
            Some(count) => view! { <span class="num">{count}</span> }.into_any(),
            None => view! { <span class="muted">"Not known"</span> }.into_any(),
        })
        .sort_key(|row| row.stages)
        .at_end()
        .width(Width::Small),
        Column::new(
            "stores",
            "Stores",
            |row: Row| view! { <span class="num" class:muted=row.stores == 0>{row.stores}</span> },
        )
        .sort_key(|row| row.stores)
        .at_end()
        .width(Width::Small),
        Column::new("findings", "Findings", |row: Row| {
            let tone = if row.problems > 0 {
                Tone::Bad
            } else if row.others > 0 {
                Tone::Warn
            } else {
                Tone::Good
            };
            let words = match (row.problems, row.others) {
                (0, 0) => "Nothing falls short".to_owned(),
                (0, others) => counted(others, "remark", "remarks"),
                (problems, 0) => counted(problems, "problem", "problems"),
                (problems, others) => {
                    format!("{}, {}", counted(problems, "problem", "problems"), counted(others, "remark", "remarks"))
                }
            };
            view! { <StateDot tone=tone>{words}</StateDot> }
        })
        .sort_key(|row| (row.problems, row.others))
        .width(Width::Share(2)),
        Column::new(
            "sealed",
            "Artifacts here",
            |row: Row| view! { <span class="num" class:muted=row.sealed == 0>{row.sealed}</span> },
        )
        .sort_key(|row| row.sealed)
        .at_end()
        .width(Width::Medium),
        Column::new("place", "Account and Region", |row: Row| row.place)
            .sort_key(|row| row.place.clone())
            .width(Width::Share(3)),
    ];
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="Pipelines"
            lead=Some("Pipelines of AWS CodePipeline in the accounts known here: where their artifacts lie, which key seals them, and what falls short.".to_owned())
        />
        <Stack>
            <SignInHint />
            <DataTable
                label="Pipelines"
                rows=rows
                key=|row: &Row| row.mark.to_string()
                columns=columns
                href=Callback::new(|(row,): (Row,)| Route::Pipeline(row.mark).href())
                empty=|| view! {
                    <Empty
                        icon=Icon::Flow
                        title="No pipeline is known yet"
                        lead=Some("Pipelines come from an import of aws codepipeline list-pipelines and get-pipeline, or with the sample account.".to_owned())
                        action=|| view! { <LinkButton href=Route::Cloud.href()>"Import from AWS CLI"</LinkButton> }
                    />
                }
            />
            <PrivateSteps />
        </Stack>
    }
}
