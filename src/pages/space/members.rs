//! Who belongs to a space, administrators apart from the others (MBR-4).

use super::shared::{When, name_of};
use crate::{
    components::{Column, DataTable, Empty, Icon, Person, Stack, Width},
    domain::{PersonId, Role, SpaceId, State, Timestamp, member::Member, space::Space},
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    name: String,
    alias: String,
    role: Role,
    since: Timestamp,
    /// Projects with the role there.
    projects: String,
}

impl Row {
    fn of(state: &State, space: &Space, member: &Member) -> Self {
        let person = state.people.get(&member.person);
        let projects: Vec<String> = space
            .projects_by_name()
            .iter()
            .filter_map(|project| {
                project.roles.get(&member.person).map(|role| format!("{}: {}", project.name, role.label()))
            })
            .collect();
        Self {
            person: member.person,
            name: name_of(state, member.person),
            alias: person.map(|person| format!("@{}", person.alias)).unwrap_or_default(),
            role: member.role,
            since: member.since,
            projects: if member.role == Role::SpaceAdministrator {
                "All projects".to_owned()
            } else {
                projects.join(", ")
            },
        }
    }
}

/// The tables of the Members tab.
#[component]
pub(super) fn Members(space: Signal<SpaceId>) -> impl IntoView {
    let session = Session::here();
    let rows = move |administrators: bool| {
        Memo::new(move |_| {
            let id = space.get();
            session.with(|state| {
                let Some(space) = state.space(id) else { return Vec::new() };
                let members = if administrators { space.administrators() } else { space.ordinary_members() };
                members.into_iter().map(|member| Row::of(state, space, member)).collect::<Vec<Row>>()
            })
        })
    };
    view! {
        <Stack>
            <DataTable label="Space administrators" rows=rows(true) key=|row: &Row| row.person.to_string() columns=columns() />
            <DataTable
                label="Space members"
                rows=rows(false)
                key=|row: &Row| row.person.to_string()
                columns=columns()
                empty=|| {
                    view! {
                        <Empty
                            icon=Icon::People
                            title="No other members"
                            lead=Some("Power users and people with limited access stand here. Administrators are in the table above: every project is theirs already.".to_owned())
                        />
                    }
                }
            />
        </Stack>
    }
}

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::new("name", "Person", |row: Row| view! { <Person name=row.name note=Some(row.alias) /> })
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("role", "Space role", |row: Row| row.role.label()).sort_key(|row| row.role).width(Width::Medium),
        Column::new("projects", "Projects", |row: Row| {
            let none = row.projects.is_empty();
            view! { <span class="muted">{if none { "None".to_owned() } else { row.projects }}</span> }
        })
        .width(Width::Share(3)),
        Column::new("since", "Member since", |row: Row| view! { <When at=row.since /> })
            .sort_key(|row| row.since)
            .width(Width::Small),
    ]
}
