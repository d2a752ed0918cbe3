//! The command palette: everything that can be gone to or done, found by a few letters.

mod score;

pub use score::score;

use super::{
    aria::{Act, unique_id},
    badge::Kbd,
    dialog::{Dialog, DialogShape},
    field::focus_when_there,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// Entries shown at once.
const MOST: usize = 50;

/// One entry of the palette.
#[derive(Clone)]
pub struct PaletteItem {
    /// Its words.
    pub label: String,
    /// Where it belongs: a heading of the list, such as "Go to".
    pub group: String,
    /// Its picture.
    pub icon: Icon,
    /// A second line or a place.
    pub hint: Option<String>,
    /// Other words it is found by.
    pub keywords: String,
    /// The keys that do the same.
    pub keys: Option<String>,
    /// Why it cannot be chosen now.
    pub disabled_reason: Option<String>,
    /// What it does.
    pub action: Act,
}

impl PaletteItem {
    /// An entry with its words, its group, its picture and what it does.
    pub fn new(
        group: impl Into<String>,
        icon: Icon,
        label: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            label: label.into(),
            group: group.into(),
            icon,
            hint: None,
            keywords: String::new(),
            keys: None,
            disabled_reason: None,
            action: Arc::new(action),
        }
    }

    /// With a second line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Found by these words too.
    #[must_use]
    pub fn keywords(mut self, words: impl Into<String>) -> Self {
        self.keywords = words.into();
        self
    }

    /// With the keys that do the same.
    #[must_use]
    pub fn keys(mut self, keys: impl Into<String>) -> Self {
        self.keys = Some(keys.into());
        self
    }

    /// Shown, but not to be chosen, for this reason.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }

    fn fit(&self, query: &str) -> Option<i32> {
        let hint = self.hint.as_deref().unwrap_or_default();
        [
            score(query, &self.label),
            score(query, &self.keywords).map(|fit| fit / 2),
            score(query, hint).map(|fit| fit / 2),
        ]
        .into_iter()
        .flatten()
        .max()
    }
}

/// The entries that fit, best first, each group together and groups in the order of their best entry.
fn fitting(items: &[PaletteItem], query: &str) -> Vec<PaletteItem> {
    let mut list: Vec<(i32, usize, &PaletteItem)> =
        items.iter().enumerate().filter_map(|(at, item)| item.fit(query).map(|fit| (fit, at, item))).collect();
    if !query.trim().is_empty() {
        list.sort_by_key(|(fit, at, item)| (item.disabled_reason.is_some(), core::cmp::Reverse(*fit), *at));
    }
    list.truncate(MOST);
    let mut groups: Vec<(&str, Vec<PaletteItem>)> = Vec::new();
    for (_, _, item) in list {
        match groups.iter_mut().find(|(name, _)| *name == item.group) {
            Some((_, members)) => members.push(item.clone()),
            None => groups.push((&item.group, vec![item.clone()])),
        }
    }
    groups.into_iter().flat_map(|(_, members)| members).collect()
}

/// The palette. The page opens it with Ctrl or Cmd and K, and gives what there is to find; it may answer to `query` with
/// more entries, such as issues whose words fit.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is typed.
    query: RwSignal<String>,
    /// What there is to find.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Search or run a command" shape=DialogShape::Palette light=true on_close=move || query.set(String::new())>
            <Search open=open query=query items=items />
        </Dialog>
    }
}

#[component]
fn Search(open: RwSignal<bool>, query: RwSignal<String>, items: Signal<Vec<PaletteItem>>) -> impl IntoView {
    let id = unique_id("palette");
    let at = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    focus_when_there(input);
    let found = Memo::new_with_compare(
        move |_| items.with(|items| query.with(|query| fitting(items, query))),
        // Entries hold callbacks, which do not compare: each new list counts as new.
        |_, _| true,
    );
    Effect::new(move |_| {
        query.track();
        at.set(0);
    });
    let run = move |index: usize| {
        let chosen = found.with_untracked(|found| found.get(index).cloned());
        if let Some(item) = chosen.filter(|item| item.disabled_reason.is_none()) {
            open.set(false);
            // After the dialog gave the focus back, so that the action may move it.
            request_animation_frame(move || (item.action)());
        }
    };
    let (list_id, option) = (format!("{id}-list"), id.clone());
    let scroll_to = {
        let id = id.clone();
        move |index: usize| {
            if let Some(entry) = document().get_element_by_id(&format!("{id}-{index}")) {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                entry.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        }
    };
    let keys = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let here = at.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if count > 0 => (here + 1) % count,
            "ArrowUp" if count > 0 => (here + count - 1) % count,
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                return run(here);
            }
            _ => return,
        };
        event.prevent_default();
        at.set(next);
        scroll_to(next);
    };
    view! {
        <div class="palette">
            <div class="palette-line">
                <IconView icon=Icon::Search />
                <input
                    node_ref=input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    placeholder="Search or run a command"
                    aria-label="Search or run a command"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || found.with(|found| !found.is_empty()).then(|| format!("{option}-{}", at.get()))
                    prop:value=move || query.get()
                    on:input=move |event| query.set(event_target_value(&event))
                    on:keydown=keys
                />
                <Kbd keys="Esc" />
            </div>
            <div class="palette-list" role="listbox" id=list_id aria-label="Found" tabindex="-1">
                {move || {
                    let mut former = None::<String>;
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, item)| {
                            let head = (former.as_deref() != Some(&item.group)).then(|| item.group.clone());
                            former = Some(item.group.clone());
                            view! {
                                {head.map(|head| view! { <div class="palette-group" role="presentation">{head}</div> })}
                                {entry(item, format!("{id}-{index}"), index, at, run)}
                            }
                        })
                        .collect_view()
                }}
            </div>
            <p class="palette-none" role="status">
                {move || {
                    let count = found.with(Vec::len);
                    if count == 0 { "Nothing fits. Try fewer letters.".to_owned() } else { String::new() }
                }}
            </p>
        </div>
    }
}

fn entry(
    item: PaletteItem,
    id: String,
    index: usize,
    at: RwSignal<usize>,
    run: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let PaletteItem { label, icon, hint, keys, disabled_reason, .. } = item;
    let off = disabled_reason.is_some();
    view! {
        <div
            class="palette-item"
            role="option"
            id=id
            aria-selected=move || if at.get() == index { "true" } else { "false" }
            aria-disabled=off.then_some("true")
            on:mousemove=move |_| if at.get_untracked() != index { at.set(index) }
            on:click=move |_| run(index)
        >
            <IconView icon=icon />
            <span class="palette-label">{label}</span>
            {disabled_reason.or(hint).map(|words| view! { <span class="palette-hint">{words}</span> })}
            {keys.map(|keys| view! { <Kbd keys=keys /> })}
        </div>
    }
}
