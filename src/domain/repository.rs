//! `CodeCommit` repositories of a cloud account (CCM-1).

use super::inventory::Contradiction;
use serde::{Deserialize, Serialize};

/// What is known of them in one account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repositories {}

/// What one command printed of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryPart {}

impl RepositoryPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "codecommit list-repositories"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, _later: Self) -> Result<(), Contradiction> {
        Ok(())
    }
}

impl Repositories {
    /// Takes what was read in.
    pub fn merge(&mut self, _part: &RepositoryPart) {}
}
