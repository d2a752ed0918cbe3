//! What can be asked of keys, and what can have happened.

use super::{Alias, Key, KeyId, KeySpec, KeyState, KeyUsage, Rotation, SealedObject, Site, Version};
use crate::domain::{Timestamp, event::Scope, id::SealedId};
use serde::{Deserialize, Serialize};

/// What can be asked. All of it happens in the account and Region that the cloud side is signed in to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes a key of the customer.
    Create {
        /// Alias, with or without `alias/`.
        alias: String,
        /// Description.
        description: String,
        /// What it is made of.
        spec: KeySpec,
        /// What it is for.
        usage: KeyUsage,
        /// Days between two rotations, if it is to be rotated by itself.
        rotation: Option<u16>,
    },
    /// Sets the description.
    Describe {
        /// Which key.
        key: KeyId,
        /// The text.
        description: String,
    },
    /// Gives an alias to a key, also one that another key of the account had.
    SetAlias {
        /// Which key.
        key: KeyId,
        /// Alias, with or without `alias/`.
        alias: String,
    },
    /// Takes an alias away.
    RemoveAlias {
        /// Which, with `alias/`.
        alias: String,
    },
    /// Sets the days between two rotations, or none.
    SetRotation {
        /// Which key.
        key: KeyId,
        /// Days; none to rotate it no more by itself.
        period: Option<u16>,
    },
    /// Rotates now.
    Rotate {
        /// Which key.
        key: KeyId,
    },
    /// Lets it be used again.
    Enable {
        /// Which key.
        key: KeyId,
    },
    /// Lets it not be used.
    Disable {
        /// Which key.
        key: KeyId,
    },
    /// Has it deleted after a while.
    ScheduleDeletion {
        /// Which key.
        key: KeyId,
        /// Days to wait.
        days: u16,
    },
    /// Has it not deleted; it is disabled then.
    CancelDeletion {
        /// Which key.
        key: KeyId,
    },
    /// Sets its policy.
    SetPolicy {
        /// Which key.
        key: KeyId,
        /// JSON.
        policy: String,
    },
    /// Carries out what has become due: rotations and deletions.
    CarryOut,
    /// Throws away something that was sealed.
    Discard {
        /// Which.
        object: SealedId,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A key was made.
    Made {
        /// Where.
        site: Site,
        /// The key.
        key: Box<Key>,
    },
    /// A key got another version.
    VersionMade {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
        /// The version.
        version: Version,
    },
    /// The description was set.
    Described {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
        /// The text.
        description: String,
    },
    /// An alias stands for a key.
    AliasSet {
        /// Where.
        site: Site,
        /// The alias, with `alias/`.
        name: String,
        /// What it is.
        alias: Alias,
    },
    /// An alias is gone.
    AliasRemoved {
        /// Where.
        site: Site,
        /// The alias, with `alias/`.
        name: String,
    },
    /// How a key is rotated was set.
    RotationSet {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
        /// How.
        rotation: Rotation,
    },
    /// The state was set.
    StateSet {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
        /// The state.
        state: KeyState,
        /// When it goes for good.
        deletion: Option<Timestamp>,
    },
    /// The policy was set.
    PolicySet {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
        /// JSON.
        policy: String,
    },
    /// A key is gone, with all its material: what it sealed opens no more.
    Destroyed {
        /// Where.
        site: Site,
        /// Which key.
        key: KeyId,
    },
    /// Something was sealed and is kept.
    Sealed {
        /// What.
        object: Box<SealedObject>,
    },
    /// Something that was sealed was thrown away.
    Discarded {
        /// Which.
        object: SealedId,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub const fn scope(&self) -> Scope {
        Scope::Vault
    }
}
