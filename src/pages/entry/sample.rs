//! "Open a sample": a made-up company to look around in, in a vault of its own.

use super::{NewPassphrase, PassphraseDraft};
use crate::{
    components::{
        button::{Button, ButtonKind, LinkButton},
        form::{Form, FormActions},
        frame::LockScreen,
    },
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// Asks for the passphrase of the sample vault.
#[component]
pub fn SamplePage() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let draft = PassphraseDraft::new("Passphrase");
    let busy = RwSignal::new(false);
    let open = move |()| {
        if busy.get_untracked() {
            return;
        }
        faults.clear();
        match draft.take() {
            Err(refusal) => faults.show(refusal),
            Ok(passphrase) => {
                busy.set(true);
                leptos::task::spawn_local(async move {
                    let outcome = session.open_sample(passphrase).await;
                    match outcome {
                        Ok(()) => draft.clear(),
                        Err(refusal) => {
                            busy.try_set(false);
                            faults.show(refusal);
                        }
                    }
                });
            }
        }
    };
    view! {
        <LockScreen>
            <h1>"Open a sample"</h1>
            <p>
                "A small made-up company: two spaces, three projects, eight people and their issues. It is sealed like real data, so it needs a passphrase too. You can turn it into an empty vault at any time."
            </p>
            <Form on_submit=Callback::new(open)>
                <RefusalNote refusal=faults.beside(&["Passphrase", "Confirm passphrase"]) />
                <NewPassphrase draft=draft faults=faults hint="At least 8 characters. It seals the sample in this browser." />
                <FormActions>
                    <LinkButton href=Route::Home.href()>"Back"</LinkButton>
                    <Button kind=ButtonKind::Primary submit=true busy=busy>
                        {move || if busy.get() { "Sealing…" } else { "Open a sample" }}
                    </Button>
                </FormActions>
            </Form>
        </LockScreen>
    }
}
