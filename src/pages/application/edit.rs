//! Editing what an application connects, and tying a free one to a space (SSO-8, APP-2).

use super::{
    goes::Goes,
    pick::{Chosen, PickAdministrators, PickGroups, groups, people},
    show::ShowSignIn,
};
use crate::{
    components::{Button, ButtonKind, Checkbox, Choice, Flashes, Form, FormActions, Select, Stack},
    domain::{
        SpaceId,
        account::AccountId,
        application::{Command, administrators},
        space::Users,
        text::field,
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The groups and administrators of an application in use.
#[component]
pub(super) fn Edit(account: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (chosen_groups, chosen_people): (Chosen, Chosen) = session.peek(|state| {
        let application = state.application(account);
        let connected = application.into_iter().flat_map(|known| known.groups.keys());
        let space = application.and_then(|known| known.space).and_then(|space| state.space(space));
        let leads = space.map(administrators).unwrap_or_default();
        (
            RwSignal::new(connected.map(ToString::to_string).collect::<BTreeSet<_>>()),
            RwSignal::new(leads.iter().map(ToString::to_string).collect::<BTreeSet<_>>()),
        )
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let command = Command::Edit { groups: groups(chosen_groups), administrators: people(chosen_people) };
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("Saved and synced.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Groups and administrators".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::GROUPS, field::ADMINISTRATORS]) />
            <PickGroups account=account chosen=chosen_groups fault=faults.at(field::GROUPS) />
            <PickAdministrators account=account groups=chosen_groups chosen=chosen_people fault=faults.at(field::ADMINISTRATORS) />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save"</Button>
            </FormActions>
        </Form>
    }
}

/// A space for a free application.
#[component]
pub(super) fn Associate(account: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let spaces = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| {
            let own = actor.map(|person| state.spaces_of(person)).unwrap_or_default();
            let own = own.into_iter().filter(|space| {
                space.users == Users::BuilderId && actor.is_some_and(|person| space.is_administrator(person))
            });
            own.map(|space| Choice::new(space.id.to_string(), space.name.clone())).collect::<Vec<_>>()
        })
    });
    let first = untrack(move || session.owner()).and_then(|person| {
        session.peek(|state| {
            state.spaces_of(person).into_iter().find(|space| space.users == Users::BuilderId).map(|space| space.id)
        })
    });
    let space = RwSignal::new(first.map(|id| id.to_string()).unwrap_or_default());
    let billing = RwSignal::new(true);
    let connected: Chosen = session.peek(|state| {
        let groups = state.application(account).into_iter().flat_map(|known| known.groups.keys());
        RwSignal::new(groups.map(ToString::to_string).collect())
    });
    let chosen: Chosen = RwSignal::default();
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(space) = space.with_untracked(|id| SpaceId::parse(id)) else { return };
        busy.set(true);
        let command = Command::Associate { space, billing: billing.get_untracked(), administrators: people(chosen) };
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("The application serves the space now.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("A space for the application".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::EXISTING_SPACE, field::ADMINISTRATORS]) />
            <Select label=field::EXISTING_SPACE value=space choices=spaces fault=faults.at(field::EXISTING_SPACE) />
            <Checkbox label=format!("Make {account} the billing account") value=billing />
            <Goes space=Signal::derive(move || space.with(|id| SpaceId::parse(id))) />
            <Stack>
                <PickAdministrators account=account groups=connected chosen=chosen fault=faults.at(field::ADMINISTRATORS) />
                <ShowSignIn account=account chosen=chosen />
            </Stack>
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Associate space"</Button>
            </FormActions>
        </Form>
    }
}
