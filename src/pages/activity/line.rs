//! One line of the feed, and the few newest of a project.

use super::{
    kind::{Kind, issue_of},
    sieve::Sieve,
};
use crate::{
    components::{IconView, RelativeTime},
    domain::{ProjectId, SpaceId, State, Timestamp},
    pages::space::shared::milliseconds,
    routes::Route,
    session::Session,
};
use leptos::prelude::*;

/// A moment for the browser's own calendar.
pub(super) fn js_moment(at: Timestamp) -> wasm_bindgen::JsValue {
    wasm_bindgen::JsValue::from_f64(milliseconds(at))
}

/// What a line shows.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    at: Timestamp,
    who: String,
    what: String,
    kind: Kind,
    /// Its project with its name.
    project: Option<(ProjectId, String)>,
    /// The issue it is about, while there is one.
    issue: Option<u32>,
}

impl Told {
    fn of(state: &State, space: SpaceId, place: usize) -> Option<Self> {
        let space = state.space(space)?;
        let entry = space.feed.nth(place)?;
        let project = entry.project.and_then(|project| space.projects.get(&project));
        Some(Self {
            at: entry.at,
            who: entry.who(state),
            what: entry.sentence(state, space),
            kind: Kind::of(&entry.deed),
            project: project.map(|project| (project.id, project.name.clone())),
            issue: issue_of(&entry.deed)
                .filter(|number| project.is_some_and(|project| project.issues.get(*number).is_some())),
        })
    }
}

/// One line: picture, who did what, where, when.
#[component]
pub(super) fn FeedLine(
    #[prop(into)] space: Signal<SpaceId>,
    /// Its place in the feed, oldest first.
    #[prop(into)]
    place: Signal<usize>,
    /// Without the project's name, where there is only one.
    #[prop(optional)]
    hide_project: bool,
) -> impl IntoView {
    let session = Session::here();
    let told = Memo::new(move |_| {
        let (space, place) = (space.get(), place.get());
        session.with(|state| Told::of(state, space, place))
    });
    move || {
        told.get().map(|told| {
            let what = match (told.issue, &told.project) {
                (Some(number), Some((project, _))) => linked(&told.what, number, &Route::Issue(space.get(), *project, number, None)),
                _ => told.what.clone().into_any(),
            };
            let place = told.project.filter(|_| !hide_project).map(|(project, name)| {
                view! { <span class="feed-place">" in " <a href=Route::Project(space.get(), project).href()>{name}</a></span> }
            });
            view! {
                <div class="feed-line" tabindex="-1" data-row-control="">
                    <span class="feed-icon"><IconView icon=told.kind.icon() /></span>
                    <p><b>{told.who}</b> " " {what} {place}</p>
                    <RelativeTime at=milliseconds(told.at) />
                </div>
            }
        })
    }
}

/// A sentence whose `#12` leads to the issue.
fn linked(sentence: &str, number: u32, to: &Route) -> AnyView {
    let mark = format!("#{number}");
    match sentence.split_once(&mark) {
        Some((before, after)) => {
            let (before, after) = (before.to_owned(), after.to_owned());
            view! { {before} <a href=to.href()>{mark}</a> {after} }.into_any()
        }
        None => sentence.to_owned().into_any(),
    }
}

/// The newest lines of one project.
#[component]
pub fn RecentActivity(
    /// Which space.
    #[prop(into)]
    space: Signal<SpaceId>,
    /// Which project.
    #[prop(into)]
    project: Signal<ProjectId>,
    /// How many lines at most.
    #[prop(default = 8)]
    most: usize,
) -> impl IntoView {
    let session = Session::here();
    let places = Memo::new(move |_| {
        let (id, project) = (space.get(), project.get());
        let sieve = Sieve { project: Some(project), ..Sieve::default() };
        session.with(|state| {
            let Some(space) = state.space(id) else { return Vec::new() };
            sieve.entries(state, space).take(most).map(|(place, _)| place).collect::<Vec<usize>>()
        })
    });
    view! {
        <ul class="feed-short">
            <For each=move || places.get() key=|place| *place let:place>
                <li><FeedLine space=space place=Signal::stored(place) hide_project=true /></li>
            </For>
        </ul>
    }
}
