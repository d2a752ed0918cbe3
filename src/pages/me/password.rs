//! The password of a Builder ID (ID-5): set, changed and removed by the person who acts. The person at this browser has the
//! passphrase of the vault instead, and is told so.

use crate::{
    components::{
        Button, ButtonKind, Card, Dialog, Flashes, Form, FormActions, Icon, PasswordField, StateDot, Tone, time::day,
    },
    domain::{
        PersonId, Refusal,
        password::{LEAST, MOST},
        text::field::{CURRENT_PASSWORD, PASSWORD},
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::milliseconds,
    },
    routes::Route,
    session::Session,
    vault::Passphrase,
};
use leptos::prelude::*;
use zeroize::Zeroize;

/// The label of the second field.
pub const CONFIRM: &str = "Confirm password";

/// A new password in its two fields. Cleared as soon as it was used, and when the form goes.
#[derive(Clone, Copy)]
pub struct NewPassword {
    first: RwSignal<String>,
    again: RwSignal<String>,
}

impl NewPassword {
    /// Empty fields.
    pub fn empty() -> Self {
        let fields = Self { first: RwSignal::new(String::new()), again: RwSignal::new(String::new()) };
        on_cleanup(move || fields.clear());
        fields
    }

    /// What was typed, if both agree and it is neither too short nor too long.
    pub fn take(self) -> Result<Passphrase, Refusal> {
        let length = self.first.with_untracked(|text| text.chars().count());
        if !(LEAST..=MOST).contains(&length) {
            let message = format!("It has {length} characters. A password has {LEAST} to {MOST}.");
            return Err(Refusal::new("ID-5", message).at(PASSWORD));
        }
        if self.first.get_untracked() != self.again.get_untracked() {
            return Err(Refusal::new("ID-5", "The two do not match. Type the same again.").at(CONFIRM));
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
}

/// The two fields.
#[component]
pub fn NewPasswordFields(
    /// Where the text goes.
    fields: NewPassword,
    /// Where refusals come from.
    faults: Faults,
) -> impl IntoView {
    view! {
        <PasswordField
            label=PASSWORD
            value=fields.first
            hint=Some(format!("{LEAST} to {MOST} characters; several words are easier to keep than signs."))
            autocomplete="new-password"
            fault=faults.at(PASSWORD)
        />
        <PasswordField label=CONFIRM value=fields.again autocomplete="new-password" fault=faults.at(CONFIRM) />
    }
}

/// Takes what was typed out of a field.
pub fn taken(field: RwSignal<String>) -> Passphrase {
    let typed = Passphrase::new(field.get_untracked());
    let _ = field.try_update(Zeroize::zeroize);
    typed
}

/// The card.
#[component]
pub(super) fn PasswordCard(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let since = session.select(move |state| state.passwords.get(&person).map(|password| password.since));
    let federated = session.select(move |state| state.people.get(&person).is_some_and(|person| person.federated));
    let own = Memo::new(move |_| session.owner() == Some(person));
    let (setting, removing) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Card title="Password">
            <div class="stack">
                {move || if own.get() {
                    view! {
                        <p>"Your password is the passphrase that opens this vault. It cannot be reset by a code: "<a href=Route::DataProtection.href()>"Data protection"</a>" changes it and adds other ways to unlock."</p>
                        <p class="small muted">"Everybody else here can have a password of their own. It is asked when you act as them."</p>
                    }
                    .into_any()
                } else if federated.get() {
                    view! { <p>"This identity signs in at its identity provider. Its password is set there."</p> }.into_any()
                } else {
                    let words = match since.get() {
                        Some(at) => format!("Set on {}", day(milliseconds(at))),
                        None => "Not set".to_owned(),
                    };
                    let is_set = since.get().is_some();
                    view! {
                        <StateDot tone=if is_set { Tone::Good } else { Tone::Idle }>{words}</StateDot>
                        <p>"Asked when somebody at this browser acts as this person. It does not protect what lies on the disk: the passphrase of the vault does, and is another."</p>
                        <div class="row">
                            <Button small=true icon=Icon::Key on_press=Callback::new(move |()| setting.set(true))>
                                {if is_set { "Change password" } else { "Set a password" }}
                            </Button>
                            {is_set.then(|| view! {
                                <Button small=true kind=ButtonKind::Danger on_press=Callback::new(move |()| removing.set(true))>"Remove password"</Button>
                            })}
                        </div>
                    }
                    .into_any()
                }}
            </div>
        </Card>
        <SetPassword open=setting person=person />
        <RemovePassword open=removing />
    }
}

#[component]
fn SetPassword(open: RwSignal<bool>, person: PersonId) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Password of this Builder ID" held=busy>
            <SetForm open=open busy=busy person=person />
        </Dialog>
    }
}

#[component]
fn SetForm(open: RwSignal<bool>, busy: RwSignal<bool>, person: PersonId) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let is_set = session.peek(|state| state.passwords.contains_key(&person));
    let current = RwSignal::new(String::new());
    let fields = NewPassword::empty();
    on_cleanup(move || drop(taken(current)));
    let set = Callback::new(move |()| {
        faults.clear();
        let new = match fields.take() {
            Ok(new) => new,
            Err(refusal) => return faults.show(refusal),
        };
        busy.set(true);
        let current = is_set.then(|| taken(current));
        leptos::task::spawn_local(async move {
            let outcome = session.set_password(current, new).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    fields.clear();
                    open.try_set(false);
                    flashes.good("Password set. It is asked when somebody acts as this person.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=set busy=busy label=Some("New password".to_owned())>
            <p>"This is not the passphrase of the vault. If it is forgotten, a code sent to the person's address resets it."</p>
            <RefusalNote refusal=faults.beside(&[PASSWORD, CONFIRM, CURRENT_PASSWORD]) />
            {is_set.then(|| view! { <PasswordField label=CURRENT_PASSWORD value=current fault=faults.at(CURRENT_PASSWORD) autofocus=true /> })}
            <NewPasswordFields fields=fields faults=faults />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save password"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

#[component]
fn RemovePassword(open: RwSignal<bool>) -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Dialog open=open title="Remove the password" held=busy>
            <RemoveForm open=open busy=busy />
        </Dialog>
    }
}

#[component]
fn RemoveForm(open: RwSignal<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let current = RwSignal::new(String::new());
    on_cleanup(move || drop(taken(current)));
    let remove = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let typed = taken(current);
        leptos::task::spawn_local(async move {
            let outcome = session.remove_password(typed).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    open.try_set(false);
                    flashes.good("Password removed. None is asked for any more.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=remove busy=busy label=Some("Removal of the password".to_owned())>
            <p>"Afterwards whoever has opened the vault can act as this person."</p>
            <RefusalNote refusal=faults.any_but(CURRENT_PASSWORD) />
            <PasswordField label=CURRENT_PASSWORD value=current fault=faults.at(CURRENT_PASSWORD) autofocus=true />
            <FormActions>
                <Button kind=ButtonKind::Danger submit=true busy=busy>"Remove the password"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| if !busy.get_untracked() { open.set(false) })>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
