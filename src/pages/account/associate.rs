//! Another account: asking for it, and the tokens that wait for the cloud side (ACC-1).

use crate::{
    components::{Button, ButtonKind, Card, CopyButton, Dialog, Flashes, Form, FormActions, Icon, TextField},
    domain::{
        Command, SpaceId, Timestamp,
        account::{self, AccountId},
        draft::DraftKey,
        text::field,
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        space::shared::{When, region_words},
    },
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Waiting {
    account: AccountId,
    at: Timestamp,
    token: String,
}

/// The dialog that asks, and what waits.
#[component]
pub(super) fn Associate(space: Signal<SpaceId>, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let waiting = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let asked = state.space(id).map(|space| space.ties.asked.clone()).unwrap_or_default();
            asked
                .into_iter()
                .map(|(account, asked)| Waiting { account, at: asked.at, token: asked.token })
                .collect::<Vec<_>>()
        })
    });
    let region = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).map(|space| region_words(&space.region)).unwrap_or_default())
    });
    view! {
        <Dialog open=open title="Associate an AWS account">
            <Ask space=space.get_untracked() open=open />
        </Dialog>
        <For each=move || waiting.get() key=|waiting| waiting.account let:waiting>
            <Token space=space.get_untracked() waiting=waiting region=region />
        </For>
    }
}

#[component]
fn Ask(space: SpaceId, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let account = RwSignal::new(String::new());
    let kept = use_draft(DraftKey::AssociateAccount(space), vec![DraftField::text("account", account)]);
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let command = account::Command::Associate { space, account: account.get_untracked() };
            let outcome = session.send(Command::Account(command)).await;
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
        <Form on_submit=submit busy=busy label=Some("Another account".to_owned())>
            <RefusalNote refusal=faults.any_but(field::ACCOUNT) />
            <p>"A token is made for this space and this account. Whoever may sign in to the account confirms it on the cloud side; until then nothing is connected."</p>
            <TextField
                label=field::ACCOUNT
                value=account
                hint=Some("Twelve digits.".to_owned())
                fault=faults.at(field::ACCOUNT)
                inputmode="numeric"
                mono=true
                autofocus=true
            />
            <DraftLine draft=kept />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Make a token"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Token(space: SpaceId, waiting: Waiting, region: Memo<String>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let nav = Nav::here();
    let account = waiting.account;
    let withdraw = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match session.send(Command::Account(account::Command::Withdraw { space, account })).await {
                Ok(_) => drop(flashes.good("The token no longer works.")),
                Err(refusal) => drop(flashes.bad(refusal.message)),
            }
        });
    });
    let token = waiting.token.clone();
    view! {
        <Card
            title=format!("{account} waits to be verified")
            actions=move || view! { <Button kind=ButtonKind::Quiet small=true on_press=withdraw>"Withdraw"</Button> }
        >
            <div class="token-line" role="group" aria-label="AWS account verification token">
                <p><b>"AWS account verification token"</b>" · asked for "<When at=waiting.at /></p>
                <div class="row">
                    <code>{token.clone()}</code>
                    <CopyButton text=token what="token" words=true />
                    <Button kind=ButtonKind::Secondary small=true icon=Icon::Key on_press=move |()| nav.go(&Route::CloudSpaces)>"Verify in AWS"</Button>
                </div>
                <p class="hint">{move || format!("Sign in there to {account} in {}, paste the token and choose Verify space. It works once.", region.get())}</p>
            </div>
        </Card>
    }
}
