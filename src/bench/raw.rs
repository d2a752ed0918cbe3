//! localStorage with the browser's own strings, so that the plain ways are not charged for a detour through UTF-8.

use js_sys::{JsString, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};

mod foreign {
    #![allow(missing_docs, reason = "a foreign shape, private to this file")]
    use js_sys::JsString;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(thread_local_v2, js_name = localStorage)]
        pub static STORAGE: Storage;
        #[wasm_bindgen(js_name = "Storage")]
        pub type Storage;
        #[wasm_bindgen(method, catch, js_class = "Storage", js_name = "getItem")]
        pub fn get_item(this: &Storage, key: &JsString) -> Result<Option<JsString>, JsValue>;
        #[wasm_bindgen(method, catch, js_class = "Storage", js_name = "setItem")]
        pub fn set_item(this: &Storage, key: &JsString, value: &JsString) -> Result<(), JsValue>;
        #[wasm_bindgen(method, catch)]
        pub fn key(this: &Storage, index: u32) -> Result<Option<JsString>, JsValue>;
        #[wasm_bindgen(method, catch)]
        pub fn clear(this: &Storage) -> Result<(), JsValue>;
        #[wasm_bindgen(method, getter)]
        pub fn length(this: &Storage) -> u32;
    }
}

/// Reads an item.
pub fn get(key: &JsString) -> Result<Option<JsString>, JsValue> {
    foreign::STORAGE.with(|storage| storage.get_item(key))
}

/// Writes an item; false where the room does not allow it.
pub fn set(key: &JsString, value: &JsString) -> Result<bool, JsValue> {
    match foreign::STORAGE.with(|storage| storage.set_item(key, value)) {
        Ok(()) => Ok(true),
        Err(thrown) if name_of(&thrown) == "QuotaExceededError" => Ok(false),
        Err(thrown) => Err(thrown),
    }
}

/// Empties it.
pub fn clear() -> Result<(), JsValue> {
    foreign::STORAGE.with(foreign::Storage::clear)
}

/// The units of all keys and values.
pub fn units_held() -> Result<u32, JsValue> {
    foreign::STORAGE.with(|storage| {
        let mut units = 0;
        for index in 0..storage.length() {
            if let Some(key) = storage.key(index)? {
                units += key.length() + storage.get_item(&key)?.map_or(0, |value| value.length());
            }
        }
        Ok(units)
    })
}

/// Milliseconds of the page's clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(f64::NAN, |clock| clock.now())
}

/// Bytes that the wasm has taken so far; it never gives any back.
pub fn wasm_memory() -> u32 {
    wasm_bindgen::memory()
        .dyn_into::<WebAssembly::Memory>()
        .ok()
        .and_then(|memory| memory.buffer().dyn_into::<js_sys::ArrayBuffer>().ok())
        .map_or(0, |buffer| buffer.byte_length())
}

fn name_of(thrown: &JsValue) -> String {
    Reflect::get(thrown, &JsValue::from_str("name")).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
