//! The page at `/cloud/organization` (ORG-1).

use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Column, Crumb, DataTable, Dialog, Empty, Fact, Facts, Flashes, Form,
        FormActions, Icon, IconButton, Note, PageHead, Stack, TextField, Width,
    },
    domain::{
        account::{AccountId, CloudSession},
        organization::{self, Account, Command, Features},
        text::field,
    },
    pages::{
        cloud::{SignIn, SignedIn},
        form::{Faults, RefusalNote},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The organization of the account that the cloud side is signed in to.
#[component]
pub fn OrganizationPage() -> impl IntoView {
    let session = Session::here();
    let cloud = session.select(|state| state.cloud);
    let reason = session.select(|state| organization::editable(state).err().map(|refusal| refusal.message));
    view! {
        <Breadcrumbs crumbs=vec![Crumb::new("Cloud", Route::Cloud.href())] />
        <PageHead
            title="Organization"
            lead=Some("Accounts that belong together. The management account pays for all, and is where an organization instance of Identity Center lives.".to_owned())
        />
        <Stack>
            {move || match cloud.get() {
                None => view! { <SignIn /> }.into_any(),
                Some(cloud) => view! {
                    <SignedIn cloud=cloud />
                    {move || reason.get().map(|reason| view! { <Note link=Signal::stored(Some(("Go to Cloud".to_owned(), Route::Cloud.href())))>{reason}</Note> })}
                    <Known cloud=cloud reason=reason />
                }
                    .into_any(),
            }}
        </Stack>
    }
}

#[component]
fn Known(cloud: CloudSession, reason: Memo<Option<String>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let organization = session.select(move |state| state.organization_with(cloud.account).cloned());
    let adding = RwSignal::new(false);
    let send = move |command: Command| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(command.into()).await {
                flashes.bad(refusal.message);
            }
        });
    };
    view! {
        {move || match organization.get() {
            None => view! {
                <Card title="Organization">
                    <Empty
                        icon=Icon::Space
                        title="No organization"
                        lead=Some("Import what `aws organizations describe-organization` and `list-accounts` print. In the sample account one can be created here.".to_owned())
                        action=move || view! { <Button icon=Icon::Plus disabled_reason=reason on_press=move |()| send(Command::Create)>"Create organization"</Button> }
                    />
                </Card>
            }
                .into_any(),
            Some(organization) => {
                let manages = organization.management == cloud.account;
                let management = organization.management;
                let accounts: Vec<Account> = organization.accounts.values().cloned().collect();
                view! {
                    <Card
                        title="Organization"
                        actions=move || manages.then(|| view! {
                            <Button small=true kind=ButtonKind::Quiet disabled_reason=reason on_press=move |()| send(Command::Delete)>"Delete organization"</Button>
                        })
                    >
                        <Facts>
                            <Fact name="Organization ID"><code>{organization.id}</code></Fact>
                            <Fact name="Management account"><code>{management.to_string()}</code></Fact>
                            <Fact name="Features">{match organization.features {
                                Some(Features::All) => "All",
                                Some(Features::Billing) => "Consolidated billing alone",
                                None => "Not told",
                            }}</Fact>
                        </Facts>
                    </Card>
                    <Accounts accounts=accounts management=management reason=reason adding=adding manages=manages />
                }
                    .into_any()
            }
        }}
        <Dialog open=adding title="Add an account"><AddAccount open=adding /></Dialog>
    }
}

#[component]
fn Accounts(
    accounts: Vec<Account>,
    management: AccountId,
    reason: Memo<Option<String>>,
    adding: RwSignal<bool>,
    manages: bool,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let remove = move |account: AccountId| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(Command::RemoveAccount { account }.into()).await {
                flashes.bad(refusal.message);
            }
        });
    };
    let mut columns = vec![
        Column::new("name", "Account", |row: Account| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("id", "AWS account ID", |row: Account| view! { <code>{row.id.to_string()}</code> })
            .sort_key(|row| row.id)
            .width(Width::Medium),
        Column::new("email", "Email", |row: Account| row.email).width(Width::Share(2)),
        Column::new(
            "role",
            "Part",
            move |row: Account| if row.id == management { "Management account" } else { "Member account" },
        )
        .width(Width::Medium),
        Column::new("status", "Status", |row: Account| row.status.label()).width(Width::Small),
    ];
    if manages {
        columns.push(
            Column::new("actions", "Actions", move |row: Account| {
                (row.id != management).then(|| {
                    let id = row.id;
                    view! { <IconButton icon=Icon::Trash label=format!("Remove {}", row.name) small=true disabled_reason=reason on_press=move || remove(id) /> }
                })
            })
            .actions(),
        );
    }
    view! {
        <DataTable
            label="Accounts of the organization"
            rows=Signal::stored(accounts)
            key=|row: &Account| row.id.to_string()
            columns=columns
            tools=move || manages.then(|| view! { <Button small=true icon=Icon::Plus disabled_reason=reason on_press=move |()| adding.set(true)>"Add an account"</Button> })
        />
    }
}

#[component]
fn AddAccount(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (account, name, email) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let command = Command::AddAccount {
            account: account.get_untracked(),
            name: name.get_untracked(),
            email: email.get_untracked(),
        };
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Account of the organization".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::ACCOUNT, field::ACCOUNT_NAME, field::EMAIL]) />
            <TextField label=field::ACCOUNT value=account fault=faults.at(field::ACCOUNT) inputmode="numeric" mono=true />
            <TextField label=field::ACCOUNT_NAME value=name fault=faults.at(field::ACCOUNT_NAME) />
            <TextField label=field::EMAIL value=email fault=faults.at(field::EMAIL) />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Add account"</Button>
            </FormActions>
        </Form>
    }
}
