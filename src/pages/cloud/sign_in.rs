//! Signing in on the cloud side: to an account and a Region, without a password, since nothing leaves the browser.

use super::permissions::SignedInAsWhom;
use crate::{
    components::{Button, ButtonKind, Card, Choice, Flashes, Form, FormActions, Select, TextField},
    domain::{
        Command,
        account::{self, CloudSession},
        space::Region,
        text::field,
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// The Regions as a list box offers them.
pub(super) fn regions() -> Vec<Choice> {
    Region::ALL
        .into_iter()
        .map(|region| Choice::new(region.code(), format!("{} · {}", region.label(), region.code())))
        .collect()
}

/// The form while nobody is signed in.
#[component]
pub(in crate::pages) fn SignIn() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    // Whoever comes from a request finds its account and Region filled in.
    let wanted = session.peek(|state| {
        state
            .requests
            .values()
            .max_by_key(|request| request.at)
            .map(|request| (request.account.to_string(), request.region))
    });
    let (account, region) = wanted.unwrap_or((String::new(), Region::UsWest2));
    let (account, region) = (RwSignal::new(account), RwSignal::new(region.code().to_owned()));
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        account.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Some(region) = region.with_untracked(|code| Region::parse(code)) else { return };
        let account = account.get_untracked();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Account(account::Command::SignIn { account, region })).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                faults.show(refusal);
            }
        });
    });
    view! {
        <Card title="Sign in">
            <Form on_submit=submit busy=busy label=Some("Sign in on the cloud side".to_owned())>
                <RefusalNote refusal=faults.beside(&[field::ACCOUNT, field::REGION]) />
                <TextField
                    label=field::ACCOUNT
                    value=account
                    hint=Some("The twelve digits of the account the space was asked for with.".to_owned())
                    fault=faults.at(field::ACCOUNT)
                    inputmode="numeric"
                    mono=true
                />
                <Select label=field::REGION value=region choices=regions() fault=faults.at(field::REGION) />
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true busy=busy>"Sign in"</Button>
                </FormActions>
            </Form>
        </Card>
    }
}

/// Who is signed in, with another Region and Sign out in reach.
#[component]
pub(in crate::pages) fn SignedIn(cloud: CloudSession) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let region = RwSignal::new(cloud.region.code().to_owned());
    let send = move |command| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(Command::Account(command)).await {
                flashes.bad(refusal.message);
            }
        });
    };
    let change = Callback::new(move |(code,): (String,)| {
        if let Some(region) = Region::parse(&code) {
            send(account::Command::SignIn { account: cloud.account.to_string(), region });
        }
    });
    view! {
        <div class="cloud-bar">
            <p>"Signed in to account " <code>{cloud.account.to_string()}</code></p>
            <SignedInAsWhom />
            <Select label=field::REGION value=region choices=regions() hide_label=true on_change=change />
            <Button kind=ButtonKind::Quiet small=true on_press=move |()| send(account::Command::SignOut)>"Sign out"</Button>
        </div>
    }
}
