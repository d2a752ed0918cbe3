//! Copying, and clearing what was copied when it was a secret (VLT-17).
//!
//! The clearing belongs to the page, not to the unlocked vault, so it comes also when the vault locks meanwhile. The
//! browser lets a page write to the clipboard only while it is in front (some only at a key press or a click), so a
//! clearing whose time has come is tried again at each such moment until it succeeds. What the person copied
//! meanwhile in this page is left alone; what was copied elsewhere cannot be known without asking for the right to
//! read the clipboard, and is overwritten.

use super::listen::Listener;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, EventTarget};

/// Milliseconds a secret stays in the clipboard.
pub const SECRET_STAYS: u32 = 60_000;

/// Moments at which the browser may let the page write.
const CHANCES: [&str; 4] = ["focus", "pointerdown", "keydown", "pagehide"];
/// Moments at which the clipboard comes to hold something else.
const REPLACED: [&str; 2] = ["copy", "cut"];

/// The browser did not let the page write to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCopied;

impl NotCopied {
    /// What happened, why, and what to do.
    pub fn sentence(self) -> &'static str {
        "The browser did not allow copying to the clipboard. Select the text and copy it by hand, or allow the \
         clipboard for this page."
    }
}

/// A secret that is in the clipboard, and what will clear it.
struct Owed {
    _until: Timeout,
    _listeners: Vec<Listener>,
}

thread_local! {
    /// What is to be cleared; the page's own, so that it outlives a lock.
    static OWED: RefCell<Option<Owed>> = const { RefCell::new(None) };
}

/// Copies text that may stay in the clipboard.
pub async fn copy(text: &str) -> Result<(), NotCopied> {
    write(text).await?;
    // It has taken the place of a secret, if there was one.
    OWED.take();
    Ok(())
}

/// Copies a secret and clears it after a minute. A secret copied before is replaced by it.
pub async fn copy_secret(secret: &str) -> Result<(), NotCopied> {
    copy_secret_for(secret, SECRET_STAYS).await
}

/// Copies a secret and clears it after so many milliseconds.
pub async fn copy_secret_for(secret: &str, milliseconds: u32) -> Result<(), NotCopied> {
    write(secret).await?;
    let until = Timeout::new(milliseconds, due);
    OWED.replace(Some(Owed { _until: until, _listeners: listen(&REPLACED, settle) }));
    Ok(())
}

/// Whether a secret of ours may still be in the clipboard.
pub fn holds_secret() -> bool {
    OWED.with_borrow(Option::is_some)
}

/// Clears a secret now, or at the next chance: for a person who asks for it.
pub fn clear_secret() {
    if holds_secret() {
        due();
    }
}

/// The time has come: from now on every chance is taken.
fn due() {
    let mut listeners = listen(&REPLACED, settle);
    listeners.extend(listen(&CHANCES, clear));
    // The old timer may be the one that called; it is let go in a turn of its own.
    let fresh = Owed { _until: Timeout::new(0, clear), _listeners: listeners };
    let old = OWED.replace(Some(fresh));
    spawn_local(async move { drop(old) });
}

fn clear() {
    spawn_local(async {
        if holds_secret() && write("").await.is_ok() {
            OWED.take();
        }
    });
}

/// The clipboard holds something else by now.
fn settle() {
    spawn_local(async {
        OWED.take();
    });
}

fn listen(kinds: &[&'static str], act: fn()) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let target: &EventTarget = &window;
    kinds.iter().filter_map(|kind| Listener::new(target, kind, move |_| act())).collect()
}

async fn write(text: &str) -> Result<(), NotCopied> {
    let clipboard = clipboard().ok_or(NotCopied)?;
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(|_| NotCopied)
}

/// Nothing on plain http, where browsers have none.
fn clipboard() -> Option<Clipboard> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    (!clipboard.is_undefined() && !clipboard.is_null()).then(|| clipboard.unchecked_into())
}
