//! Choosing a passphrase: two fields, how strong it is, and what cannot be undone about it.

use crate::{
    components::{note::Note, strength::Strength, text_field::PasswordField, tone::Tone},
    domain::Refusal,
    pages::form::Faults,
    vault::{Passphrase, strength},
};
use leptos::prelude::*;
use zeroize::Zeroize;

/// Fewest and most characters (reference 6.2: password 8 to 64; longer ones are welcome here).
const LENGTH: core::ops::RangeInclusive<usize> = 8..=256;

/// What was typed into the two fields. Cleared as soon as it was used, and when the form goes.
#[derive(Clone, Copy)]
pub struct PassphraseDraft {
    label: &'static str,
    first: RwSignal<String>,
    again: RwSignal<String>,
}

impl PassphraseDraft {
    /// An empty draft for fields named `Password` or `Passphrase`.
    pub fn new(label: &'static str) -> Self {
        let draft = Self { label, first: RwSignal::new(String::new()), again: RwSignal::new(String::new()) };
        on_cleanup(move || draft.clear());
        draft
    }

    /// The passphrase, if both fields agree and it is long enough.
    pub fn take(self) -> Result<Passphrase, Refusal> {
        let length = self.first.with_untracked(|text| text.chars().count());
        if length < *LENGTH.start() {
            return Err(Refusal::new(
                "VLT-3",
                format!("It has {length} characters. Use at least 8; several words are easier to keep than signs."),
            )
            .at(self.label));
        }
        if length > *LENGTH.end() {
            return Err(Refusal::new("VLT-3", "It is longer than 256 characters. Use a shorter one.").at(self.label));
        }
        if self.first.get_untracked() != self.again.get_untracked() {
            return Err(Refusal::new("ID-1", "The two do not match. Type the same again.").at(self.confirm_label()));
        }
        Ok(Passphrase::new(self.first.get_untracked()))
    }

    /// Wipes what was typed.
    pub fn clear(self) {
        for field in [self.first, self.again] {
            // The form may be gone by now, and what was typed with it.
            let _ = field.try_update(Zeroize::zeroize);
        }
    }

    /// The label of the second field.
    pub fn confirm_label(self) -> &'static str {
        if self.label == "Password" { "Confirm password" } else { "Confirm passphrase" }
    }
}

/// The two fields with their strength.
#[component]
pub fn NewPassphrase(
    /// Where the text goes.
    draft: PassphraseDraft,
    /// Where refusals come from.
    faults: Faults,
    /// Under the first field.
    hint: &'static str,
    /// The first field takes the focus when it appears.
    #[prop(default = true)]
    autofocus: bool,
) -> impl IntoView {
    let strength = Signal::derive(move || draft.first.with(|text| strength::estimate(text)));
    view! {
        <PasswordField
            label=draft.label
            value=draft.first
            hint=hint
            autocomplete="new-password"
            fault=faults.at(draft.label)
            autofocus=autofocus
        />
        <Strength
            level=Signal::derive(move || strength.with(|strength| strength.level()))
            words=Signal::derive(move || strength.with(|strength| strength.sentence().to_owned()))
        />
        <PasswordField
            label=draft.confirm_label()
            value=draft.again
            autocomplete="new-password"
            fault=faults.at(draft.confirm_label())
        />
        <Note tone=Tone::Warn>
            "It cannot be recovered, and no code by e-mail resets it: write it down and keep it apart from this computer. Only a recovery sheet or a passkey can stand in for it, which you can add under Data protection. Without any of them nobody, we included, can open what this browser keeps."
        </Note>
    }
}
