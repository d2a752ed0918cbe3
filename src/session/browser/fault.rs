//! What the browser said when it refused something, as far as it may be shown.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The name of a thrown `DOMException` or `Error` (`QuotaExceededError`); `Error` when it has none.
///
/// Only the name is ever read: a browser's message may quote what was being written.
pub fn name_of(thrown: &JsValue) -> String {
    Reflect::get(thrown, &JsValue::from_str("name"))
        .ok()
        .and_then(|name| name.as_string())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "Error".to_owned())
}

/// Whether the browser refused for want of room, under either of the names in use.
pub fn is_quota(thrown: &JsValue) -> bool {
    matches!(name_of(thrown).as_str(), "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
}
