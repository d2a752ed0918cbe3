//! The title, and changing it in place.

use super::Open;
use crate::{
    components::{
        button::{Button, ButtonKind, IconButton},
        focus::focus_id,
        form::Form,
        icon::Icon,
        text_field::TextField,
    },
    domain::{
        draft::DraftKey,
        issue::{Command, EditWish},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Id of the heading, which takes the focus when the issue opens.
pub const HEADING: &str = "issue-heading";

#[component]
pub fn TitleLine(open: Open, page: bool) -> impl IntoView {
    let title = open.part(|issue| issue.title.clone());
    let asked = open.desk.memory.edit_title;
    let wanted = asked.get_untracked() == Some(open.number);
    let begun = open.desk.session.has_draft(key_of(open));
    let editing = RwSignal::new((wanted || begun) && open.words_refused.get_untracked().is_none());
    if wanted {
        asked.set(None);
    }
    view! {
        <div class="issue-title-line">
            <Show
                when=move || editing.get()
                fallback=move || {
                    view! {
                        {if page {
                            view! { <h1 id=HEADING tabindex="-1"><span class="num">{format!("#{} ", open.number)}</span>{move || title.get()}</h1> }.into_any()
                        } else {
                            view! { <h3 id=HEADING tabindex="-1">{move || title.get()}</h3> }.into_any()
                        }}
                        <IconButton icon=Icon::Edit label="Edit the title" small=true disabled_reason=open.words_refused on_press=move || editing.set(true) />
                    }
                }
            >
                <TitleForm open=open editing=editing title=title />
            </Show>
        </div>
    }
}

fn key_of(open: Open) -> DraftKey {
    let (space, project) = open.desk.place.get_untracked();
    DraftKey::IssueTitle(space, project, open.number)
}

#[component]
fn TitleForm(open: Open, editing: RwSignal<bool>, title: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(title.get_untracked());
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let kept = use_draft(key_of(open), vec![DraftField::text("title", value)]);
    let close = move || {
        let _ = editing.try_set(false);
        request_animation_frame(|| focus_id(HEADING));
    };
    let cancel = move || {
        kept.give_up(editing);
        close();
    };
    let save = move || {
        let text = value.get_untracked();
        if text.trim() == title.get_untracked() {
            close();
            return;
        }
        faults.clear();
        busy.set(true);
        let (space, project) = open.desk.place.get_untracked();
        let sending = kept.sending();
        spawn_local(async move {
            let wishes = vec![EditWish::Title(text)];
            match open.desk.send(Command::Edit { space, project, numbers: vec![open.number], wishes }).await {
                Ok(_) => {
                    sending.done();
                    close();
                }
                Err(refusal) => faults.show(refusal),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <div
            class="issue-title-form"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    event.stop_propagation();
                    cancel();
                }
            }
        >
            <Form on_submit=save busy=busy label="Title".to_owned()>
                <RefusalNote refusal=faults.any_but("Title") />
                <TextField label="Title" hide_label=true value=value fault=faults.at("Title") notice=noticed(value, Reach::Text) max_length=255_u32 autofocus=true />
                <div class="form-actions">
                    <Button submit=true small=true busy=busy>"Save"</Button>
                    <Button kind=ButtonKind::Quiet small=true on_press=cancel>"Cancel"</Button>
                    <DraftLine draft=kept />
                </div>
            </Form>
        </div>
    }
}
