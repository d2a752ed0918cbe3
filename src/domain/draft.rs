//! Half-filled forms: where one belongs, and what was typed into it (VLT-14).
//!
//! Drafts are no part of the state: nothing happened yet. They are sealed beside the journal and reach no export. A
//! secret is never a field of a draft.

use super::{
    State, Timestamp,
    account::AccountId,
    event::Scope,
    id::{CommentId, ProjectId, SpaceId},
    sensitive::secret_in,
};
use core::fmt;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// The form byte of a key and of a draft. Whoever changes their shape raises it; what is older is then forgotten.
const FORM: u8 = 1;

/// So many bytes of all fields together are kept as a draft.
pub const DRAFT_MAX: usize = 1_000_000;

/// Which form, and of what. Stored: variants are only added at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DraftKey {
    /// Asking for a space.
    CreateSpace,
    /// The description of a space.
    DescribeSpace(SpaceId),
    /// A project from scratch.
    CreateProject(SpaceId),
    /// The description of a project.
    DescribeProject(SpaceId, ProjectId),
    /// A new issue.
    CreateIssue(SpaceId, ProjectId),
    /// The title of an issue.
    IssueTitle(SpaceId, ProjectId, u32),
    /// The description of an issue.
    IssueDescription(SpaceId, ProjectId, u32),
    /// A task on its way into an issue's checklist.
    AddTask(SpaceId, ProjectId, u32),
    /// A new comment on an issue.
    Comment(SpaceId, ProjectId, u32),
    /// A comment that is being changed.
    EditComment(SpaceId, ProjectId, u32, CommentId),
    /// Whom to invite, to a space or to a project of it.
    Invite(SpaceId, Option<ProjectId>),
    /// A new team.
    CreateTeam(SpaceId),
    /// The wizard that sets up single sign-on.
    SetUpSso,
    /// Another account for a space.
    AssociateAccount(SpaceId),
    /// An existing role on its way to an account connection.
    AccountRole(SpaceId, AccountId),
    /// The tags of an account connection.
    AccountTags(SpaceId, AccountId),
}

impl DraftKey {
    /// Whose key seals the draft: a space's drafts go with the space (VLT-12).
    pub const fn scope(self) -> Scope {
        match self.place() {
            Some((space, _)) => Scope::Space(space),
            None => Scope::Vault,
        }
    }

    /// The space and the project that it is about.
    pub const fn place(self) -> Option<(SpaceId, Option<ProjectId>)> {
        match self {
            Self::CreateSpace | Self::SetUpSso => None,
            Self::DescribeSpace(space)
            | Self::CreateProject(space)
            | Self::CreateTeam(space)
            | Self::AssociateAccount(space)
            | Self::AccountRole(space, _)
            | Self::AccountTags(space, _) => Some((space, None)),
            Self::Invite(space, project) => Some((space, project)),
            Self::DescribeProject(space, project)
            | Self::CreateIssue(space, project)
            | Self::IssueTitle(space, project, _)
            | Self::IssueDescription(space, project, _)
            | Self::AddTask(space, project, _)
            | Self::Comment(space, project, _)
            | Self::EditComment(space, project, ..) => Some((space, Some(project))),
        }
    }

    /// The issue that it is about.
    pub const fn issue(self) -> Option<u32> {
        match self {
            Self::IssueTitle(.., number)
            | Self::IssueDescription(.., number)
            | Self::AddTask(.., number)
            | Self::Comment(.., number)
            | Self::EditComment(.., number, _) => Some(number),
            Self::CreateSpace
            | Self::DescribeSpace(_)
            | Self::CreateProject(_)
            | Self::DescribeProject(..)
            | Self::CreateIssue(..)
            | Self::Invite(..)
            | Self::CreateTeam(_)
            | Self::AssociateAccount(_)
            | Self::AccountRole(..)
            | Self::AccountTags(..)
            | Self::SetUpSso => None,
        }
    }

