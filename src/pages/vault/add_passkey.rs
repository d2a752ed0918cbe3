//! Add a passkey (VLT-13): its name, then the browser's own question.

use super::locks::Guarded;
use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        flash::Flashes,
        form::{Form, FormActions},
        text_field::TextField,
    },
    domain::text::field::PASSKEY_NAME,
    pages::form::{Faults, RefusalNote},
    session::{Session, browser::passkey},
};
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn AddPasskey(
    /// Opens it.
    guarded: Guarded,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=guarded.open title="Add a passkey" held=busy on_close=Callback::new(move |()| guarded.forget())>
            <AddForm guarded=guarded busy=busy />
        </Dialog>
    }
}

#[component]
fn AddForm(guarded: Guarded, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let name = RwSignal::new(String::new());
    on_cleanup(passkey::cancel);
    let add = Callback::new(move |()| {
        let Some(proof) = guarded.proof() else { return guarded.close() };
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.add_passkey(&proof, name.get_untracked()).await;
            // The vault may have locked meanwhile, and the dialog with it.
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    guarded.close();
                    flashes.good("Passkey added. It opens this vault from now on.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    let cancel = Callback::new(move |()| if busy.get_untracked() { passkey::cancel() } else { guarded.close() });
    view! {
        <Form on_submit=add busy=busy label=Some("Add a passkey".to_owned())>
            <p>"The browser asks for the fingerprint, face or PIN of this device, for a phone nearby or for a security key. A passkey that its provider carries to your other devices opens the vault for whoever is signed in there."</p>
            <RefusalNote refusal=faults.beside(&[PASSKEY_NAME]) />
            <TextField
                label=PASSKEY_NAME
                value=name
                hint=Some("Such as the device that holds it. It is kept sealed; the device itself does not learn it.".to_owned())
                fault=faults.at(PASSKEY_NAME)
                autofocus=true
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || if busy.get() { "Waiting for the device…" } else { "Add the passkey" }}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=cancel>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
