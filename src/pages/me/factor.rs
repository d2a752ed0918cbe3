//! Multi-factor authentication (ID-7): setting up an authenticator application, and removing it.

use crate::{
    components::{
        badge::StateDot,
        button::{Button, ButtonKind},
        card::Card,
        dialog::Dialog,
        flash::Flashes,
        form::{Form, FormActions},
        icon::Icon,
        note::Note,
        text_field::TextField,
        time::day,
        tone::Tone,
    },
    domain::{PersonId, factor::Key, text::field::AUTHENTICATION_CODE},
    pages::{
        form::{Faults, RefusalNote},
        me::qr::QrCode,
    },
    session::Session,
};
use leptos::prelude::*;

/// What a person reads while it is not set up.
const RECOMMENDED: &str =
    "Recommended: with an authenticator application, a passphrase that somebody saw is not enough to sign in.";

/// The card.
#[component]
pub(super) fn Factor(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let since = session.select(move |state| state.factors.get(&person).map(|factor| factor.since));
    let federated = session.select(move |state| state.people.get(&person).is_some_and(|person| person.federated));
    let (adding, removing) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Card title="Multi-factor authentication">
            <div class="stack">
                {move || match (federated.get(), since.get()) {
                    (true, _) => view! {
                        <p>"This identity signs in at its identity provider. A second factor is set up there."</p>
                    }
                    .into_any(),
                    (false, Some(at)) => {
                        #[expect(clippy::cast_precision_loss, reason = "milliseconds of our age fit a double exactly")]
                        let at = at.0 as f64;
                        view! {
                            <StateDot tone=Tone::Good>{format!("Set up on {}", day(at))}</StateDot>
                            <p>"Whoever unlocks the vault gives a code of your application before anything is shown. The recovery sheet stands in for a lost device."</p>
                            <div class="row">
                                <Button small=true kind=ButtonKind::Danger on_press=Callback::new(move |()| removing.set(true))>"Remove"</Button>
                            </div>
                        }
                        .into_any()
                    }
                    (false, None) => view! {
                        <StateDot tone=Tone::Warn>"Not set up"</StateDot>
                        <p>{RECOMMENDED}</p>
                        <div class="row">
                            <Button small=true icon=Icon::ShieldCheck on_press=Callback::new(move |()| adding.set(true))>
                                "Set up an authenticator application"
                            </Button>
                        </div>
                    }
                    .into_any(),
                }}
            </div>
        </Card>
        <Enrol open=adding person=person />
        <Remove open=removing />
    }
}

/// The dialog that shows the key and takes one code before it takes effect.
#[component]
fn Enrol(open: RwSignal<bool>, person: PersonId) -> impl IntoView {
    let session = Session::here();
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Set up an authenticator application" held=busy>
            {match session.draw_factor_key() {
                Ok(key) => view! { <EnrolForm open=open busy=busy person=person key_drawn=key /> }.into_any(),
                Err(refusal) => view! { <Note tone=Tone::Bad alert=true>{refusal.message}</Note> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn EnrolForm(open: RwSignal<bool>, busy: RwSignal<bool>, person: PersonId, key_drawn: Key) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let code = RwSignal::new(String::new());
    let email = session.peek(|state| state.people.get(&person).map(|person| person.email.clone()).unwrap_or_default());
    let address = key_drawn.address(&email);
    let text = key_drawn.text().as_str().to_owned();
    let key = StoredValue::new(key_drawn);
    let confirm = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let key = key.get_value();
        leptos::task::spawn_local(async move {
            let outcome = session.enrol(key, code.get_untracked()).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    open.try_set(false);
                    flashes.good("Authenticator application set up. A code is asked for after each unlock.");
                }
                Err(refusal) => {
                    code.try_set(String::new());
                    faults.show(refusal);
                }
            }
        });
    });
    view! {
        <Form on_submit=confirm busy=busy label=Some("Authenticator application".to_owned())>
            <p>"Read the picture with the application on your phone, or type the key into it. Then give the code that it shows: only with it this takes effect."</p>
            <div class="enrol">
                <QrCode text=address.as_str().to_owned() label="Picture for the authenticator application" />
                <div class="stack">
                    <p class="small muted" id="enrol-key">"Key"</p>
                    <code class="enrol-key" aria-labelledby="enrol-key">{text}</code>
                    <p class="small muted">"Time-based, six digits, every 30 seconds. It is shown this once."</p>
                </div>
            </div>
            <RefusalNote refusal=faults.any_but(AUTHENTICATION_CODE) />
            <CodeField code=code faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Confirm"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn Remove(open: RwSignal<bool>) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Remove the authenticator application" held=busy>
            <RemoveForm open=open busy=busy />
        </Dialog>
    }
}

#[component]
fn RemoveForm(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let code = RwSignal::new(String::new());
    let remove = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.remove_factor(code.get_untracked()).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    open.try_set(false);
                    flashes.good("Authenticator application removed. No code is asked for any more.");
                }
                Err(refusal) => {
                    code.try_set(String::new());
                    faults.show(refusal);
                }
            }
        });
    });
    view! {
        <Form on_submit=remove busy=busy label=Some("Removal".to_owned())>
            <p>"Afterwards the passphrase alone lets in. A code shows that it is you who asks."</p>
            <RefusalNote refusal=faults.any_but(AUTHENTICATION_CODE) />
            <CodeField code=code faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Danger submit=true busy=busy>"Remove the application"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn CodeField(code: RwSignal<String>, faults: Faults) -> impl IntoView {
    view! {
        <TextField
            label=AUTHENTICATION_CODE
            value=code
            hint=Some("The six digits that the application shows now.".to_owned())
            fault=faults.at(AUTHENTICATION_CODE)
            inputmode="numeric"
            mono=true
        />
    }
}
