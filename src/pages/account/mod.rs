//! Account connections of a space: which accounts, their roles, tags and projects (ACC-1..7, TAG-1).

mod associate;
mod detail;
mod page;
mod projects;
mod remove;
mod role;
mod roles;
mod tags;

pub use self::{page::AccountsPage, remove::RemoveConnection, role::Document, tags::ManageTags};
