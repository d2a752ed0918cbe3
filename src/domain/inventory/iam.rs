//! Roles, policies, users and groups of an account, as far as imports told of them (ACC-3, TAG-2, VPC-3, CCM-2).
//!
//! Documents are kept as their text: `formats::iam_policy` reads it, `domain::iam` answers questions.

use super::{Contradiction, Listed};
use crate::domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an account's IAM holds, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Iam {
    /// Roles by name; names are unique in an account.
    pub roles: BTreeMap<String, Role>,
    /// Users by name.
    pub users: BTreeMap<String, User>,
    /// Groups by name.
    pub groups: BTreeMap<String, Group>,
    /// Managed policies by ARN.
    pub policies: BTreeMap<String, ManagedPolicy>,
}

/// Policies of a role, user or group. `None` stands for what no import told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policies {
    /// Inline documents by name.
    pub inline: Option<BTreeMap<String, String>>,
    /// ARNs of managed policies.
    pub attached: Option<Vec<String>>,
    /// ARN of the permissions boundary; none where there is none or none was told.
    pub boundary: Option<String>,
}

/// A role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Name, 1 to 64 characters.
    pub name: String,
    /// `arn:aws:iam::<account>:role/<path><name>`.
    pub arn: String,
    /// `AROA…`.
    pub id: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Free text.
    pub description: Option<String>,
    /// Longest session in seconds, 3600 to 43200.
    pub max_session: Option<u32>,
    /// Who may assume it: a document.
    pub trust: Option<String>,
    /// What it may do.
    pub policies: Policies,
    /// Tags.
    pub tags: Option<BTreeMap<String, String>>,
    /// When it was last used.
    pub last_used: Option<Timestamp>,
}

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// Names of the groups.
    pub groups: Option<Vec<String>>,
    /// What the user may do beside the groups' policies.
    pub policies: Policies,
    /// Tags.
    pub tags: Option<BTreeMap<String, String>>,
}

/// A group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Name.
    pub name: String,
    /// ARN.
    pub arn: String,
    /// What its users may do.
    pub policies: Policies,
}

/// A managed policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedPolicy {
    /// ARN; those of the cloud itself have `aws` in place of an account.
    pub arn: String,
    /// Name.
    pub name: String,
    /// Free text.
    pub description: Option<String>,
    /// The default version, such as `v3`.
    pub version: Option<String>,
    /// The document of the default version.
    pub document: Option<String>,
}

/// What one import brings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IamPart {
    /// Roles.
    pub roles: Listed<Role>,
    /// Users.
    pub users: Listed<User>,
    /// Groups.
    pub groups: Listed<Group>,
    /// Managed policies.
    pub policies: Listed<ManagedPolicy>,
}

/// Takes over what `later` says and `self` does not, and refuses what both say differently.
trait Unite: Sized {
    /// Joins two files of one import; `false` if they contradict.
    fn agree(&mut self, later: Self) -> bool;
    /// What is known, with what was read anew over it.
    fn renewed(&self, new: &Self) -> Self;
}

impl<T: Clone + PartialEq> Unite for Option<T> {
    fn agree(&mut self, later: Self) -> bool {
        match (&self, later) {
            (Some(known), Some(later)) => *known == later,
            (_, None) => true,
            (None, later) => {
                *self = later;
                true
            }
        }
    }
    fn renewed(&self, new: &Self) -> Self {
        new.clone().or_else(|| self.clone())
    }
}

impl Unite for Policies {
    fn agree(&mut self, later: Self) -> bool {
        // `get-role-policy` tells of one inline policy at a time.
        let inline = match (&mut self.inline, later.inline) {
            (Some(known), Some(later)) => later.into_iter().all(|(name, document)| match known.get(&name) {
                Some(same) => *same == document,
                None => known.insert(name, document).is_none(),
            }),
            (known, Some(later)) => {
                *known = Some(later);
                true
            }
            (_, None) => true,
        };
        inline && self.attached.agree(later.attached) && self.boundary.agree(later.boundary)
    }
    fn renewed(&self, new: &Self) -> Self {
        Self {
            inline: self.inline.renewed(&new.inline),
            attached: self.attached.renewed(&new.attached),
            boundary: new.boundary.clone(),
        }
    }
}

