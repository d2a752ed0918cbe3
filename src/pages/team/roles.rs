//! The roles of a team: in the space, and project by project (TEM-1, TEM-3).

use super::detail::no;
use crate::{
    components::{
        Button, ButtonKind, Choice, Column, DataTable, Dialog, Empty, Flashes, Form, FormActions, Icon, Select, Width,
    },
    domain::{
        Command, ProjectId, Role, SpaceId, State,
        access::refused,
        id::TeamId,
        team::{self, Team},
        text::field,
    },
    pages::{
        form::{Faults, RefusalNote},
        member::Preview,
    },
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// What stands for no role in a list box.
const NONE: &str = "None";

fn label(role: Option<Role>) -> String {
    role.map_or(NONE, Role::label).to_owned()
}

fn role_of(label: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.label() == label)
}

/// Which role of the team: the one in the space, or that in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub space: SpaceId,
    pub team: TeamId,
    pub project: Option<ProjectId>,
}

impl At {
    fn held(self, state: &State) -> Option<Role> {
        let team = state.space(self.space)?.team(self.team)?;
        match self.project {
            None => team.role,
            Some(project) => team.projects.get(&project).copied(),
        }
    }

    pub fn set(self, role: Option<Role>) -> Command {
        let Self { space, team, project } = self;
        match project {
            None => team::Command::SetRole { space, team, role }.into(),
            Some(project) => team::Command::SetProjectRole { space, team, project, role }.into(),
        }
    }

    fn roles(self) -> &'static [Role] {
        let (of_space, of_project) = Role::ALL.split_at(3);
        if self.project.is_some() { of_project } else { of_space }
    }
}

/// The form of one role: a list box, what it would change, a button.
#[component]
pub(super) fn RoleForm(
    /// Which role.
    at: Signal<At>,
    /// Called when it is saved or given up; without, there is nothing to give up.
    #[prop(optional, into)]
    on_end: Option<Callback<()>>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let held = Memo::new(move |_| session.with(|state| at.get().held(state)));
    let chosen = RwSignal::new(label(held.get_untracked()));
    Effect::new(move |_| chosen.set(label(held.get())));
    Effect::new(move |_| {
        chosen.track();
        faults.clear();
    });
    let choices = Memo::new(move |_| {
        let (actor, at) = (session.actor(), at.get());
        session.with(|state| {
            let held = at.held(state);
            let choice = |role: Option<Role>| {
                let reason = (role != held).then(|| refused(state, actor, at.set(role), clock::now())).flatten();
                Choice::new(label(role), label(role)).disabled(reason.map(|refusal| refusal.message))
            };
            core::iter::once(None).chain(at.roles().iter().copied().map(Some)).map(choice).collect::<Vec<_>>()
        })
    });
    let changed = Memo::new(move |_| chosen.with(|chosen| *chosen != label(held.get())));
    let wanted = move || chosen.with(|chosen| role_of(chosen));
    let command = Signal::derive(move || changed.get().then(|| at.get().set(wanted())));
    let unchanged = Signal::derive(move || {
        let actor = session.actor();
        let any = session.with(|state| {
            let at = at.get();
            let held = at.held(state);
            let others =
                core::iter::once(None).chain(at.roles().iter().copied().map(Some)).filter(|role| *role != held);
            let mut reasons = others.map(|role| refused(state, actor, at.set(role), clock::now()));
            let first = reasons.next().flatten()?;
            reasons.all(|reason| reason.is_some()).then_some(first.message)
        });
        any.or_else(|| (!changed.get()).then(|| "Choose another role first.".to_owned()))
    });
    let submit = Callback::new(move |()| {
        let Some(command) = command.get_untracked() else { return };
        let back = at.get_untracked().set(held.get_untracked());
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                return faults.show(refusal);
            }
            if let Some(end) = on_end {
                end.run(());
            }
            flashes.good("Role of the team saved.").with_action("Undo", move || {
                let back = back.clone();
                leptos::task::spawn_local(async move {
                    if let Err(refusal) = session.send(back).await {
                        flashes.bad(refusal.message);
                    }
                });
            });
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Role of the team".to_owned())>
            <RefusalNote refusal=faults.any_but(field::ROLE) />
            <Select
                label=field::ROLE
                value=chosen
                choices=choices
                hint=Some("All members of the team have it beside their own.".to_owned())
                fault=faults.at(field::ROLE)
            />
            <Preview space=Signal::derive(move || at.get().space) command=command />
            <FormActions>
                {on_end.map(|end| view! { <Button kind=ButtonKind::Quiet on_press=end>"Cancel"</Button> })}
                <Button submit=true busy=busy disabled_reason=unchanged>"Save role"</Button>
            </FormActions>
        </Form>
    }
}

