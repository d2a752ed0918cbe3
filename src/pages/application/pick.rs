//! Choosing groups and users of an identity store from tables.

use crate::{
    components::{Column, DataTable, Empty, Filter, Icon, Note, Tone, Width, grouped},
    domain::{PersonId, State, account::AccountId, id::GroupId, text::field},
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Chosen rows, by their keys.
pub type Chosen = RwSignal<BTreeSet<String>>;

/// The groups that are chosen.
pub(super) fn groups(chosen: Chosen) -> Vec<GroupId> {
    chosen.with_untracked(|all| all.iter().filter_map(|key| GroupId::parse(key)).collect())
}

/// The people who are chosen.
pub(super) fn people(chosen: Chosen) -> Vec<PersonId> {
    chosen.with_untracked(|all| all.iter().filter_map(|key| PersonId::parse(key)).collect())
}

#[derive(Clone, Debug, PartialEq)]
struct GroupRow {
    id: GroupId,
    name: String,
    description: String,
    users: usize,
}

/// The groups of an instance, to be chosen from.
#[component]
pub fn PickGroups(
    /// Whose instance.
    account: AccountId,
    /// What is chosen.
    chosen: Chosen,
    /// What is wrong with it.
    #[prop(into)]
    fault: Signal<Option<String>>,
    /// Only those that the application connects.
    #[prop(optional)]
    connected: bool,
) -> impl IntoView {
    let rows = Session::here().select(move |state| {
        let Some(center) = state.identity_center(account) else { return Vec::new() };
        let application = state.application(account);
        let offered = |id: &GroupId| !connected || application.is_some_and(|known| known.groups.contains_key(id));
        let sizes = center.group_sizes();
        let row = |(id, group): (GroupId, &crate::domain::identity_center::Group)| GroupRow {
            id,
            name: group.name.clone(),
            description: group.description.clone(),
            users: sizes.get(&id).copied().unwrap_or_default(),
        };
        center.groups_by_name().into_iter().filter(|(id, _)| offered(id)).map(row).collect::<Vec<GroupRow>>()
    });
    let columns = vec![
        Column::new("name", "Group", |row: GroupRow| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new(
            "description",
            "Description",
            |row: GroupRow| view! { <span class="muted">{row.description}</span> },
        )
        .width(Width::Share(2)),
        Column::new("users", "Users", |row: GroupRow| view! { <span class="num">{grouped(row.users)}</span> })
            .sort_key(|row| row.users)
            .at_end()
            .width(Width::Small),
    ];
    view! {
        <DataTable
            label=field::GROUPS
            rows=rows
            key=|row: &GroupRow| row.id.to_string()
            columns=columns
            selection=chosen
            empty=|| view! { <Empty icon=Icon::People title="No group" lead=Some("Add groups in Identity Center first.".to_owned()) /> }
        />
        {move || fault.get().map(|words| view! { <Note tone=Tone::Bad alert=true>{words}</Note> })}
    }
}

#[derive(Clone, Debug, PartialEq)]
struct UserRow {
    id: PersonId,
    name: String,
    user_name: String,
    groups: String,
    state: &'static str,
}

fn users(state: &State, account: AccountId, groups: &BTreeSet<GroupId>, wanted: &str) -> Vec<UserRow> {
    let Some(center) = state.identity_center(account) else { return Vec::new() };
    let mut rows: Vec<UserRow> = center
        .users
        .iter()
        .filter(|(_, user)| !user.groups.is_disjoint(groups))
        .filter(|(_, user)| {
            wanted.is_empty()
                || format!("{} {}", user.profile.full_name, user.profile.user_name).to_lowercase().contains(wanted)
        })
        .map(|(id, user)| {
            let names = user.groups.intersection(groups).filter_map(|group| center.groups.get(group));
            UserRow {
                id: *id,
                name: user.profile.full_name.clone(),
                user_name: user.profile.user_name.clone(),
                groups: names.map(|group| group.name.as_str()).collect::<Vec<_>>().join(", "),
                state: match (user.profile.enabled, user.signed_in.is_some()) {
                    (false, _) => "Disabled",
                    (true, true) => "Sign-in shown",
                    (true, false) => "May sign in",
                },
            }
        })
        .collect();
    rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id));
    rows
}

/// The users of the chosen groups, to choose individual Space administrators from.
#[component]
pub(super) fn PickAdministrators(
    /// Whose instance.
    account: AccountId,
    /// Chosen groups.
    groups: Chosen,
    /// What is chosen.
    chosen: Chosen,
    /// What is wrong with it.
    #[prop(into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    let text = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let of: BTreeSet<GroupId> = groups.with(|all| all.iter().filter_map(|key| GroupId::parse(key)).collect());
        let wanted = text.get().trim().to_lowercase();
        session.with(|state| users(state, account, &of, &wanted))
    });
    let columns = vec![
        Column::new("name", "User", |row: UserRow| row.name)
            .sort_key(|row| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("user-name", "User name", |row: UserRow| view! { <code>{row.user_name}</code> })
            .width(Width::Share(1)),
        Column::new("groups", "Groups", |row: UserRow| row.groups).width(Width::Share(2)),
        Column::new("state", "Sign-in", |row: UserRow| row.state).sort_key(|row| row.state).width(Width::Medium),
    ];
    view! {
        <DataTable
            label=field::ADMINISTRATORS
            rows=rows
            key=|row: &UserRow| row.id.to_string()
            columns=columns
            selection=chosen
            filter=move || view! { <Filter label="Filter users" text=text placeholder=Some("Name or user name".to_owned()) /> }
            empty=|| view! { <Empty icon=Icon::Person title="No user" lead=Some("Nobody of the chosen groups is found.".to_owned()) /> }
        />
        {move || fault.get().map(|words| view! { <Note tone=Tone::Bad alert=true>{words}</Note> })}
    }
}
