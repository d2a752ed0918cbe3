//! Changing a key: description, aliases, rotation, policy, deletion.

use super::detail::Found;
use crate::{
    components::{
        Button, ButtonKind, Card, Checkbox, Dialog, Flashes, Form, FormActions, Icon, Row, TextArea, TextField,
    },
    domain::{
        Command,
        key::{self, ALIAS_OF_CLOUD, PERIOD, PERIOD_MAX, PERIOD_MIN, WAIT_MAX, WAIT_MIN, default_policy, field},
    },
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

/// What sends a form's command. Contexts are fetched when the form is made, since its handlers run outside of it.
#[derive(Clone, Copy)]
struct Submitter {
    session: Session,
    flashes: Flashes,
}

impl Submitter {
    fn here() -> Self {
        Self { session: Session::here(), flashes: Flashes::of_page() }
    }

    /// Sends, closes the dialog and says so; or shows the refusal.
    fn send(
        self,
        open: RwSignal<bool>,
        faults: Faults,
        busy: RwSignal<bool>,
        command: key::Command,
        said: &'static str,
    ) {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = self.session.send(Command::Key(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    self.flashes.good(said);
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    }

    /// Sends without a form.
    fn quiet(self, command: key::Command, said: &'static str) {
        leptos::task::spawn_local(async move {
            match self.session.send(Command::Key(command)).await {
                Ok(_) => self.flashes.good(said),
                Err(refusal) => self.flashes.bad(refusal.message),
            };
        });
    }
}

/// What every one of these forms ends with.
#[component]
fn Ends(
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    #[prop(into)] words: &'static str,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    view! {
        <FormActions>
            <Button kind=if danger { ButtonKind::Danger } else { ButtonKind::Primary } submit=true busy=busy>{words}</Button>
            <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
        </FormActions>
    }
}

/// The description.
#[component]
pub(super) fn Describe(open: RwSignal<bool>, found: Found) -> impl IntoView {
    let (faults, busy) = (Faults::default(), RwSignal::new(false));
    let text = RwSignal::new(found.key.description.clone());
    let submitter = Submitter::here();
    let submit = Callback::new(move |()| {
        let command = key::Command::Describe { key: found.key.id.clone(), description: text.get_untracked() };
        submitter.send(open, faults, busy, command, "Description saved.");
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Description of the key".to_owned())>
            <RefusalNote refusal=faults.any_but(field::DESCRIPTION) />
            <TextField label=field::DESCRIPTION value=text optional=true autofocus=true fault=faults.at(field::DESCRIPTION) />
            <Ends open=open busy=busy words="Save" />
        </Form>
    }
}

/// The aliases, with taking one away and giving another.
#[component]
pub(super) fn Aliases(found: Found, reason: Signal<Option<String>>) -> impl IntoView {
    let submitter = Submitter::here();
    let adding = RwSignal::new(false);
    let for_form = found.clone();
    let list = found.aliases.clone();
    view! {
        <Card
            title="Aliases"
            actions=move || view! { <Button small=true icon=Icon::Plus disabled_reason=reason on_press=move |()| adding.set(true)>"Add alias"</Button> }
        >
            {if list.is_empty() {
                view! { <p class="muted">"None. People know the key by its ID alone."</p> }.into_any()
            } else {
                view! {
                    <ul class="plain-list">
                        {list.into_iter().map(|alias| {
                            let (name, other) = (alias.clone(), alias.clone());
                            let clouds = alias.starts_with(ALIAS_OF_CLOUD);
                            view! {
                                <li>
                                    <Row>
                                        <code class="breaks">{alias}</code>
                                        {(!clouds).then(|| view! {
                                            <Button small=true kind=ButtonKind::Quiet icon=Icon::Trash disabled_reason=reason on_press=move |()| submitter.quiet(key::Command::RemoveAlias { alias: name.clone() }, "Alias taken away.")>
                                                "Remove"<span class="visually-hidden">" "{other}</span>
                                            </Button>
                                        })}
                                    </Row>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </Card>
        <Dialog open=adding title="Add alias"><AddAlias open=adding found=for_form.clone() /></Dialog>
    }
}

#[component]
fn AddAlias(open: RwSignal<bool>, found: Found) -> impl IntoView {
    let (faults, busy) = (Faults::default(), RwSignal::new(false));
    let alias = RwSignal::new(String::new());
    let submitter = Submitter::here();
    let submit = Callback::new(move |()| {
        let command = key::Command::SetAlias { key: found.key.id.clone(), alias: alias.get_untracked() };
        submitter.send(open, faults, busy, command, "Alias added.");
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New alias".to_owned())>
            <RefusalNote refusal=faults.any_but(field::ALIAS) />
            <TextField
                label=field::ALIAS
                value=alias
                mono=true
                autofocus=true
                hint=Some("One that stands for another key of this Region stands for this one from then on.".to_owned())
                fault=faults.at(field::ALIAS)
            />
            <Ends open=open busy=busy words="Add" />
        </Form>
    }
}

/// The days between two rotations.
#[component]
pub(super) fn RotationForm(open: RwSignal<bool>, found: Found) -> impl IntoView {
    let (faults, busy) = (Faults::default(), RwSignal::new(false));
    let now = found.key.rotation.and_then(|rotation| rotation.period);
    let rotates = RwSignal::new(now.is_some());
    let period = RwSignal::new(now.unwrap_or(PERIOD).to_string());
    let submitter = Submitter::here();
    let submit = Callback::new(move |()| {
        let days = period.with_untracked(|days| days.trim().parse().unwrap_or_default());
        let command =
            key::Command::SetRotation { key: found.key.id.clone(), period: rotates.get_untracked().then_some(days) };
        submitter.send(open, faults, busy, command, "Rotation saved.");
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Rotation of the key".to_owned())>
            <RefusalNote refusal=faults.any_but(field::PERIOD) />
            <Checkbox label="Rotate by itself" value=rotates hint=Some("What earlier versions sealed still opens.".to_owned()) />
            <Show when=move || rotates.get()>
                <TextField
                    label=field::PERIOD
                    value=period
                    inputmode="numeric"
                    hint=Some(format!("{PERIOD_MIN} to {PERIOD_MAX}."))
                    fault=faults.at(field::PERIOD)
                />
            </Show>
            <Ends open=open busy=busy words="Save" />
        </Form>
    }
}

/// The policy as JSON.
#[component]
pub(super) fn Policy(open: RwSignal<bool>, found: Found) -> impl IntoView {
    let (faults, busy) = (Faults::default(), RwSignal::new(false));
    let text = RwSignal::new(found.key.policy.clone().unwrap_or_else(|| default_policy(&found.site)));
    let submitter = Submitter::here();
    let submit = Callback::new(move |()| {
        let command = key::Command::SetPolicy { key: found.key.id.clone(), policy: text.get_untracked() };
        submitter.send(open, faults, busy, command, "Policy saved.");
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Policy of the key".to_owned())>
            <RefusalNote refusal=faults.any_but(field::POLICY) />
            <TextArea
                label=field::POLICY
                value=text
                rows=16
                mono=true
                hint=Some("JSON with a principal in each statement. It has to leave kms:PutKeyPolicy to somebody of the account.".to_owned())
                fault=faults.at(field::POLICY)
            />
            <Ends open=open busy=busy words="Save" />
        </Form>
    }
}

/// Having it deleted after a while.
#[component]
pub(super) fn Deletion(open: RwSignal<bool>, found: Found) -> impl IntoView {
    let (faults, busy) = (Faults::default(), RwSignal::new(false));
    let days = RwSignal::new(WAIT_MAX.to_string());
    let session = Session::here();
    let sealed = session.peek(|state| key::sealed_with(state, &found.site, &found.key.id).len());
    let submitter = Submitter::here();
    let submit = Callback::new(move |()| {
        let days = days.with_untracked(|days| days.trim().parse().unwrap_or_default());
        let command = key::Command::ScheduleDeletion { key: found.key.id.clone(), days };
        submitter.send(open, faults, busy, command, "The key waits to be deleted. Until then this can be canceled.");
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Deletion of the key".to_owned())>
            <RefusalNote refusal=faults.any_but(field::WAIT) />
            <p>"The key neither seals nor opens from now on. At the end of the waiting period it is deleted with all its versions."</p>
            <ul class="goes">
                <li>{format!("Sealed with it here, and lost with it: {sealed}")}</li>
            </ul>
            <TextField
                label=field::WAIT
                value=days
                inputmode="numeric"
                hint=Some(format!("{WAIT_MIN} to {WAIT_MAX}."))
                fault=faults.at(field::WAIT)
            />
            <Ends open=open busy=busy words="Schedule deletion" danger=true />
        </Form>
    }
}
