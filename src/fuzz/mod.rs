//! Every reader of bytes from outside, as a function of any bytes that must come to an end, with what has to hold.
//!
//! `make fuzz` runs each for a while under libFuzzer (tests/fuzz); the native tests run each over its corpus there. Not
//! only does nothing panic: what reads is written back equal, and nothing is larger than it may be. Only built for tests
//! and with the feature `fuzz`; no release holds it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what does not hold has to stop the fuzzer"
)]

mod domain;
mod formats;

use crate::vault::fuzz as vault;

/// A target: its name, which is that of its corpus and of its file in tests/fuzz/targets, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("vault_sealed", vault::sealed),
    ("vault_packed", vault::packed),
    ("vault_squeezed", vault::squeezed),
    ("vault_envelope", vault::envelope),
    ("vault_head", vault::head),
    ("vault_record", vault::record),
    ("vault_run", vault::run),
    ("vault_logged", vault::logged),
    ("vault_file", vault::file),
    ("vault_file_summed", vault::file_summed),
    ("vault_opening", vault::opening),
    ("domain_events", domain::events),
    ("domain_segments", domain::segments),
    ("domain_sensitive", domain::sensitive),
    ("domain_sealed", domain::sealed),
    ("domain_iam", domain::iam),
    ("formats_issues", formats::issues),
    ("formats_table", formats::table),
    ("formats_gzip", formats::gzip),
    ("formats_codecatalyst", formats::codecatalyst),
    ("formats_iam_policy", formats::iam_policy),
    ("formats_aws_cli", formats::aws_cli),
    ("formats_bundle", formats::bundle),
    ("formats_billing_plan", formats::billing_plan),
];

/// Runs a target by its name.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of this name");
    target(bytes);
}

/// Cuts bytes into pieces, each behind its length as a byte; what is left over is the last.
pub(crate) fn pieces(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut all = Vec::new();
    while let Some((len, rest)) = bytes.split_first() {
        // The longest length stands for four times as much, so that a text of some size fits.
        let len = if *len == u8::MAX { 1024 } else { usize::from(*len) };
        let (piece, rest) = rest.split_at(len.min(rest.len()));
        all.push(piece);
        bytes = rest;
    }
    all
}

#[cfg(test)]
mod seeds;
#[cfg(test)]
mod tests;
