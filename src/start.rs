//! Where the page begins.

use crate::pages::App;
use leptos::prelude::*;

/// Mounts the console in a window. In a worker, which runs the same wasm, it does nothing: there the page asks for the
/// work by `serve_worker`.
pub fn start() {
    console_error_panic_hook::set_once();
    if web_sys::window().is_some() {
        mount_to_body(App);
    }
}
