//! Groups of an identity store and who is in them.

use crate::{
    components::{
        Button, ButtonKind, Column, DataTable, Dialog, DialogShape, Empty, Filter, Flashes, Form, FormActions, Icon,
        TextField, Width, grouped,
    },
    domain::{PersonId, account::AccountId, id::GroupId, identity_center::Command, text::field},
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: GroupId,
    name: String,
    description: String,
    users: usize,
    connected: bool,
}

/// The table of groups, with a form for each.
#[component]
pub(super) fn Groups(account: AccountId) -> impl IntoView {
    let session = Session::here();
    let (adding, open, chosen) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Row>));
    let reason = session.select(super::page::fixed);
    let rows = session.select(move |state| {
        let Some(center) = state.identity_center(account) else { return Vec::new() };
        let sizes = center.group_sizes();
        let application = state.application(account);
        let row = |(id, group): (GroupId, &crate::domain::identity_center::Group)| Row {
            id,
            name: group.name.clone(),
            description: group.description.clone(),
            users: sizes.get(&id).copied().unwrap_or_default(),
            connected: application.is_some_and(|application| application.groups.contains_key(&id)),
        };
        center.groups_by_name().into_iter().map(row).collect::<Vec<Row>>()
    });
    let columns = vec![
        Column::new("name", "Group", |row: Row| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("description", "Description", |row: Row| view! { <span class="muted">{row.description}</span> })
            .width(Width::Share(2)),
        Column::new("connected", "Application", |row: Row| if row.connected { "Connected" } else { "Not connected" })
            .sort_key(|row| row.connected)
            .width(Width::Medium),
        Column::new("users", "Users", |row: Row| view! { <span class="num">{grouped(row.users)}</span> })
            .sort_key(|row| row.users)
            .at_end()
            .width(Width::Small),
    ];
    let press = Callback::new(move |(row,): (Row,)| {
        chosen.set(Some(row));
        open.set(true);
    });
    view! {
        <DataTable
            label="Groups"
            rows=rows
            key=|row: &Row| row.id.to_string()
            columns=columns
            on_press=press
            tools=move || view! { <Button small=true icon=Icon::Plus disabled_reason=reason on_press=move |()| adding.set(true)>"Add group"</Button> }
            empty=|| view! { <Empty icon=Icon::People title="No group" lead=Some("Add groups, or import what `aws identitystore list-groups` prints.".to_owned()) /> }
        />
        <Dialog open=adding title="Add group"><AddGroup open=adding /></Dialog>
        <Dialog open=open shape=DialogShape::Wide title=Signal::derive(move || chosen.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()))>
            {move || chosen.get().map(|row| view! { <Members account=account open=open row=row /> })}
        </Dialog>
    }
}

#[component]
fn AddGroup(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let (name, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        faults.clear();
        busy.set(true);
        let command = Command::AddGroup { name: name.get_untracked(), description: description.get_untracked() };
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("New group".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::GROUP_NAME, field::DESCRIPTION]) />
            <TextField label=field::GROUP_NAME value=name fault=faults.at(field::GROUP_NAME) autofocus=true />
            <TextField label=field::DESCRIPTION value=description fault=faults.at(field::DESCRIPTION) optional=true />
            <FormActions>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>"Save group"</Button>
            </FormActions>
        </Form>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Person {
    id: PersonId,
    name: String,
    user_name: String,
}

#[component]
fn Members(account: AccountId, open: RwSignal<bool>, row: Row) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let reason = session.select(super::page::fixed);
    let group = row.id;
    let former = row.name.clone();
    let name = RwSignal::new(row.name);
    let text = RwSignal::new(String::new());
    let before: BTreeSet<String> = session.peek(|state| {
        let members = state.identity_center(account).map(|center| center.members(group)).unwrap_or_default();
        members.into_iter().map(|(id, _)| id.to_string()).collect()
    });
    let chosen = RwSignal::new(before.clone());
    let people = Memo::new(move |_| {
        let wanted = text.get().trim().to_lowercase();
        session.with(|state| {
            let Some(center) = state.identity_center(account) else { return Vec::new() };
            let mut people: Vec<Person> = center
                .users
                .iter()
                .map(|(id, user)| Person {
                    id: *id,
                    name: user.profile.full_name.clone(),
                    user_name: user.profile.user_name.clone(),
                })
                .filter(|person| format!("{} {}", person.name, person.user_name).to_lowercase().contains(&wanted))
                .collect();
            people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id));
            people
        })
    });
    let columns = vec![
        Column::new("name", "User", |row: Person| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("user-name", "User name", |row: Person| view! { <code>{row.user_name}</code> })
            .width(Width::Share(1)),
    ];
    let send = move |commands: Vec<Command>| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            for command in commands {
                if let Err(refusal) = session.send(command.into()).await {
                    busy.try_set(false);
                    return faults.show(refusal);
                }
            }
            busy.try_set(false);
            open.try_set(false);
            flashes.good("Saved in Identity Center. The next sync brings it to the space.");
        });
    };
    let submit = Callback::new(move |()| {
        let mut commands = Vec::new();
        let now = name.get_untracked();
        if now.trim() != former {
            commands.push(Command::RenameGroup { group, name: now });
        }
        if chosen.with_untracked(|chosen| *chosen != before) {
            let users = chosen.with_untracked(|all| all.iter().filter_map(|key| PersonId::parse(key)).collect());
            commands.push(Command::SetMembers { group, users });
        }
        if commands.is_empty() {
            open.set(false);
        } else {
            send(commands);
        }
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("Group of the identity store".to_owned())>
            <RefusalNote refusal=faults.any_but(field::GROUP_NAME) />
            <TextField label=field::GROUP_NAME value=name fault=faults.at(field::GROUP_NAME) />
            <DataTable
                label="Users in the group"
                rows=people
                key=|row: &Person| row.id.to_string()
                columns=columns
                selection=chosen
                filter=move || view! { <Filter label="Filter users of the store" text=text placeholder=Some("Name or user name".to_owned()) /> }
                empty=|| view! { <Empty icon=Icon::Person title="No user" /> }
            />
            <FormActions>
                <Button kind=ButtonKind::Danger disabled_reason=reason on_press=move |()| send(vec![Command::DeleteGroup { group }])>"Delete group"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=reason>"Save group"</Button>
            </FormActions>
        </Form>
    }
}
