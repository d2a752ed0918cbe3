//! The page at `/spaces/:s/settings/ai`.

use crate::{
    components::{
        Badge, Breadcrumbs, Card, Column, ConfirmDialog, DataTable, Empty, Flashes, Icon, Note, PageHead, Person,
        Split, Stack, Switch, Tone, Width, note::Refused,
    },
    domain::{
        Permission, ProjectId, SpaceId, State, Timestamp,
        assistant::{self, Feature, running},
        gate::Place,
    },
    pages::{
        form::{Faults, RefusalNote},
        space::shared::{When, counted, name_of, refusal_of, space_crumbs},
    },
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

const TOGGLE: &str = "Projects in this space can access generative AI features";

#[derive(Clone, Debug, PartialEq)]
struct Row {
    project: ProjectId,
    project_name: String,
    number: u32,
    title: String,
    repository: String,
    workflows: bool,
    by: String,
    since: Timestamp,
}

fn rows(state: &State, space: SpaceId) -> Vec<Row> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let row = |work: &assistant::Work| {
        let project = space.projects.get(&work.project)?;
        Some(Row {
            project: project.id,
            project_name: project.name.clone(),
            number: work.number,
            title: project.issues.get(work.number)?.title.clone(),
            repository: work.repository.clone(),
            workflows: work.workflows,
            by: name_of(state, work.by),
            since: work.at,
        })
    };
    running(space).filter_map(row).collect()
}

/// Generative AI features of a space.
#[component]
pub fn AssistantPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
) -> impl IntoView {
    let session = Session::here();
    let crumbs = space_crumbs(space);
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let rows = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| rows(state, id))
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Generative AI"
            lead=Some("One switch for all projects of the space, set by Space administrators, in US West (Oregon) alone.".to_owned())
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <Stack>
                    <Split>
                        <Stack>
                            <Access space=space rows=rows />
                            <Bounds />
                        </Stack>
                        <ByRole space=space />
                    </Split>
                    <Running rows=rows space=space />
                </Stack>
            }
                .into_any(),
        }}
    }
}

/// The switch, and what is asked before it goes off.
#[component]
fn Access(space: Signal<SpaceId>, rows: Memo<Vec<Row>>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let kept = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).is_some_and(|space| space.assistant.on))
    });
    let on = RwSignal::new(kept.get_untracked());
    Effect::new(move |_| on.set(kept.get()));
    let since = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).and_then(|space| space.assistant.since))
    });
    let refused = Memo::new(move |_| {
        let (actor, id, wished) = (session.actor(), space.get(), !kept.get());
        session.with(|state| assistant::may_set(state, actor, id, wished).err().map(|refusal| refusal.message))
    });
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let send = move |wished: bool| {
        faults.clear();
        busy.set(true);
        let id = space.get_untracked();
        leptos::task::spawn_local(async move {
            let outcome = session.send(assistant::Command::Set { space: id, on: wished }.into()).await;
            let _ = busy.try_set(false);
            let _ = asking.try_set(false);
            match outcome {
                Ok(_) => {
                    let how = if wished { "on" } else { "off" };
                    flashes.good(format!("Generative AI features are {how} in every project of the space."));
                }
                Err(refusal) => {
                    let _ = on.try_set(!wished);
                    faults.show(refusal);
                }
            }
        });
    };
    let change = Callback::new(move |(wished,): (bool,)| {
        if !wished && rows.try_with_untracked(|rows| !rows.is_empty()) == Some(true) {
            // What runs is stopped for good: asked first, and until then the switch stands as it is.
            on.set(true);
            asking.set(true);
        } else {
            send(wished);
        }
    });
    let warning = Signal::derive(move || {
        let work = counted(rows.with(Vec::len), "running issue", "running issues");
        format!("This stops {work} for good. Turning the features on again does not take the work up.")
    });
    let goes = Signal::derive(move || {
        rows.with(|rows| {
            let line = |row: &Row| format!("{} #{} {}", row.project_name, row.number, row.title);
            let mut lines: Vec<String> = rows.iter().take(SHOWN).map(line).collect();
            if let Some(more) = rows.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                lines.push(format!("and {}", counted(more, "issue more", "issues more")));
            }
            lines
        })
    });
    view! {
        <Card title="Access">
            <div class="stack">
                <RefusalNote refusal=faults.any() />
                <Switch
                    label=TOGGLE
                    value=on
                    disabled_reason=refused
                    on_change=change
                    hint=Signal::derive(move || {
                        Some(if kept.get() { "Turning it off stops all running work for good." } else { "Roles that have a feature get it at once." }.to_owned())
                    })
                />
                {move || since.get().map(|at| view! { <p class="small muted">{move || if kept.get() { "On since " } else { "Off since " }}<When at=at /></p> })}
            </div>
        </Card>
        <ConfirmDialog
            open=asking
            title="Turn generative AI features off"
            lead=warning
            goes=goes
            action="Turn off"
            busy=busy
            on_confirm=Callback::new(move |()| send(false))
        />
    }
}

