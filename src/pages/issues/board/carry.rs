//! A card on its way: where it would be put, told by the pointer or the keyboard.

use crate::{
    components::scroll::Scroll,
    domain::issue::StatusId,
    pages::issues::{
        desk::Desk,
        rows::{Lanes, below},
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Where a card would be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Which card.
    pub number: u32,
    /// Into which lane.
    pub status: StatusId,
    /// Before which of the lane's cards, counted without the card itself.
    pub at: usize,
    /// Carried by the keyboard, not by the pointer.
    pub by_key: bool,
}

/// The mark on a card that shows where the carried one would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Right above this card.
    Before,
    /// Right below this card, the last of its lane.
    After,
}

impl Mark {
    /// The value of `data-drop`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// What the lanes of a board share. `Copy`.
#[derive(Clone, Copy)]
pub struct Carry {
    /// The desk.
    pub desk: Desk,
    /// The lanes.
    pub lanes: Memo<Lanes>,
    /// The card on its way.
    pub aim: RwSignal<Option<Aim>>,
    /// The card that had the focus last.
    pub active: RwSignal<Option<u32>>,
    /// What screen readers are told.
    pub said: RwSignal<String>,
    /// Why cards cannot be moved.
    pub refused: Signal<Option<String>>,
    /// The card to focus once it stands at its new place.
    pub refocus: RwSignal<Option<u32>>,
    scrolls: StoredValue<BTreeMap<StatusId, Scroll>>,
}

impl Carry {
    /// Nothing is carried yet.
    pub fn new(desk: Desk, lanes: Memo<Lanes>) -> Self {
        let carry = Self {
            desk,
            lanes,
            aim: RwSignal::new(None),
            active: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            refused: desk.refusal(crate::domain::Permission::UpdateIssue),
            refocus: RwSignal::new(None),
            scrolls: StoredValue::new(BTreeMap::new()),
        };
        Effect::new(move |_| {
            lanes.track();
            let Some(number) = carry.refocus.get_untracked() else { return };
            carry.refocus.set(None);
            // The lanes draw the card in their own effects first.
            request_animation_frame(move || carry.focus(number));
        });
        carry
    }

    /// A lane says how it scrolls.
    pub fn register(self, status: StatusId, scroll: Scroll) {
        self.scrolls.update_value(|scrolls| {
            scrolls.insert(status, scroll);
        });
    }

    /// Focuses a card, scrolling to it.
    pub fn focus(self, number: u32) {
        // The board may have gone while a frame passed.
        let found = self.lanes.try_with_untracked(|lanes| {
            let (lane, place) = lanes.find(number)?;
            lanes.0.get(lane).map(|lane| (lane.status, place))
        });
        let found = found.flatten();
        if let Some((status, place)) = found {
            self.active.set(Some(number));
            if let Some(scroll) = self.scrolls.with_value(|scrolls| scrolls.get(&status).copied()) {
                scroll.focus_row(place, 0.0);
            }
        }
    }

    /// Scrolls a lane so that a place is in sight.
    pub fn reveal(self, status: StatusId, at: usize) {
        if let Some(scroll) = self.scrolls.with_value(|scrolls| scrolls.get(&status).copied()) {
            scroll.reveal(at, 0.0);
        }
    }

    /// Picks a card up with the keyboard.
    pub fn pick_up(self, number: u32) {
        if let Some(reason) = self.refused.get_untracked() {
            self.desk.flashes.bad(reason);
            return;
        }
        let start = self.lanes.with_untracked(|lanes| {
            let (lane, place) = lanes.find(number)?;
            lanes.0.get(lane).map(|lane| (lane.status, lane.name.clone(), place, lane.cards.len()))
        });
        if let Some((status, name, at, cards)) = start {
            self.aim.set(Some(Aim { number, status, at, by_key: true }));
            self.say(format!(
                "Picked up #{number}, place {} of {cards} in {name}. Move it with the arrow keys, put it down with Enter, leave it with Escape.",
                at + 1
            ));
        }
    }

    /// Moves the aim by one place or one lane.
    pub fn steer(self, down: isize, right: isize) {
        let Some(aim) = self.aim.get_untracked() else { return };
        let next = self.lanes.with_untracked(|lanes| {
            let here = lanes.0.iter().position(|lane| lane.status == aim.status)?;
            let mut lane = here;
            if right != 0 {
                lane = (1..=lanes.0.len())
                    .filter_map(|steps| here.checked_add_signed(right * isize::try_from(steps).ok()?))
                    .find(|at| lanes.0.get(*at).is_some_and(|lane| lane.active))?;
            }
            let lane = lanes.0.get(lane)?;
            let others = lane.cards.iter().filter(|card| card.0.number != aim.number).count();
            let at = aim.at.saturating_add_signed(down).min(others);
            Some((Aim { status: lane.status, at, ..aim }, lane.name.clone(), others + 1))
        });
        if let Some((aim, name, of)) = next {
            self.aim.set(Some(aim));
            self.reveal(aim.status, aim.at);
            self.say(format!("{name}, place {} of {of}.", aim.at + 1));
        }
    }

    /// Puts the card down where it is aimed at.
    pub fn put_down(self) {
        let Some(aim) = self.aim.get_untracked() else { return };
        self.aim.set(None);
        let moved = self.lanes.with_untracked(|lanes| {
            let (from, place) = lanes.find(aim.number)?;
            let lane = lanes.of(aim.status)?;
            let stays = lanes.0.get(from).is_some_and(|from| from.status == aim.status);
            if stays && place == aim.at {
                return None;
            }
            let below = self.desk.peek(|issues| below(issues, lane, aim.at, aim.number))?;
            Some((
                below,
                if stays {
                    format!("Moved #{}.", aim.number)
                } else {
                    format!("Moved #{} to {}.", aim.number, lane.name)
                },
            ))
        });
        match moved {
            Some((below, said)) => {
                self.refocus.set(aim.by_key.then_some(aim.number));
                self.say(said.clone());
                self.desk.move_card(aim.number, aim.status, below, said);
            }
            None => self.say(format!("#{} stays where it is.", aim.number)),
        }
    }

    /// Leaves the card where it was.
    pub fn leave(self) {
        if let Some(aim) = self.aim.get_untracked() {
            self.aim.set(None);
            self.say(format!("#{} stays where it was.", aim.number));
        }
    }

    /// Moves a card to the top of the lane beside its own.
    pub fn shift(self, number: u32, right: isize) {
        self.pick_up(number);
        let before = self.aim.get_untracked();
        self.steer(0, right);
        let after = self.aim.get_untracked();
        if before.map(|aim| aim.status) == after.map(|aim| aim.status) {
            self.leave();
            return;
        }
        self.aim.update(|aim| {
            if let Some(aim) = aim {
                aim.at = 0;
            }
        });
        self.put_down();
    }

    /// The mark on a card at a place of a lane.
    pub fn mark(self, status: StatusId, place: usize, cards: usize, number: u32) -> Option<Mark> {
        let aim = self.aim.get().filter(|aim| aim.status == status && aim.number != number)?;
        let own = self
            .lanes
            .with_untracked(|lanes| lanes.of(status)?.cards.iter().position(|card| card.0.number == aim.number));
        // Places are counted without the carried card.
        let place = if own.is_some_and(|own| own < place) { place.checked_sub(1)? } else { place };
        let last = cards.saturating_sub(usize::from(own.is_some())).checked_sub(1)?;
        match aim.at {
            at if at == place => Some(Mark::Before),
            at if at > last && place == last => Some(Mark::After),
            _ => None,
        }
    }

    fn say(self, words: String) {
        self.said.set(words);
    }
}
