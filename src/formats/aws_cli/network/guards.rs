//! Security groups and network ACLs.

use super::{Object, Reading, id, name, owner, parsed};
use crate::{
    domain::network::{AclEntry, NetworkAcl, Permission, Ports, Protocol, SecurityGroup},
    formats::Unreadable,
};
use ipnet::IpNet;

/// Far above what the service allows (1,000 rules a group, 40 a direction of an ACL), and bounded.
const ENTRIES: usize = 2_000;

/// A security group.
pub fn group(item: &Object<'_>, reading: &mut Reading) -> Result<SecurityGroup, Unreadable> {
    owner(item, reading)?;
    if let Some(arn) = item.text("SecurityGroupArn")? {
        reading.arn(&arn);
    }
    Ok(SecurityGroup {
        id: id(item, "GroupId")?,
        name: item.needed("GroupName")?,
        vpc: item.text("VpcId")?,
        inbound: permissions(item, "IpPermissions")?,
        outbound: permissions(item, "IpPermissionsEgress")?,
    })
}

fn permissions(item: &Object<'_>, key: &str) -> Result<Vec<Permission>, Unreadable> {
    let all = item.objects(key)?;
    let all = all.iter().map(permission).collect::<Result<Vec<_>, _>>()?;
    if all.iter().map(|one| one.blocks.len().max(1)).sum::<usize>() > ENTRIES {
        return Err(item.fault(key, "has more entries than a security group can have"));
    }
    Ok(all)
}

fn permission(item: &Object<'_>) -> Result<Permission, Unreadable> {
    let protocol = protocol(item, "IpProtocol")?;
    let mut blocks: Vec<IpNet> = Vec::new();
    for (list, key) in [("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")] {
        for range in item.objects(list)? {
            blocks.extend(parsed::<IpNet>(&range, key, "block of addresses")?);
        }
    }
    let of = |list: &str, key: &str| {
        item.objects(list)?.iter().filter_map(|one| one.text(key).transpose()).collect::<Result<Vec<_>, _>>()
    };
    // Codes of ICMP stand in the same places as ports.
    let ports = match protocol {
        Protocol::Number(6 | 17) => ports(item, "FromPort", "ToPort")?,
        _ => None,
    };
    Ok(Permission {
        protocol,
        ports,
        blocks,
        groups: of("UserIdGroupPairs", "GroupId")?,
        prefix_lists: of("PrefixListIds", "PrefixListId")?,
    })
}

/// A network ACL.
pub fn acl(item: &Object<'_>, reading: &mut Reading) -> Result<NetworkAcl, Unreadable> {
    owner(item, reading)?;
    let entries = item.objects("Entries")?;
    if entries.len() > ENTRIES {
        return Err(item.fault("Entries", "has more entries than a network ACL can have"));
    }
    let associations = item.objects("Associations")?;
    Ok(NetworkAcl {
        id: id(item, "NetworkAclId")?,
        name: name(item)?,
        vpc: id(item, "VpcId")?,
        is_default: item.flag("IsDefault")?.unwrap_or_default(),
        subnets: associations.iter().map(|one| id(one, "SubnetId")).collect::<Result<_, _>>()?,
        entries: entries.iter().map(entry).collect::<Result<_, _>>()?,
    })
}

fn entry(item: &Object<'_>) -> Result<AclEntry, Unreadable> {
    let block = "block of addresses";
    let six = parsed(item, "Ipv6CidrBlock", block)?;
    let block = parsed(item, "CidrBlock", block)?.or(six);
    let allow = match item.needed("RuleAction")?.as_str() {
        "allow" => true,
        "deny" => false,
        _ => return Err(item.fault("RuleAction", "is neither “allow” nor “deny”")),
    };
    let protocol = protocol(item, "Protocol")?;
    let range = item.object("PortRange")?;
    Ok(AclEntry {
        number: item.number("RuleNumber")?.ok_or_else(|| item.fault("RuleNumber", "is missing"))?,
        outbound: item.flag("Egress")?.ok_or_else(|| item.fault("Egress", "is missing"))?,
        protocol,
        allow,
        block: block.ok_or_else(|| item.fault("CidrBlock", "is missing, and no IPv6 block is there"))?,
        ports: range.map(|range| ports(&range, "From", "To")).transpose()?.flatten(),
    })
}

fn protocol(item: &Object<'_>, key: &str) -> Result<Protocol, Unreadable> {
    let text = item.needed(key)?;
    Protocol::parse(&text).ok_or_else(|| item.fault(key, "is no protocol: neither its name nor its number"))
}

/// Ports, or none where all are meant.
fn ports(item: &Object<'_>, from: &str, to: &str) -> Result<Option<Ports>, Unreadable> {
    let (first, last) = (item.number::<i64>(from)?, item.number::<i64>(to)?);
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    if first == -1 {
        return Ok(None);
    }
    match (u16::try_from(first), u16::try_from(last)) {
        (Ok(from), Ok(to)) => Ok(Some(Ports { from, to })),
        _ => Err(item.fault(from, "is no port, which is a number from 0 to 65535")),
    }
}
