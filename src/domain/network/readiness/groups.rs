//! V8, V9 and V11: security groups.

use super::{
    Check, Chosen, Line, Question, Verdict,
    command::{ec2, ip_permission, word},
    describe, unknown,
};
use crate::domain::{
    network::{
        Permission, Ports, SecurityGroup,
        traffic::{Passage, Traffic, through_groups},
    },
    vpc::GROUPS,
};

/// What everything the service does goes to.
pub const HTTPS: Ports = Ports { from: 443, to: 443 };

fn named(group: &SecurityGroup, found: &str) -> String {
    format!("({}) {found}", group.name)
}

/// V8. Of what is chosen, all groups together, as an interface has them; of a whole VPC, each by itself.
pub fn outbound(question: &Question<'_>) -> Line {
    let check = Check::Outbound;
    let Some(groups) = question.groups() else {
        return unknown(question, check, "its security groups were not read", &["describe-security-groups"]);
    };
    let mut line = Line::new(check, Verdict::Pass);
    if groups.is_empty() {
        return line
            .at_least(Verdict::Fail)
            .bad(question.vpc, "has no security group here")
            .mend("Choose a security group that lets traffic out.", None);
    }
    let https = Traffic::internet(HTTPS);
    let together = through_groups(groups.iter().flat_map(|group| &group.outbound), https);
    let mut some = false;
    for group in &groups {
        match through_groups(&group.outbound, https) {
            Passage::Whole => {
                some = true;
                line = line.note(&group.id, named(group, "lets traffic out to every address on port 443"));
            }
            Passage::Part(_) => {
                some = true;
                line = line.bad(&group.id, named(group, "lets traffic out on port 443 to some addresses only"));
            }
            Passage::Nothing(_) => {
                let lists = group.outbound.iter().any(|one| !one.prefix_lists.is_empty());
                let found = if lists {
                    "lets traffic out to prefix lists, whose addresses are not known here, and to nothing else on port 443"
                } else {
                    "lets no traffic out on port 443"
                };
                line = line.bad(&group.id, named(group, found));
            }
        }
    }
    let faulty = line.evidence.iter().any(|evidence| evidence.fault);
    let verdict = match (question.chosen.is_some(), &together) {
        (true, Passage::Whole) => Verdict::Pass,
        (true, Passage::Part(_)) => Verdict::Warn,
        (false, _) if !faulty => Verdict::Pass,
        (false, _) if some => Verdict::Warn,
        _ => Verdict::Fail,
    };
    if verdict > Verdict::Pass {
        for evidence in line.evidence.clone().iter().filter(|evidence| evidence.fault) {
            let id = word(&evidence.id);
            let words = ["--group-id", &id, "--ip-permissions", "'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]'"];
            let command = ec2("authorize-security-group-egress", &words, question.region);
            line = line.mend(format!("Let {} send traffic to every address.", evidence.id), Some(command));
        }
    } else {
        // What one group does not, another does.
        line.evidence.iter_mut().for_each(|evidence| evidence.fault = false);
    }
    line.at_least(verdict)
}

/// One entry as people read it: `tcp port 22 from 10.0.0.0/8`.
fn entry(permission: &Permission) -> String {
    let what = match (permission.protocol.label().as_str(), permission.ports) {
        ("-1", _) => "everything".to_owned(),
        (protocol, Some(ports)) => format!("{protocol} {}", ports.label()),
        (protocol, None) => protocol.to_owned(),
    };
    let mut from: Vec<String> = permission.blocks.iter().map(ToString::to_string).collect();
    from.extend(permission.groups.iter().chain(&permission.prefix_lists).cloned());
    format!("{what} from {}", from.join(", "))
}

/// V9: the best practice is to let nothing in.
pub fn inbound(question: &Question<'_>) -> Line {
    let check = Check::Inbound;
    let Some(groups) = question.groups() else {
        return unknown(question, check, "its security groups were not read", &["describe-security-groups"]);
    };
    let mut line = Line::new(check, Verdict::Pass);
    for group in groups {
        if group.inbound.is_empty() {
            line = line.note(&group.id, named(group, "lets nothing in"));
        }
        for permission in &group.inbound {
            let id = word(&group.id);
            let words = ["--group-id", &id, "--ip-permissions", &ip_permission(permission)];
            let command = ec2("revoke-security-group-ingress", &words, question.region);
            line = line
                .at_least(Verdict::Warn)
                .bad(&group.id, named(group, &format!("lets in {}", entry(permission))))
                .mend(format!("Unless something needs it, let {} in no more.", entry(permission)), Some(command));
        }
    }
    line
}

/// V11: one to five, all of this VPC.
pub fn chosen(question: &Question<'_>, chosen: Chosen<'_>) -> Line {
    let mut line = Line::new(Check::ChosenGroups, Verdict::Pass);
    let edit = "Edit the VPC connection and choose one to five security groups of this VPC.";
    if !(1..=GROUPS).contains(&chosen.groups.len()) {
        line = line
            .at_least(Verdict::Fail)
            .bad(question.vpc, format!("{} security groups are chosen", chosen.groups.len()))
            .mend(edit, None);
    }
    for id in chosen.groups {
        line = match question.network.security_groups.look_up(id) {
            None => line.at_least(Verdict::Unknown).note(id, "was not read").mend(
                "Run this and import what it prints.",
                Some(describe("describe-security-groups", question.region)),
            ),
            Some(Some(group)) if group.vpc.as_deref() == Some(question.vpc) => {
                line.note(id, format!("({})", group.name))
            }
            Some(_) => line
                .at_least(Verdict::Fail)
                .bad(id, format!("is no security group of {}", question.vpc))
                .mend(edit, None),
        };
    }
    line
}
