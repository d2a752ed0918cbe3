//! The members of a project, in its settings (MBR-4, MBR-5).

use super::{
    desk::{Desk, Target, no_invitation},
    dialogs::{ChangeRole, Remove},
    invitations::Invitations,
    invite::Invite,
    lines::Invited,
    tables::Actions,
};
use crate::{
    components::{Badge, Button, Column, DataTable, Empty, Icon, Person, Stack, Tone, Width},
    domain::{PersonId, ProjectId, Role, SpaceId, member::Search},
    pages::space::shared::name_of,
    routes::Route,
    session::{Session, browser::clock},
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Line {
    person: PersonId,
    name: String,
    alias: String,
    role: Role,
    /// The team that gives it.
    team: Option<String>,
    own: bool,
}

/// Who works in the project: by their own role, through a team, and as administrators of the space.
#[component]
pub fn ProjectMembers(
    /// In which space.
    space: Signal<SpaceId>,
    /// In which project.
    project: Signal<ProjectId>,
) -> impl IntoView {
    let session = Session::here();
    let desk = Desk::of_page();
    let lines = Memo::new(move |_| {
        let (actor, id, project) = (session.actor(), space.get(), project.get());
        session.with(|state| {
            let members = state.project_members(id, project);
            let line = |person: PersonId, role, team: Option<String>| Line {
                person,
                name: name_of(state, person),
                alias: state.people.get(&person).map(|person| format!("@{}", person.alias)).unwrap_or_default(),
                role,
                team,
                own: actor == Some(person),
            };
            let team_name = |team| state.space(id).and_then(|space| space.team(team)).map(|team| team.name.clone());
            let mut lines: Vec<Line> =
                members.listed.into_iter().map(|(person, role)| line(person, role, None)).collect();
            lines.extend(
                members.through_teams.into_iter().map(|(person, team, role)| line(person, role, team_name(team))),
            );
            (lines, members.administrators.len())
        })
    });
    let rows = Memo::new(move |_| lines.with(|(lines, _)| lines.clone()));
    let invited = Memo::new(move |_| {
        let (id, project) = (space.get(), project.get());
        session.with(|state| Invited::all(state, id, Some(project), &Search::default(), clock::now()))
    });
    let refused = Memo::new(move |_| {
        let (actor, id, project) = (session.actor(), space.get(), project.get());
        session.with(|state| no_invitation(state, actor, id, Some(project)))
    });
    let columns = vec![
        Column::new("name", "Person", |line: Line| {
            view! {
                <span class="named">
                    <Person name=line.name note=Some(line.alias) />
                {line.own.then(|| view! { <Badge tone=Tone::Info>"You"</Badge> })}
                </span>
            }
        })
        .sort_key(|line| line.name.to_lowercase())
        .width(Width::Share(2)),
        Column::new("role", "Project role", |line: Line| line.role.label()).sort_key(|line| line.role),
        Column::new("through", "Through", |line: Line| {
            view! { <span class="muted">{line.team.map_or_else(|| "Their own role".to_owned(), |team| format!("The team {team}"))}</span> }
        }),
        Column::new("actions", "Actions", move |line: Line| {
            let target = move || Target { space: space.get(), project: Some(project.get()), person: line.person };
            line.team
                .is_none()
                .then(|| view! { <Actions desk=desk target=Signal::derive(target) name=line.name own=line.own /> })
        })
        .actions(),
    ];
    view! {
        <Stack>
            <DataTable
                label="Project members"
                rows=rows
                key=|line: &Line| format!("{} {}", line.person, line.team.as_deref().unwrap_or_default())
                columns=columns
                href=Callback::new(move |(line,): (Line,)| Route::Member(space.get(), line.person).href())
                tools=move || view! {
                    <Button small=true icon=Icon::Mail disabled_reason=refused on_press=move |()| desk.inviting.set(true)>"Invite"</Button>
                }
                empty=|| view! {
                    <Empty icon=Icon::People title="Nobody has a role in this project yet" lead=Some("Invite somebody, or give a member of the space a role on their page.".to_owned()) />
                }
            />
            <p class="hint">
                {move || {
                    let count = lines.with(|(_, administrators)| *administrators);
                    let who = if count == 1 { "1 Space administrator is".to_owned() } else { format!("{count} Space administrators are") };
                    format!("{who} in this project too, by that role alone. ")
                }}
                <a href=move || Route::Members(space.get()).href()>"See the members of the space"</a>
            </p>
            <Show when=move || invited.with(|(lines, _)| !lines.is_empty())>
                <Invitations desk=desk space=space lines=invited />
            </Show>
        </Stack>
        <Invite desk=desk space=space project=Signal::derive(move || Some(project.get())) />
        <ChangeRole desk=desk />
        <Remove desk=desk />
    }
}
