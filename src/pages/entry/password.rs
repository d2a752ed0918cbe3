//! Acting as somebody who has a password (ID-5): it is asked before anything is shown; a forgotten one is reset by a code.

use crate::{
    components::{
        button::{Button, ButtonKind},
        form::Form,
        frame::LockScreen,
        icon::Icon,
        text_field::{PasswordField, TextField},
    },
    domain::text::field::{CODE, PASSWORD},
    pages::{
        form::{Faults, RefusalNote},
        me::password::{CONFIRM, NewPassword, NewPasswordFields, taken},
        space::shared::name_of,
    },
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// Stands in for every page until the password of who acts was given.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let session = Session::here();
    let name = Memo::new(move |_| {
        let actor = session.actor()?;
        Some(session.with(|state| name_of(state, actor)))
    });
    // A code under way is gone on with, also after a look into the outbox.
    let under_way = Memo::new(move |_| {
        let actor = session.actor();
        session.with(|state| {
            actor.and_then(|actor| state.resets.get(&actor)).is_some_and(|code| code.is_live(clock::now()))
        })
    });
    let forgotten = RwSignal::new(under_way.get_untracked());
    let faults = Faults::default();
    let send = Callback::new(move |()| {
        faults.clear();
        leptos::task::spawn_local(async move {
            match session.send_password_reset().await {
                Ok(()) => {
                    forgotten.try_set(true);
                }
                // The code that is under way is still good: it can be typed.
                Err(refusal) => {
                    forgotten.try_set(under_way.try_get_untracked().unwrap_or_default());
                    faults.show(refusal);
                }
            }
        });
    });
    view! {
        <LockScreen>
            <h1>"Sign in as "{move || name.get()}</h1>
            <Show when=move || forgotten.get() fallback=move || view! { <Give faults=faults /> }>
                <Reset faults=faults />
            </Show>
            <div class="aside">
                <p>
                    {move || if forgotten.get() {
                        "The code lies in the outbox: act as yourself, copy it there, then come back by acting as this person."
                    } else {
                        "This Builder ID has a password of its own. It is not the passphrase of the vault."
                    }}
                </p>
                <div class="row">
                    <Button kind=ButtonKind::Quiet small=true icon=Icon::Mail on_press=send>
                        {move || if forgotten.get() { "Send another code" } else { "Forgotten password" }}
                    </Button>
                    <Button kind=ButtonKind::Quiet small=true icon=Icon::Undo on_press=Callback::new(move |()| session.act_as_oneself())>"Act as yourself"</Button>
                    <Button kind=ButtonKind::Quiet small=true icon=Icon::Lock on_press=Callback::new(move |()| session.lock())>"Lock"</Button>
                </div>
            </div>
        </LockScreen>
    }
}

#[component]
fn Give(faults: Faults) -> impl IntoView {
    let session = Session::here();
    let busy = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    on_cleanup(move || drop(taken(typed)));
    let give = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let password = taken(typed);
        leptos::task::spawn_local(async move {
            let outcome = session.give_password(password).await;
            // After a success this page is gone, and its signals with it.
            busy.try_set(false);
            if let Err(refusal) = outcome {
                faults.show(refusal);
            }
        });
    });
    view! {
        <Form on_submit=give busy=busy label=Some("Sign in".to_owned())>
            <RefusalNote refusal=faults.any_but(PASSWORD) />
            <PasswordField label=PASSWORD value=typed fault=faults.at(PASSWORD) autofocus=true />
            <Button kind=ButtonKind::Primary submit=true busy=busy>"Continue"</Button>
        </Form>
    }
}

#[component]
fn Reset(faults: Faults) -> impl IntoView {
    let session = Session::here();
    let busy = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let fields = NewPassword::empty();
    let reset = Callback::new(move |()| {
        faults.clear();
        let new = match fields.take() {
            Ok(new) => new,
            Err(refusal) => return faults.show(refusal),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.reset_password(code.get_untracked(), new).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                code.try_set(String::new());
                faults.show(refusal);
            }
        });
    });
    view! {
        <Form on_submit=reset busy=busy label=Some("New password".to_owned())>
            <RefusalNote refusal=faults.beside(&[CODE, PASSWORD, CONFIRM]) />
            <TextField
                label=CODE
                value=code
                hint=Some("Six digits, good for ten minutes. Another can be sent after five.".to_owned())
                fault=faults.at(CODE)
                inputmode="numeric"
                mono=true
                autofocus=true
            />
            <NewPasswordFields fields=fields faults=faults />
            <Button kind=ButtonKind::Primary submit=true busy=busy>"Reset password"</Button>
        </Form>
    }
}
