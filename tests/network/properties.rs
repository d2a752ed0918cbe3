//! What holds of readiness whatever the network: the order of lists, and knowledge that lacks.

use crate::desk::{Desk, REGION};
use proptest::prelude::*;
use spaceward::domain::network::{
    Known, Network,
    readiness::{Question, Verdict, readiness},
};

/// Each listing by itself left out of what was read.
fn without(desk: &Desk, kind: usize) -> Network {
    let mut network = desk.network.clone();
    match kind {
        0 => network.vpcs = Known::default(),
        1 => network.subnets = Known::default(),
        2 => network.route_tables = Known::default(),
        3 => network.internet_gateways = Known::default(),
        4 => network.nat_gateways = Known::default(),
        5 => network.security_groups = Known::default(),
        6 => network.network_acls = Known::default(),
        _ => network.zones = Known::default(),
    }
    network
}

const COMMANDS: [&str; 8] = [
    "describe-vpcs",
    "describe-subnets",
    "describe-route-tables",
    "describe-internet-gateways",
    "describe-nat-gateways",
    "describe-security-groups",
    "describe-network-acls",
    "describe-availability-zones",
];

#[test]
fn vpc_5_what_was_not_read_is_unknown_with_its_command() {
    let desk = Desk::new();
    for (kind, command) in COMMANDS.iter().enumerate() {
        let network = without(&desk, kind);
        let lines = readiness(&Question {
            network: &network,
            region: REGION,
            vpc: &desk.vpc,
            space_region: Some(REGION),
            chosen: None,
        });
        let wanted = format!("aws ec2 {command} --output json --region eu-west-1");
        let asks = lines.iter().any(|line| {
            line.verdict == Verdict::Unknown && line.mends.iter().any(|mend| mend.command.as_ref() == Some(&wanted))
        });
        assert!(asks, "{command}: {lines:#?}");
        assert!(lines.iter().all(|line| line.verdict != Verdict::Fail), "{command} leads to no guess: {lines:#?}");
    }
    let nothing = Network::default();
    let question = Question { network: &nothing, region: REGION, vpc: &desk.vpc, space_region: None, chosen: None };
    assert!(readiness(&question).iter().all(|line| line.verdict == Verdict::Unknown), "{:#?}", readiness(&question));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn vpc_5_the_order_of_lists_makes_no_difference(seed in 0..97_usize, skip in 0..9_usize) {
        let desk = Desk::new();
        let mut turned = desk.clone();
        let mut place = seed;
        turned.tables(|table| {
            place += 1;
            let half = place % table.routes.len().max(1);
            table.routes.rotate_left(half);
            true
        });
        turned.acls(|acl| { let half = seed % acl.entries.len(); acl.entries.rotate_left(half); true });
        let (forth, back) = (without(&desk, skip), without(&turned, skip));
        for vpc in [&desk.vpc, &desk.broken] {
            let ask = |network: &Network| {
                readiness(&Question { network, region: REGION, vpc, space_region: Some(REGION), chosen: None })
            };
            prop_assert_eq!(ask(&forth), ask(&back));
        }
    }

    #[test]
    fn vpc_5_words_of_commands_cannot_leave_their_place(text in ".{0,40}") {
        let word = spaceward::domain::network::readiness::word(&text);
        if word == text {
            prop_assert!(text.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_./:=,@%+".contains(sign)));
        } else {
            let inside = word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')).unwrap();
            prop_assert_eq!(inside.replace(r"'\''", "'"), text);
            prop_assert!(!inside.replace(r"'\''", "").contains('\''));
        }
    }
}
