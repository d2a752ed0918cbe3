//! Event listeners that go when their owner goes.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, EventTarget};

/// One listener; dropping it takes it off its target.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    early: bool,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens for `kind`, before the page's own handlers can stop the event, and never delaying a scroll.
    ///
    /// `None` when the browser refuses, which it does for no target that exists.
    pub fn new(target: &EventTarget, kind: &'static str, heard: impl FnMut(Event) + 'static) -> Option<Self> {
        Self::with(target, kind, true, heard)
    }

    /// Listens for `kind` with the right to prevent what the browser would do, after everybody before it.
    pub fn refusing(target: &EventTarget, kind: &'static str, heard: impl FnMut(Event) + 'static) -> Option<Self> {
        Self::with(target, kind, false, heard)
    }

    fn with(target: &EventTarget, kind: &'static str, early: bool, heard: impl FnMut(Event) + 'static) -> Option<Self> {
        let heard = Closure::<dyn FnMut(Event)>::new(heard);
        let options = Object::new();
        Reflect::set(&options, &JsValue::from_str("capture"), &JsValue::from_bool(early)).ok()?;
        Reflect::set(&options, &JsValue::from_str("passive"), &JsValue::from_bool(early)).ok()?;
        target
            .unchecked_ref::<raw::Target>()
            .add(kind, heard.as_ref().unchecked_ref(), options.as_ref())
            .ok()
            .map(|()| Self { target: target.clone(), kind, early, heard })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.kind, heard, self.early);
    }
}

mod raw {
    #![allow(missing_docs, reason = "a foreign shape, private to this file")]
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = "EventTarget")]
        pub type Target;
        #[wasm_bindgen(method, catch, js_name = "addEventListener")]
        pub fn add(this: &Target, kind: &str, heard: &js_sys::Function, options: &JsValue) -> Result<(), JsValue>;
    }
}
