//! Region, blocks, subnets and gateways: each rule fails when it is broken, alone, and says how to mend it.

use crate::desk::{Desk, commands, faults};
use spaceward::domain::network::{
    NatState, TargetKind,
    readiness::{Check, Tally, Verdict, lit},
};

pub const PRIVATE: [&str; 3] = ["tidewater-build-private-a", "tidewater-build-private-b", "tidewater-build-private-c"];

#[test]
fn vpc_5_the_ready_network_passes_and_the_other_does_not() {
    let desk = Desk::new();
    let lines = desk.lines();
    let tally = Tally::of(&lines);
    assert_eq!((tally.fail, tally.unknown), (0, 0), "{lines:#?}");
    // The default group lets its own members in, as every VPC has it.
    assert_eq!(tally.warn, 1);
    assert_eq!(desk.line(Check::Inbound).verdict, Verdict::Warn);
    let failing: Vec<&str> = desk
        .lines_of(&desk.broken)
        .iter()
        .filter(|line| line.verdict == Verdict::Fail)
        .map(|line| line.check.id())
        .collect();
    assert_eq!(failing, ["V2", "V4", "V6", "V15"]);
    let chosen = desk.chosen(&PRIVATE.map(|name| desk.subnet(name)), &[desk.group("build")]);
    assert_eq!(Tally::of(&chosen).verdict(), Verdict::Pass, "{chosen:#?}");
}

#[test]
fn vpc_5_v1_the_region_is_the_spaces() {
    let desk = Desk::new();
    let question = spaceward::domain::network::readiness::Question {
        network: &desk.network,
        region: crate::desk::REGION,
        vpc: &desk.vpc,
        space_region: Some("us-west-2"),
        chosen: None,
    };
    let lines = spaceward::domain::network::readiness::readiness(&question);
    assert_eq!((lines[0].check, lines[0].verdict), (Check::Region, Verdict::Fail));
    let alone = spaceward::domain::network::readiness::Question { space_region: None, ..question };
    assert!(spaceward::domain::network::readiness::readiness(&alone).iter().all(|line| line.check != Check::Region));
}

#[test]
fn vpc_5_v2_no_block_overlaps_the_forbidden_range() {
    for (block, associated, fails, hard) in [
        ("172.16.0.0/16", true, true, false),
        ("172.17.4.0/24", true, true, true),
        ("172.31.255.0/24", true, true, false),
        ("172.0.0.0/8", true, true, true),
        ("172.32.0.0/16", true, false, false),
        ("172.15.255.0/24", true, false, false),
        ("172.20.0.0/16", false, false, false),
    ] {
        let mut desk = Desk::new();
        let vpc = desk.vpc.clone();
        desk.vpcs(|one| {
            if one.id == vpc {
                one.blocks.push(spaceward::domain::network::Block {
                    cidr: block.parse().unwrap(),
                    association: Some("vpc-cidr-assoc-1".into()),
                    associated,
                });
            }
            true
        });
        let line = desk.line(Check::Blocks);
        assert_eq!(line.verdict == Verdict::Fail, fails, "{block}");
        if fails {
            assert_eq!(desk.otherwise(), [(Check::Blocks, Verdict::Fail)]);
            assert_eq!(line.evidence[0].found.contains("172.17.0.0/16, which"), hard, "{block}");
            let wanted = "aws ec2 disassociate-vpc-cidr-block --association-id vpc-cidr-assoc-1 --region eu-west-1";
            assert_eq!(commands(&line), wanted);
        }
    }
    let broken = Desk::new();
    let line = broken.lines_of(&broken.broken).into_iter().find(|line| line.check == Check::Blocks).unwrap();
    assert!(commands(&line).starts_with("aws ec2 create-vpc --cidr-block 10.0.0.0/16"), "{line:?}");
}

#[test]
fn vpc_5_v3_a_public_subnet_leads_to_the_attached_gateway() {
    let mut desk = Desk::new();
    desk.lead("tidewater-build-public", None);
    let line = desk.line(Check::PublicSubnet);
    assert_eq!(line.verdict, Verdict::Fail);
    let script = commands(&line);
    for part in ["create-subnet", "create-route-table", "--gateway-id igw-", "associate-route-table", "10.20.3.0/24"] {
        assert!(script.contains(part), "{part}: {script}");
    }
    assert_eq!(desk.line(Check::PublicRoutes).verdict, Verdict::Fail);
    // A route that is lost is no route, and says so.
    let mut desk = Desk::new();
    desk.lead("tidewater-build-public", Some((TargetKind::InternetGateway, "igw-gone", false)));
    assert_eq!(desk.line(Check::PublicSubnet).verdict, Verdict::Fail);
    let line = desk.line(Check::PublicRoutes);
    assert!(line.verdict == Verdict::Fail && line.evidence[0].found.contains("blackhole"), "{line:?}");
    assert!(commands(&line).contains("replace-route --route-table-id rtb-"));
    // One of another gateway is no way out either.
    let mut desk = Desk::new();
    desk.lead("tidewater-build-public", Some((TargetKind::InternetGateway, "igw-other", true)));
    assert_eq!(desk.otherwise(), [(Check::PublicRoutes, Verdict::Fail)]);
}

