//! Readiness of VPCs (VPC-5, V1..V17 of reference 6.10), on the sample account's network broken in single ways.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

#[path = "../support/corpus.rs"]
mod corpus;
mod desk;
mod filters;
mod properties;
mod reading;
mod rules;
mod traffic;
