//! Managing connections: another account, roles, tags, projects, removal (ACC-1..7, TAG-1).

use super::{
    AccountId, Event, RoleWish, Side, administers,
    tie::{Asked, RoleKind, SUPPORT, development_name, role_of_arn},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, PersonId, ProjectId, Refusal, Role, SpaceId, State, base32,
    gate::{self, Place},
    iam::trust::SERVICES,
    space::Space,
    text,
    text::field,
    vpc,
};
use crate::formats::iam_policy::trusted_services;
use std::collections::{BTreeMap, BTreeSet};
use subtle::ConstantTimeEq;

/// Most tags of a connection, as of other AWS resources (reference 6.8).
pub const TAGS_MAX: usize = 50;
/// Most IAM roles of a connection.
pub const ROLES_MAX: usize = 100;

/// The space of a connection that is to be changed: from the space's settings by whom the permission table names (ACC-2), from the
/// cloud side by whoever is signed in there to the account and the space's Region with administrative permissions (TRB-1).
fn managed(
    state: &State,
    actor: Option<PersonId>,
    from: Side,
    permission: Permission,
    (space, account): (SpaceId, AccountId),
) -> Result<&Space, Refusal> {
    match from {
        Side::Space => drop(gate::ask(state, actor, permission, Place::Space(space))?),
        Side::Cloud => drop(gate::person(state, actor)?),
    }
    let found = state.space(space).ok_or_else(|| gate::gone("space"))?;
    let signed_in = state.cloud.is_some_and(|cloud| cloud.account == account && cloud.region.code() == found.region);
    if from == Side::Cloud && !signed_in {
        let message = format!(
            "The cloud side is not signed in to {account} in {}. Sign in there, then do this again.",
            found.region
        );
        return Err(Refusal::new("ACC-2", message).mended_at(Mend::CloudSpaces));
    }
    if from == Side::Cloud {
        administers(state)?;
    }
    if found.connections.contains_key(&account) {
        Ok(found)
    } else {
        Err(Refusal::new("ACC-1", format!("The account {account} is not connected to this space."))
            .mended_at(Mend::Accounts(space)))
    }
}

/// Asks for another account: answers with a token for the cloud side (ACC-1).
pub(super) fn associate(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    account: &str,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let by = gate::ask(state, actor, Permission::AssociateAnAWSAccountConnectionWithTheSpace, Place::Space(space))?;
    let account = text::account(account)?;
    let found = state.space(space).ok_or_else(|| gate::gone("space"))?;
    let refuse = |why: &str| Err(Refusal::new("ACC-1", format!("{account} {why}")).at(field::ACCOUNT));
    if found.connections.contains_key(&account) {
        return refuse("is connected to this space already.");
    }
    if found.ties.asked.contains_key(&account) {
        return refuse("was asked for already. Verify it in AWS with its token, or withdraw that first.");
    }
    let asked = Asked { by, at: facts.now, token: base32::grouped(&facts.bytes::<20>(), '-') };
    Ok(vec![Event::Asked { space, account, asked }.into()])
}

/// Gives an asking up; its token stops working.
pub(super) fn withdraw(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    account: AccountId,
) -> Result<Vec<DomainEvent>, Refusal> {
    gate::ask(state, actor, Permission::AssociateAnAWSAccountConnectionWithTheSpace, Place::Space(space))?;
    let waits = state.space(space).is_some_and(|found| found.ties.asked.contains_key(&account));
    if waits {
        Ok(vec![Event::AskEnded { space, account }.into()])
    } else {
        Err(Refusal::new("ACC-1", format!("{account} does not wait to be verified any more.")))
    }
}

/// The asking that a pasted token belongs to. Every token is compared whole and in constant time.
pub(super) fn asked_of_token(state: &State, typed: &str) -> Option<(SpaceId, AccountId)> {
    let typed = text::token(typed);
    let mut found = None;
    for space in state.spaces.values() {
        for (account, asked) in &space.ties.asked {
            if bool::from(text::token(&asked.token).as_bytes().ct_eq(typed.as_bytes())) {
                found = Some((space.id, *account));
            }
        }
    }
    found
}

