//! Unlock: the passphrase opens the vault; a wrong one alters nothing (VLT-5).

use super::Forget;
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        form::Form,
        frame::LockScreen,
        text_field::PasswordField,
    },
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::Session,
    vault::Passphrase,
};
use leptos::prelude::*;
use zeroize::Zeroize;

const PASSPHRASE: &str = "Passphrase";

/// Stands in for every page while the vault is locked.
#[component]
pub fn UnlockPage() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = StoredValue::new(0u32);
    let unlock = move |()| {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            // Each wrong try makes the next one wait longer, up to half a minute (VLT-5).
            let waits = wrong.get_value().saturating_sub(2).min(5);
            if waits > 0 {
                gloo_timers::future::TimeoutFuture::new(1_000 * (1 << waits)).await;
            }
            let outcome = session.unlock(Passphrase::new(typed.try_get_untracked().unwrap_or_default())).await;
            // After a success this page is gone, and its signals with it.
            typed.try_update(Zeroize::zeroize);
            if let Err(refusal) = outcome {
                wrong.try_update_value(|count| *count += 1);
                busy.try_set(false);
                faults.show(refusal);
            }
        });
    };
    view! {
        <LockScreen>
            <h1>"Unlock"</h1>
            <p>"The vault in this browser is sealed. Its passphrase opens it here, in this tab; nothing is sent anywhere."</p>
            <Form on_submit=Callback::new(unlock)>
                <RefusalNote refusal=faults.beside(&[PASSPHRASE]) />
                <PasswordField
                    label=PASSPHRASE
                    value=typed
                    autocomplete="current-password"
                    fault=faults.at(PASSPHRASE)
                    autofocus=true
                />
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || if busy.get() { "Opening…" } else { "Unlock" }}
                </Button>
            </Form>
            <div class="aside">
                <p>"Nothing here can be read without the passphrase, and nobody can reset it. An exported vault file opens with its own."</p>
                <div class="row">
                    <LinkButton kind=ButtonKind::Quiet small=true href=Route::ImportVault.href()>"Import a vault file"</LinkButton>
                    <Forget faults=faults />
                </div>
            </div>
        </LockScreen>
    }
}
