//! What a page says in place of, or above, its content: a note, nothing here yet, not allowed.

use super::{
    icon::{Icon, IconView},
    tone::Tone,
};
use leptos::prelude::*;

/// A note above or inside content: something to know, to look at, that failed, that is well.
#[component]
pub fn Note(
    /// Its tone.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// The beginning, in strong type.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// Words and address of where to go from here.
    #[prop(optional, into)]
    link: Signal<Option<(String, String)>>,
    /// At its end: a small button.
    #[prop(optional, into)]
    action: ViewFn,
    /// Spoken at once when it appears: for failures.
    #[prop(optional)]
    alert: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="note" data-tone=tone.name() role=alert.then_some("alert")>
            <IconView icon=tone.icon() />
            <div class="note-words">
                {move || title.get().map(|title| view! { <b>{title}" "</b> })}
                {children()}
                {move || link.get().map(|(words, href)| view! { " " <a href=href>{words}</a> })}
            </div>
            <div class="actions">{action.run()}</div>
        </div>
    }
}

/// Nothing is here yet: what it is for, and the first step.
#[component]
pub fn Empty(
    /// What is not here yet.
    #[prop(into)]
    title: Signal<String>,
    /// What it is for, in a sentence.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// A picture of it.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The first step: a button or a link.
    #[prop(optional, into)]
    action: ViewFn,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.map(|icon| view! { <span class="empty-icon"><IconView icon=icon /></span> })}
            <p class="empty-title">{move || title.get()}</p>
            {move || lead.get().map(|lead| view! { <p>{lead}</p> })}
            <div class="row">{action.run()}</div>
        </div>
    }
}

/// Not allowed: the rule in plain words, and where it is mended.
#[component]
pub fn Refused(
    /// What was refused.
    #[prop(default = "You may not see this".into(), into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into)]
    reason: Signal<String>,
    /// Words and address of where it is mended.
    #[prop(optional, into)]
    link: Signal<Option<(String, String)>>,
) -> impl IntoView {
    view! {
        <div class="empty" data-tone="refused">
            <span class="empty-icon"><IconView icon=Icon::Lock /></span>
            <p class="empty-title">{move || title.get()}</p>
            <p>{move || reason.get()}</p>
            {move || link.get().map(|(words, href)| view! { <a class="button" href=href>{words}</a> })}
        </div>
    }
}

/// Content that comes: grey lines in its place, and a word for screen readers.
#[component]
pub fn Skeleton(
    /// Lines to draw.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">"Loading"</span>
            {(0..lines).map(|_| view! { <i aria-hidden="true" /> }).collect_view()}
        </div>
    }
}
