//! Export as CSV or JSON: what the view shows, or everything (ISS-7). Written in slices, offered as a download.

use super::{act::counted, desk::Desk, rows::Line, table::TableLines};
use crate::{
    components::{
        icon::Icon,
        menu::{Menu, MenuItem},
        table::grouped,
    },
    domain::issue::Issue,
    formats::issues::export::{Names, csv, json},
    routes::IssueView,
    session::browser::{clock, files},
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashSet, sync::Arc};

/// Issues written in one go.
const SLICE: usize = 400;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Json,
}

/// The button with its two kinds; with a search, for what it leaves and for everything.
#[component]
pub fn ExportMenu(
    /// The lines of the tables.
    table: TableLines,
    /// Which view.
    view: Memo<IssueView>,
) -> impl IntoView {
    let desk = Desk::here();
    let items = Signal::derive(move || {
        let all = desk.issues(|issues| issues.by_number.len()).unwrap_or_default();
        let none = (all == 0).then(|| "There is no issue to export.".to_owned());
        let mut items = vec![
            MenuItem::action("CSV", move || start(desk, Kind::Csv, None))
                .hint(format!("all {}", grouped(all)))
                .disabled(none.clone()),
            MenuItem::action("JSON", move || start(desk, Kind::Json, None))
                .hint(format!("all {}", grouped(all)))
                .disabled(none),
        ];
        let is_table = matches!(view.get(), IssueView::All | IssueView::Archived);
        let shown = table.shown.get();
        if is_table && shown != all {
            let none = (shown == 0).then(|| "The view shows no issue.".to_owned());
            items.push(MenuItem::rule());
            for (words, kind) in [("CSV of this view", Kind::Csv), ("JSON of this view", Kind::Json)] {
                items.push(
                    MenuItem::action(words, move || start(desk, kind, Some(in_view(table))))
                        .hint(grouped(shown))
                        .disabled(none.clone()),
                );
            }
        }
        items
    });
    view! { <Menu label="Export" items=items icon=Icon::Export /> }
}

/// The issues of the table in its order, each once.
fn in_view(table: TableLines) -> Vec<Arc<Issue>> {
    let mut seen = HashSet::new();
    table.lines.with_untracked(|lines| {
        lines.iter().filter_map(Line::issue).filter(|issue| seen.insert(issue.number)).cloned().collect()
    })
}

fn start(desk: Desk, kind: Kind, issues: Option<Vec<Arc<Issue>>>) {
    let Some(held) = desk.project.get_untracked() else { return };
    let list = issues.unwrap_or_else(|| held.0.issues.by_number.values().cloned().collect());
    let names = desk.names.get_untracked();
    spawn_local(async move {
        let person = |id| names.person(id).unwrap_or("Unknown person").to_owned();
        let names = Names { issues: &held.0.issues, person: &person };
        let mut text = String::new();
        for (at, slice) in list.chunks(SLICE).enumerate() {
            let part = slice.iter().map(AsRef::as_ref);
            match kind {
                // Every part has a head of its own; only the first one's counts.
                Kind::Csv => {
                    let part = csv(&names, part);
                    let body =
                        if at == 0 { part.as_str() } else { part.split_once("\r\n").map_or("", |(_, body)| body) };
                    text.push_str(body);
                }
                Kind::Json => {
                    let part = json(&names, part);
                    let body = part.trim().trim_start_matches('[').trim_end_matches(']').trim_matches('\n');
                    text.push_str(if at == 0 { "[\n" } else { ",\n" });
                    text.push_str(body);
                }
            }
            clock::breathe().await;
        }
        if kind == Kind::Json {
            text.push_str(if list.is_empty() { "[]\n" } else { "\n]\n" });
        }
        let (name, mime) = match kind {
            Kind::Csv => ("issues.csv", "text/csv"),
            Kind::Json => ("issues.json", "application/json"),
        };
        match files::offer(name, mime, text.as_bytes()) {
            Ok(()) => {
                desk.flashes.good(format!("Exported {} to {name}.", counted(list.len(), "issue", "issues")));
            }
            Err(fault) => {
                desk.flashes.bad(fault.sentence());
            }
        }
    });
}
