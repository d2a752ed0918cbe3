//! What an administrator does to the instance of a sample account, and signing in from it (ORG-1..4).

use super::{
    Command, Event, IdentityCenter, IdentitySource, Instance, Profile, Status,
    people::{Aliases, person},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Refusal, State,
    account::AccountId,
    application, gate,
    id::{GroupId, PersonId},
    identity,
    organization::editable,
    text,
    text::field,
};
use std::{collections::BTreeSet, fmt::Write as _};

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &mut Facts<'_>) -> Events {
    gate::person(state, actor)?;
    match command {
        Command::Admit { account, user } => return admit(state, account, user, facts),
        Command::SignIn => return sign_in(state, actor),
        _ => {}
    }
    let account = editable(state)?;
    if let Command::Enable = command {
        return enable(state, account, facts);
    }
    let center = own(state, account)?;
    match command {
        Command::DeleteInstance { successor } => {
            let mut events = application::end_with_store(state, account, actor, successor, facts)?;
            events.push(Event::Gone { account }.into());
            return Ok(events);
        }
        Command::DeleteStore { successor } => {
            store(center)?;
            let mut events = application::end_with_store(state, account, actor, successor, facts)?;
            let instance = Instance { store: None, source: None, ..center.instance.clone() };
            events.push(Event::Known { instance }.into());
            return Ok(events);
        }
        _ => {}
    }
    let store = store(center)?;
    match command {
        Command::Connect { source } => connect(center, source),
        Command::Disconnect => {
            if center.instance.source.is_none() {
                return Err(refuse("ORG-3", "No identity source is connected, so there is nothing to disconnect."));
            }
            Ok(vec![Event::Known { instance: Instance { source: None, ..center.instance.clone() } }.into()])
        }
        Command::AddUser { user_name, full_name, email } => {
            add_user(center, store, &user_name, &full_name, &email, facts)
        }
        Command::ChangeUser { user, full_name, email, enabled } => {
            change_user(center, user, &full_name, &email, enabled)
        }
        Command::DeleteUser { user } => {
            known_user(center, user)?;
            Ok(vec![Event::UsersGone { account, users: vec![user] }.into()])
        }
        Command::AddGroup { name, description } => {
            let name = free_group_name(center, &name, None)?;
            let description = text::description(&description)?;
            let group = super::Group { id: fresh_id(facts), name, description };
            Ok(vec![Event::GroupsKnown { account, groups: vec![group] }.into()])
        }
        Command::RenameGroup { group, name } => {
            let known = known_group(center, group)?;
            let name = free_group_name(center, &name, Some(group))?;
            if known.name == name {
                return Err(refuse("ORG-1", "The group has this name already, so there is nothing to save."));
            }
            Ok(vec![Event::GroupsKnown { account, groups: vec![super::Group { name, ..known.clone() }] }.into()])
        }
        Command::DeleteGroup { group } => {
            known_group(center, group)?;
            Ok(vec![Event::GroupsGone { account, groups: vec![group] }.into()])
        }
        Command::SetMembers { group, users } => set_members(center, group, users),
        // Decided above.
        Command::Enable
        | Command::DeleteInstance { .. }
        | Command::DeleteStore { .. }
        | Command::Admit { .. }
        | Command::SignIn => Ok(Vec::new()),
    }
}

fn refuse(rule: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::new(rule, message)
}

fn own(state: &State, account: AccountId) -> Result<&IdentityCenter, Refusal> {
    state
        .identity_center(account)
        .ok_or_else(|| refuse("ORG-1", "Identity Center is not enabled in this account. Enable it first."))
}

fn store(center: &IdentityCenter) -> Result<&str, Refusal> {
    center.instance.store.as_deref().ok_or_else(|| {
        refuse(
            "ORG-4",
            "The identity store of this instance was deleted, and no other can be put in its place. Delete the instance and enable a new one.",
        )
    })
}

fn enable(state: &State, account: AccountId, facts: &mut Facts<'_>) -> Events {
    if let Some(known) = state.identity_center(account) {
        return Err(refuse(
            "ORG-2",
            format!(
                "Identity Center is enabled in this account already, in {}. An account has one instance, and it belongs to one Region.",
                known.instance.region
            ),
        ));
    }
    let Some(session) = state.cloud else { return Err(gate::gone("account")) };
    let hex = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    };
    let instance = Instance {
        account,
        arn: format!("arn:aws:sso:::instance/ssoins-{}", hex(&facts.bytes::<8>())),
        name: String::new(),
        region: session.region.code().to_owned(),
        status: Status::Active,
        store: Some(format!("d-{}", hex(&facts.bytes::<5>()))),
        source: None,
    };
    Ok(vec![Event::Known { instance }.into()])
}

fn connect(center: &IdentityCenter, source: IdentitySource) -> Events {
    if let Some(connected) = &center.instance.source {
        return Err(refuse(
            "ORG-3",
            format!(
                "{} is connected, and one identity source can be connected at a time. Disconnect it first.",
                connected.label()
            ),
        ));
    }
    let source = match source {
        IdentitySource::Directory => IdentitySource::Directory,
        IdentitySource::ActiveDirectory(name) => {
            IdentitySource::ActiveDirectory(text::cloud_name(&name, field::SOURCE_NAME)?)
        }
        IdentitySource::Saml(name) => IdentitySource::Saml(text::cloud_name(&name, field::SOURCE_NAME)?),
    };
    Ok(vec![Event::Known { instance: Instance { source: Some(source), ..center.instance.clone() } }.into()])
}

/// An id as identity stores give: a UUID.
fn fresh_id(facts: &mut Facts<'_>) -> String {
    uuid::Builder::from_random_bytes(facts.bytes()).into_uuid().to_string()
}