impl Unite for Role {
    fn agree(&mut self, later: Self) -> bool {
        if self.arn.is_empty() {
            self.arn.clone_from(&later.arn);
        }
        (later.arn.is_empty() || self.arn == later.arn)
            && self.id.agree(later.id)
            && self.created.agree(later.created)
            && self.description.agree(later.description)
            && self.max_session.agree(later.max_session)
            && self.trust.agree(later.trust)
            && self.policies.agree(later.policies)
            && self.tags.agree(later.tags)
            && self.last_used.agree(later.last_used)
    }
    fn renewed(&self, new: &Self) -> Self {
        Self {
            name: new.name.clone(),
            arn: if new.arn.is_empty() { self.arn.clone() } else { new.arn.clone() },
            id: self.id.renewed(&new.id),
            created: self.created.renewed(&new.created),
            description: self.description.renewed(&new.description),
            max_session: self.max_session.renewed(&new.max_session),
            trust: self.trust.renewed(&new.trust),
            policies: self.policies.renewed(&new.policies),
            tags: self.tags.renewed(&new.tags),
            last_used: self.last_used.renewed(&new.last_used),
        }
    }
}

impl Unite for User {
    fn agree(&mut self, later: Self) -> bool {
        if self.arn.is_empty() {
            self.arn.clone_from(&later.arn);
        }
        (later.arn.is_empty() || self.arn == later.arn)
            && self.groups.agree(later.groups)
            && self.policies.agree(later.policies)
            && self.tags.agree(later.tags)
    }
    fn renewed(&self, new: &Self) -> Self {
        Self {
            name: new.name.clone(),
            arn: if new.arn.is_empty() { self.arn.clone() } else { new.arn.clone() },
            groups: self.groups.renewed(&new.groups),
            policies: self.policies.renewed(&new.policies),
            tags: self.tags.renewed(&new.tags),
        }
    }
}

impl Unite for Group {
    fn agree(&mut self, later: Self) -> bool {
        if self.arn.is_empty() {
            self.arn.clone_from(&later.arn);
        }
        (later.arn.is_empty() || self.arn == later.arn) && self.policies.agree(later.policies)
    }
    fn renewed(&self, new: &Self) -> Self {
        Self {
            name: new.name.clone(),
            arn: if new.arn.is_empty() { self.arn.clone() } else { new.arn.clone() },
            policies: self.policies.renewed(&new.policies),
        }
    }
}

impl Unite for ManagedPolicy {
    fn agree(&mut self, later: Self) -> bool {
        self.description.agree(later.description)
            && self.version.agree(later.version)
            && self.document.agree(later.document)
    }
    fn renewed(&self, new: &Self) -> Self {
        // The document belongs to its version.
        let same = new.version.is_none() || new.version == self.version;
        Self {
            arn: new.arn.clone(),
            name: new.name.clone(),
            description: self.description.renewed(&new.description),
            version: self.version.renewed(&new.version),
            document: if same { self.document.renewed(&new.document) } else { new.document.clone() },
        }
    }
}

fn joined<T: Unite>(
    known: &mut Listed<T>,
    later: Listed<T>,
    key: fn(&T) -> String,
    what: &str,
) -> Result<(), Contradiction> {
    known.join_with(later, key, |known, again| {
        let about = Contradiction::about(&format!("{what} {}", key(known)));
        if known.agree(again) { Ok(()) } else { Err(about) }
    })
}

fn merged<T: Unite + Clone>(listed: &Listed<T>, known: &mut BTreeMap<String, T>, key: fn(&T) -> String) {
    listed.merge_with(known, key, |known, new| known.map_or_else(|| new.clone(), |known| known.renewed(new)));
}

impl IamPart {
    /// Takes another file of the same import in.
    pub fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        joined(&mut self.roles, later.roles, |role| role.name.clone(), "the role")?;
        joined(&mut self.users, later.users, |user| user.name.clone(), "the user")?;
        joined(&mut self.groups, later.groups, |group| group.name.clone(), "the group")?;
        joined(&mut self.policies, later.policies, |policy| policy.arn.clone(), "the policy")
    }
}

impl Iam {
    /// Takes what was read in. What a file leaves out of an item stays as it was known.
    pub fn merge(&mut self, part: &IamPart) {
        merged(&part.roles, &mut self.roles, |role| role.name.clone());
        merged(&part.users, &mut self.users, |user| user.name.clone());
        merged(&part.groups, &mut self.groups, |group| group.name.clone());
        merged(&part.policies, &mut self.policies, |policy| policy.arn.clone());
    }
}
