//! Where everything of a network stands in its picture, in units of the picture. Pure: sizes are what they are, and the style
//! sheet gives colours by what a thing is.

use crate::domain::network::{
    Network, Subnet, TargetKind,
    readiness::{Line, lit},
    route::Way,
};
use std::collections::{BTreeMap, BTreeSet};

/// A box with lines of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// What it is, for the style sheet.
    pub kind: &'static str,
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    /// Lines; the flag says that it is an id or an address.
    pub lines: Vec<(String, bool)>,
    /// It is at fault.
    pub lit: bool,
    /// It is part of the connection.
    pub chosen: bool,
}

/// A way that traffic takes, or would.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// The path as SVG takes it.
    pub path: String,
    /// It leads nowhere.
    pub lost: bool,
}

/// The whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub width: i32,
    pub height: i32,
    pub tiles: Vec<Tile>,
    pub roads: Vec<Road>,
    /// What it shows, in a sentence.
    pub label: String,
}

/// What is to be drawn.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub network: &'a Network,
    pub vpc: &'a str,
    pub lines: &'a [Line],
    /// Ids of subnets and groups of the connection; empty where a VPC is looked at as a whole.
    pub chosen: &'a BTreeSet<String>,
}

const ZONE: i32 = 252;
const GAP: i32 = 12;
const PAD: i32 = 14;
const LANE: i32 = 20;
const HEAD: i32 = 26;
const TEXT: i32 = 17;
const GATE: i32 = 42;
const LONGEST: usize = 26;

