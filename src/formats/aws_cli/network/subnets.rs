//! VPCs, subnets and zones.

use super::{Object, Reading, id, name, owner, parsed};
use crate::{
    domain::network::{AvailabilityZone, Block, Subnet, Vpc},
    formats::Unreadable,
};
use ipnet::Ipv6Net;

const V4: &str = "IPv4 block such as 10.0.0.0/16";
const V6: &str = "IPv6 block such as 2001:db8::/56";

/// A VPC.
pub fn vpc(item: &Object<'_>, reading: &mut Reading) -> Result<Vpc, Unreadable> {
    owner(item, reading)?;
    let mut blocks = Vec::new();
    for one in item.objects("CidrBlockAssociationSet")? {
        if let Some(cidr) = parsed(&one, "CidrBlock", V4)? {
            blocks.push(Block {
                cidr,
                association: one.text("AssociationId")?,
                associated: associated(&one, "CidrBlockState")?,
            });
        }
    }
    // Older recordings have the first block alone.
    if let Some(cidr) = parsed(item, "CidrBlock", V4)?
        && !blocks.iter().any(|block| block.cidr == cidr)
    {
        blocks.insert(0, Block { cidr, association: None, associated: true });
    }
    Ok(Vpc {
        id: id(item, "VpcId")?,
        name: name(item)?,
        blocks,
        ipv6: blocks_of_six(item)?,
        is_default: item.flag("IsDefault")?.unwrap_or_default(),
        available: available(item)?,
    })
}

/// A subnet.
pub fn subnet(item: &Object<'_>, reading: &mut Reading) -> Result<Subnet, Unreadable> {
    // A subnet that another account shares names that account; the ARN names the same, and the Region.
    owner(item, reading)?;
    if let Some(arn) = item.text("SubnetArn")? {
        reading.arn(&arn);
    }
    let zone = item.needed("AvailabilityZone")?;
    reading.zone(&zone);
    Ok(Subnet {
        id: id(item, "SubnetId")?,
        name: name(item)?,
        vpc: id(item, "VpcId")?,
        zone,
        block: parsed(item, "CidrBlock", V4)?,
        ipv6: blocks_of_six(item)?,
        free: item.number("AvailableIpAddressCount")?,
        public_on_launch: item.flag("MapPublicIpOnLaunch")?.unwrap_or_default(),
        available: available(item)?,
    })
}

/// An Availability Zone. Local zones and those of carriers are none of the Region's own.
pub fn zone(item: &Object<'_>, reading: &mut Reading) -> Result<AvailabilityZone, Unreadable> {
    let region = item.text("RegionName")?;
    if let Some(region) = &region {
        reading.region(region);
    }
    let ordinary = item.text("ZoneType")?.is_none_or(|kind| kind == "availability-zone");
    let opted = item.text("OptInStatus")?.is_none_or(|status| status != "not-opted-in");
    Ok(AvailabilityZone {
        name: item.needed("ZoneName")?,
        id: item.text("ZoneId")?,
        region,
        usable: ordinary && opted && available(item)?,
    })
}

fn available(item: &Object<'_>) -> Result<bool, Unreadable> {
    Ok(item.text("State")?.is_none_or(|state| state == "available"))
}

fn associated(item: &Object<'_>, key: &str) -> Result<bool, Unreadable> {
    let Some(state) = item.object(key)? else { return Ok(true) };
    Ok(state.text("State")?.is_none_or(|state| state == "associated"))
}

fn blocks_of_six(item: &Object<'_>) -> Result<Vec<Ipv6Net>, Unreadable> {
    let mut all = Vec::new();
    for one in item.objects("Ipv6CidrBlockAssociationSet")? {
        if associated(&one, "Ipv6CidrBlockState")? {
            all.extend(parsed::<Ipv6Net>(&one, "Ipv6CidrBlock", V6)?);
        }
    }
    Ok(all)
}
