//! The console's pages, one folder an area.

#[cfg(debug_assertions)]
pub mod gallery;
