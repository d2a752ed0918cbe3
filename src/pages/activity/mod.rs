//! The activity feed of a space or of one of its projects: every change, who made it and when (AUD-1).

mod export;
mod feed;
mod kind;
mod line;
mod sieve;

pub use self::{feed::Feed, line::RecentActivity};
