//! Keys of cloud accounts, as KMS has them: managed by the cloud for one of its services, or by the customer (KMS-1..4).
//!
//! In a sample account they are real: random material, held in the sealed vault, that seals and opens (`cipher`). Of an
//! imported account this console knows what the AWS CLI prints, which never holds material. The names of specs, usages, states
//! and limits are those of the KMS API (reference 1.3).

mod apply;
mod cipher;
mod command;
mod desk;
mod form;
mod material;
mod policy;
mod read;
mod rules;
mod sealed;
mod site;

pub use apply::apply;
pub use cipher::{Context, Envelope, canonical};
pub use command::{Command, Event};
pub(in crate::domain) use desk::Desk;
pub use desk::{can_seal, failure_of, is_due};
pub use form::{KeySpec, KeyState, KeyUsage, Manager, Origin};
pub use material::Material;
pub(in crate::domain) use policy::read as read_policy;
pub use policy::{Ask, CALLER_FIELD, Caller, POLICY_FIELD, Resolved, default_policy};
pub use read::{Described, KeyPart};
pub use rules::{decide, field, may_change, may_edit_site, may_rotate};
pub(in crate::domain) use sealed::room_for;
pub use sealed::{
    CONTENT_MAX, Content, Holder, NAME_MAX, OBJECTS_MAX, SealedObject, field as sealed_field, objects_of, sealed_with,
};
pub use site::Site;

use super::Timestamp;
use core::fmt;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Fewest days that a key waits to be deleted.
pub const WAIT_MIN: u16 = 7;
/// Most days that a key waits to be deleted; also the default.
pub const WAIT_MAX: u16 = 30;
/// Fewest days between two rotations.
pub const PERIOD_MIN: u16 = 90;
/// Most days between two rotations.
pub const PERIOD_MAX: u16 = 2_560;
/// Days between two rotations where nobody says; also for keys that the cloud manages.
pub const PERIOD: u16 = 365;
/// Most rotations of one key on demand.
pub const ON_DEMAND_MAX: usize = 25;
/// Most characters of an alias, with `alias/`.
pub const ALIAS_MAX: usize = 256;
/// Most characters of a key's description.
pub const DESCRIPTION_MAX: usize = 8_192;
/// Most bytes of a key policy.
pub const POLICY_MAX: usize = 32_768;
/// What every alias begins with.
pub const ALIAS: &str = "alias/";
/// What aliases of keys begin with that the cloud manages; reserved for them.
pub const ALIAS_OF_CLOUD: &str = "alias/aws/";

/// The id of a key: a UUID, or `mrk-` and 32 digits for one of several Regions. Signs of an id alone, so that it may stand in
/// an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(String);

/// The keys of one account in one Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// By id.
    pub keys: BTreeMap<KeyId, Arc<Key>>,
    /// By name, with `alias/`.
    pub aliases: BTreeMap<String, Alias>,
}

/// Another name of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The key it stands for; none for one that the cloud holds ready for a service that has not been used yet.
    pub key: Option<KeyId>,
    /// When it was made.
    pub created: Option<Timestamp>,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// Its ARN.
    pub arn: String,
    /// Who manages it.
    pub manager: Manager,
    /// What it is made of; none where only the listing of keys is known.
    pub spec: Option<KeySpec>,
    /// What it is for.
    pub usage: KeyUsage,
    /// Where its material comes from.
    pub origin: Origin,
    /// Whether it can be used.
    pub state: KeyState,
    /// What somebody wrote about it.
    pub description: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it goes for good, while it waits for that.
    pub deletion: Option<Timestamp>,
    /// It has relatives in other Regions.
    pub multi_region: bool,
    /// Its rotation; none where nobody told.
    pub rotation: Option<Rotation>,
    /// Its own policy as JSON; none where nobody told.
    pub policy: Option<String>,
    /// Its material, oldest first. Always empty in an imported account; in a sample account from its first use on.
    pub versions: Vec<Version>,
}

/// How a key is rotated by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Days between two rotations; none when it is not rotated by itself.
    pub period: Option<u16>,
    /// When it is rotated next.
    pub next: Option<Timestamp>,
    /// When it was last rotated on demand, as far as is known.
    pub on_demand: Option<Timestamp>,
}

/// One version of a key's material. Earlier ones stay, so that what they sealed still opens (KMS-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Named in everything that it seals.
    pub id: VersionId,
    /// Since when it is, or was, the newest.
    pub made: Timestamp,
    /// Why it was made.
    pub cause: Cause,
    /// What seals.
    pub material: Material,
}

/// The id of a version; random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionId(pub [u8; 16]);

/// Why a version was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// It is the first.
    First,
    /// The period had passed.
    Automatic,
    /// Somebody asked for it.
    OnDemand,
}

impl KeyId {
    /// Reads an id: 1 to 64 letters, digits and hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// Of a new key.
    pub(in crate::domain) fn from_random(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid().hyphenated().to_string())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VersionId({self})")
    }
}

impl Key {
    /// Whether it can seal data, so that artifacts can lie under it: symmetric, for encrypting (PIP-2).
    pub fn is_symmetric(&self) -> bool {
        self.spec == Some(KeySpec::SymmetricDefault)
    }

    /// The version that seals now.
    pub fn current(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// A version by its id.
    pub fn version(&self, id: VersionId) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }
}

impl Keys {
    /// A key by what names it within its account and Region: its id, its ARN, an alias with `alias/`, or the ARN of an alias.
    pub fn find(&self, name: &str) -> Option<&Key> {
        let local = name.splitn(6, ':').nth(5).filter(|_| name.starts_with("arn:")).unwrap_or(name);
        let id = match local.strip_prefix("key/") {
            Some(id) => id,
            None if local.starts_with(ALIAS) => self.aliases.get(local)?.key.as_ref()?.as_str(),
            None => local,
        };
        self.keys.get(&KeyId(id.to_owned())).map(Arc::as_ref)
    }

    /// The aliases of a key.
    pub fn aliases_of<'a>(&'a self, key: &'a KeyId) -> impl Iterator<Item = &'a str> {
        self.aliases.iter().filter(move |(_, alias)| alias.key.as_ref() == Some(key)).map(|(name, _)| name.as_str())
    }

    /// The service that the cloud manages this key for, such as `codecommit`, where an alias tells.
    pub fn service_of<'a>(&'a self, key: &'a Key) -> Option<&'a str> {
        if key.manager != Manager::Cloud {
            return None;
        }
        self.aliases_of(&key.id).find_map(|name| name.strip_prefix(ALIAS_OF_CLOUD))
    }

    /// What people call it: its first alias, else its id.
    pub fn name_of<'a>(&'a self, key: &'a Key) -> &'a str {
        self.aliases_of(&key.id).next().map_or(key.id.as_str(), |name| name.strip_prefix(ALIAS).unwrap_or(name))
    }
}
