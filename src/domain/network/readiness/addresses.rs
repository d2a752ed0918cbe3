//! V1 and V2: where the VPC lies, and its addresses.

use super::{
    Check, Line, Question, Verdict,
    command::{ec2, word},
    unknown,
};
use ipnet::Ipv4Net;
use std::net::Ipv4Addr;

/// What VPC connections cannot have.
fn forbidden() -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12)
}

/// What containers on build machines use themselves.
fn bridge() -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(172, 17, 0, 0), 16)
}

/// V1. Without a space there is nothing to compare.
pub fn region(question: &Question<'_>) -> Option<Line> {
    let wanted = question.space_region?;
    let found = format!("is in {}", question.region);
    Some(if question.region == wanted {
        Line::new(Check::Region, Verdict::Pass).note(question.vpc, found)
    } else {
        Line::new(Check::Region, Verdict::Fail)
            .bad(question.vpc, format!("{found}, the space in {wanted}"))
            .mend(format!("A VPC connection needs a VPC in {wanted}. Choose or make one there."), None)
    })
}

/// V2.
pub fn blocks(question: &Question<'_>) -> Line {
    let Some(vpc) = question.network.vpcs.get(question.vpc) else {
        return unknown(question, Check::Blocks, "its IPv4 blocks were not read", &["describe-vpcs"]);
    };
    let mut line = Line::new(Check::Blocks, Verdict::Pass);
    let id = word(&vpc.id);
    for (place, block) in vpc.blocks.iter().filter(|block| block.associated).enumerate() {
        let overlaps = |other: Ipv4Net| other.contains(&block.cidr) || block.cidr.contains(&other);
        if !overlaps(forbidden()) {
            line = line.note(&vpc.id, format!("has {}", block.cidr));
            continue;
        }
        let more =
            if overlaps(bridge()) { ", and so 172.17.0.0/16, which containers on build machines use" } else { "" };
        line = line
            .at_least(Verdict::Fail)
            .bad(&vpc.id, format!("has {}, which overlaps 172.16.0.0/12{more}", block.cidr));
        line = match &block.association {
            Some(association) if place > 0 => line.mend(
                format!("Take the block {} away from the VPC, once nothing in it is used.", block.cidr),
                Some(ec2("disassociate-vpc-cidr-block", &["--association-id", &word(association)], question.region)),
            ),
            _ => line.mend(
                format!("The first block of {id} cannot be changed. Make another VPC, and build its subnets anew."),
                Some(ec2("create-vpc", &["--cidr-block", "10.0.0.0/16"], question.region)),
            ),
        };
    }
    line
}
