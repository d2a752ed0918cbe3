//! What every screen of issues needs at hand: the project, who acts, what may be done, and what was begun.

use super::{memory::Memory, names::Names};
use crate::{
    components::flash::Flashes,
    domain::{
        Permission, PersonId, ProjectId, SpaceId,
        gate::{Place, ask},
        issue::{Estimation, Issue, Issues, Status},
        project::Project,
    },
    routes::{IssueView, Route},
    session::{Nav, Session},
};
use leptos::prelude::*;
use std::sync::Arc;

/// A project that compares by identity: while one is held here, every change makes another.
#[derive(Clone)]
pub struct Held(pub Arc<Project>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// An issue that compares by identity, for the same reason.
#[derive(Clone)]
pub struct HeldIssue(pub Arc<Issue>);

impl PartialEq for HeldIssue {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The desk of a project's issues. `Copy`; found in the context of every screen of issues.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The running console.
    pub session: Session,
    /// Where the person is.
    pub nav: Nav,
    /// The page's messages.
    pub flashes: Flashes,
    /// The space and the project of the address.
    pub place: Memo<(SpaceId, ProjectId)>,
    /// The project; `None` when this vault has none by these ids.
    pub project: Memo<Option<Held>>,
    /// What people are called.
    pub names: Memo<Arc<Names>>,
    /// What was begun and how lists are shown.
    pub memory: Memory,
}

impl Desk {
    /// Sets the desk up and puts it into the context.
    pub fn provide(space: Signal<SpaceId>, project: Signal<ProjectId>) -> Self {
        let session = Session::here();
        let place = Memo::new(move |_| (space.get(), project.get()));
        let project = Memo::new(move |_| {
            let (space, project) = place.get();
            session.with(|state| state.space(space)?.projects.get(&project).cloned().map(Held))
        });
        let names = session.select(|state| Arc::new(Names::of(state)));
        let memory = Memory::here();
        Effect::new(move |_| memory.belong_to(place.get()));
        let desk = Self { session, nav: Nav::here(), flashes: Flashes::of_page(), place, project, names, memory };
        provide_context(desk);
        desk
    }

    /// The one in the context.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the project's issues, tracked; `None` when there is no such project.
    pub fn issues<R>(self, read: impl FnOnce(&Issues) -> R) -> Option<R> {
        self.project.with(|held| held.as_ref().map(|held| read(&held.0.issues)))
    }

    /// Reads them once.
    pub fn peek<R>(self, read: impl FnOnce(&Issues) -> R) -> Option<R> {
        self.project.with_untracked(|held| held.as_ref().map(|held| read(&held.0.issues)))
    }

    /// One issue, as it is now.
    pub fn issue(self, number: u32) -> Option<Arc<Issue>> {
        self.peek(|issues| issues.get(number).cloned()).flatten()
    }

    /// A part of the issues as a memo.
    pub fn select<T>(self, read: impl Fn(&Issues) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.issues(&read))
    }

    /// Why something may not be done here by who acts; `None` when it may.
    pub fn refusal(self, permission: Permission) -> Signal<Option<String>> {
        let session = self.session;
        let place = self.place;
        Memo::new(move |_| {
            let (space, project) = place.get();
            let actor = session.actor();
            session
                .with(|state| ask(state, actor, permission, Place::Project(space, project)))
                .err()
                .map(|refusal| refusal.message)
        })
        .into()
    }

    /// Who acts.
    pub fn me(self) -> Option<PersonId> {
        self.session.actor()
    }

    /// The statuses that take issues, and the one named beside them.
    pub fn statuses(self) -> Memo<Vec<Status>> {
        Memo::new(move |_| self.issues(|issues| issues.statuses.clone()).unwrap_or_default())
    }

    /// How estimates are shown.
    pub fn estimation(self) -> Memo<Estimation> {
        Memo::new(move |_| self.issues(|issues| issues.estimation).unwrap_or_default())
    }

    /// The address of a view, as the place is now.
    pub fn view(self, view: IssueView) -> Route {
        let (space, project) = self.place.get_untracked();
        Route::Issues(space, project, view)
    }

    /// The address of an issue: beside a view, or on its own.
    pub fn address(self, number: u32, view: Option<IssueView>) -> Route {
        let (space, project) = self.place.get_untracked();
        Route::Issue(space, project, number, view)
    }
}