#[test]
fn vpc_5_v4_every_zone_has_a_private_subnet() {
    let mut desk = Desk::new();
    let gone = desk.subnet(PRIVATE[2]);
    desk.subnets(|subnet| subnet.id != gone);
    assert_eq!(desk.otherwise(), [(Check::PrivateSubnets, Verdict::Fail)]);
    let line = desk.line(Check::PrivateSubnets);
    assert_eq!(faults(&line), ["eu-west-1c"]);
    let script = commands(&line);
    assert!(script.contains("--availability-zone eu-west-1c --cidr-block 10.20.3.0/24"), "{script}");
    assert!(script.contains("associate-route-table --route-table-id rtb-"), "{script}");
    // A zone that cannot be used asks for none.
    desk.zones(|zone| {
        zone.usable = zone.name != "eu-west-1c";
        true
    });
    assert_eq!(desk.line(Check::PrivateSubnets).verdict, Verdict::Pass);
    // A subnet that is not available is none.
    let mut desk = Desk::new();
    let pending = desk.subnet(PRIVATE[0]);
    desk.subnets(|subnet| {
        subnet.available = subnet.id != pending;
        true
    });
    assert_eq!(faults(&desk.line(Check::PrivateSubnets)), ["eu-west-1a"]);
}

#[test]
fn vpc_5_v5_an_internet_gateway_is_attached() {
    for state in ["attached", "available"] {
        let mut desk = Desk::new();
        desk.gateways(|gateway| {
            gateway.attachments.iter_mut().for_each(|attachment| attachment.state = state.to_owned());
            true
        });
        assert_eq!(desk.line(Check::InternetGateway).verdict, Verdict::Pass, "{state}");
    }
    let mut desk = Desk::new();
    desk.gateways(|gateway| {
        gateway.attachments.iter_mut().for_each(|attachment| attachment.state = "detaching".to_owned());
        true
    });
    assert_eq!(desk.line(Check::InternetGateway).verdict, Verdict::Fail);
    let mut desk = Desk::new();
    desk.gateways(|gateway| {
        gateway.attachments.clear();
        true
    });
    assert_eq!(desk.otherwise(), [(Check::InternetGateway, Verdict::Fail), (Check::PublicRoutes, Verdict::Fail)]);
    let line = desk.line(Check::InternetGateway);
    assert!(commands(&line).starts_with("aws ec2 attach-internet-gateway --internet-gateway-id igw-"), "{line:?}");
    desk.gateways(|_| false);
    assert!(commands(&desk.line(Check::InternetGateway)).starts_with("GATEWAY=$(aws ec2 create-internet-gateway"));
}

/// A route's target: its kind, its id, whether it is active.
type Lead<'a> = Option<(TargetKind, &'a str, bool)>;

