//! Takes in what became of an instance, its users and its groups.

use super::{Event, IdentityCenter, User, group_key, person_key};
use crate::domain::{Record, State};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Known { instance } => {
            let empty = || IdentityCenter {
                instance: instance.clone(),
                changed: record.at,
                users: BTreeMap::new(),
                groups: BTreeMap::new(),
            };
            let known = state.centers.entry(instance.account).or_insert_with(|| Arc::new(empty()));
            let known = Arc::make_mut(known);
            if known.instance.store != instance.store {
                *known = empty();
            }
            known.instance.clone_from(instance);
        }
        Event::Gone { account } => {
            state.centers.remove(account);
        }
        other => {
            if let Some(center) = state.centers.get_mut(&other.account()).map(Arc::make_mut) {
                in_store(center, record, other);
            }
        }
    }
}

fn in_store(center: &mut IdentityCenter, record: &Record, event: &Event) {
    let Some(store) = center.instance.store.clone() else { return };
    match event {
        Event::UsersKnown { users, .. } => {
            for profile in users {
                match center.users.entry(person_key(&store, &profile.id)) {
                    std::collections::btree_map::Entry::Occupied(mut known) => {
                        known.get_mut().profile.clone_from(profile);
                    }
                    std::collections::btree_map::Entry::Vacant(place) => {
                        place.insert(User { profile: profile.clone(), groups: BTreeSet::new(), signed_in: None });
                    }
                }
            }
        }
        Event::UsersGone { users, .. } => {
            for user in users {
                center.users.remove(user);
            }
        }
        Event::GroupsKnown { groups, .. } => {
            center.groups.extend(groups.iter().map(|group| (group_key(&store, &group.id), group.clone())));
        }
        Event::GroupsGone { groups, .. } => {
            for group in groups {
                center.groups.remove(group);
            }
            for user in center.users.values_mut() {
                user.groups.retain(|group| !groups.contains(group));
            }
        }
        Event::MembersSet { group, added, removed, .. } => {
            if center.groups.contains_key(group) {
                for user in added {
                    center.users.get_mut(user).map(|user| user.groups.insert(*group));
                }
                for user in removed {
                    center.users.get_mut(user).map(|user| user.groups.remove(group));
                }
            }
        }
        Event::SignedIn { user, .. } => {
            if let Some(user) = center.users.get_mut(user) {
                user.signed_in = Some(record.at);
            }
            return;
        }
        Event::Known { .. } | Event::Gone { .. } => return,
    }
    center.changed = record.at;
}
