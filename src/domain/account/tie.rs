//! What hangs on a connection beside its account: IAM roles, tags, the projects that may use it, and askings that wait (ACC-3, ACC-7,
//! TAG-1).

use super::{AccountId, Connection};
use crate::domain::{
    Timestamp,
    id::{PersonId, ProjectId, SpaceId},
    space::Space,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Beginning of the development role's name; the space's name follows.
pub const DEVELOPMENT: &str = "CodeCatalystWorkflowDevelopmentRole-";
/// Beginning of the support role's name; an identifier follows.
pub const SUPPORT: &str = "AWSRoleForCodeCatalystSupport-";
/// Most characters of a role's name (reference 1.6).
pub const ROLE_NAME_MAX: usize = 64;

/// All connections of a space, as far as it is not the accounts themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ties {
    /// What hangs on the connection of an account; nothing where it lacks.
    pub by_account: BTreeMap<AccountId, Tie>,
    /// Accounts that are asked for and wait to be verified on the cloud side.
    pub asked: BTreeMap<AccountId, Asked>,
}

/// What hangs on one connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// IAM roles that workflows may use, by ARN (ACC-3).
    pub roles: BTreeMap<String, RoleKind>,
    /// Tags (TAG-1).
    pub tags: BTreeMap<String, String>,
    /// The projects that may use the connection; none for all (ACC-7).
    pub projects: Option<BTreeSet<ProjectId>>,
}

/// What a role of a connection is (ACC-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleKind {
    /// `CodeCatalystWorkflowDevelopmentRole-<space>`: administrator access, for developer accounts.
    Development,
    /// `AWSRoleForCodeCatalystSupport-…`: support cases.
    Support,
    /// A role that the account had already.
    Existing,
}

/// An account that is asked for: the token waits for the cloud side (SPC-6, ACC-1).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The verification token: fits this account and this space, once.
    pub token: String,
}

impl core::fmt::Debug for Asked {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Asked").field("by", &self.by).field("token", &"<redacted>").finish_non_exhaustive()
    }
}

impl Ties {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.by_account.is_empty() && self.asked.is_empty()
    }
}

impl RoleKind {
    /// What it is, for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Development => "Development role",
            Self::Support => "Support role",
            Self::Existing => "Existing role",
        }
    }
}

impl Connection {
    /// The connection's ARN (TAG-1). Its id is made of the space, the account and the moment, so that a connection made again after
    /// its removal is another one (ACC-5). The form is that of the Service Authorization Reference.
    pub fn arn(&self, space: SpaceId, region: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(space.0.as_bytes());
        hash.update(self.account.0.to_be_bytes());
        hash.update(self.since.0.to_be_bytes());
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        // Version 8: bytes of one's own making (RFC 9562, section 5.8).
        let id = uuid::Builder::from_custom_bytes(id).into_uuid();
        format!("arn:aws:codecatalyst:{region}:{}:/connections/{}", self.account, id.hyphenated())
    }
}

impl Space {
    /// What hangs on the connection of an account.
    pub fn tie(&self, account: AccountId) -> Tie {
        self.ties.by_account.get(&account).cloned().unwrap_or_default()
    }

    /// The space as condition keys of IAM know it.
    pub fn arn(&self) -> String {
        format!("arn:aws:codecatalyst:::space/{}", self.id.0.hyphenated())
    }

    /// What uses the connection of an account, by name (ACC-6): its VPC connections. The one place that knows; environments and workflows
    /// join here.
    pub fn uses_of(&self, account: AccountId) -> Vec<String> {
        let vpcs = self.vpcs.by_id.values().filter(|vpc| vpc.account == account);
        vpcs.map(|vpc| format!("VPC connection {}", vpc.name)).collect()
    }
}

/// The name of the development role of a space, cut where a role's name would be too long.
pub fn development_name(space: &str) -> String {
    DEVELOPMENT.chars().chain(space.chars()).take(ROLE_NAME_MAX).collect()
}

/// The account and the name in a role's ARN; nothing for anything else.
pub fn role_of_arn(arn: &str) -> Option<(AccountId, &str)> {
    let mut parts = arn.splitn(6, ':');
    let head = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let (account, path) = (parts.next()?, parts.next()?.strip_prefix("role/")?);
    let name = path.rsplit('/').next()?;
    let sign = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    let good = head.first() == Some(&"arn")
        && head.get(1).is_some_and(|partition| partition.starts_with("aws"))
        && head.get(2) == Some(&"iam")
        && head.get(3) == Some(&"")
        && account.len() == 12
        && (1..=ROLE_NAME_MAX).contains(&name.len())
        && name.chars().all(sign)
        && path.chars().all(|c| sign(c) || c == '/')
        && path.len() <= 576;
    good.then(|| account.parse().ok().map(|number| (AccountId(number), name)))?
}
