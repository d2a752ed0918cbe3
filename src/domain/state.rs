//! Everything the console knows, as a fold of its records.

use super::{
    Record,
    account::CloudSession,
    id::{MessageId, PersonId, RequestId, SpaceId},
    identity::{Person, SignUp},
    outbox::Message,
    settings::Settings,
    space::{NameHash, Request, Space},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The state. Large parts hang on `Arc`, so that a clone is cheap and a snapshot can be written while edits go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// A sign-up on its way.
    pub sign_up: Option<SignUp>,
    /// People of this vault.
    pub people: BTreeMap<PersonId, Person>,
    /// Messages that wait, oldest first.
    pub outbox: BTreeMap<MessageId, Message>,
    /// Settings.
    pub settings: Settings,
    /// The cloud side's sign-in.
    pub cloud: Option<CloudSession>,
    /// Spaces asked for.
    pub requests: BTreeMap<RequestId, Request>,
    /// Hashes of every name ever taken (SPC-3).
    pub taken: BTreeSet<NameHash>,
    /// Key of those hashes; zero until the first person signs up.
    pub name_key: [u8; 32],
    /// Spaces.
    pub spaces: BTreeMap<SpaceId, Arc<Space>>,
}
