//! The activity feed: every change as an entry of who, what and when (AUD-1), chained by hash (AUD-3).

mod canonical;
mod outside;
mod sentence;

pub use canonical::canonical_json;
pub use outside::{SOURCE, id_of};

use super::{
    Record, Timestamp,
    account::AccountId,
    billing::Metered,
    chain::Chain,
    id::{PersonId, ProjectId},
    issue::{Estimation, Priority, StatusId},
    role::Role,
    sensitive,
    space::{Space, Tier, Users},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The feed of a space, oldest first.
pub type Feed = Chain<Entry>;

/// One line of the feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what was read from elsewhere.
    pub actor: Option<PersonId>,
    /// In which project, if in one.
    pub project: Option<ProjectId>,
    /// What.
    pub deed: Deed,
}

/// What was done. Small on purpose: texts that are kept elsewhere are not kept again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    /// The space was created.
    SpaceCreated,
    /// The space was read from an import.
    SpaceImported,
    /// Its description was changed.
    SpaceDescribed,
    /// An account was connected.
    AccountConnected(AccountId),
    /// An account became the billing account.
    BillingAccountSet(AccountId),
    /// A person became a member or their role changed.
    MemberJoined(PersonId, Role),
    /// A person got a project role.
    ProjectRoleGiven(PersonId, Role),
    /// A project was created.
    ProjectCreated,
    /// A project was read from an import.
    ProjectImported,
    /// A project's description was changed.
    ProjectDescribed,
    /// An issue was created.
    IssueCreated(u32),
    /// An issue's status changed: number, from, to.
    IssueMoved(u32, StatusId, StatusId),
    /// An issue's priority changed: number, from, to.
    IssuePrioritised(u32, Priority, Priority),
    /// Other fields of an issue changed: number and the fields' names.
    IssueEdited(u32, Vec<String>),
    /// An issue was archived.
    IssueArchived(u32),
    /// An issue was restored.
    IssueRestored(u32),
    /// A comment was written on an issue.
    IssueCommented(u32),
    /// Issues were imported: how many, from what kind of file.
    IssuesImported(u32, String),
    /// Repositories were read from an import: how many.
    RepositoriesRead(u32),
    /// Dev Environments were read from an import: how many.
    DevEnvironmentsRead(u32),
    /// An event of the service's own log, read from `list-event-logs`.
    Logged(Logged),
    /// How a project shows estimates was set.
    EstimationSet(Estimation),
    /// The billing tier was read from an import.
    TierRead(Tier),
    /// The Region was read from an import, which an earlier one did not tell.
    RegionRead,
    /// The acting person left the space.
    MemberLeft,
    /// A person was removed from the space.
    MemberRemoved(PersonId),
    /// A person has no role in the project any more.
    ProjectRoleTaken(PersonId),
    /// Somebody was invited: the address, and the role.
    Invited(String, Role),
    /// An invitation was sent again: the address.
    InvitationSent(String),
    /// An invitation was cancelled: the address.
    InvitationCancelled(String),
    /// The acting person accepted an invitation.
    InvitationAccepted,
    /// What looks sensitive was kept on purpose.
    SensitiveKept(Vec<sensitive::Item>),
    /// What was kept on purpose is pointed out again.
    SensitivePointedOut(Vec<sensitive::Item>),
    /// A team was made: its name.
    TeamCreated(String),
    /// A team got another name: the former, the new one.
    TeamRenamed(String, String),
    /// A team was deleted: its name.
    TeamDeleted(String),
    /// People came into a team: its name, how many, and who if it is one alone.
    TeamMembersAdded(String, u32, Option<PersonId>),
    /// People are in a team no more: its name, how many, and who if it is one alone.
    TeamMembersRemoved(String, u32, Option<PersonId>),
    /// A team has this role, in the space or in the project of the line, or none.
    TeamRoleSet(String, Option<Role>),
    /// Where the users of the space come from was set.
    UsersSet(Users),
    /// A VPC connection was added: its name.
    VpcConnectionAdded(String),
    /// A VPC connection was edited: its name.
    VpcConnectionEdited(String),
    /// A VPC connection was removed: its name.
    VpcConnectionRemoved(String),
    /// The default VPC connection was set: its name, or none.
    VpcDefaultSet(Option<String>),
    /// Members follow the groups of an identity store: who came, who went, whose groups are others.
    Followed(Vec<PersonId>, Vec<PersonId>, Vec<PersonId>),
    /// Generative AI features were turned on or off, and how much running work that stopped.
    AssistantSet(bool, u32),
    /// An issue was given to the assistant.
    AssistantAssigned(u32),
    /// An issue was taken back from the assistant.
    AssistantTakenBack(u32),
    /// An account allows the space paid tiers, or no more.
    PaidTiersSet(AccountId, bool),
    /// The space has this billing tier.
    TierSet(Tier),
    /// This billing tier waits for the next billing cycle, or none any more.
    TierPending(Option<Tier>),
    /// What the tiers include was entered.
    PlanSet,
    /// How much is used of this was entered.
    UsageNoted(Metered),
    /// Another account was asked for.
    AccountAsked(AccountId),
    /// A role was added to the connection of an account: the role's name.
    AccountRoleAdded(AccountId, String),
    /// A role was taken off the connection of an account: the role's name.
    AccountRoleRemoved(AccountId, String),
    /// The tags of the connection of an account were set.
    AccountTagged(AccountId),
    /// So many projects may use the connection of an account, or all.
    AccountRestricted(AccountId, Option<u32>),
    /// The connection of an account was removed.
    AccountRemoved(AccountId),
    /// What the tiers cost was entered.
    PricesSet,
}

/// An item of `list-event-logs` (reference 1.1), as far as the feed shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// Its id there; an item is taken in once.
    pub id: String,
    /// Such as `createProject`.
    pub name: String,
    /// Such as `manage`.
    pub source: String,
    /// The user's name or principal.
    pub user: String,
    /// Whether it failed, and with which code.
    pub error: Option<String>,
}

impl Space {
    /// Writes a line into the space's feed.
    pub(super) fn log(&mut self, record: &Record, project: Option<ProjectId>, deed: Deed) {
        Arc::make_mut(&mut self.feed).push(Entry { at: record.at, actor: record.actor, project, deed });
    }
}
