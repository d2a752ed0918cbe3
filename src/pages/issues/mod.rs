//! The pages of issues: board, backlog, all issues, archived ones, one issue, import and export (ISS-1..7).
//!
//! Moving between faces, and opening an issue beside them, builds nothing anew: the pages take signals.

#![allow(
    clippy::large_types_passed_by_value,
    reason = "a desk is a bundle of signal handles; being Copy is what lets closures keep it"
)]

mod act;
mod board;
mod bulk;
mod create;
mod desk;
mod detail;
mod drop;
mod editor;
mod export;
mod finder;
mod import;
mod memory;
mod names;
mod offers;
mod page;
mod pick;
mod rows;
mod table;
mod toolbar;

pub use import::ImportIssuesPage;
pub use memory::Memory;
pub use page::{IssuePage, IssuesPage};
