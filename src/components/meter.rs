//! How much: of a room that fills, of work that goes on, of things beside each other.

use super::{
    aria::unique_id,
    button::{Button, ButtonKind},
    tone::Tone,
};
use leptos::prelude::*;

/// One part of a [`Meter`].
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub label: String,
    /// How much of the whole, in the meter's own unit.
    pub amount: f64,
    /// The same in words.
    pub words: String,
    /// Its colour.
    pub tone: Tone,
}

/// A bar of parts of a whole, with a legend that says the same in words.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: Signal<String>,
    /// The parts.
    #[prop(into)]
    parts: Signal<Vec<Part>>,
    /// The whole, in the same unit.
    #[prop(into)]
    whole: Signal<f64>,
    /// The sum in words: "1.4 of 5.2 million units".
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let share = move |amount: f64| {
        let whole = whole.get();
        if whole > 0.0 { (amount / whole * 100.0).clamp(0.0, 100.0) } else { 0.0 }
    };
    view! {
        <div class="meter">
            <div class="meter-head"><span>{move || label.get()}</span><span class="num">{move || words.get()}</span></div>
            <div class="meter-bar" role="img" aria-label=move || format!("{}: {}", label.get(), words.get())>
                {move || {
                    parts
                        .get()
                        .into_iter()
                        .map(|part| view! { <i data-tone=part.tone.name() style:inline-size=move || format!("{:.2}%", share(part.amount)) /> })
                        .collect_view()
                }}
            </div>
            <ul class="legend">
                {move || {
                    parts
                        .get()
                        .into_iter()
                        .map(|part| {
                            view! {
                                <li>
                                    <i data-tone=part.tone.name() aria-hidden="true" />
                                    <span>{part.label}</span>
                                    <span class="num">{part.words}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}

/// Work that goes on: a bar, a count in words, and Cancel.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// From 0 to 1; `None` while nobody knows.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The count in words: "3,200 of 10,000".
    #[prop(optional, into)]
    words: Signal<String>,
    /// Stops it; without it there is no Cancel.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let id = unique_id("progress");
    view! {
        <div class="progress">
            <div class="meter-head"><span id=id.clone()>{move || label.get()}</span><span class="num">{move || words.get()}</span></div>
            <div class="row">
                <progress max="1" aria-labelledby=id value=move || share.get().map(|share| share.to_string()) />
                {on_cancel.map(|cancel| view! { <Button kind=ButtonKind::Quiet small=true on_press=cancel>"Cancel"</Button> })}
            </div>
        </div>
    }
}

/// A picture of amounts over time or kinds: one bar each, and the same as words for screen readers.
#[component]
pub fn Bars(
    /// What is shown.
    #[prop(into)]
    label: Signal<String>,
    /// A name and an amount for each bar.
    #[prop(into)]
    bars: Signal<Vec<(String, f64)>>,
) -> impl IntoView {
    const TALL: f64 = 100.0;
    view! {
        <figure class="bars">
            <figcaption class="visually-hidden">{move || label.get()}</figcaption>
            <ul>
                {move || {
                    let list = bars.get();
                    let most = list.iter().map(|(_, amount)| *amount).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
                    list.into_iter()
                        .map(|(name, amount)| {
                            let tall = amount / most * TALL;
                            view! {
                                <li title=format!("{name}: {amount}")>
                                    <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                                        <rect x="0" width="10" y=(TALL - tall).to_string() height=tall.to_string() />
                                    </svg>
                                    <span class="bar-name">{name.clone()}</span>
                                    <span class="visually-hidden">{amount.to_string()}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </figure>
    }
}
