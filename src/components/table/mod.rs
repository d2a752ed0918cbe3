//! The data table: sorted, chosen from, long, narrow. Pages say what the rows and columns are.

mod body;
mod column;
mod head;
mod rows;

pub use column::{Column, Sort, Width};

use super::{
    held::Held,
    note::Skeleton,
    scroll::{Scroll, live_rows},
};
use body::{Body, RowParts};
use column::Face;
use head::{Head, View};
use leptos::prelude::*;
use rows::Rows;
use std::{collections::BTreeSet, sync::Arc};

/// A table of things that are alike. Long ones scroll in their own window with only the rows in sight alive; in a narrow
/// place each row becomes a block of names and values.
///
/// The first column names the row: with `href` or `on_press` its content becomes the row's link or button, so it must
/// not hold controls itself.
#[component]
pub fn DataTable<T>(
    /// Its name: screen readers and tests find it by this; shown as its heading unless `hide_head`.
    #[prop(into)]
    label: Signal<String>,
    /// The rows, filtered already.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// What tells one row from the others.
    key: impl Fn(&T) -> String + Send + Sync + 'static,
    /// The columns, in order.
    columns: Vec<Column<T>>,
    /// The rows are still coming.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// How it is sorted; given by pages that keep it in the address.
    #[prop(optional, into)]
    sort: Option<RwSignal<Option<Sort>>>,
    /// Keys of the columns that are not shown; given by pages that keep it.
    #[prop(optional, into)]
    hidden: Option<RwSignal<BTreeSet<String>>>,
    /// Keys of the chosen rows; with it, each row has a checkbox.
    #[prop(optional, into)]
    selection: Option<RwSignal<BTreeSet<String>>>,
    /// What can be done with the chosen rows; shown while there are any.
    #[prop(optional, into)]
    bulk: ViewFn,
    /// Where a row leads.
    #[prop(optional, into)]
    href: Option<Callback<(T,), String>>,
    /// What a press on a row does.
    #[prop(optional, into)]
    on_press: Option<Callback<(T,)>>,
    /// Key of the row whose details are open beside the table.
    #[prop(optional, into)]
    current: Signal<Option<String>>,
    /// How many there are without the filter, for "12 of 400".
    #[prop(optional, into)]
    total: Signal<Option<usize>>,
    /// In the head: a filter line.
    #[prop(optional, into)]
    filter: ViewFn,
    /// In the head, at its end: buttons.
    #[prop(optional, into)]
    tools: ViewFn,
    /// In place of rows when there are none: an [`super::Empty`].
    #[prop(optional, into)]
    empty: ViewFn,
    /// Without heading and tools, inside a card that has its own.
    #[prop(optional)]
    hide_head: bool,
    /// Stands inside a card: no border of its own.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let (rows, columns) = Rows::of(rows, Arc::new(key), columns);
    let href = href.map(|href| {
        Callback::new(move |(row,): (Held,)| row.get::<T>().map(|row| href.run((row.clone(),))).unwrap_or_default())
    });
    let on_press = on_press.map(|press| {
        Callback::new(move |(row,): (Held,)| {
            if let Some(row) = row.get::<T>() {
                press.run((row.clone(),));
            }
        })
    });
    let parts = Parts {
        label,
        rows,
        columns,
        loading,
        sort,
        hidden,
        selection,
        bulk,
        href,
        on_press,
        current,
        total,
        filter,
        tools,
        empty,
        hide_head,
        bare,
    };
    draw(parts)
}

/// The same for rows of any type.
struct Parts {
    label: Signal<String>,
    rows: Rows,
    columns: Arc<[Face]>,
    loading: Signal<bool>,
    sort: Option<RwSignal<Option<Sort>>>,
    hidden: Option<RwSignal<BTreeSet<String>>>,
    selection: Option<RwSignal<BTreeSet<String>>>,
    bulk: ViewFn,
    href: Option<Callback<(Held,), String>>,
    on_press: Option<Callback<(Held,)>>,
    current: Signal<Option<String>>,
    total: Signal<Option<usize>>,
    filter: ViewFn,
    tools: ViewFn,
    empty: ViewFn,
    hide_head: bool,
    bare: bool,
}

