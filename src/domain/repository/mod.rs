//! `CodeCommit` repositories of cloud accounts, and the key that seals them (CCM-1..6).

mod rules;

pub use rules::{ACTIONS, Check, apply, checks, content_of, decide, field, may_read};

use super::{
    Timestamp,
    event::Scope,
    id::{RepositoryId, SealedId},
    inventory::{Contradiction, Listed},
    key::{Caller, Content, Context, Site},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// The service, as in its endpoint and in the alias of its key.
pub const SERVICE: &str = "codecommit";
/// The alias of the key that the cloud manages for it.
pub const KEY: &str = "alias/aws/codecommit";
/// Most characters of a name.
pub const NAME_MAX: usize = 100;
/// Most characters of a description.
pub const DESCRIPTION_MAX: usize = 1_000;

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repository {
    /// Its id: the encryption context of all that is sealed for it (CCM-4).
    pub id: RepositoryId,
    /// Its name, unique in its account and Region.
    pub name: String,
    /// Its ARN; empty where only the listing is known.
    pub arn: String,
    /// Free text.
    pub description: String,
    /// Its default branch.
    pub branch: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// Where to clone it from by HTTPS.
    pub clone_http: Option<String>,
    /// The ARN of its key, where the service told it.
    pub key: Option<String>,
    /// Only its name and id are known.
    pub listed: bool,
}

/// The repositories of an account in a Region, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repositories(pub BTreeMap<RepositoryId, Arc<Repository>>);

/// What one import brings of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryPart {
    /// `list-repositories`: id and name.
    pub listed: Listed<(RepositoryId, String)>,
    /// `get-repository` and `batch-get-repositories`.
    pub described: Vec<Repository>,
}

/// What can be asked. All of it happens in the account and Region that the cloud side is signed in to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes a repository; the first of a place makes the key too (CCM-1).
    Create {
        /// Name.
        name: String,
        /// Description.
        description: String,
        /// Who makes it.
        caller: Caller,
    },
    /// Deletes a repository with all that is sealed for it here.
    Delete {
        /// Which.
        repository: RepositoryId,
    },
    /// Sends content, which is sealed as it arrives (CCM-3).
    Push {
        /// Which repository.
        repository: RepositoryId,
        /// The file's path.
        path: String,
        /// The file.
        content: Content,
        /// Who sends it.
        caller: Caller,
    },
    /// Asks for content, which is opened for whoever may read (CCM-3).
    Pull {
        /// What.
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
    /// A repository was made.
    Created {
        /// Where.
        site: Site,
        /// What.
        repository: Box<Repository>,
    },
    /// A repository was deleted.
    Deleted {
        /// Where.
        site: Site,
        /// Which.
        repository: RepositoryId,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub const fn scope(&self) -> Scope {
        Scope::Vault
    }
}

impl RepositoryPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        "codecommit"
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        self.listed.join(later.listed, |one| one.0, |one| format!("the repository “{}”", one.1))?;
        for described in later.described {
            match self.described.iter().find(|known| known.id == described.id) {
                None => self.described.push(described),
                Some(known) if *known == described => {}
                Some(known) => return Err(Contradiction::about(&format!("the repository “{}”", known.name))),
            }
        }
        Ok(())
    }
}

impl Repositories {
    /// Takes what was read in. What a listing leaves out of a repository stays as it was known.
    pub fn merge(&mut self, part: &RepositoryPart) {
        if part.listed.whole {
            let named = |id: &RepositoryId| {
                part.listed.items.iter().any(|one| one.0 == *id) || part.described.iter().any(|one| one.id == *id)
            };
            self.0.retain(|id, _| named(id));
        }
        for (id, name) in &part.listed.items {
            let known = self.0.entry(*id).or_insert_with(|| {
                Arc::new(Repository {
                    id: *id,
                    name: name.clone(),
                    arn: String::new(),
                    description: String::new(),
                    branch: None,
                    created: None,
                    modified: None,
                    clone_http: None,
                    key: None,
                    listed: true,
                })
            });
            if known.name != *name {
                let known = Arc::make_mut(known);
                known.name.clone_from(name);
            }
        }
        for described in &part.described {
            self.0.insert(described.id, Arc::new(described.clone()));
        }
    }
}
