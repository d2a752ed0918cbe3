//! Fields for text: one line, several lines, and a secret.
//!
//! No field may be filled in by the browser but a secret: what it may fill in it also writes to the disk as it is typed,
//! readable, to restore its tabs and to offer it again (VLT-1). That weighs more here than WCAG's criterion 1.3.5.

use super::{
    button::IconButton,
    field::{Field, FieldIds, Notice, focus_when_there},
    icon::Icon,
};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// One line of text.
#[component]
pub fn TextField(
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed; kept through every fault.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// What is said at once of what is typed.
    #[prop(optional, into)]
    notice: Option<Signal<Option<Notice>>>,
    /// `text`, `email`, `search`, `url`, `number`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a phone shows, such as `numeric`.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// An example; never the only help.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// In the type of code: ids, ARNs, codes.
    #[prop(optional)]
    mono: bool,
    /// Shown but not to be changed, for the reason in the hint.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// The most characters it takes.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// The label is for screen readers alone.
    #[prop(optional)]
    hide_label: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Called on Enter, outside a form.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// Called when it loses the focus.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let tied = ids.clone();
    let node = NodeRef::<html::Input>::new();
    if autofocus {
        focus_when_there(node);
    }
    view! {
        <Field ids=ids.clone() label=label hint=hint fault=fault notice=notice optional=optional hide_label=hide_label>
            <input
                class="input"
                id=ids.control
                node_ref=node
                type=kind
                class:mono=mono
                autocomplete="off"
                autofocus=autofocus
                spellcheck=mono.then_some("false")
                inputmode=inputmode
                maxlength=max_length.map(|most| most.to_string())
                placeholder=move || placeholder.get()
                readonly=move || read_only.get()
                aria-required=(!optional).then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || tied.described_by(hint, fault, notice)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| if let Some(leave) = on_leave {
                    // Also sent while the field goes, when there is nobody left to tell.
                    let _ = leave.try_run(());
                }
                on:keydown=move |event: KeyboardEvent| {
                    if let (Some(enter), "Enter", false) = (on_enter, event.key().as_str(), event.is_composing()) {
                        event.prevent_default();
                        enter.run(());
                    }
                }
            />
        </Field>
    }
}

/// Several lines of text; it grows with what is typed.
#[component]
pub fn TextArea(
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed; kept through every fault.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// What is said at once of what is typed.
    #[prop(optional, into)]
    notice: Option<Signal<Option<Notice>>>,
    /// An example; never the only help.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Lines shown while it is empty.
    #[prop(default = 4)]
    rows: u32,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// In the type of code.
    #[prop(optional)]
    mono: bool,
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
    let ids = FieldIds::new();
    let tied = ids.clone();
    let node = NodeRef::<html::Textarea>::new();
    if autofocus {
        focus_when_there(node);
    }
    view! {
        <Field ids=ids.clone() label=label hint=hint fault=fault notice=notice optional=optional hide_label=hide_label>
            <textarea
                class="input area"
                id=ids.control
                node_ref=node
                class:mono=mono
                autocomplete="off"
                rows=rows.to_string()
                autofocus=autofocus
                placeholder=move || placeholder.get()
                aria-required=(!optional).then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || tied.described_by(hint, fault, notice)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event: KeyboardEvent| {
                    if let (Some(send), "Enter", true) = (on_send, event.key().as_str(), event.ctrl_key() || event.meta_key()) {
                        event.prevent_default();
                        send.run(());
                    }
                }
            />
        </Field>
    }
}

/// A passphrase or password, hidden until the person asks to see it.
#[component]
pub fn PasswordField(
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed. Whoever holds it empties it after use.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Beneath the field, such as [`super::Strength`].
    #[prop(optional, into)]
    below: ViewFn,
) -> impl IntoView {
    let ids = FieldIds::new();
    let tied = ids.clone();
    let node = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(false);
    if autofocus {
        focus_when_there(node);
    }
    view! {
        <Field ids=ids.clone() label=label hint=hint fault=fault>
            <div class="input-group">
                <input
                    class="input"
                    id=ids.control
                    node_ref=node
                    // While it is shown it is a text like any other to the browser.
                    autocomplete=move || if shown.get() { "off" } else { autocomplete }
                    type=move || if shown.get() { "text" } else { "password" }
                    class:mono=move || shown.get()
                    autofocus=autofocus
                    autocapitalize="off"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=move || tied.described_by(hint, fault, None)
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <IconButton
                    icon=Signal::derive(move || if shown.get() { Icon::EyeOff } else { Icon::Eye })
                    label=Signal::derive(move || if shown.get() { "Hide what is typed" } else { "Show what is typed" }.to_owned())
                    small=true
                    on_press=move || shown.update(|shown| *shown = !*shown)
                />
            </div>
            {below.run()}
        </Field>
    }
}
