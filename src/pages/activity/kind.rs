//! What a line of the feed is about, as the filter offers it.

use crate::{components::Icon, domain::activity::Deed};

/// The kinds of deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The space and its accounts.
    Space,
    /// Who may do what.
    Members,
    /// Projects and their settings.
    Projects,
    /// Issues.
    Issues,
    /// What was read from files.
    Imports,
    /// The service's own log.
    Log,
}

impl Kind {
    /// All, in the order of the choice.
    pub const ALL: [Self; 6] = [Self::Space, Self::Members, Self::Projects, Self::Issues, Self::Imports, Self::Log];

    /// The kind of a deed.
    pub const fn of(deed: &Deed) -> Self {
        match deed {
            Deed::SpaceCreated
            | Deed::SpaceDescribed
            | Deed::AccountConnected(_)
            | Deed::BillingAccountSet(_)
            | Deed::SensitiveKept(_)
            | Deed::SensitivePointedOut(_)
            | Deed::VpcConnectionAdded(_)
            | Deed::VpcConnectionEdited(_)
            | Deed::VpcConnectionRemoved(_)
            | Deed::AssistantSet(..)
            | Deed::VpcDefaultSet(_)
            | Deed::PaidTiersSet(..)
            | Deed::TierSet(_)
            | Deed::TierPending(_)
            | Deed::PlanSet
            | Deed::PricesSet
            | Deed::UsageNoted(_)
            | Deed::AccountAsked(_)
            | Deed::AccountRoleAdded(..)
            | Deed::AccountRoleRemoved(..)
            | Deed::AccountTagged(_)
            | Deed::AccountRestricted(..)
            | Deed::AccountRemoved(_) => Self::Space,
            Deed::MemberJoined(..)
            | Deed::ProjectRoleGiven(..)
            | Deed::MemberLeft
            | Deed::MemberRemoved(_)
            | Deed::ProjectRoleTaken(_)
            | Deed::Invited(..)
            | Deed::InvitationSent(_)
            | Deed::InvitationCancelled(_)
            | Deed::InvitationAccepted
            | Deed::TeamCreated(_)
            | Deed::TeamRenamed(..)
            | Deed::TeamDeleted(_)
            | Deed::TeamMembersAdded(..)
            | Deed::TeamMembersRemoved(..)
            | Deed::TeamRoleSet(..)
            | Deed::UsersSet(_)
            | Deed::Followed(..) => Self::Members,
            Deed::ProjectCreated | Deed::ProjectDescribed | Deed::EstimationSet(_) => Self::Projects,
            Deed::IssueCreated(_)
            | Deed::IssueMoved(..)
            | Deed::IssuePrioritised(..)
            | Deed::IssueEdited(..)
            | Deed::IssueArchived(_)
            | Deed::IssueRestored(_)
            | Deed::IssueCommented(_)
            | Deed::AssistantAssigned(_)
            | Deed::AssistantTakenBack(_) => Self::Issues,
            Deed::SpaceImported
            | Deed::ProjectImported
            | Deed::IssuesImported(..)
            | Deed::RepositoriesRead(_)
            | Deed::DevEnvironmentsRead(_)
            | Deed::TierRead(_)
            | Deed::RegionRead => Self::Imports,
            Deed::Logged(_) => Self::Log,
        }
    }

    /// As the choice shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Space => "Space and accounts",
            Self::Members => "Members and roles",
            Self::Projects => "Projects",
            Self::Issues => "Issues",
            Self::Imports => "Imports",
            Self::Log => "Service log",
        }
    }

    /// The value of the choice.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Members => "members",
            Self::Projects => "projects",
            Self::Issues => "issues",
            Self::Imports => "imports",
            Self::Log => "log",
        }
    }

    /// The picture beside a line.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Space => Icon::Space,
            Self::Members => Icon::People,
            Self::Projects => Icon::Project,
            Self::Issues => Icon::Issue,
            Self::Imports => Icon::Import,
            Self::Log => Icon::List,
        }
    }
}

/// The issue a deed is about.
pub(super) const fn issue_of(deed: &Deed) -> Option<u32> {
    match deed {
        Deed::IssueCreated(number)
        | Deed::IssueMoved(number, ..)
        | Deed::IssuePrioritised(number, ..)
        | Deed::IssueEdited(number, _)
        | Deed::IssueArchived(number)
        | Deed::IssueRestored(number)
        | Deed::IssueCommented(number) => Some(*number),
        _ => None,
    }
}
