//! Where traffic goes: route tables, and which of them a subnet has (reference 1.2).

use super::{Network, Subnet};
use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, net::Ipv4Addr};

/// A route table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteTable {
    /// `rtb-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// The one of the subnets without another.
    pub main: bool,
    /// Subnets that name it.
    pub subnets: BTreeSet<String>,
    /// Its routes.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// For which addresses.
    pub destination: Destination,
    /// Where they go.
    pub target: Target,
    /// `State` is `active`; what a blackhole route takes is lost.
    pub active: bool,
    /// It came from a virtual private gateway; one set by hand goes before it.
    pub propagated: bool,
}

/// What a route is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Destination {
    /// IPv4 addresses.
    V4(Ipv4Net),
    /// IPv6 addresses.
    V6(Ipv6Net),
    /// A prefix list; what it holds is not known here.
    PrefixList(String),
}

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// To what kind of thing.
    pub kind: TargetKind,
    /// Its id; `local` for the VPC itself.
    pub id: String,
}

/// The kinds of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetKind {
    /// Within the VPC.
    Local,
    /// The internet, for who has a public address.
    InternetGateway,
    /// The internet through addresses of its own.
    NatGateway,
    /// An instance, such as one that does what a NAT gateway does.
    Instance,
    /// A network interface.
    NetworkInterface,
    /// A VPN.
    VirtualPrivateGateway,
    /// A hub of networks.
    TransitGateway,
    /// Another VPC.
    Peering,
    /// Outbound IPv6.
    EgressOnlyInternetGateway,
    /// A VPC endpoint.
    VpcEndpoint,
    /// Something else that the CLI names.
    Other,
}

impl TargetKind {
    /// What it is, in the middle of a sentence.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Local => "the VPC itself",
            Self::InternetGateway => "the internet gateway",
            Self::NatGateway => "the NAT gateway",
            Self::Instance => "the instance",
            Self::NetworkInterface => "the network interface",
            Self::VirtualPrivateGateway => "the virtual private gateway",
            Self::TransitGateway => "the transit gateway",
            Self::Peering => "the peering connection",
            Self::EgressOnlyInternetGateway => "the egress-only internet gateway",
            Self::VpcEndpoint => "the VPC endpoint",
            Self::Other => "the target",
        }
    }
}

impl RouteTable {
    /// The route that an address takes: the longest prefix, and of equal ones the one that was set by hand (VPC User
    /// Guide, route priority). A blackhole route takes its addresses as any other. Prefix lists are not looked at.
    pub fn choose(&self, address: Ipv4Addr) -> Option<&Route> {
        let length = |route: &Route| match route.destination {
            Destination::V4(block) if block.contains(&address) => Some(block.prefix_len()),
            _ => None,
        };
        self.routes
            .iter()
            .filter_map(|route| Some((length(route)?, !route.propagated, &route.target, route)))
            .max_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)))
            .map(|(.., route)| route)
    }

    /// The route for `0.0.0.0/0`, active or not.
    pub fn default_route(&self) -> Option<&Route> {
        let all = |route: &&Route| matches!(route.destination, Destination::V4(block) if block.prefix_len() == 0);
        self.routes.iter().filter(all).max_by_key(|route| (!route.propagated, route.active, &route.target))
    }

    /// Routes for a part of the internet, shorter than eight bits, that lead elsewhere than the default route: what they
    /// take never reaches its target.
    pub fn taken_aside(&self) -> Vec<&Route> {
        let Some(default) = self.default_route() else { return Vec::new() };
        let wide = |route: &&Route| match route.destination {
            Destination::V4(block) => {
                (1..8).contains(&block.prefix_len()) && (route.target != default.target || !route.active)
            }
            _ => false,
        };
        self.routes.iter().filter(wide).collect()
    }
}

impl Network {
    /// The route table of a subnet: the one that names it, else the main one of its VPC. The outer `None` says that
    /// route tables were not read, the inner that there is none among those read.
    pub fn table_of(&self, subnet: &Subnet) -> Option<Option<&RouteTable>> {
        let of_vpc = self.route_tables.read().filter(|table| table.vpc == subnet.vpc);
        // A table that names the subnet is its own, whatever else there may be.
        let own = of_vpc.clone().find(|table| table.subnets.contains(&subnet.id));
        match own {
            Some(own) => Some(Some(own)),
            None => self.route_tables.all().map(|_| of_vpc.clone().find(|table| table.main)),
        }
    }

    /// How traffic of a subnet gets to the internet.
    pub fn way_out(&self, subnet: &Subnet) -> Way<'_> {
        let Some(table) = self.table_of(subnet) else { return Way::Unread };
        let Some(table) = table else { return Way::NoTable };
        match table.default_route() {
            None => Way::NoRoute(table),
            Some(route) => Way::Route(table, route),
        }
    }

    /// Whether a subnet is public: an active route for `0.0.0.0/0` leads to an internet gateway (V3). `None` where route
    /// tables were not read.
    pub fn is_public(&self, subnet: &Subnet) -> Option<bool> {
        match self.way_out(subnet) {
            Way::Unread => None,
            Way::Route(_, route) => Some(route.active && route.target.kind == TargetKind::InternetGateway),
            Way::NoTable | Way::NoRoute(_) => Some(false),
        }
    }

    /// Whether a subnet is private: not public, and not meant to be by a lost route to an internet gateway.
    pub fn is_private(&self, subnet: &Subnet) -> Option<bool> {
        match self.way_out(subnet) {
            Way::Unread => None,
            Way::Route(_, route) => Some(route.target.kind != TargetKind::InternetGateway),
            Way::NoTable | Way::NoRoute(_) => Some(true),
        }
    }
}

/// The way out of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way<'a> {
    /// Route tables were not read.
    Unread,
    /// Neither names a table the subnet, nor is there a main one.
    NoTable,
    /// Its table has no route for `0.0.0.0/0`.
    NoRoute(&'a RouteTable),
    /// This table, by this route.
    Route(&'a RouteTable, &'a Route),
}
