//! A form: Enter submits, the fields keep what was typed, the first fault takes the focus.

use super::focus::focus_first_fault;
use leptos::{html, prelude::*};

/// Wraps fields and a submitting [`super::Button`]. After `on_submit`, and again when `busy` ends, the first field that
/// is marked as faulty takes the focus.
#[component]
pub fn Form(
    /// Checks and sends. Faults are set on the fields' own signals.
    #[prop(into)]
    on_submit: Callback<()>,
    /// What was sent is being worked on: a second submit does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// A name for screen readers, where no heading says what the form is for.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// The fields and the buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    let to_fault = move || {
        request_animation_frame(move || {
            if let Some(form) = node.try_get_untracked().flatten() {
                focus_first_fault(&form);
            }
        });
    };
    Effect::new(move |before: Option<bool>| {
        let now = busy.get();
        if before == Some(true) && !now {
            to_fault();
        }
        now
    });
    view! {
        <form
            class="form"
            node_ref=node
            novalidate
            // Else the browser keeps what is typed in its own files, readable (VLT-1).
            autocomplete="off"
            aria-label=move || label.get()
            on:submit=move |event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    on_submit.run(());
                    to_fault();
                }
            }
        >
            {children()}
        </form>
    }
}

/// The buttons under a form: the main one first, beside it what leads away.
#[component]
pub fn FormActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }
}
