//! The description of a space or a project: read, and edited in its place.

use crate::{
    components::{Button, ButtonKind, Flashes, Form, FormActions, Icon, TextField},
    domain::{
        Command,
        draft::DraftKey,
        text::{DESCRIPTION_MAX, field},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    session::Session,
};
use leptos::prelude::*;

/// A description with Edit beside it; Edit puts a field in its place.
#[component]
pub fn Describe(
    /// What it says now.
    #[prop(into)]
    text: Signal<String>,
    /// Why it cannot be edited by this person; nothing when it can.
    #[prop(into)]
    refused: Signal<Option<String>>,
    /// The command that sets it.
    #[prop(into)]
    command: Callback<(String,), Command>,
    /// Whose description it is, for the draft of it.
    #[prop(into)]
    key: Signal<DraftKey>,
) -> impl IntoView {
    let session = Session::here();
    let editing = RwSignal::new(session.has_draft(key.get_untracked()) && refused.get_untracked().is_none());
    view! {
        <Show
            when=move || editing.get()
            fallback=move || {
                view! {
                    <div class="described">
                        <p class:muted=move || text.with(String::is_empty)>
                            {move || text.with(|text| if text.is_empty() { "No description yet.".to_owned() } else { text.clone() })}
                        </p>
                        <Button
                            kind=ButtonKind::Quiet
                            small=true
                            icon=Icon::Edit
                            disabled_reason=refused
                            on_press=move |()| editing.set(true)
                        >
                            "Edit description"
                        </Button>
                    </div>
                }
            }
        >
            <Edit text=text command=command editing=editing key=key />
        </Show>
    }
}

#[component]
fn Edit(
    text: Signal<String>,
    command: Callback<(String,), Command>,
    editing: RwSignal<bool>,
    key: Signal<DraftKey>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let before = text.get_untracked();
    let value = RwSignal::new(before.clone());
    let busy = RwSignal::new(false);
    let kept = use_draft(key, vec![DraftField::text("description", value)]);
    let submit = Callback::new(move |()| {
        faults.clear();
        let before = before.clone();
        if value.with_untracked(|value| value.trim() == before) {
            editing.set(false);
            return;
        }
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.run((value.get_untracked(),))).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            sending.done();
            editing.try_set(false);
            flashes.good("Description saved.").with_action("Undo", move || {
                let back = command.run((before.clone(),));
                leptos::task::spawn_local(async move {
                    if let Err(refusal) = session.send(back).await {
                        flashes.bad(refusal.message);
                    }
                });
            });
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Edit description".to_owned())>
            <RefusalNote refusal=faults.any_but(field::DESCRIPTION) />
            <TextField
                label=field::DESCRIPTION
                value=value
                hint=Some(format!("One line, up to {DESCRIPTION_MAX} characters."))
                fault=faults.at(field::DESCRIPTION)
                notice=noticed(value, Reach::Name)
                optional=true
                autofocus=true
            />
            <FormActions>
                <Button submit=true busy=busy>"Save description"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| { kept.give_up(editing); editing.set(false); }>"Cancel"</Button>
                <DraftLine draft=kept />
            </FormActions>
        </Form>
    }
}
