//! `index.html` as it is written: its policy, its inline script, and the words by which that script knows an address.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

use sha2::{Digest, Sha256};
use spaceward::routes::Route;

const PAGE: &str = include_str!("../index.html");
const HEADERS: &str = include_str!("../src/_headers");

/// Base64 with padding, of RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS.get((group >> (18 - 6 * place) & 63) as usize).expect("six bits");
            text.push(if place <= chunk.len() { char::from(*letter) } else { '=' });
        }
    }
    text
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

#[test]
fn the_policy_names_the_hash_of_the_only_inline_script() {
    let script = between(PAGE, "<script>", "</script>");
    assert_eq!(PAGE.matches("<script").count(), 2, "the inline one, and src/boot.js");
    let hash = base64(&Sha256::digest(script));
    let policy = between(PAGE, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(policy.contains(&format!("'sha256-{hash}'")), "index.html must name 'sha256-{hash}'");
    assert_eq!(policy.matches("'sha256-").count(), 1);
}

#[test]
fn the_policy_opens_nothing_but_what_the_console_needs() {
    let policy = between(PAGE, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    for directive in policy.split(';').map(str::trim) {
        let (name, sources) = directive.split_once(' ').expect("a directive has a value");
        for source in sources.split(' ').filter(|source| !source.starts_with("'sha256-")) {
            let allowed: &[&str] = match name {
                "default-src" | "base-uri" | "form-action" => &["'none'"],
                "script-src" => &["'self'", "'wasm-unsafe-eval'"],
                "img-src" => &["'self'", "data:"],
                "style-src" | "font-src" | "connect-src" | "worker-src" | "manifest-src" => &["'self'"],
                "require-trusted-types-for" => &["'script'"],
                "trusted-types" => &["default"],
                _ => &[],
            };
            assert!(allowed.contains(&source), "{name} {source}");
        }
    }
    assert!(policy.starts_with("default-src 'none'"));
    assert!(
        PAGE.find("http-equiv=\"Content-Security-Policy\"") < PAGE.find("<script"),
        "a policy counts from where it stands"
    );
}

#[test]
fn the_headers_for_hosts_carry_the_same_policy() {
    let policy = between(PAGE, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let header = between(HEADERS, "  Content-Security-Policy: ", "\n");
    assert_eq!(header, format!("{policy}; frame-ancestors 'none'"));
}

#[test]
fn the_markup_has_no_inline_style_or_handler() {
    let markup = PAGE.replace(between(PAGE, "<script>", "</script>"), "");
    assert!(!markup.contains(" style="));
    assert!(!markup.to_lowercase().split_whitespace().any(|word| word.starts_with("on") && word.contains('=')));
}

#[test]
fn every_page_is_known_to_the_redirect_and_every_word_of_it_is_a_page() {
    let lists = between(PAGE, "var alone = [", "];");
    let words: Vec<&str> = lists.split('"').skip(1).step_by(2).collect();
    assert!(words.len() > 8, "{words:?}");
    for word in &words {
        assert_ne!(Route::parse(&format!("/{word}")), Route::NotFound, "{word}");
    }
    for route in [
        Route::SignUp,
        Route::Sample,
        Route::ImportVault,
        Route::Unlock,
        Route::Outbox,
        Route::Spaces,
        Route::CreateSpace,
        Route::Cloud,
        Route::CloudSpaces,
        Route::Me,
        Route::DataProtection,
        Route::Gallery,
    ] {
        let address = route.to_string();
        let first = address.split('/').nth(1).expect("an address begins with a slash");
        assert!(words.contains(&first), "{address} is not in the list of index.html");
    }
}
