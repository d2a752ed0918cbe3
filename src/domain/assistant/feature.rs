//! The features and who has them (AI-2).

use crate::domain::{
    Permission, ProjectId, Refusal, Role, SpaceId, State,
    gate::{self, Place},
    id::PersonId,
    refusal::Mend,
};

/// What the features are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Assign an issue to the assistant.
    AssignIssue,
    /// Have it draft the description of a pull request.
    DescribePullRequest,
    /// Have it summarise the comments on a pull request.
    SummariseComments,
}

impl Feature {
    /// All, as they are listed.
    pub const ALL: [Self; 3] = [Self::AssignIssue, Self::DescribePullRequest, Self::SummariseComments];

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AssignIssue => "Assign an issue to the assistant",
            Self::DescribePullRequest => "Draft the description of a pull request",
            Self::SummariseComments => "Summarise the comments on a pull request",
        }
    }

    /// The permission that gives it. The table has a row for the first; the others come with what they help to do.
    pub const fn permission(self) -> Permission {
        match self {
            Self::AssignIssue => Permission::AssignAnIssueToAmazonQ,
            Self::DescribePullRequest => Permission::CreatePullRequests,
            Self::SummariseComments => Permission::ViewPullRequests,
        }
    }

    /// The roles that have it at once when the features are on.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        self.permission().roles()
    }

    /// Whether a person may use it in a project now: a role of theirs has it, and the features are on.
    pub fn may_use(
        self,
        state: &State,
        actor: Option<PersonId>,
        (space, project): (SpaceId, ProjectId),
    ) -> Result<PersonId, Refusal> {
        let person = gate::ask(state, actor, self.permission(), Place::Project(space, project))?;
        if state.space(space).is_some_and(|space| space.assistant.on) {
            return Ok(person);
        }
        let why =
            "Generative AI features are off in this space. A Space administrator can turn them on in its settings.";
        Err(Refusal::new("AI-2", why).mended_at(Mend::Assistant(space)))
    }
}
