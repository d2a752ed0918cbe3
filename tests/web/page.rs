//! What the tests do to the page around them.

use spaceward::session::browser::random;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// A name that no other test and no other run uses.
pub fn fresh(what: &str) -> String {
    let bytes = random::bytes::<8>().unwrap();
    format!("test-{what}-{:016x}", u64::from_le_bytes(bytes))
}

/// Runs JavaScript in the page, for what it undoes when dropped: the text must evaluate to a function that undoes it.
pub struct Staged(js_sys::Function);

impl Staged {
    pub fn new(script: &str) -> Self {
        Self(js_sys::eval(script).unwrap().dyn_into().unwrap())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
    }
}

/// Something happens to the window or the document.
pub fn happens(target: &EventTarget, kind: &str) {
    target.dispatch_event(&Event::new(kind).unwrap()).unwrap();
}

pub fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}
