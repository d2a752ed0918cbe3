//! The table of accounts, with naming and forgetting one.

use crate::{
    components::{
        Badge, Button, ButtonKind, Column, ConfirmDialog, DataTable, Dialog, Empty, Flashes, Form, FormActions, Icon,
        Menu, MenuItem, TextField, Tone, Width,
    },
    domain::{
        Command, State, Timestamp,
        account::AccountId,
        inventory::{self, Source},
        text::field,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::When,
    },
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// An account as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRow {
    /// Its number.
    pub id: AccountId,
    /// Where what is known of it comes from; none where only its number is.
    pub source: Option<Source>,
    name: Option<String>,
    /// When something of it was last read.
    read: Option<Timestamp>,
    regions: Vec<String>,
    /// Names of the spaces it is connected to.
    spaces: Vec<String>,
    /// Names of those it pays for.
    pays: Vec<String>,
    waiting: usize,
    here: bool,
}

impl AccountRow {
    fn new(id: AccountId) -> Self {
        Self {
            id,
            source: None,
            name: None,
            read: None,
            regions: Vec::new(),
            spaces: Vec::new(),
            pays: Vec::new(),
            waiting: 0,
            here: false,
        }
    }
}

/// All accounts that are known in some way.
pub fn rows(state: &State) -> Vec<AccountRow> {
    let mut known: BTreeMap<AccountId, AccountRow> = BTreeMap::new();
    let mut row = |account: AccountId, change: &dyn Fn(&mut AccountRow)| {
        change(known.entry(account).or_insert_with(|| AccountRow::new(account)));
    };
    for space in state.spaces.values() {
        for account in space.connections.keys() {
            row(*account, &|row| row.spaces.push(space.name.clone()));
        }
        if let Some(account) = space.billing_account {
            row(account, &|row| row.pays.push(space.name.clone()));
        }
    }
    for request in state.requests.values() {
        row(request.account, &|row| row.waiting += 1);
    }
    for account in state.inventory.values() {
        row(account.id, &|row| {
            row.source = Some(account.source);
            row.name.clone_from(&account.name);
            row.read = Some(account.read);
            row.regions = account.regions.keys().map(ToString::to_string).collect();
        });
    }
    if let Some(cloud) = state.cloud {
        row(cloud.account, &|row| row.here = true);
    }
    known.into_values().collect()
}

/// The table.
#[component]
pub fn KnownAccounts(
    /// The accounts.
    rows: Signal<Vec<AccountRow>>,
    /// At the end of its head.
    tools: ViewFn,
) -> impl IntoView {
    let naming = RwSignal::new(None::<AccountId>);
    let forgetting = RwSignal::new(None::<AccountId>);
    view! {
        <DataTable
            label="Accounts"
            rows=rows
            key=|row: &AccountRow| row.id.to_string()
            columns=columns(naming, forgetting)
            tools=tools
            empty=|| {
                view! {
                    <Empty
                        icon=Icon::Cloud
                        title="No account is known yet"
                        lead=Some("An account becomes known when a space is asked for with it, or when an import names it.".to_owned())
                    />
                }
            }
        />
        <Name naming=naming />
        <Forget forgetting=forgetting />
    }
}

