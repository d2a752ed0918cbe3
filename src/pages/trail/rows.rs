//! The table of records.

use crate::{
    components::{Column, ExactTime, StateDot, Tone, Width},
    domain::{
        State,
        trail::{Entry, Query},
    },
    pages::space::shared::milliseconds,
};
use leptos::prelude::*;
use std::sync::Arc;

/// One record as the table shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub number: u64,
    name: String,
    at: f64,
    who: String,
    source: String,
    key: String,
    context: Vec<(String, String)>,
    /// Why it failed.
    failure: Option<String>,
}

/// The same, cheap to hand on.
pub(super) type Shared = Arc<Line>;

impl Line {
    fn of(state: &State, number: u64, entry: &Entry) -> Self {
        let what = &entry.what;
        Self {
            number,
            name: what.name.clone(),
            at: milliseconds(entry.at),
            who: entry.who(state),
            source: what.source.clone(),
            key: entry.key(state),
            context: what.context.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            failure: what
                .failure
                .as_ref()
                .map(|failure| if failure.code.is_empty() { failure.message.clone() } else { failure.code.clone() }),
        }
    }
}

/// The records that a query lets through, newest first.
pub(super) fn lines(state: &State, query: &Query) -> Vec<Shared> {
    let entries = state.trail.chain.numbered().filter(|(_, entry)| query.lets(state, entry));
    entries.map(|(number, entry)| Arc::new(Line::of(state, number, entry))).collect()
}

/// Columns that are not shown until the person asks for them.
pub(super) const HIDDEN: [&str; 1] = ["number"];
/// Those that have no room beside an open record, which tells them itself.
pub(super) const NO_ROOM: [&str; 4] = ["source", "key", "context", "number"];

/// The columns. The first one is the row's link.
pub(super) fn columns() -> Vec<Column<Shared>> {
    vec![
        Column::new("event", "Event", |line: Shared| line.name.clone())
            .sort_key(|line| line.name.clone())
            .width(Width::Share(3)),
        Column::new("time", "Time", |line: Shared| view! { <ExactTime at=line.at /> })
            .sort_key(|line| line.number)
            .width(Width::Share(4)),
        Column::new("who", "Who", |line: Shared| line.who.clone())
            .sort_key(|line| line.who.to_lowercase())
            .width(Width::Share(3)),
        Column::new("source", "Source", |line: Shared| view! { <code>{line.source.clone()}</code> })
            .sort_key(|line| line.source.clone())
            .width(Width::Share(3)),
        Column::new("key", "Key", |line: Shared| match line.key.as_str() {
            "" => view! { <span class="muted">"None"</span> }.into_any(),
            key => key.to_owned().into_any(),
        })
        .sort_key(|line| line.key.clone())
        .width(Width::Share(3)),
        Column::new("context", "Encryption context", |line: Shared| view! { <Context pairs=line.context.clone() /> })
            .width(Width::Share(4)),
        Column::new("outcome", "Outcome", |line: Shared| match &line.failure {
            None => view! { <StateDot tone=Tone::Good>"Succeeded"</StateDot> }.into_any(),
            Some(why) => {
                view! { <span title=why.clone()><StateDot tone=Tone::Bad>"Failed"</StateDot></span> }.into_any()
            }
        })
        .sort_key(|line| line.failure.clone())
        .width(Width::Small),
        Column::new("number", "Entry", |line: Shared| view! { <span class="num muted">{line.number}</span> })
            .at_end()
            .width(Width::Narrow),
    ]
}

/// Names and values on one line.
#[component]
fn Context(pairs: Vec<(String, String)>) -> impl IntoView {
    if pairs.is_empty() {
        return view! { <span class="muted">"None"</span> }.into_any();
    }
    let all = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ");
    view! {
        <span class="context" title=all>
            {pairs.into_iter().map(|(name, value)| view! { <code>{name} "=" {value}</code> " " }).collect_view()}
        </span>
    }
    .into_any()
}
