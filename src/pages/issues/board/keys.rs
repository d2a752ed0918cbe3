//! The keyboard on a board: the focus goes from card to card, and cards go from place to place.

use super::carry::Carry;
use crate::{components::focus::began_on_control, routes::IssueView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// A key while no card is carried. Tells whether it meant something here.
pub fn pressed(carry: Carry, event: &KeyboardEvent, view: IssueView) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return false;
    }
    let Some(number) = card_of(event) else { return false };
    let on_card = !began_on_control(event);
    match event.key().as_str() {
        "ArrowDown" | "j" => go(carry, number, 1, 0),
        "ArrowUp" | "k" => go(carry, number, -1, 0),
        "ArrowRight" | "l" => go(carry, number, 0, 1),
        "ArrowLeft" | "h" => go(carry, number, 0, -1),
        "Home" => edge(carry, number, false),
        "End" => edge(carry, number, true),
        "[" => carry.shift(number, -1),
        "]" => carry.shift(number, 1),
        "o" => carry.desk.nav.go(&carry.desk.address(number, Some(view))),
        " " | "Enter" if on_card => carry.pick_up(number),
        _ => return false,
    }
    event.prevent_default();
    true
}

/// The number of the card on which an event happened.
pub fn card_of(event: &Event) -> Option<u32> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-number]").ok()??.get_attribute("data-number")?.parse().ok()
}

/// A key while a card is carried, wherever the focus is.
pub fn carried(carry: Carry, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" | "j" => carry.steer(1, 0),
        "ArrowUp" | "k" => carry.steer(-1, 0),
        "ArrowRight" | "l" | "]" => carry.steer(0, 1),
        "ArrowLeft" | "h" | "[" => carry.steer(0, -1),
        "Home" => carry.steer(isize::MIN, 0),
        "End" => carry.steer(isize::MAX, 0),
        " " | "Enter" => carry.put_down(),
        "Escape" => carry.leave(),
        "Tab" => {
            carry.leave();
            return;
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn go(carry: Carry, number: u32, down: isize, right: isize) {
    let next = carry.lanes.with_untracked(|lanes| {
        let (lane, place) = lanes.find(number)?;
        if right == 0 {
            let lane = lanes.0.get(lane)?;
            return Some(lane.cards.get(place.checked_add_signed(down)?)?.0.number);
        }
        // Lanes without cards are passed over.
        let lanes: Vec<_> =
            if right > 0 { lanes.0.iter().skip(lane + 1).collect() } else { lanes.0.iter().take(lane).rev().collect() };
        let lane = lanes.into_iter().find(|lane| !lane.cards.is_empty())?;
        Some(lane.cards.get(place.min(lane.cards.len().saturating_sub(1)))?.0.number)
    });
    if let Some(next) = next {
        carry.focus(next);
    }
}

fn edge(carry: Carry, number: u32, last: bool) {
    let next = carry.lanes.with_untracked(|lanes| {
        let (lane, _) = lanes.find(number)?;
        let cards = &lanes.0.get(lane)?.cards;
        let card = if last { cards.last() } else { cards.first() };
        card.map(|card| card.0.number)
    });
    if let Some(next) = next {
        carry.focus(next);
    }
}
