//! The settings of a project: its description, how it shows estimates, and who is in it.

use crate::{
    components::{
        Breadcrumbs, Button, Card, Choice, Flashes, Form, FormActions, PageHead, RadioGroup, Stack, note::Refused,
    },
    domain::{
        Command, Permission, ProjectId, SpaceId,
        draft::DraftKey,
        gate::Place,
        issue::{self, Estimation},
        project,
    },
    pages::{
        form::{Faults, RefusalNote},
        member::ProjectMembers,
        space::{
            Describe,
            shared::{crumbs_of_project, refusal_of},
        },
        team::ProjectTeams,
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// The page at `…/settings` of a project.
#[component]
pub fn ProjectSettingsPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which project.
    #[prop(into)]
    project: Signal<ProjectId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| crumbs_of_project(state, space, project))
    });
    let place = move || Place::Project(space.get(), project.get());
    let hidden = refusal_of(Permission::ViewProject, place);
    let refused = refusal_of(Permission::EditProjectSettings, place);
    let description = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session
            .with(|state| state.project(space, project).map(|project| project.description.clone()).unwrap_or_default())
    });
    let command = Callback::new(move |(description,): (String,)| {
        Command::Project(project::Command::Describe {
            space: space.get_untracked(),
            project: project.get_untracked(),
            description,
        })
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead title="Project settings" />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <Stack>
                    <Card title="Description">
                        <Describe
                            text=description
                            refused=refused
                            command=command
                            key=Signal::derive(move || DraftKey::DescribeProject(space.get(), project.get()))
                        />
                    </Card>
                    <ProjectMembers space=space project=project />
                    <ProjectTeams space=space project=project />
                    <Card title="Estimation">
                        <EstimationForm space=space project=project refused=refused />
                    </Card>
                </Stack>
            }
                .into_any(),
        }}
    }
}

const fn word(estimation: Estimation) -> &'static str {
    match estimation {
        Estimation::TShirt => "t-shirt",
        Estimation::Fibonacci => "fibonacci",
        Estimation::Hidden => "hidden",
    }
}

const ALL: [(Estimation, &str, &str); 3] = [
    (Estimation::Fibonacci, "Fibonacci numbers", "1, 2, 3, 5, 8 and 13 points."),
    (Estimation::TShirt, "T-shirt sizes", "XS, S, M, L and XL. Each stands for a number of points."),
    (Estimation::Hidden, "Hidden", "Estimates stay as they are and are not shown."),
];

#[component]
fn EstimationForm(
    space: Signal<SpaceId>,
    project: Signal<ProjectId>,
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let kept = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| state.project(space, project).map(|project| project.issues.estimation).unwrap_or_default())
    });
    let chosen = RwSignal::new(word(kept.get_untracked()).to_owned());
    Effect::new(move |_| chosen.set(word(kept.get()).to_owned()));
    let unchanged = Signal::derive(move || {
        refused.get().or_else(|| {
            chosen.with(|chosen| chosen == word(kept.get())).then(|| "Choose another way first.".to_owned())
        })
    });
    let send = move |estimation| {
        let (space, project) = (space.get_untracked(), project.get_untracked());
        session.send(Command::Issue(issue::Command::SetEstimation { space, project, estimation }))
    };
    let submit = Callback::new(move |()| {
        faults.clear();
        let before = kept.get_untracked();
        let found =
            chosen.with_untracked(|chosen| ALL.into_iter().map(|(way, ..)| way).find(|way| word(*way) == chosen));
        let Some(estimation) = found else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = send(estimation).await;
            busy.try_set(false);
            match outcome {
                Err(refusal) => faults.show(refusal),
                Ok(_) => flashes.good("Estimation saved. The estimates themselves are unchanged.").with_action(
                    "Undo",
                    move || {
                        leptos::task::spawn_local(async move {
                            if let Err(refusal) = send(before).await {
                                flashes.bad(refusal.message);
                            }
                        });
                    },
                ),
            }
        });
    });
    let choices: Vec<Choice> =
        ALL.into_iter().map(|(way, label, words)| Choice::new(word(way), label).description(words)).collect();
    view! {
        <Form on_submit=submit busy=busy label=Some("Estimation".to_owned())>
            <RefusalNote refusal=faults.any() />
            <RadioGroup label="How issues show their estimate" value=chosen choices=choices />
            <FormActions>
                <Button submit=true busy=busy disabled_reason=unchanged>"Save estimation"</Button>
            </FormActions>
        </Form>
    }
}
