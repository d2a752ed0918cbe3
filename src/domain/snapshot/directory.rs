//! Segments of single sign-on: organizations, instances with their users and groups, applications, and which groups brought
//! the members of a space.

use super::{Address, Shard, parts};
use crate::domain::{
    State, Timestamp,
    account::AccountId,
    id::{GroupId, PersonId, SpaceId},
    identity_center::{Event, Group, IdentityCenter, Instance, User, group_key, person_key},
    organization::Organization,
    space::Space,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;

/// Users and groups of one shard, with their ids here.
type Shelf = (Vec<(PersonId, User)>, Vec<(GroupId, Group)>);
/// Members of one shard, and what brought them.
type Followed = Vec<(PersonId, BTreeSet<GroupId>)>;

/// The shards that users and groups fall into.
pub fn shards(center: &IdentityCenter) -> BTreeSet<Shard> {
    let users = Shard::of_sorted(center.users.keys().map(|id| id.0));
    users.chain(Shard::of_sorted(center.groups.keys().map(|id| id.0))).collect()
}

/// An instance without its users and groups.
pub fn write_instance(center: &IdentityCenter) -> Vec<u8> {
    parts::write(&(&center.instance, center.changed))
}

/// Users and groups of a shard.
pub fn write(center: &IdentityCenter, shard: Shard) -> Option<Vec<u8>> {
    let users: Vec<(&PersonId, &User)> = shard.range(&center.users).collect();
    let groups: Vec<(&GroupId, &Group)> = shard.range(&center.groups).collect();
    (!users.is_empty() || !groups.is_empty()).then(|| parts::write(&(users, groups)))
}

/// What brought the members of a shard.
pub fn followed(space: &Space, shard: Shard) -> Vec<(&PersonId, &BTreeSet<GroupId>)> {
    shard.range(&space.followed).collect()
}

/// The segments that an event of an instance has changed, given the state after it.
pub fn changed(event: &Event, after: &State, all: &mut BTreeSet<Address>) {
    let account = event.account();
    let of = |id: Uuid| Address::Directory(account, Shard::of(id));
    let center = after.identity_center(account);
    let store = center.and_then(|center| center.instance.store.as_deref());
    all.insert(Address::IdentityCenter(account));
    match event {
        // Another store, or none: whatever was there goes.
        Event::Known { .. } | Event::Gone { .. } => {
            all.extend((0..=u8::MAX).map(|one| Address::Directory(account, Shard(one))));
        }
        Event::UsersKnown { users, .. } => all.extend(
            store.into_iter().flat_map(|store| users.iter().map(move |user| of(person_key(store, &user.id).0))),
        ),
        Event::GroupsKnown { groups, .. } => all.extend(
            store.into_iter().flat_map(|store| groups.iter().map(move |group| of(group_key(store, &group.id).0))),
        ),
        Event::GroupsGone { groups, .. } => {
            all.extend(groups.iter().map(|group| of(group.0)));
            // Anybody may have been in them.
            all.extend(center.into_iter().flat_map(|center| center.users.keys().map(|user| of(user.0))));
        }
        Event::UsersGone { users, .. } => all.extend(users.iter().map(|user| of(user.0))),
        Event::MembersSet { added, removed, .. } => all.extend(added.iter().chain(removed).map(|user| of(user.0))),
        Event::SignedIn { user, .. } => {
            all.insert(of(user.0));
        }
    }
}

/// What was read and waits for what it belongs to.
#[derive(Default)]
pub struct Directory {
    instances: BTreeMap<AccountId, (Instance, Timestamp)>,
    shelves: BTreeMap<(AccountId, Shard), Shelf>,
    followed: BTreeMap<(SpaceId, Shard), Followed>,
}

impl Directory {
    /// Takes a segment in; `None` if it is not what any version writes.
    pub fn take(&mut self, state: &mut State, address: Address, bytes: &[u8]) -> Option<()> {
        match address {
            Address::Organization(account) => {
                let organization: Organization = parts::read(bytes)?;
                (organization.management == account).then_some(())?;
                state.organizations.insert(account, Arc::new(organization));
            }
            Address::Application(account) => {
                let application: crate::domain::application::Application = parts::read(bytes)?;
                (application.account == account).then_some(())?;
                state.applications.insert(account, Arc::new(application));
            }
            Address::IdentityCenter(account) => {
                let (instance, changed): (Instance, Timestamp) = parts::read(bytes)?;
                (instance.account == account).then_some(())?;
                self.instances.insert(account, (instance, changed));
            }
            Address::Directory(account, shard) => {
                let read: Shelf = parts::read(bytes)?;
                let ids = read.0.iter().map(|(id, _)| id.0).chain(read.1.iter().map(|(id, _)| id.0));
                parts::all_in(shard, ids)?;
                self.shelves.insert((account, shard), read);
            }
            Address::Followed(space, shard) => {
                let followed: Followed = parts::read(bytes)?;
                parts::all_in(shard, followed.iter().map(|(id, _)| id.0))?;
                self.followed.insert((space, shard), followed);
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts everything to its place; answers what has none.
    pub fn place(&mut self, state: &mut State, spaces: &mut BTreeMap<SpaceId, Space>) -> Vec<Address> {
        let mut orphans = Vec::new();
        let mut centers: BTreeMap<AccountId, IdentityCenter> = std::mem::take(&mut self.instances)
            .into_iter()
            .map(|(account, (instance, changed))| {
                (account, IdentityCenter { instance, changed, users: BTreeMap::new(), groups: BTreeMap::new() })
            })
            .collect();
        for ((account, shard), (users, groups)) in std::mem::take(&mut self.shelves) {
            match centers.get_mut(&account) {
                Some(center) => {
                    center.users.extend(users);
                    center.groups.extend(groups);
                }
                None => orphans.push(Address::Directory(account, shard)),
            }
        }
        state.centers = centers.into_iter().map(|(account, center)| (account, Arc::new(center))).collect();
        for ((space, shard), followed) in std::mem::take(&mut self.followed) {
            match spaces.get_mut(&space) {
                Some(space) => space.followed.extend(followed),
                None => orphans.push(Address::Followed(space, shard)),
            }
        }
        orphans
    }
}
