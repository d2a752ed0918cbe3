//! The rows that are in sight.

use super::column::Face;
use crate::components::{
    focus::{began_on_control, is_typing},
    held::Held,
    scroll::{Live, Scroll},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// What every row needs to know.
#[derive(Clone)]
pub(super) struct RowParts {
    pub columns: Arc<[Face]>,
    pub shown: Memo<Vec<usize>>,
    pub selection: Option<RwSignal<BTreeSet<String>>>,
    pub href: Option<Callback<(Held,), String>>,
    pub on_press: Option<Callback<(Held,)>>,
    pub current: Signal<Option<String>>,
}

#[component]
pub(super) fn Body(live: RwSignal<Vec<(Arc<str>, Live<Held>)>>, scroll: Scroll, parts: RowParts) -> impl IntoView {
    view! {
        <tbody role="rowgroup" style:padding-block-start=move || scroll.before() style:padding-block-end=move || scroll.after()>
            <For
                each=move || live.get()
                key=|(key, _)| Arc::clone(key)
                children=move |(key, live)| row(key, live, scroll, parts.clone())
            />
        </tbody>
    }
}

fn row(key: Arc<str>, live: Live<Held>, scroll: Scroll, parts: RowParts) -> impl IntoView {
    let RowParts { selection, href, on_press, current, .. } = parts;
    let place = live.clone();
    let index = move || place.with(|(index, _)| *index);
    let spoken = index.clone();
    let pressed = live.clone();
    let own: String = key.to_string();
    let mine = own.clone();
    let is_current = move || current.with(|current| current.as_deref() == Some(mine.as_str()));
    let acts = href.is_some() || on_press.is_some();
    let check = selection.map(|selection| check(own.clone(), selection));
    let chosen =
        move || selection.map(|selection| if selection.with(|all| all.contains(&own)) { "true" } else { "false" });
    view! {
        <tr
            role="row"
            data-row=move || index().to_string()
            aria-rowindex=move || scroll.is_partial().then(|| (spoken() + 2).to_string())
            aria-selected=chosen
            aria-current=move || is_current().then_some("true")
            tabindex=(!acts).then_some("-1")
            data-acts=acts.then_some("")
            on:click=move |event| {
                if let (Some(press), false) = (on_press, began_on_control(&event)) {
                    press.run((pressed.with_untracked(|(_, value)| value.clone()),));
                }
            }
        >
            {check}
            {move || {
                let shown = parts.shown.get();
                shown
                    .into_iter()
                    .filter_map(|at| {
                        parts.columns.get(at)?;
                        Some(cell(at, live.clone(), Arc::clone(&parts.columns), href, on_press))
                    })
                    .collect_view()
            }}
        </tr>
    }
}

fn check(key: String, selection: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let own = key.clone();
    view! {
        <td role="cell" class="check">
            <input
                type="checkbox"
                class="checkbox"
                aria-label="Choose this row"
                prop:checked=move || selection.with(|all| all.contains(&own))
                on:change=move |event| {
                    selection
                        .update(|all| {
                            if event_target_checked(&event) {
                                all.insert(key.clone());
                            } else {
                                all.remove(&key);
                            }
                        });
                }
            />
        </td>
    }
}

fn cell(
    at: usize,
    live: Live<Held>,
    columns: Arc<[Face]>,
    href: Option<Callback<(Held,), String>>,
    on_press: Option<Callback<(Held,)>>,
) -> AnyView {
    let Some(column) = columns.get(at) else { return ().into_any() };
    let (end, head) = (column.is_at_end().then_some("end"), (!column.hides_head).then_some(column.head));
    let drawn = live.clone();
    let draw = move || drawn.with(|(_, value)| columns.get(at).map(|column| column.draw(value)));
    let value = move || live.with(|(_, value)| value.clone());
    match (at, href, on_press) {
        (0, Some(href), _) => view! {
            <td role="cell" class="first">
                <a class="row-link" data-row-control="" href=move || href.run((value(),))>{draw}</a>
            </td>
        }
        .into_any(),
        (0, None, Some(press)) => view! {
            <td role="cell" class="first">
                <button class="row-link" type="button" data-row-control="" on:click=move |_| press.run((untrack(&value),))>{draw}</button>
            </td>
        }
        .into_any(),
        (0, ..) => view! { <td role="cell" class="first">{draw}</td> }.into_any(),
        _ => view! { <td role="cell" class=end data-head=head>{draw}</td> }.into_any(),
    }
}

/// Arrow keys and j and k move from row to row, except while something is typed or a menu is open.
pub(super) fn keys(scroll: Scroll, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    if is_typing(&target) || target.closest("[popover], dialog").ok().flatten().is_some() {
        return;
    }
    let covered = scroll
        .scroller
        .get_untracked()
        .and_then(|scroller| scroller.query_selector("thead").ok().flatten())
        .map_or(0.0, |head| head.get_bounding_client_rect().height());
    scroll.rove(event, covered);
}
