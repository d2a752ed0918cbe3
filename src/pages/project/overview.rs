//! One project: what it is, how its issues stand, what happened, who works in it (PRJ-2, PRJ-3).

use super::known::{DevEnvironments, Repositories};
use crate::{
    components::{
        Breadcrumbs, Button, ButtonKind, Card, Empty, Fact, Facts, Icon, LinkButton, Meter, PageHead, Part, Person,
        Split, Stack, Tone, grouped, note::Refused,
    },
    domain::{Command, Permission, ProjectId, Role, SpaceId, draft::DraftKey, gate::Place, project, space::Origin},
    pages::{
        activity::{Feed, RecentActivity},
        space::{
            Describe,
            shared::{ImportedBadge, IssueCounts, When, amount, counted, name_of, refusal_of, space_crumbs},
        },
    },
    routes::{IssueView, Route},
    session::Session,
};
use leptos::prelude::*;

/// The page at `/spaces/:s/projects/:p`.
#[component]
pub fn ProjectPage(
    /// In which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which project.
    #[prop(into)]
    project: Signal<ProjectId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let name = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| state.project(space, project).map(|project| project.name.clone()).unwrap_or_default())
    });
    let origin = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| state.project(space, project).map(|project| project.origin))
    });
    let hidden = refusal_of(Permission::ViewProject, move || Place::Project(space.get(), project.get()));
    let whole = RwSignal::new(false);
    let one = Signal::derive(move || Some(project.get()));
    let issues = Signal::derive(move || Route::Issues(space.get(), project.get(), IssueView::Board).href());
    view! {
        <Breadcrumbs crumbs=crumbs />
        {move || match hidden.get() {
            Some(reason) => view! {
                <PageHead title="Project" />
                <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) />
            }
                .into_any(),
            None => view! {
                <PageHead
                    title=name
                    beside=move || move || origin.get().map(|origin| view! { <ImportedBadge origin=origin /> })
                    actions=move || {
                        view! {
                            <LinkButton
                                icon=Icon::Settings
                                href=Signal::derive(move || Route::ProjectSettings(space.get(), project.get()).href())
                            >
                                "Project settings"
                            </LinkButton>
                            <LinkButton kind=ButtonKind::Primary icon=Icon::Board href=issues>"Open issues"</LinkButton>
                        }
                    }
                />
                <Split>
                    <Stack>
                        <IssuesCard space=space project=project />
                        <Card
                            title="Recent activity"
                            actions=move || {
                                view! {
                                    <Button kind=ButtonKind::Quiet small=true on_press=move |()| whole.update(|whole| *whole = !*whole)>
                                        {move || if whole.get() { "Show less" } else { "Show all" }}
                                    </Button>
                                }
                            }
                        >
                            {move || {
                                if whole.get() {
                                    view! { <Feed space=space project=one /> }.into_any()
                                } else {
                                    view! { <RecentActivity space=space project=project /> }.into_any()
                                }
                            }}
                        </Card>
                    </Stack>
                    <Stack>
                        <AboutCard space=space project=project />
                        <PeopleCard space=space project=project />
                    </Stack>
                </Split>
                <KnownTables space=space project=project />
            }
                .into_any(),
        }}
    }
}

