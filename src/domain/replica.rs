//! What of a space leaves its Region (REG-1..3): nothing but the few fields that navigation and sign-up need, and those
//! within one partition only.
//!
//! [`of`] computes the replica of a partition from the state, field by field: what is not written here is in no replica,
//! whatever the state grows.

use super::{
    State,
    account::AccountId,
    id::{PersonId, ProjectId, SpaceId},
    identity::{Person, SignUp},
    role::Role,
    space::{Space, names},
};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Regions that share identities and nothing with others (REG-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Partition {
    /// The commercial Regions.
    #[serde(rename = "aws")]
    Aws,
    /// China.
    #[serde(rename = "aws-cn")]
    China,
    /// The Regions of the government of the United States.
    #[serde(rename = "aws-us-gov")]
    GovCloud,
}

impl Partition {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Aws, Self::China, Self::GovCloud];

    /// The partition in which Builder IDs are made: that of every Region a space can be asked for here.
    pub const SIGN_UP: Self = Self::Aws;

    /// As ARNs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::China => "aws-cn",
            Self::GovCloud => "aws-us-gov",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Aws => "Commercial Regions",
            Self::China => "China Regions",
            Self::GovCloud => "GovCloud (US) Regions",
        }
    }

    /// The partition that a Region belongs to. One that is in none of the three, or no Region at all, has none: what
    /// lies there is in no replica.
    pub fn of(region: &str) -> Option<Self> {
        let mut parts = region.split('-');
        let area = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let (number, place) = rest.split_last()?;
        let is_region = area.len() == 2
            && area.bytes().all(|byte| byte.is_ascii_lowercase())
            && !place.is_empty()
            && place.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit());
        match (area, place) {
            _ if !is_region => None,
            ("cn", _) => Some(Self::China),
            ("us", ["gov", _]) => Some(Self::GovCloud),
            // The isolated partitions (us-iso, us-isob, eu-isoe) know nothing of this service.
            (_, [first, ..]) if first.starts_with("iso") => None,
            (_, [_]) => Some(Self::Aws),
            _ => None,
        }
    }
}

/// Everything that is replicated to all Regions of one partition (REG-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replica {
    /// Which.
    pub partition: Partition,
    /// Spaces whose Region lies in it.
    pub spaces: Vec<SpaceEntry>,
    /// Sign-ups made in it.
    pub sign_ups: Vec<SignUpEntry>,
}

/// What is replicated of a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpaceEntry {
    /// The keyed hash of its name, hexadecimal: tells whether a name is taken, and no name.
    pub name_hash: String,
    /// Its id.
    pub space_id: SpaceId,
    /// What navigation across spaces needs.
    pub navigation: Navigation,
    /// Where it lies.
    pub region: String,
    /// Ids of its projects.
    pub project_ids: Vec<ProjectId>,
    /// Who holds which role, by ids.
    pub roles: Vec<RoleEntry>,
}

/// What navigation across spaces needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigation {
    /// The page's path, made of the id alone.
    pub path: String,
}

/// One role of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEntry {
    /// Which role.
    pub role_id: Role,
    /// In which project; none for a role in the space itself.
    pub project_id: Option<ProjectId>,
    /// Whose, if the identity was made in this partition.
    pub builder_id: Option<PersonId>,
}

/// What is replicated of a sign-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignUpEntry {
    /// The Builder ID.
    pub builder_id: PersonId,
    /// The display name.
    pub display_name: String,
    /// The alias, once chosen.
    pub alias: Option<String>,
    /// The e-mail address.
    pub email: String,
    /// How far the sign-up got.
    pub progress: Progress,
    /// The billing account of the space that was made with the sign-up.
    pub billing_account_id: Option<String>,
}

/// How far a sign-up got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// The address was given.
    EmailGiven,
    /// The name was given and a code sent.
    CodeSent,
    /// The code matched.
    EmailVerified,
    /// The terms were accepted.
    TermsAccepted,
    /// An alias was chosen.
    Completed,
}

