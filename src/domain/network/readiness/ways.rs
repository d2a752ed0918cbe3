//! V5, V6 and V7: the ways to the internet.

use super::{
    Check, Line, Question, Verdict,
    command::{describe, ec2, keep, word},
    unknown,
};
use crate::domain::network::{
    NatGateway, NatState, Route, RouteTable, Subnet, TargetKind,
    route::{Destination, Way},
};
use std::collections::{BTreeMap, BTreeSet};

const TABLES: [&str; 2] = ["describe-subnets", "describe-route-tables"];

impl Question<'_> {
    /// An internet gateway that is attached to the VPC.
    pub(super) fn attached_gateway(&self) -> Option<String> {
        let ours = |vpc: &str| vpc == self.vpc;
        let mut all = self.network.internet_gateways.read();
        all.find(|gateway| gateway.attachments.iter().any(|one| ours(&one.vpc) && one.holds()))
            .map(|gateway| gateway.id.clone())
    }

    /// What is wrong with a NAT gateway; nothing where it carries traffic of this VPC to the internet.
    fn faults_of(&self, gateway: &NatGateway) -> Vec<String> {
        let mut faults = Vec::new();
        if gateway.vpc != self.vpc {
            faults.push(format!("belongs to {}", gateway.vpc));
        }
        if gateway.state != NatState::Available {
            let why = gateway.failure.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
            faults.push(format!("is {}{why}", gateway.state.label()));
        }
        if !gateway.public {
            faults.push("is private, which leads to other networks and not to the internet".to_owned());
        }
        match &gateway.subnet {
            _ if gateway.regional => {}
            None => faults.push("does not say in which subnet it sits".to_owned()),
            Some(id) => match self.network.subnets.get(id) {
                Some(subnet) if self.network.is_public(subnet) == Some(false) => {
                    faults.push(format!("sits in {id}, which is not public"));
                }
                _ => {}
            },
        }
        faults
    }

    /// A NAT gateway that could carry traffic of a zone: one in the zone before others.
    fn usable_nat(&self, zone: Option<&str>) -> Option<String> {
        let zone_of = |gateway: &NatGateway| {
            let subnet = gateway.subnet.as_ref().and_then(|id| self.network.subnets.get(id))?;
            Some(subnet.zone.clone())
        };
        let fit = self.network.nat_gateways.read().filter(|gateway| self.faults_of(gateway).is_empty());
        fit.min_by_key(|gateway| (zone.is_some() && zone_of(gateway).as_deref() != zone, gateway.id.clone()))
            .map(|gateway| gateway.id.clone())
    }

    /// A route table of the VPC whose default route leads to a NAT gateway that works.
    pub(super) fn table_to_nat(&self) -> Option<String> {
        let leads = |table: &&RouteTable| {
            table.default_route().is_some_and(|route| {
                route.active
                    && route.target.kind == TargetKind::NatGateway
                    && self.network.nat_gateways.get(&route.target.id).is_some_and(|nat| self.faults_of(nat).is_empty())
            })
        };
        let mut own = self.network.route_tables.read().filter(|table| table.vpc == self.vpc);
        own.find(leads).map(|table| table.id.clone())
    }

    /// The commands that make a NAT gateway, leaving its id in `$NAT`.
    fn make_nat(&self) -> String {
        let subnet = self.public().and_then(|public| public.first().map(|subnet| word(&subnet.id)));
        let subnet = subnet.unwrap_or_else(|| "PUBLIC-SUBNET".to_owned());
        let address = keep("ADDRESS", &ec2("allocate-address", &["--domain", "vpc"], self.region), "AllocationId");
        let words = ["--subnet-id", &subnet, "--allocation-id", "$ADDRESS"];
        let nat = keep("NAT", &ec2("create-nat-gateway", &words, self.region), "NatGateway.NatGatewayId");
        let wait = ec2("wait nat-gateway-available", &["--nat-gateway-ids", "$NAT"], self.region);
        [address, nat, wait].join("\n")
    }

    /// The command that lets a table lead to a NAT gateway, making one where there is none.
    fn lead_to_nat(&self, table: &RouteTable, zone: Option<&str>) -> String {
        let change = if table.default_route().is_some() { "replace-route" } else { "create-route" };
        let id = word(&table.id);
        let lead = |nat: &str| {
            let words = ["--route-table-id", &id, "--destination-cidr-block", "0.0.0.0/0", "--nat-gateway-id", nat];
            ec2(change, &words, self.region)
        };
        match self.usable_nat(zone) {
            Some(nat) => lead(&word(&nat)),
            None => [self.make_nat(), lead("$NAT")].join("\n"),
        }
    }
}

