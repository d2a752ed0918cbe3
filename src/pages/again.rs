//! "Passphrase again": asked before what is dangerous, so that nobody does it at a console that was left open.
//!
//! One dialog for the whole page. Whoever is about to do something dangerous takes [`Again::of_page`] in the component,
//! and calls [`Again::ask`] when the button is pressed; what follows gets the [`Proof`], which the session asks for.

use super::{
    form::RefusalNote,
    present::{FIELDS, Others, PasskeyButton, Presenting, SecretField, doing},
};
use crate::{
    components::{
        button::{Button, ButtonKind},
        dialog::{Dialog, DialogShape},
        form::Form,
    },
    session::{Nav, Phase, Proof, Secret, Session, browser::passkey},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What is done with the proof. Not a `Callback`: it is made in handlers, which belong to no component.
type Then = Arc<dyn Fn(Proof) + Send + Sync>;

#[derive(Clone)]
struct Asked {
    why: String,
    action: String,
    then: Then,
}

/// The question of this page. `Copy`; found in the context.
#[derive(Clone, Copy)]
pub struct Again {
    open: RwSignal<bool>,
    asked: RwSignal<Option<Asked>>,
}

impl Again {
    /// Makes it and gives it to everything inside. Call it once, in the root component, which also shows
    /// [`AgainDialog`].
    pub fn provide() -> Self {
        let again = Self { open: RwSignal::new(false), asked: RwSignal::new(None) };
        provide_context(again);
        again
    }

    /// The one in the context.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Asks for the passphrase, or a passkey, and goes on with `then` once it was right. `why` says in a sentence or
    /// two what is about to happen; `action` are the words of the button.
    pub fn ask(self, why: impl Into<String>, action: impl Into<String>, then: impl Fn(Proof) + Send + Sync + 'static) {
        self.asked.set(Some(Asked { why: why.into(), action: action.into(), then: Arc::new(then) }));
        self.open.set(true);
    }
}

/// Where it appears: once, in the root component.
#[component]
pub fn AgainDialog() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let again = Again::of_page();
    let busy = RwSignal::new(false);
    // What was asked on one page is not done on another, and not in a locked vault.
    Effect::new(move |before: Option<()>| {
        nav.signal().track();
        let open = session.phase() == Phase::Open;
        if before.is_some() || !open {
            passkey::cancel();
            again.open.set(false);
        }
    });
    let closed = Callback::new(move |()| again.asked.set(None));
    view! {
        <Dialog open=again.open title="Passphrase again" shape=DialogShape::Small held=busy on_close=closed>
            <Question again=again busy=busy />
        </Dialog>
    }
}

#[component]
fn Question(again: Again, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let presenting = Presenting::empty().busy_with(busy);
    let others = Others::of(session.envelope().as_ref());
    let why = again.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.why.clone()));
    let action = again.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.action.clone()));
    let try_it = move |secret: Secret| {
        presenting.faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.prove(secret).await;
            busy.try_set(false);
            presenting.clear_passphrase();
            match outcome {
                Ok(proof) => {
                    // Closed meanwhile, as when the vault locked: then nothing is done.
                    if let Some(asked) = again.asked.get_untracked() {
                        again.open.set(false);
                        (asked.then)(proof);
                    }
                }
                Err(refusal) => presenting.faults.show(refusal),
            }
        });
    };
    let submit = Callback::new(move |()| match presenting.take() {
        Ok(secret) => try_it(secret),
        Err(refusal) => presenting.faults.show(refusal),
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Passphrase again".to_owned())>
            <p>{why}</p>
            <RefusalNote refusal=presenting.faults.beside(FIELDS) />
            <SecretField presenting=presenting autofocus=true />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=presenting.wait(session)>
                    {move || {
                        let otherwise = action.clone().unwrap_or_default();
                        match doing(session, "") {
                            "" => otherwise,
                            words => words.to_owned(),
                        }
                    }}
                </Button>
                {others.passkey.then(|| view! { <PasskeyButton presenting=presenting on_press=Callback::new(move |()| try_it(Secret::Passkey)) /> })}
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { again.open.set(false) })>"Cancel"</Button>
            </div>
        </Form>
    }
}
