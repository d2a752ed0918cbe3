use crate::page::{Staged, happens, window};
use spaceward::session::browser::clipboard::{NotCopied, copy, copy_secret_for, holds_secret};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// A clipboard that keeps what was written, refuses while `clip.away` is set, and counts the writes.
fn clipboard() -> Staged {
    Staged::new(
        "window.clip = { held: null, away: false, refused: 0,
           async writeText(text) { if (this.away) { this.refused += 1; this.woken?.(); throw new DOMException('', 'NotAllowedError'); }
             this.held = text; this.woken?.(); } };
         Object.defineProperty(navigator, 'clipboard', { configurable: true, value: window.clip });
         () => delete navigator.clipboard",
    )
}

fn held() -> Option<String> {
    js_sys::eval("clip.held").unwrap().as_string()
}

/// Waits for the moment at which the page's expression is true; it is looked at after every write.
async fn until(expression: &str) {
    let waits = format!(
        "new Promise((done) => {{ const look = () => {{ if ({expression}) {{ clip.woken = null; done(); }} }}; clip.woken = look; look(); }})"
    );
    JsFuture::from(js_sys::eval(&waits).unwrap().unchecked_into::<js_sys::Promise>()).await.unwrap();
}

/// Lets everything that is under way come to its end.
async fn settled() {
    for _ in 0..10 {
        JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn vlt_17_a_secret_is_cleared_when_its_time_is_over() {
    let _staged = clipboard();
    copy_secret_for("hunter", 1).await.unwrap();
    assert_eq!(held().as_deref(), Some("hunter"));
    assert!(holds_secret());
    until("clip.held === ''").await;
    settled().await;
    assert!(!holds_secret());
}

#[wasm_bindgen_test]
async fn vlt_17_a_clearing_that_the_browser_refuses_comes_at_the_next_chance() {
    let _staged = clipboard();
    copy_secret_for("hunter", 1).await.unwrap();
    js_sys::eval("clip.away = true").unwrap();
    until("clip.refused === 1").await;
    happens(&window(), "keydown");
    until("clip.refused === 2").await;
    settled().await;
    assert!(holds_secret());

    js_sys::eval("clip.away = false").unwrap();
    happens(&window(), "focus");

    until("clip.held === ''").await;
    settled().await;
    assert!(!holds_secret());
}

#[wasm_bindgen_test]
async fn vlt_17_what_was_copied_since_is_left_alone() {
    let _staged = clipboard();
    copy_secret_for("hunter", 60_000).await.unwrap();
    copy("a link").await.unwrap();
    assert!(!holds_secret());
    assert_eq!(held().as_deref(), Some("a link"));

    copy_secret_for("hunter", 60_000).await.unwrap();
    happens(&window(), "copy");
    settled().await;
    assert!(!holds_secret());
}

#[wasm_bindgen_test]
async fn a_browser_that_does_not_copy_is_a_value() {
    let _staged = clipboard();
    js_sys::eval("clip.away = true").unwrap();
    assert_eq!(copy("text").await, Err(NotCopied));
    assert_eq!(copy_secret_for("hunter", 1).await, Err(NotCopied));
    assert!(!holds_secret());
}
