//! Taking in what one command printed.

use super::{
    AvailabilityZone, InternetGateway, Known, NatGateway, Network, NetworkAcl, RouteTable, SecurityGroup, Subnet, Vpc,
    VpcEndpoint,
};
use crate::domain::inventory::{Contradiction, Listed};
use serde::{Deserialize, Serialize};

/// What one command printed of an account and Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NetworkPart {
    /// `describe-vpcs`.
    Vpcs(Listed<Vpc>),
    /// `describe-subnets`.
    Subnets(Listed<Subnet>),
    /// `describe-route-tables`.
    RouteTables(Listed<RouteTable>),
    /// `describe-internet-gateways`.
    InternetGateways(Listed<InternetGateway>),
    /// `describe-nat-gateways`.
    NatGateways(Listed<NatGateway>),
    /// `describe-security-groups`.
    SecurityGroups(Listed<SecurityGroup>),
    /// `describe-network-acls`.
    NetworkAcls(Listed<NetworkAcl>),
    /// `describe-vpc-endpoints`.
    VpcEndpoints(Listed<VpcEndpoint>),
    /// `describe-availability-zones`.
    AvailabilityZones(Listed<AvailabilityZone>),
}

/// Things of a network have an id.
trait Thing: Clone + PartialEq {
    /// What it is, for a sentence.
    const NOUN: &'static str;
    /// By what it is known.
    fn id(&self) -> &String;
}

macro_rules! things {
    ($($thing:ident: $noun:literal by $id:ident;)+) => {$(
        impl Thing for $thing {
            const NOUN: &'static str = $noun;
            fn id(&self) -> &String {
                &self.$id
            }
        }
    )+};
}

things! {
    Vpc: "the VPC" by id;
    Subnet: "the subnet" by id;
    RouteTable: "the route table" by id;
    InternetGateway: "the internet gateway" by id;
    NatGateway: "the NAT gateway" by id;
    SecurityGroup: "the security group" by id;
    NetworkAcl: "the network ACL" by id;
    VpcEndpoint: "the VPC endpoint" by id;
    AvailabilityZone: "the Availability Zone" by name;
}

fn merge<T: Thing>(known: &mut Known<T>, read: &Listed<T>) {
    read.merge_into(&mut known.items, |thing| thing.id().clone());
    known.whole |= read.whole;
}

fn join<T: Thing>(known: &mut Listed<T>, later: Listed<T>) -> Result<(), Contradiction> {
    known.join(later, |thing| thing.id().clone(), |thing| format!("{} {}", T::NOUN, thing.id()))
}

impl NetworkPart {
    /// The command that prints it: parts of the same command in one import are joined.
    pub const fn command(&self) -> &'static str {
        match self {
            Self::Vpcs(_) => "ec2 describe-vpcs",
            Self::Subnets(_) => "ec2 describe-subnets",
            Self::RouteTables(_) => "ec2 describe-route-tables",
            Self::InternetGateways(_) => "ec2 describe-internet-gateways",
            Self::NatGateways(_) => "ec2 describe-nat-gateways",
            Self::SecurityGroups(_) => "ec2 describe-security-groups",
            Self::NetworkAcls(_) => "ec2 describe-network-acls",
            Self::VpcEndpoints(_) => "ec2 describe-vpc-endpoints",
            Self::AvailabilityZones(_) => "ec2 describe-availability-zones",
        }
    }

    /// Takes another page or file of the same import in.
    pub fn join(&mut self, later: Self) -> Result<(), Contradiction> {
        match (self, later) {
            (Self::Vpcs(known), Self::Vpcs(later)) => join(known, later),
            (Self::Subnets(known), Self::Subnets(later)) => join(known, later),
            (Self::RouteTables(known), Self::RouteTables(later)) => join(known, later),
            (Self::InternetGateways(known), Self::InternetGateways(later)) => join(known, later),
            (Self::NatGateways(known), Self::NatGateways(later)) => join(known, later),
            (Self::SecurityGroups(known), Self::SecurityGroups(later)) => join(known, later),
            (Self::NetworkAcls(known), Self::NetworkAcls(later)) => join(known, later),
            (Self::VpcEndpoints(known), Self::VpcEndpoints(later)) => join(known, later),
            (Self::AvailabilityZones(known), Self::AvailabilityZones(later)) => join(known, later),
            // Only parts of one command are joined.
            _ => Ok(()),
        }
    }
}

impl Network {
    /// Takes what was read in.
    pub fn merge(&mut self, part: &NetworkPart) {
        match part {
            NetworkPart::Vpcs(read) => merge(&mut self.vpcs, read),
            NetworkPart::Subnets(read) => merge(&mut self.subnets, read),
            NetworkPart::RouteTables(read) => merge(&mut self.route_tables, read),
            NetworkPart::InternetGateways(read) => merge(&mut self.internet_gateways, read),
            NetworkPart::NatGateways(read) => merge(&mut self.nat_gateways, read),
            NetworkPart::SecurityGroups(read) => merge(&mut self.security_groups, read),
            NetworkPart::NetworkAcls(read) => merge(&mut self.network_acls, read),
            NetworkPart::VpcEndpoints(read) => merge(&mut self.endpoints, read),
            NetworkPart::AvailabilityZones(read) => merge(&mut self.zones, read),
        }
    }
}
