//! Documents of `aws ec2` about networks (reference 1.2).

mod gateways;
mod guards;
mod routes;
mod subnets;

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::{
    domain::{
        inventory::{Listed, RegionPart},
        network::NetworkPart,
    },
    formats::Unreadable,
};

pub(super) const SHAPES: &[Shape] = &[
    shape("ec2 describe-vpcs", "Vpcs", ("VPC", "VPCs"), |object, next, reading| {
        list(object, "Vpcs", next, reading, subnets::vpc).map(NetworkPart::Vpcs).map(region)
    }),
    shape("ec2 describe-subnets", "Subnets", ("subnet", "subnets"), |object, next, reading| {
        list(object, "Subnets", next, reading, subnets::subnet).map(NetworkPart::Subnets).map(region)
    }),
    shape("ec2 describe-route-tables", "RouteTables", ("route table", "route tables"), |object, next, reading| {
        list(object, "RouteTables", next, reading, routes::table).map(NetworkPart::RouteTables).map(region)
    }),
    shape(
        "ec2 describe-internet-gateways",
        "InternetGateways",
        ("internet gateway", "internet gateways"),
        |object, next, reading| {
            let read = list(object, "InternetGateways", next, reading, gateways::internet);
            read.map(NetworkPart::InternetGateways).map(region)
        },
    ),
    shape("ec2 describe-nat-gateways", "NatGateways", ("NAT gateway", "NAT gateways"), |object, next, reading| {
        list(object, "NatGateways", next, reading, gateways::nat).map(NetworkPart::NatGateways).map(region)
    }),
    shape(
        "ec2 describe-security-groups",
        "SecurityGroups",
        ("security group", "security groups"),
        |object, next, reading| {
            list(object, "SecurityGroups", next, reading, guards::group).map(NetworkPart::SecurityGroups).map(region)
        },
    ),
    shape("ec2 describe-network-acls", "NetworkAcls", ("network ACL", "network ACLs"), |object, next, reading| {
        list(object, "NetworkAcls", next, reading, guards::acl).map(NetworkPart::NetworkAcls).map(region)
    }),
    shape("ec2 describe-vpc-endpoints", "VpcEndpoints", ("VPC endpoint", "VPC endpoints"), |object, next, reading| {
        list(object, "VpcEndpoints", next, reading, gateways::endpoint).map(NetworkPart::VpcEndpoints).map(region)
    }),
    shape(
        "ec2 describe-availability-zones",
        "AvailabilityZones",
        ("Availability Zone", "Availability Zones"),
        |object, next, reading| {
            let read = list(object, "AvailabilityZones", next, reading, subnets::zone);
            read.map(NetworkPart::AvailabilityZones).map(region)
        },
    ),
];

const fn shape(
    command: &'static str,
    key: &'static str,
    noun: (&'static str, &'static str),
    read: fn(&Object<'_>, bool, &mut Reading) -> Result<Listing, Unreadable>,
) -> Shape {
    Shape { command, key, tell: Tell::Key, noun, read }
}

fn region(part: NetworkPart) -> Listing {
    Listing::Region(RegionPart::Network(Box::new(part)))
}

fn list<T>(
    object: &Object<'_>,
    key: &str,
    next: bool,
    reading: &mut Reading,
    read: fn(&Object<'_>, &mut Reading) -> Result<T, Unreadable>,
) -> Result<Listed<T>, Unreadable> {
    let items = object.objects(key)?.iter().map(|item| read(item, reading)).collect::<Result<_, _>>()?;
    Ok(Listed::of(items, next))
}

/// An id: a word of letters, digits and hyphens, as all of the service are, so that it can stand in commands and addresses.
fn id(item: &Object<'_>, key: &str) -> Result<String, Unreadable> {
    let id = item.needed(key)?;
    if id.len() <= 64 && id.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')) {
        Ok(id)
    } else {
        Err(item.fault(key, "is no id as the service gives them"))
    }
}

/// The tag `Name`, cut to what a name can be long.
fn name(item: &Object<'_>) -> Result<Option<String>, Unreadable> {
    let name = item.tags("Tags")?.remove("Name").filter(|name| !name.trim().is_empty());
    Ok(name.map(|name| name.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(255).collect()))
}

/// Notes the account that an item says it belongs to.
fn owner(item: &Object<'_>, reading: &mut Reading) -> Result<(), Unreadable> {
    if let Some(owner) = item.text("OwnerId")? {
        reading.owner(&owner);
    }
    Ok(())
}

/// A text as a CIDR block or another thing that can be parsed.
fn parsed<T: core::str::FromStr>(item: &Object<'_>, key: &str, what: &str) -> Result<Option<T>, Unreadable> {
    let Some(text) = item.text(key)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| item.fault(key, &format!("is no {what}")))
}
