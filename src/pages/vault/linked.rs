//! Linked resources (DPR-5): their own services look after the data there, and what goes there goes by TLS.

use crate::{
    components::{
        badge::StateDot,
        card::Card,
        note::Empty,
        table::{Column, DataTable, Width, grouped},
        tone::Tone,
    },
    domain::{
        State,
        linked::{self, Linked},
    },
    routes::{IssueView, Route},
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    kind: String,
    place: String,
    href: String,
    keeper: String,
    secured: bool,
}

fn row_of(linked: Linked, state: &State) -> Row {
    match linked {
        Linked::Account { space, account, bills } => Row {
            name: account.to_string(),
            kind: if bills { "AWS account, pays for the space".to_owned() } else { "AWS account".to_owned() },
            place: state.space(space).map(|space| space.name.clone()).unwrap_or_default(),
            href: Route::Accounts(space).href(),
            keeper: "AWS, in that account".to_owned(),
            secured: true,
        },
        Linked::Repository { space, project, host, name, issues, secured } => Row {
            name,
            kind: format!(
                "Repository, {} came from it",
                if issues == 1 { "1 issue".to_owned() } else { format!("{} issues", grouped(issues)) }
            ),
            place: state.project(space, project).map(|project| project.name.clone()).unwrap_or_default(),
            href: Route::Issues(space, project, IssueView::All).href(),
            keeper: host,
            secured,
        },
    }
}

/// The table of them.
#[component]
pub(super) fn LinkedCard() -> impl IntoView {
    let session = Session::here();
    let rows =
        session.select(|state| linked::of(state).into_iter().map(|linked| row_of(linked, state)).collect::<Vec<_>>());
    let columns = vec![
        Column::new("name", "Resource", |row: Row| view! { <b class="mono">{row.name}</b> })
            .width(Width::Share(2))
            .sort_key(|row: &Row| row.name.clone()),
        Column::new("kind", "What it is", |row: Row| row.kind)
            .width(Width::Share(3))
            .sort_key(|row: &Row| row.kind.clone()),
        Column::new("to", "Linked to", |row: Row| view! { <a href=row.href>{row.place}</a> })
            .width(Width::Share(2))
            .sort_key(|row: &Row| row.place.clone()),
        Column::new("keeper", "Data kept by", |row: Row| row.keeper)
            .width(Width::Share(2))
            .sort_key(|row: &Row| row.keeper.clone()),
        Column::new("transfer", "Transfer", |row: Row| {
            let (tone, words) =
                if row.secured { (Tone::Good, "TLS 1.2 or later") } else { (Tone::Bad, "In the open: http") };
            view! { <StateDot tone=tone>{words}</StateDot> }
        })
        .width(Width::Medium)
        .sort_key(|row: &Row| row.secured),
    ];
    view! {
        <Card title="Linked resources" count=Signal::derive(move || Some(grouped(rows.with(Vec::len)))) flush=true>
            <DataTable
                label="Linked resources"
                hide_head=true
                rows=rows
                key=|row: &Row| format!("{}-{}-{}", row.href, row.keeper, row.name)
                columns=columns
                bare=true
                empty=move || view! { <Empty title="Nothing is linked" lead=Some("Account connections of spaces and repositories that issues came from are listed here.".to_owned()) /> }
            />
            <p class="card-foot small muted">
                "What goes to a linked resource goes by TLS 1.2 or later. What lies there is looked after by its own service, not by the space: choose there the highest level of protection that it offers."
            </p>
        </Card>
    }
}
