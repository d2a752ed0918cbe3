//! What can be asked of applications, and what can have happened to them.

use super::{Application, Ran};
use crate::domain::{
    account::AccountId,
    id::{GroupId, PersonId, SpaceId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The space that an application is made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// One that is there. Its Builder ID members go (SSO-3).
    Existing {
        /// Which.
        space: SpaceId,
        /// Whether the application's account becomes its billing account (SSO-7).
        billing: bool,
    },
    /// A new one, in the Region that the cloud side is signed in to.
    New {
        /// Its name.
        name: String,
    },
}

/// What can be asked. All but the syncs are done from the account that the cloud side is signed in to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Last step of the wizard: everything at once (SSO-1).
    Create {
        /// What people choose on the sign-in page.
        display_name: String,
        /// Unique over all.
        name: String,
        /// For which space.
        place: Place,
        /// The groups it connects, at least one.
        groups: Vec<GroupId>,
        /// Its Space administrators, at least one, of those groups.
        administrators: Vec<PersonId>,
    },
    /// Edit Identity Center: the groups that are connected, and the Space administrators (SSO-8).
    Edit {
        /// All connected groups.
        groups: Vec<GroupId>,
        /// All individual Space administrators.
        administrators: Vec<PersonId>,
    },
    /// Ties a free application to a space (APP-2).
    Associate {
        /// To which.
        space: SpaceId,
        /// Whether the application's account becomes its billing account (SSO-7).
        billing: bool,
        /// Its Space administrators, at least one.
        administrators: Vec<PersonId>,
    },
    /// Unties it: all SSO users go from the space (APP-2).
    Disassociate {
        /// The person with a Builder ID who becomes Space administrator, since a space always keeps one (MBR-7).
        successor: PersonId,
    },
    /// Deletes a free application.
    Delete,
    /// Sync now (SSO-4).
    Sync {
        /// Of which space.
        space: SpaceId,
    },
    /// What is scheduled: every application whose time has come is synced. Nobody asks for it.
    CatchUp,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An application was made.
    Created {
        /// All of it.
        application: Box<Application>,
    },
    /// It connects these groups from now on.
    GroupsConnected {
        /// Which.
        account: AccountId,
        /// The groups with their names.
        groups: BTreeMap<GroupId, String>,
    },
    /// It serves a space from now on.
    Associated {
        /// Which.
        account: AccountId,
        /// Which space.
        space: SpaceId,
    },
    /// It serves no space any more.
    Disassociated {
        /// Which.
        account: AccountId,
    },
    /// Its identity store is gone (ORG-4).
    Invalidated {
        /// Which.
        account: AccountId,
    },
    /// It was deleted.
    Deleted {
        /// Which.
        account: AccountId,
    },
    /// A sync ran.
    Synced {
        /// Which.
        account: AccountId,
        /// When, and what it brought.
        ran: Ran,
    },
}

impl Event {
    /// The account of the application.
    pub const fn account(&self) -> AccountId {
        match self {
            Self::Created { application } => application.account,
            Self::GroupsConnected { account, .. }
            | Self::Associated { account, .. }
            | Self::Disassociated { account }
            | Self::Invalidated { account }
            | Self::Deleted { account }
            | Self::Synced { account, .. } => *account,
        }
    }
}
