//! The picture of a network, drawn twice: with its zones beside each other, and one under the other for a narrow window. The
//! style sheet shows one of them.

use super::picture::{Picture, Scene, Tile, draw};
use crate::domain::{inventory::CloudRegion, network::readiness::Line};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// Zones beside each other where there is room.
const WIDE: usize = 3;

/// The picture. What it says stands in words in the list of checks.
#[component]
pub fn Diagram(
    /// What is known of the Region.
    known: Arc<CloudRegion>,
    /// Which VPC.
    vpc: String,
    /// How the checks went.
    lines: Vec<Line>,
    /// Ids of subnets and groups of a connection.
    chosen: BTreeSet<String>,
) -> impl IntoView {
    let scene = Scene { network: &known.network, vpc: &vpc, lines: &lines, chosen: &chosen };
    let (wide, narrow) = (draw(scene, WIDE), draw(scene, 1));
    view! {
        <div class="network">
            {drawing(&wide, "wide")}
            {drawing(&narrow, "narrow")}
        </div>
    }
}

fn drawing(picture: &Picture, shape: &'static str) -> impl IntoView + use<> {
    let view_box = format!("0 0 {} {}", picture.width, picture.height);
    // Frames, then roads, then what stands on them.
    let (under, over): (Vec<Tile>, Vec<Tile>) =
        picture.tiles.iter().cloned().partition(|tile| matches!(tile.kind, "vpc" | "zone"));
    let roads: Vec<_> = picture
        .roads
        .iter()
        .map(|road| view! { <path class="road" data-lost=road.lost.then_some("") d=road.path.clone() /> })
        .collect();
    view! {
        <svg class="network-picture" data-shape=shape viewBox=view_box role="img" aria-label=picture.label.clone()>
            {under.into_iter().map(one).collect_view()}
            {roads}
            {over.into_iter().map(one).collect_view()}
        </svg>
    }
}

fn one(tile: Tile) -> impl IntoView {
    let Tile { kind, x, y, width, height, lines, lit, chosen } = tile;
    let bare = kind == "caption";
    // The roads of a zone begin left of what stands in it.
    let inset = if kind == "zone" { 20 } else { 10 };
    let baseline = move |at: usize| y + 19 + i32::try_from(at).unwrap_or(0) * 17;
    view! {
        <g class="tile" data-kind=kind data-lit=lit.then_some("") data-chosen=chosen.then_some("")>
            {(!bare).then(|| view! { <rect x=x y=y width=width height=height rx="8" /> })}
            {lines
                .into_iter()
                .enumerate()
                .map(|(at, (text, code))| {
                    view! { <text x=x + inset y=baseline(at) data-code=code.then_some("") data-first=(at == 0).then_some("")>{text}</text> }
                })
                .collect_view()}
        </g>
    }
}
