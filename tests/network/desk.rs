//! The ready network of the sample account, and ways to break it.

use spaceward::{
    domain::{
        inventory::{Listed, RegionPart},
        network::{
            AvailabilityZone, InternetGateway, NatGateway, Network, NetworkAcl, NetworkPart, Route, RouteTable,
            SecurityGroup, Subnet, Target, TargetKind, Vpc,
            readiness::{Check, Chosen, Line, Question, Verdict, readiness},
        },
    },
    formats::aws_cli::{Listing, recognise},
};

pub const REGION: &str = "eu-west-1";

/// A network with its ready VPC.
#[derive(Clone)]
pub struct Desk {
    pub network: Network,
    pub vpc: String,
    pub broken: String,
}

/// The network that documents tell of.
pub fn read(text: &str) -> Network {
    let mut network = Network::default();
    for document in recognise(text).unwrap() {
        let Listing::Region(RegionPart::Network(part)) = document.listing else { panic!("{}", document.command) };
        network.merge(&part);
    }
    network
}

macro_rules! edits {
    ($($name:ident: $field:ident $part:ident $thing:ty;)+) => {$(
        /// Changes every thing of this kind; what the closure refuses is left out.
        pub fn $name(&mut self, mut edit: impl FnMut(&mut $thing) -> bool) -> &mut Self {
            let mut all: Vec<$thing> = self.network.$field.read().cloned().collect();
            all.retain_mut(|one| edit(one));
            self.network.merge(&NetworkPart::$part(Listed::of(all, false)));
            self
        }
    )+};
}

impl Desk {
    pub fn new() -> Self {
        let network = read(include_str!("../../src/formats/aws_cli/sample/network.json"));
        let id = |name: &str| network.vpcs.read().find(|vpc| vpc.name.as_deref() == Some(name)).unwrap().id.clone();
        let (vpc, broken) = (id("tidewater-build"), id("tidewater-quay"));
        Self { network, vpc, broken }
    }

    edits! {
        vpcs: vpcs Vpcs Vpc;
        subnets: subnets Subnets Subnet;
        tables: route_tables RouteTables RouteTable;
        gateways: internet_gateways InternetGateways InternetGateway;
        nats: nat_gateways NatGateways NatGateway;
        groups: security_groups SecurityGroups SecurityGroup;
        acls: network_acls NetworkAcls NetworkAcl;
        zones: zones AvailabilityZones AvailabilityZone;
    }

    /// The id of the thing with this name.
    pub fn subnet(&self, name: &str) -> String {
        self.network.subnets.read().find(|subnet| subnet.name.as_deref() == Some(name)).unwrap().id.clone()
    }

    pub fn group(&self, name: &str) -> String {
        self.network.groups_of(&self.vpc).into_iter().find(|group| group.name == name).unwrap().id.clone()
    }

    pub fn nat(&self, name: &str) -> String {
        self.network.nat_gateways.read().find(|nat| nat.name.as_deref() == Some(name)).unwrap().id.clone()
    }

    pub fn table(&self, name: &str) -> String {
        self.network.route_tables.read().find(|table| table.name.as_deref() == Some(name)).unwrap().id.clone()
    }

    /// Changes the default route of a table, taking it away for `None`.
    pub fn lead(&mut self, table: &str, to: Option<(TargetKind, &str, bool)>) -> &mut Self {
        let id = self.table(table);
        self.tables(|table| {
            if table.id == id {
                let default = |route: &Route| matches!(route.destination, spaceward::domain::network::Destination::V4(block) if block.prefix_len() == 0);
                table.routes.retain(|route| !default(route));
                table.routes.extend(to.map(|(kind, id, active)| Route {
                    destination: spaceward::domain::network::Destination::V4("0.0.0.0/0".parse().unwrap()),
                    target: Target { kind, id: id.to_owned() },
                    active,
                    propagated: false,
                }));
            }
            true
        })
    }

    pub fn lines(&self) -> Vec<Line> {
        self.lines_of(&self.vpc)
    }

    pub fn lines_of(&self, vpc: &str) -> Vec<Line> {
        readiness(&Question { network: &self.network, region: REGION, vpc, space_region: Some(REGION), chosen: None })
    }

    pub fn line(&self, check: Check) -> Line {
        self.lines().into_iter().find(|line| line.check == check).unwrap()
    }

    pub fn chosen(&self, subnets: &[String], groups: &[String]) -> Vec<Line> {
        readiness(&Question {
            network: &self.network,
            region: REGION,
            vpc: &self.vpc,
            space_region: Some(REGION),
            chosen: Some(Chosen { subnets, groups }),
        })
    }

    pub fn chosen_line(&self, subnets: &[&str], groups: &[&str], check: Check) -> Line {
        let subnets: Vec<String> = subnets.iter().map(|name| self.subnet(name)).collect();
        let groups: Vec<String> = groups.iter().map(|name| self.group(name)).collect();
        self.chosen(&subnets, &groups).into_iter().find(|line| line.check == check).unwrap()
    }

    /// The checks that go otherwise than in the network as it came.
    pub fn otherwise(&self) -> Vec<(Check, Verdict)> {
        let fine = Self::new().lines();
        self.lines()
            .into_iter()
            .zip(fine)
            .filter(|(line, fine)| line.verdict != fine.verdict)
            .map(|(line, _)| (line.check, line.verdict))
            .collect()
    }
}

/// All commands of a line, one behind another.
pub fn commands(line: &Line) -> String {
    line.mends.iter().filter_map(|mend| mend.command.clone()).collect::<Vec<_>>().join("\n")
}

/// What is at fault in a line.
pub fn faults(line: &Line) -> Vec<&str> {
    line.evidence.iter().filter(|evidence| evidence.fault).map(|evidence| evidence.id.as_str()).collect()
}
