//! Events of VPC connections.

use spaceward::domain::{
    Event, SpaceId,
    account::AccountId,
    id::VpcConnectionId,
    inventory::Listed,
    network::{
        AclEntry, Attachment, AvailabilityZone, Block, Destination, InternetGateway, NatGateway, NatState, NetworkAcl,
        NetworkPart, Permission, Ports, Protocol, Route, RouteTable, SecurityGroup, Subnet, Target, TargetKind, Vpc,
        VpcEndpoint,
    },
    vpc::{self, Setup},
};

/// All kinds of events.
pub fn events(space: SpaceId) -> Vec<Event> {
    let connection = VpcConnectionId::from_random([30; 16]);
    let account = AccountId(12_345_678_901);
    let setup = |subnets: &[&str]| Setup {
        role: "arn:aws:iam::012345678901:role/network".into(),
        vpc: "vpc-0a1f".into(),
        subnets: subnets.iter().map(|&id| id.into()).collect(),
        groups: vec!["sg-1".into()],
    };
    let added =
        vpc::Event::Added { space, connection, name: "build-network".into(), account, setup: setup(&["subnet-a"]) };
    vec![
        added.into(),
        vpc::Event::Edited { space, connection, setup: setup(&["subnet-a", "subnet-b"]) }.into(),
        vpc::Event::DefaultSet { space, connection: Some(connection) }.into(),
        vpc::Event::DefaultSet { space, connection: None }.into(),
        vpc::Event::Removed { space, connection }.into(),
    ]
}

/// What each command prints of a network.
pub fn parts() -> Vec<NetworkPart> {
    let name = Some("build".to_owned());
    let vpc = "vpc-0a1f".to_owned();
    let route = |destination, kind, id: &str, active| Route {
        destination,
        target: Target { kind, id: id.into() },
        active,
        propagated: !active,
    };
    let permission = Permission {
        protocol: Protocol::TCP,
        ports: Some(Ports { from: 443, to: 443 }),
        blocks: vec!["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()],
        groups: vec!["sg-2".into()],
        prefix_lists: vec!["pl-1".into()],
    };
    let all = Permission { protocol: Protocol::All, ports: None, blocks: vec![], groups: vec![], prefix_lists: vec![] };
    let entry = |number, outbound, allow| AclEntry {
        number,
        outbound,
        protocol: if outbound { Protocol::All } else { Protocol::Number(17) },
        allow,
        block: "10.0.0.0/8".parse().unwrap(),
        ports: (!outbound).then_some(Ports::ALL),
    };
    vec![
        NetworkPart::Vpcs(Listed::of(
            vec![Vpc {
                id: vpc.clone(),
                name: name.clone(),
                blocks: vec![Block {
                    cidr: "10.20.0.0/16".parse().unwrap(),
                    association: Some("vpc-cidr-assoc-1".into()),
                    associated: true,
                }],
                ipv6: vec!["2001:db8::/56".parse().unwrap()],
                is_default: false,
                available: true,
            }],
            false,
        )),
        NetworkPart::Subnets(Listed::of(
            vec![Subnet {
                id: "subnet-a".into(),
                name: None,
                vpc: vpc.clone(),
                zone: "eu-west-1a".into(),
                block: Some("10.20.0.0/24".parse().unwrap()),
                ipv6: vec!["2001:db8::/64".parse().unwrap()],
                free: Some(251),
                public_on_launch: true,
                available: true,
            }],
            true,
        )),
        NetworkPart::RouteTables(Listed::of(
            vec![RouteTable {
                id: "rtb-1".into(),
                name: name.clone(),
                vpc: vpc.clone(),
                main: true,
                subnets: ["subnet-a".to_owned()].into(),
                routes: vec![
                    route(Destination::V4("0.0.0.0/0".parse().unwrap()), TargetKind::InternetGateway, "igw-1", true),
                    route(
                        Destination::V6("::/0".parse().unwrap()),
                        TargetKind::EgressOnlyInternetGateway,
                        "eigw-1",
                        true,
                    ),
                    route(Destination::PrefixList("pl-1".into()), TargetKind::VpcEndpoint, "vpce-1", true),
                    route(Destination::V4("10.0.0.0/8".parse().unwrap()), TargetKind::Other, "odb-1", false),
                ],
            }],
            false,
        )),
        NetworkPart::InternetGateways(Listed::of(
            vec![InternetGateway {
                id: "igw-1".into(),
                name: None,
                attachments: vec![Attachment { vpc: vpc.clone(), state: "available".into() }],
            }],
            false,
        )),
        NetworkPart::NatGateways(Listed::of(
            vec![NatGateway {
                id: "nat-1".into(),
                name: None,
                vpc: vpc.clone(),
                subnet: Some("subnet-a".into()),
                state: NatState::Failed,
                failure: Some("No address is free.".into()),
                public: true,
                regional: false,
            }],
            false,
        )),
        NetworkPart::SecurityGroups(Listed::of(
            vec![SecurityGroup {
                id: "sg-1".into(),
                name: "build".into(),
                vpc: Some(vpc.clone()),
                inbound: vec![permission],
                outbound: vec![all],
            }],
            false,
        )),
        NetworkPart::NetworkAcls(Listed::of(
            vec![NetworkAcl {
                id: "acl-1".into(),
                name: None,
                vpc: vpc.clone(),
                is_default: true,
                subnets: ["subnet-a".to_owned()].into(),
                entries: vec![entry(100, true, true), entry(NetworkAcl::LAST, false, false)],
            }],
            false,
        )),
        NetworkPart::VpcEndpoints(Listed::of(
            vec![VpcEndpoint {
                id: "vpce-1".into(),
                name: None,
                vpc,
                service: "com.amazonaws.eu-west-1.codecatalyst.git".into(),
                kind: "Interface".into(),
                state: "available".into(),
                private_dns: true,
                subnets: vec!["subnet-a".into()],
                groups: vec!["sg-1".into()],
            }],
            false,
        )),
        NetworkPart::AvailabilityZones(Listed::of(
            vec![AvailabilityZone {
                name: "eu-west-1a".into(),
                id: Some("euw1-az1".into()),
                region: Some("eu-west-1".into()),
                usable: true,
            }],
            false,
        )),
    ]
}
