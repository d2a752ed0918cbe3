//! Route tables.

use super::{Object, Reading, id, name, owner, parsed};
use crate::{
    domain::network::{Destination, Route, RouteTable, Target, TargetKind},
    formats::Unreadable,
};
use std::collections::BTreeSet;

/// Under which key a target stands, the more telling first: a NAT instance has an interface beside.
const TARGETS: [(&str, TargetKind); 11] = [
    ("NatGatewayId", TargetKind::NatGateway),
    ("InstanceId", TargetKind::Instance),
    ("NetworkInterfaceId", TargetKind::NetworkInterface),
    ("TransitGatewayId", TargetKind::TransitGateway),
    ("VpcPeeringConnectionId", TargetKind::Peering),
    ("EgressOnlyInternetGatewayId", TargetKind::EgressOnlyInternetGateway),
    ("LocalGatewayId", TargetKind::Other),
    ("CarrierGatewayId", TargetKind::Other),
    ("CoreNetworkArn", TargetKind::Other),
    ("OdbNetworkArn", TargetKind::Other),
    ("IpAddress", TargetKind::Other),
];

/// A route table.
pub fn table(item: &Object<'_>, reading: &mut Reading) -> Result<RouteTable, Unreadable> {
    owner(item, reading)?;
    let mut main = false;
    let mut subnets = BTreeSet::new();
    for one in item.objects("Associations")? {
        let state = one.object("AssociationState")?.map(|state| state.text("State")).transpose()?.flatten();
        if state.is_some_and(|state| matches!(state.as_str(), "disassociating" | "disassociated" | "failed")) {
            continue;
        }
        main |= one.flag("Main")?.unwrap_or_default();
        if one.has("SubnetId") {
            subnets.insert(id(&one, "SubnetId")?);
        }
    }
    let routes = item.objects("Routes")?.iter().map(route).collect::<Result<_, _>>()?;
    Ok(RouteTable { id: id(item, "RouteTableId")?, name: name(item)?, vpc: id(item, "VpcId")?, main, subnets, routes })
}

fn route(item: &Object<'_>) -> Result<Route, Unreadable> {
    let v4 = parsed(item, "DestinationCidrBlock", "IPv4 block such as 0.0.0.0/0")?.map(Destination::V4);
    let v6 = parsed(item, "DestinationIpv6CidrBlock", "IPv6 block such as ::/0")?.map(Destination::V6);
    let list = item.text("DestinationPrefixListId")?.map(Destination::PrefixList);
    let destination = v4
        .or(v6)
        .or(list)
        .ok_or_else(|| item.fault("DestinationCidrBlock", "is missing, and no other destination is there"))?;
    Ok(Route {
        destination,
        target: target(item)?,
        active: item.text("State")?.is_none_or(|state| state == "active"),
        propagated: item.text("Origin")?.is_some_and(|origin| origin == "EnableVgwRoutePropagation"),
    })
}

fn target(item: &Object<'_>) -> Result<Target, Unreadable> {
    for (key, kind) in TARGETS {
        if let Some(id) = item.text(key)? {
            return Ok(Target { kind, id });
        }
    }
    let id = item.text("GatewayId")?.unwrap_or_default();
    let kind = match id.split('-').next() {
        Some("local") => TargetKind::Local,
        Some("igw") => TargetKind::InternetGateway,
        Some("vgw") => TargetKind::VirtualPrivateGateway,
        Some("vpce") => TargetKind::VpcEndpoint,
        _ => TargetKind::Other,
    };
    // The CLI leaves the target of some blackhole routes out.
    Ok(Target { kind, id: if id.is_empty() { "a target that is not named".to_owned() } else { id } })
}
