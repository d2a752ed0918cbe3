//! The assistant and this issue: assigning it, what it was given, taking the issue back (AI-2).

use super::Open;
use crate::{
    components::{
        Button, ButtonKind, Checkbox, Choice, Dialog, Form, Icon, Note, Person, Select, Tone,
        card::{Fact, Facts},
    },
    domain::{
        Timestamp,
        assistant::{Command, Work, may_assign, may_take_back},
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::{When, name_of},
    },
};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Debug, PartialEq)]
struct Given {
    repository: String,
    workflows: bool,
    by: String,
    at: Timestamp,
}

/// Shown in spaces that have the features.
#[component]
pub(super) fn AssistantPart(open: Open) -> impl IntoView {
    let session = open.desk.session;
    let place = open.desk.place;
    let on = Memo::new(move |_| {
        let (space, _) = place.get();
        session.with(|state| state.space(space).is_some_and(|space| space.assistant.on))
    });
    let given = Memo::new(move |_| {
        let (space, project) = place.get();
        session.with(|state| {
            let space = state.space(space)?;
            let work =
                space.assistant.work.iter().find(|work| work.is_open(project, open.number) && work.runs(space))?;
            let Work { repository, workflows, by, at, .. } = work.clone();
            Some(Given { repository, workflows, by: name_of(state, by), at })
        })
    });
    view! {
        <Show when=move || on.get()>
            <section class="issue-assistant" aria-labelledby="issue-assistant">
                {open.heading("issue-assistant", view! { "Assistant" }.into_any())}
                {move || match given.get() {
                    Some(given) => view! { <Working open=open given=given /> }.into_any(),
                    None => view! { <Assign open=open /> }.into_any(),
                }}
            </section>
        </Show>
    }
}

#[component]
fn Working(open: Open, given: Given) -> impl IntoView {
    let desk = open.desk;
    let refused = Memo::new(move |_| {
        let (actor, place) = (desk.session.actor(), desk.place.get());
        desk.session.with(|state| may_take_back(state, actor, place).err().map(|refusal| refusal.message))
    });
    let take_back = move || {
        let (space, project) = desk.place.get_untracked();
        let number = open.number;
        spawn_local(async move {
            match desk.session.send(Command::TakeBack { space, project, number }.into()).await {
                Ok(_) => {
                    desk.flashes.good(format!("#{number} is taken back from the assistant."));
                }
                Err(refusal) => desk.refused(&refusal),
            }
        });
    };
    view! {
        <Facts>
            <Fact name="Assigned by"><span class="issue-who"><Person name=given.by /><When at=given.at /></span></Fact>
            <Fact name="Source repository">{given.repository}</Fact>
            <Fact name="Workflow files">{if given.workflows { "May be changed" } else { "Stay as they are" }}</Fact>
        </Facts>
        <p class="hint">"The title and the description stay as they are until the issue is taken back, done or archived."</p>
        <div>
            <Button kind=ButtonKind::Quiet small=true disabled_reason=refused on_press=take_back>"Take back"</Button>
        </div>
    }
}

#[component]
fn Assign(open: Open) -> impl IntoView {
    let desk = open.desk;
    let asking = RwSignal::new(false);
    let refused = Memo::new(move |_| {
        let (actor, place) = (desk.session.actor(), desk.place.get());
        desk.session.with(|state| may_assign(state, actor, place, open.number).err().map(|refusal| refusal.message))
    });
    view! {
        <div>
            <Button small=true icon=Icon::Spark disabled_reason=refused on_press=move || asking.set(true)>
                "Assign to the assistant"
            </Button>
        </div>
        <Dialog open=asking title=format!("Assign #{} to the assistant", open.number)>
            <AssignForm open=open asking=asking />
        </Dialog>
    }
}

#[component]
fn AssignForm(open: Open, asking: RwSignal<bool>) -> impl IntoView {
    let desk = open.desk;
    let names = desk
        .project
        .with_untracked(|held| held.as_ref().map(|held| held.0.repositories.clone()).unwrap_or_default())
        .into_iter()
        .map(|repository| repository.name)
        .collect::<Vec<_>>();
    let repository = RwSignal::new(names.first().cloned().unwrap_or_default());
    let workflows = RwSignal::new(false);
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let choices: Vec<Choice> = names.into_iter().map(|name| Choice::new(name.clone(), name)).collect();
    let send = move || {
        faults.clear();
        busy.set(true);
        let (space, project) = desk.place.get_untracked();
        let number = open.number;
        let command = Command::Assign {
            space,
            project,
            number,
            repository: repository.get_untracked(),
            workflows: workflows.get_untracked(),
        };
        spawn_local(async move {
            match desk.session.send(command.into()).await {
                Ok(_) => {
                    let _ = asking.try_set(false);
                    desk.flashes.good(format!("#{number} is assigned to the assistant."));
                }
                Err(refusal) => faults.show(refusal),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Form on_submit=send busy=busy label="Assign to the assistant".to_owned()>
            <RefusalNote refusal=faults.any_but("Source repository") />
            <Note tone=Tone::Info>
                "This console has no generative service behind it: it keeps that the issue was assigned, and nothing is written here."
            </Note>
            <Select label="Source repository" value=repository choices=Signal::stored(choices) fault=faults.at("Source repository") />
            <Checkbox
                label="May create and change workflow files"
                value=workflows
                hint=Some("Workflows of a pull request may run as soon as it is opened.".to_owned())
            />
            <p class="hint">"It counts against your own quota. The title and the description stay as they are meanwhile."</p>
            <div class="form-actions at-end">
                <Button kind=ButtonKind::Quiet on_press=move || asking.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Assign"</Button>
            </div>
        </Form>
    }
}
