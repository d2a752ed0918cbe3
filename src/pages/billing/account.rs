//! Change AWS billing account: one of the connected ones (BIL-2, BIL-4).

use crate::{
    components::{Button, ButtonKind, Choice, Flashes, Form, FormActions, Note, RadioGroup, Tone},
    domain::{
        SpaceId,
        account::AccountId,
        billing::{Command, may_change_account},
        text::field,
    },
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// The form in the dialog.
#[component]
pub(super) fn ChangeAccount(
    /// The dialog.
    open: RwSignal<bool>,
    /// Which space.
    space: SpaceId,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let choices = session.peek(|state| {
        let (actor, now) = (untrack(move || session.actor()), clock::now());
        let Some(space) = state.space(space) else { return Vec::new() };
        let choice = |account: &AccountId| {
            let name = state.cloud_account(*account).and_then(|known| known.name.clone());
            let label = name.map_or_else(|| account.to_string(), |name| format!("{name} ({account})"));
            let reason = may_change_account(state, actor, space, *account, now).err().map(|refusal| refusal.message);
            Choice::new(account.to_string(), label).disabled(reason)
        };
        space.connections.keys().map(choice).collect::<Vec<_>>()
    });
    let only = choices.len() < 2;
    let value = RwSignal::new(String::new());
    Effect::new(move |_| {
        value.track();
        faults.clear();
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let Ok(account) = value.get_untracked().parse::<u64>() else {
            return faults.show(
                crate::domain::Refusal::new("BIL-4", "Choose the account that is to pay for this space.")
                    .at(field::BILLING_ACCOUNT),
            );
        };
        let account = AccountId(account);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::ChangeAccount { space, account }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            open.try_set(false);
            flashes.good(format!("The account {account} pays for this space now."));
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("AWS billing account of the space".to_owned())>
            <RefusalNote refusal=faults.any_but(field::BILLING_ACCOUNT) />
            <p class="muted">
                "The former account stays connected. CloudTrail events of the space go to the new one from the next billing cycle on."
            </p>
            {only.then(|| view! {
                <Note tone=Tone::Info link=Some(("See the account connections".to_owned(), Route::Accounts(space).href()))>
                    "Only accounts that are connected to this space can pay for it, and no other is connected yet."
                </Note>
            })}
            <RadioGroup label=field::BILLING_ACCOUNT value=value choices=choices fault=faults.at(field::BILLING_ACCOUNT) />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Change billing account"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
