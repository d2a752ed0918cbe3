//! Documents of `aws ec2` (reference 1.2).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::formats::Unreadable;

pub(super) const SHAPES: &[Shape] = &[
    Shape { command: "ec2 describe-vpcs", key: "Vpcs", tell: Tell::Key, noun: ("VPC", "VPCs"), read: later },
    Shape {
        command: "ec2 describe-subnets",
        key: "Subnets",
        tell: Tell::Key,
        noun: ("subnet", "subnets"),
        read: later,
    },
    Shape {
        command: "ec2 describe-route-tables",
        key: "RouteTables",
        tell: Tell::Key,
        noun: ("route table", "route tables"),
        read: later,
    },
    Shape {
        command: "ec2 describe-internet-gateways",
        key: "InternetGateways",
        tell: Tell::Key,
        noun: ("internet gateway", "internet gateways"),
        read: later,
    },
    Shape {
        command: "ec2 describe-nat-gateways",
        key: "NatGateways",
        tell: Tell::Key,
        noun: ("NAT gateway", "NAT gateways"),
        read: later,
    },
    Shape {
        command: "ec2 describe-security-groups",
        key: "SecurityGroups",
        tell: Tell::Key,
        noun: ("security group", "security groups"),
        read: later,
    },
    Shape {
        command: "ec2 describe-network-acls",
        key: "NetworkAcls",
        tell: Tell::Key,
        noun: ("network ACL", "network ACLs"),
        read: later,
    },
    Shape {
        command: "ec2 describe-vpc-endpoints",
        key: "VpcEndpoints",
        tell: Tell::Key,
        noun: ("VPC endpoint", "VPC endpoints"),
        read: later,
    },
    Shape {
        command: "ec2 describe-availability-zones",
        key: "AvailabilityZones",
        tell: Tell::Key,
        noun: ("Availability Zone", "Availability Zones"),
        read: later,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn later(_object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    Ok(Listing::Nothing("This console keeps no networks yet."))
}