/// V5.
pub fn internet_gateway(question: &Question<'_>) -> Line {
    let check = Check::InternetGateway;
    if let Some(found) = question.attached_gateway() {
        return Line::new(check, Verdict::Pass).note(&found, format!("is attached to {}", question.vpc));
    }
    let Some(all) = question.network.internet_gateways.all() else {
        return unknown(question, check, "its internet gateway was not read", &["describe-internet-gateways"]);
    };
    let mut line = Line::new(check, Verdict::Fail).bad(question.vpc, "has no internet gateway attached");
    for gateway in all.clone() {
        for attachment in gateway.attachments.iter().filter(|attachment| attachment.vpc == question.vpc) {
            line = line.bad(&gateway.id, format!("is {}", attachment.state));
        }
    }
    let vpc = word(question.vpc);
    let attach = |gateway: &str| {
        ec2("attach-internet-gateway", &["--internet-gateway-id", gateway, "--vpc-id", &vpc], question.region)
    };
    if let Some(free) = all.clone().find(|gateway| gateway.attachments.is_empty()) {
        let say = format!("Attach {}, which is attached to nothing.", free.id);
        return line.mend(say, Some(attach(&word(&free.id))));
    }
    let command = ec2("create-internet-gateway", &[], question.region);
    let make = keep("GATEWAY", &command, "InternetGateway.InternetGatewayId");
    line.mend("Make an internet gateway and attach it.", Some([make, attach("$GATEWAY")].join("\n")))
}

/// V3, its route: what leads to an internet gateway leads to the attached one.
pub fn public_routes(question: &Question<'_>) -> Line {
    let check = Check::PublicRoutes;
    let Some(subnets) = question.subnets() else {
        return unknown(question, check, "its subnets and routes were not read", &TABLES);
    };
    let attached = question.attached_gateway();
    let gateways_known = question.network.internet_gateways.all().is_some();
    let mut line = Line::new(check, Verdict::Pass);
    let mut meant = false;
    for subnet in subnets {
        let (table, route) = match question.network.way_out(subnet) {
            Way::Unread => return unknown(question, check, "its routes were not read", &["describe-route-tables"]),
            Way::Route(table, route) if route.target.kind == TargetKind::InternetGateway => (table, route),
            _ => continue,
        };
        meant = true;
        let target = &route.target.id;
        let mend = |line: Line| match &attached {
            Some(gateway) => {
                let (table, gateway) = (word(&table.id), word(gateway));
                let words =
                    ["--route-table-id", &table, "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", &gateway];
                line.mend(
                    "Lead the route to the attached gateway.",
                    Some(ec2("replace-route", &words, question.region)),
                )
            }
            None => line.mend("Attach an internet gateway first.", None),
        };
        if !route.active {
            let found = format!("{} leads 0.0.0.0/0 to {target}, which is gone (blackhole)", table.id);
            line = mend(line.at_least(Verdict::Fail).bad(&subnet.id, found));
        } else if attached.as_ref() == Some(target) {
            line = line.note(&subnet.id, format!("{} leads 0.0.0.0/0 to {target}", table.id));
        } else if gateways_known {
            let found = format!("{} leads 0.0.0.0/0 to {target}, which is not attached", table.id);
            line = mend(line.at_least(Verdict::Fail).bad(&subnet.id, found));
        } else {
            line = line
                .at_least(Verdict::Unknown)
                .note(&subnet.id, format!("{} leads 0.0.0.0/0 to {target}, which was not read", table.id))
                .mend(
                    "Run this and import what it prints.",
                    Some(describe("describe-internet-gateways", question.region)),
                );
        }
    }
    if !meant {
        line = line
            .at_least(Verdict::Fail)
            .bad(question.vpc, "has no subnet with a route for 0.0.0.0/0 to an internet gateway")
            .mend("Make a public subnet, as the line above tells.", None);
    }
    line
}

/// What the way out of a private subnet is worth.
fn judge(question: &Question<'_>, subnet: &Subnet) -> Option<(Verdict, String, Option<String>)> {
    let zone = Some(subnet.zone.as_str());
    Some(match question.network.way_out(subnet) {
        Way::Unread => return None,
        Way::NoTable => (Verdict::Fail, "no route table names it, and the VPC has no main one".to_owned(), None),
        Way::NoRoute(table) => {
            (Verdict::Fail, format!("{} has no route for 0.0.0.0/0", table.id), Some(question.lead_to_nat(table, zone)))
        }
        Way::Route(table, route) if !route.active => (
            Verdict::Fail,
            format!("{} leads 0.0.0.0/0 to {}, which is gone (blackhole)", table.id, route.target.id),
            Some(question.lead_to_nat(table, zone)),
        ),
        Way::Route(table, route) => {
            let found = format!("{} leads 0.0.0.0/0 to {}", table.id, route.target.id);
            match route.target.kind {
                TargetKind::NatGateway => aside(table, route, found),
                TargetKind::Instance | TargetKind::NetworkInterface => (
                    Verdict::Warn,
                    format!("{found}, a NAT instance as it seems, of which nothing more is known here"),
                    Some(question.lead_to_nat(table, zone)),
                ),
                TargetKind::InternetGateway => (
                    Verdict::Fail,
                    format!("{found}, where only public addresses get through"),
                    Some(question.lead_to_nat(table, zone)),
                ),
                kind => (
                    Verdict::Warn,
                    format!("{found}: whether {} reaches the internet cannot be seen here", kind.noun()),
                    Some(question.lead_to_nat(table, zone)),
                ),
            }
        }
    })
}

