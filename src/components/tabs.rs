//! The faces of a thing: as links, when each has an address, or as a list of tabs within a page.

use super::{
    aria::unique_id,
    focus::{all, rove},
};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// One face of a page, with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabLink {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
    /// How many things are there.
    pub count: Option<usize>,
}

impl TabLink {
    /// A face with its address.
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, count: None }
    }

    /// With how many things are there.
    #[must_use]
    pub fn count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}

/// Faces that have addresses. They are links, and say so.
#[component]
pub fn Tabs(
    /// A name for screen readers: what these are faces of.
    #[prop(into)]
    label: Signal<String>,
    /// The faces.
    #[prop(into)]
    tabs: Signal<Vec<TabLink>>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=move || label.get()>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|tab| {
                        view! {
                            <a href=tab.href aria-current=tab.current.then_some("page")>
                                {tab.label}
                                {tab.count.map(|count| view! { <span class="count">{count}</span> })}
                            </a>
                        }
                    })
                    .collect_view()
            }}
        </nav>
    }
}

/// Faces within a page: a tab list with its panels, moved through with the arrow keys.
#[component]
pub fn TabPanels(
    /// What these are faces of.
    #[prop(into)]
    label: String,
    /// The words and the content of each.
    panels: Vec<(String, ViewFn)>,
    /// Which one is shown, from 0.
    current: RwSignal<usize>,
) -> impl IntoView {
    let id = unique_id("tabs");
    let list = NodeRef::<html::Div>::new();
    let (names, bodies): (Vec<String>, Vec<ViewFn>) = panels.into_iter().unzip();
    let panel = id.clone();
    let panel_label = id.clone();
    let tabs = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let is = move || current.get() == at;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{id}-tab-{at}")
                    aria-controls=format!("{id}-panel")
                    aria-selected=move || if is() { "true" } else { "false" }
                    tabindex=move || if is() { "0" } else { "-1" }
                    on:click=move |_| current.set(at)
                    on:focus=move |_| current.set(at)
                >
                    {name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div
            class="tabs"
            role="tablist"
            aria-label=label
            node_ref=list
            on:keydown=move |event: KeyboardEvent| {
                if let Some(list) = list.try_get_untracked().flatten() {
                    rove(&all(&list, "[role=tab]"), &event, true);
                }
            }
        >
            {tabs}
        </div>
        <div id=format!("{panel}-panel") role="tabpanel" tabindex="0" class="tab-panel" aria-labelledby=move || format!("{panel_label}-tab-{}", current.get())>
            {move || bodies.get(current.get()).map(ViewFn::run)}
        </div>
    }
}
