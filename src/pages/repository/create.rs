//! Making a repository, with what the caller's policies say of the key (CCM-2).

use crate::{
    components::{Button, ButtonKind, Dialog, DialogShape, Flashes, Form, FormActions, StateDot, TextField, Tone},
    domain::{
        Command,
        key::{CALLER_FIELD, POLICY_FIELD, Site},
        repository::{self, checks, field},
    },
    pages::{
        form::{Faults, RefusalNote},
        key::{CallerFields, Chosen},
    },
    session::Session,
};
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn CreateRepository(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! { <Dialog open=open title="Create repository" shape=DialogShape::Wide><CreateForm open=open /></Dialog> }
}

#[component]
fn CreateForm(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let (name, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let caller = Chosen::new(session, None);
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        faults.clear();
        let command = repository::Command::Create {
            name: name.get_untracked(),
            description: description.get_untracked(),
            caller: caller.now(),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Repository(command)).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("Repository created. What is pushed to it is sealed with aws/codecommit.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New repository".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::NAME, field::DESCRIPTION, CALLER_FIELD, POLICY_FIELD]) />
            <TextField label=field::NAME value=name autofocus=true mono=true fault=faults.at(field::NAME) />
            <TextField label=field::DESCRIPTION value=description optional=true fault=faults.at(field::DESCRIPTION) />
            <CallerFields chosen=caller faults=faults />
            <Checks caller=caller />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create"</Button>
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(false))>"Cancel"</Button>
            </FormActions>
        </Form>
    }
}

/// What the caller's policies say of each action that the service needs, as it is chosen.
#[component]
fn Checks(caller: Chosen) -> impl IntoView {
    let session = Session::here();
    let found = Memo::new(move |_| {
        let caller = caller.caller();
        session.with(|state| {
            let site = Site::signed_in(state)?;
            Some(checks(state, &site, &caller).map_err(|refusal| refusal.message))
        })
    });
    view! {
        <section class="caller-checks" aria-label="What the caller may do with the key">
            <h3>"Nothing may be denied on the key"</h3>
            {move || match found.get() {
                None => ().into_any(),
                Some(Err(why)) => view! { <p class="muted">{why}</p> }.into_any(),
                Some(Ok(checks)) => view! {
                    <ul class="plain-list">
                        {checks.into_iter().map(|check| {
                            let (denied, is) = (check.denied.clone(), check.denied.is_some());
                            view! {
                                <li>
                                    <StateDot tone=if is { Tone::Bad } else { Tone::Good }>
                                        <code>{check.action}</code>
                                        {if is { " is denied" } else { " is not denied" }}
                                    </StateDot>
                                    {denied.map(|why| view! { <span class="muted">{why}</span> })}
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                }
                    .into_any(),
            }}
        </section>
    }
}
