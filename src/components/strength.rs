//! How strong a passphrase is, as bars and as words.

use leptos::prelude::*;

/// A meter of five steps. How strong a passphrase is, is the caller's judgement.
#[component]
pub fn Strength(
    /// From 0, nothing typed, to 4, strong.
    #[prop(into)]
    level: Signal<u8>,
    /// What that means and what would make it better.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let tone = move || match level.get() {
        0 => "idle",
        1 => "bad",
        2 => "warn",
        _ => "good",
    };
    view! {
        <div class="strength" data-tone=tone>
            <div class="strength-bars" aria-hidden="true">
                {(1..=4_u8).map(|step| view! { <i data-on=move || (level.get() >= step).then_some("") /> }).collect_view()}
            </div>
            <p class="hint" role="status">{move || words.get()}</p>
        </div>
    }
}
