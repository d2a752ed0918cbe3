//! Taking events of keys in.

use super::{Event, Key, KeyId, Keys};
use crate::domain::{Record, State};
use std::sync::Arc;

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::Sealed { object } => {
            state.sealed.insert(object.id, Arc::new(object.as_ref().clone()));
        }
        Event::Discarded { object } => {
            state.sealed.remove(object);
        }
        Event::Made { site, .. }
        | Event::VersionMade { site, .. }
        | Event::Described { site, .. }
        | Event::AliasSet { site, .. }
        | Event::AliasRemoved { site, .. }
        | Event::RotationSet { site, .. }
        | Event::StateSet { site, .. }
        | Event::PolicySet { site, .. }
        | Event::Destroyed { site, .. } => {
            if let Some(region) = state.cloud_region_mut(site.account, site.region) {
                region.keys.take(event);
            }
        }
    }
}

impl Keys {
    /// Takes an event of these keys in; whatever fits no key changes nothing.
    pub(super) fn take(&mut self, event: &Event) {
        match event {
            Event::Made { key, .. } => {
                self.keys.insert(key.id.clone(), Arc::new(key.as_ref().clone()));
            }
            Event::VersionMade { key, version, .. } => self.change(key, |key| {
                if key.version(version.id).is_none() {
                    key.versions.push(version.clone());
                }
            }),
            Event::Described { key, description, .. } => {
                self.change(key, |key| key.description.clone_from(description));
            }
            Event::AliasSet { name, alias, .. } => {
                self.aliases.insert(name.clone(), alias.clone());
            }
            Event::AliasRemoved { name, .. } => {
                self.aliases.remove(name);
            }
            Event::RotationSet { key, rotation, .. } => self.change(key, |key| key.rotation = Some(*rotation)),
            Event::StateSet { key, state, deletion, .. } => self.change(key, |key| {
                key.state.clone_from(state);
                key.deletion = *deletion;
            }),
            Event::PolicySet { key, policy, .. } => self.change(key, |key| key.policy = Some(policy.clone())),
            Event::Destroyed { key, .. } => {
                self.keys.remove(key);
                self.aliases.retain(|_, alias| alias.key.as_ref() != Some(key));
            }
            Event::Sealed { .. } | Event::Discarded { .. } => {}
        }
    }

    fn change(&mut self, key: &KeyId, change: impl FnOnce(&mut Key)) {
        if let Some(key) = self.keys.get_mut(key) {
            change(Arc::make_mut(key));
        }
    }
}
