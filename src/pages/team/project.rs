//! The teams of a project, in its settings: their role there, added and taken out (TEM-1).

use super::roles::{At, Change, EditRole};
use crate::{
    components::{Column, DataTable, Empty, Icon, Width},
    domain::{ProjectId, Role, SpaceId, id::TeamId},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    team: TeamId,
    name: String,
    members: usize,
    role: Option<Role>,
    all: bool,
}

/// Every team of the space with its role in the project.
#[component]
pub fn ProjectTeams(
    /// In which space.
    space: Signal<SpaceId>,
    /// In which project.
    project: Signal<ProjectId>,
) -> impl IntoView {
    let session = Session::here();
    let editing = RwSignal::new(None::<At>);
    let rows = Memo::new(move |_| {
        let (space, project) = (space.get(), project.get());
        session.with(|state| {
            let Some(space) = state.space(space) else { return Vec::new() };
            let sizes = space.team_sizes();
            let row = |team: &crate::domain::team::Team| Row {
                team: team.id,
                name: team.name.clone(),
                members: sizes.get(&team.id).copied().unwrap_or_default(),
                role: team.projects.get(&project).copied(),
                all: team.role == Some(Role::SpaceAdministrator),
            };
            space.teams_by_name().into_iter().map(row).collect::<Vec<Row>>()
        })
    });
    let columns = vec![
        Column::new("team", "Team", |row: Row| row.name).sort_key(|row| row.name.to_lowercase()),
        Column::new("members", "Members", |row: Row| view! { <span class="num">{row.members}</span> })
            .at_end()
            .width(Width::Small),
        Column::new("role", "Role in the project", |row: Row| match (row.all, row.role) {
            (true, _) => view! { <span class="muted">"Space administrator, in every project"</span> }.into_any(),
            (false, None) => view! { <span class="muted">"Not in the project"</span> }.into_any(),
            (false, Some(role)) => role.label().into_any(),
        })
        .sort_key(|row| row.role),
        Column::new("actions", "Actions", move |row: Row| {
            let at = At { space: space.get_untracked(), team: row.team, project: Some(project.get_untracked()) };
            view! { <Change at=at editing=editing name=row.name /> }
        })
        .at_end()
        .always()
        .width(Width::Medium),
    ];
    view! {
        <DataTable
            label="Teams"
            rows=rows
            key=|row: &Row| row.team.to_string()
            columns=columns
            href=Callback::new(move |(row,): (Row,)| Route::Team(space.get(), row.team).href())
            empty=|| view! { <Empty icon=Icon::People title="No teams in this space" lead=Some("A Space administrator makes teams in the settings of the space.".to_owned()) /> }
        />
        <EditRole editing=editing />
    }
}
