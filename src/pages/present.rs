//! Presenting what opens a vault: the fields, what they give, and the wait after wrong tries (VLT-5, VLT-13, VLT-16).
//! Shared by the unlock page, the import of a vault file and the question before what is dangerous.

use super::form::Faults;
use crate::{
    components::{
        button::{Button, ButtonKind},
        icon::{Icon, IconView},
        text_field::{PasswordField, TextField},
    },
    domain::Refusal,
    session::{CODE, Secret, Session, Unlocking, browser::passkey},
    vault::{Envelope, LockKind, Passphrase, RecoveryCode},
};
use leptos::prelude::*;
use zeroize::Zeroize;

/// The label of the field for the passphrase.
pub const PASSPHRASE: &str = "Passphrase";

/// The fields' labels, for refusals that belong to none of them.
pub const FIELDS: &[&str] = &[PASSPHRASE, CODE];

/// Which of the two is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// The passphrase.
    Passphrase,
    /// The code of the recovery sheet.
    Sheet,
}

/// What stands in the fields. Empty it with [`Presenting::clear`] once it was used.
#[derive(Clone, Copy)]
pub struct Presenting {
    /// Which field is shown.
    pub means: RwSignal<Means>,
    /// It is being tried.
    pub busy: RwSignal<bool>,
    /// Why the last try failed.
    pub faults: Faults,
    passphrase: RwSignal<String>,
    code: RwSignal<String>,
}

impl Presenting {
    /// Empty fields, wiped when the component at hand goes.
    pub fn empty() -> Self {
        let presenting = Self {
            means: RwSignal::new(Means::Passphrase),
            busy: RwSignal::new(false),
            faults: Faults::default(),
            passphrase: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
        };
        on_cleanup(move || presenting.clear());
        presenting
    }

    /// The same, busy together with the dialog it stands in.
    #[must_use]
    pub fn busy_with(mut self, busy: RwSignal<bool>) -> Self {
        self.busy = busy;
        self
    }

    /// What was typed, if it can be tried at all.
    pub fn take(self) -> Result<Secret, Refusal> {
        match self.means.get_untracked() {
            Means::Passphrase if self.passphrase.with_untracked(String::is_empty) => {
                Err(Refusal::new("VLT-5", "Type the passphrase.").at(PASSPHRASE))
            }
            Means::Passphrase => Ok(Secret::Passphrase(Passphrase::new(self.passphrase.get_untracked()))),
            Means::Sheet => self
                .code
                .with_untracked(|typed| RecoveryCode::read(typed))
                .map(Secret::Sheet)
                .map_err(|fault| Refusal::new("VLT-16", fault.to_string()).at(CODE)),
        }
    }

    /// Wipes what was typed.
    pub fn clear(self) {
        for field in [self.passphrase, self.code] {
            // The fields may be gone by now, and what was typed with them.
            let _ = field.try_update(Zeroize::zeroize);
        }
    }

    /// After a wrong try: a passphrase is typed anew, a long code is mended where it is wrong.
    pub fn clear_passphrase(self) {
        let _ = self.passphrase.try_update(Zeroize::zeroize);
    }

    /// Why nothing can be tried now; nothing when it can.
    pub fn wait(self, session: Session) -> Signal<Option<String>> {
        Signal::derive(move || match session.seconds_to_try() {
            seconds if seconds > 0 && self.means.get() == Means::Passphrase => {
                Some(format!("Several passphrases were wrong. The next try is possible in {}.", duration(seconds)))
            }
            _ => None,
        })
    }
}

fn duration(seconds: u32) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

/// What other ways an envelope offers beside the passphrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// It has a passkey.
    pub passkey: bool,
    /// It has a recovery sheet.
    pub sheet: bool,
}

impl Others {
    /// Those of this envelope.
    pub fn of(envelope: Option<&Envelope>) -> Self {
        let has = |kind| envelope.is_some_and(|envelope| envelope.locks.iter().any(|lock| lock.kind == kind));
        Self { passkey: has(LockKind::Passkey), sheet: has(LockKind::Recovery) }
    }
}

/// The field of what is typed, and beneath it the wait.
#[component]
pub fn SecretField(
    /// Where it goes.
    presenting: Presenting,
    /// Under the passphrase.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// It takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let faults = presenting.faults;
    let sheet = move || presenting.means.get() == Means::Sheet;
    view! {
        <Show
            when=sheet
            fallback=move || view! {
                <PasswordField
                    label=PASSPHRASE
                    value=presenting.passphrase
                    hint=hint
                    autocomplete="current-password"
                    fault=faults.at(PASSPHRASE)
                    autofocus=autofocus
                />
                <Wait />
            }
        >
            <TextField
                label=CODE
                value=presenting.code
                hint=Some("Six groups of six. Small letters, spaces and dashes do not matter.".to_owned())
                fault=faults.at(CODE)
                mono=true
                autofocus=true
            />
        </Show>
    }
}

/// Counts down to the next try, for the eye; a screen reader finds it without being told every second.
#[component]
pub fn Wait() -> impl IntoView {
    let session = Session::here();
    move || {
        let seconds = session.seconds_to_try();
        (seconds > 0).then(|| {
            view! {
                <p class="wait" role="timer">
                    <IconView icon=Icon::Clock />
                    <span>"The next try is possible in "<b class="num">{duration(seconds)}</b>"."</span>
                </p>
            }
        })
    }
}

/// "Use a passkey", where there is one; while the browser asks for it, a way back.
#[component]
pub fn PasskeyButton(
    /// What the passkey is for.
    presenting: Presenting,
    /// Tries it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let session = Session::here();
    let asking = move || presenting.busy.get() && session.unlocking() == Some(Unlocking::Asking);
    let impossible = passkey::possible().err().map(|fault| fault.sentence());
    view! {
        <Button
            icon=Icon::Key
            busy=presenting.busy
            disabled_reason=Signal::stored(impossible)
            on_press=on_press
        >
            {move || if asking() { "Waiting for the passkey…" } else { "Use a passkey" }}
        </Button>
        <Show when=asking>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(|()| passkey::cancel())>"Cancel the passkey"</Button>
        </Show>
    }
}

/// What goes on, for the words of a button.
pub fn doing(session: Session, otherwise: &'static str) -> &'static str {
    match session.unlocking() {
        Some(Unlocking::Deriving) => "Deriving the key…",
        Some(Unlocking::Opening) => "Opening the vault…",
        Some(Unlocking::Asking) | None => otherwise,
    }
}