fn draw(parts: Parts) -> AnyView {
    let Parts { label, rows, columns, loading, sort, hidden, selection, current, total, .. } = parts;
    let Parts { bulk, href, on_press, filter, tools, empty, hide_head, bare, .. } = parts;
    let sort = sort.unwrap_or_else(|| RwSignal::new(None));
    let hidden = hidden.unwrap_or_else(|| {
        let mut first = BTreeSet::new();
        first.extend(columns.iter().filter(|column| column.starts_hidden).map(|column| column.key.to_owned()));
        RwSignal::new(first)
    });
    let count = rows.count;
    let order = {
        let rows = rows.clone();
        Memo::new(move |_| (rows.order)(sort.get().as_ref()))
    };
    let scroll = Scroll::new(count);
    let live = {
        let pick = Arc::clone(&rows.pick);
        live_rows(move || {
            let (first, last) = scroll.range();
            let picked = order.with(|order| pick(order.get(first..last.min(order.len())).unwrap_or_default()));
            (first..).zip(picked).map(|(place, (key, row))| (key, place, row)).collect()
        })
    };
    Effect::new(move |_| {
        live.track();
        request_animation_frame(move || scroll.measure());
    });
    let shown = {
        let columns = Arc::clone(&columns);
        Memo::new(move |_| hidden.with(|hidden| column::shown(&columns, hidden)))
    };
    let template = {
        let columns = Arc::clone(&columns);
        Memo::new(move |_| shown.with(|shown| column::template(&columns, shown, selection.is_some())))
    };
    let all_keys = Callback::new(move |()| rows.all_keys());
    let chosen = Memo::new(move |_| selection.map_or(0, |selection| selection.with(BTreeSet::len)));
    let parts = RowParts { columns: Arc::clone(&columns), shown, selection, href, on_press, current };
    let any_chosen = move || chosen.get() > 0;
    let no_rows = move || !loading.get() && count.get() == 0;
    view! {
        <section class="table-card" class:card=!bare>
            {(!hide_head)
                .then(|| {
                    view! {
                        <header class="table-head">
                            <h2>{move || label.get()}" "<span class="count num">{move || (!loading.get()).then(|| counted(count.get(), total.get()))}</span></h2>
                            <div class="table-filter">{filter.run()}</div>
                            <div class="actions">
                                {tools.run()}
                                <View columns=Arc::clone(&columns) hidden=hidden sort=sort />
                            </div>
                        </header>
                    }
                })}
            <Show when=any_chosen>
                <div class="bulk" role="region" aria-label="Chosen rows">
                    <b class="num" role="status">{move || format!("{} chosen", chosen.get())}</b>
                    {bulk.run()}
                    <button
                        class="button"
                        type="button"
                        data-kind="quiet"
                        data-small=""
                        on:click=move |_| if let Some(selection) = selection { selection.update(BTreeSet::clear) }
                    >
                        "Clear"
                    </button>
                </div>
            </Show>
            <div
                class="table-window"
                data-partial=move || scroll.is_partial().then_some("")
                node_ref=scroll.scroller
                role=move || scroll.is_partial().then_some("region")
                aria-label=move || scroll.is_partial().then(|| format!("{}, scrolls", label.get()))
                tabindex=move || scroll.is_partial().then_some("0")
                on:scroll=move |_| scroll.scrolled()
                on:keydown=move |event: web_sys::KeyboardEvent| body::keys(scroll, &event)
            >
                <table
                    class="table"
                    role="table"
                    aria-label=move || label.get()
                    aria-rowcount=move || scroll.is_partial().then(|| (count.get() + 1).to_string())
                    aria-busy=move || loading.get().then_some("true")
                    style:--columns=move || template.get()
                    class:hidden=no_rows
                >
                    <Head columns=Arc::clone(&columns) shown=shown sort=sort selection=selection all_keys=all_keys count=count />
                    <Body live=live scroll=scroll parts=parts />
                </table>
                {move || loading.get().then(|| view! { <div class="table-loading"><Skeleton lines=5 /></div> })}
                {move || no_rows().then(|| empty.run())}
            </div>
        </section>
    }
    .into_any()
}

fn counted(shown: usize, total: Option<usize>) -> String {
    match total {
        Some(total) if total != shown => format!("{} of {}", grouped(shown), grouped(total)),
        _ => grouped(shown),
    }
}

/// A number with its thousands apart: `26,036`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
