//! After an opening with the recovery sheet: a new passphrase is offered at once (VLT-16).

use super::{NewPassphrase, PassphraseDraft};
use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        flash::Flashes,
        form::{Form, FormActions},
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// Where the offer appears: once, in the root component.
#[component]
pub fn AfterSheet() -> impl IntoView {
    let session = Session::here();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    Effect::new(move |_| open.set(session.came_by_sheet()));
    let closed = Callback::new(move |()| session.leave_passphrase());
    view! {
        <Dialog open=open title="Set a new passphrase" held=busy on_close=closed>
            <Offer open=open busy=busy />
        </Dialog>
    }
}

#[component]
fn Offer(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let draft = PassphraseDraft::new("New passphrase");
    on_cleanup(move || draft.clear());
    let set = Callback::new(move |()| {
        faults.clear();
        let next = match draft.take() {
            Ok(next) => next,
            Err(refusal) => return faults.show(refusal),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.replace_passphrase(next).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    draft.clear();
                    open.try_set(false);
                    flashes.good("Passphrase set. The recovery sheet opens the vault as before.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=set busy=busy label=Some("New passphrase after the recovery sheet".to_owned())>
            <p>"The recovery sheet opened the vault. If the passphrase is lost, set a new one now: later it takes the former one. Files exported before keep the former one."</p>
            <RefusalNote refusal=faults.beside(&["New passphrase", "Confirm passphrase"]) />
            <NewPassphrase draft=draft faults=faults hint="At least 8 characters; several words are easier to keep than signs." />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || if busy.get() { "Wrapping the key…" } else { "Set the passphrase" }}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Keep the former one"</Button>
            </FormActions>
        </Form>
    }
}
