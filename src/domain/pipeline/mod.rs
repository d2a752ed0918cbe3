//! Pipelines of cloud accounts: where their artifacts lie, what seals them, and what falls short (PIP-1..5).

mod findings;
mod mark;
mod private;
mod read;
mod rules;
mod stores;

pub use findings::{Finding, Place, Weight, findings};
pub use mark::{mark, marked};
pub use private::{PrivateStep, private_connection};
pub use rules::{apply, decide, field};
pub use stores::{Sealing, sealing, store_for};

use super::{
    Timestamp,
    event::Scope,
    id::SealedId,
    inventory::{Listed, RegionName},
    key::{Caller, Content, Context, Site},
    sensitive,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// The service that seals artifacts in buckets, as in its endpoint and in the alias of its key.
pub const SERVICE: &str = "s3";
/// The alias of the key that the cloud manages for it: the default of every store (PIP-1).
pub const DEFAULT_KEY: &str = "alias/aws/s3";

/// A pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// Its name, unique in its account and Region.
    pub name: String,
    /// Its version.
    pub version: Option<u32>,
    /// `V1` or `V2`.
    pub kind: Option<String>,
    /// `QUEUED`, `SUPERSEDED` or `PARALLEL`.
    pub mode: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
    /// How it is built; none where only the listing of pipelines is known.
    pub structure: Option<Structure>,
}

/// How a pipeline is built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// The ARN of the role that it works with.
    pub role: String,
    /// Where its artifacts lie.
    pub stores: Vec<Store>,
    /// Its stages, in order.
    pub stages: Vec<Stage>,
    /// Names and default values of its variables.
    pub variables: Vec<(String, Value)>,
}

/// Where artifacts of one Region lie (PIP-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    /// Which Region; none for that of the pipeline.
    pub region: Option<RegionName>,
    /// The bucket.
    pub bucket: String,
    /// What names the key; none for the default.
    pub key: Option<String>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// Its actions.
    pub actions: Vec<Action>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// `Source`, `Build`, `Deploy`…
    pub category: String,
    /// `AWS`, `ThirdParty` or `Custom`.
    pub owner: String,
    /// `CodeBuild`, `S3`…
    pub provider: String,
    /// The version of the provider's action.
    pub version: String,
    /// Actions with the same number run at one time.
    pub order: u32,
    /// Where it runs; none for the Region of the pipeline.
    pub region: Option<RegionName>,
    /// The ARN of the role that it runs with, if not with the pipeline's.
    pub role: Option<String>,
    /// Artifacts that it reads.
    pub inputs: Vec<String>,
    /// Artifacts that it makes.
    pub outputs: Vec<String>,
    /// What it is told, by name.
    pub configuration: BTreeMap<String, Value>,
}

/// A value of a configuration. A secret never comes in: only that there was one (DPR-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// As it stood there.
    Text(String),
    /// It held a secret of this kind, which was left out.
    Withheld(sensitive::Secret),
}

/// The pipelines of an account in a Region, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipelines(pub BTreeMap<String, Arc<Pipeline>>);

/// What one import brings of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelinePart {
    /// `list-pipelines`: without structures.
    pub listed: Listed<Pipeline>,
    /// `get-pipeline`.
    pub described: Vec<Pipeline>,
}

/// What can be asked. All of it happens in the account and Region that the cloud side is signed in to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Sets the key of the store in this Region (PIP-2, PIP-3).
    SetKey {
        /// Name of the pipeline.
        pipeline: String,
        /// What names the key; none for the default.
        key: Option<String>,
    },
    /// Seals an artifact into the store in this Region, as the pipeline's role.
    Seal {
        /// Name of the pipeline.
        pipeline: String,
        /// Name of the artifact.
        artifact: String,
        /// The artifact.
        content: Content,
    },
    /// Opens an artifact.
    Open {
        /// Which.
        object: SealedId,
        /// With which context.
        context: Context,
        /// Who asks.
        caller: Caller,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The key of a store was set.
    KeySet {
        /// Where the pipeline is.
        site: Site,
        /// Name of the pipeline.
        pipeline: String,
        /// The store's bucket.
        bucket: String,
        /// What names the key.
        key: Option<String>,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub const fn scope(&self) -> Scope {
        Scope::Vault
    }
}

impl Value {
    /// Takes a text in, but for a secret.
    pub fn of(text: &str) -> Self {
        sensitive::secret_in(text).map_or_else(|| Self::Text(text.to_owned()), Self::Withheld)
    }

    /// As it may be shown.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Withheld(_) => "•••••••",
        }
    }
}

impl Pipeline {
    /// All actions with their stages.
    pub fn actions(&self) -> impl Iterator<Item = (&Stage, &Action)> {
        let stages = self.structure.iter().flat_map(|structure| &structure.stages);
        stages.flat_map(|stage| stage.actions.iter().map(move |action| (stage, action)))
    }

    /// Names of all artifacts that its actions make, in the order of the stages.
    pub fn artifacts(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for name in self.actions().flat_map(|(_, action)| &action.outputs) {
            if !all.contains(&name.as_str()) {
                all.push(name);
            }
        }
        all
    }
}
