//! What one person can reach in a space: roles with their reasons, project by project, and how many permissions (MBR-11).

use super::{
    desk::{Desk, Target},
    tables::Actions,
};
use crate::{
    components::{Button, Column, DataTable, Empty, Icon, Width},
    domain::{PersonId, ProjectId, SpaceId, access},
    pages::space::shared::{counted, name_of},
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    project: ProjectId,
    name: String,
    /// Roles with the reason for each; none for a project that they cannot reach.
    reasons: Vec<String>,
    permissions: u32,
    /// They have a role of their own there.
    own_role: bool,
}

/// All projects of the space with what the person has there.
#[component]
pub fn Reach(
    /// Dialogs.
    desk: Desk,
    /// In which space.
    space: Signal<SpaceId>,
    /// Whose.
    person: Signal<PersonId>,
) -> impl IntoView {
    let session = Session::here();
    let rows = Memo::new(move |_| {
        let (id, person) = (space.get(), person.get());
        session.with(|state| {
            let Some(space) = state.space(id) else { return Vec::new() };
            let reach = access::reach(state, id, person);
            let row = |project: &crate::domain::project::Project| {
                let roles = reach.projects.iter().find(|(reached, _)| *reached == project.id).map(|(_, roles)| *roles);
                let reasons = access::reasons(space, person, Some(project.id)).into_iter();
                let counts = reasons.filter(|reason| {
                    roles.is_some()
                        && (!reason.role().is_space_role()
                            || matches!(reason, access::Reason::ImplicitAdministrator(_)))
                });
                Row {
                    project: project.id,
                    name: project.name.clone(),
                    reasons: counts.map(|reason| reason.words(space)).collect(),
                    permissions: roles.map_or(0, |roles| roles.permissions().len()),
                    own_role: project.roles.contains_key(&person),
                }
            };
            space.projects_by_name().into_iter().map(row).collect::<Vec<Row>>()
        })
    });
    let name = Memo::new(move |_| session.with(|state| name_of(state, person.get())));
    let columns = vec![
        Column::new("project", "Project", |row: Row| row.name).sort_key(|row| row.name.to_lowercase()).width(Width::Share(1)),
        Column::new("roles", "Roles", |row: Row| {
            let none = row.reasons.is_empty();
            view! { <span class:muted=none>{if none { "Not in the project".to_owned() } else { row.reasons.join("; ") }}</span> }
        })
        .width(Width::Share(2)),
        Column::new("permissions", "Permissions", |row: Row| view! { <span class="num">{row.permissions}</span> })
            .sort_key(|row| row.permissions)
            .at_end()
            .width(Width::Small),
        Column::new("actions", "Actions", move |row: Row| {
            let target = move || Target { space: space.get(), project: Some(row.project), person: person.get() };
            if row.own_role {
                let label = format!("{} in {}", name.get_untracked(), row.name);
                let own = session.actor() == Some(person.get_untracked());
                view! { <Actions desk=desk target=Signal::derive(target) name=label own=own /> }.into_any()
            } else {
                let refused = Signal::derive(move || {
                    let actor = session.actor();
                    session.with(|state| target().no_change(state, actor))
                });
                view! {
                    <Button small=true disabled_reason=refused on_press=move |()| desk.changing.set(Some(target()))>"Give a role"</Button>
                }
                    .into_any()
            }
        })
        .at_end()
        .always()
        .width(Width::Medium),
    ];
    view! {
        <DataTable
            label="Projects they can reach"
            rows=rows
            key=|row: &Row| row.project.to_string()
            columns=columns
            href=Callback::new(move |(row,): (Row,)| Route::Project(space.get(), row.project).href())
            empty=|| view! { <Empty icon=Icon::Project title="No projects yet" /> }
        />
    }
}

/// How many permissions they have somewhere in the space.
pub fn reach_words(state: &crate::domain::State, space: SpaceId, person: PersonId) -> String {
    let reach = access::reach(state, space, person);
    let projects = counted(reach.projects.len(), "project", "projects");
    format!("{} of 220 permissions, {projects}", reach.permissions().len())
}
