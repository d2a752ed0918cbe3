//! Single sign-on: the wizard, applications, and syncs (ORG-1..4, SSO-1..9, APP-1..2, TEM-2, TEM-3, SPC-10, ID-8).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

#[path = "../support/mod.rs"]
mod support;

mod cloud;
mod desk;
mod follow;
mod read;
mod teams;
mod wizard;
