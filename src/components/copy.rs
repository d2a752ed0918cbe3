//! Taking text along: a copy button, a value with one, and a secret that stays hidden until asked for.

use super::{
    button::IconButton,
    icon::{Icon, IconView},
};
use core::time::Duration;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long the button says that it copied.
const SAID: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Not,
    Copied,
    Refused,
}

/// Puts text on the clipboard and says so, to eyes and to screen readers.
#[component]
pub fn CopyButton(
    /// The text. Read when pressed, not before.
    #[prop(into)]
    text: Signal<String>,
    /// What is copied: "Copy" is put before it.
    #[prop(into)]
    what: Signal<String>,
    /// Shows words beside the icon.
    #[prop(optional)]
    words: bool,
) -> impl IntoView {
    let done = RwSignal::new(Done::Not);
    let press = move || {
        let promise = window().navigator().clipboard().write_text(&text.get_untracked());
        leptos::task::spawn_local(async move {
            let result = JsFuture::from(promise).await;
            let said = if result.is_ok() { Done::Copied } else { Done::Refused };
            if done.try_set(said).is_none() {
                set_timeout(
                    move || {
                        // The button may have left the page by now.
                        let _ = done.try_set(Done::Not);
                    },
                    SAID,
                );
            }
        });
    };
    let icon = Signal::derive(move || match done.get() {
        Done::Not => Icon::Copy,
        Done::Copied => Icon::Check,
        Done::Refused => Icon::Fault,
    });
    let label = Signal::derive(move || format!("Copy {}", what.get()));
    let said = move || match done.get() {
        Done::Not => "",
        Done::Copied => "Copied",
        Done::Refused => "The browser refused to copy. Select the text and copy it by hand.",
    };
    view! {
        <span class="copy">
            {if words {
                view! {
                    <button class="button" type="button" on:click=move |_| press() aria-label=move || label.get()>
                        <IconView icon=icon />
                        {move || if done.get() == Done::Copied { "Copied" } else { "Copy" }}
                    </button>
                }
                    .into_any()
            } else {
                view! { <IconButton icon=icon label=label small=true on_press=press /> }.into_any()
            }}
            <span class="visually-hidden" role="status">{said}</span>
        </span>
    }
}

/// A value in the type of code with a button to copy it: ids, ARNs, commands.
#[component]
pub fn CopyValue(
    /// The value.
    #[prop(into)]
    text: Signal<String>,
    /// What it is: "Copy" is put before it.
    #[prop(into)]
    what: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="copy-value">
            <code>{move || text.get()}</code>
            <CopyButton text=text what=what />
        </span>
    }
}

/// Lines in the type of code with a button to copy them: a command, a policy.
#[component]
pub fn CopyBlock(
    /// The lines.
    #[prop(into)]
    text: Signal<String>,
    /// What they are: "Copy" is put before it.
    #[prop(default = "the command")]
    what: &'static str,
    /// The name of the part of the page they are.
    #[prop(default = "Command".to_owned(), into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="copy-block">
            <pre tabindex="0" role="region" aria-label=label><code>{move || text.get()}</code></pre>
            <CopyButton text=text what=what />
        </div>
    }
}

/// A secret: dots until the person asks to see it. It is in the page's tree only while it is shown.
#[component]
pub fn Secret(
    /// The secret.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, such as "account verification token".
    #[prop(into)]
    what: Signal<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <span class="copy-value secret">
            <code>{move || if shown.get() { text.get() } else { "•".repeat(16) }}</code>
            <IconButton
                icon=Signal::derive(move || if shown.get() { Icon::EyeOff } else { Icon::Eye })
                label=Signal::derive(move || format!("{} {}", if shown.get() { "Hide" } else { "Show" }, what.get()))
                small=true
                on_press=move || shown.update(|shown| *shown = !*shown)
            />
            <CopyButton text=text what=what />
        </span>
    }
}
