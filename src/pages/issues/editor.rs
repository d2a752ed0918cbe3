//! A field for Markdown: write, and see what it becomes.

use crate::{
    components::{markdown::Markdown, text_field::TextArea},
    pages::sensitive::{Reach, noticed},
};
use leptos::prelude::*;

/// Write and Preview, with the text kept between them.
#[component]
pub fn MarkdownField(
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// Lines shown while it is empty.
    #[prop(default = 6)]
    rows: u32,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The label is for screen readers alone.
    #[prop(optional)]
    hide_label: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Called on Ctrl or Cmd with Enter.
    #[prop(optional, into)]
    on_send: Option<Callback<()>>,
) -> impl IntoView {
    let preview = RwSignal::new(false);
    let notice = noticed(value, Reach::Text);
    let hint = Signal::derive(|| Some("Markdown. Ctrl or Cmd with Enter saves.".to_owned()));
    view! {
        <div class="issue-editor">
            <div class="issue-editor-faces" role="group" aria-label="Write or preview">
                <button type="button" class="button" data-kind="quiet" data-small="" aria-pressed=move || if preview.get() { "false" } else { "true" } on:click=move |_| preview.set(false)>
                    "Write"
                </button>
                <button type="button" class="button" data-kind="quiet" data-small="" aria-pressed=move || if preview.get() { "true" } else { "false" } on:click=move |_| preview.set(true)>
                    "Preview"
                </button>
            </div>
            // Hidden, not gone: the caret and the history of the field stay.
            <div hidden=move || preview.get()>
                {match on_send {
                    Some(send) => view! {
                        <TextArea label=label value=value fault=fault notice=notice rows=rows hide_label=hide_label autofocus=autofocus hint=hint optional=optional on_send=send />
                    }
                    .into_any(),
                    None => view! {
                        <TextArea label=label value=value fault=fault notice=notice rows=rows hide_label=hide_label autofocus=autofocus hint="Markdown.".to_owned() optional=optional />
                    }
                    .into_any(),
                }}
            </div>
            <Show when=move || preview.get()>
                <div class="issue-editor-preview">
                    <Show when=move || value.with(|text| !text.trim().is_empty()) fallback=|| view! { <p class="hint">"Nothing to preview."</p> }>
                        <Markdown text=value />
                    </Show>
                </div>
            </Show>
        </div>
    }
}
