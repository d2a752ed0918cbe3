//! Comments: read, written, one's own changed.

use super::{Open, fields::milliseconds};
use crate::{
    components::{
        badge::Avatar,
        button::{Button, ButtonKind},
        form::Form,
        markdown::Markdown,
        note::Note,
        time::RelativeTime,
        tone::Tone,
    },
    domain::{
        Permission,
        draft::DraftKey,
        id::CommentId,
        issue::{Author, Command, Comment},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        issues::editor::MarkdownField,
    },
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Comments(open: Open) -> impl IntoView {
    let comments = open.part(|issue| issue.comments.clone());
    let write = open.desk.refusal(Permission::CreateACommentOnAnIssue);
    view! {
        <section class="issue-part" aria-labelledby="issue-comments">
            <header>
                {open.heading("issue-comments", view! { "Comments " <span class="count num">{move || { let count = comments.with(Vec::len); (count > 0).then_some(count) }}</span> }.into_any())}
            </header>
            <ol class="issue-comments">
                <For
                    each=move || comments.get()
                    key=|comment| (comment.id, comment.edited)
                    children=move |comment| view! { <OneComment open=open comment=comment /> }
                />
            </ol>
            <Show when=move || write.get().is_none() fallback=move || view! { <Note tone=Tone::Idle>{move || write.get()}</Note> }>
                <WriteComment open=open />
            </Show>
        </section>
    }
}

#[component]
fn OneComment(open: Open, comment: Comment) -> impl IntoView {
    let desk = open.desk;
    let Comment { id, by, at, edited, text } = comment;
    let (space, project) = desk.place.get_untracked();
    let editing = RwSignal::new(desk.session.has_draft(DraftKey::EditComment(space, project, open.number, id)));
    let mine = move || desk.me().is_some_and(|me| by == Author::Person(me));
    let update = desk.refusal(Permission::UpdateACommentOnAnIssue);
    let name = Memo::new(move |_| {
        desk.issues(|issues| desk.names.with(|names| names.author(issues, by).to_owned())).unwrap_or_default()
    });
    let text = StoredValue::new(text);
    view! {
        <li>
            <header>
                <Avatar name=name small=true />
                <b>{move || name.get()}</b>
                <RelativeTime at=milliseconds(at.0) />
                {edited.map(|_| view! { <span class="hint">"edited"</span> })}
                <Show when=move || mine() && !editing.get()>
                    <Button kind=ButtonKind::Quiet small=true disabled_reason=update on_press=move || editing.set(true)>
                        "Edit"<span class="visually-hidden">" your comment"</span>
                    </Button>
                </Show>
            </header>
            <Show when=move || editing.get() fallback=move || view! { <Markdown text=text.get_value() /> }>
                <EditComment open=open id=id text=text.get_value() editing=editing />
            </Show>
        </li>
    }
}

#[component]
fn EditComment(open: Open, id: CommentId, text: String, editing: RwSignal<bool>) -> impl IntoView {
    let before = StoredValue::new(text.clone());
    let value = RwSignal::new(text);
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (space, project) = open.desk.place.get_untracked();
    let key = DraftKey::EditComment(space, project, open.number, id);
    let kept = use_draft(key, vec![DraftField::text("comment", value)]);
    let save = move || {
        let text = value.get_untracked();
        if busy.get_untracked() {
            return;
        }
        if before.with_value(|before| *before == text) {
            editing.set(false);
            return;
        }
        faults.clear();
        busy.set(true);
        let sending = kept.sending();
        spawn_local(async move {
            let command = Command::EditComment { space, project, number: open.number, comment: id, text };
            // The changed comment takes this one's place.
            match open.desk.send(command).await {
                Ok(_) => sending.done(),
                Err(refusal) => faults.show(refusal),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Form on_submit=save busy=busy label="Your comment".to_owned()>
            <RefusalNote refusal=faults.any_but("Comment") />
            <MarkdownField label="Comment" hide_label=true value=value fault=faults.at("Comment") rows=4 autofocus=true on_send=save />
            <div class="form-actions">
                <Button submit=true small=true busy=busy>"Save"</Button>
                <Button kind=ButtonKind::Quiet small=true on_press=move || { kept.give_up(editing); editing.set(false); }>"Cancel"</Button>
                <DraftLine draft=kept />
            </div>
        </Form>
    }
}

#[component]
fn WriteComment(open: Open) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (space, project) = open.desk.place.get_untracked();
    let kept = use_draft(DraftKey::Comment(space, project, open.number), vec![DraftField::text("comment", value)]);
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        busy.set(true);
        let text = value.get_untracked();
        let sending = kept.sending();
        spawn_local(async move {
            match open.desk.send(Command::Comment { space, project, number: open.number, text }).await {
                Ok(_) => {
                    sending.done();
                    let _ = value.try_set(String::new());
                }
                Err(refusal) => faults.show(refusal),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Form on_submit=send busy=busy label="New comment".to_owned()>
            <RefusalNote refusal=faults.any_but("Comment") />
            <MarkdownField label="Comment" value=value fault=faults.at("Comment") rows=3 on_send=send />
            <div class="form-actions">
                <Button submit=true small=true busy=busy>"Send comment"</Button>
                <DraftLine draft=kept />
            </div>
        </Form>
    }
}
