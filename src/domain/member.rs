//! Members of a space and of its projects: invitations, roles, removal, and the last administrator (MBR-1..11).

mod apply;
mod decide;
mod each;
mod follow;
mod invitation;
mod invite;
mod leave;
mod profile;
mod query;
mod role;
mod search;

pub use apply::apply;
pub use decide::{decide, members_by_hand};
pub(in crate::domain) use decide::{keeps_an_administrator, to_change};
pub use each::{EACH, rows};
pub(in crate::domain) use follow::{end_invitations, lead};
pub use invitation::{A_PERSON_A_DAY, AN_ADDRESS_A_DAY, CodeHash, Ended, GOOD_FOR, Invitation, Standing};
pub use profile::Profile;
pub use query::ProjectMembers;
pub use search::{Search, never_signed_in};

use super::{
    Timestamp,
    id::{GroupId, InvitationId, PersonId, ProjectId, SpaceId, TeamId},
    role::Role,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A person's membership in a space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// One of the three space roles.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
    /// The teams they are in (TEM-1).
    pub teams: BTreeSet<TeamId>,
}

/// What can be asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Gives a member a role in place of their former one; a member of the space may get their first role in a project
    /// this way (MBR-6). Who is no member is invited.
    SetRole {
        /// In which space.
        space: SpaceId,
        /// In which project; `None` for the role in the space itself.
        project: Option<ProjectId>,
        /// Whom.
        person: PersonId,
        /// A space role or a project role, as the place asks for.
        role: Role,
    },
    /// Removes a member, with all their project roles (MBR-8). Oneself: leaving.
    Remove {
        /// From which space.
        space: SpaceId,
        /// From one project alone; `None` for the space.
        project: Option<ProjectId>,
        /// Whom.
        person: PersonId,
    },
    /// Invites somebody by e-mail (MBR-1).
    Invite {
        /// To which space.
        space: SpaceId,
        /// To a project of it; `None` for the space itself.
        project: Option<ProjectId>,
        /// Whom.
        email: String,
        /// Space administrator or Power user; to a project, a project role.
        role: Role,
    },
    /// Sends an invitation again, with a new code and for another 24 hours.
    Resend {
        /// Of which space.
        space: SpaceId,
        /// Which.
        invitation: InvitationId,
    },
    /// Takes an invitation back.
    Cancel {
        /// Of which space.
        space: SpaceId,
        /// Which.
        invitation: InvitationId,
    },
    /// The acting person accepts the invitation that a code belongs to (MBR-2).
    Accept {
        /// The code as pasted.
        code: String,
    },
    /// Several of the others at once: what the rules refuse is left out, and [`rows`] tells which (MBR-11).
    Each {
        /// In their order; none of them may be several again.
        wishes: Vec<Command>,
    },
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A code is a secret, and addresses are nobody's business in a log.
        f.write_str(match self {
            Self::SetRole { .. } => "SetRole",
            Self::Remove { .. } => "Remove",
            Self::Invite { .. } => "Invite",
            Self::Resend { .. } => "Resend",
            Self::Cancel { .. } => "Cancel",
            Self::Accept { .. } => "Accept",
            Self::Each { .. } => "Each",
        })
    }
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A person became a member of a space, or their space role changed.
    Joined {
        /// Which space.
        space: SpaceId,
        /// Who.
        person: PersonId,
        /// A space role.
        role: Role,
    },
    /// A person got a role in a project, or it changed.
    ProjectRoleGiven {
        /// Which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// Who.
        person: PersonId,
        /// A project role.
        role: Role,
    },
    /// A person is no member of a space any more; their project roles went too (MBR-8).
    Left {
        /// Which space.
        space: SpaceId,
        /// Who.
        person: PersonId,
    },
    /// A person has no role in a project any more.
    ProjectRoleTaken {
        /// Which space.
        space: SpaceId,
        /// Which project.
        project: ProjectId,
        /// Who.
        person: PersonId,
    },
    /// Somebody was invited.
    Invited {
        /// To which space, or a project of it.
        space: SpaceId,
        /// The invitation.
        invitation: Invitation,
    },
    /// An invitation was sent again; the old code stopped working.
    InvitationSent {
        /// Of which space.
        space: SpaceId,
        /// Which.
        invitation: InvitationId,
        /// The code that counts from now on.
        code: CodeHash,
        /// By whom.
        by: PersonId,
    },
    /// An invitation came to its end.
    InvitationEnded {
        /// Of which space.
        space: SpaceId,
        /// Which.
        invitation: InvitationId,
        /// How.
        how: Ended,
    },
    /// Invitations of which nothing came long ago are kept no longer.
    InvitationsForgotten {
        /// Of which space.
        space: SpaceId,
        /// Which.
        invitations: Vec<InvitationId>,
    },
    /// Members follow the groups of an identity store: they came, went, or are in other groups (SSO-4). Who came has
    /// Limited access.
    Followed {
        /// In which space.
        space: SpaceId,
        /// Who came, with their groups.
        joined: Vec<(PersonId, Vec<GroupId>)>,
        /// Who is a member no more.
        left: Vec<PersonId>,
        /// Whose groups are others now.
        moved: Vec<(PersonId, Vec<GroupId>)>,
    },
}

impl Event {
    /// The space it belongs to.
    pub fn space(&self) -> SpaceId {
        match self {
            Self::Joined { space, .. }
            | Self::ProjectRoleGiven { space, .. }
            | Self::Left { space, .. }
            | Self::ProjectRoleTaken { space, .. }
            | Self::Invited { space, .. }
            | Self::InvitationSent { space, .. }
            | Self::InvitationEnded { space, .. }
            | Self::InvitationsForgotten { space, .. }
            | Self::Followed { space, .. } => *space,
        }
    }
}
