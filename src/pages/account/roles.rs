//! The IAM roles of a connection, and adding one (ACC-3).

use super::role::{RoleSheet, Standing, standing};
use crate::{
    components::{
        Button, ButtonKind, Column, ConfirmDialog, DataTable, Dialog, DialogShape, Empty, Flashes, Form, FormActions,
        Icon, IconButton, Menu, MenuItem, StateDot, TextField, Tone, Width,
    },
    domain::{
        Command, SpaceId, State,
        account::{self, AccountId, RoleKind, RoleWish},
        draft::DraftKey,
        iam::trust::SERVICES,
        text::field,
    },
    formats::iam_policy::trusted_services,
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
    },
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    arn: String,
    name: String,
    kind: RoleKind,
    standing: Standing,
}

fn rows(state: &State, space: SpaceId, account: AccountId) -> Vec<Row> {
    let Some(found) = state.space(space) else { return Vec::new() };
    found
        .tie(account)
        .roles
        .into_iter()
        .map(|(arn, kind)| Row {
            name: arn.rsplit('/').next().unwrap_or_default().to_owned(),
            standing: standing(state, found, account, &arn),
            arn,
            kind,
        })
        .collect()
}

/// The table with its dialogs.
#[component]
pub(super) fn Roles(space: SpaceId, account: AccountId, no_change: Signal<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let rows = Memo::new(move |_| session.with(|state| rows(state, space, account)));
    let (development, existing, shown) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<(String, RoleKind)>));
    let sheet = RwSignal::new(false);
    Effect::new(move |_| sheet.set(shown.with(Option::is_some)));
    let send = move |command: account::Command, said: &'static str| {
        leptos::task::spawn_local(async move {
            match session.send(Command::Account(command)).await {
                Ok(_) => drop(flashes.good(said)),
                Err(refusal) => drop(flashes.bad(refusal.message)),
            }
            development.try_set(false);
        });
    };
    let items = Signal::derive(move || {
        let reason = no_change.get();
        vec![
            MenuItem::action("Development role", move || development.set(true)).disabled(reason.clone()),
            MenuItem::action("Support role", move || {
                let command = account::Command::AddRole { space, account, role: RoleWish::Support };
                send(command, "The support role is added. Make it in AWS with what its page shows.");
            })
            .disabled(reason.clone()),
            MenuItem::action("Existing role", move || existing.set(true)).disabled(reason),
        ]
    });
    let columns = vec![
        Column::new("name", "Role", |row: Row| view! { <code>{row.name}</code> }).sort_key(|row| row.name.clone()).width(Width::Share(3)),
        Column::new("kind", "Kind", |row: Row| row.kind.label()).sort_key(|row| row.kind.label()).width(Width::Medium),
        Column::new("checked", "Checked", |row: Row| {
            let (tone, words) = row.standing.words();
            view! { <StateDot tone=tone>{words}</StateDot> }
        })
        .width(Width::Share(2)),
        Column::new("off", "Take off", move |row: Row| {
            let (arn, name) = (row.arn, row.name);
            view! {
                <IconButton
                    icon=Icon::Close
                    label=format!("Take {name} off the connection")
                    small=true
                    disabled_reason=no_change
                    on_press=move |()| {
                        send(account::Command::RemoveRole { space, account, arn: arn.clone() }, "The role is off the connection. In AWS it stays.");
                    }
                />
            }
        })
        .width(Width::Small),
    ];
    view! {
        <DataTable
            label="IAM roles"
            rows=rows
            key=|row: &Row| row.arn.clone()
            columns=columns
            on_press=Callback::new(move |(row,): (Row,)| shown.set(Some((row.arn, row.kind))))
            tools=move || view! { <Menu label="Add an IAM role" icon=Icon::Plus small=true items=items /> }
            empty=|| {
                view! {
                    <Empty
                        icon=Icon::Key
                        title="No role yet"
                        lead=Some("Workflows act in the account with an IAM role of this connection.".to_owned())
                    />
                }
            }
        />
        <ConfirmDialog
            open=development
            title="Add the development role"
            lead="This role has administrator access: it can create and delete everything in the account, also other roles. It is meant for developer accounts only, never for one with real customers or data."
            action="Add the development role"
            on_confirm=Callback::new(move |()| {
                let command = account::Command::AddRole { space, account, role: RoleWish::Development };
                send(command, "The development role is added. Make it in AWS with what its page shows.");
            })
        />
        <Dialog open=existing title="Add an existing role">
            <Existing space=space account=account open=existing />
        </Dialog>
        <Dialog
            open=sheet
            title=Signal::derive(move || shown.get().map(|(arn, _)| arn.rsplit('/').next().unwrap_or_default().to_owned()).unwrap_or_default())
            shape=DialogShape::Drawer
            light=true
            on_close=Callback::new(move |()| shown.set(None))
        >
            {move || shown.get().map(|(arn, kind)| view! { <RoleSheet space=space account=account arn=arn kind=kind /> })}
        </Dialog>
    }
}

