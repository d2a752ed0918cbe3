//! The instance of an account, with its identity source (ORG-2, ORG-3, ORG-4).

use crate::{
    components::{
        Button, ButtonKind, Card, Choice, Dialog, Empty, Fact, Facts, Flashes, Form, FormActions, Icon, Note,
        RadioGroup, Select, TextField, Tone,
    },
    domain::{
        PersonId,
        account::AccountId,
        identity_center::{Command, IdentitySource},
        text::field,
    },
    pages::{
        again::Again,
        application::builders,
        form::{Faults, RefusalNote},
    },
    session::Session,
};
use leptos::prelude::*;

/// The instance, or how to get one.
#[component]
pub(super) fn InstanceCard(
    /// Whose.
    account: AccountId,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let known = session.select(move |state| state.identity_center(account).map(|center| center.instance.clone()));
    let kind = session.select(move |state| state.kind_of_instance(account).label());
    let reason = session.select(super::page::fixed);
    let (connecting, deleting, clearing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let send = move |command: Command| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(command.into()).await {
                flashes.bad(refusal.message);
            }
        });
    };
    view! {
        {move || match known.get() {
            None => view! {
                <Card title="Instance">
                    <Empty
                        icon=Icon::People
                        title="Identity Center is not enabled"
                        lead=Some("An instance belongs to one Region: best to that of the space. In a management account it serves the whole organization, which is recommended.".to_owned())
                        action=move || view! { <Button icon=Icon::Plus disabled_reason=reason on_press=move |()| send(Command::Enable)>"Enable"</Button> }
                    />
                </Card>
            }
                .into_any(),
            Some(instance) => {
                let source = instance.source.clone();
                let has_store = instance.store.is_some();
                view! {
                    <Card
                        title="Instance"
                        actions=move || view! {
                            {has_store.then(|| view! {
                                <Button small=true kind=ButtonKind::Quiet disabled_reason=reason on_press=move |()| clearing.set(true)>"Delete identity store"</Button>
                            })}
                            <Button small=true kind=ButtonKind::Quiet disabled_reason=reason on_press=move |()| deleting.set(true)>"Delete instance"</Button>
                        }
                    >
                        {(!has_store).then(|| view! { <Note tone=Tone::Bad>"The identity store of this instance was deleted. Delete the instance and enable a new one."</Note> })}
                        <Facts>
                            <Fact name="Kind">{kind}</Fact>
                            <Fact name="Region"><code>{instance.region}</code></Fact>
                            <Fact name="Status">{instance.status.label()}</Fact>
                            <Fact name="Identity store ID"><code>{instance.store.unwrap_or_else(|| "None".to_owned())}</code></Fact>
                            <Fact name="Instance ARN"><code>{instance.arn}</code></Fact>
                            <Fact name="Identity source">
                                {match source {
                                    Some(source) => view! {
                                        {source.label()} " "
                                        <Button small=true kind=ButtonKind::Quiet disabled_reason=reason on_press=move |()| send(Command::Disconnect)>"Disconnect"</Button>
                                    }
                                        .into_any(),
                                    None => view! {
                                        "None is connected " <Button small=true disabled_reason=reason on_press=move |()| connecting.set(true)>"Connect"</Button>
                                    }
                                        .into_any(),
                                }}
                            </Fact>
                        </Facts>
                    </Card>
                }
                    .into_any()
            }
        }}
        <Dialog open=connecting title="Connect an identity source">
            <Connect open=connecting />
        </Dialog>
        <Dialog open=deleting title="Delete instance"><Delete account=account open=deleting store=false /></Dialog>
        <Dialog open=clearing title="Delete identity store"><Delete account=account open=clearing store=true /></Dialog>
    }
}

#[component]
fn Connect(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (kind, name) = (RwSignal::new("directory".to_owned()), RwSignal::new(String::new()));
    let kinds = vec![
        Choice::new("directory", "Identity Center directory").description("Users and groups are kept here."),
        Choice::new("active", "Active Directory").description("Dev Environments cannot be used with it."),
        Choice::new("saml", "SAML 2.0 provider").description("An external identity provider."),
    ];
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let name = name.get_untracked();
        let source = kind.with_untracked(|kind| match kind.as_str() {
            "active" => IdentitySource::ActiveDirectory(name),
            "saml" => IdentitySource::Saml(name),
            _ => IdentitySource::Directory,
        });
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Connect { source }.into()).await;
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
        <Form on_submit=submit busy=busy label=Some("Identity source to connect".to_owned())>
            <RefusalNote refusal=faults.any_but(field::SOURCE_NAME) />
            <RadioGroup label="Source" value=kind choices=kinds hint=Some("One can be connected at a time.".to_owned()) />
            <Show when=move || kind.with(|kind| kind != "directory")>
                <TextField label=field::SOURCE_NAME value=name fault=faults.at(field::SOURCE_NAME) />
            </Show>
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Connect"</Button>
            </FormActions>
        </Form>
    }
}

/// Deleting the instance or its store: what goes with it, who runs the space then, and the passphrase again.
#[component]
fn Delete(account: AccountId, open: RwSignal<bool>, store: bool) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let again = Again::of_page();
    let counts = session.select(move |state| {
        let center = state.identity_center(account);
        (center.map_or(0, |center| center.users.len()), center.map_or(0, |center| center.groups.len()))
    });
    let served = session.select(move |state| {
        let application = state.application(account).filter(|application| application.valid)?;
        let space =
            application.space.and_then(|id| state.space(id)).map(|space| (space.name.clone(), space.members.len()));
        Some((application.name.clone(), space))
    });
    let people = session.select(builders);
    let successor =
        RwSignal::new(untrack(move || session.owner()).map(|person| person.to_string()).unwrap_or_default());
    let needs_one = Memo::new(move |_| served.with(|served| served.as_ref().is_some_and(|(_, space)| space.is_some())));
    let submit = Callback::new(move |()| {
        let person = successor.with_untracked(|id| PersonId::parse(id)).filter(|_| needs_one.get_untracked());
        let act = move || {
            let command = if store {
                Command::DeleteStore { successor: person }
            } else {
                Command::DeleteInstance { successor: person }
            };
            leptos::task::spawn_local(async move {
                match session.send(command.into()).await {
                    Ok(_) => {
                        let said = if store { "The identity store is deleted." } else { "The instance is deleted." };
                        flashes.good(said);
                    }
                    Err(refusal) => {
                        flashes.bad(refusal.message);
                    }
                }
            });
        };
        open.set(false);
        if needs_one.get_untracked() {
            again.ask("This removes SSO and all its users from the space.", "Delete", move |_proof| act());
        } else {
            act();
        }
    });
    view! {
        <Form on_submit=submit label=Some(if store { "The identity store" } else { "The instance" }.to_owned())>
            <Note tone=Tone::Warn>
                {move || {
                    let (users, groups) = counts.get();
                    format!("{users} users and {groups} groups go. This cannot be undone.")
                }}
            </Note>
            {move || served.get().map(|(name, space)| view! {
                <Note tone=Tone::Bad>
                    {match space {
                        Some((space, members)) => format!(
                            "The application {name} becomes invalid for good and is disassociated from {space}: its {members} SSO users lose access."
                        ),
                        None => format!("The application {name} becomes invalid for good."),
                    }}
                </Note>
            })}
            <Show when=move || needs_one.get()>
                <Select label=field::SUCCESSOR value=successor choices=people hint=Some("A space always keeps an administrator.".to_owned()) />
            </Show>
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Danger submit=true>"Delete"</Button>
            </FormActions>
        </Form>
    }
}
