//! Where the keyboard is: moving it to a fault, into a list, and back to where it came from.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

const FOCUSABLE: &str = "a[href], button, input, select, textarea, [tabindex]:not([tabindex='-1'])";

/// The element that has the focus now.
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Focuses the element with this id, now.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// Focuses an element; one that is gone is passed over.
pub fn focus(element: &HtmlElement) {
    // An element that left the page in the meantime simply takes no focus.
    let _ = element.focus();
}

/// Focuses the first control inside `root` that is marked `aria-invalid`; tells whether there was one.
pub fn focus_first_fault(root: &Element) -> bool {
    focus_first(root, "[aria-invalid='true']")
}

/// Focuses the first control of the page that is marked `aria-invalid`, after the page has been brought up to date.
pub fn focus_first_fault_soon() {
    request_animation_frame(|| {
        if let Some(body) = document().body() {
            focus_first_fault(&body);
        }
    });
}

/// Focuses the first control inside `root`; tells whether there was one.
pub fn focus_first_control(root: &Element) -> bool {
    focus_first(root, FOCUSABLE)
}

fn focus_first(root: &Element, selector: &str) -> bool {
    let Some(found) = root.query_selector(selector).ok().flatten().and_then(|hit| hit.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    focus(&found);
    true
}

/// The elements inside `root` that match the selector, in order.
pub fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Moves the focus among `items` by the keys of a list: arrows, Home and End. Tells whether the key was one of these.
pub fn rove(items: &[HtmlElement], event: &KeyboardEvent, sideways: bool) -> bool {
    let here = focused().and_then(|element| items.iter().position(|item| *item == element));
    let last = items.len().saturating_sub(1);
    let (forward, back) = if sideways { ("ArrowRight", "ArrowLeft") } else { ("ArrowDown", "ArrowUp") };
    let next = match event.key() {
        key if key == forward => here.map_or(0, |at| if at == last { 0 } else { at + 1 }),
        key if key == back => here.map_or(last, |at| if at == 0 { last } else { at - 1 }),
        key if key == "Home" => 0,
        key if key == "End" => last,
        _ => return false,
    };
    if let Some(item) = items.get(next) {
        event.prevent_default();
        focus(item);
    }
    true
}

/// Whether the person types into the element: single-key commands stay silent then.
pub fn is_typing(element: &Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && element.get_attribute("type").is_none_or(|kind| !matches!(kind.as_str(), "checkbox" | "radio" | "button"))
        || element.closest("[contenteditable='true']").ok().flatten().is_some()
}

/// Whether an event began on something inside `row` that acts by itself, such as a link or a checkbox.
pub fn began_on_control(event: &web_sys::Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("a, button, input, select, textarea, label, summary").ok().flatten())
        .is_some()
}
