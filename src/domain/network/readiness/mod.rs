//! Whether a VPC can carry a VPC connection: a line for each rule, with what was found and how to mend it (VPC-5, V1..V17 of
//! reference 6.10). Pure: the network, the Region, and what was chosen of it go in, lines come out.
//!
//! What was not read is answered with [`Verdict::Unknown`] and the command that prints it.

mod acls;
mod addresses;
mod command;
mod groups;
mod line;
mod subnets;
mod ways;

pub use command::{describe, ec2, word};
pub use line::{Check, Evidence, Line, Mend, Tally, Verdict, lit};

use super::{Network, SecurityGroup, Subnet};
use ipnet::Ipv4Net;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is known.
    pub network: &'a Network,
    /// Where it lies, such as `eu-west-1`.
    pub region: &'a str,
    /// Which VPC.
    pub vpc: &'a str,
    /// The Region of the space, where a space asks (V1).
    pub space_region: Option<&'a str>,
    /// What is chosen of the VPC; without it the VPC is looked at as a whole.
    pub chosen: Option<Chosen<'a>>,
}

/// What a VPC connection has of a VPC.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// Its subnets.
    pub subnets: &'a [String],
    /// Its security groups.
    pub groups: &'a [String],
}

/// The lines, in the order of the checks. A VPC that is certainly not there gets one line that says so.
pub fn readiness(question: &Question<'_>) -> Vec<Line> {
    if question.network.vpcs.look_up(question.vpc) == Some(None) {
        return vec![
            Line::new(Check::Region, Verdict::Fail)
                .bad(question.vpc, format!("is not among the VPCs that were read in {}", question.region))
                .mend("Read the VPCs again, or choose another.", Some(describe("describe-vpcs", question.region))),
        ];
    }
    let mut lines = Vec::new();
    lines.extend(addresses::region(question));
    lines.push(addresses::blocks(question));
    lines.push(subnets::public(question));
    lines.push(subnets::private(question));
    lines.push(ways::internet_gateway(question));
    lines.push(ways::public_routes(question));
    lines.push(ways::private_routes(question));
    lines.push(ways::nat_gateways(question));
    lines.push(groups::outbound(question));
    lines.push(groups::inbound(question));
    lines.push(acls::flow(question));
    lines.push(subnets::no_public_address(question));
    if let Some(chosen) = question.chosen {
        lines.push(subnets::chosen(question, chosen));
        lines.push(groups::chosen(question, chosen));
    }
    lines
}

/// Tells anything read before this line what it does not know, with the commands that print it.
fn unknown(question: &Question<'_>, check: Check, what: &str, commands: &[&str]) -> Line {
    let mut line = Line::new(check, Verdict::Unknown).note(question.vpc, what.to_owned());
    for command in commands {
        line = line.mend("Run this and import what it prints.", Some(describe(command, question.region)));
    }
    line
}

impl<'a> Question<'a> {
    /// Available subnets of the VPC. `None` where the subnets were not read to the end.
    fn subnets(&self) -> Option<Vec<&'a Subnet>> {
        let known = self.network.subnets.is_whole();
        known.then(|| self.network.subnets_of(self.vpc).into_iter().filter(|subnet| subnet.available).collect())
    }

    /// The private subnets that matter: those chosen, or all.
    fn private(&self) -> Option<Vec<&'a Subnet>> {
        let all: Vec<&Subnet> = match self.chosen {
            Some(chosen) => {
                // One that was not read leaves the whole unknown.
                let found: Option<Vec<_>> = chosen.subnets.iter().map(|id| self.network.subnets.look_up(id)).collect();
                found?.into_iter().flatten().collect()
            }
            None => self.subnets()?,
        };
        let mut private = Vec::new();
        for subnet in all {
            // One whose way out is not known leaves the whole unknown.
            if self.network.is_private(subnet)? || self.chosen.is_some() {
                private.push(subnet);
            }
        }
        Some(private)
    }

    /// The public subnets.
    fn public(&self) -> Option<Vec<&'a Subnet>> {
        let mut public = Vec::new();
        for subnet in self.subnets()? {
            if self.network.is_public(subnet)? {
                public.push(subnet);
            }
        }
        Some(public)
    }

    /// The security groups that matter: those chosen, or all of the VPC.
    fn groups(&self) -> Option<Vec<&'a SecurityGroup>> {
        if let Some(chosen) = self.chosen {
            return chosen.groups.iter().map(|id| self.network.security_groups.get(id)).collect();
        }
        let known = self.network.security_groups.is_whole();
        known.then(|| self.network.groups_of(self.vpc))
    }

    /// Addresses of the VPC that no subnet has, as a block of 256 where one is free, else of 16.
    fn free_block(&self) -> Option<Ipv4Net> {
        let taken: Vec<Ipv4Net> =
            self.network.subnets_of(self.vpc).into_iter().filter_map(|subnet| subnet.block).collect();
        let blocks = &self.network.vpcs.get(self.vpc)?.blocks;
        [24, 28].into_iter().find_map(|length| {
            let own = blocks.iter().filter(|block| block.associated);
            let mut free = own.filter_map(|block| block.cidr.subnets(length).ok()).flatten();
            free.find(|block| !taken.iter().any(|taken| taken.contains(block) || block.contains(taken)))
        })
    }
}
