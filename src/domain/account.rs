//! Account connections, and the cloud side's half of the handshake (ACC-1, SPC-6).

pub mod documents;
mod manage;
mod rules;
mod signed_in;
mod tie;

pub use manage::{ROLES_MAX, TAGS_MAX, checked_tags, pays, removable};
pub use rules::{apply, decide};
pub use signed_in::{ADMINISTRATION, SignedInAs, administers, identities, lacking};
pub use tie::{Asked, DEVELOPMENT, ROLE_NAME_MAX, RoleKind, SUPPORT, Tie, Ties, development_name, role_of_arn};

use super::{
    Timestamp,
    event::Scope,
    id::{ProjectId, SpaceId},
    space::Region,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A cloud account: exactly twelve decimal digits, leading zeros kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub u64);

/// The tie between one account and one space (ACC-1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// The account.
    pub account: AccountId,
    /// When it was verified.
    pub since: Timestamp,
}

/// Which account and Region the cloud side's pages are signed in to. Stands in for the cloud's own sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudSession {
    /// The account.
    pub account: AccountId,
    /// The Region chosen there.
    pub region: Region,
}

/// What can be asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Signs the cloud side's pages in to an account and Region.
    SignIn {
        /// Twelve digits; the groups of `1234-5678-9012` are taken too.
        account: String,
        /// Region.
        region: Region,
    },
    /// Signs the cloud side's pages out.
    SignOut,
    /// Verify space: confirms a token from the cloud side; then the account is connected and the space is created.
    VerifySpace {
        /// The token as pasted.
        token: String,
    },
    /// Says as whom of the account one is signed in (TRB-1).
    SignInAs {
        /// As whom.
        who: SignedInAs,
    },
    /// Asks for another account of a space; answers with a token to be verified on the cloud side (ACC-1).
    Associate {
        /// Which space.
        space: SpaceId,
        /// Twelve digits.
        account: String,
    },
    /// Gives an asking up; its token stops working.
    Withdraw {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
    },
    /// Adds an IAM role to a connection (ACC-3).
    AddRole {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// Which role.
        role: RoleWish,
    },
    /// Takes a role off a connection.
    RemoveRole {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The role's ARN.
        arn: String,
    },
    /// Sets all tags of a connection together (TAG-1).
    SetTags {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// Keys and values, as they are to be.
        tags: Vec<(String, String)>,
        /// From where.
        from: Side,
    },
    /// Says which projects may use a connection (ACC-7).
    Restrict {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The projects; none for all.
        projects: Option<Vec<ProjectId>>,
    },
    /// Removes a connection (ACC-4).
    Remove {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The space's name, typed to confirm.
        typed: String,
        /// From where.
        from: Side,
    },
}

/// From where a connection is managed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The space's settings: its Space administrators and Power users (ACC-2).
    Space,
    /// The cloud side: whoever is signed in there to the account and the space's Region.
    Cloud,
}

/// Which role is to be added to a connection (ACC-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleWish {
    /// The development role of the space and account.
    Development,
    /// A support role with an identifier of its own.
    Support,
    /// A role that the account has.
    Existing {
        /// Its ARN.
        arn: String,
    },
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::SignIn { account, region } => {
                f.debug_struct("SignIn").field("account", account).field("region", region).finish()
            }
            Self::SignOut => f.write_str("SignOut"),
            Self::VerifySpace { .. } => f.write_str("VerifySpace { token: <redacted> }"),
            Self::SignInAs { who } => f.debug_struct("SignInAs").field("who", who).finish(),
            Self::Associate { space, account } => {
                f.debug_struct("Associate").field("space", space).field("account", account).finish()
            }
            Self::Withdraw { space, account } => {
                f.debug_struct("Withdraw").field("space", space).field("account", account).finish()
            }
            Self::AddRole { space, account, role } => {
                f.debug_struct("AddRole").field("space", space).field("account", account).field("role", role).finish()
            }
            Self::RemoveRole { space, account, arn } => {
                f.debug_struct("RemoveRole").field("space", space).field("account", account).field("arn", arn).finish()
            }
            Self::SetTags { space, account, from, .. } => f
                .debug_struct("SetTags")
                .field("space", space)
                .field("account", account)
                .field("from", from)
                .finish_non_exhaustive(),
            Self::Restrict { space, account, projects } => f
                .debug_struct("Restrict")
                .field("space", space)
                .field("account", account)
                .field("projects", projects)
                .finish(),
            Self::Remove { space, account, from, .. } => f
                .debug_struct("Remove")
                .field("space", space)
                .field("account", account)
                .field("from", from)
                .finish_non_exhaustive(),
        }
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The cloud side signed in.
    SignedIn {
        /// To what.
        session: CloudSession,
    },
    /// The cloud side signed out.
    SignedOut,
    /// An account was connected to a space.
    Connected {
        /// Which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
    },
    /// An account became the billing account of a space.
    BillingAccountSet {
        /// Which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
    },
    /// The cloud side is signed in as somebody else of the account.
    SignedInAs {
        /// As whom.
        who: SignedInAs,
    },
    /// Another account was asked for and waits to be verified.
    Asked {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// Who asked, when, and the token.
        asked: Asked,
    },
    /// An asking was given up or used up.
    AskEnded {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
    },
    /// A role was added to a connection.
    RoleAdded {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The role's ARN.
        arn: String,
        /// What it is.
        kind: RoleKind,
    },
    /// A role was taken off a connection.
    RoleRemoved {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The role's ARN.
        arn: String,
    },
    /// The tags of a connection are these.
    TagsSet {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// All tags.
        tags: BTreeMap<String, String>,
    },
    /// These projects may use a connection.
    ProjectsSet {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
        /// The projects; none for all.
        projects: Option<BTreeSet<ProjectId>>,
    },
    /// A connection was removed, with its roles, tags and restriction.
    Removed {
        /// Of which space.
        space: SpaceId,
        /// Which account.
        account: AccountId,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::SignedIn { .. } | Self::SignedOut | Self::SignedInAs { .. } => Scope::Vault,
            Self::Connected { space, .. }
            | Self::BillingAccountSet { space, .. }
            | Self::Asked { space, .. }
            | Self::AskEnded { space, .. }
            | Self::RoleAdded { space, .. }
            | Self::RoleRemoved { space, .. }
            | Self::TagsSet { space, .. }
            | Self::ProjectsSet { space, .. }
            | Self::Removed { space, .. } => Scope::Space(*space),
        }
    }
}
