//! The page at `/cloud/trail`.

use super::{
    chain::{ChainState, Found, watch},
    compare::CompareWitness,
    record::{RecordDetail, title},
    rows::{HIDDEN, NO_ROOM, Shared, columns, lines},
    sieve::{Sieve, SieveBar},
    witness::TakeWitness,
};
use crate::{
    components::{Breadcrumbs, Button, Crumb, DataTable, Empty, Flashes, Icon, PageHead, WithPanel},
    formats::cloud_trail,
    pages::space::shared::counted,
    routes::Route,
    session::{
        Nav, Session,
        browser::{clock, files},
    },
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// The activity log, with one record open beside it.
#[component]
pub fn TrailPage(
    /// The number of the entry that is open.
    #[prop(into)]
    open: Signal<Option<u64>>,
) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let sieve = Sieve::open();
    let query = Memo::new(move |_| sieve.query());
    let rows = Memo::new(move |_| query.with(|query| session.with(|state| lines(state, query))));
    let total = session.select(|state| state.trail.chain.len());
    let chain = watch(move || Some(session.with(|state| Arc::clone(&state.trail))), |trail| Found::of(&trail.chain));
    let found = Signal::derive(move || Some(counted(rows.with(Vec::len), "record", "records")));
    let panel_title = Memo::new(move |_| open.get().map(|number| session.with(|state| title(state, number))));
    let panel = move || view! { {move || open.get().map(|number| view! { <RecordDetail number=number /> })} };
    let filtered = Signal::derive(move || total.get() > 0);
    let hidden = hidden_beside(open);
    let close = Callback::new(move |()| nav.go(&Route::Trail(None)));
    view! {
        <WithPanel title=panel_title on_close=close panel=panel>
            <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
            <PageHead
                title="Activity log"
                lead=Some("Operations with keys and sign-ins of this vault, each chained to the one before. It cannot be switched off.".to_owned())
            />
            <div class="stack">
                <div class="chain-bar">
                    <ChainState found=chain />
                    <div class="row"><TakeWitness /><CompareWitness /></div>
                </div>
                <SieveBar sieve=sieve found=found />
                <DataTable
                    label="Records"
                    rows=rows
                    key=|line: &Shared| line.number.to_string()
                    columns=columns()
                    total=Signal::derive(move || Some(total.get()))
                    hidden=hidden
                    href=Callback::new(|(line,): (Shared,)| Route::Trail(Some(line.number)).href())
                    current=Signal::derive(move || open.get().map(|number| number.to_string()))
                    tools=move || view! { <ExportRecords rows=rows /> }
                    empty=move || view! { <Nothing sieve=sieve filtered=filtered /> }
                />
            </div>
        </WithPanel>
    }
}

/// Keys of the columns that are not shown: what the person chose, and with a record open what has no room beside it.
fn hidden_beside(open: Signal<Option<u64>>) -> RwSignal<BTreeSet<String>> {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
    let hidden = RwSignal::new(keys(&HIDDEN));
    Effect::new(move |before: Option<Option<BTreeSet<String>>>| {
        let former = before.flatten();
        match (open.with(Option::is_some), former) {
            (true, None) => {
                let chosen = hidden.get_untracked();
                hidden.update(|hidden| hidden.extend(keys(&NO_ROOM)));
                Some(chosen)
            }
            (false, Some(chosen)) => {
                hidden.set(chosen);
                None
            }
            (_, former) => former,
        }
    });
    hidden
}

/// Hands out the records that are shown, oldest first, as `CloudTrail`'s log files have them.
#[component]
fn ExportRecords(rows: Memo<Vec<Shared>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            // The button shows that it works before the file is put together.
            clock::breathe().await;
            let numbers = rows.try_with_untracked(|rows| rows.iter().map(|line| line.number).collect::<Vec<_>>());
            let mut numbers = numbers.unwrap_or_default();
            numbers.sort_unstable();
            let trail = session.peek(|state| Arc::clone(&state.trail));
            let shown = trail.chain.links().filter(|numbered| numbers.binary_search(&numbered.number).is_ok());
            let bytes = cloud_trail::file(&trail, shown);
            let name = format!("activity-log-{}.json", &clock::now().to_rfc3339().get(..10).unwrap_or_default());
            match files::offer(&name, "application/json", &bytes) {
                Ok(()) => {
                    flashes.good(format!("Exported {} to {name}.", counted(numbers.len(), "record", "records")));
                }
                Err(fault) => {
                    flashes.bad(fault.sentence());
                }
            }
            busy.try_set(false);
        });
    });
    let nothing = Signal::derive(move || {
        rows.with(Vec::is_empty).then(|| "There are no records to export. Take a filter away.".to_owned())
    });
    view! { <Button small=true icon=Icon::Export busy=busy disabled_reason=nothing on_press=save>"Export JSON"</Button> }
}

#[component]
fn Nothing(sieve: Sieve, filtered: Signal<bool>) -> impl IntoView {
    let clear = Callback::new(move |()| sieve.clear());
    view! {
        <Show
            when=move || filtered.get()
            fallback=|| {
                view! {
                    <Empty
                        icon=Icon::List
                        title="Nothing was logged yet"
                        lead=Some("The next operation with a key, such as unlocking, is the first entry.".to_owned())
                    />
                }
            }
        >
            <Empty
                icon=Icon::List
                title="No record fits these filters"
                lead=Some("Take one of them away to see more.".to_owned())
                action=move || view! { <Button on_press=clear>"Clear the filters"</Button> }
            />
        </Show>
    }
}
