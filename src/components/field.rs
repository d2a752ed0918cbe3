//! What every field shares: the label above, the hint and the fault beneath, and how they are tied together.

use super::{
    aria::{id_list, unique_id},
    focus::focus,
    icon::{Icon, IconView},
    tone::Tone,
};
use leptos::prelude::*;
use web_sys::HtmlElement;

/// The ids that tie a control to its label, hint and fault.
#[derive(Clone, Debug)]
pub struct FieldIds {
    /// Of the control.
    pub control: String,
    /// Of the hint.
    pub hint: String,
    /// Of the fault.
    pub fault: String,
    /// Of the notice.
    pub notice: String,
}

/// What is said at once, and quietly, of what stands in a field: it does not keep the form from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub tone: Tone,
    /// What was noticed, why it matters, and what to do.
    pub words: String,
}

/// A notice that may be there, for fields that have one.
pub type Notices = Option<Signal<Option<Notice>>>;

impl FieldIds {
    /// Fresh ids.
    pub fn new() -> Self {
        let control = unique_id("field");
        Self {
            hint: format!("{control}-hint"),
            fault: format!("{control}-fault"),
            notice: format!("{control}-notice"),
            control,
        }
    }

    /// The control's `aria-describedby`: the fault first, then the notice, then the hint.
    pub fn described_by(
        &self,
        hint: Signal<Option<String>>,
        fault: Signal<Option<String>>,
        notice: Notices,
    ) -> Option<String> {
        id_list([
            fault.with(Option::is_some).then_some(self.fault.as_str()),
            notice.is_some_and(|notice| notice.with(Option::is_some)).then_some(self.notice.as_str()),
            hint.with(Option::is_some).then_some(self.hint.as_str()),
        ])
    }
}

impl Default for FieldIds {
    fn default() -> Self {
        Self::new()
    }
}

/// The frame of one field. Pages use the ready fields; this one is for a control that the kit does not have.
#[component]
pub fn Field(
    /// The ids, shared with the control inside.
    ids: FieldIds,
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// What is said of what stands in it.
    #[prop(optional)]
    notice: Notices,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The label is for screen readers alone.
    #[prop(optional)]
    hide_label: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=ids.control.clone() class:visually-hidden=hide_label>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">" optional"</span> })}
            </label>
            {children()}
            <FieldNotes ids=ids hint=hint fault=fault notice=notice />
        </div>
    }
}

/// The hint and the fault under a control.
#[component]
pub fn FieldNotes(
    /// The ids, shared with the control.
    ids: FieldIds,
    /// What helps to fill it in.
    #[prop(into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(into)]
    fault: Signal<Option<String>>,
    /// What is said of what stands in it. While there is a fault, that speaks alone.
    #[prop(optional)]
    notice: Notices,
) -> impl IntoView {
    let FieldIds { hint: hint_id, fault: fault_id, notice: notice_id, .. } = ids;
    view! {
        {notice
            .map(|notice| {
                let quiet = Memo::new(move |_| notice.get().filter(|_| fault.with(Option::is_none)));
                view! {
                    // The place is there before the words, so that screen readers speak them when they come.
                    <div class="notice" id=notice_id role="status" data-tone=move || quiet.with(|quiet| quiet.as_ref().map(|quiet| quiet.tone.name()))>
                        {move || {
                            quiet.get().map(|Notice { tone, words }| view! { <IconView icon=tone.icon() /><span>{words}</span> })
                        }}
                    </div>
                }
            })}
        {move || hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
        {move || {
            fault
                .get()
                .map(|fault| {
                    view! {
                        <p class="fault" id=fault_id.clone()>
                            <IconView icon=Icon::Fault />
                            <span>{fault}</span>
                        </p>
                    }
                })
        }}
    }
}

/// Focuses a control once it stands in the page; `autofocus` alone counts only while a document loads.
pub fn focus_when_there<E>(node: NodeRef<E>)
where
    E: leptos::html::ElementType,
    E::Output: wasm_bindgen::JsCast + AsRef<HtmlElement> + Clone + 'static,
{
    Effect::new(move |done: Option<bool>| match node.get() {
        Some(element) if done != Some(true) => {
            request_animation_frame(move || focus(element.as_ref()));
            true
        }
        _ => done.unwrap_or(false),
    });
}