/// The role in the space.
#[component]
pub(super) fn SpaceRole(space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    view! { <RoleForm at=Signal::derive(move || At { space: space.get(), team: team.get(), project: None }) /> }
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    project: ProjectId,
    name: String,
    role: Option<Role>,
    /// The Space administrator role is in every project.
    all: bool,
}

/// The projects of the space with the team's role in each.
#[component]
pub(super) fn ProjectRoles(space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    let session = Session::here();
    let editing = RwSignal::new(None::<At>);
    let rows = Memo::new(move |_| {
        let (space, team) = (space.get(), team.get());
        session.with(|state| {
            let Some(space) = state.space(space) else { return Vec::new() };
            let Some(team) = space.team(team) else { return Vec::new() };
            let row = |project: &crate::domain::project::Project| Row {
                project: project.id,
                name: project.name.clone(),
                role: team.projects.get(&project.id).copied(),
                all: team.role == Some(Role::SpaceAdministrator),
            };
            space.projects_by_name().into_iter().map(row).collect::<Vec<Row>>()
        })
    });
    let columns = vec![
        Column::new("project", "Project", |row: Row| row.name).sort_key(|row| row.name.to_lowercase()),
        Column::new("role", "Team's role", |row: Row| match (row.all, row.role) {
            (true, _) => view! { <span class="muted">"Space administrator, in every project"</span> }.into_any(),
            (false, None) => view! { <span class="muted">"None"</span> }.into_any(),
            (false, Some(role)) => role.label().into_any(),
        })
        .sort_key(|row| row.role),
        Column::new("actions", "Actions", move |row: Row| {
            let at = At { space: space.get_untracked(), team: team.get_untracked(), project: Some(row.project) };
            view! { <Change at=at editing=editing name=row.name /> }
        })
        .at_end()
        .always()
        .width(Width::Medium),
    ];
    view! {
        <DataTable
            label="Roles in projects"
            rows=rows
            key=|row: &Row| row.project.to_string()
            columns=columns
            href=Callback::new(move |(row,): (Row,)| Route::Project(space.get(), row.project).href())
            empty=|| view! { <Empty icon=Icon::Project title="No projects yet" lead=Some("Once there are projects, the team can have a role in each.".to_owned()) /> }
        />
        <EditRole editing=editing />
    }
}

/// The button that opens a role to be changed; disabled with the reason where no role could be given or taken.
#[component]
pub(super) fn Change(at: At, editing: RwSignal<Option<At>>, name: String) -> impl IntoView {
    let session = Session::here();
    // Any other role would do for the question whether one may.
    let refusal = no(move || {
        let held = session.with(|state| at.held(state));
        let other = if held == Some(Role::Contributor) { Role::Reviewer } else { Role::Contributor };
        at.set(Some(other))
    });
    view! {
        <Button small=true disabled_reason=refusal on_press=move |()| editing.set(Some(at))>
            "Change role" <span class="visually-hidden">{format!(" in {name}")}</span>
        </Button>
    }
}

/// The dialog of one role in a project.
#[component]
pub(super) fn EditRole(editing: RwSignal<Option<At>>) -> impl IntoView {
    let session = Session::here();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(editing.with(Option::is_some)));
    let title = Signal::derive(move || {
        let words = |state: &State, at: At| {
            let team = state.space(at.space)?.team(at.team).map(|team: &Team| team.name.clone())?;
            let project = state.project(at.space, at.project?)?;
            Some(format!("Role of {team} in {}", project.name))
        };
        editing.get().and_then(|at| session.with(|state| words(state, at))).unwrap_or_default()
    });
    let end = Callback::new(move |()| {
        editing.try_set(None);
    });
    view! {
        <Dialog open=open title=title on_close=end>
            {move || editing.get().map(|at| view! { <RoleForm at=Signal::stored(at) on_end=end /> })}
        </Dialog>
    }
}
