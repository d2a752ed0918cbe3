//! localStorage as the vault's storage: names and raw UTF-16 units, nothing else.
//!
//! What is written here reaches the disk late (Chromium: up to a minute, and at most 10 MiB an hour), so a value that
//! was set is not yet saved; see [`super::wal`].

use super::{fault, utf16};
use crate::vault::{Storage, StorageFault};
use gloo_storage::Storage as _;
use wasm_bindgen::{JsCast, JsValue};

/// The window's localStorage.
pub struct Local {
    raw: raw::Storage,
}

impl Local {
    /// Opens it, when the browser lets the page keep anything.
    pub fn open() -> Result<Self, StorageFault> {
        // gloo's way in throws where the browser refuses, so the refusal is looked for first.
        match web_sys::window().map(|window| window.local_storage()) {
            Some(Ok(Some(_))) => Ok(Self { raw: gloo_storage::LocalStorage::raw().unchecked_into() }),
            _ => Err(denied()),
        }
    }
}

impl Storage for Local {
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault> {
        let text = self.raw.get_item(name).map_err(|thrown| told(&thrown))?;
        Ok(text.as_ref().map(utf16::from_js))
    }

    fn set(&mut self, name: &str, units: &[u16]) -> Result<(), StorageFault> {
        self.raw.set_item(name, &utf16::to_js(units)).map_err(|thrown| told(&thrown))
    }

    fn remove(&mut self, name: &str) -> Result<(), StorageFault> {
        self.raw.remove_item(name).map_err(|thrown| told(&thrown))
    }

    fn names(&self) -> Result<Vec<String>, StorageFault> {
        let count = self.raw.length().map_err(|thrown| told(&thrown))?;
        let mut names = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
        for index in 0..count {
            names.extend(self.raw.key(index).map_err(|thrown| told(&thrown))?);
        }
        Ok(names)
    }
}

fn denied() -> StorageFault {
    StorageFault::Denied("a private window, or a setting".to_owned())
}

fn told(thrown: &JsValue) -> StorageFault {
    if fault::is_quota(thrown) {
        return StorageFault::Full;
    }
    let name = fault::name_of(thrown);
    if name == "SecurityError" { denied() } else { StorageFault::Lost(name) }
}

mod raw {
    #![allow(missing_docs, reason = "a foreign shape, private to this file")]
    use js_sys::JsString;
    use wasm_bindgen::prelude::*;

    // web-sys passes values through UTF-8, which would not keep every unit.
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = "Storage")]
        pub type Storage;
        #[wasm_bindgen(method, catch, js_class = "Storage", js_name = "getItem")]
        pub fn get_item(this: &Storage, name: &str) -> Result<Option<JsString>, JsValue>;
        #[wasm_bindgen(method, catch, js_class = "Storage", js_name = "setItem")]
        pub fn set_item(this: &Storage, name: &str, value: &JsString) -> Result<(), JsValue>;
        #[wasm_bindgen(method, catch, js_class = "Storage", js_name = "removeItem")]
        pub fn remove_item(this: &Storage, name: &str) -> Result<(), JsValue>;
        #[wasm_bindgen(method, catch, js_class = "Storage")]
        pub fn key(this: &Storage, index: u32) -> Result<Option<String>, JsValue>;
        #[wasm_bindgen(method, catch, getter, js_class = "Storage")]
        pub fn length(this: &Storage) -> Result<u32, JsValue>;
    }
}