/// The replica of a partition.
pub fn of(state: &State, partition: Partition) -> Replica {
    let spaces = state.spaces.values().filter(|space| Partition::of(&space.region) == Some(partition));
    let spaces = spaces.map(|space| space_entry(state, space, partition)).collect();
    let mut sign_ups = Vec::new();
    if partition == Partition::SIGN_UP {
        // A federated identity never signed up here: its provider holds what is known of it.
        sign_ups.extend(state.people.values().filter(|person| !person.federated).map(|person| joined(state, person)));
        sign_ups.extend(state.sign_up.as_ref().map(under_way));
    }
    Replica { partition, spaces, sign_ups }
}

impl Replica {
    /// As text, for reading, copying and keeping.
    pub fn to_json(&self) -> String {
        // Strings, lists and options alone: writing them cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Whether nothing at all is replicated in this partition.
    pub fn is_empty(&self) -> bool {
        self.spaces.is_empty() && self.sign_ups.is_empty()
    }
}

fn space_entry(state: &State, space: &Space, partition: Partition) -> SpaceEntry {
    let known = |person: &PersonId| {
        let signed_up = state.people.get(person).is_some_and(|person| !person.federated);
        (partition == Partition::SIGN_UP && signed_up).then_some(*person)
    };
    let of_space = space.members.values().map(|member| RoleEntry {
        role_id: member.role,
        project_id: None,
        builder_id: known(&member.person),
    });
    let of_projects = space.projects.values().flat_map(|project| {
        project.roles.iter().map(|(person, role)| RoleEntry {
            role_id: *role,
            project_id: Some(project.id),
            builder_id: known(person),
        })
    });
    SpaceEntry {
        name_hash: names::hash(&state.name_key, &space.name).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        }),
        space_id: space.id,
        navigation: Navigation { path: format!("/spaces/{}", space.id) },
        region: space.region.clone(),
        project_ids: space.projects.keys().copied().collect(),
        roles: of_space.chain(of_projects).collect(),
    }
}

fn joined(state: &State, person: &Person) -> SignUpEntry {
    SignUpEntry {
        builder_id: person.id,
        display_name: person.full_name.clone(),
        alias: Some(person.alias.clone()),
        email: person.email.clone(),
        progress: Progress::Completed,
        billing_account_id: made_with_sign_up(state, person.id).map(|account| account.to_string()),
    }
}

/// The billing account of the space that a sign-up ended with: the person's own first one, before which they belonged to
/// none.
fn made_with_sign_up(state: &State, person: PersonId) -> Option<AccountId> {
    let first = state
        .spaces
        .values()
        .filter_map(|space| Some((space.members.get(&person)?.since, space)))
        .min_by_key(|(since, space)| (*since, space.id))?
        .1;
    first.billing_account.filter(|_| first.creator() == Some(person))
}

fn under_way(sign_up: &SignUp) -> SignUpEntry {
    let progress = match sign_up {
        SignUp { accepted: true, .. } => Progress::TermsAccepted,
        SignUp { verified: true, .. } => Progress::EmailVerified,
        SignUp { code: Some(_), .. } => Progress::CodeSent,
        _ => Progress::EmailGiven,
    };
    SignUpEntry {
        builder_id: sign_up.person,
        display_name: sign_up.full_name.clone(),
        alias: None,
        email: sign_up.email.clone(),
        progress,
        billing_account_id: None,
    }
}

/// What of a space stays in its Region (REG-1), counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stays {
    /// Its Region.
    pub region: String,
    /// The partition of that, if it has one.
    pub partition: Option<Partition>,
    /// Projects, with their names, descriptions, labels and repositories.
    pub projects: usize,
    /// Issues.
    pub issues: usize,
    /// Comments.
    pub comments: usize,
    /// Lines of activity.
    pub activity: usize,
}

/// Counts what stays in the Region of a space.
pub fn stays(space: &Space) -> Stays {
    let issues = || space.projects.values().flat_map(|project| project.issues.by_number.values());
    Stays {
        region: space.region.clone(),
        partition: Partition::of(&space.region),
        projects: space.projects.len(),
        issues: issues().count(),
        comments: issues().map(|issue| issue.comments.len()).sum(),
        activity: space.feed.len(),
    }
}
