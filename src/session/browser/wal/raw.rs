//! The browser's own shapes that web-sys does not give.
#![allow(missing_docs, reason = "a foreign shape, private to the log")]

use js_sys::Array;
use wasm_bindgen::prelude::*;

// web-sys hides the durability behind its flag for unstable interfaces, and lets a commit throw.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = "IDBDatabase")]
    pub type Database;
    #[wasm_bindgen(method, catch, js_class = "IDBDatabase")]
    pub fn transaction(
        this: &Database,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<web_sys::IdbTransaction, JsValue>;
    #[wasm_bindgen(js_name = "IDBTransaction")]
    pub type Transaction;
    #[wasm_bindgen(method, catch, js_class = "IDBTransaction")]
    pub fn commit(this: &Transaction) -> Result<(), JsValue>;
}
