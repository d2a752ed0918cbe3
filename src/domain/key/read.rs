//! What the AWS CLI prints of keys, and taking it in. It never holds material.

use super::{Alias, Key, KeyId, KeySpec, KeyState, KeyUsage, Keys, Manager, Origin, Rotation};
use crate::domain::{
    Timestamp,
    inventory::{Contradiction, Listed},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// What `describe-key` says of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// Id.
    pub id: KeyId,
    /// ARN.
    pub arn: String,
    /// Who manages it.
    pub manager: Manager,
    /// What it is made of.
    pub spec: Option<KeySpec>,
    /// What it is for.
    pub usage: KeyUsage,
    /// Where its material comes from.
    pub origin: Origin,
    /// Its state.
    pub state: KeyState,
    /// Its description.
    pub description: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it will be deleted.
    pub deletion: Option<Timestamp>,
    /// It has relatives in other Regions.
    pub multi_region: bool,
}

/// What one import brings of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPart {
    /// `list-keys`: id and ARN.
    pub listed: Listed<(KeyId, String)>,
    /// `describe-key`.
    pub described: Vec<Described>,
    /// `list-aliases`: name, the key it stands for, when it was made.
    pub aliases: Listed<(String, Alias)>,
    /// `get-key-policy`, by key.
    pub policies: BTreeMap<KeyId, String>,
    /// `get-key-rotation-status`, by key.
    pub rotations: BTreeMap<KeyId, Rotation>,
}

impl KeyPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "kms"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        let of_key = |key: &KeyId| format!("the key {key}");
        self.listed.join(later.listed, |(id, _)| id.clone(), |(id, _)| of_key(id))?;
        self.aliases.join(later.aliases, |(name, _)| name.clone(), |(name, _)| format!("the alias {name}"))?;
        for described in later.described {
            match self.described.iter().find(|known| known.id == described.id) {
                None => self.described.push(described),
                Some(known) if *known == described => {}
                Some(known) => return Err(Contradiction::about(&of_key(&known.id))),
            }
        }
        unite(&mut self.policies, later.policies, |key| format!("the policy of the key {key}"))?;
        unite(&mut self.rotations, later.rotations, |key| format!("the rotation of the key {key}"))
    }
}

fn unite<T: PartialEq>(
    known: &mut BTreeMap<KeyId, T>,
    later: BTreeMap<KeyId, T>,
    what: impl Fn(&KeyId) -> String,
) -> Result<(), Contradiction> {
    for (key, value) in later {
        match known.get(&key) {
            Some(same) if *same == value => {}
            Some(_) => return Err(Contradiction::about(&what(&key))),
            None => {
                known.insert(key, value);
            }
        }
    }
    Ok(())
}

impl Key {
    /// Of which nothing is known but that it is there.
    fn listed(id: KeyId, arn: String) -> Self {
        Self {
            id,
            arn,
            manager: Manager::Customer,
            spec: None,
            usage: KeyUsage::EncryptDecrypt,
            origin: Origin::Kms,
            state: KeyState::Enabled,
            description: String::new(),
            created: None,
            deletion: None,
            multi_region: false,
            rotation: None,
            policy: None,
            versions: Vec::new(),
        }
    }

    /// With what `describe-key` says.
    fn describe(&mut self, new: &Described) {
        self.arn.clone_from(&new.arn);
        self.manager = new.manager;
        self.spec.clone_from(&new.spec);
        self.usage.clone_from(&new.usage);
        self.origin.clone_from(&new.origin);
        self.state.clone_from(&new.state);
        self.description.clone_from(&new.description);
        self.created = new.created;
        self.deletion = new.deletion;
        self.multi_region = new.multi_region;
    }
}

impl Keys {
    /// Takes what was read in. What a file leaves out of a key stays as it was known, and so does material.
    pub fn merge(&mut self, part: &KeyPart) {
        if part.listed.whole {
            let named = |id: &KeyId| {
                part.listed.items.iter().any(|(listed, _)| listed == id)
                    || part.described.iter().any(|one| one.id == *id)
            };
            self.keys.retain(|id, _| named(id));
        }
        for (id, arn) in &part.listed.items {
            self.keys.entry(id.clone()).or_insert_with(|| Arc::new(Key::listed(id.clone(), arn.clone())));
        }
        for described in &part.described {
            let fresh = || Arc::new(Key::listed(described.id.clone(), described.arn.clone()));
            Arc::make_mut(self.keys.entry(described.id.clone()).or_insert_with(fresh)).describe(described);
        }
        for (id, policy) in &part.policies {
            if let Some(key) = self.keys.get_mut(id) {
                Arc::make_mut(key).policy = Some(policy.clone());
            }
        }
        for (id, rotation) in &part.rotations {
            if let Some(key) = self.keys.get_mut(id) {
                let key = Arc::make_mut(key);
                // The CLI leaves the moment of an earlier rotation out.
                let on_demand = rotation.on_demand.or(key.rotation.and_then(|known| known.on_demand));
                key.rotation = Some(Rotation { on_demand, ..*rotation });
            }
        }
        if part.aliases.whole {
            self.aliases.clear();
        }
        self.aliases.extend(part.aliases.items.iter().cloned());
        self.settle();
    }

    /// A listing tells nothing of who manages a key, its alias does.
    fn settle(&mut self) {
        let clouds: Vec<KeyId> = self
            .aliases
            .iter()
            .filter(|(name, _)| name.starts_with(super::ALIAS_OF_CLOUD))
            .filter_map(|(_, alias)| alias.key.clone())
            .collect();
        for id in clouds {
            if let Some(key) = self.keys.get_mut(&id).filter(|key| key.manager != Manager::Cloud) {
                Arc::make_mut(key).manager = Manager::Cloud;
            }
        }
    }
}

impl Key {
    /// The key that the first repository of a place would make, for asking beforehand what policies say of it.
    pub(in crate::domain) fn to_come(site: &super::Site) -> Self {
        let id = KeyId::from_random([0; 16]);
        let arn = site.arn("kms", &format!("key/{id}"));
        Self { manager: Manager::Cloud, spec: Some(KeySpec::SymmetricDefault), ..Self::listed(id, arn) }
    }
}