/// How many issues the warning lists by name.
const SHOWN: usize = 8;

#[component]
fn Running(rows: Memo<Vec<Row>>, space: Signal<SpaceId>) -> impl IntoView {
    let columns = vec![
        Column::new(
            "issue",
            "Issue",
            |row: Row| view! { <span><span class="num">{format!("#{} ", row.number)}</span>{row.title}</span> },
        )
        .sort_key(|row: &Row| row.number)
        .width(Width::Share(3)),
        Column::new("project", "Project", |row: Row| row.project_name)
            .sort_key(|row: &Row| row.project_name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("repository", "Source repository", |row: Row| {
            view! {
                <span class="row">
                    {row.repository}
                    {row.workflows.then(|| view! { <Badge tone=Tone::Warn>"Workflow files"</Badge> })}
                </span>
            }
        })
        .sort_key(|row: &Row| row.repository.to_lowercase())
        .width(Width::Share(2)),
        Column::new("by", "Assigned by", |row: Row| view! { <Person name=row.by /> })
            .sort_key(|row: &Row| row.by.to_lowercase())
            .width(Width::Share(2)),
        Column::new("since", "Since", |row: Row| view! { <When at=row.since /> })
            .sort_key(|row: &Row| row.since)
            .width(Width::Small),
    ];
    view! {
        <DataTable
            label="Running work"
            rows=rows
            key=|row: &Row| format!("{} {}", row.project, row.number)
            columns=columns
            href=Callback::new(move |(row,): (Row,)| Route::Issue(space.get_untracked(), row.project, row.number, None).href())
            empty=|| {
                view! {
                    <Empty
                        icon=Icon::Check
                        title="No running work"
                        lead=Some("Open issues that are assigned to the assistant stand here, of every project.".to_owned())
                    />
                }
            }
        />
    }
}

#[component]
fn ByRole(space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let on = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| state.space(id).is_some_and(|space| space.assistant.on))
    });
    view! {
        <Card title="Features by role">
            <div class="stack">
                {move || {
                    (!on.get()).then(|| view! { <Note tone=Tone::Info>"The features are off. These roles have them as soon as they are on."</Note> })
                }}
                <dl class="assistant-features">
                    {Feature::ALL
                        .into_iter()
                        .map(|feature| view! {
                            <div>
                                <dt>{feature.label()}</dt>
                                <dd class="row">{feature.roles().map(|role| view! { <Badge tone=Tone::Idle>{role.label()}</Badge> }).collect_view()}</dd>
                            </div>
                        })
                        .collect_view()}
                </dl>
            </div>
        </Card>
    }
}

/// What the assistant may and may never do, and what this console does of it (AI-4).
#[component]
fn Bounds() -> impl IntoView {
    view! {
        <Card title="What the assistant may do">
            <div class="stack small">
                <ul class="limits">
                    <li>"It opens pull requests and never merges one."</li>
                    <li>"It touches workflow files only where that was allowed with the issue."</li>
                    <li>"Workflows that its pull requests trigger do run."</li>
                    <li>"It makes one revision of a pull request."</li>
                </ul>
                <p class="muted">
                    "This console has no generative service behind it. It keeps which issues were assigned, by whom and for which repository, and writes nothing in the assistant's name."
                </p>
            </div>
        </Card>
    }
}
