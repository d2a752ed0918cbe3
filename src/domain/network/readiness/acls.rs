//! V15: network ACLs let traffic flow there and back, which they judge apart.

use super::{
    Check, Line, Question, Verdict,
    command::{ec2, word},
    groups::HTTPS,
    unknown,
};
use crate::domain::network::{
    NetworkAcl, Ports, Subnet, TargetKind,
    route::Way,
    traffic::{Passage, Traffic},
};
use ipnet::Ipv4Net;
use std::collections::{BTreeMap, BTreeSet};

/// Ports that Linux takes for its own side of a connection (`ip_local_port_range`).
const OF_LINUX: Ports = Ports { from: 32_768, to: 60_999 };
/// Ports that a NAT gateway takes for its side (VPC User Guide, NAT gateways and network ACLs).
const OF_NAT: Ports = Ports { from: 1_024, to: u16::MAX };

/// What has to get through an ACL.
#[derive(Clone, Copy)]
struct Need {
    outbound: bool,
    traffic: Traffic,
}

impl Need {
    const fn out(traffic: Traffic) -> Self {
        Self { outbound: true, traffic }
    }
    const fn back(traffic: Traffic) -> Self {
        Self { outbound: false, traffic }
    }

    fn words(self) -> String {
        let whom =
            if self.traffic.with.prefix_len() == 0 { "the internet".to_owned() } else { self.traffic.with.to_string() };
        let (way, from) = if self.outbound { ("out", "to") } else { ("in", "from") };
        format!("{way} {from} {whom} on {}", self.traffic.ports.label())
    }
}

/// The ACL of a subnet: the outer `None` says that ACLs were not read.
#[allow(clippy::option_option, reason = "not read and not there are two answers")]
fn acl_of<'a>(question: &Question<'a>, subnet: &Subnet) -> Option<Option<&'a NetworkAcl>> {
    let acls = &question.network.network_acls;
    match acls.read().find(|acl| acl.subnets.contains(&subnet.id)) {
        Some(own) => Some(Some(own)),
        // The CLI names every subnet of the default ACL; this is for documents that were shortened.
        None => acls.all().map(|mut all| all.find(|acl| acl.is_default && acl.vpc == subnet.vpc)),
    }
}

/// V15.
pub fn flow(question: &Question<'_>) -> Line {
    let check = Check::Acls;
    let tables = ["describe-subnets", "describe-route-tables"];
    let Some(private) = question.private() else {
        return unknown(question, check, "its subnets and routes were not read", &tables);
    };
    // What each subnet needs: the private ones to the internet, those with a NAT gateway on both sides.
    let mut needs: BTreeMap<&str, (&Subnet, Vec<Need>)> = BTreeMap::new();
    for subnet in private {
        let of = &mut needs.entry(&subnet.id).or_insert((subnet, Vec::new())).1;
        of.extend([Need::out(Traffic::internet(HTTPS)), Need::back(Traffic::internet(OF_LINUX))]);
        let (Some(own), Some(nat)) = (subnet.block, nat_subnet(question, subnet)) else { continue };
        let of = &mut needs.entry(&nat.id).or_insert((nat, Vec::new())).1;
        of.extend(through_nat(own));
    }
    let mut line = Line::new(check, Verdict::Pass);
    let mut fine: BTreeMap<&str, usize> = BTreeMap::new();
    for (subnet, needs) in needs.values() {
        let Some(acl) = acl_of(question, subnet) else {
            return unknown(question, check, "its network ACLs were not read", &["describe-network-acls"]);
        };
        let Some(acl) = acl else {
            line = line.at_least(Verdict::Unknown).note(&subnet.id, "has no network ACL among those that were read");
            continue;
        };
        let before = line.evidence.len();
        for need in needs {
            line = judge(question, line, acl, subnet, *need);
        }
        if line.evidence.len() == before {
            *fine.entry(&acl.id).or_default() += 1;
        }
    }
    for (acl, count) in fine {
        let subnets = if count == 1 { "subnet" } else { "subnets" };
        line = line.note(acl, format!("lets {count} {subnets} send and get answers"));
    }
    line
}

/// The subnet in which the NAT gateway sits that a subnet leads to.
fn nat_subnet<'a>(question: &Question<'a>, subnet: &Subnet) -> Option<&'a Subnet> {
    let Way::Route(_, route) = question.network.way_out(subnet) else { return None };
    if route.target.kind != TargetKind::NatGateway {
        return None;
    }
    let nat = question.network.nat_gateways.get(&route.target.id)?;
    question.network.subnets.get(nat.subnet.as_ref()?)
}

fn through_nat(private: Ipv4Net) -> [Need; 4] {
    [
        Need::back(Traffic { with: private, ports: HTTPS }),
        Need::out(Traffic::internet(HTTPS)),
        Need::back(Traffic::internet(OF_NAT)),
        Need::out(Traffic { with: private, ports: OF_LINUX }),
    ]
}

fn judge(question: &Question<'_>, line: Line, acl: &NetworkAcl, subnet: &Subnet, need: Need) -> Line {
    let (verdict, how, stopped) = match acl.passes(need.outbound, need.traffic) {
        Passage::Whole => return line,
        Passage::Part(stopped) => (Verdict::Warn, "stops a part of what goes", stopped),
        Passage::Nothing(stopped) => (Verdict::Fail, "stops what goes", stopped),
    };
    let rules: Vec<String> = stopped
        .iter()
        .map(|number| if *number == NetworkAcl::LAST { "the last rule".to_owned() } else { format!("rule {number}") })
        .collect();
    let found = format!("{how} {} for {} ({})", need.words(), subnet.id, rules.join(", "));
    if line.evidence.iter().any(|known| known.id == acl.id && known.found == found) {
        return line;
    }
    let line = line.at_least(verdict).bad(&acl.id, found);
    match free_number(acl, need.outbound, &stopped) {
        Some(number) => {
            let (id, number) = (word(&acl.id), number.to_string());
            let ports = format!("From={},To={}", need.traffic.ports.from, need.traffic.ports.to);
            let block = need.traffic.with.to_string();
            let words = [
                "--network-acl-id",
                &id,
                if need.outbound { "--egress" } else { "--ingress" },
                "--rule-number",
                &number,
                "--protocol",
                "tcp",
                "--port-range",
                &ports,
                "--cidr-block",
                &block,
                "--rule-action",
                "allow",
            ];
            let say = format!("Add a rule to {} that lets it {}.", acl.id, need.words());
            line.mend(say, Some(ec2("create-network-acl-entry", &words, question.region)))
        }
        None => line.mend(format!("Make room before the rules of {} that stop it, then let it through.", acl.id), None),
    }
}

/// A number before all rules that stop it, and with room around it where there is.
fn free_number(acl: &NetworkAcl, outbound: bool, stopped: &[u16]) -> Option<u16> {
    let taken: BTreeSet<u16> =
        acl.entries.iter().filter(|entry| entry.outbound == outbound).map(|entry| entry.number).collect();
    let first = stopped.iter().copied().min()?;
    if first == NetworkAcl::LAST {
        let last = taken.iter().rev().find(|number| **number < NetworkAcl::LAST).copied().unwrap_or(0);
        let round = last.checked_div(10)?.checked_add(1)?.checked_mul(10)?;
        return (round < NetworkAcl::LAST).then_some(round);
    }
    (1..first).rev().find(|number| !taken.contains(number))
}
