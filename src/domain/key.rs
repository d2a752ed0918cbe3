//! Keys of a cloud account (KMS-1).

use super::inventory::Contradiction;
use serde::{Deserialize, Serialize};

/// What is known of them in one account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {}

/// What one command printed of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPart {}

impl KeyPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "kms list-keys"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, _later: Self) -> Result<(), Contradiction> {
        Ok(())
    }
}

impl Keys {
    /// Takes what was read in.
    pub fn merge(&mut self, _part: &KeyPart) {}
}