fn clip(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn tile(kind: &'static str, (x, y): (i32, i32), (width, height): (i32, i32), lines: &[(&str, bool)]) -> Tile {
    let lines = lines.iter().filter(|(text, _)| !text.is_empty()).map(|(text, code)| (clip(text), *code)).collect();
    Tile { kind, x, y, width, height, lines, lit: false, chosen: false }
}

/// What is told of a subnet's way out.
fn way_words(way: Way<'_>) -> String {
    match way {
        Way::Unread => "route table not read".to_owned(),
        Way::NoTable => "no route table".to_owned(),
        Way::NoRoute(_) => "no route for 0.0.0.0/0".to_owned(),
        Way::Route(_, route) if !route.active => "its route is a blackhole".to_owned(),
        Way::Route(_, route) => match route.target.kind {
            TargetKind::InternetGateway | TargetKind::NatGateway => String::new(),
            _ => format!("by {}", route.target.id),
        },
    }
}

/// Where a zone and its lanes stand.
#[derive(Clone, Copy)]
struct Cell {
    x: i32,
    top: i32,
}

impl Cell {
    const fn left_lane(self) -> i32 {
        self.x + LANE / 2
    }
    const fn right_lane(self) -> i32 {
        self.x + ZONE - LANE / 2
    }
    /// The free row above the zone.
    const fn gutter(self) -> i32 {
        self.top - GAP / 2
    }
}

/// Draws with so many zones beside each other.
pub fn draw(scene: Scene<'_>, columns: usize) -> Picture {
    let Scene { network, vpc, lines, chosen } = scene;
    let lit = lit(lines);
    let mut by_zone: BTreeMap<&str, Vec<&Subnet>> = BTreeMap::new();
    for subnet in network.subnets_of(vpc) {
        by_zone.entry(&subnet.zone).or_default().push(subnet);
    }
    // A zone that lacks a subnet is lit, so it has to be drawn.
    for zone in network.zones.read().filter(|zone| lit.contains(zone.name.as_str())) {
        by_zone.entry(&zone.name).or_default();
    }
    let across = columns.min(by_zone.len().max(1));
    let count = i32::try_from(across).unwrap_or(1);
    let width = PAD * 2 + count * ZONE + (count - 1) * GAP;
    let mut picture =
        Picture { width: width + PAD * 2, height: 0, tiles: Vec::new(), roads: Vec::new(), label: String::new() };
    let outer = PAD;
    let frame_top = GATE / 2 + PAD;

    // The VPC itself; its height is known at the end.
    let known = network.vpc(vpc);
    let name = known.and_then(|vpc| vpc.name.as_deref()).unwrap_or(vpc);
    let blocks: Vec<String> = known
        .iter()
        .flat_map(|vpc| &vpc.blocks)
        .filter(|block| block.associated)
        .map(|block| block.cidr.to_string())
        .collect();
    let mut frame = tile("vpc", (outer, frame_top), (width, 0), &[]);
    frame.lit = lit.contains(vpc)
        && lines.iter().any(|line| {
            line.verdict == crate::domain::network::readiness::Verdict::Fail
                && line.check == crate::domain::network::readiness::Check::Blocks
        });
    picture.tiles.push(frame);
    let caption_top = frame_top + GATE / 2 + 4;
    picture.tiles.push(tile(
        "caption",
        (outer + PAD - 10, caption_top),
        (width, TEXT * 2),
        &[(name, false), (&blocks.join(", "), true)],
    ));

    let gate_at = (outer + width / 2 - 105, PAD);
    let gateway = network
        .internet_gateways
        .read()
        .find(|gateway| gateway.attachments.iter().any(|one| one.vpc == vpc && one.holds()));
    let gate_bottom = (outer + width / 2, PAD + GATE);
    if let Some(gateway) = gateway {
        let mut drawn = tile("gate", gate_at, (210, GATE), &[("Internet gateway", false), (&gateway.id, true)]);
        drawn.lit = lit.contains(gateway.id.as_str());
        picture.tiles.push(drawn);
    } else {
        let words =
            if network.internet_gateways.is_whole() { "No internet gateway" } else { "Internet gateway not read" };
        let mut drawn = tile("gate", gate_at, (210, GATE), &[(words, false)]);
        drawn.lit = network.internet_gateways.is_whole();
        picture.tiles.push(drawn);
    }

    let mut top = caption_top + TEXT * 2 + GAP * 2;
    let mut nats: BTreeMap<&str, (Cell, i32)> = BTreeMap::new();
    let mut leaves: Vec<(Cell, i32, &Subnet)> = Vec::new();
    let zones: Vec<(&str, Vec<&Subnet>)> = by_zone.into_iter().collect();
    for row in zones.chunks(across.max(1)) {
        let mut bottom = top;
        let mut frames = Vec::new();
        for (place, (zone, subnets)) in row.iter().enumerate() {
            let x = outer + PAD + i32::try_from(place).unwrap_or(0) * (ZONE + GAP);
            let cell = Cell { x, top };
            let mut y = top + HEAD;
            let mut subnets = subnets.clone();
            subnets
                .sort_by_key(|subnet| (network.is_private(subnet).unwrap_or(true), subnet.block, subnet.id.as_str()));
            for subnet in subnets {
                let own: Vec<_> =
                    network.nat_gateways.read().filter(|nat| nat.subnet.as_ref() == Some(&subnet.id)).collect();
                let way = network.way_out(subnet);
                let words = way_words(way);
                let block = subnet.block.map_or_else(String::new, |block| block.to_string());
                let private = network.is_private(subnet).unwrap_or(true);
                let kind = if private { "private" } else { "public" };
                let title = subnet.name.clone().unwrap_or_else(|| subnet.id.clone());
                let count = i32::try_from(own.len()).unwrap_or(0);
                let texts = if words.is_empty() { 2 } else { 3 };
                let height = PAD + texts * TEXT + count * (GATE + 4);
                let mut drawn = tile(
                    kind,
                    (x + LANE, y),
                    (ZONE - LANE * 2, height),
                    &[(&title, false), (&block, true), (&words, false)],
                );
                drawn.lit = lit.contains(subnet.id.as_str());
                drawn.chosen = chosen.contains(&subnet.id);
                picture.tiles.push(drawn);
                let mut inside = y + PAD / 2 + texts * TEXT + 2;
                for nat in own {
                    let mut drawn = tile(
                        "gate",
                        (x + LANE + 8, inside),
                        (ZONE - LANE * 2 - 16, GATE),
                        &[("NAT gateway", false), (&nat.id, true)],
                    );
                    drawn.lit = lit.contains(nat.id.as_str());
                    picture.tiles.push(drawn);
                    nats.insert(&nat.id, (cell, inside + GATE / 2));
                    inside += GATE + 4;
                }
                leaves.push((cell, y + height / 2, subnet));
                y += height + GAP;
            }
            if subnets_none(row, place) {
                y += TEXT;
            }
            bottom = bottom.max(y);
            frames.push((x, *zone));
        }
        for (x, zone) in frames {
            let mut drawn = tile("zone", (x, top), (ZONE, bottom - top), &[(zone, false)]);
            drawn.lit = lit.contains(zone);
            // Behind what stands in it.
            picture.tiles.insert(1, drawn);
        }
        top = bottom + GAP * 2;
    }
    for (cell, y, subnet) in leaves {
        road(&mut picture, network, cell, y, subnet, &nats, gateway.is_some().then_some(gate_bottom));
    }
    groups(&mut picture, scene, &lit, outer + PAD, &mut top, count);
    let height = top + PAD / 2;
    if let Some(frame) = picture.tiles.first_mut() {
        frame.height = height - frame.y;
    }
    picture.height = height + PAD;
    picture.label = label(scene, &lit, zones.len());
    picture
}

fn subnets_none(row: &[(&str, Vec<&Subnet>)], place: usize) -> bool {
    row.get(place).is_some_and(|(_, subnets)| subnets.is_empty())
}

/// The way from a subnet to what its default route names.
fn road(
    picture: &mut Picture,
    network: &Network,
    cell: Cell,
    y: i32,
    subnet: &Subnet,
    nats: &BTreeMap<&str, (Cell, i32)>,
    gate: Option<(i32, i32)>,
) {
    let to_nat = |(target, target_y): (Cell, i32)| {
        let (from, lane) = (cell.x + ZONE - LANE, cell.right_lane());
        let (target_lane, target_edge) = (target.right_lane(), target.x + ZONE - LANE - 8);
        if target.x == cell.x {
            format!("M{from} {y}H{lane}V{target_y}H{target_edge}")
        } else {
            format!("M{from} {y}H{lane}V{}H{target_lane}V{target_y}H{target_edge}", cell.gutter())
        }
    };
    match network.way_out(subnet) {
        Way::Route(_, route) if route.target.kind == TargetKind::InternetGateway => {
            let Some((gate_x, gate_y)) = gate else { return };
            let (from, lane) = (cell.x + LANE, cell.left_lane());
            // All rows of zones share the lanes, so the way up is free.
            let path = format!("M{from} {y}H{lane}V{}H{gate_x}V{gate_y}", gate_y + GATE + GAP);
            picture.roads.push(Road { path, lost: !route.active });
        }
        Way::Route(_, route) if route.target.kind == TargetKind::NatGateway => {
            if let Some(target) = nats.get(route.target.id.as_str()) {
                picture.roads.push(Road { path: to_nat(*target), lost: !route.active });
            }
        }
        _ => {}
    }
}

fn groups(picture: &mut Picture, scene: Scene<'_>, lit: &BTreeSet<&str>, left: i32, top: &mut i32, columns: i32) {
    let mut all = scene.network.groups_of(scene.vpc);
    if !scene.chosen.is_empty() {
        all.retain(|group| scene.chosen.contains(&group.id));
    }
    if all.is_empty() {
        return;
    }
    picture.tiles.push(tile("caption", (left - 10, *top - GAP), (ZONE, TEXT), &[("Security groups", false)]));
    *top += TEXT;
    let mut place = 0;
    for group in &all {
        let at = (left + (place % columns) * (ZONE + GAP), *top + (place / columns) * (GATE + GAP));
        let mut drawn = tile("group", at, (ZONE, GATE), &[(&group.name, false), (&group.id, true)]);
        drawn.lit = lit.contains(group.id.as_str());
        drawn.chosen = scene.chosen.contains(&group.id);
        picture.tiles.push(drawn);
        place += 1;
    }
    *top += ((place + columns - 1) / columns) * (GATE + GAP);
}

fn label(scene: Scene<'_>, lit: &BTreeSet<&str>, zones: usize) -> String {
    let subnets = scene.network.subnets_of(scene.vpc).len();
    let faults = if lit.is_empty() {
        "nothing at fault is lit".to_owned()
    } else {
        let all: Vec<&str> = lit.iter().copied().collect();
        format!("at fault: {}", all.join(", "))
    };
    format!(
        "Network of {}: {zones} zones, {subnets} subnets; {faults}. The list of checks says it in words.",
        scene.vpc
    )
}
