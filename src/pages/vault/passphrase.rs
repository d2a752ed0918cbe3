//! Another passphrase for the same vault (VLT-4). Who has forgotten the one of today shows a passkey in its place.

use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::{Dialog, DialogShape},
        flash::Flashes,
        form::{Form, FormActions},
        note::Note,
        text_field::PasswordField,
        tone::Tone,
    },
    domain::Refusal,
    pages::{
        entry::{NewPassphrase, PassphraseDraft},
        form::RefusalNote,
        present::{Others, PasskeyButton, Presenting, Wait, doing},
    },
    session::{Proof, Secret, Session},
    vault::Passphrase,
};
use leptos::prelude::*;
use std::sync::Arc;
use zeroize::Zeroize;

const CURRENT: &str = "Current passphrase";

/// Asks for the passphrase of today and twice for the new one.
#[component]
pub(super) fn ChangePassphrase(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Change passphrase" shape=DialogShape::Small held=busy>
            <ChangeForm open=open busy=busy />
        </Dialog>
    }
}

#[component]
fn ChangeForm(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let presenting = Presenting::empty().busy_with(busy);
    let faults = presenting.faults;
    let others = Others::of(session.envelope().as_ref());
    // What a passkey proved, in the place of the passphrase of today.
    let proof = RwSignal::new(None::<Arc<Proof>>);
    let current = RwSignal::new(String::new());
    let draft = PassphraseDraft::new("New passphrase");
    on_cleanup(move || {
        current.try_update(Zeroize::zeroize);
    });
    let change = Callback::new(move |()| {
        faults.clear();
        let proven = proof.get_untracked();
        if proven.is_none() && current.with_untracked(String::is_empty) {
            faults.show(Refusal::new("VLT-4", "Type the passphrase that opens the vault today.").at(CURRENT));
            return;
        }
        let next = match draft.take() {
            Ok(next) => next,
            Err(refusal) => return faults.show(refusal),
        };
        if current.with_untracked(|typed| typed == next.expose()) {
            faults.show(
                Refusal::new("VLT-4", "That is the passphrase of today. Choose another one, or leave it as it is.")
                    .at("New passphrase"),
            );
            return;
        }
        busy.set(true);
        let now = Passphrase::new(current.get_untracked());
        leptos::task::spawn_local(async move {
            let proven = match proven {
                Some(proven) => Ok(proven),
                None => {
                    session.prove(Secret::Passphrase(now)).await.map(Arc::new).map_err(|refusal| refusal.at(CURRENT))
                }
            };
            let outcome = match proven {
                Ok(proven) => session.set_passphrase(&proven, next).await,
                Err(refusal) => Err(refusal),
            };
            // The vault may have locked meanwhile, and the dialog with it.
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    current.try_update(Zeroize::zeroize);
                    draft.clear();
                    open.try_set(false);
                    flashes.good("Passphrase changed. Files exported before keep the former one.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    let show_passkey = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.prove(Secret::Passkey).await;
            busy.try_set(false);
            match outcome {
                Ok(proven) => drop(proof.try_set(Some(Arc::new(proven)))),
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    let wait = presenting.wait(session);
    let wait = Signal::derive(move || wait.get().filter(|_| proof.with(Option::is_none)));
    view! {
        <Form on_submit=change busy=busy label=Some("Change passphrase".to_owned())>
            <p>"The vault key is wrapped anew under the new passphrase; nothing else is sealed again, so it takes a moment only."</p>
            <RefusalNote refusal=faults.beside(&[CURRENT, "New passphrase", "Confirm passphrase"]) />
            <Show
                when=move || proof.with(Option::is_none)
                fallback=|| view! { <Note tone=Tone::Good>"The passkey stands in for the passphrase of today."</Note> }
            >
                <PasswordField label=CURRENT value=current autocomplete="current-password" fault=faults.at(CURRENT) autofocus=true />
                <Wait />
                {others.passkey.then(|| view! { <div class="row"><PasskeyButton presenting=presenting on_press=show_passkey /></div> })}
            </Show>
            <NewPassphrase draft=draft faults=faults autofocus=false hint="At least 8 characters; several words are easier to keep than signs." />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=wait>
                    {move || if busy.get() { doing(session, "Wrapping the key…") } else { "Change passphrase" }}
                </Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
