//! A QR code, drawn as one path.

use core::fmt::Write;
use leptos::prelude::*;
use qrcodegen::{QrCode as Symbol, QrCodeEcc};

/// Blank modules around the symbol, as ISO/IEC 18004 asks for.
const QUIET: i32 = 4;

/// A text as a QR code; a sentence when it is too long for one.
#[component]
pub(super) fn QrCode(
    /// What it holds.
    text: String,
    /// What it is, for screen readers.
    label: &'static str,
) -> impl IntoView {
    match Symbol::encode_text(&text, QrCodeEcc::Medium) {
        Ok(symbol) => {
            let size = symbol.size() + 2 * QUIET;
            view! {
                <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {size} {size}") shape-rendering="crispEdges">
                    <path d=path(&symbol) />
                </svg>
            }
            .into_any()
        }
        Err(_) => view! { <p>"This does not fit into a picture. Type the key instead."</p> }.into_any(),
    }
}

/// The dark modules, row by row.
fn path(symbol: &Symbol) -> String {
    let mut path = String::new();
    for y in 0..symbol.size() {
        for x in (0..symbol.size()).filter(|x| symbol.get_module(*x, y)) {
            // Writing into memory does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}
