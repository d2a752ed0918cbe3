//! What the pages of spaces, projects and the cloud side have in common.

use crate::{
    components::{Badge, Crumb, RelativeTime, Tone},
    domain::{
        Permission, ProjectId, SpaceId, State, Timestamp,
        gate::{self, Place},
        issue::{Category, Issues},
        space::{Origin, Region},
    },
    routes::{Route, SpaceTab},
    session::Session,
};
use leptos::prelude::*;

/// A moment as the design system takes it: milliseconds since 1970.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of our age fit a double exactly")]
pub const fn milliseconds(at: Timestamp) -> f64 {
    at.0 as f64
}

/// A count as the design system's meters take it.
pub fn amount(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// How long ago something was.
#[component]
pub fn When(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    view! { <RelativeTime at=milliseconds(at) /> }
}

/// Says that something was read from the AWS CLI and not made here; nothing otherwise.
#[component]
pub fn ImportedBadge(
    /// Where it comes from.
    origin: Origin,
) -> impl IntoView {
    (origin == Origin::Imported).then(|| view! { <Badge tone=Tone::Info>"Imported"</Badge> })
}

/// Why the person at the console may not do something at a place; nothing when they may.
pub fn refusal_of(permission: Permission, place: impl Fn() -> Place + Send + Sync + 'static) -> Signal<Option<String>> {
    let session = Session::here();
    Memo::new(move |_| {
        let (actor, place) = (session.actor(), place());
        session.with(|state| gate::can(state, actor, permission, place).err().map(|refusal| refusal.message))
    })
    .into()
}

/// A Region as people read it, with the code that programs write; one that is not known stays as it is.
pub fn region_words(region: &str) -> String {
    match Region::parse(region) {
        Some(known) => known.label().to_owned(),
        None if region.is_empty() => "Not told".to_owned(),
        None => region.to_owned(),
    }
}

/// A number with the word for what is counted: `1 project`, `1,204 issues`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::components::grouped(number), if number == 1 { one } else { many })
}

/// The way to a page of a space.
pub fn crumbs_of_space(state: &State, space: SpaceId) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new("Spaces", Route::Spaces.href())];
    if let Some(found) = state.space(space) {
        crumbs.push(Crumb::new(found.name.clone(), Route::Space(space, SpaceTab::Projects).href()));
    }
    crumbs
}

/// The way to a page of a space, as it is now: the name may still be read, and the page may change its space.
pub fn space_crumbs(space: Signal<SpaceId>) -> Memo<Vec<Crumb>> {
    let session = Session::here();
    Memo::new(move |_| {
        let id = space.get();
        session.with(|state| crumbs_of_space(state, id))
    })
}

/// The same to a page behind another one of the space.
pub fn space_crumbs_with(
    space: Signal<SpaceId>,
    before: impl Fn(SpaceId) -> Crumb + Send + Sync + 'static,
) -> Memo<Vec<Crumb>> {
    let crumbs = space_crumbs(space);
    Memo::new(move |_| crumbs.get().into_iter().chain([before(space.get())]).collect())
}

/// The way to a page of a project.
pub fn crumbs_of_project(state: &State, space: SpaceId, project: ProjectId) -> Vec<Crumb> {
    let mut crumbs = crumbs_of_space(state, space);
    if let Some(found) = state.project(space, project) {
        crumbs.push(Crumb::new(found.name.clone(), Route::Project(space, project).href()));
    }
    crumbs
}

/// The name of a person, or words for one who is gone.
pub fn name_of(state: &State, person: crate::domain::PersonId) -> String {
    state.people.get(&person).map_or_else(|| "Somebody who is gone".to_owned(), |person| person.full_name.clone())
}

/// How many issues of a project are in each category; archived ones are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueCounts {
    /// In the backlog.
    pub backlog: usize,
    /// To do.
    pub to_do: usize,
    /// In progress.
    pub started: usize,
    /// Done.
    pub done: usize,
    /// Archived, whatever their status.
    pub archived: usize,
}

impl IssueCounts {
    /// Counts in one pass.
    pub fn of(issues: &Issues) -> Self {
        let mut counts = Self::default();
        for issue in issues.by_number.values() {
            let count = if issue.archived {
                &mut counts.archived
            } else {
                match issues.category(issue) {
                    Category::Draft => &mut counts.backlog,
                    Category::NotStarted => &mut counts.to_do,
                    Category::Started => &mut counts.started,
                    Category::Completed => &mut counts.done,
                }
            };
            *count += 1;
        }
        counts
    }

    /// Those that are not archived.
    pub const fn open_and_done(self) -> usize {
        self.backlog + self.to_do + self.started + self.done
    }
}
