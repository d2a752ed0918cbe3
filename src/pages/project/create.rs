//! A project from scratch (PRJ-1).

use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Choice, ChoiceCards, Flashes, Form, FormActions, LeaveGuard, LinkButton,
        PageHead, TextField, note::Refused,
    },
    domain::{
        Command, Event, Permission, ProjectId, Record, SpaceId,
        draft::DraftKey,
        gate::Place,
        project,
        text::{self, DESCRIPTION_MAX, field},
    },
    pages::{
        draft::{DraftField, DraftLine, use_draft},
        form::{Faults, RefusalNote},
        sensitive::{Reach, noticed},
        space::shared::{refusal_of, space_crumbs},
    },
    routes::{Route, SpaceTab},
    session::{Nav, Session},
};
use leptos::prelude::*;

/// The page at `/spaces/:s/projects/new`.
#[component]
pub fn CreateProjectPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let crumbs = space_crumbs(space);
    let refused = refusal_of(Permission::CreateProject, move || Place::Space(space.get()));
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead title="Create project" lead=Some("A project holds the issues of one undertaking and the people who work on it.".to_owned()) />
        {move || match refused.get() {
            Some(reason) => view! {
                <Refused
                    title="You may not create projects here"
                    reason=reason
                    link=Some(("See the members".to_owned(), Route::Space(space.get(), SpaceTab::Members).href()))
                />
            }
                .into_any(),
            None => view! { <CreateForm space=space /> }.into_any(),
        }}
    }
}

/// The project that a record made.
fn made(record: &Record) -> Option<ProjectId> {
    record.events.iter().find_map(|event| match event {
        Event::Project(project::Event::Created { project, .. }) => Some(*project),
        _ => None,
    })
}

#[component]
fn CreateForm(space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let (name, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let start = RwSignal::new("scratch".to_owned());
    let (left, busy) = (RwSignal::new(false), RwSignal::new(false));
    let kept = use_draft(
        Signal::derive(move || DraftKey::CreateProject(space.get())),
        vec![DraftField::text("name", name), DraftField::text("description", description)],
    );
    Effect::new(move |_| {
        name.track();
        description.track();
        faults.clear();
    });
    let told = faults.at(field::PROJECT_NAME);
    let name_fault = Memo::new(move |_| {
        told.get().or_else(|| {
            let typed = name.get();
            if !left.get() || typed.trim().is_empty() {
                return None;
            }
            match text::project_name(&typed) {
                Err(refusal) => Some(refusal.message),
                Ok(typed) => {
                    let id = space.get();
                    let taken = session
                        .with(|state| state.space(id).is_some_and(|space| space.project_named(&typed).is_some()));
                    taken.then(|| "A project of this space has this name already. Choose another.".to_owned())
                }
            }
        })
    });
    let submit = Callback::new(move |()| {
        faults.clear();
        let id = space.get_untracked();
        let command = project::Command::Create {
            space: id,
            name: name.get_untracked(),
            description: description.get_untracked(),
        };
        busy.set(true);
        let sending = kept.sending();
        leptos::task::spawn_local(async move {
            let outcome = session.send(Command::Project(command)).await;
            busy.try_set(false);
            match outcome {
                Err(refusal) => faults.show(refusal),
                Ok(record) => {
                    sending.done();
                    flashes.good("The project is created.");
                    if let Some(project) = made(&record) {
                        nav.go(&Route::Project(id, project));
                    }
                }
            }
        });
    });
    let starts = vec![
        Choice::new("scratch", "Start from scratch")
            .description("An empty project: its issues, statuses and settings are yours to fill."),
    ];
    view! {
        <LeaveGuard unsaved=kept.at_risk() />
        <Form on_submit=submit busy=busy label=Some("Create project".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::PROJECT_NAME, field::DESCRIPTION]) />
            <ChoiceCards label="How to start" value=start choices=starts />
            <TextField
                label=field::PROJECT_NAME
                value=name
                hint=Some("3 to 63 letters and digits, with single spaces, - _ or . between them. Unique in this space.".to_owned())
                fault=name_fault
                notice=noticed(name, Reach::Name)
                autofocus=true
                on_leave=move |()| left.set(true)
            />
            <TextField
                label=field::DESCRIPTION
                value=description
                hint=Some(format!("One line, up to {DESCRIPTION_MAX} characters."))
                fault=faults.at(field::DESCRIPTION)
                notice=noticed(description, Reach::Name)
                optional=true
            />
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Create project"</Button>
                <LinkButton kind=ButtonKind::Quiet href=Signal::derive(move || Route::Space(space.get(), SpaceTab::Projects).href())>"Cancel"</LinkButton>
                <DraftLine draft=kept />
            </FormActions>
        </Form>
    }
}
