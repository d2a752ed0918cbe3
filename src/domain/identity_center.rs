//! IAM Identity Center on the cloud side: the instance of an account, its identity source, its users and groups
//! (ORG-1..4).

mod apply;
mod command;
mod decide;
mod key;
mod people;
mod read;

pub use apply::apply;
pub use command::{Command, Event};
pub(in crate::domain) use decide::can_sign_in;
pub use decide::decide;
pub use key::{group_key, person_key};
pub(in crate::domain) use people::{Aliases, person};
pub(in crate::domain) use read::forget;
pub use read::{Part, take_in_all};

use super::{
    State, Timestamp,
    account::AccountId,
    id::{GroupId, PersonId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An instance of Identity Center with its identity store. An account owns one at most (reference 1.7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityCenter {
    /// What is known of the instance itself.
    pub instance: Instance,
    /// When something in its identity store last changed here: what a sync has to bring (SSO-4).
    pub changed: Timestamp,
    /// Users, by the person that each of them is.
    pub users: BTreeMap<PersonId, User>,
    /// Groups.
    pub groups: BTreeMap<GroupId, Group>,
}

/// An instance, without what its identity store holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// The account that owns it.
    pub account: AccountId,
    /// `arn:aws:sso:::instance/ssoins-…`.
    pub arn: String,
    /// Its name; may be empty.
    pub name: String,
    /// The one Region it belongs to (ORG-2).
    pub region: String,
    /// Where it stands.
    pub status: Status,
    /// The id of its identity store, `d-…`; none once that was deleted (ORG-4).
    pub store: Option<String>,
    /// Where its users come from; none until one is connected. One at a time (ORG-3).
    pub source: Option<IdentitySource>,
}

/// Where an instance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// In use.
    Active,
    /// Being made.
    Coming,
    /// It could not be made.
    Failed,
    /// Being deleted.
    Going,
}

impl Status {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Coming => "Being made",
            Self::Failed => "Could not be made",
            Self::Going => "Being deleted",
        }
    }
}

/// What is connected to an instance to take its users from (ORG-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdentitySource {
    /// The directory of Identity Center itself.
    Directory,
    /// An Active Directory, by its name.
    ActiveDirectory(String),
    /// A SAML 2.0 provider, by its name.
    Saml(String),
}

impl IdentitySource {
    /// As people read it.
    pub fn label(&self) -> String {
        match self {
            Self::Directory => "Identity Center directory".to_owned(),
            Self::ActiveDirectory(name) => format!("Active Directory {name}"),
            Self::Saml(name) => format!("SAML 2.0 provider {name}"),
        }
    }
}

/// Whether an instance serves a whole organization or one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Made in the management account of an organization.
    Organization,
    /// Bound to one account.
    Account,
}

impl Kind {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organization => "Organization instance",
            Self::Account => "Account instance",
        }
    }
}

/// A user of an identity store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Who.
    pub profile: Profile,
    /// The groups they are in.
    pub groups: BTreeSet<GroupId>,
    /// When they were last shown to be able to sign in here.
    pub signed_in: Option<Timestamp>,
}

/// What an identity store says of a user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Their id there, opaque.
    pub id: String,
    /// The name they sign in with.
    pub user_name: String,
    /// As it is shown.
    pub full_name: String,
    /// The primary address; may be empty.
    pub email: String,
    /// Whether they may sign in.
    pub enabled: bool,
    /// The provider that brought them; empty for the store's own directory.
    pub issuer: String,
}

impl core::fmt::Debug for Profile {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Names and addresses are nobody's business in a log.
        f.debug_struct("Profile").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A group of an identity store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id there, opaque.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// Free text.
    pub description: String,
}

impl IdentityCenter {
    /// Users of a group, in the order of their names.
    pub fn members(&self, group: GroupId) -> Vec<(PersonId, &User)> {
        let mut members: Vec<(PersonId, &User)> =
            self.users.iter().filter(|(_, user)| user.groups.contains(&group)).map(|(id, user)| (*id, user)).collect();
        members.sort_by_cached_key(|(id, user)| (user.profile.full_name.to_lowercase(), *id));
        members
    }

    /// How many users each group has, in one walk.
    pub fn group_sizes(&self) -> BTreeMap<GroupId, usize> {
        let mut sizes = BTreeMap::new();
        for group in self.users.values().flat_map(|user| &user.groups) {
            *sizes.entry(*group).or_default() += 1;
        }
        sizes
    }

    /// Groups by name.
    pub fn groups_by_name(&self) -> Vec<(GroupId, &Group)> {
        let mut groups: Vec<(GroupId, &Group)> = self.groups.iter().map(|(id, group)| (*id, group)).collect();
        groups.sort_by_cached_key(|(id, group)| (group.name.to_lowercase(), *id));
        groups
    }

    /// Whether anybody can come from here: it is active, has a store and a source.
    pub fn serves(&self) -> bool {
        self.instance.status == Status::Active && self.instance.store.is_some() && self.instance.source.is_some()
    }
}

impl State {
    /// The instance that an account owns.
    pub fn identity_center(&self, account: AccountId) -> Option<&IdentityCenter> {
        self.centers.get(&account).map(AsRef::as_ref)
    }

    /// Whether the instance of an account serves its organization or the account alone: an organization's is owned by its
    /// management account.
    pub fn kind_of_instance(&self, account: AccountId) -> Kind {
        if self.organization_of(account).is_some() { Kind::Organization } else { Kind::Account }
    }

    /// The instance with this identity store.
    pub fn store(&self, store: &str) -> Option<&IdentityCenter> {
        self.centers.values().map(AsRef::as_ref).find(|center| center.instance.store.as_deref() == Some(store))
    }

    /// The instance that a federated person comes from.
    pub fn center_of(&self, person: PersonId) -> Option<&IdentityCenter> {
        self.centers.values().map(AsRef::as_ref).find(|center| center.users.contains_key(&person))
    }
}
