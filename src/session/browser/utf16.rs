//! Code units across the border between wasm and JavaScript, without loss.
//!
//! wasm-bindgen's own string glue goes through UTF-8, which replaces lone surrogates. Measured in Chromium 156 for a
//! million units: `TextDecoder` 1.8 ms against 17 ms for `String.fromCharCode` in chunks; back, UTF-8 4.3 ms against
//! 19 ms unit by unit. So text without surrogates, which is all the vault packs, takes the fast way, and the rest
//! takes the exact one.

use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::JsValue;

/// Units handed to one call of `String.fromCharCode`; the engines' limit on arguments lies above 60,000.
const CHUNK: usize = 8192;

/// The JavaScript string of exactly these code units.
pub fn to_js(units: &[u16]) -> JsString {
    let surrogates = units.iter().any(|unit| (0xD800..0xE000).contains(unit));
    if !surrogates && let Some(text) = decode(units) {
        return text;
    }
    units
        .chunks(CHUNK)
        .map(JsString::from_char_code)
        .reduce(|text, chunk| text.concat(chunk.as_ref()))
        .unwrap_or_else(|| JsString::from(""))
}

/// Exactly the code units of a JavaScript string.
pub fn from_js(text: &JsString) -> Vec<u16> {
    let converted = String::from(text);
    if converted.contains(char::REPLACEMENT_CHARACTER) {
        // Either the text holds that character, or a lone surrogate became it: only the exact way can tell.
        return text.iter().collect();
    }
    let mut units = Vec::with_capacity(usize::try_from(text.length()).unwrap_or_default());
    units.extend(converted.encode_utf16());
    units
}

/// The fast way; `None` where the decoder does not exist or fails.
fn decode(units: &[u16]) -> Option<JsString> {
    let options = Object::new();
    // Without it a leading U+FEFF would be taken for a byte order mark and dropped.
    Reflect::set(&options, &JsValue::from_str("ignoreBOM"), &JsValue::TRUE).ok()?;
    raw::Decoder::new("utf-16le", options.as_ref()).ok()?.decode(units).ok()
}

mod raw {
    #![allow(missing_docs, reason = "a foreign shape, private to this file")]
    use js_sys::JsString;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = "TextDecoder")]
        pub type Decoder;
        #[wasm_bindgen(constructor, catch, js_class = "TextDecoder")]
        pub fn new(label: &str, options: &JsValue) -> Result<Decoder, JsValue>;
        #[wasm_bindgen(method, catch, js_class = "TextDecoder")]
        pub fn decode(this: &Decoder, units: &[u16]) -> Result<JsString, JsValue>;
    }
}
