//! Networks of a cloud account (VPC-5).

use crate::domain::inventory::Contradiction;
use serde::{Deserialize, Serialize};

/// What is known of them in one account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {}

/// What one command printed of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkPart {}

impl NetworkPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "ec2 describe-vpcs"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, _later: Self) -> Result<(), Contradiction> {
        Ok(())
    }
}

impl Network {
    /// Takes what was read in.
    pub fn merge(&mut self, _part: &NetworkPart) {}
}
