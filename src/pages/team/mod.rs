//! Teams of a space: the list, one team with its members and roles, and the teams of a project (TEM-1..3).

mod add;
mod detail;
mod list;
mod project;
mod roles;

pub use self::{detail::TeamPage, list::TeamsPage, project::ProjectTeams};
