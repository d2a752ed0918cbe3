//! V3, V4, V10 and V17: which subnets there are, and which are chosen.

use super::{
    Check, Chosen, Line, Question, Verdict,
    command::{ec2, keep, word},
    unknown,
};
use crate::domain::network::{Subnet, TargetKind, route::Way};
use std::collections::{BTreeMap, BTreeSet};

const TABLES: [&str; 2] = ["describe-subnets", "describe-route-tables"];

fn described(subnet: &Subnet) -> String {
    match subnet.block {
        Some(block) => format!("{block} in {}", subnet.zone),
        None => format!("in {}", subnet.zone),
    }
}

/// The command that makes a subnet where addresses are free.
fn make(question: &Question<'_>, zone: &str) -> String {
    let block = question.free_block().map_or_else(|| "ADDRESSES".to_owned(), |block| block.to_string());
    let (vpc, zone) = (word(question.vpc), word(zone));
    let words = ["--vpc-id", &vpc, "--availability-zone", &zone, "--cidr-block", &block];
    keep("SUBNET", &ec2("create-subnet", &words, question.region), "Subnet.SubnetId")
}

/// V3: one public subnet, in whatever zone.
pub fn public(question: &Question<'_>) -> Line {
    let Some(public) = question.public() else {
        return unknown(question, Check::PublicSubnet, "its subnets and routes were not read", &TABLES);
    };
    if !public.is_empty() {
        return public.into_iter().fold(Line::new(Check::PublicSubnet, Verdict::Pass), |line, subnet| {
            line.note(&subnet.id, described(subnet))
        });
    }
    let gateway = question.attached_gateway();
    let mut line = Line::new(Check::PublicSubnet, Verdict::Fail)
        .bad(question.vpc, "has no subnet whose route table leads 0.0.0.0/0 to an internet gateway");
    // One that was meant to be is mended by its route, which the line on routes tells.
    let Some(gateway) = gateway else {
        return line.mend("Attach an internet gateway first, then make a public subnet with a route to it.", None);
    };
    let zones = zones(question);
    let zone = zones.iter().next().map_or_else(|| format!("{}a", question.region), |zone| (*zone).to_owned());
    let vpc = word(question.vpc);
    let table =
        keep("TABLE", &ec2("create-route-table", &["--vpc-id", &vpc], question.region), "RouteTable.RouteTableId");
    let gateway = word(&gateway);
    let words = ["--route-table-id", "$TABLE", "--destination-cidr-block", "0.0.0.0/0", "--gateway-id", &gateway];
    let route = ec2("create-route", &words, question.region);
    let tie = ec2("associate-route-table", &["--route-table-id", "$TABLE", "--subnet-id", "$SUBNET"], question.region);
    let all = [make(question, &zone), table, route, tie].join("\n");
    line = line.mend("Make a public subnet with a route table of its own.", Some(all));
    line
}

/// The zones that are known to be there: all of the Region, or those that subnets of the VPC lie in.
fn zones<'a>(question: &Question<'a>) -> BTreeSet<&'a str> {
    let own = question.network.subnets_of(question.vpc).into_iter().map(|subnet| subnet.zone.as_str());
    let all = question.network.zones.read().filter(|zone| in_region(question, zone.region.as_deref(), &zone.name));
    match question.network.zones.all() {
        Some(_) => all.filter(|zone| zone.usable).map(|zone| zone.name.as_str()).collect(),
        None => own.collect(),
    }
}

fn in_region(question: &Question<'_>, region: Option<&str>, zone: &str) -> bool {
    region.map_or_else(|| zone.starts_with(question.region), |region| region == question.region)
}

/// V4: a private subnet in each available zone of the Region.
pub fn private(question: &Question<'_>) -> Line {
    // The whole VPC is looked at, whatever is chosen of it.
    let whole = Question { chosen: None, ..*question };
    let Some(private) = whole.private() else {
        return unknown(question, Check::PrivateSubnets, "its subnets and routes were not read", &TABLES);
    };
    let mut by_zone: BTreeMap<&str, Vec<&Subnet>> =
        zones(question).into_iter().map(|zone| (zone, Vec::new())).collect();
    for subnet in private {
        by_zone.entry(&subnet.zone).or_default().push(subnet);
    }
    let known = question.network.zones.all().is_some();
    let mut line = Line::new(Check::PrivateSubnets, if known { Verdict::Pass } else { Verdict::Unknown });
    if by_zone.is_empty() {
        line = line.at_least(Verdict::Fail).bad(question.vpc, "has no private subnet");
    }
    for (zone, subnets) in &by_zone {
        if let Some(subnet) = subnets.first() {
            line = line.note(&subnet.id, described(subnet));
            continue;
        }
        let mut steps = vec![make(question, zone)];
        if let Some(table) = question.table_to_nat() {
            let table = word(&table);
            let words = ["--route-table-id", &table, "--subnet-id", "$SUBNET"];
            steps.push(ec2("associate-route-table", &words, question.region));
        }
        let say = format!("Make a private subnet in {zone}, with a route table that leads to a NAT gateway.");
        line = line
            .at_least(Verdict::Fail)
            .bad(zone, "has no private subnet of this VPC")
            .mend(say, Some(steps.join("\n")));
    }
    if !known {
        line = line.note(question.region, "its Availability Zones were not read, so that there may be others").mend(
            "Run this and import what it prints.",
            Some(super::describe("describe-availability-zones", question.region)),
        );
    }
    line
}