#[component]
fn Existing(space: SpaceId, account: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let arn = RwSignal::new(String::new());
    let kept = use_draft(DraftKey::AccountRole(space, account), vec![DraftField::text("arn", arn)]);
    // Roles of the account that let the service in and are not on the connection.
    let fitting = session.peek(|state| {
        let here = state.space(space).map(|space| space.tie(account).roles).unwrap_or_default();
        let Some(known) = state.cloud_account(account) else { return Vec::new() };
        let trusted = |role: &&crate::domain::inventory::Role| {
            let trusted = role.trust.as_deref().and_then(trusted_services).unwrap_or_default();
            SERVICES.iter().any(|service| trusted.contains(*service))
        };
        known
            .iam
            .roles
            .values()
            .filter(trusted)
            .map(|role| role.arn.clone())
            .filter(|arn| !here.contains_key(arn))
            .collect::<Vec<_>>()
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let role = RoleWish::Existing { arn: arn.get_untracked() };
            let outcome = session.send(Command::Account(account::Command::AddRole { space, account, role })).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    sending.done();
                    open.try_set(false);
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Existing role".to_owned())>
            <RefusalNote refusal=faults.any_but(field::ROLE_ARN) />
            <TextField
                label=field::ROLE_ARN
                value=arn
                hint=Some(format!("Such as arn:aws:iam::{account}:role/Build. Its trust policy has to let CodeCatalyst in."))
                fault=faults.at(field::ROLE_ARN)
                mono=true
                autofocus=true
            />
            {(!fitting.is_empty())
                .then(|| {
                    view! {
                        <div class="fitting" role="group" aria-label="Roles that let CodeCatalyst in">
                            <p class="muted small">"Known in this account, and let CodeCatalyst in:"</p>
                            {fitting
                                .into_iter()
                                .map(|role| {
                                    let name = role.rsplit('/').next().unwrap_or_default().to_owned();
                                    view! { <Button kind=ButtonKind::Quiet small=true on_press=move |()| arn.set(role.clone())>{name}</Button> }
                                })
                                .collect_view()}
                        </div>
                    }
                })}
            <DraftLine draft=kept />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Add role"</Button>
            </FormActions>
        </Form>
    }
}

impl Standing {
    /// As the table says it.
    pub(super) fn words(self) -> (Tone, &'static str) {
        match self {
            Self::Unknown => (Tone::Idle, "Not imported yet"),
            Self::Missing => (Tone::Warn, "Not in the account yet"),
            Self::Good => (Tone::Good, "Trust is limited to this space"),
            Self::Careless => (Tone::Warn, "Trusts more than this space"),
            Self::Open => (Tone::Info, "Compare the space’s id"),
            Self::Faulty => (Tone::Bad, "Cannot be used"),
        }
    }
}
