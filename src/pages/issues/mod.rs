//! The pages of issues: board, backlog, all issues, archived ones, one issue, import and export (ISS-1..7).
//!
//! [`IssuesArea`] shows whichever of them an address names; moving between faces, and opening an issue beside them,
//! builds nothing anew.

mod act;
mod board;
mod bulk;
mod create;
mod desk;
mod detail;
mod drop;
mod editor;
mod export;
mod finder;
mod import;
mod memory;
mod names;
mod offers;
mod page;
mod pick;
mod rows;
mod table;
mod toolbar;

pub use import::ImportIssuesPage;
pub use memory::Memory;
pub use page::{IssuePage, IssuesPage};

use crate::{
    domain::{ProjectId, SpaceId},
    routes::{IssueView, Route},
};
use leptos::prelude::*;

/// Which of the pages an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    List,
    Alone,
    Import,
}

/// The page, the place, the view and the open issue of an address.
type Address = (Face, (SpaceId, ProjectId), IssueView, Option<u32>);

/// Every page of a project's issues, by the address.
#[component]
pub fn IssuesArea(
    /// The address. While it is of another area, the last one of this area stands.
    #[prop(into)]
    route: Signal<Route>,
) -> impl IntoView {
    let read = Memo::new(move |before: Option<&Option<Address>>| {
        let now = match route.get() {
            Route::Issues(space, project, view) => Some((Face::List, (space, project), view, None)),
            Route::Issue(space, project, number, Some(view)) => Some((Face::List, (space, project), view, Some(number))),
            Route::Issue(space, project, number, None) => Some((Face::Alone, (space, project), IssueView::All, Some(number))),
            Route::ImportIssues(space, project) => Some((Face::Import, (space, project), IssueView::All, None)),
            _ => None,
        };
        now.or_else(|| before.copied().flatten())
    });
    let face = Memo::new(move |_| read.get().map(|(face, ..)| face));
    let place = Memo::new(move |_| read.get().map(|(_, place, ..)| place));
    let view = Memo::new(move |_| read.get().map(|(_, _, view, _)| view).unwrap_or_default());
    let open = Memo::new(move |_| read.get().and_then(|(.., number)| number));
    move || {
        let (face, first) = (face.get()?, place.get_untracked()?);
        let place = Memo::new(move |_| place.get().unwrap_or(first));
        Some(match face {
            Face::List => view! { <IssuesPage place=place view=view open=open /> }.into_any(),
            Face::Alone => {
                let number = Memo::new(move |_| open.get().unwrap_or_default());
                view! { <IssuePage place=place number=number /> }.into_any()
            }
            Face::Import => view! { <ImportIssuesPage place=place /> }.into_any(),
        })
    }
}