/// V10: what was chosen is private, one subnet a zone.
pub fn chosen(question: &Question<'_>, chosen: Chosen<'_>) -> Line {
    let mut line = Line::new(Check::ChosenSubnets, Verdict::Pass);
    let mut zones: BTreeMap<&str, &str> = BTreeMap::new();
    if chosen.subnets.is_empty() {
        line = line
            .at_least(Verdict::Fail)
            .bad(question.vpc, "has no subnet chosen")
            .mend("Choose a private subnet in each zone.", None);
    }
    for id in chosen.subnets {
        let Some(found) = question.network.subnets.look_up(id) else {
            line = line.at_least(Verdict::Unknown).note(id, "was not read").mend(
                "Run this and import what it prints.",
                Some(super::describe("describe-subnets", question.region)),
            );
            continue;
        };
        let other = "Edit the VPC connection and choose another subnet.";
        let Some(subnet) = found.filter(|subnet| subnet.vpc == question.vpc) else {
            line = line.at_least(Verdict::Fail).bad(id, format!("is no subnet of {}", question.vpc)).mend(other, None);
            continue;
        };
        line = match question.network.is_private(subnet) {
            None => line.at_least(Verdict::Unknown).note(id, "has a route table that was not read").mend(
                "Run this and import what it prints.",
                Some(super::describe("describe-route-tables", question.region)),
            ),
            Some(false) => {
                line.at_least(Verdict::Fail).bad(id, format!("is public: {}", described(subnet))).mend(other, None)
            }
            Some(true) => match zones.insert(&subnet.zone, id) {
                Some(before) => line
                    .at_least(Verdict::Fail)
                    .bad(id, format!("lies in {}, as {before} does", subnet.zone))
                    .mend(other, None),
                None => line.note(id, described(subnet)),
            },
        };
    }
    line
}

/// V17: interfaces of the service never get a public address, so whatever goes straight to an internet gateway is lost.
pub fn no_public_address(question: &Question<'_>) -> Line {
    let check = Check::NoPublicAddress;
    let subnets = match question.chosen {
        Some(_) => question.private(),
        None => question.subnets(),
    };
    let Some(subnets) = subnets else {
        return unknown(question, check, "its subnets and routes were not read", &TABLES);
    };
    let mut line = Line::new(check, Verdict::Pass);
    let mut through = 0_usize;
    for subnet in &subnets {
        match question.network.way_out(subnet) {
            Way::Unread => return unknown(question, check, "its routes were not read", &["describe-route-tables"]),
            Way::Route(_, route) if route.target.kind == TargetKind::InternetGateway && question.chosen.is_some() => {
                let launch = if subnet.public_on_launch { ", though it gives instances one" } else { "" };
                line = line.at_least(Verdict::Fail).bad(
                    &subnet.id,
                    format!("leads to {}, where only a public address gets through; interfaces of the service get none{launch}", route.target.id),
                );
            }
            Way::Route(_, route) if route.target.kind == TargetKind::InternetGateway => {}
            Way::Route(_, route) if route.active => through += 1,
            _ => {}
        }
    }
    if line.verdict == Verdict::Fail {
        return line.mend("Choose a private subnet, which goes out through a NAT gateway.", None);
    }
    if through == 0 {
        let why = "has no subnet that goes out through anything but an internet gateway, and interfaces of the service get no public address";
        return line
            .at_least(Verdict::Fail)
            .bad(question.vpc, why)
            .mend("Give private subnets a route to a NAT gateway, as the lines above tell.", None);
    }
    let (subnets, go) = if through == 1 { ("subnet", "goes") } else { ("subnets", "go") };
    line.note(question.vpc, format!("{through} {subnets} {go} out without a public address"))
}
