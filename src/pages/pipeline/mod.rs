//! Pipelines of cloud accounts (PIP-1..5).

mod detail;
mod found;
mod list;
mod private;

pub use self::{detail::PipelinePage, list::PipelinesPage};
