//! What lets traffic through, what was chosen and public addresses: each rule fails when it is broken, alone.

use crate::{
    desk::{Desk, commands, faults},
    rules::PRIVATE,
};
use spaceward::domain::network::{
    AclEntry, NetworkAcl, Ports, Protocol,
    readiness::{Check, Verdict},
};

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
