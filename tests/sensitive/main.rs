//! Sensitive data in what people type: found by form, refused or pointed out, never repeated (DPR-1, DPR-2, ISS-8).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../support/corpus.rs"]
mod beside;
mod corpus;
mod detector;
mod kept;
mod refused;
#[path = "../support/mod.rs"]
mod support;
