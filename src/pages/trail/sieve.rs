//! What the person looks for in the log: a line of words, an operation, a pair of the encryption context, an outcome.

use super::link::Wanted;
use crate::{
    components::{Choice, Filter, Select, filter},
    domain::{
        SpaceId, State,
        trail::{Query, TOKENS, Trail, contexts},
    },
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Most pairs of encryption contexts that are offered; others can be typed.
const PAIRS: usize = 400;

/// The values of `OUTCOME`'s choices.
const FAILED: &str = "failed";
const SUCCEEDED: &str = "succeeded";

/// The filters of the page.
#[derive(Clone, Copy)]
pub(super) struct Sieve {
    line: RwSignal<String>,
    event: RwSignal<String>,
    name: RwSignal<String>,
    value: RwSignal<String>,
    outcome: RwSignal<String>,
}

impl Sieve {
    /// One that lets everything through, but for what a link asked for.
    pub fn open() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { line: RwSignal::new(Wanted::take()), event: empty(), name: empty(), value: empty(), outcome: empty() }
    }

    /// What is looked for, tracked.
    pub fn query(self) -> Query {
        let mut query = self.line.with(|line| Query::parse(&filter::words(line)));
        let chosen = |signal: RwSignal<String>| Some(signal.get()).filter(|text| !text.is_empty());
        if let Some(event) = chosen(self.event) {
            query = query.with_event(&event);
        }
        if let Some(name) = chosen(self.name) {
            query = query.with_context(&name, &self.value.get());
        }
        match chosen(self.outcome).as_deref() {
            Some(FAILED) => query.with_outcome(true),
            Some(SUCCEEDED) => query.with_outcome(false),
            _ => query,
        }
    }

    /// Lets everything through again.
    pub fn clear(self) {
        for signal in [self.line, self.event, self.name, self.value, self.outcome] {
            signal.set(String::new());
        }
    }
}

/// The filters above the table.
#[component]
pub(super) fn SieveBar(
    /// Where they are kept.
    sieve: Sieve,
    /// What was found, for screen readers.
    #[prop(into)]
    found: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let events = session.select(|state| {
        let names: BTreeSet<&str> = state.trail.chain.oldest_first().map(|entry| entry.what.name.as_str()).collect();
        choices("All events", names)
    });
    let pairs = session.select(|state| contexts(&state.trail, PAIRS));
    let names = Memo::new(move |_| {
        pairs.with(|pairs| {
            let names: BTreeSet<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
            choices("Any encryption context", names)
        })
    });
    let values = Memo::new(move |_| {
        let name = sieve.name.get();
        let mut values = vec![Choice::new("", "Any value")];
        pairs.with(|pairs| {
            session.with(|state| {
                let of = pairs.iter().filter(|(own, _)| *own == name);
                values.extend(of.map(|(name, value)| Choice::new(value.clone(), words(state, name, value))));
            });
        });
        values
    });
    let outcomes = StoredValue::new(vec![
        Choice::new("", "Any outcome"),
        Choice::new(SUCCEEDED, "Succeeded"),
        Choice::new(FAILED, "Failed"),
    ]);
    // A value belongs to its name.
    let renamed = Callback::new(move |(_,): (String,)| sieve.value.set(String::new()));
    let tokens = session.select(|state| offers(&state.trail));
    view! {
        <div class="trail-tools">
            <Filter
                label="Filter records"
                text=sieve.line
                placeholder=Some("Words, who:…, key:…, context:name=value".to_owned())
                suggestions=tokens
                found=found
            />
            <Select label="Filter by event" value=sieve.event choices=events hide_label=true />
            <Select label="Filter by encryption context" value=sieve.name choices=names hide_label=true on_change=renamed />
            <Show when=move || sieve.name.with(|name| !name.is_empty())>
                <Select label="Value of the encryption context" value=sieve.value choices=values hide_label=true />
            </Show>
            <Select label="Filter by outcome" value=sieve.outcome choices=outcomes.get_value() hide_label=true />
        </div>
    }
}

fn choices(all: &str, names: BTreeSet<&str>) -> Vec<Choice> {
    core::iter::once(Choice::new("", all)).chain(names.into_iter().map(|name| Choice::new(name, name))).collect()
}

/// A value in a list: of a space, its name as well.
fn words(state: &State, name: &str, value: &str) -> String {
    let space = SpaceId::parse(value).filter(|_| name == "space").and_then(|space| state.space(space));
    match space {
        Some(space) => format!("{} ({value})", space.name),
        None => value.to_owned(),
    }
}

/// What can be typed, as it begins.
fn offers(trail: &Trail) -> Vec<String> {
    if trail.chain.is_empty() { Vec::new() } else { TOKENS.iter().map(|token| (*token).to_owned()).collect() }
}
