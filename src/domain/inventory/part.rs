//! What one import brings of an account or of one of its Regions.

use super::{Contradiction, IamPart, RegionName};
use crate::domain::{account::AccountId, identity_center, key, network, organization, pipeline, repository};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A part of what is known of a Region of an account, by area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RegionPart {
    /// Networks.
    Network(Box<network::NetworkPart>),
    /// Keys.
    Keys(Box<key::KeyPart>),
    /// `CodeCommit` repositories.
    Repositories(Box<repository::RepositoryPart>),
    /// Pipelines.
    Pipelines(Box<pipeline::PipelinePart>),
}

/// A part of an import, with where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Roles and policies, which belong to an account and no Region.
    Iam {
        /// Whose.
        account: AccountId,
        /// What.
        part: Box<IamPart>,
    },
    /// What lies in a Region.
    Region {
        /// Whose.
        account: AccountId,
        /// Where.
        region: RegionName,
        /// What.
        part: RegionPart,
    },
    /// An organization, which belongs to the account that manages it.
    Organization(organization::Part),
    /// An Identity Center, with what its identity store holds.
    IdentityCenter(identity_center::Part),
}

/// All parts of an import, each area of each place once.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) iam: BTreeMap<AccountId, Box<IamPart>>,
    pub(super) regions: BTreeMap<(AccountId, RegionName, &'static str), RegionPart>,
    pub(super) organizations: Vec<organization::Part>,
    pub(super) identity_centers: Vec<identity_center::Part>,
}

impl Part {
    /// The account it belongs to; what an identity store holds says only of which store it is.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Iam { account, .. }
            | Self::Region { account, .. }
            | Self::IdentityCenter(identity_center::Part::Instances { account, .. })
            | Self::Organization(
                organization::Part::Described { management: account, .. }
                | organization::Part::Accounts { management: account, .. },
            ) => Some(*account),
            Self::IdentityCenter(_) => None,
        }
    }

    /// The identity store it is about.
    pub fn store(&self) -> Option<&str> {
        match self {
            Self::IdentityCenter(part) => part.store(),
            _ => None,
        }
    }
}

impl RegionPart {
    /// The command that prints it, behind `aws`: parts of the same command are joined.
    pub fn command(&self) -> &'static str {
        match self {
            Self::Network(part) => part.command(),
            Self::Keys(part) => part.command(),
            Self::Repositories(part) => part.command(),
            Self::Pipelines(part) => part.command(),
        }
    }

    fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        match (self, later) {
            (Self::Network(known), Self::Network(later)) => known.join(*later),
            (Self::Keys(known), Self::Keys(later)) => known.join(*later),
            (Self::Repositories(known), Self::Repositories(later)) => known.join(*later),
            (Self::Pipelines(known), Self::Pipelines(later)) => known.join(*later),
            // Only parts of one area are joined.
            _ => Ok(()),
        }
    }
}

impl Joined {
    /// Joins parts in their order, or says what contradicts.
    pub(super) fn of(parts: Vec<Part>) -> Result<Self, Contradiction> {
        let mut all = Self::default();
        for part in parts {
            match part {
                Part::Iam { account, part } => match all.iam.entry(account) {
                    std::collections::btree_map::Entry::Occupied(mut known) => known.get_mut().join(*part)?,
                    std::collections::btree_map::Entry::Vacant(place) => {
                        place.insert(part);
                    }
                },
                Part::Region { account, region, part } => match all.regions.entry((account, region, part.command())) {
                    std::collections::btree_map::Entry::Occupied(mut known) => known.get_mut().join(part)?,
                    std::collections::btree_map::Entry::Vacant(place) => {
                        place.insert(part);
                    }
                },
                Part::Organization(part) => all.organizations.push(part),
                Part::IdentityCenter(part) => all.identity_centers.push(part),
            }
        }
        Ok(all)
    }
}

/// Whether parts fit together, and what contradicts if not: what an import asks before it is taken.
pub fn check(parts: Vec<Part>) -> Result<(), Contradiction> {
    Joined::of(parts).map(|_| ())
}
