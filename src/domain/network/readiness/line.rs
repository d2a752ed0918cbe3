//! A line of the readiness list.

use std::collections::BTreeSet;

/// What is checked. `id` names the rule of reference 6.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// V1.
    Region,
    /// V2.
    Blocks,
    /// V3.
    PublicSubnet,
    /// V4.
    PrivateSubnets,
    /// V5.
    InternetGateway,
    /// V3, its route.
    PublicRoutes,
    /// V6.
    PrivateRoutes,
    /// V7.
    NatGateways,
    /// V8.
    Outbound,
    /// V9.
    Inbound,
    /// V15.
    Acls,
    /// V17.
    NoPublicAddress,
    /// V10.
    ChosenSubnets,
    /// V11.
    ChosenGroups,
    /// V13.
    Trust,
    /// V14.
    Actions,
}

impl Check {
    /// The rule's id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Region => "V1",
            Self::Blocks => "V2",
            Self::PublicSubnet | Self::PublicRoutes => "V3",
            Self::PrivateSubnets => "V4",
            Self::InternetGateway => "V5",
            Self::PrivateRoutes => "V6",
            Self::NatGateways => "V7",
            Self::Outbound => "V8",
            Self::Inbound => "V9",
            Self::Acls => "V15",
            Self::NoPublicAddress => "V17",
            Self::ChosenSubnets => "V10",
            Self::ChosenGroups => "V11",
            Self::Trust => "V13",
            Self::Actions => "V14",
        }
    }

    /// What holds when it passes.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Region => "The VPC is in the Region of the space",
            Self::Blocks => "No IPv4 block overlaps 172.16.0.0/12",
            Self::PublicSubnet => "There is a public subnet",
            Self::PrivateSubnets => "There is a private subnet in every Availability Zone",
            Self::InternetGateway => "An internet gateway is attached",
            Self::PublicRoutes => "Public subnets lead to the internet gateway",
            Self::PrivateRoutes => "Private subnets lead to a NAT gateway",
            Self::NatGateways => "The NAT gateway works and sits in a public subnet",
            Self::Outbound => "Security groups let traffic out",
            Self::Inbound => "Security groups let nothing in",
            Self::Acls => "Network ACLs let traffic flow",
            Self::NoPublicAddress => "Nothing counts on public addresses",
            Self::ChosenSubnets => "The chosen subnets are private, one a zone",
            Self::ChosenGroups => "One to five security groups of this VPC",
            Self::Trust => "The role trusts named spaces only",
            Self::Actions => "The role may do all seven actions",
        }
    }
}

/// How a check went. In the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It works, and might be better.
    Warn,
    /// What it asks about was not read.
    Unknown,
    /// It does not hold.
    Fail,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The id of the thing.
    pub id: String,
    /// What it is like, to stand behind its id.
    pub found: String,
    /// It is at fault.
    pub fault: bool,
}

/// How to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mend {
    /// What to do, as a sentence.
    pub say: String,
    /// The AWS CLI command, filled in; several lines are run one after the other.
    pub command: Option<String>,
}

/// One check with its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is checked.
    pub check: Check,
    /// How it went.
    pub verdict: Verdict,
    /// What was found, what is at fault first.
    pub evidence: Vec<Evidence>,
    /// How to mend it; empty when it passes.
    pub mends: Vec<Mend>,
}

impl Line {
    /// A line without evidence yet.
    pub const fn new(check: Check, verdict: Verdict) -> Self {
        Self { check, verdict, evidence: Vec::new(), mends: Vec::new() }
    }

    /// With something that is as it should be, or stands there for information.
    #[must_use]
    pub fn note(mut self, id: &str, found: impl Into<String>) -> Self {
        self.evidence.push(Evidence { id: id.to_owned(), found: found.into(), fault: false });
        self
    }

    /// With something that is at fault; the verdict stays as it is.
    #[must_use]
    pub fn bad(mut self, id: &str, found: impl Into<String>) -> Self {
        let place = self.evidence.iter().take_while(|evidence| evidence.fault).count();
        self.evidence.insert(place, Evidence { id: id.to_owned(), found: found.into(), fault: true });
        self
    }

    /// With a way to mend it; the same one only once.
    #[must_use]
    pub fn mend(mut self, say: impl Into<String>, command: Option<String>) -> Self {
        let mend = Mend { say: say.into(), command };
        if !self.mends.contains(&mend) {
            self.mends.push(mend);
        }
        self
    }

    /// With a verdict at least as heavy as this one.
    #[must_use]
    pub fn at_least(mut self, verdict: Verdict) -> Self {
        self.verdict = self.verdict.max(verdict);
        self
    }
}

/// How many lines went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub pass: usize,
    /// Might be better.
    pub warn: usize,
    /// Unknown.
    pub unknown: usize,
    /// Failed.
    pub fail: usize,
}

impl Tally {
    /// Counts lines.
    pub fn of(lines: &[Line]) -> Self {
        let count = |verdict| lines.iter().filter(|line| line.verdict == verdict).count();
        Self {
            pass: count(Verdict::Pass),
            warn: count(Verdict::Warn),
            unknown: count(Verdict::Unknown),
            fail: count(Verdict::Fail),
        }
    }

    /// The heaviest verdict.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self { fail: 1.., .. } => Verdict::Fail,
            Self { unknown: 1.., .. } => Verdict::Unknown,
            Self { warn: 1.., .. } => Verdict::Warn,
            _ => Verdict::Pass,
        }
    }
}

/// Ids of everything at fault in lines that fail.
pub fn lit(lines: &[Line]) -> BTreeSet<&str> {
    let failing = lines.iter().filter(|line| line.verdict == Verdict::Fail);
    failing.flat_map(|line| &line.evidence).filter(|evidence| evidence.fault).map(|one| one.id.as_str()).collect()
}
