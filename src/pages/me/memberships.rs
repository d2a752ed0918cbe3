//! Where the person is a member, and as what.

use crate::{
    components::{
        button::LinkButton,
        icon::Icon,
        note::Empty,
        table::{Column, DataTable, Width},
        time::day,
    },
    domain::{PersonId, SpaceId},
    routes::{Route, SpaceTab},
    session::Session,
};
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
struct Membership {
    space: SpaceId,
    name: String,
    role: &'static str,
    since: i64,
}

/// The table of spaces.
#[component]
pub(super) fn Memberships(
    /// Whose.
    person: PersonId,
) -> impl IntoView {
    let session = Session::here();
    let rows = session.select(move |state| {
        state
            .spaces_of(person)
            .into_iter()
            .filter_map(|space| {
                let member = space.members.get(&person)?;
                Some(Membership {
                    space: space.id,
                    name: space.name.clone(),
                    role: member.role.label(),
                    since: member.since.0,
                })
            })
            .collect::<Vec<_>>()
    });
    let columns = vec![
        Column::new("space", "Space", |row: Membership| row.name)
            .sort_key(|row: &Membership| row.name.to_lowercase())
            .width(Width::Share(2)),
        Column::new("role", "Role", |row: Membership| row.role).sort_key(|row: &Membership| row.role),
        Column::new("since", "Since", |row: Membership| {
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of our age fit a double exactly")]
            let since = row.since as f64;
            view! { <span class="num">{day(since)}</span> }
        })
        .sort_key(|row: &Membership| row.since)
        .width(Width::Small),
    ];
    view! {
        <DataTable
            label="Memberships"
            rows=rows
            key=|row: &Membership| row.space.to_string()
            columns=columns
            href=Callback::new(|(row,): (Membership,)| Route::Space(row.space, SpaceTab::Projects).href())
            empty=|| {
                view! {
                    <Empty
                        title="No memberships yet"
                        lead=Some("Create a space, and you are its first administrator.".to_owned())
                        icon=Icon::Space
                        action=|| view! { <LinkButton href=Route::CreateSpace.href() icon=Icon::Plus>"Create space"</LinkButton> }
                    />
                }
            }
        />
    }
}