    /// Whether what it is about is there. A draft whose space, project or issue went away goes too.
    pub fn has_place(self, state: &State) -> bool {
        let Some((space, project)) = self.place() else { return true };
        let Some(project) = project else { return state.space(space).is_some() };
        let Some(project) = state.project(space, project) else { return false };
        self.issue().is_none_or(|number| project.issues.get(number).is_some())
    }

    /// Where it comes from, in words: `New issue in Kiln`, `Comment on #12 in Kiln`.
    pub fn words(self, state: &State) -> String {
        let what = match self {
            Self::CreateSpace => "New space".to_owned(),
            Self::DescribeSpace(_) | Self::DescribeProject(..) => "Description".to_owned(),
            Self::CreateProject(_) => "New project".to_owned(),
            Self::CreateTeam(_) => "New team".to_owned(),
            Self::SetUpSso => "Setting up SSO".to_owned(),
            Self::AssociateAccount(_) => "New AWS account".to_owned(),
            Self::AccountRole(_, account) => format!("IAM role for {account}"),
            Self::AccountTags(_, account) => format!("Tags of {account}"),
            Self::CreateIssue(..) => "New issue".to_owned(),
            Self::IssueTitle(.., number) => format!("Title of #{number}"),
            Self::IssueDescription(.., number) => format!("Description of #{number}"),
            Self::AddTask(.., number) => format!("New task of #{number}"),
            Self::Comment(.., number) => format!("Comment on #{number}"),
            Self::EditComment(.., number, _) => format!("Changed comment on #{number}"),
            Self::Invite(..) => "Invitation".to_owned(),
        };
        let name = self.place().and_then(|(space, project)| match project {
            None => state.space(space).map(|space| space.name.as_str()),
            Some(project) => state.project(space, project).map(|project| project.name.as_str()),
        });
        match (self, name) {
            (Self::DescribeSpace(_) | Self::DescribeProject(..), Some(name)) => format!("{what} of {name}"),
            (Self::Invite(..), Some(name)) => format!("{what} to {name}"),
            (_, Some(name)) => format!("{what} in {name}"),
            (_, None) => what,
        }
    }

    /// The key as an address beside the journal.
    pub fn to_bytes(self) -> Vec<u8> {
        // Writing into memory cannot fail; were it to, the lone form byte would be nobody's address.
        postcard::to_extend(&self, vec![FORM]).unwrap_or_else(|_| vec![FORM])
    }

    /// Reads [`Self::to_bytes`]; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        read(bytes)
    }
}

/// What was typed into a form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was typed.
    pub at: Timestamp,
    /// What the form held before anything was typed, see [`fingerprint`].
    pub base: u64,
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({} fields, <redacted>)", self.fields.len())
    }
}

impl Zeroize for Draft {
    fn zeroize(&mut self) {
        for (_, text) in &mut self.fields {
            text.zeroize();
        }
        self.fields.clear();
    }
}

impl Draft {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// Whether it is short enough to be kept.
    pub fn fits(&self) -> bool {
        self.fields.iter().map(|(_, text)| text.len()).sum::<usize>() <= DRAFT_MAX
    }

    /// Whether something in it looks like a secret (DPR-1), which is not kept even sealed.
    pub fn holds_secret(&self) -> bool {
        self.fields.iter().any(|(_, text)| secret_in(text).is_some())
    }

    /// The draft as bytes, to be sealed.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(postcard::to_extend(self, vec![FORM]).unwrap_or_else(|_| vec![FORM]))
    }

    /// Reads [`Self::to_bytes`]; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        read(bytes)
    }
}

fn read<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes.strip_prefix(&[FORM])?) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// Tells one content of a form from another (FNV-1a, 64 bits): a draft of a text that somebody changed meanwhile says so
/// before it takes its place.
pub fn fingerprint<'a>(values: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for value in values {
        for byte in value.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
