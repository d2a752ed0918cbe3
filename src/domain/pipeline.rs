//! Pipelines of a cloud account (PIP-5).

use super::inventory::Contradiction;
use serde::{Deserialize, Serialize};

/// What is known of them in one account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipelines {}

/// What one command printed of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelinePart {}

impl PipelinePart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "codepipeline get-pipeline"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, _later: Self) -> Result<(), Contradiction> {
        Ok(())
    }
}

impl Pipelines {
    /// Takes what was read in.
    pub fn merge(&mut self, _part: &PipelinePart) {}
}
