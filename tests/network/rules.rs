//! Each rule fails when it is broken, alone, and says how to mend it.

use crate::desk::{Desk, commands, faults};
use spaceward::domain::network::{
    AclEntry, NatState, NetworkAcl, Ports, Protocol, TargetKind,
    readiness::{Check, Tally, Verdict, lit},
};

const PRIVATE: [&str; 3] = ["tidewater-build-private-a", "tidewater-build-private-b", "tidewater-build-private-c"];

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

#[test]
fn vpc_5_v8_security_groups_let_traffic_out() {
    let mut desk = Desk::new();
    let id = desk.group("build");
    desk.groups(|group| {
        if group.id == id {
            group.outbound.clear();
        }
        true
    });
    assert_eq!(desk.otherwise(), [(Check::Outbound, Verdict::Warn)], "others still do");
    let line = desk.chosen_line(&PRIVATE, &["build"], Check::Outbound);
    assert_eq!((line.verdict, faults(&line)), (Verdict::Fail, vec![id.as_str()]));
    let wanted = format!(
        "aws ec2 authorize-security-group-egress --group-id {id} --ip-permissions 'IpProtocol=-1,IpRanges=[{{CidrIp=0.0.0.0/0}}]' --region eu-west-1"
    );
    assert_eq!(commands(&line), wanted);
    // An interface has all chosen groups together.
    assert_eq!(desk.chosen_line(&PRIVATE, &["build", "default"], Check::Outbound).verdict, Verdict::Pass);
    // A part of the internet is a warning.
    desk.groups(|group| {
        if group.id == id {
            group.outbound = vec![spaceward::domain::network::Permission {
                protocol: Protocol::TCP,
                ports: Some(Ports { from: 443, to: 443 }),
                blocks: vec!["0.0.0.0/1".parse().unwrap()],
                groups: vec![],
                prefix_lists: vec![],
            }];
        }
        true
    });
    assert_eq!(desk.chosen_line(&PRIVATE, &["build"], Check::Outbound).verdict, Verdict::Warn);
    // Two halves are the whole.
    desk.groups(|group| {
        if group.id == id {
            let mut other = group.outbound[0].clone();
            other.blocks = vec!["128.0.0.0/1".parse().unwrap()];
            group.outbound.push(other);
        }
        true
    });
    assert_eq!(desk.chosen_line(&PRIVATE, &["build"], Check::Outbound).verdict, Verdict::Pass);
}

#[test]
fn vpc_5_v9_what_is_let_in_is_warned_of() {
    let desk = Desk::new();
    assert_eq!(desk.chosen_line(&PRIVATE, &["build"], Check::Inbound).verdict, Verdict::Pass);
    let line = desk.chosen_line(&PRIVATE, &["berth-database"], Check::Inbound);
    assert_eq!(line.verdict, Verdict::Warn);
    assert!(line.evidence[0].found.contains("tcp port 5432 from sg-"), "{line:?}");
    let wanted = format!(
        "aws ec2 revoke-security-group-ingress --group-id {} --ip-permissions 'IpProtocol=tcp,FromPort=5432,ToPort=5432,UserIdGroupPairs=[{{GroupId={}}}]' --region eu-west-1",
        desk.group("berth-database"),
        desk.group("build")
    );
    assert_eq!(commands(&line), wanted);
}

#[test]
fn vpc_5_v10_chosen_subnets_are_private_one_a_zone() {
    let desk = Desk::new();
    let public = "tidewater-build-public-a";
    assert_eq!(desk.chosen_line(&PRIVATE, &["build"], Check::ChosenSubnets).verdict, Verdict::Pass);
    let line = desk.chosen_line(&[PRIVATE[0], public], &["build"], Check::ChosenSubnets);
    assert_eq!((line.verdict, faults(&line)), (Verdict::Fail, vec![desk.subnet(public).as_str()]));
    let twice = desk.chosen_line(&[PRIVATE[0], PRIVATE[0]], &["build"], Check::ChosenSubnets);
    assert_eq!(twice.verdict, Verdict::Fail);
    assert_eq!(desk.chosen_line(&[], &["build"], Check::ChosenSubnets).verdict, Verdict::Fail);
    let foreign = desk.network.subnets_of(&desk.broken)[0].id.clone();
    let lines = desk.chosen(&[foreign], &[]);
    assert!(lines.iter().any(|line| line.check == Check::ChosenSubnets && line.verdict == Verdict::Fail));
}

