//! VPCs, their subnets, and the zones of a Region.

use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

/// A virtual private cloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vpc {
    /// `vpc-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// IPv4 blocks, the first one first.
    pub blocks: Vec<Block>,
    /// IPv6 blocks that are associated.
    pub ipv6: Vec<Ipv6Net>,
    /// The one that the Region came with.
    pub is_default: bool,
    /// `State` is `available`.
    pub available: bool,
}

/// An IPv4 block of a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The addresses.
    pub cidr: Ipv4Net,
    /// What ties it to the VPC, where the document tells.
    pub association: Option<String>,
    /// Only a block whose state is `associated` counts.
    pub associated: bool,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subnet {
    /// `subnet-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// Its Availability Zone by name, such as `eu-west-1a`.
    pub zone: String,
    /// Its IPv4 block; one with IPv6 alone has none.
    pub block: Option<Ipv4Net>,
    /// Its IPv6 blocks.
    pub ipv6: Vec<Ipv6Net>,
    /// Addresses that are still free.
    pub free: Option<u32>,
    /// `MapPublicIpOnLaunch`: instances get a public address, interfaces of the service never do (V17).
    pub public_on_launch: bool,
    /// `State` is `available`.
    pub available: bool,
}

/// An Availability Zone of a Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvailabilityZone {
    /// Such as `eu-west-1a`.
    pub name: String,
    /// Such as `euw1-az1`, where the document tells.
    pub id: Option<String>,
    /// Its Region.
    pub region: Option<String>,
    /// An ordinary zone of the Region that can be used: neither a local zone nor one that is out of service.
    pub usable: bool,
}
