//! Import from AWS CLI: what the other pages know of accounts comes from here (VPC-6).

mod desk;
mod rows;
mod steps;

use self::{desk::Desk, rows::Report, steps::Steps};
use crate::{
    components::{Button, ButtonKind, Card, DropZone, Note, Progress, Stack, TextField, Tone},
    domain::inventory::RegionName,
    pages::{form::RefusalNote, space::shared},
    session::browser::files::Chosen,
};
use leptos::prelude::*;

/// The place for files with what was read from them.
#[component]
pub(super) fn ImportCard() -> impl IntoView {
    let desk = Desk::new();
    let on_files = UnsyncCallback::new(move |(files,): (Vec<web_sys::File>,)| {
        let files: Vec<Chosen> = files.into_iter().map(Chosen::from).collect();
        leptos::task::spawn_local(desk.read(files));
    });
    let on_text = Callback::new(move |(text,): (String,)| desk.read_text(text));
    let any = Memo::new(move |_| desk.files.with(|files| !files.is_empty()));
    view! {
        <Card title="Import from AWS CLI">
            <Stack>
                <DropZone
                    label="Drop what the AWS CLI prints, paste it, or choose files"
                    hint=Some("JSON files in any order, a folder, a ZIP archive, or gzip. Each is recognised by what is in it. Nothing leaves this browser.".to_owned())
                    accept=".json,.txt,.zip,.gz,application/json,application/zip"
                    multiple=true
                    folders=true
                    on_files=on_files
                    on_text=on_text
                />
                {move || {
                    desk.reading
                        .get()
                        .map(|(done, all)| {
                            let share = if all == 0 { None } else { Some(shared::amount(done) / shared::amount(all)) };
                            view! { <Progress label="Reading files" share=Signal::stored(share) words=format!("{done} of {all}") /> }
                        })
                }}
                <Came desk=desk />
                <Show when=move || any.get()>
                    <Report desk=desk />
                    <Asked desk=desk />
                    {move || {
                        desk.contradiction().map(|why| view! { <Note tone=Tone::Bad title=Some("The files contradict.".to_owned())>{why}</Note> })
                    }}
                    <RefusalNote refusal=desk.refusal() />
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

/// What files do not say by themselves is asked once for all of them.
#[component]
fn Asked(desk: Desk) -> impl IntoView {
    let asks = Memo::new(move |_| desk.asks());
    let fault = move |field: &'static str, value: RwSignal<String>| {
        Signal::derive(move || match desk.whose() {
            Err((at, why)) if at == field && value.with(|text| !text.trim().is_empty()) => Some(why),
            _ => None,
        })
    };
    view! {
        <div class="import-asked">
            <Show when=move || asks.get().0>
                <TextField
                    label=desk::ACCOUNT
                    value=desk.account
                    fault=fault(desk::ACCOUNT, desk.account)
                    hint=Some("The twelve digits of the account in which the command ran.".to_owned())
                    inputmode="numeric"
                    mono=true
                />
            </Show>
            <Show when=move || asks.get().1>
                <TextField
                    label=desk::REGION
                    value=desk.region
                    fault=fault(desk::REGION, desk.region)
                    hint=Some("Its code, such as eu-west-1.".to_owned())
                    mono=true
                />
            </Show>
        </div>
    }
}

/// What came of the last import.
#[component]
fn Came(desk: Desk) -> impl IntoView {
    move || {
        desk.outcome.get().map(|outcome| {
            let skipped = outcome.skipped;
            view! {
                <Note tone=Tone::Good title=Some("Imported.".to_owned())>
                    {outcome.taken.join(", ")}"."
                    {(!skipped.is_empty())
                        .then(|| {
                            view! {
                                <ul class="import-skipped" aria-label="Files that were left out">
                                    {skipped.into_iter().map(|(name, why)| view! { <li><b>{name}</b>" "{why}</li> }).collect_view()}
                                </ul>
                            }
                        })}
                </Note>
            }
        })
    }
}

/// The Region that commands are written for: of the cloud side's sign-in.
fn region_here() -> Signal<Option<RegionName>> {
    crate::session::Session::here().select(|state| state.cloud.map(|cloud| RegionName::from(cloud.region))).into()
}
