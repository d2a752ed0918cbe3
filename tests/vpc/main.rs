//! VPC connections of a space (VPC-1..4, VPC-6..11).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod added;
mod kept;
#[path = "../support/mod.rs"]
mod support;
