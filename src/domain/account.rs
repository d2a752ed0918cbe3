//! Account connections, and the cloud side's half of the handshake (ACC-1, SPC-6).

mod rules;
mod signed_in;

pub use rules::{apply, decide};
pub use signed_in::{ADMINISTRATION, SignedInAs, administers, identities, lacking};

use super::{Timestamp, event::Scope, id::SpaceId, space::Region};
use serde::{Deserialize, Serialize};

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
}

impl Event {
    /// The scope whose key seals it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::SignedIn { .. } | Self::SignedOut | Self::SignedInAs { .. } => Scope::Vault,
            Self::Connected { space, .. } | Self::BillingAccountSet { space, .. } => Scope::Space(*space),
        }
    }
}
