//! `CodeCommit` repositories (CCM-1..6).

mod create;
mod detail;
mod list;

pub use self::{detail::RepositoryPage, list::RepositoriesPage};
