//! IAM policies: what they say, whom and what they match, and whether they allow an action (ACC-3, TAG-2, VPC-3, VPC-4, CCM-2).
//!
//! The grammar and the order of evaluation are those of the IAM User Guide (policy grammar, policy evaluation logic). What a
//! policy leaves to a value that is not given is answered with [`Truth::Depends`], never guessed. `formats::iam_policy` reads
//! documents; nothing here knows JSON.

pub mod condition;
mod context;
mod evaluate;
mod matching;
mod pattern;
mod policy;
mod principal;
pub mod trust;
mod truth;

pub use context::{Context, Known};
pub use evaluate::{Attached, Decision, Kind, Request, ResourceRule, Verdict, evaluate};
pub use matching::{Miss, Reading};
pub use pattern::{action_matches, resource_matches, text_matches};
pub use policy::{Condition, Effect, Place, Policy, PrincipalPattern, Principals, Selection, Statement, Version};
pub use principal::Principal;
pub use truth::Truth;
