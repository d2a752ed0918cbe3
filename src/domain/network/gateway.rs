//! What leads out of a VPC: internet gateways, NAT gateways, endpoints.

use serde::{Deserialize, Serialize};

/// An internet gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternetGateway {
    /// `igw-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// What it is attached to; at most one VPC in practice.
    pub attachments: Vec<Attachment>,
}

/// The tie of an internet gateway to a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The VPC.
    pub vpc: String,
    /// Its state as printed. The model says `attached`, the CLI prints `available` (reference 1.2).
    pub state: String,
}

impl Attachment {
    /// Whether it is in force.
    pub fn holds(&self) -> bool {
        matches!(self.state.as_str(), "attached" | "available")
    }
}

/// A NAT gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NatGateway {
    /// `nat-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// Where it sits; a regional one sits in none.
    pub subnet: Option<String>,
    /// Its state.
    pub state: NatState,
    /// Why it failed, as printed.
    pub failure: Option<String>,
    /// `ConnectivityType` is `public`: a private one leads to other networks and not to the internet.
    pub public: bool,
    /// `AvailabilityMode` is `regional`: it serves all zones, and the service places it.
    pub regional: bool,
}

/// The state of a NAT gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NatState {
    /// Being made.
    Pending,
    /// Could not be made.
    Failed,
    /// Works.
    Available,
    /// Being deleted.
    Deleting,
    /// Deleted; the CLI prints such for about an hour.
    Deleted,
}

impl NatState {
    /// As the CLI prints it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }

    /// Reads what the CLI prints.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Failed, Self::Available, Self::Deleting, Self::Deleted]
            .into_iter()
            .find(|state| state.label() == text)
    }
}

/// A VPC endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VpcEndpoint {
    /// `vpce-…`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// The service's name, such as `com.amazonaws.eu-west-1.codecatalyst.git`.
    pub service: String,
    /// `Interface`, `Gateway` or another, as printed.
    pub kind: String,
    /// `available` or another, in lower case.
    pub state: String,
    /// Whether the service's usual name leads to it.
    pub private_dns: bool,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
}