#[test]
fn vpc_5_v6_private_subnets_lead_to_a_nat_gateway() {
    let table = "tidewater-build-private-b";
    let nat = Desk::new().nat("tidewater-build-b");
    let cases: [(Lead<'_>, Verdict, &str); 5] = [
        (None, Verdict::Fail, "no route for 0.0.0.0/0"),
        (Some((TargetKind::NatGateway, &nat, false)), Verdict::Fail, "blackhole"),
        (Some((TargetKind::Instance, "i-1", true)), Verdict::Warn, "NAT instance"),
        (Some((TargetKind::TransitGateway, "tgw-1", true)), Verdict::Warn, "cannot be seen here"),
        (Some((TargetKind::NatGateway, &nat, true)), Verdict::Pass, "leads"),
    ];
    for (to, verdict, said) in cases {
        let mut desk = Desk::new();
        desk.lead(table, to);
        let line = desk.line(Check::PrivateRoutes);
        assert_eq!(line.verdict, verdict, "{to:?}");
        let own = desk.subnet(PRIVATE[1]);
        assert!(line.evidence.iter().any(|one| one.id == own && one.found.contains(said)), "{to:?}: {line:?}");
        if verdict != Verdict::Pass {
            let change = if to.is_none() { "create-route" } else { "replace-route" };
            // The gateway in the subnet's own zone is offered.
            let wanted = format!(
                "aws ec2 {change} --route-table-id {} --destination-cidr-block 0.0.0.0/0 --nat-gateway-id {nat} --region eu-west-1",
                desk.table(table)
            );
            assert_eq!(commands(&line), wanted);
            assert_eq!(lit(std::slice::from_ref(&line)).contains(own.as_str()), verdict == Verdict::Fail);
        }
    }
}

#[test]
fn vpc_5_v6_a_subnet_without_a_way_out_does_no_harm_beside_one_that_has_it() {
    let mut desk = Desk::new();
    let other = desk.subnet(PRIVATE[0]);
    // Another subnet in zone a, on the main table, which leads nowhere.
    let mut extra = desk.network.subnets.get(&other).unwrap().clone();
    extra.id = "subnet-database".into();
    extra.block = Some("10.20.40.0/24".parse().unwrap());
    desk.network
        .merge(&spaceward::domain::network::NetworkPart::Subnets(spaceward::domain::inventory::Listed::one(extra)));
    assert_eq!(desk.otherwise(), [(Check::PrivateRoutes, Verdict::Warn)]);
    let subnets = ["subnet-database".to_owned()];
    let all = desk.chosen(&subnets, &[desk.group("build")]);
    let line = all.iter().find(|line| line.check == Check::PrivateRoutes).unwrap();
    assert_eq!(line.verdict, Verdict::Fail, "chosen, it has to lead out");
}

#[test]
fn vpc_5_v6_wide_routes_elsewhere_are_told() {
    let mut desk = Desk::new();
    let id = desk.table("tidewater-build-private-a");
    desk.tables(|table| {
        if table.id == id {
            let mut aside = table.routes[0].clone();
            aside.destination = spaceward::domain::network::Destination::V4("128.0.0.0/1".parse().unwrap());
            aside.target.id = "vgw-1".into();
            aside.target.kind = TargetKind::VirtualPrivateGateway;
            table.routes.push(aside);
        }
        true
    });
    let line = desk.line(Check::PrivateRoutes);
    assert_eq!(line.verdict, Verdict::Warn);
    assert!(line.evidence[0].found.contains("128.0.0.0/1 to vgw-1"), "{line:?}");
}

type Break<'a> = &'a dyn Fn(&mut spaceward::domain::network::NatGateway);

#[test]
fn vpc_5_v7_nat_gateways_work() {
    let inside = Desk::new().subnet(PRIVATE[0]);
    let cases: [(Break<'_>, Option<&str>); 7] = [
        (&|nat| nat.state = NatState::Pending, Some("is pending")),
        (
            &|nat| (nat.state, nat.failure) = (NatState::Failed, Some("No address.".into())),
            Some("is failed (No address.)"),
        ),
        (&|nat| nat.public = false, Some("is private")),
        (&|nat| nat.subnet = Some(inside.clone()), Some("not public")),
        (&|nat| nat.vpc = "vpc-other".into(), Some("belongs to vpc-other")),
        (&|nat| (nat.subnet, nat.regional) = (None, true), None),
        (&|nat| nat.subnet = None, Some("does not say")),
    ];
    for (break_it, said) in cases {
        let mut desk = Desk::new();
        let id = desk.nat("tidewater-build-a");
        desk.nats(|nat| {
            if nat.id == id {
                break_it(nat);
            }
            true
        });
        let line = desk.line(Check::NatGateways);
        match said {
            None => assert_eq!(line.verdict, Verdict::Pass),
            Some(said) => {
                assert_eq!(desk.otherwise(), [(Check::NatGateways, Verdict::Fail)], "{said}");
                assert!(line.evidence[0].found.contains(said), "{said}: {line:?}");
                assert_eq!(faults(&line), [id.as_str()]);
                // The other gateway takes over.
                let other = desk.nat("tidewater-build-b");
                assert!(commands(&line).contains(&format!("--nat-gateway-id {other}")), "{line:?}");
            }
        }
    }
    let mut desk = Desk::new();
    desk.nats(|_| false);
    let line = desk.line(Check::NatGateways);
    assert!(line.verdict == Verdict::Fail && line.evidence[0].found == "does not exist", "{line:?}");
    assert!(commands(&line).contains("ADDRESS=$(aws ec2 allocate-address"), "{line:?}");
}
