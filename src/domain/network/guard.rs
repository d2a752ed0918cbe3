//! What lets traffic through or not: security groups and network ACLs.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An IP protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Protocol {
    /// `-1`: all of them.
    All,
    /// By its number (IANA protocol numbers): 6 is TCP, 17 UDP.
    Number(u8),
}

impl Protocol {
    /// TCP, on which everything here is asked.
    pub const TCP: Self = Self::Number(6);

    /// Reads `-1`, a name or a number.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "-1" | "all" => Some(Self::All),
            "tcp" => Some(Self::TCP),
            "udp" => Some(Self::Number(17)),
            "icmp" => Some(Self::Number(1)),
            "icmpv6" => Some(Self::Number(58)),
            number => number.parse().ok().map(Self::Number),
        }
    }

    /// As the CLI takes it.
    pub fn label(self) -> String {
        match self {
            Self::All => "-1".to_owned(),
            Self::Number(6) => "tcp".to_owned(),
            Self::Number(17) => "udp".to_owned(),
            Self::Number(1) => "icmp".to_owned(),
            Self::Number(58) => "icmpv6".to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// Whether a rule about this protocol is about TCP.
    pub const fn is_tcp(self) -> bool {
        matches!(self, Self::All | Self::Number(6))
    }
}

/// Ports, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ports {
    /// The first.
    pub from: u16,
    /// The last; below `from` there is none.
    pub to: u16,
}

impl Ports {
    /// All of them.
    pub const ALL: Self = Self { from: 0, to: u16::MAX };

    /// `443`, `1024 to 65535`, `every port`.
    pub fn label(self) -> String {
        match self {
            Self::ALL => "every port".to_owned(),
            Self { from, to } if from == to => format!("port {from}"),
            Self { from, to } => format!("ports {from} to {to}"),
        }
    }
}

/// A security group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroup {
    /// `sg-…`.
    pub id: String,
    /// Its name, which it has in any case.
    pub name: String,
    /// Its VPC; groups of the former network without VPCs have none.
    pub vpc: Option<String>,
    /// What is let in.
    pub inbound: Vec<Permission>,
    /// What is let out.
    pub outbound: Vec<Permission>,
}

/// One entry of a security group: it lets through, never stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// The protocol.
    pub protocol: Protocol,
    /// TCP and UDP ports; none where the protocol has none or all are meant.
    pub ports: Option<Ports>,
    /// Addresses at the other end.
    pub blocks: Vec<IpNet>,
    /// Security groups at the other end.
    pub groups: Vec<String>,
    /// Prefix lists at the other end; what they hold is not known here.
    pub prefix_lists: Vec<String>,
}

/// A network ACL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkAcl {
    /// `acl-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// The one that subnets without another have.
    pub is_default: bool,
    /// The subnets it guards.
    pub subnets: BTreeSet<String>,
    /// Its entries; the lowest number that fits wins.
    pub entries: Vec<AclEntry>,
}

/// One entry of a network ACL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AclEntry {
    /// 1 to 32766, and 32767 for the last that denies the rest.
    pub number: u16,
    /// For traffic that leaves the subnet.
    pub outbound: bool,
    /// The protocol.
    pub protocol: Protocol,
    /// Lets through, or stops.
    pub allow: bool,
    /// Addresses at the other end.
    pub block: IpNet,
    /// TCP and UDP ports; none where all are meant.
    pub ports: Option<Ports>,
}

impl NetworkAcl {
    /// The number of the last entry, which prints as `*` in the console.
    pub const LAST: u16 = 32767;
}
