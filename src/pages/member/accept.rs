//! Accepting an invitation, with the code or out of the outbox, as the person it was sent to (MBR-2, MBR-3).

use crate::{
    components::{
        Button, ButtonKind, Card, Fact, Facts, Flashes, Form, FormActions, Note, PageHead, Stack, TextField, Tone,
    },
    domain::{
        Command, PersonId, ProjectId, SpaceId, State,
        id::MessageId,
        identity,
        member::{self, Standing},
        text::{self, field},
    },
    pages::{
        entry::{AnotherStep, OtherSignUp},
        form::{Faults, RefusalNote},
        space::shared::name_of,
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;

/// What the code at hand belongs to.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    space: SpaceId,
    project: Option<ProjectId>,
    what: String,
    role: &'static str,
    email: String,
    by: String,
    pending: bool,
    /// Who has the address.
    person: Option<PersonId>,
}

impl Found {
    fn of(state: &State, code: &str) -> Option<Self> {
        if text::token(code).is_empty() {
            return None;
        }
        let (space, known) = state.invitation_with(code)?;
        let project = known.project.and_then(|project| space.projects.get(&project));
        Some(Self {
            space: space.id,
            project: project.map(|project| project.id),
            what: match project {
                Some(project) => format!("The project {} of the space {}", project.name, space.name),
                None => format!("The space {}", space.name),
            },
            role: known.role.label(),
            email: known.email.clone(),
            by: known.by().map(|person| name_of(state, person)).unwrap_or_default(),
            pending: matches!(known.standing(clock::now()), Standing::Pending(_)),
            person: state.people.values().find(|person| known.is_for(&person.email)).map(|person| person.id),
        })
    }
}

/// The page at `/invitations` and `/invitations/:m`.
#[component]
pub fn InvitationPage(
    /// The message of the outbox that brought it.
    #[prop(into)]
    message: Signal<Option<MessageId>>,
) -> impl IntoView {
    let session = Session::here();
    let code = RwSignal::new(String::new());
    Effect::new(move |_| {
        let token = message
            .get()
            .and_then(|message| session.peek(|state| state.outbox.get(&message).map(|message| message.token.clone())));
        if let Some(token) = token {
            code.set(token);
        }
    });
    let found = Memo::new(move |_| code.with(|code| session.with(|state| Found::of(state, code))));
    let faults = Faults::default();
    Effect::new(move |_| {
        code.track();
        faults.clear();
    });
    view! {
        <PageHead title="Accept an invitation" lead=Some("With the code of the message, as the person it was sent to.".to_owned()) />
        <Stack>
            <Card title="Invitation">
                <Stack>
                    <TextField
                        label=field::INVITATION_CODE
                        value=code
                        mono=true
                        hint=Some("Eight groups of four characters, out of the message in the outbox.".to_owned())
                        fault=faults.at(field::INVITATION_CODE)
                    />
                    {move || found.get().map(|found| view! {
                        <Facts>
                            <Fact name="To">{found.what}</Fact>
                            <Fact name="Role">{found.role}</Fact>
                            <Fact name="Sent to">{found.email}</Fact>
                            <Fact name="Sent by">{found.by}</Fact>
                        </Facts>
                    })}
                </Stack>
            </Card>
            {move || match found.get() {
                Some(found) if found.pending && found.person.is_none() => view! { <NewPerson email=found.email /> }.into_any(),
                _ => view! { <Accept code=code found=found faults=faults /> }.into_any(),
            }}
        </Stack>
    }
}

#[component]
fn Accept(code: RwSignal<String>, found: Memo<Option<Found>>, faults: Faults) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let busy = RwSignal::new(false);
    let other = Memo::new(move |_| {
        let person = found.with(|found| found.as_ref().and_then(|found| found.person))?;
        let name = session.with(|state| name_of(state, person));
        (session.actor() != Some(person)).then_some((person, name))
    });
    let accept = Callback::new(move |()| {
        faults.clear();
        let target = found.get_untracked();
        let actor = untrack(|| session.actor());
        if let Some((person, _)) = other.get_untracked() {
            session.act_as(person);
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = member::Command::Accept { code: code.get_untracked() };
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                if let Some(actor) = actor {
                    session.act_as(actor);
                }
                return faults.show(refusal);
            }
            flashes.good("Invitation accepted.");
            if let Some(found) = target {
                nav.go(&match found.project {
                    Some(project) => Route::Project(found.space, project),
                    None => Route::Space(found.space, SpaceTab::Projects),
                });
            }
        });
    });
    view! {
        <Form on_submit=accept busy=busy label=Some("Accept".to_owned())>
            <RefusalNote refusal=faults.any_but(field::INVITATION_CODE) />
            {move || other.get().map(|(_, name)| view! {
                <Note tone=Tone::Info>"This invitation was sent to " <b>{name.clone()}</b> ". Accepting it, you act as them."</Note>
            })}
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>
                    {move || other.get().map_or_else(|| "Accept invitation".to_owned(), |(_, name)| format!("Accept as {name}"))}
                </Button>
            </FormActions>
        </Form>
    }
}

/// Nobody has the address yet: a Builder ID is made for it, then the invitation can be accepted (ID-1, ID-6).
#[component]
fn NewPerson(email: String) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let address = StoredValue::new(email.clone());
    let begun = Memo::new(move |_| {
        session.with(|state| {
            let current = state.sign_up.as_ref()?;
            address.with_value(|email| text::same_email(&current.email, email)).then(|| AnotherStep::due(current))
        })
    });
    let start = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let command = identity::Command::Start { email: address.get_value() };
            let outcome = session.send(Command::Identity(command)).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                faults.show(refusal);
            }
        });
    });
    view! {
        <Card title="Sign up to accept">
            <Stack>
                <p>"Nobody here has the address " <b>{email}</b> " yet. Make a Builder ID for it in this vault, then accept as that person."</p>
                {move || match begun.get() {
                    Some(step) => view! { <OtherSignUp step=step /> }.into_any(),
                    None => view! {
                        <Form on_submit=start busy=busy label=Some("Sign up".to_owned())>
                            <RefusalNote refusal=faults.any() />
                            <FormActions><Button kind=ButtonKind::Primary submit=true busy=busy>"Sign up with this address"</Button></FormActions>
                        </Form>
                    }
                        .into_any(),
                }}
            </Stack>
        </Card>
    }
}
