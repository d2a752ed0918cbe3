//! Puts what floats (menus, tips) beside what it belongs to, inside the window.

use leptos::prelude::window;
use web_sys::{Element, HtmlElement};

/// Pixels between the two, and between the floating one and the window's edge.
const GAP: f64 = 4.0;

/// Places `floating`, which must already be shown with `position: fixed`, under `anchor`: start edges aligned, or end
/// edges when `at_end`; over it when there is no room beneath. Positions are set through CSSOM, which the policy allows.
pub fn place(anchor: &Element, floating: &HtmlElement, at_end: bool) {
    let edge = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|size| size.as_f64()).unwrap_or(0.0);
    let (width, height) = (edge(window().inner_width()), edge(window().inner_height()));
    let (anchor, own) = (anchor.get_bounding_client_rect(), floating.get_bounding_client_rect());
    let start = if at_end { anchor.right() - own.width() } else { anchor.left() };
    let left = start.min(width - own.width() - GAP).max(GAP);
    let under = anchor.bottom() + GAP;
    let over = anchor.top() - own.height() - GAP;
    let top = if under + own.height() > height - GAP && over > GAP { over } else { under };
    let style = floating.style();
    // Setting a property fails only on a read-only style, which an element's own is not.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}
