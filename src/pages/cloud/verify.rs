//! Verify space: the token, and the requests that wait for this account (SPC-6).

use crate::{
    components::{
        Button, ButtonKind, Card, Column, DataTable, Flashes, Form, FormActions, Stack, TextField, Width, focus,
    },
    domain::{
        Command, Event, Record, SpaceId, Timestamp,
        account::{self, CloudSession},
        id::RequestId,
        space,
        text::field,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::When,
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Waiting {
    id: RequestId,
    name: String,
    region: &'static str,
    at: Timestamp,
    token: String,
}

/// The space that a record brought into being.
fn made(record: &Record) -> Option<SpaceId> {
    record.events.iter().find_map(|event| match event {
        Event::Space(space::Event::Created { space, .. }) => Some(*space),
        _ => None,
    })
}

/// The form with what waits for the account.
#[component]
pub(super) fn VerifySpace(cloud: CloudSession) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let token = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        token.track();
        faults.clear();
    });
    let waiting = session.select(move |state| {
        let mut waiting: Vec<Waiting> = state
            .requests
            .values()
            .filter(|request| request.account == cloud.account)
            .map(|request| Waiting {
                id: request.id,
                name: request.name.clone(),
                region: request.region.label(),
                at: request.at,
                token: request.token.clone(),
            })
            .collect();
        waiting.sort_by_key(|request| core::cmp::Reverse(request.at));
        waiting
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = account::Command::VerifySpace { token: token.get_untracked() };
            let outcome = session.send(Command::Account(command)).await;
            busy.try_set(false);
            match outcome {
                Err(refusal) => faults.show(refusal),
                Ok(record) => {
                    token.try_set(String::new());
                    let actor = untrack(|| session.actor());
                    if let Some(space) = made(&record) {
                        let mine = session.peek(|state| {
                            state
                                .space(space)
                                .is_some_and(|space| actor.is_some_and(|actor| space.members.contains_key(&actor)))
                        });
                        flashes.good("The space is verified and created.");
                        if mine {
                            nav.go(&Route::Space(space, SpaceTab::Projects));
                        }
                    }
                }
            }
        });
    });
    let fill = Callback::new(move |text: String| {
        token.set(text);
        if let Some(field) = document().query_selector("#verify-space input").ok().flatten() {
            use wasm_bindgen::JsCast;
            if let Ok(field) = field.dyn_into::<web_sys::HtmlElement>() {
                focus::focus(&field);
            }
        }
    });
    view! {
        <Stack>
            <Card title="Verify a space">
                <div id="verify-space">
                    <Form on_submit=submit busy=busy label=Some("Verify a space".to_owned())>
                        <RefusalNote refusal=faults.any_but(field::TOKEN) />
                        <TextField
                            label=field::TOKEN
                            value=token
                            hint=Some("As it was shown where the space was asked for.".to_owned())
                            fault=faults.at(field::TOKEN)
                            mono=true
                        />
                        <FormActions>
                            <Button kind=ButtonKind::Primary submit=true busy=busy>"Verify space"</Button>
                        </FormActions>
                    </Form>
                </div>
            </Card>
            <Show when=move || !waiting.with(Vec::is_empty)>
                <DataTable label="Waiting for this account" rows=waiting key=|row: &Waiting| row.id.to_string() columns=columns(fill) />
            </Show>
        </Stack>
    }
}

fn columns(fill: Callback<String>) -> Vec<Column<Waiting>> {
    vec![
        Column::new("name", "Name", |row: Waiting| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("region", "AWS Region", |row: Waiting| row.region).sort_key(|row| row.region).width(Width::Medium),
        Column::new("at", "Asked for", |row: Waiting| view! { <When at=row.at /> })
            .sort_key(|row| row.at)
            .width(Width::Small),
        Column::new("use", "Use", move |row: Waiting| {
            let token = row.token;
            view! {
                <Button small=true on_press=move |()| fill.run(token.clone())>
                    "Use"<span class="visually-hidden">" the token of " {row.name}</span>
                </Button>
            }
        })
        .actions(),
    ]
}
