//! Identity Center applications: what ties a space to the groups of an identity store (SSO-1..9, APP-1, APP-2, ORG-4).

mod apply;
mod associate;
mod command;
mod create;
mod decide;
mod end;
mod prerequisites;

pub use apply::apply;
pub use associate::{Leaving, leaving};
pub use command::{Command, Event, Place};
pub use create::{check_administrators, check_groups, check_name, check_place};
pub use decide::decide;
pub(in crate::domain) use end::end_with_store;
pub use end::{WithoutSpace, without_space};
pub use prerequisites::{Prerequisite, Region, prerequisites, region_warning};

use super::{
    State, Timestamp,
    account::AccountId,
    id::{GroupId, PersonId, SpaceId},
    space::Space,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An application. An account has one at most (SSO-2), so it is found by its account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    /// The account it belongs to, which also owns the instance it takes its users from.
    pub account: AccountId,
    /// The identity store it was made with. Once that is gone, it is invalid for good (ORG-4).
    pub store: String,
    /// What people choose on the sign-in page.
    pub display_name: String,
    /// Unique over all applications, ignoring letter case (SSO-2).
    pub name: String,
    /// Since when.
    pub created: Timestamp,
    /// Whether its identity store is still there (ORG-4).
    pub valid: bool,
    /// The connected groups, with their names as last read.
    pub groups: BTreeMap<GroupId, String>,
    /// The space it serves; one at a time (SSO-2).
    pub space: Option<SpaceId>,
    /// The newest sync (SSO-4).
    pub last: Option<Ran>,
    /// The newest sync that changed something.
    pub changed: Option<Ran>,
}

/// A sync that ran, and what it brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ran {
    /// When.
    pub at: Timestamp,
    /// Who asked for it; nobody for a scheduled one.
    pub by: Option<PersonId>,
    /// What it brought.
    pub brought: Brought,
}

/// What a sync brought, counted; the first few people by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// People who became members.
    pub joined: u32,
    /// People who are members no more.
    pub left: u32,
    /// Members whose groups are others.
    pub moved: u32,
    /// Members whose name or address is another.
    pub renamed: u32,
    /// Teams that gained or lost people.
    pub teams: u32,
    /// Connected groups that are gone from the identity store.
    pub gone: u32,
    /// The first of those who joined and those who left.
    pub first: Vec<(PersonId, Came)>,
    /// Who is in no connected group any more and stays all the same, because the space would have no Space administrator
    /// without them (MBR-7).
    pub held: Option<PersonId>,
}

/// How somebody changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// They became a member.
    Joined,
    /// They are a member no more.
    Left,
    /// Their groups are others.
    Moved,
}

impl Brought {
    /// Whether nothing changed.
    pub const fn is_nothing(&self) -> bool {
        self.joined == 0 && self.left == 0 && self.moved == 0 && self.renamed == 0 && self.teams == 0 && self.gone == 0
    }
}

impl State {
    /// The application of an account.
    pub fn application(&self, account: AccountId) -> Option<&Application> {
        self.applications.get(&account).map(AsRef::as_ref)
    }

    /// The application that serves a space.
    pub fn application_for(&self, space: SpaceId) -> Option<&Application> {
        self.applications.values().map(AsRef::as_ref).find(|application| application.space == Some(space))
    }

    /// Names of the groups that brought a member, as of the last sync; empty for a member with a Builder ID.
    pub fn groups_of_member(&self, space: SpaceId, person: PersonId) -> Vec<&str> {
        let Some(groups) = self.space(space).and_then(|space| space.followed.get(&person)) else { return Vec::new() };
        let Some(application) = self.application_for(space) else { return Vec::new() };
        groups.iter().filter_map(|group| application.groups.get(group)).map(String::as_str).collect()
    }
}

/// The Space administrators that an application shows (APP-1): members who have the role themselves.
pub fn administrators(space: &Space) -> BTreeSet<PersonId> {
    let own = space.members.values().filter(|member| member.role == super::Role::SpaceAdministrator);
    own.map(|member| member.person).collect()
}
