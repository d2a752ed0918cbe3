//! The addresses of the console, typed: parsed from and printed to the part of the URL after `#`.
//!
//! The console lives behind the hash, so that every address works, reloads and can be shared under any path of any
//! static host without a line of server configuration, and so that no server ever logs which space was open.
//! Addresses carry opaque ids and never names (VLT-1).

use crate::domain::{
    id::{MessageId, PersonId, ProjectId, RepositoryId, SpaceId, TeamId, VpcConnectionId},
    key::KeyId,
};
use core::fmt;

/// A page of the console with what identifies it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// `/`: the first visit, or wherever the vault's state leads.
    #[default]
    Home,
    /// `/signup`.
    SignUp,
    /// `/sample`: choosing the passphrase of a sample vault.
    Sample,
    /// `/import`: a vault file.
    ImportVault,
    /// `/unlock`.
    Unlock,
    /// `/outbox`.
    Outbox,
    /// `/invitations`, or `/invitations/:m` with the message of the outbox that brought it. Never the code itself.
    Invitation(Option<MessageId>),
    /// `/spaces`.
    Spaces,
    /// `/spaces/new`.
    CreateSpace,
    /// `/spaces/:s` with its tab.
    Space(SpaceId, SpaceTab),
    /// `/spaces/:s/settings/members`.
    Members(SpaceId),
    /// `/spaces/:s/settings/members/:person`.
    Member(SpaceId, PersonId),
    /// `/spaces/:s/settings/access`, for one person or for all.
    Access(SpaceId, Option<PersonId>),
    /// `/spaces/:s/settings/teams`.
    Teams(SpaceId),
    /// `/spaces/:s/settings/teams/:team`.
    Team(SpaceId, TeamId),
    /// `/spaces/:s/settings/vpc`.
    Vpcs(SpaceId),
    /// `/spaces/:s/settings/vpc/new`.
    AddVpc(SpaceId),
    /// `/spaces/:s/settings/vpc/:connection`.
    Vpc(SpaceId, VpcConnectionId),
    /// `/spaces/:s/settings/accounts`.
    Accounts(SpaceId),
    /// `/spaces/:s/settings/ai`.
    Assistant(SpaceId),
    /// `/spaces/:s/settings/billing`.
    Billing(SpaceId),
    /// `/spaces/:s/settings/delete`.
    DeleteSpace(SpaceId),
    /// `/spaces/:s/projects/new`.
    CreateProject(SpaceId),
    /// `/spaces/:s/projects/:p`.
    Project(SpaceId, ProjectId),
    /// `…/issues` in one of its views.
    Issues(SpaceId, ProjectId, IssueView),
    /// `…/issues/:i` beside the view it was opened from; `None` is the full page.
    Issue(SpaceId, ProjectId, u32, Option<IssueView>),
    /// `…/issues/import`.
    ImportIssues(SpaceId, ProjectId),
    /// `…/settings` of a project.
    ProjectSettings(SpaceId, ProjectId),
    /// `/cloud`.
    Cloud,
    /// `/cloud/vpc`.
    CloudVpc,
    /// `/cloud/spaces`.
    CloudSpaces,
    /// `/cloud/keys`.
    Keys,
    /// `/cloud/keys/:key`.
    Key(KeyId),
    /// `/cloud/codecommit`.
    Repositories,
    /// `/cloud/codecommit/:repository`.
    Repository(RepositoryId),
    /// `/cloud/pipelines`.
    Pipelines,
    /// `/cloud/pipelines/:pipeline`, by what stands for its name ([`crate::domain::pipeline::mark`]).
    Pipeline(u64),
    /// `/cloud/organization`.
    Organization,
    /// `/cloud/identity-center`.
    IdentityCenter,
    /// `/cloud/identity-center/set-up`, for one space or for any.
    SetUpSso(Option<SpaceId>),
    /// `/spaces/:s/settings/sso`.
    Sso(SpaceId),
    /// `/cloud/iam`.
    Iam,
    /// `/cloud/trail`, with the entry of a number open beside the list.
    Trail(Option<u64>),
    /// `/me`.
    Me,
    /// `/data-protection`.
    DataProtection,
    /// `/gallery`: every component with its states, in debug builds.
    Gallery,
    /// Anything else.
    NotFound,
}