/// Adds an IAM role to a connection (ACC-3).
pub(super) fn add_role(
    state: &State,
    actor: Option<PersonId>,
    (space, account): (SpaceId, AccountId),
    wish: RoleWish,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let permission = Permission::UpdateAnAWSAccountConnection;
    let found = managed(state, actor, Side::Space, permission, (space, account))?;
    let tie = found.tie(account);
    let refuse = |why: String| Err(Refusal::new("ACC-3", why).at(field::ROLE_ARN));
    if tie.roles.len() >= ROLES_MAX {
        return refuse(format!("A connection has at most {ROLES_MAX} roles here. Remove one first."));
    }
    let arn_of = |name: &str| format!("arn:aws:iam::{account}:role/{name}");
    let (arn, kind) = match wish {
        RoleWish::Development => {
            if tie.roles.values().any(|kind| *kind == RoleKind::Development) {
                return refuse(
                    "This connection has its development role already: there is one for each space and account."
                        .to_owned(),
                );
            }
            (arn_of(&development_name(&found.name)), RoleKind::Development)
        }
        RoleWish::Support => {
            let tail: String = base32::grouped(&facts.bytes::<4>(), '-').replace('-', "").to_ascii_lowercase();
            (arn_of(&format!("{SUPPORT}{tail}")), RoleKind::Support)
        }
        RoleWish::Existing { arn } => (existing(state, account, arn.trim())?, RoleKind::Existing),
    };
    if tie.roles.contains_key(&arn) {
        return refuse("This role is on the connection already.".to_owned());
    }
    Ok(vec![Event::RoleAdded { space, account, arn, kind }.into()])
}

/// The ARN of a role that the account has already. Where the account's roles are known here, it has to be among them, with a trust
/// policy that lets the service in.
fn existing(state: &State, account: AccountId, arn: &str) -> Result<String, Refusal> {
    let refuse = |why: String| Err(Refusal::new("ACC-3", why).at(field::ROLE_ARN));
    let Some((owner, name)) = role_of_arn(arn) else {
        return refuse(format!("Give the ARN of a role, such as arn:aws:iam::{account}:role/Build."));
    };
    if owner != account {
        return refuse(format!(
            "This role belongs to {owner}. A connection of {account} takes roles of {account} only."
        ));
    }
    let iam = state.cloud_account(account).map(|known| &known.iam).filter(|iam| !iam.roles.is_empty());
    let Some(iam) = iam else { return Ok(arn.to_owned()) };
    let Some(role) = iam.roles.get(name).filter(|role| role.arn == arn) else {
        return refuse(format!(
            "The account {account} has no role with this ARN, as far as it was imported. Check it, or import the roles again."
        ));
    };
    match role.trust.as_deref().and_then(trusted_services) {
        Some(trusted) if !SERVICES.iter().any(|service| trusted.contains(*service)) => refuse(format!(
            "The trust policy of {name} does not let CodeCatalyst assume it: it names neither {} nor {}. Change the trust policy in IAM and import the roles again.",
            SERVICES[0], SERVICES[1]
        )),
        _ => Ok(arn.to_owned()),
    }
}

/// Takes a role off a connection. The role itself stays in the account.
pub(super) fn remove_role(
    state: &State,
    actor: Option<PersonId>,
    (space, account): (SpaceId, AccountId),
    arn: String,
) -> Result<Vec<DomainEvent>, Refusal> {
    let permission = Permission::UpdateAnAWSAccountConnection;
    let found = managed(state, actor, Side::Space, permission, (space, account))?;
    if found.tie(account).roles.contains_key(&arn) {
        Ok(vec![Event::RoleRemoved { space, account, arn }.into()])
    } else {
        Err(Refusal::new("ACC-3", "This role is not on the connection any more."))
    }
}

/// Sets all tags together (TAG-1). Limits as of other AWS resources: 50 tags, keys of 1 to 128 characters, values up to 256, no key
/// that begins with `aws:`, every key once.
pub(super) fn set_tags(
    state: &State,
    actor: Option<PersonId>,
    from: Side,
    (space, account): (SpaceId, AccountId),
    tags: &[(String, String)],
) -> Result<Vec<DomainEvent>, Refusal> {
    let permission = Permission::UpdateAnAWSAccountConnection;
    let found = managed(state, actor, from, permission, (space, account))?;
    let tags = checked_tags(tags)?;
    if tags == found.tie(account).tags {
        return Err(Refusal::new("TAG-1", "The tags are as they were."));
    }
    Ok(vec![Event::TagsSet { space, account, tags }.into()])
}

