//! The dialog that puts members of the space into a team.

use crate::{
    components::{
        Button, ButtonKind, Column, DataTable, Dialog, DialogShape, Empty, Filter, Flashes, Icon, Note, Person, Tone,
        Width,
    },
    domain::{PersonId, SpaceId, id::TeamId, member::Search, team},
    pages::space::shared::{counted, name_of},
    session::Session,
};
use leptos::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    name: String,
    alias: String,
    role: &'static str,
}

/// The dialog.
#[component]
pub(super) fn AddMembers(open: RwSignal<bool>, space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    view! {
        <Dialog open=open title="Add members" shape=DialogShape::Wide>
            <Choose open=open space=space team=team />
        </Dialog>
    }
}

#[component]
fn Choose(open: RwSignal<bool>, space: Signal<SpaceId>, team: Signal<TeamId>) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let text = RwSignal::new(String::new());
    let selection = RwSignal::new(BTreeSet::<String>::new());
    let fault = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        let (space, team, search) = (space.get(), team.get(), Search::parse(&text.get()));
        session.with(|state| {
            let Some(space) = state.space(space) else { return Vec::new() };
            let never = search.never(state, space);
            let others = space.members.values().filter(|member| !member.teams.contains(&team));
            let mut rows: Vec<Row> = others
                .filter(|member| search.finds(state, space, member, &never))
                .map(|member| Row {
                    person: member.person,
                    name: name_of(state, member.person),
                    alias: state
                        .people
                        .get(&member.person)
                        .map(|person| format!("@{}", person.alias))
                        .unwrap_or_default(),
                    role: member.role.label(),
                })
                .collect();
            rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.person));
            rows
        })
    });
    let none =
        Signal::derive(move || selection.with(BTreeSet::is_empty).then(|| "Choose at least one person.".to_owned()));
    let add = Callback::new(move |()| {
        let people: Vec<PersonId> =
            selection.with_untracked(|keys| keys.iter().filter_map(|key| PersonId::parse(key)).collect());
        let (space, team) = (space.get_untracked(), team.get_untracked());
        let said = format!("{} added.", counted(people.len(), "person", "people"));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = session.send(team::Command::Add { space, team, people }.into()).await;
            busy.try_set(false);
            if let Err(refusal) = outcome {
                fault.try_set(Some(refusal.message));
                return;
            }
            open.try_set(false);
            flashes.good(said);
        });
    });
    let columns = vec![
        Column::new("name", "Person", |row: Row| view! { <Person name=row.name note=Some(row.alias) /> })
            .width(Width::Share(2)),
        Column::new("role", "Own space role", |row: Row| row.role),
    ];
    view! {
        {move || fault.get().map(|fault| view! { <Note tone=Tone::Bad alert=true>{fault}</Note> })}
        <DataTable
            label="Members of the space"
            rows=rows
            key=|row: &Row| row.person.to_string()
            columns=columns
            selection=selection
            filter=move || view! { <Filter label="Filter members of the space" text=text placeholder=Some("Name, role:power-user".to_owned()) /> }
            empty=|| view! { <Empty icon=Icon::People title="Nobody is left to add" /> }
        />
        <div class="form-actions at-end">
            <Button kind=ButtonKind::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
            <Button kind=ButtonKind::Primary busy=busy disabled_reason=none on_press=add>"Add to the team"</Button>
        </div>
    }
}
