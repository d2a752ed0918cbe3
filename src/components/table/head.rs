//! The head of a table: what the columns are called, sorting, choosing all, and which columns are shown.

use super::column::{Face, Sort};
use crate::components::{
    aria::unique_id,
    choice::{Checkbox, Choice, Select},
    float::place,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use std::{collections::BTreeSet, sync::Arc};
use web_sys::HtmlElement;

#[component]
pub(super) fn Head(
    columns: Arc<[Face]>,
    shown: Memo<Vec<usize>>,
    sort: RwSignal<Option<Sort>>,
    selection: Option<RwSignal<BTreeSet<String>>>,
    all_keys: Callback<(), BTreeSet<String>>,
    count: Signal<usize>,
) -> impl IntoView {
    let heads = move || {
        let columns = Arc::clone(&columns);
        shown.get().into_iter().filter_map(|at| columns.get(at).map(|column| head(column, sort))).collect_view()
    };
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {selection.map(|selection| view! { <th role="columnheader" class="check"><All selection=selection all_keys=all_keys count=count /></th> })}
                {heads}
            </tr>
        </thead>
    }
}

/// Takes the whole table, or lets it go.
#[component]
fn All(
    selection: RwSignal<BTreeSet<String>>,
    all_keys: Callback<(), BTreeSet<String>>,
    count: Signal<usize>,
) -> impl IntoView {
    let whole = move || count.get() > 0 && selection.with(BTreeSet::len) >= count.get();
    let some = move || !whole() && selection.with(|chosen| !chosen.is_empty());
    view! {
        <input
            type="checkbox"
            class="checkbox"
            aria-label="Choose all rows"
            prop:checked=whole
            prop:indeterminate=some
            on:change=move |event| selection.set(if event_target_checked(&event) { all_keys.run(()) } else { BTreeSet::new() })
        />
    }
}

fn head(column: &Face, sort: RwSignal<Option<Sort>>) -> AnyView {
    let (key, words, end) = (column.key, column.head, column.is_at_end().then_some("end"));
    if column.hides_head {
        return view! { <th role="columnheader" class=end><span class="visually-hidden">{words}</span></th> }
            .into_any();
    }
    if !column.sorts {
        return view! { <th role="columnheader" class=end>{words}</th> }.into_any();
    }
    let way = move || sort.with(|sort| sort.as_ref().filter(|sort| sort.key == key).map(|sort| sort.descending));
    view! {
        <th
            role="columnheader"
            class=end
            aria-sort=move || way().map(|descending| if descending { "descending" } else { "ascending" })
        >
            <button type="button" class="sort" data-on=move || way().map(|_| "") on:click=move |_| sort.set(next(key, way()))>
                {words}
                <IconView icon=Signal::derive(move || match way() {
                    None => Icon::Sort,
                    Some(false) => Icon::Up,
                    Some(true) => Icon::Down,
                }) />
            </button>
        </th>
    }
    .into_any()
}

/// Upwards, then downwards, then as given.
fn next(key: &str, way: Option<bool>) -> Option<Sort> {
    match way {
        None => Some(Sort { key: key.to_owned(), descending: false }),
        Some(false) => Some(Sort { key: key.to_owned(), descending: true }),
        Some(true) => None,
    }
}

/// A small panel: which columns are shown, and how it is sorted (the only way where rows are stacked and have no head).
#[component]
pub(super) fn View(
    columns: Arc<[Face]>,
    hidden: RwSignal<BTreeSet<String>>,
    sort: RwSignal<Option<Sort>>,
) -> impl IntoView {
    let id = unique_id("view");
    let (button, panel) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let boxes: Vec<(&'static str, &'static str)> =
        columns.iter().skip(1).filter(|column| column.can_hide()).map(|column| (column.key, column.head)).collect();
    let by: Vec<(&'static str, &'static str)> =
        columns.iter().filter(|column| column.sorts).map(|column| (column.key, column.head)).collect();
    if boxes.is_empty() && by.is_empty() {
        return ().into_any();
    }
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        chosen.set(
            sort.get()
                .map_or_else(String::new, |sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.key)),
        );
    });
    let mut choices = vec![Choice::new("", "As given")];
    for (key, head) in &by {
        choices.push(Choice::new(*key, format!("{head}, upwards")));
        choices.push(Choice::new(format!("-{key}"), format!("{head}, downwards")));
    }
    let sorts = !by.is_empty();
    let change = move |value: String| {
        sort.set(match (value.strip_prefix('-'), value.as_str()) {
            (_, "") => None,
            (Some(key), _) => Some(Sort { key: key.to_owned(), descending: true }),
            (None, key) => Some(Sort { key: key.to_owned(), descending: false }),
        });
    };
    view! {
        <button class="icon-button" type="button" node_ref=button popovertarget=id.clone() aria-label="Columns and order" title="Columns and order" data-small="">
            <IconView icon=Icon::Columns />
        </button>
        <div
            class="menu panel"
            id=id
            popover="auto"
            role="group"
            aria-label="Columns and order"
            node_ref=panel
            on:toggle=move |_| {
                if let (Some(button), Some(panel)) = (button.try_get_untracked().flatten(), panel.try_get_untracked().flatten()) {
                    place(&button, AsRef::<HtmlElement>::as_ref(&panel), true);
                }
            }
        >
            {sorts.then(|| view! { <Select label="Order" value=chosen choices=choices on_change=change /> })}
            {(!boxes.is_empty()).then(|| view! { <p class="panel-title">"Columns"</p> })}
            {boxes.into_iter().map(|(key, head)| column_box(key, head, hidden)).collect_view()}
        </div>
    }
    .into_any()
}

fn column_box(key: &'static str, head: &'static str, hidden: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(hidden.with(|hidden| !hidden.contains(key))));
    let change = move |shown: bool| {
        hidden.update(|hidden| {
            if shown {
                hidden.remove(key);
            } else {
                hidden.insert(key.to_owned());
            }
        });
    };
    view! { <Checkbox label=head value=on on_change=change /> }
}
