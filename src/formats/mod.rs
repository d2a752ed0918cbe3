//! Readers and writers of what other programs make. Pure: bytes in, values out, no panic on any input.
//!
//! [`detect::recognise`] says what a dropped file is, by its shape; [`issues::Reader`] reads issues step by step;
//! [`aws_codecatalyst`] reads what `aws codecatalyst …` prints, [`aws_cli`] what other commands of the AWS CLI print; [`issues::export`] writes issues for other programs,
//! [`cloud_trail`] and [`activity`] the logs, [`access`] who can do what.

pub mod access;
pub mod activity;
pub mod aws_cli;
pub mod aws_codecatalyst;
pub mod billing_plan;
pub mod bundle;
pub mod cloud_trail;
pub mod decode;
pub mod detect;
pub mod gzip;
pub mod iam_policy;
pub mod invitations;
pub mod issues;
pub mod json;
mod sniff;
pub mod unreadable;
pub mod when;

pub use detect::{Kind, Recognised, check_size, recognise};
pub use unreadable::Unreadable;
