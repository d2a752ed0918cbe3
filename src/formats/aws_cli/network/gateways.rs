//! Internet gateways, NAT gateways, VPC endpoints.

use super::{Object, Reading, id, name, owner};
use crate::{
    domain::network::{Attachment, InternetGateway, NatGateway, NatState, VpcEndpoint},
    formats::Unreadable,
};

/// An internet gateway.
pub fn internet(item: &Object<'_>, reading: &mut Reading) -> Result<InternetGateway, Unreadable> {
    owner(item, reading)?;
    let attachment =
        |one: &Object<'_>| Ok(Attachment { vpc: id(one, "VpcId")?, state: one.text("State")?.unwrap_or_default() });
    Ok(InternetGateway {
        id: id(item, "InternetGatewayId")?,
        name: name(item)?,
        attachments: item.objects("Attachments")?.iter().map(attachment).collect::<Result<_, Unreadable>>()?,
    })
}

/// A NAT gateway.
pub fn nat(item: &Object<'_>, _reading: &mut Reading) -> Result<NatGateway, Unreadable> {
    let state = item.needed("State")?;
    Ok(NatGateway {
        id: id(item, "NatGatewayId")?,
        name: name(item)?,
        vpc: id(item, "VpcId")?,
        subnet: if item.get("SubnetId").is_some() { Some(id(item, "SubnetId")?) } else { None },
        state: NatState::parse(&state).ok_or_else(|| item.fault("State", "is no state of a NAT gateway"))?,
        failure: item.text("FailureMessage")?.or(item.text("FailureCode")?),
        // Recordings of before there were private ones do not say.
        public: item.text("ConnectivityType")?.is_none_or(|kind| kind == "public"),
        regional: item.text("AvailabilityMode")?.is_some_and(|mode| mode == "regional"),
    })
}

/// A VPC endpoint.
pub fn endpoint(item: &Object<'_>, reading: &mut Reading) -> Result<VpcEndpoint, Unreadable> {
    owner(item, reading)?;
    let groups = item.objects("Groups")?;
    Ok(VpcEndpoint {
        id: id(item, "VpcEndpointId")?,
        name: name(item)?,
        vpc: id(item, "VpcId")?,
        service: item.text("ServiceName")?.unwrap_or_default(),
        kind: item.text("VpcEndpointType")?.unwrap_or_else(|| "Gateway".to_owned()),
        state: item.text("State")?.unwrap_or_default().to_ascii_lowercase(),
        private_dns: item.flag("PrivateDnsEnabled")?.unwrap_or_default(),
        subnets: item.texts("SubnetIds")?,
        groups: groups.iter().map(|group| id(group, "GroupId")).collect::<Result<_, _>>()?,
    })
}
