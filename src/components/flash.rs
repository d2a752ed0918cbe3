//! Flash messages: one line at the top right, at most one action, spoken politely, gone by themselves.

use super::{
    aria::Act,
    button::IconButton,
    icon::{Icon, IconView},
    tone::Tone,
};
use core::{cell::Cell, time::Duration};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::sync::Arc;
use web_sys::HtmlElement;

/// How long a message stays, and how long one stays that offers an action.
const STAYS: (Duration, Duration) = (Duration::from_secs(6), Duration::from_secs(12));

#[derive(Clone)]
struct Message {
    id: u64,
    tone: Tone,
    words: String,
    action: Option<(String, Act)>,
    link: Option<(String, String)>,
}

/// The messages of the page. One is provided at the root; pages take it with [`Flashes::of_page`].
#[derive(Clone, Copy)]
pub struct Flashes {
    list: RwSignal<Vec<Message>>,
    next: StoredValue<u64>,
}

/// A message that was just shown, to add its one action.
#[derive(Clone, Copy)]
pub struct Shown {
    flashes: Flashes,
    id: u64,
}

thread_local! {
    /// Handlers run outside every component, where no context is found.
    static PAGE: Cell<Option<Flashes>> = const { Cell::new(None) };
}

impl Flashes {
    /// Makes the messages and gives them to everything inside. Call it once, in the root component.
    pub fn provide() -> Self {
        let flashes = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(flashes);
        PAGE.set(Some(flashes));
        flashes
    }

    /// The messages of this page, from a component or from a handler that runs later; where none were provided, new
    /// ones that nobody sees.
    pub fn of_page() -> Self {
        use_context()
            .or_else(|| PAGE.get())
            .unwrap_or_else(|| Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) })
    }

    /// Something was done.
    pub fn good(&self, words: impl Into<String>) -> Shown {
        self.show(Tone::Good, words.into())
    }

    /// Something to know.
    pub fn info(&self, words: impl Into<String>) -> Shown {
        self.show(Tone::Info, words.into())
    }

    /// Something to look at.
    pub fn warn(&self, words: impl Into<String>) -> Shown {
        self.show(Tone::Warn, words.into())
    }

    /// Something was refused or failed. It stays until it is closed.
    pub fn bad(&self, words: impl Into<String>) -> Shown {
        self.show(Tone::Bad, words.into())
    }

    /// Takes all messages away, as when the vault locks.
    pub fn clear(&self) {
        self.list.update(Vec::clear);
    }

    fn show(self, tone: Tone, words: String) -> Shown {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            // The same words again replace the former: a repeated refusal does not pile up.
            list.retain(|message| message.words != words);
            list.push(Message { id, tone, words, action: None, link: None });
        });
        Shown { flashes: self, id }
    }

    fn close(self, id: u64) {
        // A message outlives neither the page nor its root.
        let _ = self.list.try_update(|list| list.retain(|message| message.id != id));
    }
}

impl Shown {
    /// Offers an action, such as Undo.
    pub fn with_action(self, label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) {
        let (label, act): (String, Act) = (label.into(), Arc::new(act));
        self.change(|message| message.action = Some((label, act)));
    }

    /// Offers a link to where it is mended or seen.
    pub fn with_link(self, label: impl Into<String>, href: impl Into<String>) {
        let link = (label.into(), href.into());
        self.change(|message| message.link = Some(link));
    }

    /// Takes the message away.
    pub fn close(self) {
        self.flashes.close(self.id);
    }

    fn change(self, change: impl FnOnce(&mut Message)) {
        self.flashes.list.update(|list| {
            if let Some(message) = list.iter_mut().find(|message| message.id == self.id) {
                change(message);
            }
        });
    }
}

/// Where the messages appear: once, in the root component.
#[component]
pub fn FlashArea() -> impl IntoView {
    let flashes = Flashes::of_page();
    let area = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let some = flashes.list.with(|list| !list.is_empty());
        if let Some(area) = area.get() {
            // Hidden and shown again it lies over a dialog that opened since. Either call is refused when it
            // already is so, which changes nothing.
            let _ = HtmlElement::hide_popover(&area);
            if some {
                let _ = HtmlElement::show_popover(&area);
            }
        }
    });
    view! {
        <div class="flashes" popover="manual" node_ref=area role="region" aria-label="Messages">
            <div role="status" aria-live="polite">
                <For each=move || flashes.list.get() key=|message| (message.id, message.action.is_some(), message.link.is_some()) let:message>
                    <FlashMessage message=message flashes=flashes />
                </For>
            </div>
        </div>
    }
}

#[component]
fn FlashMessage(message: Message, flashes: Flashes) -> impl IntoView {
    let Message { id, tone, words, action, link } = message;
    let timer = StoredValue::<Option<TimeoutHandle>>::new(None);
    let stays = if action.is_some() || link.is_some() { STAYS.1 } else { STAYS.0 };
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let start = move || {
        stop();
        if tone != Tone::Bad {
            // The message may be going while the pointer leaves it.
            let _ = timer.try_set_value(set_timeout_with_handle(move || flashes.close(id), stays).ok());
        }
    };
    start();
    on_cleanup(stop);
    view! {
        <div
            class="flash"
            data-tone=tone.name()
            on:mouseenter=move |_| stop()
            on:mouseleave=move |_| start()
            on:focusin=move |_| stop()
            on:focusout=move |_| start()
        >
            <IconView icon=tone.icon() />
            <p>{words}</p>
            {action
                .map(|(label, act)| {
                    view! {
                        <button
                            class="button"
                            type="button"
                            data-kind="quiet"
                            data-small=""
                            on:click=move |_| {
                                act();
                                flashes.close(id);
                            }
                        >
                            {label}
                        </button>
                    }
                })}
            {link.map(|(label, href)| view! { <a href=href on:click=move |_| flashes.close(id)>{label}</a> })}
            <IconButton icon=Icon::Close label="Close this message" small=true on_press=move || flashes.close(id) />
        </div>
    }
}
