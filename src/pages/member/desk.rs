//! What the tables and dialogs of members share: where they are, which dialog is open and for whom.

use crate::{
    components::Flashes,
    domain::{
        Command, Permission, PersonId, ProjectId, Role, SpaceId, State,
        access::refused,
        gate::{self, Place},
        member,
    },
    session::{Session, browser::clock},
};
use leptos::prelude::*;

/// Somebody's membership: in the space, or in a project of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where.
    pub space: SpaceId,
    /// In which project; `None` for the space itself.
    pub project: Option<ProjectId>,
    /// Who.
    pub person: PersonId,
}

impl Target {
    /// The roles one can have there.
    pub fn roles(self) -> &'static [Role] {
        roles_at(self.project)
    }

    /// The role they have there themselves.
    pub fn role(self, state: &State) -> Option<Role> {
        let space = state.space(self.space)?;
        match self.project {
            None => space.members.get(&self.person).map(|member| member.role),
            Some(project) => space.projects.get(&project)?.roles.get(&self.person).copied(),
        }
    }

    /// The command that gives them a role.
    pub fn set(self, role: Role) -> Command {
        let Self { space, project, person } = self;
        member::Command::SetRole { space, project, person, role }.into()
    }

    /// The command that removes them.
    pub fn remove(self) -> member::Command {
        let Self { space, project, person } = self;
        member::Command::Remove { space, project, person }
    }

    /// Why their role cannot be changed to any other.
    pub fn no_change(self, state: &State, actor: Option<PersonId>) -> Option<String> {
        let now = clock::now();
        let held = self.role(state);
        let others = self.roles().iter().filter(|role| Some(**role) != held);
        let mut reasons = others.map(|role| refused(state, actor, self.set(*role), now));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first.message)
    }

    /// Why they cannot be removed.
    pub fn no_removal(self, state: &State, actor: Option<PersonId>) -> Option<String> {
        refused(state, actor, self.remove(), clock::now()).map(|refusal| refusal.message)
    }
}

/// The roles of a space, or those of a project.
pub fn roles_at(project: Option<ProjectId>) -> &'static [Role] {
    let (of_space, of_project) = Role::ALL.split_at(3);
    if project.is_some() { of_project } else { of_space }
}

/// The page's dialogs. `Copy`; handed to what opens them.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The console.
    pub session: Session,
    /// Messages.
    pub flashes: Flashes,
    /// Whose role is being changed.
    pub changing: RwSignal<Option<Target>>,
    /// Who is about to be removed.
    pub removing: RwSignal<Vec<Target>>,
    /// The invite dialog is open.
    pub inviting: RwSignal<bool>,
}

impl Desk {
    /// For the page at hand.
    pub fn of_page() -> Self {
        Self {
            session: Session::here(),
            flashes: Flashes::of_page(),
            changing: RwSignal::new(None),
            removing: RwSignal::new(Vec::new()),
            inviting: RwSignal::new(false),
        }
    }

    /// Sends a command and says what came of it, with a way back where there is one.
    pub fn send(self, command: impl Into<Command>, said: String, back: Option<Command>) {
        let command = command.into();
        leptos::task::spawn_local(async move {
            if let Err(refusal) = self.session.send(command).await {
                self.flashes.bad(refusal.message);
                return;
            }
            let shown = self.flashes.good(said);
            if let Some(back) = back {
                shown.with_action("Undo", move || self.send(back.clone(), "Undone.".to_owned(), None));
            }
        });
    }
}

/// Why nobody can be invited by the one who acts.
pub fn no_invitation(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    project: Option<ProjectId>,
) -> Option<String> {
    let (permission, place) = match project {
        None => (Permission::InviteOthersToTheSpace, Place::Space(space)),
        Some(project) => (Permission::InviteUsersToAProject, Place::Project(space, project)),
    };
    let asked = gate::can(state, actor, permission, place);
    let by_hand = || state.space(space).map_or(Ok(()), member::members_by_hand);
    asked.and_then(|()| by_hand()).err().map(|refusal| refusal.message)
}
