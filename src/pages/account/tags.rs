//! Manage tags: all of them in one dialog, saved together (TAG-1).

use crate::{
    components::{Button, ButtonKind, Dialog, DialogShape, Flashes, Form, FormActions, Icon, IconButton, TextField},
    domain::{
        Command, SpaceId,
        account::{self, AccountId, Side, TAGS_MAX},
        draft::DraftKey,
        text::field,
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    session::Session,
};
use core::sync::atomic::{AtomicUsize, Ordering};
use leptos::prelude::*;

/// Between the key and the value of a tag in a draft; nobody types it.
const BETWEEN: char = '\u{1e}';

/// One line of the dialog.
#[derive(Clone, Copy, PartialEq)]
struct Line {
    id: usize,
    key: RwSignal<String>,
    value: RwSignal<String>,
}

impl Line {
    fn new(key: String, value: String) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { id, key: RwSignal::new(key), value: RwSignal::new(value) }
    }

    fn empty() -> Self {
        Self::new(String::new(), String::new())
    }

    fn write(&self) -> String {
        format!("{}{BETWEEN}{}", self.key.get(), self.value.get())
    }

    fn read(text: &str) -> Option<Self> {
        text.split_once(BETWEEN).map(|(key, value)| Self::new(key.to_owned(), value.to_owned()))
    }
}

/// The dialog.
#[component]
pub fn ManageTags(
    /// Of which space.
    space: SpaceId,
    /// Which account.
    account: AccountId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// From where.
    from: Side,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Manage tags" shape=DialogShape::Wide>
            <Tags space=space account=account open=open from=from />
        </Dialog>
    }
}

#[component]
fn Tags(space: SpaceId, account: AccountId, open: RwSignal<bool>, from: Side) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let saved = session.peek(|state| state.space(space).map(|space| space.tie(account).tags)).unwrap_or_default();
    let mut first: Vec<Line> = saved.into_iter().map(|(key, value)| Line::new(key, value)).collect();
    if first.is_empty() {
        first.push(Line::empty());
    }
    let lines = RwSignal::new(first);
    let fields = vec![DraftField::list("tags", lines, Line::write, Line::read)];
    let kept = use_draft(DraftKey::AccountTags(space, account), fields);
    let full = Signal::derive(move || {
        lines.with(|lines| (lines.len() >= TAGS_MAX).then(|| format!("A connection can have {TAGS_MAX} tags at most.")))
    });
    let add = move |()| {
        faults.clear();
        lines.update(|lines| lines.push(Line::empty()));
    };
    let submit = Callback::new(move |()| {
        faults.clear();
        // A line that was never filled in is none.
        let tags: Vec<(String, String)> = lines.with_untracked(|lines| {
            lines
                .iter()
                .map(|line| (line.key.get_untracked(), line.value.get_untracked()))
                .filter(|(key, value)| !key.trim().is_empty() || !value.trim().is_empty())
                .collect()
        });
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let command = account::Command::SetTags { space, account, tags, from };
            let outcome = session.send(Command::Account(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    sending.done();
                    open.try_set(false);
                    flashes.good("The tags are saved.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Tags of the connection".to_owned())>
            <p class="muted small">"Up to 50, each key once. Keys take 1 to 128 characters and do not begin with aws:, values up to 256."</p>
            <RefusalNote refusal=faults.any() />
            <ul class="tag-lines" aria-label="Tags">
                <For each=move || lines.get() key=|line| line.id let:line>
                    <li>
                        <TextField label=field::TAG_KEY value=line.key max_length=128_u32 notice=noticed(line.key, Reach::Name) />
                        <TextField label=field::TAG_VALUE value=line.value max_length=256_u32 optional=true notice=noticed(line.value, Reach::Name) />
                        <IconButton
                            icon=Icon::Close
                            label=Signal::derive(move || {
                                let key = line.key.get();
                                if key.trim().is_empty() { "Remove this tag".to_owned() } else { format!("Remove the tag {key}") }
                            })
                            small=true
                            on_press=move |()| lines.update(|lines| lines.retain(|other| other.id != line.id))
                        />
                    </li>
                </For>
            </ul>
            <div class="row">
                <Button kind=ButtonKind::Quiet small=true icon=Icon::Plus disabled_reason=full on_press=add>"Add a tag"</Button>
            </div>
            <DraftLine draft=kept />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save tags"</Button>
            </FormActions>
        </Form>
    }
}
