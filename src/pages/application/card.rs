//! The application of an account: its details, and what can be done with it (APP-1, APP-2, SSO-8).

use super::edit::{Associate, Edit};
use crate::{
    components::{
        Badge, Button, ButtonKind, Card, Choice, ConfirmDialog, Dialog, DialogShape, Empty, Fact, Facts, Flashes, Form,
        FormActions, Icon, LinkButton, Note, Select, Tone,
    },
    domain::{
        PersonId, State,
        account::AccountId,
        application::{Application, Command, administrators},
        gate,
        text::field,
    },
    pages::{
        again::Again,
        form::{Faults, RefusalNote},
        space::shared::{When, counted, name_of},
    },
    routes::{Route, SpaceTab},
    session::Session,
};
use leptos::prelude::*;

/// The application of an account, or how to get one.
#[component]
pub fn ApplicationCard(
    /// Which account.
    account: AccountId,
) -> impl IntoView {
    let application = Session::here().select(move |state| state.application(account).cloned());
    move || {
        match application.get() {
        None => view! {
            <Card title="Application">
                <Empty
                    icon=Icon::Key
                    title="No application"
                    lead=Some("An application ties a space to groups of this instance: their users become its members.".to_owned())
                    action=|| view! { <LinkButton icon=Icon::Plus href=Route::SetUpSso(None).href()>"Set up SSO"</LinkButton> }
                />
            </Card>
        }
            .into_any(),
        Some(application) => view! { <Details application=application /> }.into_any(),
    }
    }
}

/// People with a Builder ID, as a list box offers them: who could run the space once SSO is gone.
pub(in crate::pages) fn builders(state: &State) -> Vec<Choice> {
    let mut people: Vec<(&str, PersonId)> = state
        .people
        .values()
        .filter(|person| !person.federated)
        .map(|person| (person.full_name.as_str(), person.id))
        .collect();
    people.sort_by_cached_key(|(name, id)| (name.to_lowercase(), *id));
    people.into_iter().map(|(name, id)| Choice::new(id.to_string(), name)).collect()
}

#[component]
fn Details(application: Application) -> impl IntoView {
    let session = Session::here();
    let Application { account, store, display_name, name, created, valid, groups, space, .. } = application;
    let served = session.select(move |state| space.and_then(|id| Some((id, state.space(id)?.name.clone()))));
    let leads = session.select(move |state| {
        let found = space.and_then(|id| state.space(id));
        found.map(|space| {
            administrators(space).iter().map(|person| name_of(state, *person)).collect::<Vec<_>>().join(", ")
        })
    });
    let refused = Memo::new(move |_| {
        let id = space?;
        let actor = session.actor();
        session.with(|state| {
            gate::administrator(state, actor, id, "Edit Identity Center").err().map(|refusal| refusal.message)
        })
    });
    let (editing, associating, leaving, deleting) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let invalid = (!valid).then(|| "The identity store of this application is gone.".to_owned());
    let connected = groups.values().cloned().collect::<Vec<_>>().join(", ");
    view! {
        <Card
            title="Application"
            actions=move || {
                let invalid = invalid.clone();
                match space {
                    Some(_) => view! {
                        <Button small=true icon=Icon::Edit disabled_reason=refused on_press=move |()| editing.set(true)>"Edit Identity Center"</Button>
                        <Button small=true disabled_reason=refused on_press=move |()| leaving.set(true)>"Disassociate from SSO"</Button>
                    }
                        .into_any(),
                    None => view! {
                        <Button small=true icon=Icon::Space disabled_reason=invalid on_press=move |()| associating.set(true)>"Associate space"</Button>
                        <Button small=true kind=ButtonKind::Danger on_press=move |()| deleting.set(true)>"Delete application"</Button>
                    }
                        .into_any(),
                }
            }
        >
            {(!valid).then(|| view! {
                <Note tone=Tone::Bad>"The identity store of this application was deleted, so it is invalid for good. Delete it and set up a new one."</Note>
            })}
            <Facts>
                <Fact name="Space">
                    {move || match served.get() {
                        Some((id, name)) => view! { <a href=Route::Space(id, SpaceTab::Projects).href()>{name}</a> }.into_any(),
                        None => view! { <Badge>"None: the application is free"</Badge> }.into_any(),
                    }}
                </Fact>
                <Fact name="Display name">{display_name}</Fact>
                <Fact name="Application name">{name}</Fact>
                <Fact name="Space administrators">{move || leads.get().unwrap_or_else(|| "None".to_owned())}</Fact>
                <Fact name="Connected groups">{connected}</Fact>
                <Fact name="Identity store ID"><code>{store}</code></Fact>
                <Fact name="Since"><When at=created /></Fact>
            </Facts>
        </Card>
        <Dialog open=editing title="Edit Identity Center" shape=DialogShape::Wide>
            <Edit account=account open=editing />
        </Dialog>
        <Dialog open=associating title="Associate space" shape=DialogShape::Wide>
            <Associate account=account open=associating />
        </Dialog>
        <Dialog open=leaving title="Disassociate from SSO">
            <Disassociate account=account open=leaving />
        </Dialog>
        <Delete open=deleting />
    }
}

#[component]
fn Delete(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let confirm = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Delete.into()).await;
            busy.try_set(false);
            open.try_set(false);
            if let Err(refusal) = outcome {
                flashes.bad(refusal.message);
            }
        });
    });
    view! {
        <ConfirmDialog
            open=open
            title="Delete the application"
            lead="It serves no space, so nobody loses access. Its name is free again, and the account can have another application."
            action="Delete application"
            busy=busy
            on_confirm=confirm
        />
    }
}

/// Untying an application from its space: who stays to run it, then the passphrase again (APP-2).
#[component]
fn Disassociate(account: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let again = Again::of_page();
    let faults = Faults::default();
    let people = session.select(builders);
    let first = untrack(move || session.owner()).map(|person| person.to_string()).unwrap_or_default();
    let successor = RwSignal::new(first);
    let counts = session.select(move |state| {
        let space = state.application(account).and_then(|known| known.space).and_then(|id| state.space(id))?;
        Some((space.name.clone(), space.members.len()))
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(person) = successor.with_untracked(|id| PersonId::parse(id)) else { return };
        let why = match counts.get_untracked() {
            Some((name, members)) => {
                format!("This removes all {} of {name}.", counted(members, "SSO user", "SSO users"))
            }
            None => "This removes all SSO users of the space.".to_owned(),
        };
        open.set(false);
        again.ask(why, "Disassociate from SSO", move |_proof| {
            leptos::task::spawn_local(async move {
                match session.send(Command::Disassociate { successor: person }.into()).await {
                    Ok(_) => {
                        flashes.good("The space has no SSO any more, and the application is free.");
                    }
                    Err(refusal) => {
                        flashes.bad(refusal.message);
                    }
                }
            });
        });
    });
    view! {
        <Form on_submit=submit label=Some("Remove SSO from the space".to_owned())>
            <RefusalNote refusal=faults.any_but(field::SUCCESSOR) />
            <Note tone=Tone::Warn>
                {move || counts.get().map(|(name, members)| {
                    format!("{} lose access to {name} at once, with their project roles. What they made stays. Teams that follow groups stay, empty.", counted(members, "SSO user", "SSO users"))
                })}
            </Note>
            <Select
                label=field::SUCCESSOR
                value=successor
                choices=people
                hint=Some("A space always keeps an administrator. This person needs a Builder ID.".to_owned())
                fault=faults.at(field::SUCCESSOR)
            />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Danger submit=true>"Disassociate"</Button>
            </FormActions>
        </Form>
    }
}
