//! One cell explained: why somebody may, or what would let them and who could give it (MBR-10).

use crate::{
    components::{Dialog, Icon, LinkButton, Note, Tone},
    domain::{
        Permission, PersonId, ProjectId, SpaceId, State,
        access::{Answer, Way, explain, givers},
        gate::Place,
    },
    pages::space::shared::name_of,
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// Names of those who could give a role, at most.
const NAMES: usize = 3;

#[derive(Clone, Debug, PartialEq)]
struct Told {
    name: String,
    permission: Permission,
    place: String,
    may: bool,
    lines: Vec<String>,
}

fn told(
    state: &State,
    space: SpaceId,
    project: Option<ProjectId>,
    person: PersonId,
    permission: Permission,
) -> Option<Told> {
    let found = state.space(space)?;
    let place = project.map_or(Place::Space(space), |project| Place::Project(space, project));
    let answer = explain(state, person, space, project, permission)?;
    let may = matches!(answer, Answer::May(_));
    let lines = match answer {
        Answer::May(reasons) => reasons.into_iter().map(|reason| reason.words(found)).collect(),
        Answer::Lacks(lack) => lack.ways.into_iter().map(|way| way_words(state, place, way)).collect(),
    };
    let place = project.and_then(|project| found.projects.get(&project));
    let place = place
        .map_or_else(|| format!("in the space {}", found.name), |project| format!("in the project {}", project.name));
    Some(Told { name: name_of(state, person), permission, place, may, lines })
}

fn way_words(state: &State, place: Place, way: Way) -> String {
    let here = if way.role.is_space_role() { "in the space" } else { "in the project" };
    let at = if way.role.is_space_role() { Place::Space(place.space()) } else { place };
    let mut could = givers(state, at, way.giving);
    let names: Vec<String> = could.by_ref().take(NAMES).map(|person| name_of(state, person)).collect();
    let more = if could.next().is_some() { " and others" } else { "" };
    format!("{} {here}. {}{more} could give it.", way.role.label(), names.join(", "))
}

/// The dialog.
#[component]
pub(super) fn Explain(
    /// Which cell; nothing while it is closed.
    cell: RwSignal<Option<(PersonId, Permission)>>,
    /// In which space.
    space: Signal<SpaceId>,
    /// In which project of it.
    project: Signal<Option<ProjectId>>,
) -> impl IntoView {
    let session = Session::here();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(cell.with(Option::is_some)));
    let told = Memo::new(move |_| {
        let (person, permission) = cell.get()?;
        let (space, project) = (space.get(), project.get());
        session.with(|state| told(state, space, project, person, permission))
    });
    let title = Signal::derive(move || {
        told.with(|told| told.as_ref().map(|told| told.permission.label().to_owned()).unwrap_or_default())
    });
    view! {
        <Dialog open=open title=title light=true on_close=Callback::new(move |()| cell.set(None))>
            {move || told.get().map(|told| {
                let Told { name, place, may, lines, permission } = told;
                let person = cell.get_untracked().map(|(person, _)| person);
                let (tone, verdict) = if may { (Tone::Good, "may do this") } else { (Tone::Warn, "may not do this") };
                let to_roles = format!("Roles of {name}");
                view! {
                    <Note tone=tone><b>{name}</b> {format!(" {verdict} {place}.")}</Note>
                    <p><b>{if may { "Because of" } else { "What would let them" }}</b></p>
                    <ul class="reasons">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    <p class="hint">{format!("{} is a permission of the section {}.", permission.label(), permission.section())}</p>
                    {person.map(|person| view! {
                        <div class="row"><LinkButton href=Route::Member(space.get_untracked(), person).href() icon=Icon::Person>{to_roles}</LinkButton></div>
                    })}
                }
            })}
        </Dialog>
    }
}
