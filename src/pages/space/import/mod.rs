//! Spaces from what `aws codecatalyst …` prints: files are read, shown, and taken in together or not at all.

mod desk;
mod file;
mod preview;
mod steps;

use self::{
    desk::{Desk, Read},
    file::FileRow,
    preview::{Preview, Report, marked},
    steps::Steps,
};
use super::list::IMPORT;
use crate::{
    components::{Button, ButtonKind, Card, DropZone, Note, Progress, Stack, Tone},
    pages::form::RefusalNote,
    session::browser::files::Chosen,
};
use leptos::prelude::*;

/// The place for files with what was read from them.
#[component]
pub(super) fn ImportCard(
    /// Set while files wait to be taken in: their button is the page's main one then.
    importing: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::new();
    Effect::new(move |_| importing.set(desk.files.with(|files| !files.is_empty())));
    let on_files = UnsyncCallback::new(move |(files,): (Vec<web_sys::File>,)| {
        let files: Vec<Chosen> = files.into_iter().map(Chosen::from).collect();
        leptos::task::spawn_local(desk.read(files));
    });
    let on_text = Callback::new(move |(text,): (String,)| desk.read_text(text));
    view! {
        <Card title="Import from AWS CLI">
            <Stack>
                <div id=IMPORT>
                    <DropZone
                        label="Drop what aws codecatalyst prints, paste it, or choose files"
                        hint=Some("list-spaces, get-space, list-projects, list-source-repositories, list-dev-environments, get-subscription, list-event-logs. Several files at once, in any order.".to_owned())
                        accept=".json,.txt,.gz,application/json"
                        multiple=true
                        on_files=on_files
                        on_text=on_text
                    />
                </div>
                {move || {
                    desk.reading
                        .get()
                        .map(|(done, all)| {
                            let share = if all == 0 { None } else { Some(super::shared::amount(done) / super::shared::amount(all)) };
                            view! { <Progress label="Reading files" share=Signal::stored(share) words=format!("{done} of {all}") /> }
                        })
                }}
                <Report desk=desk />
                <Show when=move || desk.files.with(|files| !files.is_empty())>
                    <ul class="import-files" aria-label="Files that were read">
                        <For each=move || desk.files.get() key=|file| file.id let:file>
                            <FileRow desk=desk file=file />
                        </For>
                    </ul>
                    <RefusalNote refusal=desk.refused />
                    {move || match desk.merged.get() {
                        Read::Nothing => ().into_any(),
                        Read::Lacks(why) => view! { <Note tone=Tone::Warn>{marked(&why)}</Note> }.into_any(),
                        Read::Whole(merged) => view! { <Preview merged=merged /> }.into_any(),
                    }}
                    <div class="row">
                        <Button
                            kind=ButtonKind::Primary
                            busy=desk.busy
                            disabled_reason=Signal::derive(move || desk.why_not())
                            on_press=move |()| leptos::task::spawn_local(desk.take_in())
                        >
                            "Import"
                        </Button>
                        <Button kind=ButtonKind::Quiet on_press=move |()| desk.clear()>"Discard"</Button>
                    </div>
                </Show>
                <Steps />
            </Stack>
        </Card>
    }
}
