//! The keyboard's map: single keys and sequences such as `g s`, silent while something is typed; `?` shows them all.

use super::{
    badge::Kbd,
    dialog::{Dialog, DialogShape},
    focus::{focused, is_typing},
};
use core::cell::Cell;
use leptos::{ev, prelude::*};
use web_sys::KeyboardEvent;

/// Milliseconds within which the second key of a sequence must follow the first.
const WITHIN: f64 = 1_200.0;

#[derive(Clone)]
struct Shortcut {
    id: u64,
    keys: String,
    what: String,
    group: String,
    act: Callback<()>,
}

/// The map of the page. One is provided at the root; pages add to it with [`Shortcuts::add`].
#[derive(Clone, Copy)]
pub struct Shortcuts {
    list: RwSignal<Vec<Shortcut>>,
    next: StoredValue<u64>,
    open: RwSignal<bool>,
}

thread_local! {
    /// Handlers run outside every component, where no context is found.
    static PAGE: Cell<Option<Shortcuts>> = const { Cell::new(None) };
}

impl Shortcuts {
    /// Makes the map, listens, and gives it to everything inside. Call it once, in the root component.
    pub fn provide() -> Self {
        let map = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0), open: RwSignal::new(false) };
        provide_context(map);
        PAGE.set(Some(map));
        let begun = StoredValue::new((String::new(), 0.0_f64));
        let listener = window_event_listener(ev::keydown, move |event| map.pressed(&event, begun));
        on_cleanup(move || listener.remove());
        map
    }

    /// The map of this page, from a component or from a handler that runs later; where none was provided, an empty one
    /// that listens to nothing.
    pub fn of_page() -> Self {
        use_context().or_else(|| PAGE.get()).unwrap_or_else(|| Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            open: RwSignal::new(false),
        })
    }

    /// Adds keys (`c`, `g s`, `Mod+k` with Ctrl or Cmd) for as long as the caller's owner lives. What was added later
    /// goes first.
    pub fn add(
        &self,
        group: impl Into<String>,
        keys: impl Into<String>,
        what: impl Into<String>,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let shortcut = Shortcut {
            id,
            keys: keys.into(),
            what: what.into(),
            group: group.into(),
            act: Callback::new(move |()| act()),
        };
        let list = self.list;
        list.update(|list| list.push(shortcut));
        on_cleanup(move || {
            // The whole map may be going too.
            let _ = list.try_update(|list| list.retain(|shortcut| shortcut.id != id));
        });
    }

    /// Shows the map.
    pub fn show(&self) {
        self.open.set(true);
    }

    fn find(self, keys: &str) -> Option<Callback<()>> {
        self.list.with_untracked(|list| {
            list.iter().rev().find(|shortcut| shortcut.keys == keys).map(|shortcut| shortcut.act)
        })
    }

    fn begins(self, key: &str) -> bool {
        self.list.with_untracked(|list| {
            list.iter().any(|shortcut| shortcut.keys.split_once(' ').is_some_and(|(first, _)| first == key))
        })
    }

    fn pressed(self, event: &KeyboardEvent, begun: StoredValue<(String, f64)>) {
        if event.default_prevented() || event.is_composing() || event.alt_key() {
            return;
        }
        let key = event.key();
        if event.ctrl_key() || event.meta_key() {
            if let Some(act) = self.find(&format!("Mod+{}", key.to_lowercase())) {
                event.prevent_default();
                act.run(());
            }
            return;
        }
        let busy = focused().is_some_and(|element| {
            is_typing(&element) || element.closest("dialog, [popover]").ok().flatten().is_some()
        });
        if busy {
            return;
        }
        let now = event.time_stamp();
        let (first, at) = begun.get_value();
        begun.set_value((String::new(), 0.0));
        let sequence = (!first.is_empty() && now - at < WITHIN).then(|| format!("{first} {key}"));
        if let Some(act) = sequence.and_then(|keys| self.find(&keys)) {
            event.prevent_default();
            act.run(());
        } else if key == "?" {
            event.prevent_default();
            self.show();
        } else if let Some(act) = self.find(&key) {
            event.prevent_default();
            act.run(());
        } else if self.begins(&key) {
            begun.set_value((key, now));
        }
    }
}

/// The dialog that `?` opens. Draw it once, in the root component.
#[component]
pub fn ShortcutMap() -> impl IntoView {
    let map = Shortcuts::of_page();
    let groups = move || {
        let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for shortcut in map.list.get() {
            let line = (shortcut.keys, shortcut.what);
            match groups.iter_mut().find(|(name, _)| *name == shortcut.group) {
                Some((_, lines)) if lines.contains(&line) => {}
                Some((_, lines)) => lines.push(line),
                None => groups.push((shortcut.group, vec![line])),
            }
        }
        groups
    };
    view! {
        <Dialog open=map.open title="Keyboard" shape=DialogShape::Wide light=true>
            <div class="shortcuts">
                {move || {
                    groups()
                        .into_iter()
                        .map(|(name, lines)| {
                            view! {
                                <section>
                                    <h3>{name}</h3>
                                    <dl>
                                        {lines
                                            .into_iter()
                                            .map(|(keys, what)| {
                                                let keys = keys.replace("Mod", "Ctrl");
                                                view! { <div><dt>{what}</dt><dd><Kbd keys=keys /></dd></div> }
                                            })
                                            .collect_view()}
                                    </dl>
                                </section>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </Dialog>
    }
}
