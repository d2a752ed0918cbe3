//! Spaces: names, Regions, requests and what a space is (SPC-1..9).

pub mod delete;
pub mod names;
mod queries;
mod rules;

pub use rules::{SPACES_A_PERSON, apply, decide, may_create};
pub(in crate::domain) use rules::{last_four, request_of_token, unknown_token, within_limits};

use super::{
    Timestamp,
    account::{AccountId, Connection, Ties},
    activity::Feed,
    application::WithoutSpace,
    assistant,
    billing::Billing,
    event::Scope,
    id::{GroupId, InvitationId, PersonId, ProjectId, RequestId, SpaceId, TeamId},
    member::{Invitation, Member},
    project::Project,
    team::Team,
    vpc::VpcConnections,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The Regions a space can have (reference 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Region {
    /// `us-west-2`, US West (Oregon).
    UsWest2,
    /// `eu-west-1`, Europe (Ireland).
    EuWest1,
}

/// Where a space's or project's record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Made in this console.
    Made,
    /// Read from what the AWS CLI printed.
    Imported,
}

/// The billing tier, smaller ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// The default.
    Free,
    /// Paid.
    Standard,
    /// Paid, by number of team members.
    Enterprise,
}

/// Where the users of a space come from: one way, never both at a time (SPC-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Users {
    /// Each has a Builder ID and comes by invitation.
    BuilderId,
    /// An identity provider has them; they follow its groups.
    Sso,
}

/// A space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// Unique over all spaces ignoring case, never changed (SPC-2, SPC-3).
    pub name: String,
    /// Never changed (SPC-2). An imported space may lie in a Region this console does not offer: then as text.
    pub region: String,
    /// Free text, 0 to 200 characters.
    pub description: String,
    /// When it was made or imported.
    pub created: Timestamp,
    /// Made here or imported.
    pub origin: Origin,
    /// Billing tier.
    pub tier: Tier,
    /// The account that pays (SPC-1); an imported space may not know it.
    pub billing_account: Option<AccountId>,
    /// What else there is of its billing (BIL-3, BIL-5).
    pub billing: Billing,
    /// Account connections by account (ACC-1).
    pub connections: BTreeMap<AccountId, Connection>,
    /// Roles, tags and restrictions of those connections, and accounts that wait (ACC-3, ACC-7, TAG-1).
    pub ties: Ties,
    /// Where its users come from (SPC-10).
    pub users: Users,
    /// Members with a space role.
    pub members: BTreeMap<PersonId, Member>,
    /// Invitations, also those that came to their end lately (MBR-2).
    pub invitations: BTreeMap<InvitationId, Invitation>,
    /// Teams (TEM-1).
    pub teams: BTreeMap<TeamId, Arc<Team>>,
    /// VPC connections (VPC-2).
    pub vpcs: VpcConnections,
    /// The groups that brought each member, as of the last sync (SSO-4); empty in a space without SSO.
    pub followed: BTreeMap<PersonId, BTreeSet<GroupId>>,
    /// Generative AI features (AI-1).
    pub assistant: assistant::Assistant,
    /// Projects.
    pub projects: BTreeMap<ProjectId, Arc<Project>>,
    /// What happened in the space and all its projects (AUD-1).
    pub feed: Arc<Feed>,
}

/// A space that is asked for and waits for its account to be verified on the cloud side (SPC-6).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Who asked: the space's first administrator to be (SPC-4).
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The wished name.
    pub name: String,
    /// The wished Region.
    pub region: Region,
    /// The account that must confirm.
    pub account: AccountId,
    /// The verification token: fits this account and this space, once.
    pub token: String,
}

impl core::fmt::Debug for Request {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Request").field("id", &self.id).field("token", &"<redacted>").finish_non_exhaustive()
    }
}

/// A keyed hash of a space name in lower case (HMAC-SHA-256): what is kept of a name for good (SPC-3).
pub type NameHash = [u8; 32];

/// The key of the name hashes, made once a vault; all zero stands for none yet.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NameKey(pub [u8; 32]);

impl core::fmt::Debug for NameKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("<redacted>")
    }
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Asks for a space; answers with a token to be verified on the cloud side (SPC-6).
    Request {
        /// Space name.
        name: String,
        /// Region.
        region: Region,
        /// Twelve digits; the groups of `1234-5678-9012` are taken too.
        account: String,
    },
    /// Gives the request up; its token stops working.
    Withdraw {
        /// Which.
        request: RequestId,
    },
    /// Sets the description.
    Describe {
        /// Which space.
        space: SpaceId,
        /// 0 to 200 characters.
        description: String,
    },
    /// Deletes a space for good (SPC-8).
    Delete {
        /// Which space.
        space: SpaceId,
        /// What was typed to confirm: [`delete::WORD`].
        typed: String,
        /// What becomes of its Identity Center application; has to be said for a space with SSO (SSO-9).
        application: Option<WithoutSpace>,
    },
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A space was asked for.
    Requested {
        /// The request with its token.
        request: Request,
    },
    /// A request was given up, or was used up when its space was created.
    RequestEnded {
        /// Which.
        request: RequestId,
    },
    /// The key of the name hashes was made; once a vault.
    NameKeyMade {
        /// 32 random bytes.
        key: NameKey,
    },
    /// A name is taken for good.
    NameTaken {
        /// Its keyed hash.
        hash: NameHash,
    },
    /// A space was created.
    Created {
        /// Its id.
        space: SpaceId,
        /// Its name.
        name: String,
        /// Its Region.
        region: String,
        /// Its description.
        description: String,
        /// Made here or imported.
        origin: Origin,
    },
    /// The description was set.
    Described {
        /// Which space.
        space: SpaceId,
        /// The text.
        description: String,
    },
    /// Where the users of a space come from was set (SPC-10).
    UsersSet {
        /// Which space.
        space: SpaceId,
        /// From there.
        users: Users,
    },
    /// A space was deleted, and its key with it (SPC-8, VLT-12). Sealed under the vault's own key: nothing is sealed under
    /// the one that goes.
    Deleted {
        /// Which space.
        space: SpaceId,
        /// Who had made it here, and when; nothing of an imported one.
        founding: Option<delete::Founding>,
    },
}

impl Event {
    /// The scope whose key seals it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Requested { .. }
            | Self::RequestEnded { .. }
            | Self::NameKeyMade { .. }
            | Self::NameTaken { .. }
            | Self::Deleted { .. } => Scope::Vault,
            Self::Created { space, .. } | Self::Described { space, .. } | Self::UsersSet { space, .. } => {
                Scope::Space(*space)
            }
        }
    }
}
