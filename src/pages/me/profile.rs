//! The profile: what others read of the person. The alias stays for good (ID-3).

use crate::{
    components::{
        badge::Person as PersonSign,
        button::{Button, ButtonKind},
        card::Card,
        flash::Flashes,
        form::{Form, FormActions},
        note::Note,
        text_field::TextField,
        tone::Tone,
    },
    domain::{Command, PersonId, identity},
    pages::{
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
    },
    session::Session,
};
use leptos::prelude::*;

const FIELDS: &[&str] = &["Full name", "Nickname", "Email"];

/// The form of the person who acts.
#[component]
pub(super) fn Profile(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let kept = session.select(move |state| state.people.get(&person).cloned());
    let (full_name, nickname, email) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    // What is kept fills the form, now and whenever it changes elsewhere.
    Effect::new(move |_| {
        if let Some(person) = kept.get() {
            full_name.set(person.full_name);
            nickname.set(person.nickname);
            email.set(person.email);
        }
    });
    let federated = Signal::derive(move || kept.with(|person| person.as_ref().is_some_and(|person| person.federated)));
    let name = Signal::derive(move || {
        kept.with(|person| person.as_ref().map(|person| person.full_name.clone()).unwrap_or_default())
    });
    let alias = RwSignal::new(
        session.peek(|state| state.people.get(&person).map(|person| person.alias.clone()).unwrap_or_default()),
    );
    let save = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let command = identity::Command::ChangeProfile {
            full_name: full_name.get_untracked(),
            nickname: nickname.get_untracked(),
            email: email.get_untracked(),
        };
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Identity(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    flashes.good("Profile saved.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Card title="Profile">
            <div class="stack profile">
                <PersonSign name=name note=Signal::derive(move || Some(format!("@{}", alias.get()))) />
                <Show when=move || federated.get()>
                    <Note tone=Tone::Info>"This profile comes from an identity provider and is changed there."</Note>
                </Show>
                <Form on_submit=save busy=busy label=Some("Profile".to_owned())>
                    <RefusalNote refusal=faults.beside(FIELDS) />
                    <TextField
                        label="Full name"
                        value=full_name
                        hint=Some("As the activity and the lists of members show it.".to_owned())
                        read_only=federated
                        fault=faults.at("Full name")
                        notice=noticed(full_name, Reach::Name)
                    />
                    <TextField
                        label="Nickname"
                        value=nickname
                        hint=Some("How you like to be called.".to_owned())
                        optional=true
                        read_only=federated
                        fault=faults.at("Nickname")
                        notice=noticed(nickname, Reach::Name)
                    />
                    <TextField
                        label="Email"
                        value=email
                        kind="email"
                        hint=Some("Codes and invitations go there.".to_owned())
                        read_only=federated
                        fault=faults.at("Email")
                    />
                    <TextField
                        label="Alias"
                        value=alias
                        mono=true
                        read_only=true
                        hint=Some("It cannot be changed: mentions in issues and comments lead to it, and they must not lead to somebody else later.".to_owned())
                    />
                    <FormActions>
                        <Button
                            kind=ButtonKind::Primary
                            submit=true
                            busy=busy
                            disabled_reason=Signal::derive(move || federated.get().then(|| "This profile is changed at its identity provider.".to_owned()))
                        >
                            "Save profile"
                        </Button>
                    </FormActions>
                </Form>
            </div>
        </Card>
    }
}
