//! As whom the cloud side is signed in, and whether they have administrative permissions in the account (TRB-1).

use crate::domain::{
    Mend, Refusal, State, iam,
    iam::Decision,
    id::SpaceId,
    key::{Caller, Site},
};
use serde::{Deserialize, Serialize};

/// As whom of the account the cloud side's pages are signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignedInAs {
    /// Its root user, whom every account has and who may do everything there.
    #[default]
    Root,
    /// An IAM user, by name.
    User(String),
    /// A role, by name.
    Role(String),
}

/// What administering connections and billing of an account takes (reference 6.9), as the service's own policy for full access
/// gives it.
pub const ADMINISTRATION: [&str; 7] = [
    "codecatalyst:AcceptConnection",
    "codecatalyst:GetConnection",
    "codecatalyst:ListConnections",
    "codecatalyst:DeleteConnection",
    "codecatalyst:AssociateIamRoleToConnection",
    "codecatalyst:GetBillingAuthorization",
    "codecatalyst:PutBillingAuthorization",
];

impl core::fmt::Display for SignedInAs {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Root => f.write_str("the root user"),
            Self::User(name) => write!(f, "the user {name}"),
            Self::Role(name) => write!(f, "the role {name}"),
        }
    }
}

/// Everybody of the account signed in to whom one can be signed in as: the root user, then who is known of its IAM.
pub fn identities(state: &State) -> Vec<SignedInAs> {
    let Some(session) = state.cloud else { return Vec::new() };
    let mut all = vec![SignedInAs::Root];
    if let Some(known) = state.cloud_account(session.account) {
        all.extend(known.iam.users.keys().map(|name| SignedInAs::User(name.clone())));
        all.extend(known.iam.roles.keys().map(|name| SignedInAs::Role(name.clone())));
    }
    all
}

/// The actions of administration that who is signed in may not do, each with why; none when they may do all.
///
/// What a policy says only for some values counts as lacking: nobody could tell that the action would succeed.
pub fn lacking(state: &State) -> Result<Vec<(&'static str, String)>, Refusal> {
    let (Some(site), Some(session)) = (Site::signed_in(state), state.cloud) else {
        return Err(Refusal::new("TRB-1", "Nobody is signed in on the cloud side.").mended_at(Mend::CloudSpaces));
    };
    let caller = match &state.signed_in_as {
        // Nothing but a service control policy limits the root user, and those are not known here.
        SignedInAs::Root => return Ok(Vec::new()),
        SignedInAs::User(name) => Caller::User(name.clone()),
        SignedInAs::Role(name) => Caller::Role(name.clone()),
    };
    let resolved = match caller.resolve(state, &site) {
        Ok(resolved) => resolved,
        Err(refusal) => {
            return Ok(ADMINISTRATION.into_iter().map(|action| (action, refusal.message.clone())).collect());
        }
    };
    let resource =
        format!("arn:aws:codecatalyst:{}:{}:/connections/{}", session.region.code(), session.account, any().0);
    let answer = |action: &'static str| {
        let (decision, why) = resolved.says(action, &resource, iam::Context::new());
        (decision != Decision::Allowed).then_some((action, why))
    };
    Ok(ADMINISTRATION.into_iter().filter_map(answer).collect())
}

/// Stands for the id of any connection.
fn any() -> SpaceId {
    SpaceId::from_random([0; 16])
}

/// Refuses who has no administrative permissions in the account signed in to (TRB-1).
pub fn administers(state: &State) -> Result<(), Refusal> {
    let lacking = lacking(state)?;
    let Some((first, _)) = lacking.first() else { return Ok(()) };
    let more = match lacking.len() {
        1 => String::new(),
        many => format!(" and {} more", many - 1),
    };
    Err(Refusal::new(
        "TRB-1",
        format!(
            "This needs administrative permissions in the account, and {} lacks {first}{more}. Sign in as somebody who has them, or ask the account’s administrator.",
            state.signed_in_as
        ),
    )
    .mended_at(Mend::CloudSpaces))
}