/// Tags as they are kept, or which one is wrong: the refusal's sentence names it.
pub fn checked_tags(tags: &[(String, String)]) -> Result<BTreeMap<String, String>, Refusal> {
    let refuse = |why: String| Err(Refusal::new("TAG-1", why));
    if tags.len() > TAGS_MAX {
        return refuse(format!("A connection can have {TAGS_MAX} tags at most. These are {}.", tags.len()));
    }
    let mut all = BTreeMap::new();
    for (key, value) in tags {
        let (key, value) = (text::tag_key(key)?, text::tag_value(value)?);
        if all.contains_key(&key) {
            return refuse(format!("The key “{key}” stands twice. A connection has each key once."));
        }
        all.insert(key, value);
    }
    Ok(all)
}

/// Restricts a connection to chosen projects, or opens it to all (ACC-7).
pub(super) fn restrict(
    state: &State,
    actor: Option<PersonId>,
    (space, account): (SpaceId, AccountId),
    projects: Option<Vec<ProjectId>>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let permission = if projects.is_some() {
        Permission::EnableProjectRestrictedAccountConnectionsInTheSpace1
    } else {
        Permission::DisableProjectRestrictedAccountConnectionsInTheSpace2
    };
    let person = gate::ask(state, actor, permission, Place::Space(space))?;
    let found = state.space(space).ok_or_else(|| gate::gone("space"))?;
    let refuse = |why: String| Err(Refusal::new("ACC-7", why));
    if !found.connections.contains_key(&account) {
        return refuse(format!("The account {account} is not connected to this space."));
    }
    let before = found.tie(account).projects;
    let wanted: Option<BTreeSet<ProjectId>> = projects.map(|projects| projects.into_iter().collect());
    if wanted == before {
        return refuse("The projects are as they were.".to_owned());
    }
    if let Some(wanted) = &wanted {
        if wanted.is_empty() {
            return refuse("Choose at least one project, or let all projects use the account.".to_owned());
        }
        if wanted.iter().any(|project| !found.projects.contains_key(project)) {
            return refuse("One of these projects is not in this space any more.".to_owned());
        }
        if let Some(default) = found.vpcs.of_the_space().filter(|default| default.account == account) {
            return refuse(format!(
                "The space's default VPC connection {} belongs to this account, and a default is for all projects. Choose another default first.",
                default.name
            ));
        }
    }
    let administers = gate::roles(state, person, Place::Space(space)).any(|role| role == Role::SpaceAdministrator);
    if !administers {
        // The table's footnotes (1) and (2): for projects that a Power user is in.
        let changed = wanted.iter().chain(&before).flatten().filter(|project| {
            let inside = |set: &Option<BTreeSet<ProjectId>>| set.as_ref().is_none_or(|set| set.contains(project));
            inside(&wanted) != inside(&before) || wanted.is_none() || before.is_none()
        });
        for project in changed {
            if !gate::roles(state, person, Place::Project(space, *project)).any(|role| !role.is_space_role()) {
                let name = found.projects.get(project).map_or("a project", |project| project.name.as_str());
                return refuse(format!(
                    "A Power user may do this for projects they are in, and you are not in {name}. Ask a Space administrator."
                ));
            }
        }
    }
    Ok(vec![Event::ProjectsSet { space, account, projects: wanted }.into()])
}

/// Removes a connection with its roles and its VPC connections (ACC-4, ACC-6).
pub(super) fn remove(
    state: &State,
    actor: Option<PersonId>,
    from: Side,
    (space, account): (SpaceId, AccountId),
    typed: &str,
) -> Result<Vec<DomainEvent>, Refusal> {
    let permission = Permission::DeleteAnAWSAccountConnectionAndRemoveItFromTheSpace;
    let found = managed(state, actor, from, permission, (space, account))?;
    removable(found, account)?;
    if typed.trim() != found.name {
        return Err(Refusal::new("ACC-4", format!("Type {} to confirm.", found.name)));
    }
    let vpcs = found.vpcs.by_id.values().filter(|vpc| vpc.account == account);
    let mut events: Vec<DomainEvent> =
        vpcs.map(|vpc| vpc::Event::Removed { space, connection: vpc.id }.into()).collect();
    events.push(Event::Removed { space, account }.into());
    Ok(events)
}

/// Whether an account is the designated billing account of a space. The one place where connections ask it.
pub fn pays(space: &Space, account: AccountId) -> bool {
    space.billing_account == Some(account)
}

/// Whether a connection may be removed at all: the billing account may not (ACC-4).
pub fn removable(space: &Space, account: AccountId) -> Result<(), Refusal> {
    if !pays(space, account) {
        return Ok(());
    }
    let message = format!(
        "{account} pays for {}, and a space always has an account that pays. Make another connected account the billing account first, then remove this one.",
        space.name
    );
    Err(Refusal::new("ACC-4", message).mended_at(Mend::Billing(space.id)))
}
