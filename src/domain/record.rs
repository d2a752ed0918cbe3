//! What one command left behind: who, when, and its events. The unit that the vault's journal keeps.

use super::{event::Event, id::PersonId, time::Timestamp};
use serde::{Deserialize, Serialize};

/// The events of one command, with who gave it and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When it was decided.
    pub at: Timestamp,
    /// Who acted; nobody before the first person exists.
    pub actor: Option<PersonId>,
    /// What happened, in order. Never empty.
    pub events: Vec<Event>,
}
