//! Organizations of the cloud side: which accounts belong together, and which of them manages (ORG-1).

mod rules;

pub(in crate::domain) use rules::take_in;
pub use rules::{apply, decide, editable};

use super::{State, Timestamp, account::AccountId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An organization, found by its management account: an account manages one at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organization {
    /// `o-…`.
    pub id: String,
    /// The account that manages it, and pays for all.
    pub management: AccountId,
    /// What it does beyond one bill; `None` when only its accounts were read.
    pub features: Option<Features>,
    /// Its accounts, the management account among them once they were read.
    pub accounts: BTreeMap<AccountId, Account>,
}

/// What an organization does for its accounts (`FeatureSet`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Features {
    /// Everything.
    All,
    /// One bill, and nothing else.
    Billing,
}

/// An account of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its name there.
    pub name: String,
    /// The address of its root user.
    pub email: String,
    /// Where it stands.
    pub status: Status,
    /// When it came.
    pub joined: Option<Timestamp>,
    /// Whether it was invited; else the organization made it.
    pub invited: bool,
}

/// Where an account of an organization stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// In use.
    Active,
    /// Closed, and kept for a while.
    Suspended,
    /// About to be closed, or on its way in.
    Pending,
}

impl Status {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Suspended => "Suspended",
            Self::Pending => "Pending",
        }
    }
}

/// What one document of the AWS CLI tells of an organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// `describe-organization`.
    Described {
        /// Its id.
        id: String,
        /// Its management account.
        management: AccountId,
        /// What it does.
        features: Option<Features>,
    },
    /// `list-accounts`; the ARNs say of which organization.
    Accounts {
        /// The organization's id.
        id: String,
        /// Its management account.
        management: AccountId,
        /// The accounts.
        accounts: Vec<Account>,
        /// There are no others.
        whole: bool,
    },
}

/// What can be asked. Only the organization of a sample account is changed here; others are read from the AWS CLI.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Makes an organization that the account signed in to on the cloud side manages.
    Create,
    /// Gives the organization of that account one more account.
    AddAccount {
        /// Twelve digits.
        account: String,
        /// Its name.
        name: String,
        /// The address of its root user.
        email: String,
    },
    /// Takes an account out of it.
    RemoveAccount {
        /// Which.
        account: AccountId,
    },
    /// Deletes it, once it has no account but the management account.
    Delete,
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Addresses are nobody's business in a log.
        f.write_str(match self {
            Self::Create => "Create",
            Self::AddAccount { .. } => "AddAccount",
            Self::RemoveAccount { .. } => "RemoveAccount",
            Self::Delete => "Delete",
        })
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An organization is like this now.
    Known {
        /// All of it.
        organization: Organization,
    },
    /// There is none any more.
    Gone {
        /// The account that managed it.
        management: AccountId,
    },
}

impl State {
    /// The organization that an account manages.
    pub fn organization_of(&self, management: AccountId) -> Option<&Organization> {
        self.organizations.get(&management).map(AsRef::as_ref)
    }

    /// The organization that an account belongs to, as its management account or as another.
    pub fn organization_with(&self, account: AccountId) -> Option<&Organization> {
        self.organization_of(account).or_else(|| {
            self.organizations.values().map(AsRef::as_ref).find(|found| found.accounts.contains_key(&account))
        })
    }
}
