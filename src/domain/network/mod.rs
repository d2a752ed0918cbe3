//! Networks of a cloud account, as the AWS CLI prints them (reference 1.2), and whether a VPC can carry a VPC connection
//! (VPC-5).
//!
//! What was never read is not the same as what is not there: the rules say “unknown” of the former and judge the latter.

mod gateway;
mod guard;
mod part;
pub mod readiness;
pub mod route;
mod subnet;
pub mod traffic;

pub use gateway::{Attachment, InternetGateway, NatGateway, NatState, VpcEndpoint};
pub use guard::{AclEntry, NetworkAcl, Permission, Ports, Protocol, SecurityGroup};
pub use part::NetworkPart;
pub use route::{Destination, Route, RouteTable, Target, TargetKind};
pub use subnet::{AvailabilityZone, Block, Subnet, Vpc};

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Things of one kind, by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known<T> {
    items: BTreeMap<String, T>,
    /// A listing was read to its end, so that what is not here does not exist.
    whole: bool,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { items: BTreeMap::new(), whole: false }
    }
}

impl<T> Known<T> {
    /// All there are; `None` where no listing was read to its end, so that nothing can be said of what is not among them.
    pub fn all(&self) -> Option<impl Iterator<Item = &T> + Clone> {
        self.whole.then(|| self.items.values())
    }

    /// Whether a listing was read to its end.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Those that were read, whether or not there are others.
    pub fn read(&self) -> impl Iterator<Item = &T> + Clone {
        self.items.values()
    }

    /// One by its id. That there is none says something only where the whole was read.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.items.get(id)
    }

    /// One by its id, or whether it is known that there is none: the outer `None` says that it is not.
    pub fn look_up(&self, id: &str) -> Option<Option<&T>> {
        match self.items.get(id) {
            Some(found) => Some(Some(found)),
            None => self.whole.then_some(None),
        }
    }
}

/// What is known of the networks of one account in one Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// `describe-vpcs`.
    pub vpcs: Known<Vpc>,
    /// `describe-subnets`.
    pub subnets: Known<Subnet>,
    /// `describe-route-tables`.
    pub route_tables: Known<RouteTable>,
    /// `describe-internet-gateways`.
    pub internet_gateways: Known<InternetGateway>,
    /// `describe-nat-gateways`.
    pub nat_gateways: Known<NatGateway>,
    /// `describe-security-groups`.
    pub security_groups: Known<SecurityGroup>,
    /// `describe-network-acls`.
    pub network_acls: Known<NetworkAcl>,
    /// `describe-vpc-endpoints`.
    pub endpoints: Known<VpcEndpoint>,
    /// `describe-availability-zones`, by zone name.
    pub zones: Known<AvailabilityZone>,
}

impl Network {
    /// Whether nothing of it was ever read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A VPC by its id.
    pub fn vpc(&self, id: &str) -> Option<&Vpc> {
        self.vpcs.get(id)
    }

    /// Ids of all VPCs that anything here tells of, also where `describe-vpcs` itself was not read.
    pub fn vpc_ids(&self) -> BTreeSet<&str> {
        let mut all: BTreeSet<&str> = self.vpcs.read().map(|vpc| vpc.id.as_str()).collect();
        all.extend(self.subnets.read().map(|subnet| subnet.vpc.as_str()));
        all.extend(self.route_tables.read().map(|table| table.vpc.as_str()));
        all
    }

    /// The subnets of a VPC that were read, in the order of zone and address.
    pub fn subnets_of(&self, vpc: &str) -> Vec<&Subnet> {
        let mut all: Vec<&Subnet> = self.subnets.read().filter(|subnet| subnet.vpc == vpc).collect();
        all.sort_by(|a, b| (&a.zone, a.block, &a.id).cmp(&(&b.zone, b.block, &b.id)));
        all
    }

    /// The security groups of a VPC that were read, by name.
    pub fn groups_of(&self, vpc: &str) -> Vec<&SecurityGroup> {
        let mut all: Vec<&SecurityGroup> =
            self.security_groups.read().filter(|group| group.vpc.as_deref() == Some(vpc)).collect();
        all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        all
    }
}
