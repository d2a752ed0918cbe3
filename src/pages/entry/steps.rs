//! The steps of sign-up that concern the person (ID-1..3).

use super::{NewPassphrase, PassphraseDraft};
use crate::{
    components::{
        button::{Button, ButtonKind},
        choice::Checkbox,
        form::{Form, FormActions},
        note::Note,
        text_field::TextField,
    },
    domain::{Command, Refusal, identity, text::field},
    pages::form::{Faults, RefusalNote},
    routes::Route,
    session::{Phase, Session, browser::clock},
};
use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// One step with a single field: what is typed becomes a command.
#[component]
fn OneField(
    label: &'static str,
    hint: &'static str,
    start: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = None)] go_back: Option<Callback<()>>,
    action: &'static str,
    command: fn(String) -> identity::Command,
    #[prop(optional, into)] between: ViewFn,
) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let value = RwSignal::new(start);
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Identity(command(value.get_untracked()))).await;
            busy.try_set(false);
            match outcome {
                Err(refusal) => faults.show(refusal),
                Ok(record) => {
                    // A wrong code is stored (tries are counted), so it comes back as a record.
                    if let Some(refusal) = session.peek(|state| identity::wrong_code(state, &record)) {
                        faults.show(refusal);
                    }
                }
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.any_but(label) />
            {between.run()}
            <TextField
                label=label
                value=value
                hint=Some(hint.to_owned())
                fault=faults.at(label)
                kind=kind
                inputmode=inputmode
                autofocus=true
            />
            <FormActions>
                {go_back.map(|back| view! { <Button on_press=back>"Back"</Button> })}
                <Button kind=ButtonKind::Primary submit=true busy=busy>{action}</Button>
            </FormActions>
        </Form>
    }
}

/// First step.
#[component]
pub fn EmailStep() -> impl IntoView {
    let start = Session::here().peek(|state| state.sign_up.as_ref().map(|sign_up| sign_up.email.clone()));
    view! {
        <OneField
            label=field::SIGN_UP_EMAIL
            hint="It belongs to your Builder ID. The verification code for it appears in the outbox."
            start=start.unwrap_or_default()
            kind="email"
            inputmode="email"
            action="Next"
            command=|email| identity::Command::Start { email }
        />
    }
}

/// Second step.
#[component]
pub fn NameStep(go_back: Option<Callback<()>>) -> impl IntoView {
    let start = Session::here().peek(|state| state.sign_up.as_ref().map(|sign_up| sign_up.full_name.clone()));
    view! {
        <OneField
            label=field::SIGN_UP_NAME
            hint="Your full name, as the activity feed shows it. You can change it later."
            start=start.unwrap_or_default()
            go_back=go_back
            action="Next"
            command=|full_name| identity::Command::GiveName { full_name }
        />
    }
}

/// Third step, with Resend code (ID-2).
#[component]
pub fn CodeStep(go_back: Option<Callback<()>>) -> impl IntoView {
    let session = Session::here();
    let wait = RwSignal::new(seconds_to_resend(session));
    let ticking = Interval::new(1_000, move || {
        wait.try_set(seconds_to_resend(session));
    });
    on_cleanup({
        let ticking = StoredValue::new_local(Some(ticking));
        move || drop(ticking.try_update_value(Option::take))
    });
    let faults = Faults::default();
    let resend = Callback::new(move |()| {
        faults.clear();
        leptos::task::spawn_local(async move {
            match session.send(Command::Identity(identity::Command::ResendCode)).await {
                Err(refusal) => faults.show(refusal),
                Ok(_) => drop(wait.try_set(seconds_to_resend(session))),
            }
        });
    });
    let reason = Signal::derive(move || {
        let seconds = wait.get();
        (seconds > 0).then(|| format!("A new code can be asked for in {}:{:02}.", seconds / 60, seconds % 60))
    });
    view! {
        <OneField
            label=field::CODE
            hint="Six digits."
            start=String::new()
            inputmode="numeric"
            go_back=go_back
            action="Next"
            command=|code| identity::Command::VerifyCode { code }
            between=move || view! {
                <Note link=Signal::stored(Some(("Open the outbox".to_owned(), Route::Outbox.href())))>
                    "This console has no mail server: the message with your code lies in the outbox."
                </Note>
            }
        />
        <RefusalNote refusal=faults.any() />
        <p class="aside"><Button kind=ButtonKind::Quiet disabled_reason=reason on_press=resend>"Resend code"</Button></p>
    }
}

fn seconds_to_resend(session: Session) -> u64 {
    let now = clock::now();
    session.peek(|state| {
        state.sign_up.as_ref().and_then(|sign_up| sign_up.code.as_ref()).map_or(0, |code| code.seconds_to_resend(now))
    })
}

/// Fourth step: the password is the vault's passphrase, so this is where the vault is made.
#[component]
pub fn PasswordStep() -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let draft = PassphraseDraft::new("Password");
    let accepted = RwSignal::new(false);
    let busy = RwSignal::new(false);
    // In a vault that was turned empty, or after a reload, the passphrase is set already.
    let sealed = untrack(|| session.phase()) == Phase::Open;
    let submit = Callback::new(move |()| {
        faults.clear();
        let passphrase = if sealed { None } else { Some(draft.take()) };
        let passphrase = match passphrase.transpose() {
            Err(refusal) => return faults.show(refusal),
            Ok(passphrase) => passphrase,
        };
        if !accepted.get_untracked() {
            return faults.show(Refusal::new("ID-1", "Accept the terms to go on.").at(TERMS));
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = match passphrase {
                Some(passphrase) => session.create_vault(passphrase).await,
                None => Ok(()),
            };
            if outcome.is_ok() {
                draft.clear();
            }
            let outcome = match outcome {
                Ok(()) => session.send(Command::Identity(identity::Command::AcceptTerms)).await.map(drop),
                Err(refusal) => Err(refusal),
            };
            busy.try_set(false);
            if let Err(refusal) = outcome {
                faults.show(refusal);
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy>
            <RefusalNote refusal=faults.beside(&["Password", "Confirm password", TERMS]) />
            {(!sealed)
                .then(|| {
                    view! {
                        <NewPassphrase
                            draft=draft
                            faults=faults
                            hint="At least 8 characters. It is also the passphrase that seals this vault."
                        />
                    }
                })}
            <Checkbox
                label=TERMS
                value=accepted
                fault=faults.at(TERMS)
                hint=Some("The software comes as it is, without warranty, under the MIT or Apache-2.0 licence. What you enter stays in this browser, and keeping a copy of it is up to you.".to_owned())
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || if busy.get() { "Deriving the key…" } else { "Next" }}
                </Button>
            </FormActions>
        </Form>
    }
}

const TERMS: &str = "I accept the terms";

/// Fifth step.
#[component]
pub fn AliasStep() -> impl IntoView {
    view! {
        <OneField
            label=field::ALIAS
            hint="Your handle for mentions, without spaces. It can never be changed."
            start=String::new()
            action="Next"
            command=|alias| identity::Command::ChooseAlias { alias }
        />
    }
}
