//! The second step of signing in: a code of the authenticator application (ID-7).

use crate::{
    components::{
        button::{Button, ButtonKind},
        form::Form,
        frame::LockScreen,
        icon::Icon,
        text_field::TextField,
    },
    domain::text::field::AUTHENTICATION_CODE,
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// Stands in for every page until the person who acts has given a code.
#[component]
pub fn CodePage() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let who = session
        .select(|state| state.people.values().map(|person| (person.id, person.full_name.clone())).collect::<Vec<_>>());
    let name = move || {
        let actor = session.actor();
        who.with(|who| who.iter().find(|(id, _)| Some(*id) == actor).map(|(_, name)| name.clone()).unwrap_or_default())
    };
    let give = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.give_code(code.get_untracked()).await;
            // After a success this page is gone, and its signals with it.
            busy.try_set(false);
            if let Err(refusal) = outcome {
                code.try_set(String::new());
                faults.show(refusal);
            }
        });
    });
    view! {
        <LockScreen>
            <h1>"Sign in as "{name}</h1>
            <p>"The vault is open. The authenticator application of this identity shows the code that lets you in."</p>
            <Form on_submit=give busy=busy label=Some("Sign in".to_owned())>
                <RefusalNote refusal=faults.any_but(AUTHENTICATION_CODE) />
                <TextField
                    label=AUTHENTICATION_CODE
                    value=code
                    hint=Some("Six digits. Each is taken once.".to_owned())
                    fault=faults.at(AUTHENTICATION_CODE)
                    inputmode="numeric"
                    mono=true
                    autofocus=true
                />
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Continue"</Button>
            </Form>
            <div class="aside">
                <p>"Without the device, lock the console and open it with the recovery sheet: then no code is asked for."</p>
                <div class="row">
                    <Show when=move || session.acts_as().is_some()>
                        <Button kind=ButtonKind::Quiet small=true icon=Icon::Undo on_press=Callback::new(move |()| session.act_as_oneself())>"Act as yourself"</Button>
                    </Show>
                    <Button kind=ButtonKind::Quiet small=true icon=Icon::Lock on_press=Callback::new(move |()| session.lock())>"Lock"</Button>
                </div>
            </div>
        </LockScreen>
    }
}
