//! Fields for choosing: a list, a checkbox, a switch, cards of which one holds.

use super::{
    aria::{id_list, unique_id},
    field::{Field, FieldIds, FieldNotes},
    icon::{Icon, IconView},
};
use leptos::prelude::*;

/// One of the values that a [`Select`], a [`RadioGroup`] or a [`ChoiceCards`] offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    value: String,
    label: String,
    description: Option<String>,
    disabled_reason: Option<String>,
}

impl Choice {
    /// A value with the words for it.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), description: None, disabled_reason: None }
    }

    /// With a sentence beneath the words; a list box has no room for it.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Shown, but not to be chosen, for this reason.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

/// One of a list, in the browser's own list box.
#[component]
pub fn Select(
    /// The words above.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// Says that it may stay as it is.
    #[prop(optional)]
    optional: bool,
    /// The label is for screen readers alone.
    #[prop(optional)]
    hide_label: bool,
    /// Called with the new value after it was set.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let tied = ids.clone();
    view! {
        <Field ids=ids.clone() label=label hint=hint fault=fault optional=optional hide_label=hide_label>
            <div class="select">
                <select
                    class="input"
                    id=ids.control
                    autocomplete="off"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=move || tied.described_by(hint, fault, None)
                    prop:value=move || {
                        // The list box forgets its value when its options change.
                        choices.track();
                        value.get()
                    }
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        value.set(chosen.clone());
                        if let Some(change) = on_change {
                            change.run((chosen,));
                        }
                    }
                >
                    {move || {
                        let chosen = value.get_untracked();
                        choices
                            .get()
                            .into_iter()
                            .map(|choice| {
                                let selected = choice.value == chosen;
                                view! {
                                    <option value=choice.value selected=selected disabled=choice.disabled_reason.is_some()>
                                        {choice.label}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
                <IconView icon=Icon::Down />
            </div>
        </Field>
    }
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// The words beside it.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// What helps to decide.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// The label is for screen readers alone.
    #[prop(optional)]
    hide_label: bool,
    /// Called with the new value after it was set.
    #[prop(optional, into)]
    on_change: Option<Callback<(bool,)>>,
) -> impl IntoView {
    tick(label, value, (hint, fault, Signal::stored(None)), hide_label, on_change, None)
}

/// A setting that holds at once, without a button.
#[component]
pub fn Switch(
    /// The words beside it.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    value: RwSignal<bool>,
    /// What it does.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// Why it cannot be set; said beneath it while it is so.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Called with the new value after it was set.
    #[prop(optional, into)]
    on_change: Option<Callback<(bool,)>>,
) -> impl IntoView {
    tick(label, value, (hint, fault, disabled_reason), false, on_change, Some("switch"))
}

/// Words that may be there.
type Said = Signal<Option<String>>;

fn tick(
    label: Signal<String>,
    value: RwSignal<bool>,
    (hint, fault, disabled): (Said, Said, Said),
    hide_label: bool,
    on_change: Option<Callback<(bool,)>>,
    role: Option<&'static str>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let hint = Signal::derive(move || disabled.get().or_else(|| hint.get()));
    let tied = ids.clone();
    view! {
        <div class="tick">
            <input
                class=role.unwrap_or("checkbox")
                type="checkbox"
                role=role
                id=ids.control.clone()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || tied.described_by(hint, fault, None)
                aria-disabled=move || disabled.with(Option::is_some).then_some("true")
                prop:checked=move || value.get()
                on:click=move |event| {
                    // It keeps the focus, so that its reason is heard; the browser takes the tick back.
                    if disabled.try_with_untracked(Option::is_some) == Some(true) {
                        event.prevent_default();
                    }
                }
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    value.set(on);
                    if let Some(change) = on_change {
                        change.run((on,));
                    }
                }
            />
            <div class="tick-words">
                <label for=ids.control.clone() class:visually-hidden=hide_label>{move || label.get()}</label>
                <FieldNotes ids=ids hint=hint fault=fault />
            </div>
        </div>
    }
}

/// A few values of which one holds, one under the other.
#[component]
pub fn RadioGroup(
    /// The words above the group.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    radios(label, value, choices, hint, fault, "radios")
}

/// A few values with a sentence each, as cards beside each other.
#[component]
pub fn ChoiceCards(
    /// The words above the group.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    radios(label, value, choices, hint, fault, "choice-cards")
}

fn radios(
    label: Signal<String>,
    value: RwSignal<String>,
    choices: Signal<Vec<Choice>>,
    hint: Signal<Option<String>>,
    fault: Signal<Option<String>>,
    class: &'static str,
) -> impl IntoView {
    let ids = FieldIds::new();
    let tied = ids.clone();
    let name = ids.control.clone();
    view! {
        <fieldset class="field" aria-describedby=move || tied.described_by(hint, fault, None)>
            <legend>{move || label.get()}</legend>
            <div class=class>
                {move || {
                    let name = name.clone();
                    choices.get().into_iter().map(move |choice| radio(choice, name.clone(), value, fault)).collect_view()
                }}
            </div>
            <FieldNotes ids=ids hint=hint fault=fault />
        </fieldset>
    }
}

fn radio(choice: Choice, name: String, value: RwSignal<String>, fault: Signal<Option<String>>) -> impl IntoView {
    let Choice { value: own, label, description, disabled_reason } = choice;
    let (id, note) = (unique_id("choice"), unique_id("note"));
    let off = disabled_reason.is_some();
    let words = disabled_reason.or(description);
    let (chosen, set) = (own.clone(), own.clone());
    view! {
        <div class="radio" data-off=off.then_some("")>
            <input
                type="radio"
                class="radio-dot"
                id=id.clone()
                name=name
                value=own
                aria-disabled=off.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=id_list([words.is_some().then_some(note.as_str())])
                prop:checked=move || value.with(|value| *value == chosen)
                on:click=move |event| if off { event.prevent_default() }
                on:change=move |_| if !off { value.set(set.clone()) }
            />
            <label for=id>{label}</label>
            {words.map(|words| view! { <p class="hint" id=note>{words}</p> })}
        </div>
    }
}
