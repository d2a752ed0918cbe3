//! The parts of the page, each with a place in the address, and the list that leads to them.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{components::focus::focus, routes::Route};
use wasm_bindgen::JsCast;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Part {
    Glance,
    Keys,
    Room,
    Integrity,
    Findings,
    Replica,
    Linked,
    Practices,
    File,
}

impl Part {
    /// All, in the order of the page.
    const ALL: [Self; 9] = [
        Self::Glance,
        Self::Keys,
        Self::Room,
        Self::Integrity,
        Self::Findings,
        Self::Replica,
        Self::Linked,
        Self::Practices,
        Self::File,
    ];

    /// The word in the address.
    const fn word(self) -> &'static str {
        match self {
            Self::Glance => "glance",
            Self::Keys => "keys",
            Self::Room => "room",
            Self::Integrity => "integrity",
            Self::Findings => "findings",
            Self::Replica => "replica",
            Self::Linked => "linked",
            Self::Practices => "practices",
            Self::File => "file",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Glance => "At a glance",
            Self::Keys => "Keys",
            Self::Room => "Room",
            Self::Integrity => "Integrity",
            Self::Findings => "Findings",
            Self::Replica => "Replica",
            Self::Linked => "Linked resources",
            Self::Practices => "Practices",
            Self::File => "Vault file and clearing",
        }
    }

    /// The link to it.
    pub fn href(self) -> String {
        format!("{}?part={}", Route::DataProtection.href(), self.word())
    }

    fn id(self) -> String {
        format!("part-{}", self.word())
    }

    /// The one that the address names.
    fn of_address() -> Option<Self> {
        let hash = window().location().hash().ok()?;
        let word = hash.split_once("part=")?.1;
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    fn element(self) -> Option<HtmlElement> {
        document().get_element_by_id(&self.id())?.dyn_into().ok()
    }

    /// Brings it to the top and puts the focus on its heading, so that the keyboard goes on from there.
    fn show(self) {
        let Some(element) = self.element() else { return };
        element.scroll_into_view();
        if let Some(heading) =
            element.query_selector("h2").ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok())
        {
            heading.set_tab_index(-1);
            focus(&heading);
        }
    }
}

/// A part with its place on the page.
#[component]
pub(super) fn Section(part: Part, children: Children) -> impl IntoView {
    view! { <div class="part stack" id=part.id()>{children()}</div> }
}

/// The list of the parts. It follows the page, and the address follows it.
#[component]
pub(super) fn Index() -> impl IntoView {
    let current = RwSignal::new(Part::Glance);
    let follow = move || {
        // The last part whose beginning has reached the upper third of the window.
        let line = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() / 3.0;
        let reached = Part::ALL
            .into_iter()
            .rev()
            .find(|part| part.element().is_some_and(|element| element.get_bounding_client_rect().top() <= line));
        let _ = current.try_maybe_update(|shown| {
            let reached = reached.unwrap_or(Part::Glance);
            (std::mem::replace(shown, reached) != reached, ())
        });
    };
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| follow());
    let led = window_event_listener(leptos::ev::hashchange, move |_| {
        if let Some(part) = Part::of_address() {
            part.show();
        }
    });
    on_cleanup(move || {
        scrolled.remove();
        led.remove();
    });
    // An address with a part leads there once the parts stand.
    Effect::new(move |_| {
        request_animation_frame(move || {
            if let Some(part) = Part::of_address() {
                part.show();
            }
            follow();
        });
    });
    let list = NodeRef::<leptos::html::Ul>::new();
    // Where the list lies across and is longer than the window, the current part stays in sight.
    Effect::new(move |_| {
        current.track();
        let Some(list) = list.get() else { return };
        request_animation_frame(move || {
            let link = list
                .query_selector("[aria-current]")
                .ok()
                .flatten()
                .and_then(|found| found.dyn_into::<HtmlElement>().ok());
            if let Some(link) = link {
                list.set_scroll_left(
                    link.offset_left() - list.offset_left() - (list.client_width() - link.offset_width()) / 2,
                );
            }
        });
    });
    view! {
        <nav class="page-index" aria-label="On this page">
            <ul node_ref=list>
                {Part::ALL
                    .into_iter()
                    .map(|part| {
                        view! {
                            <li>
                                <a
                                    href=part.href()
                                    aria-current=move || (current.get() == part).then_some("location")
                                    on:click=move |_| part.show()
                                >
                                    {part.label()}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}
