//! The page at `/spaces/:s/settings/access`.

use super::{
    cell::Explain,
    grid::{ACROSS, Grid, Wish},
    table::GridTable,
};
use crate::{
    components::{
        Breadcrumbs, Button, Choice, Empty, Flashes, Icon, IconButton, PageHead, Select, Stack, TextField,
        note::Refused,
    },
    domain::{Permission, PersonId, ProjectId, SpaceId, gate::Place},
    formats::access::csv,
    pages::space::shared::{counted, refusal_of, space_crumbs},
    routes::Route,
    session::{Session, browser::files},
};
use leptos::prelude::*;

/// Who can do what in a space and its projects.
#[component]
pub fn AccessPage(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Whose permissions are looked at first.
    #[prop(into)]
    person: Signal<Option<PersonId>>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let crumbs = space_crumbs(space);
    let hidden = refusal_of(Permission::ViewSpace, move || Place::Space(space.get()));
    let (who, what, at) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let from = RwSignal::new(0_usize);
    Effect::new(move |_| {
        let alias = person.get().and_then(|person| {
            session.peek(|state| state.people.get(&person).map(|person| format!("@{}", person.alias)))
        });
        who.set(alias.unwrap_or_default());
    });
    Effect::new(move |_| {
        who.track();
        from.set(0);
    });
    let project = Memo::new(move |_| at.with(|id| ProjectId::parse(id)));
    let wish = Memo::new(move |_| Wish {
        space: space.get(),
        project: project.get(),
        person: who.get(),
        permission: what.get(),
        from: from.get(),
    });
    let grid = Memo::new(move |_| wish.with(|wish| session.with(|state| Grid::of(state, wish))));
    let cell = RwSignal::new(None);
    let places = Memo::new(move |_| {
        let id = space.get();
        session.with(|state| {
            let projects = state.space(id).map(crate::domain::space::Space::projects_by_name).unwrap_or_default();
            let choice =
                |project: &crate::domain::project::Project| Choice::new(project.id.to_string(), project.name.clone());
            let own = Choice::new("", "The space itself");
            core::iter::once(own).chain(projects.into_iter().map(choice)).collect::<Vec<Choice>>()
        })
    });
    let export = Callback::new(move |()| {
        let (people, permissions) = (
            wish.with_untracked(|wish| session.peek(|state| wish.people(state))),
            wish.with_untracked(Wish::permissions),
        );
        let count = people.len();
        let text = session
            .peek(|state| csv(state, wish.with_untracked(Wish::place), people, &permissions))
            .unwrap_or_default();
        match files::offer("access.csv", "text/csv", text.as_bytes()) {
            Ok(()) => drop(flashes.good(format!("Exported {} to access.csv.", counted(count, "person", "people")))),
            Err(fault) => drop(flashes.bad(fault.sentence())),
        }
    });
    let nothing = Signal::derive(move || {
        grid.with(|grid| grid.people.is_empty() || grid.lines.is_empty())
            .then(|| "Nothing is found to be exported. Change the filter.".to_owned())
    });
    view! {
        <Breadcrumbs crumbs=crumbs />
        <PageHead
            title="Who can do what"
            lead=Some("Every permission of every member with the role, and the team, it comes from. A press on a cell explains it.".to_owned())
            actions=move || view! { <Button icon=Icon::Export disabled_reason=nothing on_press=export>"Export CSV"</Button> }
        />
        {move || match hidden.get() {
            Some(reason) => view! { <Refused reason=reason link=Some(("Go to your spaces".to_owned(), Route::Spaces.href())) /> }.into_any(),
            None => view! {
                <Stack>
                    <div class="matrix-filters" role="search" aria-label="Filter">
                        <TextField label="Person" kind="search" value=who placeholder=Some("Name, @alias, role:power-user, team:…".to_owned()) />
                        <TextField label="Permission" kind="search" value=what placeholder=Some("Words, such as create issue".to_owned()) />
                        <Select label="Project" value=at choices=places />
                    </div>
                    <Pager grid=grid from=from />
                    <Show
                        when=move || nothing.with(Option::is_none)
                        fallback=|| view! { <Empty icon=Icon::Key title="Nothing is found" lead=Some("No member or no permission has these words. Change the filter.".to_owned()) /> }
                    >
                        <GridTable grid=grid on_open=Callback::new(move |found| cell.set(Some(found))) />
                    </Show>
                </Stack>
            }
                .into_any(),
        }}
        <Explain cell=cell space=space project=project.into() />
    }
}

/// Which people are shown of how many, and the way to the others.
#[component]
fn Pager(grid: Memo<Grid>, from: RwSignal<usize>) -> impl IntoView {
    let words = move || {
        grid.with(|grid| {
            let (first, last) = (from.get() + 1, from.get() + grid.people.len());
            let people = if grid.found > ACROSS {
                format!("People {first} to {last} of {}", grid.found)
            } else {
                counted(grid.found, "person", "people")
            };
            format!("{people}, {}", counted(grid.lines.len(), "permission", "permissions"))
        })
    };
    let more = Memo::new(move |_| grid.with(|grid| grid.found > ACROSS));
    let at_start = Signal::derive(move || (from.get() == 0).then(|| "These are the first.".to_owned()));
    let at_end = Signal::derive(move || {
        (from.get() + ACROSS >= grid.with(|grid| grid.found)).then(|| "These are the last.".to_owned())
    });
    view! {
        <div class="matrix-pager">
            <p role="status">{words}</p>
            <Show when=move || more.get()>
                <IconButton icon=Icon::Left label="People before" small=true disabled_reason=at_start on_press=move |()| from.update(|from| *from = from.saturating_sub(ACROSS)) />
                <IconButton icon=Icon::Right label="People after" small=true disabled_reason=at_end on_press=move |()| from.update(|from| *from += ACROSS) />
            </Show>
        </div>
    }
}
