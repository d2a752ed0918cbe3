//! Which TCP traffic over IPv4 guards let through, exactly: not one packet is tried but all of them at once, as areas of
//! addresses by ports.

use super::{NetworkAcl, Permission, Ports};
use ipnet::{IpNet, Ipv4Net};
use std::net::Ipv4Addr;

/// Addresses by ports, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Area {
    addresses: (u32, u32),
    ports: (u16, u16),
}

/// TCP traffic between what a guard stands before and other addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Addresses at the other end.
    pub with: Ipv4Net,
    /// Ports of whom the packets go to.
    pub ports: Ports,
}

/// What a guard does with traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// All of it gets through.
    Whole,
    /// A part of it does not; the numbers of the entries that stop it, where it has any.
    Part(Vec<u16>),
    /// None of it gets through; likewise.
    Nothing(Vec<u16>),
}

/// Addresses that nobody on the internet has (RFC 6890).
const NOT_PUBLIC: [(Ipv4Addr, u8); 8] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

impl Traffic {
    /// Traffic to a port, of any address of the internet.
    pub fn internet(ports: Ports) -> Self {
        Self { with: Ipv4Net::default(), ports }
    }

    /// What is asked about. Of every address, only those that are on the internet: what a rule says of private ones
    /// changes nothing there.
    fn areas(self) -> Vec<Area> {
        let ports = (self.ports.from, self.ports.to);
        let mut rest = vec![Area { addresses: ends(self.with), ports }];
        if self.with.prefix_len() == 0 {
            for (first, length) in NOT_PUBLIC {
                let block = Ipv4Net::new_assert(first, length);
                take(&mut rest, Area { addresses: ends(block), ports });
            }
        }
        rest
    }
}

fn ends(block: Ipv4Net) -> (u32, u32) {
    (block.network().into(), block.broadcast().into())
}

impl Area {
    fn intersect(self, other: Self) -> Option<Self> {
        let addresses = (self.addresses.0.max(other.addresses.0), self.addresses.1.min(other.addresses.1));
        let ports = (self.ports.0.max(other.ports.0), self.ports.1.min(other.ports.1));
        (addresses.0 <= addresses.1 && ports.0 <= ports.1).then_some(Self { addresses, ports })
    }

    /// What is left without the part, which lies in it: at most four areas.
    fn without(self, part: Self) -> impl Iterator<Item = Self> {
        let beside = |addresses: (u32, u32)| Self { addresses, ports: self.ports };
        let along = |ports: (u16, u16)| Self { addresses: part.addresses, ports };
        let below = (self.addresses.0 < part.addresses.0).then(|| beside((self.addresses.0, part.addresses.0 - 1)));
        let above = (part.addresses.1 < self.addresses.1).then(|| beside((part.addresses.1 + 1, self.addresses.1)));
        let before = (self.ports.0 < part.ports.0).then(|| along((self.ports.0, part.ports.0 - 1)));
        let behind = (part.ports.1 < self.ports.1).then(|| along((part.ports.1 + 1, self.ports.1)));
        [below, above, before, behind].into_iter().flatten()
    }
}

/// Takes an area out of others; says whether it hit any.
fn take(rest: &mut Vec<Area>, taken: Area) -> bool {
    let mut hit = false;
    let mut left = Vec::with_capacity(rest.len());
    for area in rest.drain(..) {
        match area.intersect(taken) {
            None => left.push(area),
            Some(part) => {
                hit = true;
                left.extend(area.without(part));
            }
        }
    }
    *rest = left;
    hit
}

fn area(block: IpNet, ports: Option<Ports>) -> Option<Area> {
    let IpNet::V4(block) = block else { return None };
    let ports = ports.unwrap_or(Ports::ALL);
    (ports.from <= ports.to).then_some(Area { addresses: ends(block), ports: (ports.from, ports.to) })
}

impl NetworkAcl {
    /// What it does with traffic that leaves the subnet (`outbound`) or comes to it. Entries are tried by number, the
    /// lowest first, and the first that fits wins; what none fits is stopped.
    pub fn passes(&self, outbound: bool, traffic: Traffic) -> Passage {
        let mut entries: Vec<_> =
            self.entries.iter().filter(|entry| entry.outbound == outbound && entry.protocol.is_tcp()).collect();
        entries.sort_by_key(|entry| (entry.number, entry.allow));
        let mut rest = traffic.areas();
        let mut stopped = Vec::new();
        let mut passed = false;
        for entry in entries {
            let Some(area) = area(entry.block, entry.ports) else { continue };
            if take(&mut rest, area) {
                if entry.allow {
                    passed = true;
                } else if !stopped.contains(&entry.number) {
                    stopped.push(entry.number);
                }
            }
            if rest.is_empty() {
                break;
            }
        }
        if !rest.is_empty() && !stopped.contains(&Self::LAST) {
            stopped.push(Self::LAST);
        }
        match (passed, stopped.is_empty()) {
            (true, true) => Passage::Whole,
            (true, false) => Passage::Part(stopped),
            (false, _) => Passage::Nothing(stopped),
        }
    }
}

/// What security groups together do with traffic: what one of them lets through gets through. Prefix lists and other
/// groups at the far end are no addresses that are known, and count for nothing here.
pub fn through_groups<'a>(permissions: impl IntoIterator<Item = &'a Permission>, traffic: Traffic) -> Passage {
    let mut rest = traffic.areas();
    let mut passed = false;
    for permission in permissions.into_iter().filter(|permission| permission.protocol.is_tcp()) {
        for block in &permission.blocks {
            if let Some(area) = area(*block, permission.ports) {
                passed |= take(&mut rest, area);
            }
        }
    }
    match (passed, rest.is_empty()) {
        (true, true) => Passage::Whole,
        (true, false) => Passage::Part(Vec::new()),
        (false, _) => Passage::Nothing(Vec::new()),
    }
}
