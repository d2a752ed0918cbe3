//! Dragging a card with a pointer: it follows, lanes and the board scroll when it comes near their edges.

use super::carry::{Aim, Carry};
use crate::{components::focus::all, domain::issue::StatusId};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// Pixels a pointer moves before it drags; less is a press.
const SLACK: f64 = 5.0;
/// Pixels from an edge within which scrolling begins, and the most it scrolls in one frame.
const EDGE: (f64, f64) = (56.0, 18.0);

/// A press on a card, and what became of it.
#[derive(Clone, Copy)]
struct Press {
    number: u32,
    pointer: i32,
    start: (f64, f64),
    /// From the card's corner to the pointer.
    grip: (f64, f64),
    width: f64,
    dragging: bool,
}

/// The card under the pointer, as it is drawn.
#[derive(Clone, Copy, PartialEq)]
pub struct Ghost {
    /// Which card.
    pub number: u32,
    /// Its corner in the window.
    pub at: (f64, f64),
    /// Its width.
    pub width: f64,
}

/// The pointer's part of a board. `Copy`.
#[derive(Clone, Copy)]
pub struct Pointer {
    carry: Carry,
    board: NodeRef<html::Div>,
    press: StoredValue<Option<Press>>,
    last: StoredValue<(f64, f64)>,
    /// The card on its way.
    pub ghost: RwSignal<Option<Ghost>>,
}

impl Pointer {
    /// For the lanes inside an element.
    pub fn new(carry: Carry, board: NodeRef<html::Div>) -> Self {
        Self {
            carry,
            board,
            press: StoredValue::new(None),
            last: StoredValue::new((0.0, 0.0)),
            ghost: RwSignal::new(None),
        }
    }

    /// A button or a finger went down.
    pub fn down(self, event: &PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let touch = event.pointer_type() == "touch";
        let within = |selector: &str| target.closest(selector).ok().flatten();
        // A finger on a card scrolls the lane; the grip is for dragging.
        if event.button() != 0
            || within("button, input, select").is_some()
            || (touch && within(".issue-grip").is_none())
        {
            return;
        }
        let Some(card) = within("[data-number]") else { return };
        let Some(number) = card.get_attribute("data-number").and_then(|number| number.parse().ok()) else { return };
        let place = card.get_bounding_client_rect();
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.last.set_value(at);
        self.press.set_value(Some(Press {
            number,
            pointer: event.pointer_id(),
            start: at,
            grip: (at.0 - place.left(), at.1 - place.top()),
            width: place.width(),
            dragging: false,
        }));
    }

    /// It moved.
    pub fn moved(self, event: &PointerEvent) {
        let Some(mut press) = self.press.get_value().filter(|press| press.pointer == event.pointer_id()) else {
            return;
        };
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.last.set_value(at);
        if !press.dragging {
            if (at.0 - press.start.0).hypot(at.1 - press.start.1) < SLACK {
                return;
            }
            if let Some(reason) = self.carry.refused.get_untracked() {
                self.press.set_value(None);
                self.carry.desk.flashes.bad(reason);
                return;
            }
            press.dragging = true;
            self.press.set_value(Some(press));
            if let Some(board) = self.board.get_untracked() {
                // Without the capture the drag ends at the window's edge, and nothing worse.
                let _ = board.set_pointer_capture(press.pointer);
            }
            self.scroll_on();
        }
        event.prevent_default();
        self.follow(press, at);
    }

    /// It went up: the card is put down.
    pub fn up(self, event: &PointerEvent) {
        if let Some(press) = self.end(event.pointer_id())
            && press.dragging
        {
            event.prevent_default();
            self.carry.put_down();
        }
    }

    /// The browser took the pointer away, or Escape was pressed.
    pub fn cancel(self) {
        if let Some(press) = self.press.get_value() {
            self.end(press.pointer);
            self.carry.leave();
        }
    }

    fn end(self, pointer: i32) -> Option<Press> {
        let press = self.press.get_value().filter(|press| press.pointer == pointer)?;
        self.press.set_value(None);
        self.ghost.set(None);
        Some(press)
    }

    fn follow(self, press: Press, at: (f64, f64)) {
        self.ghost.set(Some(Ghost {
            number: press.number,
            at: (at.0 - press.grip.0, at.1 - press.grip.1),
            width: press.width,
        }));
        let aim = self.aim_at(press.number, at);
        if aim.is_some() && self.carry.aim.get_untracked() != aim {
            self.carry.aim.set(aim);
        }
    }

    /// What lies under the pointer: read from what is drawn, so that it holds for any height of cards.
    fn aim_at(self, number: u32, (x, y): (f64, f64)) -> Option<Aim> {
        let board = self.board.get_untracked()?;
        let lane = all(&board, "[data-lane]").into_iter().find(|lane| {
            let place = lane.get_bounding_client_rect();
            x >= place.left() && x <= place.right()
        })?;
        if lane.has_attribute("data-closed") {
            return None;
        }
        let status = StatusId(lane.get_attribute("data-lane")?.parse().ok()?);
        let rows = all(&lane, "[data-row]");
        let place = |row: &HtmlElement| row.get_attribute("data-row").and_then(|at| at.parse::<usize>().ok());
        let under = rows.iter().find(|row| {
            let rect = row.get_bounding_client_rect();
            y < rect.top() + rect.height() / 2.0
        });
        let seen = match under {
            Some(row) => place(row)?,
            None => rows.last().and_then(place).map_or(0, |last| last + 1),
        };
        let own = self
            .carry
            .lanes
            .with_untracked(|lanes| lanes.of(status)?.cards.iter().position(|card| card.0.number == number));
        let at = if own.is_some_and(|own| own < seen) { seen - 1 } else { seen };
        Some(Aim { number, status, at, by_key: false })
    }

    /// Scrolls while the pointer rests near an edge, frame by frame until the drag ends.
    fn scroll_on(self) {
        request_animation_frame(move || {
            let Some(press) = self.press.try_get_value().flatten().filter(|press| press.dragging) else { return };
            let at = self.last.get_value();
            if self.scroll_near(at) {
                self.follow(press, at);
            }
            self.scroll_on();
        });
    }

    fn scroll_near(self, (x, y): (f64, f64)) -> bool {
        let Some(board) = self.board.get_untracked() else { return false };
        let place = board.get_bounding_client_rect();
        let aside = pull(x, place.left(), place.right());
        if aside != 0 {
            board.set_scroll_left(board.scroll_left() + aside);
        }
        let lane = all(&board, "[data-lane] [data-lane-list]").into_iter().find(|list| {
            let place = list.get_bounding_client_rect();
            x >= place.left() && x <= place.right()
        });
        let Some(list) = lane else { return aside != 0 };
        let place = list.get_bounding_client_rect();
        let along = pull(y, place.top(), place.bottom());
        let before = list.scroll_top();
        list.set_scroll_top(before + along);
        aside != 0 || list.scroll_top() != before
    }
}

/// Pixels to scroll for a pointer between two edges: the nearer to one, the more.
#[allow(clippy::cast_possible_truncation, reason = "held within the most that is scrolled in one frame")]
fn pull(at: f64, low: f64, high: f64) -> i32 {
    let (edge, most) = EDGE;
    let share = if at < low + edge {
        -((low + edge - at) / edge)
    } else if at > high - edge {
        (at - (high - edge)) / edge
    } else {
        0.0
    };
    (share.clamp(-1.0, 1.0) * most).round() as i32
}
