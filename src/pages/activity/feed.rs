//! The whole feed with its filters.

use super::{
    export::ExportMenu,
    kind::Kind,
    line::FeedLine,
    sieve::{Line, Sieve},
};
use crate::{
    components::{Button, ButtonKind, Choice, Empty, Filter, Icon, Select, VirtualList, filter, time},
    domain::{PersonId, ProjectId, SpaceId, Timestamp},
    pages::{
        space::shared::{counted, milliseconds, name_of},
        trail::{self, ChainState, Found},
    },
    session::Session,
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// What happened, newest first, by days; filters by project, person, kind and words; export.
#[component]
pub fn Feed(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which of its projects; all of them without.
    #[prop(optional, into)]
    project: Signal<Option<ProjectId>>,
) -> impl IntoView {
    let session = Session::here();
    let alone = move || project.with(Option::is_some);
    let (in_project, person, kind, words) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let sieve = Memo::new(move |_| Sieve {
        project: project.get().or_else(|| in_project.with(|id| ProjectId::parse(id))),
        person: person.with(|id| PersonId::parse(id)),
        kind: kind.with(|word| Kind::ALL.into_iter().find(|kind| kind.word() == word)),
        words: words.with(|line| filter::words(&line.to_lowercase())),
    });
    let lines = Memo::new(move |_| {
        let id = space.get();
        sieve.with(|sieve| {
            session.with(|state| state.space(id).map(|space| sieve.lines(state, space)).unwrap_or_default())
        })
    });
    let found = Signal::derive(move || {
        let count = lines.with(|lines| lines.iter().filter(|line| matches!(line, Line::Entry(_))).count());
        counted(count, "event", "events")
    });
    let projects = choices_of_projects(session, space);
    let people = choices_of_people(session, space);
    let kinds: Vec<Choice> = core::iter::once(Choice::new("", "Everything"))
        .chain(Kind::ALL.into_iter().map(|kind| Choice::new(kind.word(), kind.label())))
        .collect();
    let kinds = StoredValue::new(kinds);
    let chain = trail::watch(
        move || session.with(|state| state.space(space.get()).map(|space| Arc::clone(&space.feed))),
        Found::of,
    );
    let clear = Callback::new(move |()| {
        for filter in [in_project, person, kind, words] {
            filter.set(String::new());
        }
    });
    let narrowed = Memo::new(move |_| {
        sieve.with(|sieve| !(Sieve { project: sieve.project.filter(|_| !alone()), ..sieve.clone() }).is_open())
    });
    view! {
        <div class="feed">
            <div class="feed-tools">
                <Filter label="Filter activity" text=words placeholder=Some("Words, names, #12".to_owned()) found=Signal::derive(move || Some(found.get())) />
                {move || (!alone()).then(|| view! { <Select label="Project" value=in_project choices=projects hide_label=true /> })}
                <Select label="Person" value=person choices=people hide_label=true />
                <Select label="Kind" value=kind choices=kinds.get_value() hide_label=true />
                <span class="feed-found num">{move || found.get()}</span>
                <ExportMenu space=space sieve=sieve />
            </div>
            {move || (!alone()).then(|| view! { <ChainState found=chain /> })}
            <Show
                when=move || !lines.with(Vec::is_empty)
                fallback=move || {
                    view! {
                        <Empty
                            icon=Icon::Activity
                            title=Signal::derive(move || if narrowed.get() { "Nothing fits these filters" } else { "Nothing has happened yet" }.to_owned())
                            lead=Signal::derive(move || Some(if narrowed.get() { "Take one of them away to see more." } else { "Every change in this place appears here, with who made it and when." }.to_owned()))
                            action=move || view! {
                                <Show when=move || narrowed.get()>
                                    <Button kind=ButtonKind::Secondary on_press=clear>"Clear the filters"</Button>
                                </Show>
                            }
                        />
                    }
                }
            >
                <div class="card feed-list">
                    <VirtualList
                        label="Activity"
                        items=lines
                        key=|line: &Line| match line {
                            Line::Day(at) => format!("day {}", at.0),
                            Line::Entry(place) => place.to_string(),
                        }
                        row={move |line| view! { <Row space=space line=line alone=project.get_untracked().is_some() /> }.into_any()}
                    />
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Row(space: Signal<SpaceId>, line: Signal<Line>, alone: bool) -> impl IntoView {
    move || match line.get() {
        Line::Day(at) => view! { <h3 class="feed-day">{day(at)}</h3> }.into_any(),
        Line::Entry(place) => {
            view! { <FeedLine space=space place=Signal::stored(place) hide_project=alone /> }.into_any()
        }
    }
}

fn day(at: Timestamp) -> String {
    time::day(milliseconds(at))
}

fn choices_of_projects(session: Session, space: Signal<SpaceId>) -> Signal<Vec<Choice>> {
    Memo::new(move |_| {
        let id = space.get();
        let mut choices = vec![Choice::new("", "All projects")];
        session.with(|state| {
            if let Some(space) = state.space(id) {
                choices.extend(
                    space
                        .projects_by_name()
                        .iter()
                        .map(|project| Choice::new(project.id.to_string(), project.name.clone())),
                );
            }
        });
        choices
    })
    .into()
}

fn choices_of_people(session: Session, space: Signal<SpaceId>) -> Signal<Vec<Choice>> {
    Memo::new(move |_| {
        let id = space.get();
        let mut choices = vec![Choice::new("", "Everybody")];
        session.with(|state| {
            let Some(space) = state.space(id) else { return };
            let people: BTreeSet<PersonId> = space.feed.newest_first().filter_map(|entry| entry.actor).collect();
            let mut people: Vec<(String, PersonId)> =
                people.into_iter().map(|person| (name_of(state, person), person)).collect();
            people.sort();
            choices.extend(people.into_iter().map(|(name, person)| Choice::new(person.to_string(), name)));
        });
        choices
    })
    .into()
}
