//! Making a key.

use crate::{
    components::{Button, ButtonKind, Checkbox, Choice, Dialog, Flashes, Form, FormActions, Select, TextField},
    domain::{
        Command,
        key::{self, KeySpec, KeyUsage, PERIOD, PERIOD_MAX, PERIOD_MIN, field},
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn CreateKey(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! { <Dialog open=open title="Create key"><CreateForm open=open /></Dialog> }
}

#[component]
fn CreateForm(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let (alias, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let spec = RwSignal::new(KeySpec::SymmetricDefault.word().to_owned());
    let usage = RwSignal::new(KeyUsage::EncryptDecrypt.word().to_owned());
    let rotates = RwSignal::new(true);
    let period = RwSignal::new(PERIOD.to_string());
    let busy = RwSignal::new(false);
    let chosen = move || KeySpec::of_word(&spec.get());
    let specs: Vec<Choice> = KeySpec::ALL.iter().map(|spec| Choice::new(spec.word(), spec.word())).collect();
    let usages = Signal::derive(move || {
        chosen().usages().iter().map(|usage| Choice::new(usage.word(), usage.label())).collect::<Vec<_>>()
    });
    // A usage belongs to its spec.
    let changed = Callback::new(move |(word,): (String,)| {
        if let Some(first) = KeySpec::of_word(&word).usages().first() {
            usage.set(first.word().to_owned());
        }
    });
    let symmetric = Memo::new(move |_| chosen() == KeySpec::SymmetricDefault);
    let submit = Callback::new(move |()| {
        faults.clear();
        let wanted = symmetric.get_untracked() && rotates.get_untracked();
        let command = key::Command::Create {
            alias: alias.get_untracked(),
            description: description.get_untracked(),
            spec: untrack(chosen),
            usage: KeyUsage::of_word(&usage.get_untracked()),
            // What is no number is refused like a number that does not fit.
            rotation: wanted.then(|| period.with_untracked(|days| days.trim().parse().unwrap_or_default())),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Key(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("Key created.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New key".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::ALIAS, field::DESCRIPTION, field::SPEC, field::USAGE, field::PERIOD]) />
            <TextField label=field::ALIAS value=alias autofocus=true mono=true hint=Some("By which people know it, such as harbour/artifacts.".to_owned()) fault=faults.at(field::ALIAS) />
            <TextField label=field::DESCRIPTION value=description optional=true fault=faults.at(field::DESCRIPTION) />
            <Select
                label=field::SPEC
                value=spec
                choices=specs
                on_change=changed
                hint=Some("Only SYMMETRIC_DEFAULT seals data. The others sign, agree or authenticate.".to_owned())
                fault=faults.at(field::SPEC)
            />
            <Select label=field::USAGE value=usage choices=usages fault=faults.at(field::USAGE) />
            <Show when=move || symmetric.get()>
                <Checkbox label="Rotate by itself" value=rotates />
                <Show when=move || rotates.get()>
                    <TextField
                        label=field::PERIOD
                        value=period
                        inputmode="numeric"
                        hint=Some(format!("{PERIOD_MIN} to {PERIOD_MAX}. What earlier versions sealed still opens."))
                        fault=faults.at(field::PERIOD)
                    />
                </Show>
            </Show>
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}
