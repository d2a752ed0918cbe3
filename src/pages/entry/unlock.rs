//! Unlock: the passphrase opens the vault, or what stands beside it; a wrong one alters nothing (VLT-5, VLT-13, VLT-16).

use super::Forget;
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        form::Form,
        frame::LockScreen,
        icon::Icon,
    },
    pages::{
        form::RefusalNote,
        present::{FIELDS, Means, Others, PasskeyButton, Presenting, SecretField, doing},
    },
    routes::Route,
    session::{Secret, Session},
};
use leptos::prelude::*;

/// Stands in for every page while the vault is locked.
#[component]
pub fn UnlockPage() -> impl IntoView {
    let session = Session::here();
    let presenting = Presenting::empty();
    let Presenting { means, busy, faults, .. } = presenting;
    let others = Others::of(session.envelope().as_ref());
    let unlock = move |secret: Secret| {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.unlock(secret).await;
            // After a success this page is gone, and its signals with it.
            presenting.clear_passphrase();
            if let Err(refusal) = outcome {
                busy.try_set(false);
                faults.show(refusal);
            }
        });
    };
    let submit = Callback::new(move |()| match presenting.take() {
        Ok(secret) => unlock(secret),
        Err(refusal) => faults.show(refusal),
    });
    let switch = move |to: Means| {
        Callback::new(move |()| {
            if !busy.get_untracked() {
                faults.clear();
                presenting.clear();
                means.set(to);
            }
        })
    };
    view! {
        <LockScreen>
            <h1>"Unlock"</h1>
            <p>"The vault in this browser is sealed. It is opened here, in this tab; nothing is sent anywhere."</p>
            <Form on_submit=submit busy=busy>
                <RefusalNote refusal=faults.beside(FIELDS) />
                <SecretField presenting=presenting autofocus=true />
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=presenting.wait(session)>
                    {move || doing(session, "Unlock")}
                </Button>
            </Form>
            {(others.passkey || others.sheet).then(|| view! {
                <div class="other-ways" role="group" aria-label="Other ways to unlock">
                    {others.passkey.then(|| view! { <PasskeyButton presenting=presenting on_press=Callback::new(move |()| unlock(Secret::Passkey)) /> })}
                    {others.sheet.then(|| view! {
                        <Show
                            when=move || means.get() == Means::Sheet
                            fallback=move || view! { <Button icon=Icon::File on_press=switch(Means::Sheet)>"Use the recovery sheet"</Button> }
                        >
                            <Button icon=Icon::Lock on_press=switch(Means::Passphrase)>"Use the passphrase"</Button>
                        </Show>
                    })}
                </div>
            })}
            <div class="aside">
                <p>{last_word(others)}" An exported vault file opens with what opened the vault when it was exported."</p>
                <div class="row">
                    <LinkButton kind=ButtonKind::Quiet small=true href=Route::ImportVault.href()>"Import a vault file"</LinkButton>
                    <Forget faults=faults />
                </div>
            </div>
        </LockScreen>
    }
}

/// What opens this vault, and that nothing else does.
fn last_word(others: Others) -> &'static str {
    match others {
        Others { passkey: false, sheet: false } => {
            "Nothing here can be read without the passphrase, and nobody can reset it."
        }
        Others { passkey: true, sheet: false } => {
            "Nothing here can be read without the passphrase or a passkey, and nobody can reset them."
        }
        Others { passkey: false, sheet: true } => {
            "Nothing here can be read without the passphrase or the recovery sheet, and nobody can reset them."
        }
        Others { passkey: true, sheet: true } => {
            "Nothing here can be read without the passphrase, a passkey or the recovery sheet, and nobody can reset them."
        }
    }
}
