//! Acting as somebody else: the menu's entry, the choice, and the band that says so on every page.

use crate::{
    components::{Button, Column, DataTable, Dialog, Empty, Filter, Icon, MenuItem, Note, Person, Tone, Width},
    domain::PersonId,
    pages::space::shared::name_of,
    routes::Route,
    session::{Nav, Session},
};
use leptos::prelude::*;

/// Acts as somebody from now on. The page stays where they may see it; what they may not, it says itself.
pub fn act_as(session: Session, nav: Nav, person: PersonId) {
    session.act_as(person);
    let stays = nav.signal().get_untracked().space().is_none_or(|space| {
        session.peek(|state| state.space(space).is_some_and(|space| space.members.contains_key(&person)))
    });
    if !stays {
        nav.go(&Route::Spaces);
    }
}

/// Says on every page who acts, with the way back.
#[component]
pub fn ActingBand() -> impl IntoView {
    let session = Session::here();
    let acting = Memo::new(move |_| {
        let person = session.acts_as()?;
        let owner = session.owner()?;
        Some(session.with(|state| (name_of(state, person), name_of(state, owner))))
    });
    let back = Callback::new(move |()| session.act_as_oneself());
    let told = move || acting.get().map(|(name, _)| format!("You act as {name}."));
    let band = move || {
        acting.get().map(|(name, owner)| {
            view! {
                <div class="acting" role="region" aria-label="Who acts">
                    <Note
                        tone=Tone::Warn
                        action=ViewFn::from(move || {
                            let words = format!("Act as {owner} again");
                            view! { <Button small=true icon=Icon::Undo on_press=back>{words}</Button> }
                        })
                    >
                        "You act as " <b>{name}</b> ": you see what they see, may do what they may, and all you do is recorded as theirs."
                    </Note>
                </div>
            }
        })
    };
    view! {
        <p class="visually-hidden" role="status">{told}</p>
        {band}
    }
}

/// The entries of the account menu: choosing whom to act as, and the way back.
pub fn person_items(session: Session, choosing: RwSignal<bool>) -> Vec<MenuItem> {
    let mut items = Vec::new();
    let others = session.with(|state| state.people.len() > 1);
    let alone = (!others).then(|| "Nobody else is in this vault. Invite somebody first.".to_owned());
    items.push(MenuItem::action("Act as…", move || choosing.set(true)).icon(Icon::People).disabled(alone));
    if session.acts_as().is_some() {
        items.push(MenuItem::action("Act as myself", move || session.act_as_oneself()).icon(Icon::Undo));
    }
    items
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    person: PersonId,
    name: String,
    note: String,
    spaces: usize,
}

/// The dialog in which somebody is chosen.
#[component]
pub fn ChoosePerson(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title="Act as" light=true shape=crate::components::DialogShape::Wide>
            <Choose open=open />
        </Dialog>
    }
}

#[component]
fn Choose(open: RwSignal<bool>) -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let text = RwSignal::new(String::new());
    let rows = Memo::new(move |_| {
        let (wanted, actor) = (text.get().trim().to_lowercase(), session.actor());
        session.with(|state| {
            let others = state.people.values().filter(|person| Some(person.id) != actor);
            let mut rows: Vec<Row> = others
                .filter(|person| {
                    format!("{} @{} {}", person.full_name, person.alias, person.email).to_lowercase().contains(&wanted)
                })
                .map(|person| Row {
                    person: person.id,
                    name: person.full_name.clone(),
                    note: format!("@{}", person.alias),
                    spaces: state.spaces_of(person.id).len(),
                })
                .collect();
            rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.person));
            rows
        })
    });
    let press = Callback::new(move |(row,): (Row,)| {
        open.set(false);
        act_as(session, nav, row.person);
    });
    let columns = vec![
        Column::new("name", "Person", |row: Row| view! { <Person name=row.name note=Some(row.note) /> })
            .width(Width::Share(2)),
        Column::new("spaces", "Spaces", |row: Row| view! { <span class="num">{row.spaces}</span> })
            .at_end()
            .width(Width::Narrow),
    ];
    view! {
        <p>"You see the console as they do, and all you do is recorded as theirs. A reload or a lock brings you back."</p>
        <DataTable
            label="People of this vault"
            rows=rows
            key=|row: &Row| row.person.to_string()
            columns=columns
            on_press=press
            filter=move || view! { <Filter label="Filter people" text=text placeholder=Some("Name or alias".to_owned()) /> }
            empty=|| view! { <Empty icon=Icon::People title="Nobody is found" /> }
        />
    }
}