#[component]
fn IssuesCard(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let counts = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            state.project(space, project).map(|project| IssueCounts::of(&project.issues)).unwrap_or_default()
        })
    });
    let parts = Signal::derive(move || {
        let counts = counts.get();
        let part = |label: &str, count: usize, tone| Part {
            label: label.to_owned(),
            amount: amount(count),
            words: grouped(count),
            tone,
        };
        vec![
            part("Done", counts.done, Tone::Good),
            part("In progress", counts.started, Tone::Info),
            part("To do", counts.to_do, Tone::Signal),
            part("Backlog", counts.backlog, Tone::Idle),
        ]
    });
    let href = move |view| Route::Issues(space.get(), project.get(), view).href();
    view! {
        <Card title="Issues" actions=move || view! { <a class="button" data-kind="quiet" data-small="" href=move || href(IssueView::All)>"All issues"</a> }>
            <Show
                when=move || counts.with(|counts| counts.open_and_done() > 0)
                fallback=move || {
                    view! {
                        <Empty
                            icon=Icon::Issue
                            title="No issues yet"
                            lead=Some("Write the first one on the board, or bring them along from GitHub, Jira, Linear or a table.".to_owned())
                            action=move || view! {
                                <LinkButton href=Signal::derive(move || href(IssueView::Board))>"Open the board"</LinkButton>
                                <LinkButton icon=Icon::Import href=Signal::derive(move || Route::ImportIssues(space.get(), project.get()).href())>"Import issues"</LinkButton>
                            }
                        />
                    }
                }
            >
                <Meter
                    label="By category"
                    parts=parts
                    whole=Signal::derive(move || amount(counts.get().open_and_done()))
                    words=Signal::derive(move || {
                        let counts = counts.get();
                        let archived = if counts.archived == 0 { String::new() } else { format!(", {} archived", grouped(counts.archived)) };
                        format!("{}{archived}", counted(counts.open_and_done(), "issue", "issues"))
                    })
                />
            </Show>
        </Card>
    }
}

#[component]
fn AboutCard(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let description = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session
            .with(|state| state.project(space, project).map(|project| project.description.clone()).unwrap_or_default())
    });
    let facts = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            let space_name = state.space(space).map(|space| space.name.clone())?;
            state.project(space, project).map(|project| (space_name, project.created, project.origin))
        })
    });
    let refused = refusal_of(Permission::EditProjectSettings, move || Place::Project(space.get(), project.get()));
    let command = Callback::new(move |(description,): (String,)| {
        Command::Project(project::Command::Describe {
            space: space.get_untracked(),
            project: project.get_untracked(),
            description,
        })
    });
    view! {
        <Card title="About this project">
            <Stack>
                <Describe
                    text=description
                    refused=refused
                    command=command
                    key=Signal::derive(move || DraftKey::DescribeProject(space.get(), project.get()))
                />
                {move || {
                    facts
                        .get()
                        .map(|(space, created, origin)| {
                            let made = if origin == Origin::Imported { "Imported" } else { "Created" };
                            view! {
                                <Facts>
                                    <Fact name="Space">{space}</Fact>
                                    <Fact name=made><When at=created /></Fact>
                                </Facts>
                            }
                        })
                }}
            </Stack>
        </Card>
    }
}

#[component]
fn PeopleCard(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let people = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            let members = state.project_members(space, project);
            let administrators = members.administrators.into_iter().map(|person| (person, Role::SpaceAdministrator));
            administrators
                .chain(members.listed)
                .map(|(person, role)| (person, name_of(state, person), role.label()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Card title="Members" count=Signal::derive(move || Some(people.with(Vec::len).to_string()))>
            <ul class="people-list">
                <For each=move || people.get() key=|entry| entry.clone() let:entry>
                    <li><Person name=entry.1 note=Some(entry.2.to_owned()) /></li>
                </For>
            </ul>
        </Card>
    }
}

/// What an import told; for a project without, what it has not yet (PRJ-2).
#[component]
fn KnownTables(space: Signal<SpaceId>, project: Signal<ProjectId>) -> impl IntoView {
    let session = Session::here();
    let known = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            state.project(space, project).map_or((false, false), |project| {
                (!project.repositories.is_empty(), !project.dev_environments.is_empty())
            })
        })
    });
    view! {
        <div class="known">
            {move || {
                let (repositories, environments) = known.get();
                view! {
                    {repositories.then(|| view! { <Repositories space=space project=project /> })}
                    {environments.then(|| view! { <DevEnvironments space=space project=project /> })}
                    {(!repositories)
                        .then(|| {
                            view! {
                                <Card
                                    title="Source repositories"
                                    actions=|| view! { <LinkButton small=true href=Route::Spaces.href() icon=Icon::Import>"Import from AWS CLI"</LinkButton> }
                                >
                                    <p class="muted small">
                                        "This project has no source repository. Those of a project in the service appear here once you import what list-source-repositories prints."
                                    </p>
                                </Card>
                            }
                        })}
                }
            }}
        </div>
    }
}