fn columns(naming: RwSignal<Option<AccountId>>, forgetting: RwSignal<Option<AccountId>>) -> Vec<Column<AccountRow>> {
    let names = |names: Vec<String>| {
        if names.is_empty() {
            view! { <span class="muted">"None"</span> }.into_any()
        } else {
            names.join(", ").into_any()
        }
    };
    vec![
        Column::new("account", "AWS account", |row: AccountRow| {
            view! {
                <span class="named">
                    {row.name.map(|name| view! { <b>{name}</b> })}
                    <code>{row.id.to_string()}</code>
                    {row.here.then(|| view! { <Badge tone=Tone::Good>"Signed in"</Badge> })}
                    {match row.source {
                        Some(Source::Sample) => view! { <Badge tone=Tone::Warn>"Sample"</Badge> }.into_any(),
                        Some(Source::Imported) => view! { <Badge tone=Tone::Info>"Imported"</Badge> }.into_any(),
                        None => ().into_any(),
                    }}
                </span>
            }
        })
        .sort_key(|row| row.id)
        .width(Width::Share(3)),
        Column::new("spaces", "Connected to", move |row: AccountRow| names(row.spaces)).width(Width::Share(2)),
        Column::new("pays", "Pays for", move |row: AccountRow| names(row.pays)).width(Width::Share(2)),
        Column::new("regions", "Regions known", move |row: AccountRow| names(row.regions)).width(Width::Share(2)),
        Column::new("read", "Last read", |row: AccountRow| match row.read {
            Some(at) => view! { <When at=at /> }.into_any(),
            None => view! { <span class="muted">"Never"</span> }.into_any(),
        })
        .sort_key(|row| row.read)
        .width(Width::Small),
        Column::new(
            "waiting",
            "Spaces waiting",
            |row: AccountRow| view! { <span class="num" class:muted=row.waiting == 0>{row.waiting}</span> },
        )
        .sort_key(|row| row.waiting)
        .at_end()
        .width(Width::Medium),
        Column::new("more", "Actions", move |row: AccountRow| {
            let id = row.id;
            row.source.map(|_| {
                let items = move || {
                    vec![
                        MenuItem::action("Set name", move || naming.set(Some(id))),
                        MenuItem::rule(),
                        MenuItem::action("Forget this account", move || forgetting.set(Some(id))).danger(),
                    ]
                };
                view! {
                    <Menu
                        label=format!("Actions for {id}")
                        icon=Icon::More
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        items=Signal::derive(items)
                    />
                }
            })
        })
        .actions(),
    ]
}

/// The dialog that names an account.
#[component]
fn Name(naming: RwSignal<Option<AccountId>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(naming.with(Option::is_some)));
    view! {
        <Dialog open=open title="Name of the account" on_close=Callback::new(move |()| naming.set(None))>
            {move || naming.get().map(|account| view! { <NameForm naming=naming account=account /> })}
        </Dialog>
    }
}

#[component]
fn NameForm(naming: RwSignal<Option<AccountId>>, account: AccountId) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let first = session.peek(|state| state.cloud_account(account).and_then(|account| account.name.clone()));
    let name = RwSignal::new(first.unwrap_or_default());
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = inventory::Command::Name { account, name: name.get_untracked() };
            let outcome = session.send(Command::Inventory(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => drop(naming.try_set(None)),
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.any_but(field::ACCOUNT_NAME) />
            <TextField
                label=field::ACCOUNT_NAME
                value=name
                hint=Some(format!("What {account} is called here. It stands beside its number."))
                fault=faults.at(field::ACCOUNT_NAME)
                optional=true
                autofocus=true
            />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| naming.set(None)>"Cancel"</Button>
                <Button kind=ButtonKind::Secondary submit=true busy=busy>"Save"</Button>
            </FormActions>
        </Form>
    }
}

/// The question before an account is forgotten.
#[component]
fn Forget(forgetting: RwSignal<Option<AccountId>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    Effect::new(move |_| open.set(forgetting.with(Option::is_some)));
    Effect::new(move |_| {
        // Setting what is set already would call the effect above again, and that one this.
        if !open.get() && forgetting.with_untracked(Option::is_some) {
            forgetting.set(None);
        }
    });
    let goes = Signal::derive(move || {
        let Some(account) = forgetting.get() else { return Vec::new() };
        session.with(|state| {
            let Some(known) = state.cloud_account(account) else { return Vec::new() };
            let mut goes = vec![format!(
                "{} roles, {} users, {} groups, {} policies",
                known.iam.roles.len(),
                known.iam.users.len(),
                known.iam.groups.len(),
                known.iam.policies.len()
            )];
            goes.extend(known.regions.keys().map(|region| format!("What is known of {region}")));
            goes
        })
    });
    let confirm = Callback::new(move |()| {
        let Some(account) = forgetting.get_untracked() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Inventory(inventory::Command::Forget { account })).await;
            busy.try_set(false);
            open.try_set(false);
            match outcome {
                Ok(_) => drop(flashes.good("The account is forgotten.")),
                Err(refusal) => drop(flashes.bad(refusal.message)),
            }
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title="Forget this account"
            lead="What was imported of it goes from this vault. Nothing changes in AWS, and connections of spaces stay. It can be imported again."
            goes=goes
            action="Forget"
            busy=busy
            on_confirm=confirm
        />
    }
}