/// The faces of a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpaceTab {
    /// Projects (SPC-7: what opens first).
    #[default]
    Projects,
    /// Members.
    Members,
    /// Activity.
    Activity,
}

/// The faces of the issues of a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IssueView {
    /// Columns by status.
    #[default]
    Board,
    /// The ordered list of what is not started.
    Backlog,
    /// All issues.
    All,
    /// Archived ones.
    Archived,
}

impl IssueView {
    /// The word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Backlog => "backlog",
            Self::All => "all",
            Self::Archived => "archived",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Board, Self::Backlog, Self::All, Self::Archived].into_iter().find(|view| view.word() == word)
    }
}

impl Route {
    /// Reads an address such as `/spaces/…/projects/…/issues?view=board`, with or without a leading `#`.
    pub fn parse(address: &str) -> Self {
        let address = address.strip_prefix('#').unwrap_or(address);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let view = query.split('&').find_map(|pair| pair.strip_prefix("view=")).and_then(IssueView::parse);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Self::of_parts(&parts, view).unwrap_or(Self::NotFound)
    }

    fn of_parts(parts: &[&str], view: Option<IssueView>) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["signup"] => Self::SignUp,
            ["sample"] => Self::Sample,
            ["import"] => Self::ImportVault,
            ["unlock"] => Self::Unlock,
            ["outbox"] => Self::Outbox,
            ["cloud"] => Self::Cloud,
            ["cloud", "spaces"] => Self::CloudSpaces,
            ["cloud", "vpc"] => Self::CloudVpc,
            ["cloud", "keys"] => Self::Keys,
            ["cloud", "keys", key] => Self::Key(KeyId::parse(key)?),
            ["cloud", "codecommit"] => Self::Repositories,
            ["cloud", "codecommit", repository] => Self::Repository(RepositoryId::parse(repository)?),
            ["cloud", "pipelines"] => Self::Pipelines,
            ["cloud", "pipelines", mark] => Self::Pipeline(u64::from_str_radix(mark, 16).ok()?),
            ["cloud", "organization"] => Self::Organization,
            ["cloud", "identity-center"] => Self::IdentityCenter,
            ["cloud", "identity-center", "set-up"] => Self::SetUpSso(None),
            ["cloud", "identity-center", "set-up", space] => Self::SetUpSso(Some(SpaceId::parse(space)?)),
            ["cloud", "iam"] => Self::Iam,
            ["cloud", "trail"] => Self::Trail(None),
            ["cloud", "trail", number] => Self::Trail(Some(number.parse().ok()?)),
            ["me"] => Self::Me,
            ["data-protection"] => Self::DataProtection,
            ["gallery"] => Self::Gallery,
            ["invitations"] => Self::Invitation(None),
            ["invitations", message] => Self::Invitation(Some(MessageId::parse(message)?)),
            ["spaces"] => Self::Spaces,
            ["spaces", "new"] => Self::CreateSpace,
            ["spaces", space, rest @ ..] => Self::of_space(SpaceId::parse(space)?, rest, view)?,
            _ => return None,
        })
    }

    fn of_space(space: SpaceId, parts: &[&str], view: Option<IssueView>) -> Option<Self> {
        Some(match parts {
            [] => Self::Space(space, SpaceTab::Projects),
            ["members"] => Self::Space(space, SpaceTab::Members),
            ["activity"] => Self::Space(space, SpaceTab::Activity),
            ["settings", "accounts"] => Self::Accounts(space),
            ["settings", "vpc"] => Self::Vpcs(space),
            ["settings", "vpc", "new"] => Self::AddVpc(space),
            ["settings", "vpc", connection] => Self::Vpc(space, VpcConnectionId::parse(connection)?),
            ["settings", "ai"] => Self::Assistant(space),
            ["settings", "billing"] => Self::Billing(space),
            ["settings", "delete"] => Self::DeleteSpace(space),
            ["settings", "members"] => Self::Members(space),
            ["settings", "members", person] => Self::Member(space, PersonId::parse(person)?),
            ["settings", "access"] => Self::Access(space, None),
            ["settings", "access", person] => Self::Access(space, Some(PersonId::parse(person)?)),
            ["settings", "sso"] => Self::Sso(space),
            ["settings", "teams"] => Self::Teams(space),
            ["settings", "teams", team] => Self::Team(space, TeamId::parse(team)?),
            ["projects", "new"] => Self::CreateProject(space),
            ["projects", project, rest @ ..] => {
                let project = ProjectId::parse(project)?;
                match rest {
                    [] => Self::Project(space, project),
                    ["settings"] => Self::ProjectSettings(space, project),
                    ["issues"] => Self::Issues(space, project, view.unwrap_or_default()),
                    ["issues", "import"] => Self::ImportIssues(space, project),
                    ["issues", number] => Self::Issue(space, project, number.parse().ok()?, view),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    /// The link to this page: `#` and the address.
    pub fn href(&self) -> String {
        format!("#{self}")
    }

    /// The space this page belongs to.
    pub fn space(&self) -> Option<SpaceId> {
        match self {
            Self::Space(space, _)
            | Self::Accounts(space)
            | Self::Billing(space)
            | Self::DeleteSpace(space)
            | Self::Assistant(space)
            | Self::Members(space)
            | Self::Member(space, _)
            | Self::Access(space, _)
            | Self::Teams(space)
            | Self::Sso(space)
            | Self::Team(space, _)
            | Self::Vpcs(space)
            | Self::AddVpc(space)
            | Self::Vpc(space, _)
            | Self::CreateProject(space)
            | Self::Project(space, _)
            | Self::Issues(space, ..)
            | Self::Issue(space, ..)
            | Self::ImportIssues(space, _)
            | Self::ProjectSettings(space, _) => Some(*space),
            _ => None,
        }
    }

    /// The project this page belongs to.
    pub fn project(&self) -> Option<(SpaceId, ProjectId)> {
        match self {
            Self::Project(space, project)
            | Self::Issues(space, project, _)
            | Self::Issue(space, project, ..)
            | Self::ImportIssues(space, project)
            | Self::ProjectSettings(space, project) => Some((*space, *project)),
            _ => None,
        }
    }

    /// Whether the page can be shown while no vault is open.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Home | Self::SignUp | Self::Sample | Self::ImportVault | Self::Unlock | Self::Gallery)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => write!(f, "/"),
            Self::SignUp => write!(f, "/signup"),
            Self::Sample => write!(f, "/sample"),
            Self::ImportVault => write!(f, "/import"),
            Self::Unlock => write!(f, "/unlock"),
            Self::Outbox => write!(f, "/outbox"),
            Self::Spaces => write!(f, "/spaces"),
            Self::CreateSpace => write!(f, "/spaces/new"),
            Self::Space(space, SpaceTab::Projects) => write!(f, "/spaces/{space}"),
            Self::Space(space, SpaceTab::Members) => write!(f, "/spaces/{space}/members"),
            Self::Space(space, SpaceTab::Activity) => write!(f, "/spaces/{space}/activity"),
            Self::Invitation(None) => write!(f, "/invitations"),
            Self::Invitation(Some(message)) => write!(f, "/invitations/{message}"),
            Self::Members(space) => write!(f, "/spaces/{space}/settings/members"),
            Self::Member(space, person) => write!(f, "/spaces/{space}/settings/members/{person}"),
            Self::Access(space, None) => write!(f, "/spaces/{space}/settings/access"),
            Self::Access(space, Some(person)) => write!(f, "/spaces/{space}/settings/access/{person}"),
            Self::Teams(space) => write!(f, "/spaces/{space}/settings/teams"),
            Self::Team(space, team) => write!(f, "/spaces/{space}/settings/teams/{team}"),
            Self::Vpcs(space) => write!(f, "/spaces/{space}/settings/vpc"),
            Self::AddVpc(space) => write!(f, "/spaces/{space}/settings/vpc/new"),
            Self::Vpc(space, connection) => write!(f, "/spaces/{space}/settings/vpc/{connection}"),
            Self::Accounts(space) => write!(f, "/spaces/{space}/settings/accounts"),
            Self::Assistant(space) => write!(f, "/spaces/{space}/settings/ai"),
            Self::Billing(space) => write!(f, "/spaces/{space}/settings/billing"),
            Self::DeleteSpace(space) => write!(f, "/spaces/{space}/settings/delete"),
            Self::CreateProject(space) => write!(f, "/spaces/{space}/projects/new"),
            Self::Project(space, project) => write!(f, "/spaces/{space}/projects/{project}"),
            Self::ProjectSettings(space, project) => write!(f, "/spaces/{space}/projects/{project}/settings"),
            Self::Issues(space, project, view) => {
                write!(f, "/spaces/{space}/projects/{project}/issues?view={}", view.word())
            }
            Self::ImportIssues(space, project) => write!(f, "/spaces/{space}/projects/{project}/issues/import"),
            Self::Issue(space, project, number, view) => {
                write!(f, "/spaces/{space}/projects/{project}/issues/{number}")?;
                view.map_or(Ok(()), |view| write!(f, "?view={}", view.word()))
            }
            Self::Cloud => write!(f, "/cloud"),
            Self::CloudSpaces => write!(f, "/cloud/spaces"),
            Self::CloudVpc => write!(f, "/cloud/vpc"),
            Self::Keys => write!(f, "/cloud/keys"),
            Self::Key(key) => write!(f, "/cloud/keys/{key}"),
            Self::Repositories => write!(f, "/cloud/codecommit"),
            Self::Repository(repository) => write!(f, "/cloud/codecommit/{repository}"),
            Self::Pipelines => write!(f, "/cloud/pipelines"),
            Self::Pipeline(mark) => write!(f, "/cloud/pipelines/{mark:016x}"),
            Self::Organization => write!(f, "/cloud/organization"),
            Self::IdentityCenter => write!(f, "/cloud/identity-center"),
            Self::SetUpSso(None) => write!(f, "/cloud/identity-center/set-up"),
            Self::SetUpSso(Some(space)) => write!(f, "/cloud/identity-center/set-up/{space}"),
            Self::Sso(space) => write!(f, "/spaces/{space}/settings/sso"),
            Self::Iam => write!(f, "/cloud/iam"),
            Self::Trail(None) => write!(f, "/cloud/trail"),
            Self::Trail(Some(number)) => write!(f, "/cloud/trail/{number}"),
            Self::Me => write!(f, "/me"),
            Self::DataProtection => write!(f, "/data-protection"),
            Self::Gallery => write!(f, "/gallery"),
            Self::NotFound => write!(f, "/not-found"),
        }
    }
}

/// How far the person at this browser has come; decides where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No vault is kept here.
    NoVault,
    /// A vault is open, but nobody in it has completed sign-up.
    SigningUp,
    /// Somebody has signed up and has no space.
    NoSpace,
    /// Somebody with a space: the one to show first.
    Settled(SpaceId),
}

impl Route {
    /// Where this address leads: `None` when it can be shown as it is, else the page to show instead.
    ///
    /// While the vault is locked nothing is redirected: the unlock form stands in for the page, so that a deep link
    /// still leads to its page afterwards.
    pub fn redirect(&self, standing: Standing) -> Option<Self> {
        if matches!(self, Self::Gallery | Self::NotFound) {
            return None;
        }
        let (stays, instead) = match standing {
            Standing::NoVault => (
                matches!(self, Self::Home | Self::SignUp | Self::Sample | Self::ImportVault | Self::Outbox),
                Self::Home,
            ),
            Standing::SigningUp => (matches!(self, Self::SignUp | Self::Outbox | Self::DataProtection), Self::SignUp),
            Standing::NoSpace => (!matches!(self, Self::Home | Self::Unlock | Self::Sample), Self::SignUp),
            Standing::Settled(space) => (
                !matches!(self, Self::Home | Self::Unlock | Self::SignUp | Self::Sample),
                Self::Space(space, SpaceTab::Projects),
            ),
        };
        (!stays).then_some(instead)
    }
}

#[cfg(test)]
mod tests;
