//! Users of an identity store.

use crate::{
    components::{
        Button, ButtonKind, Checkbox, Column, DataTable, Dialog, Empty, Filter, Flashes, Form, FormActions, Icon,
        TextField, Width,
    },
    domain::{PersonId, account::AccountId, identity_center::Command, text::field},
    pages::form::{Faults, RefusalNote},
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: PersonId,
    name: String,
    user_name: String,
    email: String,
    groups: String,
    enabled: bool,
}

/// The table of users, with a form for each.
#[component]
pub(super) fn Users(account: AccountId) -> impl IntoView {
    let session = Session::here();
    let text = RwSignal::new(String::new());
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<Row>));
    let reason = session.select(super::page::fixed);
    let all = session.select(move |state| {
        let Some(center) = state.identity_center(account) else { return Vec::new() };
        let mut rows: Vec<Row> = center
            .users
            .iter()
            .map(|(id, user)| {
                let groups = user.groups.iter().filter_map(|group| center.groups.get(group));
                Row {
                    id: *id,
                    name: user.profile.full_name.clone(),
                    user_name: user.profile.user_name.clone(),
                    email: user.profile.email.clone(),
                    groups: groups.map(|group| group.name.as_str()).collect::<Vec<_>>().join(", "),
                    enabled: user.profile.enabled,
                }
            })
            .collect();
        rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
        rows
    });
    let rows = Memo::new(move |_| {
        let wanted = text.get().trim().to_lowercase();
        all.with(|all| {
            let fits = |row: &&Row| {
                wanted.is_empty()
                    || format!("{} {} {} {}", row.name, row.user_name, row.email, row.groups)
                        .to_lowercase()
                        .contains(&wanted)
            };
            all.iter().filter(fits).cloned().collect::<Vec<Row>>()
        })
    });
    let columns = vec![
        Column::new("name", "User", |row: Row| row.name).sort_key(|row| row.name.to_lowercase()).width(Width::Share(2)),
        Column::new("user-name", "User name", |row: Row| view! { <code>{row.user_name}</code> })
            .sort_key(|row| row.user_name.to_lowercase())
            .width(Width::Share(1)),
        Column::new("email", "Email", |row: Row| row.email).width(Width::Share(2)),
        Column::new("groups", "Groups", |row: Row| row.groups).width(Width::Share(2)),
        Column::new("enabled", "Sign-in", |row: Row| if row.enabled { "May sign in" } else { "Disabled" })
            .sort_key(|row| row.enabled)
            .width(Width::Medium),
    ];
    let press = Callback::new(move |(row,): (Row,)| {
        chosen.set(Some(row));
        open.set(true);
    });
    let add = move |()| {
        chosen.set(None);
        open.set(true);
    };
    view! {
        <DataTable
            label="Users"
            rows=rows
            key=|row: &Row| row.id.to_string()
            columns=columns
            on_press=press
            total=Signal::derive(move || Some(all.with(Vec::len)))
            filter=move || view! { <Filter label="Filter directory users" text=text placeholder=Some("Name, user name or group".to_owned()) /> }
            tools=move || view! { <Button small=true icon=Icon::Plus disabled_reason=reason on_press=add>"Add user"</Button> }
            empty=|| view! { <Empty icon=Icon::Person title="No user" lead=Some("Add users, or import what `aws identitystore list-users` prints.".to_owned()) /> }
        />
        <Dialog open=open title=Signal::derive(move || chosen.with(|row| row.as_ref().map_or_else(|| "Add user".to_owned(), |row| row.name.clone())))>
            {move || view! { <UserForm open=open row=chosen.get() /> }}
        </Dialog>
    }
}

#[component]
fn UserForm(open: RwSignal<bool>, row: Option<Row>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let faults = Faults::default();
    let busy = RwSignal::new(false);
    let reason = session.select(super::page::fixed);
    let known = row.as_ref().map(|row| row.id);
    let (user_name, full_name, email, enabled) = row.map_or_else(
        || (String::new(), String::new(), String::new(), true),
        |row| (row.user_name, row.name, row.email, row.enabled),
    );
    let (user_name, full_name) = (RwSignal::new(user_name), RwSignal::new(full_name));
    let (email, enabled) = (RwSignal::new(email), RwSignal::new(enabled));
    let send = move |command: Command| {
        faults.clear();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(command.into()).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    open.try_set(false);
                    flashes.good("Saved in Identity Center. The next sync brings it to the space.");
                }
                Err(refusal) => faults.show(refusal),
            }
        });
    };
    let submit = Callback::new(move |()| {
        let (full_name, email) = (full_name.get_untracked(), email.get_untracked());
        send(match known {
            None => Command::AddUser { user_name: user_name.get_untracked(), full_name, email },
            Some(user) => Command::ChangeUser { user, full_name, email, enabled: enabled.get_untracked() },
        });
    });
    view! {
        <Form on_submit=submit busy=busy label=Some("User of the identity store".to_owned())>
            <RefusalNote refusal=faults.beside(&[field::USER_NAME, field::FULL_NAME, field::EMAIL]) />
            <TextField label=field::USER_NAME value=user_name read_only=Signal::stored(known.is_some()) fault=faults.at(field::USER_NAME) />
            <TextField label=field::FULL_NAME value=full_name fault=faults.at(field::FULL_NAME) />
            <TextField label=field::EMAIL value=email fault=faults.at(field::EMAIL) />
            {known.is_some().then(|| view! { <Checkbox label="May sign in" value=enabled /> })}
            <FormActions>
                {known.map(|user| view! {
                    <Button kind=ButtonKind::Danger disabled_reason=reason on_press=move |()| send(Command::DeleteUser { user })>"Delete user"</Button>
                })}
                <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled_reason=reason>"Save user"</Button>
            </FormActions>
        </Form>
    }
}