/// A route to a NAT gateway, unless wide parts of the internet go elsewhere.
fn aside(table: &RouteTable, route: &Route, found: String) -> (Verdict, String, Option<String>) {
    let elsewhere: Vec<String> = table
        .taken_aside()
        .iter()
        .filter_map(|other| match &other.destination {
            Destination::V4(block) => {
                let gone = if other.active { "" } else { ", which is gone" };
                Some(format!("{block} to {}{gone}", other.target.id))
            }
            _ => None,
        })
        .collect();
    if elsewhere.is_empty() {
        (Verdict::Pass, found, None)
    } else {
        let found = format!("{found}, but {} instead of {}", elsewhere.join(" and "), route.target.id);
        (Verdict::Warn, found, None)
    }
}

/// What was found of a subnet, and the command that mends it.
type Judged<'a> = (&'a Subnet, Verdict, String, Option<String>);

/// V6. Of what is chosen, every subnet; of a whole VPC, one in each zone.
pub fn private_routes(question: &Question<'_>) -> Line {
    let check = Check::PrivateRoutes;
    let Some(private) = question.private() else {
        return unknown(question, check, "its subnets and routes were not read", &TABLES);
    };
    let mut by_zone: BTreeMap<&str, Vec<Judged<'_>>> = BTreeMap::new();
    for subnet in private {
        let Some((verdict, found, command)) = judge(question, subnet) else {
            return unknown(question, check, "its routes were not read", &["describe-route-tables"]);
        };
        by_zone.entry(&subnet.zone).or_default().push((subnet, verdict, found, command));
    }
    if by_zone.is_empty() {
        return Line::new(check, Verdict::Fail)
            .bad(question.vpc, "has no private subnet")
            .mend("Make private subnets first.", None);
    }
    let mut line = Line::new(check, Verdict::Pass);
    for subnets in by_zone.values() {
        // Subnets without a way out, such as those of databases, do no harm beside one that has it.
        let best = subnets.iter().map(|(_, verdict, ..)| *verdict).min().unwrap_or(Verdict::Fail);
        for (subnet, verdict, found, command) in subnets {
            let counts = if question.chosen.is_some() { *verdict } else { best.max((*verdict).min(Verdict::Warn)) };
            line = line.at_least(counts);
            if *verdict == Verdict::Pass {
                line = line.note(&subnet.id, found.clone());
                continue;
            }
            line = line.bad(&subnet.id, found.clone());
            if counts > Verdict::Pass && (*verdict == Verdict::Fail || counts == Verdict::Warn) {
                let say = format!("Lead 0.0.0.0/0 of {} to a NAT gateway.", subnet.id);
                line = line.mend(say, command.clone());
            }
        }
    }
    line
}

/// V7: the NAT gateways that private subnets use.
pub fn nat_gateways(question: &Question<'_>) -> Line {
    let check = Check::NatGateways;
    let Some(private) = question.private() else {
        return unknown(question, check, "its subnets and routes were not read", &TABLES);
    };
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut tables: BTreeMap<&str, Vec<&RouteTable>> = BTreeMap::new();
    for subnet in private {
        if let Way::Route(table, route) = question.network.way_out(subnet)
            && route.target.kind == TargetKind::NatGateway
        {
            used.insert(&route.target.id);
            let of = tables.entry(&route.target.id).or_default();
            if !of.iter().any(|known| known.id == table.id) {
                of.push(table);
            }
        }
    }
    let mut line = Line::new(check, Verdict::Pass);
    if used.is_empty() {
        if question.network.nat_gateways.all().is_none() {
            return unknown(question, check, "its NAT gateways were not read", &["describe-nat-gateways"]);
        }
        line = line.at_least(Verdict::Fail).bad(question.vpc, "has no private subnet that leads to a NAT gateway");
        return match question.usable_nat(None) {
            Some(nat) => line
                .note(&nat, "works and is used by none of them")
                .mend("Lead private subnets to it, as the line above tells.", None),
            None => line.mend("Make a NAT gateway in a public subnet.", Some(question.make_nat())),
        };
    }
    for id in used {
        let found = question.network.nat_gateways.look_up(id);
        let faults = match found {
            None => {
                line = line.at_least(Verdict::Unknown).note(id, "was not read").mend(
                    "Run this and import what it prints.",
                    Some(describe("describe-nat-gateways", question.region)),
                );
                continue;
            }
            Some(None) => vec!["does not exist".to_owned()],
            Some(Some(gateway)) => question.faults_of(gateway),
        };
        if faults.is_empty() {
            let place = found.flatten().and_then(|gateway| gateway.subnet.clone());
            let place = place.map_or_else(|| "serves all zones".to_owned(), |subnet| format!("sits in {subnet}"));
            line = line.note(id, format!("is available and {place}"));
            continue;
        }
        line = line.at_least(Verdict::Fail).bad(id, faults.join(", "));
        for table in tables.get(id).into_iter().flatten() {
            line = line.mend(
                format!("Lead {} to a NAT gateway that works.", table.id),
                Some(question.lead_to_nat(table, None)),
            );
        }
    }
    line
}