#[test]
fn vpc_5_v11_one_to_five_groups_of_the_vpc() {
    let desk = Desk::new();
    let verdict = |groups: &[String]| {
        let lines = desk.chosen(&[desk.subnet(PRIVATE[0])], groups);
        lines.into_iter().find(|line| line.check == Check::ChosenGroups).unwrap().verdict
    };
    assert_eq!(verdict(&[desk.group("build")]), Verdict::Pass);
    assert_eq!(verdict(&[]), Verdict::Fail);
    assert_eq!(verdict(&vec![desk.group("build"); 6]), Verdict::Fail);
    let foreign = desk.network.groups_of(&desk.broken)[0].id.clone();
    assert_eq!(verdict(&[foreign]), Verdict::Fail);
}

#[test]
fn vpc_5_v15_network_acls_let_traffic_there_and_back() {
    let rule = |number, outbound, allow, ports: Option<(u16, u16)>| AclEntry {
        number,
        outbound,
        protocol: Protocol::TCP,
        allow,
        block: "0.0.0.0/0".parse().unwrap(),
        ports: ports.map(|(from, to)| Ports { from, to }),
    };
    let with = |entry: AclEntry| {
        let mut desk = Desk::new();
        let vpc = desk.vpc.clone();
        desk.acls(|acl| {
            if acl.vpc == vpc {
                acl.entries.push(entry.clone());
            }
            true
        });
        desk
    };
    // Behind the entry that allows all, nothing changes; before it, the lowest number wins.
    assert!(with(rule(110, true, false, None)).otherwise().is_empty());
    assert_eq!(with(rule(90, true, false, Some((443, 443)))).otherwise(), [(Check::Acls, Verdict::Fail)]);
    assert_eq!(with(rule(90, false, false, None)).otherwise(), [(Check::Acls, Verdict::Fail)]);
    // Answers come to the ports that Linux takes: fewer of them are a warning.
    assert_eq!(with(rule(90, false, false, Some((40_000, 50_000)))).otherwise(), [(Check::Acls, Verdict::Warn)]);
    // What answers need nothing of does no harm.
    assert!(with(rule(90, false, false, Some((22, 22)))).otherwise().is_empty());
    let line = with(rule(90, true, false, Some((443, 443)))).line(Check::Acls);
    assert!(line.evidence[0].found.contains("rule 90"), "{line:?}");
    assert!(
        commands(&line).contains("--egress --rule-number 89 --protocol tcp --port-range From=443,To=443"),
        "{line:?}"
    );
    // Without an entry that fits, the last one stops it; the new entry stands before that.
    let mut desk = Desk::new();
    let vpc = desk.vpc.clone();
    desk.acls(|acl| {
        if acl.vpc == vpc {
            acl.entries.retain(|entry| entry.number == NetworkAcl::LAST || !entry.outbound);
        }
        true
    });
    let line = desk.line(Check::Acls);
    assert!(line.verdict == Verdict::Fail && line.evidence[0].found.contains("the last rule"), "{line:?}");
    assert!(commands(&line).contains("--rule-number 10 "), "{line:?}");
}

#[test]
fn vpc_5_v17_public_addresses_are_never_given() {
    let desk = Desk::new();
    let line = desk.chosen_line(&["tidewater-build-public-a"], &["build"], Check::NoPublicAddress);
    assert_eq!(line.verdict, Verdict::Fail);
    assert!(line.evidence[0].found.contains("though it gives instances one"), "{line:?}");
    let mut desk = Desk::new();
    for table in ["a", "b", "c"].map(|zone| format!("tidewater-build-private-{zone}")) {
        desk.lead(&table, None);
    }
    assert_eq!(desk.line(Check::NoPublicAddress).verdict, Verdict::Fail);
}

#[test]
fn vpc_5_several_faults_are_all_told() {
    let mut desk = Desk::new();
    desk.gateways(|_| false).nats(|_| false).lead("tidewater-build-private-c", None);
    let failing: Vec<&str> =
        desk.lines().iter().filter(|line| line.verdict == Verdict::Fail).map(|line| line.check.id()).collect();
    assert_eq!(failing, ["V5", "V3", "V6", "V7"]);
    assert_eq!(
        desk.lines_of("vpc-none").iter().map(|line| (line.check, line.verdict)).collect::<Vec<_>>(),
        [(Check::Region, Verdict::Fail)]
    );
}
