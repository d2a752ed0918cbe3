//! Exact evaluation of ACLs, and the route that an address takes.

use proptest::prelude::*;
use spaceward::domain::network::{
    AclEntry, Destination, NetworkAcl, Ports, Protocol, Route, RouteTable, Target, TargetKind,
    traffic::{Passage, Traffic},
};
use std::net::Ipv4Addr;

fn entry() -> impl Strategy<Value = AclEntry> {
    let ports = (0..40_u16, 0..40_u16).prop_map(|(a, b)| Ports { from: a.min(b), to: a.max(b) });
    (1..30_u16, any::<bool>(), 0..3_u8, any::<bool>(), 24..=32_u8, 0..=255_u8, proptest::option::of(ports)).prop_map(
        |(number, outbound, protocol, allow, length, last, ports)| AclEntry {
            number,
            outbound,
            protocol: [Protocol::All, Protocol::TCP, Protocol::Number(17)][usize::from(protocol)],
            allow,
            block: ipnet::Ipv4Net::new(Ipv4Addr::new(10, 0, 0, last), length).unwrap().trunc().into(),
            ports,
        },
    )
}

fn acl(entries: Vec<AclEntry>) -> NetworkAcl {
    NetworkAcl { id: "acl-1".into(), name: None, vpc: "vpc-1".into(), is_default: false, subnets: [].into(), entries }
}

/// One packet at a time, as the guide tells it.
fn packet(entries: &[AclEntry], outbound: bool, address: Ipv4Addr, port: u16) -> bool {
    let mut entries: Vec<&AclEntry> =
        entries.iter().filter(|entry| entry.outbound == outbound && entry.protocol != Protocol::Number(17)).collect();
    // Two entries of one direction never have one number; where they do here, the one that stops goes first.
    entries.sort_by_key(|entry| (entry.number, entry.allow));
    entries
        .into_iter()
        .find(|entry| {
            entry.block.contains(&std::net::IpAddr::V4(address))
                && entry.ports.is_none_or(|ports| (ports.from..=ports.to).contains(&port))
        })
        .is_some_and(|entry| entry.allow)
}

proptest! {
    #[test]
    fn vpc_5_v15_areas_agree_with_single_packets(
        entries in proptest::collection::vec(entry(), 0..8),
        outbound: bool,
        from in 0..30_u16,
        more in 0..6_u16,
    ) {
        let ports = Ports { from, to: from + more };
        let traffic = Traffic { with: "10.0.0.0/24".parse().unwrap(), ports };
        let mut all = (false, false);
        for last in 0..=255 {
            for port in ports.from..=ports.to {
                if packet(&entries, outbound, Ipv4Addr::new(10, 0, 0, last), port) { all.0 = true } else { all.1 = true }
            }
        }
        let passage = acl(entries.clone()).passes(outbound, traffic);
        match all {
            (true, false) => prop_assert_eq!(&passage, &Passage::Whole),
            (true, true) => prop_assert!(matches!(passage, Passage::Part(_)), "{:?}", passage),
            _ => prop_assert!(matches!(passage, Passage::Nothing(_)), "{:?}", passage),
        }
        let mut turned = entries;
        turned.reverse();
        prop_assert_eq!(acl(turned).passes(outbound, traffic), passage, "the order of entries makes no difference");
    }

    #[test]
    fn vpc_5_v6_the_longest_prefix_takes_an_address(
        routes in proptest::collection::vec((0..=32_u8, any::<u32>(), any::<bool>(), any::<bool>()), 0..12),
        address: u32,
    ) {
        let routes: Vec<Route> = routes.into_iter().enumerate().map(|(place, (length, at, active, propagated))| Route {
            destination: Destination::V4(ipnet::Ipv4Net::new(Ipv4Addr::from(at), length).unwrap().trunc()),
            target: Target { kind: TargetKind::Other, id: place.to_string() },
            active,
            propagated,
        }).collect();
        let table = |routes: Vec<Route>| RouteTable {
            id: "rtb-1".into(), name: None, vpc: "vpc-1".into(), main: true, subnets: [].into(), routes,
        };
        let address = Ipv4Addr::from(address);
        let length = |route: &Route| match route.destination {
            Destination::V4(block) if block.contains(&address) => Some(block.prefix_len()),
            _ => None,
        };
        let longest = routes.iter().filter_map(length).max();
        let forth = table(routes.clone());
        let chosen = forth.choose(address);
        prop_assert_eq!(chosen.and_then(length), longest);
        if let Some(chosen) = chosen {
            let rivals = routes.iter().filter(|route| length(route) == longest);
            prop_assert!(!chosen.propagated || rivals.clone().all(|route| route.propagated));
        }
        let back = table(routes.into_iter().rev().collect());
        prop_assert_eq!(back.choose(address), chosen);
        prop_assert_eq!(back.default_route(), forth.default_route());
    }
}
