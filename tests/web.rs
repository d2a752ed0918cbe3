//! The console's parts that need a browser, inside headless Chromium:
//! `cargo test --target wasm32-unknown-unknown --test web` with CHROMEDRIVER set.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test may stop, and names itself"
)]

#[path = "web/clipboard.rs"]
mod clipboard;
#[path = "web/files.rs"]
mod files;
#[path = "web/idle.rs"]
mod idle;
#[path = "web/local.rs"]
mod local;
#[path = "web/page.rs"]
mod page;
#[path = "web/session.rs"]
mod session;
#[path = "web/tabs.rs"]
mod tabs;
#[path = "web/wal.rs"]
mod wal;
#[path = "web/worker.rs"]
mod worker;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
