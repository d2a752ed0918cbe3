//! The description: rendered, and changed in place.

use super::Open;
use crate::{
    components::{
        button::{Button, ButtonKind},
        form::Form,
        icon::Icon,
        markdown::Markdown,
    },
    domain::{
        draft::DraftKey,
        issue::{Command, EditWish},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        issues::editor::MarkdownField,
    },
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Description(open: Open) -> impl IntoView {
    let text = open.part(|issue| issue.description.clone());
    let editing =
        RwSignal::new(open.desk.session.has_draft(key_of(open)) && open.words_refused.get_untracked().is_none());
    view! {
        <section class="issue-part" aria-labelledby="issue-description">
            <header>
                {open.heading("issue-description", view! { "Description" }.into_any())}
                <Show when=move || !editing.get()>
                    <Button kind=ButtonKind::Quiet small=true icon=Icon::Edit disabled_reason=open.words_refused on_press=move || editing.set(true)>
                        "Edit"<span class="visually-hidden">" the description"</span>
                    </Button>
                </Show>
            </header>
            <Show
                when=move || editing.get()
                fallback=move || {
                    view! {
                        <Show when=move || text.with(|text| !text.trim().is_empty()) fallback=|| view! { <p class="hint">"No description."</p> }>
                            <Markdown text=text />
                        </Show>
                    }
                }
            >
                <DescriptionForm open=open editing=editing text=text />
            </Show>
        </section>
    }
}

fn key_of(open: Open) -> DraftKey {
    let (space, project) = open.desk.place.get_untracked();
    DraftKey::IssueDescription(space, project, open.number)
}

#[component]
fn DescriptionForm(open: Open, editing: RwSignal<bool>, text: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(text.get_untracked());
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let kept = use_draft(key_of(open), vec![DraftField::text("description", value)]);
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let new = value.get_untracked();
        if new == text.get_untracked() {
            editing.set(false);
            return;
        }
        faults.clear();
        busy.set(true);
        let (space, project) = open.desk.place.get_untracked();
        let sending = kept.sending();
        spawn_local(async move {
            let wishes = vec![EditWish::Description(new)];
            match open.desk.send(Command::Edit { space, project, numbers: vec![open.number], wishes }).await {
                Ok(_) => {
                    sending.done();
                    let _ = editing.try_set(false);
                }
                Err(refusal) => faults.show(refusal),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Form on_submit=save busy=busy label="Description".to_owned()>
            <RefusalNote refusal=faults.any_but("Description") />
            <MarkdownField label="Description" hide_label=true value=value fault=faults.at("Description") rows=10 autofocus=true on_send=save />
            <div class="form-actions">
                <Button submit=true small=true busy=busy>"Save"</Button>
                <Button kind=ButtonKind::Quiet small=true on_press=move || { kept.give_up(editing); editing.set(false); }>"Cancel"</Button>
                <DraftLine draft=kept />
            </div>
        </Form>
    }
}
