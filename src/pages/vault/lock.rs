//! When the vault locks by itself (VLT-6).

use crate::{
    components::{
        badge::StateDot,
        button::Button,
        card::Card,
        choice::Switch,
        flash::Flashes,
        form::{Form, FormActions},
        text_field::TextField,
        tone::Tone,
    },
    domain::{Command, Refusal, settings},
    pages::form::{Faults, RefusalNote},
    session::{Seal, Session},
};
use leptos::prelude::*;

const IDLE: &str = "Idle time";

/// The seal in words, idle time, and locking in a hidden tab.
#[component]
pub(super) fn LockCard() -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let minutes = RwSignal::new(session.peek(|state| state.settings.idle_minutes.to_string()));
    let hidden = RwSignal::new(session.peek(|state| state.settings.lock_when_hidden));
    let busy = RwSignal::new(false);
    // Another tab may set it too.
    let set = session.select(|state| (state.settings.idle_minutes, state.settings.lock_when_hidden));
    Effect::new(move |before: Option<()>| {
        let (idle_minutes, when_hidden) = set.get();
        if before.is_some() {
            minutes.set(idle_minutes.to_string());
            hidden.set(when_hidden);
        }
    });
    let send = move |idle_minutes: u16, when_hidden: bool, said: &'static str| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome =
                session.send(Command::Settings(settings::Command::SetLock { idle_minutes, when_hidden })).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    flashes.good(said);
                }
                Err(refusal) => {
                    // The switch shows what holds, not what was wished.
                    hidden.try_set(session.peek(|state| state.settings.lock_when_hidden));
                    faults.show(refusal);
                }
            }
        });
    };
    let save = Callback::new(move |()| {
        faults.clear();
        match minutes.with_untracked(|text| text.trim().parse::<u16>()) {
            Ok(idle_minutes) => {
                send(idle_minutes, session.peek(|state| state.settings.lock_when_hidden), "Idle time set.");
            }
            Err(_) => faults.show(Refusal::new("VLT-6", "Type a whole number of minutes, from 1 to 240.").at(IDLE)),
        }
    });
    let switched = Callback::new(move |(when_hidden,): (bool,)| {
        faults.clear();
        let said = if when_hidden {
            "The vault locks when its tab is hidden."
        } else {
            "The vault stays open when its tab is hidden."
        };
        send(session.peek(|state| state.settings.idle_minutes), when_hidden, said);
    });
    view! {
        <Card title="Seal and lock">
            <div class="stack small">
                <div class="seal-state" role="status">
                    {move || {
                        let (tone, word, sentence) = seal_words(&session.seal());
                        view! {
                            <StateDot tone=tone>{word}</StateDot>
                            <p class="muted">{sentence}</p>
                        }
                    }}
                </div>
                <Form on_submit=save busy=busy label=Some("When the vault locks by itself".to_owned())>
                    <RefusalNote refusal=faults.beside(&[IDLE]) />
                    <div class="idle">
                        <TextField
                            label=IDLE
                            value=minutes
                            kind="number"
                            inputmode="numeric"
                            hint=Some("Minutes without a key or a pointer until all tabs lock, from 1 to 240.".to_owned())
                            fault=faults.at(IDLE)
                        />
                        <FormActions>
                            <Button submit=true busy=busy>"Set idle time"</Button>
                        </FormActions>
                    </div>
                </Form>
                <Switch
                    label="Lock when the tab is hidden"
                    value=hidden
                    hint=Some("As soon as another tab or window covers this one.".to_owned())
                    on_change=switched
                />
            </div>
        </Card>
    }
}

fn seal_words(seal: &Seal) -> (Tone, &'static str, String) {
    match seal {
        Seal::Saved => (
            Tone::Good,
            "Sealed and saved",
            "Everything shown is sealed, and would outlive a crash of the browser.".to_owned(),
        ),
        Seal::Saving => (Tone::Info, "Sealing", "A change is on its way to storage that outlives a crash.".to_owned()),
        Seal::Unsealed => (Tone::Warn, "Not kept", "Nothing is kept yet.".to_owned()),
        Seal::AtRisk(why) => (Tone::Warn, "Sealed, not crash-safe", why.clone()),
    }
}
