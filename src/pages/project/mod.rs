//! Projects: making one, its overview, its settings.

mod create;
mod known;
mod overview;
mod settings;

pub use self::{create::CreateProjectPage, overview::ProjectPage, settings::ProjectSettingsPage};
