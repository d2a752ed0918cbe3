//! What was read, before anything is imported: counts, the first rows, what is left out and why.

use super::{read::Ready, report::LeftOutList};
use crate::{
    components::{
        badge::Badge,
        card::Card,
        table::{Column, DataTable, Width, grouped},
    },
    domain::issue::{ImportRow, Priority, import::status_of},
    pages::issues::{act::counted, board::priority_sign, desk::Desk},
};
use leptos::prelude::*;
use std::sync::Arc;

/// A row of the preview with its place.
#[derive(Clone, PartialEq)]
struct Shown(usize, ImportRow);

#[component]
pub fn Preview(desk: Desk, ready: Arc<Ready>) -> impl IntoView {
    let rows: Vec<Shown> = ready.preview.first.iter().cloned().enumerate().map(|(at, row)| Shown(at, row)).collect();
    let shown = rows.len();
    let total = ready.preview.total;
    let title = if shown < total { format!("First {shown} of {}", grouped(total)) } else { "Rows".to_owned() };
    let statuses = by_status(desk, &ready);
    let fresh = [
        (ready.new_labels > 0).then(|| counted(ready.new_labels, "new label", "new labels")),
        (ready.new_names > 0).then(|| counted(ready.new_names, "name from elsewhere", "names from elsewhere")),
    ];
    let fresh: Vec<String> = fresh.into_iter().flatten().collect();
    view! {
        <Card title="What comes in" count=Signal::stored(Some(grouped(ready.planned)))>
            <ul class="issue-import-counts">
                {statuses
                    .into_iter()
                    .map(|(words, count)| view! { <li><b class="num">{grouped(count)}</b>" "{words}</li> })
                    .collect_view()}
            </ul>
            {(!fresh.is_empty()).then(|| view! { <p class="hint">{format!("With {}.", fresh.join(" and "))}</p> })}
        </Card>
        <LeftOutList ready=Arc::clone(&ready) future=true />
        <DataTable
            label=title
            rows=Signal::stored(rows)
            key=|row: &Shown| row.0.to_string()
            columns=columns()
        />
    }
}

/// Names of statuses in the file with what they become here.
fn by_status(desk: Desk, ready: &Ready) -> Vec<(String, usize)> {
    let counts = &ready.preview.by_status;
    desk.peek(|issues| {
        counts
            .iter()
            .map(|(name, count)| {
                let here = status_of(issues, name).and_then(|id| issues.status(id)).map(|status| status.name.as_str());
                let words = match (name.as_str(), here) {
                    ("", _) => "without a status".to_owned(),
                    (name, Some(here)) if name == here => name.to_owned(),
                    (name, Some(here)) => format!("{name}, here {here}"),
                    (name, None) => format!("{name}, which this project does not know"),
                };
                (words, *count)
            })
            .collect()
    })
    .unwrap_or_default()
}

fn columns() -> Vec<Column<Shown>> {
    let list = |words: &[String]| words.join(", ");
    vec![
        Column::new("title", "Title", |row: Shown| row.1.title.clone()).width(Width::Share(3)),
        Column::new("status", "Status", |row: Shown| row.1.status.clone()).width(Width::Small),
        Column::new("priority", "Priority", |row: Shown| {
            (row.1.priority != Priority::None).then(|| priority_sign(row.1.priority))
        })
        .width(Width::Small),
        Column::new("assignees", "Assignees", move |row: Shown| list(&row.1.assignees)).width(Width::Medium),
        Column::new("labels", "Labels", |row: Shown| {
            let labels: Vec<_> =
                row.1.labels.iter().take(3).cloned().map(|label| view! { <Badge>{label}</Badge> }).collect();
            view! { <span class="issue-labels">{labels}</span> }
        })
        .width(Width::Medium),
        Column::new("source", "Source", |row: Shown| row.1.source.clone()).width(Width::Medium).at_first_hidden(),
    ]
}
