//! The seven roles of a space and its projects.

use serde::{Deserialize, Serialize};

/// A role. The first three are held in a space, the other four in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Role {
    /// Full power in the space and every project of it.
    SpaceAdministrator,
    /// Helps to run the space; no project by itself.
    PowerUser,
    /// What accepting a project invitation gives in the space.
    LimitedAccess,
    /// Full power in one project.
    ProjectAdministrator,
    /// Works on a project.
    Contributor,
    /// Reviews, writes issues, runs nothing.
    Reviewer,
    /// Looks.
    ReadOnly,
}

impl Role {
    /// All roles, in the order of the table's columns.
    pub const ALL: [Self; 7] = [
        Self::SpaceAdministrator,
        Self::PowerUser,
        Self::LimitedAccess,
        Self::ProjectAdministrator,
        Self::Contributor,
        Self::Reviewer,
        Self::ReadOnly,
    ];

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SpaceAdministrator => "Space administrator",
            Self::PowerUser => "Power user",
            Self::LimitedAccess => "Limited access",
            Self::ProjectAdministrator => "Project administrator",
            Self::Contributor => "Contributor",
            Self::Reviewer => "Reviewer",
            Self::ReadOnly => "Read only",
        }
    }

    /// Whether the role is held in the space itself, not in a project.
    pub const fn is_space_role(self) -> bool {
        (self as u8) < Self::ProjectAdministrator as u8
    }
}
