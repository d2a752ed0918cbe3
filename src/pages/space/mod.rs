//! Spaces: the list with what can be imported, asking for one, one with its faces, its account connections.

mod ask;
mod create;
mod delete;
mod departed;
mod describe;
mod import;
mod list;
mod overview;
mod pending;
mod projects;
pub mod shared;

pub use self::{
    create::{CreateSpacePage, RequestSpace},
    delete::DeleteSpacePage,
    departed::lead_away,
    describe::Describe,
    list::SpacesPage,
    overview::SpacePage,
};