fn add_user(
    center: &IdentityCenter,
    _store: &str,
    user_name: &str,
    full_name: &str,
    email: &str,
    facts: &mut Facts<'_>,
) -> Events {
    let user_name = text::cloud_name(user_name, field::USER_NAME)?;
    if center.users.values().any(|user| user.profile.user_name.eq_ignore_ascii_case(&user_name)) {
        return Err(
            refuse("ORG-1", "A user of this store has this user name already. Choose another.").at(field::USER_NAME)
        );
    }
    let full_name = text::cloud_name(full_name, field::FULL_NAME)?;
    let email = text::email(email, field::EMAIL)?;
    let issuer = match &center.instance.source {
        Some(IdentitySource::Saml(name)) => name.clone(),
        _ => String::new(),
    };
    let profile = Profile { id: fresh_id(facts), user_name, full_name, email, enabled: true, issuer };
    Ok(vec![Event::UsersKnown { account: center.instance.account, users: vec![profile] }.into()])
}

fn change_user(center: &IdentityCenter, user: PersonId, full_name: &str, email: &str, enabled: bool) -> Events {
    let known = known_user(center, user)?;
    let full_name = text::cloud_name(full_name, field::FULL_NAME)?;
    let email = text::email(email, field::EMAIL)?;
    let profile = Profile { full_name, email, enabled, ..known.profile.clone() };
    if profile == known.profile {
        return Err(refuse("ORG-1", "The user is like this already, so there is nothing to save."));
    }
    Ok(vec![Event::UsersKnown { account: center.instance.account, users: vec![profile] }.into()])
}

fn set_members(center: &IdentityCenter, group: GroupId, users: Vec<PersonId>) -> Events {
    known_group(center, group)?;
    let wanted: BTreeSet<PersonId> = users.into_iter().collect();
    for user in &wanted {
        known_user(center, *user)?;
    }
    let is_in = |user: &PersonId| center.users.get(user).is_some_and(|user| user.groups.contains(&group));
    let added: Vec<PersonId> = wanted.iter().filter(|user| !is_in(user)).copied().collect();
    let removed: Vec<PersonId> =
        center.users.keys().filter(|user| is_in(user) && !wanted.contains(user)).copied().collect();
    if added.is_empty() && removed.is_empty() {
        return Err(refuse("ORG-1", "The group has these users already, so there is nothing to save."));
    }
    Ok(vec![Event::MembersSet { account: center.instance.account, group, added, removed }.into()])
}

fn known_user(center: &IdentityCenter, user: PersonId) -> Result<&super::User, Refusal> {
    center.users.get(&user).ok_or_else(|| {
        refuse("ORG-1", "This user is not in the identity store any more. Somebody may have deleted them.")
    })
}

fn known_group(center: &IdentityCenter, group: GroupId) -> Result<&super::Group, Refusal> {
    center.groups.get(&group).ok_or_else(|| {
        refuse("ORG-1", "This group is not in the identity store any more. Somebody may have deleted it.")
    })
}

fn free_group_name(center: &IdentityCenter, name: &str, own: Option<GroupId>) -> Result<String, Refusal> {
    let name = text::cloud_name(name, field::GROUP_NAME)?;
    let taken = |(id, group): (&GroupId, &super::Group)| Some(*id) != own && group.name.eq_ignore_ascii_case(&name);
    if center.groups.iter().any(taken) {
        return Err(
            refuse("ORG-1", "A group of this store has this name already. Choose another.").at(field::GROUP_NAME)
        );
    }
    Ok(name)
}

/// Takes a user in as a person, so that one can act as them and show that they can sign in.
fn admit(state: &State, account: AccountId, user: PersonId, facts: &Facts<'_>) -> Events {
    let center = own(state, account)?;
    let known = known_user(center, user)?;
    let mut aliases = Aliases::of(&state.people);
    match person(user, &known.profile, state.people.get(&user), &mut aliases, facts.now) {
        Some(person) => Ok(vec![identity::Event::Federated { people: vec![person] }.into()]),
        None => Err(refuse("ID-8", "This user is known here already.")),
    }
}

/// What a sign-in through the portal needs: an instance that serves, a user who is not disabled and is in a group.
fn sign_in(state: &State, actor: Option<PersonId>) -> Events {
    let person = gate::person(state, actor)?;
    let center = state.center_of(person.id).ok_or_else(|| {
        refuse(
            "ID-8",
            "You do not come from an identity source that is known here, so there is nothing to sign in to. Act as the user whose sign-in is to be shown.",
        )
    })?;
    can_sign_in(center, person.id)?;
    Ok(vec![Event::SignedIn { account: center.instance.account, user: person.id }.into()])
}

/// Whether a user can sign in at all, or why not.
pub(in crate::domain) fn can_sign_in(center: &IdentityCenter, user: PersonId) -> Result<(), Refusal> {
    let known = known_user(center, user)?;
    let name = &known.profile.full_name;
    if !center.serves() {
        return Err(refuse(
            "ORG-1",
            "Nobody can sign in through this Identity Center: it is not active, or no identity source is connected. Connect one first.",
        )
        .mended_at(Mend::IdentityCenter));
    }
    if !known.profile.enabled {
        return Err(refuse(
            "SSO-1",
            format!(
                "{name} is disabled in Identity Center and cannot sign in. Enable the user there, or choose another."
            ),
        )
        .mended_at(Mend::IdentityCenter));
    }
    if known.groups.is_empty() {
        return Err(refuse(
            "SSO-1",
            format!("{name} is in no group, so no application lets them in. Put them into a group first."),
        )
        .mended_at(Mend::IdentityCenter));
    }
    Ok(())
}
