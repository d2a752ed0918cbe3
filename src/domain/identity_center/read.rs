//! What the AWS CLI tells of instances, users, groups and who is in them, brought to what is known.

use super::{Event, Group, IdentityCenter, IdentitySource, Instance, Profile, group_key, person_key};
use crate::domain::{
    Event as DomainEvent, Facts, Record, Refusal, State,
    account::AccountId,
    application,
    id::{GroupId, PersonId},
    organization, text,
    text::field,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one document of the AWS CLI tells of an Identity Center.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// `sso-admin list-instances`, as one account sees it in one Region.
    Instances {
        /// Who asked.
        account: AccountId,
        /// Where.
        region: String,
        /// What is there, owned by that account or by its organization's management account; without its source.
        instances: Vec<Instance>,
    },
    /// `identitystore list-users`.
    Users {
        /// The identity store.
        store: String,
        /// Its users.
        users: Vec<Profile>,
        /// There are no others.
        whole: bool,
    },
    /// `identitystore list-groups`.
    Groups {
        /// The identity store.
        store: String,
        /// Its groups.
        groups: Vec<Group>,
        /// There are no others.
        whole: bool,
    },
    /// `identitystore list-group-memberships`: pairs of a group's id and a user's id.
    Memberships {
        /// The identity store.
        store: String,
        /// Who is where.
        memberships: Vec<(String, String)>,
        /// The groups that are mentioned have nobody else.
        whole: bool,
    },
}

impl Part {
    /// The identity store it is about; none for a list of instances.
    pub fn store(&self) -> Option<&str> {
        match self {
            Self::Instances { .. } => None,
            Self::Users { store, .. } | Self::Groups { store, .. } | Self::Memberships { store, .. } => Some(store),
        }
    }
}

/// How many users, groups or memberships of one store are taken in at once, against a file that no service printed.
const TAKEN_IN: usize = 100_000;

/// What documents of the AWS CLI change, all of them or none; nothing if all of it is known. In which order they come makes no
/// difference.
pub fn take_in_all(
    state: &State,
    actor: Option<PersonId>,
    organizations: &[organization::Part],
    parts: Vec<Part>,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let parts = joined(parts);
    let mut after = state.clone();
    let mut all = Vec::new();
    let mut happen = |after: &mut State, events: Vec<DomainEvent>, at| {
        let record = Record { at, actor, events };
        after.apply(&record);
        all.extend(record.events);
    };
    for part in organizations {
        let events = organization::take_in(&after, part)?;
        happen(&mut after, events, facts.now);
    }
    for part in &parts {
        let events = take_in(&after, actor, part, facts)?;
        happen(&mut after, events, facts.now);
    }
    Ok(all)
}

/// A group's id and a user's id.
type Pairs = Vec<(String, String)>;

/// Pages of one listing as one part, in the order in which parts are taken in. A listing is whole once its last page is there;
/// who is in a group, once the last page that tells of that group is.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut all = Vec::new();
    let mut users: BTreeMap<String, (Vec<Profile>, bool)> = BTreeMap::new();
    let mut groups: BTreeMap<String, (Vec<Group>, bool)> = BTreeMap::new();
    let mut members: BTreeMap<String, Vec<(Pairs, bool)>> = BTreeMap::new();
    for part in parts {
        match part {
            Part::Instances { .. } => all.push(part),
            Part::Users { store, users: page, whole } => {
                let known = users.entry(store).or_default();
                known.0.extend(page);
                known.1 |= whole;
            }
            Part::Groups { store, groups: page, whole } => {
                let known = groups.entry(store).or_default();
                known.0.extend(page);
                known.1 |= whole;
            }
            Part::Memberships { store, memberships, whole } => {
                members.entry(store).or_default().push((memberships, whole));
            }
        }
    }
    all.extend(users.into_iter().map(|(store, (users, whole))| Part::Users { store, users, whole }));
    all.extend(groups.into_iter().map(|(store, (groups, whole))| Part::Groups { store, groups, whole }));
    for (store, pages) in members {
        let told = pages.iter().filter(|(_, whole)| *whole).flat_map(|(pairs, _)| pairs);
        let ended: BTreeSet<String> = told.map(|(group, _)| group.clone()).collect();
        let pairs = pages.into_iter().flat_map(|(pairs, _)| pairs);
        let (whole, begun): (Vec<_>, Vec<_>) = pairs.partition(|(group, _)| ended.contains(group));
        for (memberships, whole) in [(whole, true), (begun, false)] {
            if !memberships.is_empty() {
                all.push(Part::Memberships { store: store.clone(), memberships, whole });
            }
        }
    }
    all
}

/// What goes when all that is known of an account is forgotten: its organization and its instance, and with that the application
/// (ORG-4).
pub(in crate::domain) fn forget(
    state: &State,
    account: AccountId,
    actor: Option<PersonId>,
    facts: &Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let mut events = application::end_with_store(state, account, actor, None, facts)?;
    if state.identity_center(account).is_some() {
        events.push(Event::Gone { account }.into());
    }
    if state.organization_of(account).is_some() {
        events.push(organization::Event::Gone { management: account }.into());
    }
    Ok(events)
}

/// What one document changes. `state` holds what the documents before it told.
fn take_in(
    state: &State,
    actor: Option<PersonId>,
    part: &Part,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let count = match part {
        Part::Instances { instances, .. } => instances.len(),
        Part::Users { users, .. } => users.len(),
        Part::Groups { groups, .. } => groups.len(),
        Part::Memberships { memberships, .. } => memberships.len(),
    };
    if count > TAKEN_IN {
        return Err(refuse(format!("The file holds more than {TAKEN_IN} entries. Nothing was taken in.")));
    }
    match part {
        Part::Instances { account, region, instances } => {
            self::instances(state, actor, (*account, region), instances, facts)
        }
        Part::Users { store, users, whole } => self::users(owner(state, store)?, store, users, *whole),
        Part::Groups { store, groups, whole } => self::groups(owner(state, store)?, store, groups, *whole),
        Part::Memberships { store, memberships, whole } => {
            self::memberships(owner(state, store)?, store, memberships, *whole)
        }
    }
}

fn refuse(message: impl Into<String>) -> Refusal {
    Refusal::new("ORG-1", message).at(field::FILE)
}

fn owner<'a>(state: &'a State, store: &str) -> Result<&'a IdentityCenter, Refusal> {
    state.store(store).ok_or_else(|| {
        refuse(
            "The file tells of an identity store whose instance is not known here. Import what `aws sso-admin list-instances` prints together with it.",
        )
    })
}

fn instances(
    state: &State,
    actor: Option<PersonId>,
    (account, region): (AccountId, &str),
    read: &[Instance],
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let mut events = Vec::new();
    for instance in read {
        text::imported_name(&instance.arn, "an instance")?;
        for part in [&instance.name, &instance.region].into_iter().chain(&instance.store) {
            text::imported_text(part, "an instance", text::IMPORTED_NAME_MAX)?;
        }
        let known = state.identity_center(instance.account).map(|center| &center.instance);
        let same_store = known.filter(|known| known.store == instance.store);
        // No command prints the source: it is told by the users.
        let source = same_store.and_then(|known| known.source.clone());
        if let Some(known) = known
            && same_store.is_none()
            && known.store.is_some()
        {
            events.extend(application::end_with_store(state, instance.account, actor, None, facts)?);
        }
        let instance = Instance { source, ..instance.clone() };
        if known != Some(&instance) {
            events.push(Event::Known { instance }.into());
        }
    }
    let gone = state.identity_center(account).is_some_and(|known| {
        known.instance.region == region && !read.iter().any(|instance| instance.account == account)
    });
    if gone {
        events.extend(application::end_with_store(state, account, actor, None, facts)?);
        events.push(Event::Gone { account }.into());
    }
    Ok(events)
}

fn users(center: &IdentityCenter, store: &str, read: &[Profile], whole: bool) -> Result<Vec<DomainEvent>, Refusal> {
    let account = center.instance.account;
    let mut listed = BTreeSet::new();
    let mut new = Vec::new();
    for profile in read {
        text::imported_name(&profile.id, "a user")?;
        text::imported_name(&profile.user_name, "a user")?;
        for part in [&profile.full_name, &profile.email, &profile.issuer] {
            text::imported_text(part, "a user", text::IMPORTED_TEXT_MAX)?;
        }
        let key = person_key(store, &profile.id);
        if !listed.insert(key) {
            return Err(refuse(format!(
                "The file lists the user “{}” twice. Nothing was taken in.",
                profile.user_name
            )));
        }
        if center.users.get(&key).is_none_or(|known| known.profile != *profile) {
            new.push(profile.clone());
        }
    }
    let gone: Vec<PersonId> =
        if whole { center.users.keys().filter(|key| !listed.contains(key)).copied().collect() } else { Vec::new() };
    let mut events: Vec<DomainEvent> = Vec::new();
    let source = source_of(read).or_else(|| center.instance.source.clone());
    if source != center.instance.source {
        events.push(Event::Known { instance: Instance { source, ..center.instance.clone() } }.into());
    }
    if !gone.is_empty() {
        events.push(Event::UsersGone { account, users: gone }.into());
    }
    if !new.is_empty() {
        events.push(Event::UsersKnown { account, users: new }.into());
    }
    Ok(events)
}

/// What users tell of the source they came from: one that a provider brought carries its name.
fn source_of(users: &[Profile]) -> Option<IdentitySource> {
    let issuer = users.iter().find(|user| !user.issuer.is_empty()).map(|user| user.issuer.clone());
    match issuer {
        Some(issuer) => Some(IdentitySource::Saml(issuer)),
        None => (!users.is_empty()).then_some(IdentitySource::Directory),
    }
}

fn groups(center: &IdentityCenter, store: &str, read: &[Group], whole: bool) -> Result<Vec<DomainEvent>, Refusal> {
    let account = center.instance.account;
    let mut listed = BTreeSet::new();
    let mut new = Vec::new();
    for group in read {
        text::imported_name(&group.id, "a group")?;
        text::imported_text(&group.name, "a group", text::IMPORTED_TEXT_MAX)?;
        text::imported_text(&group.description, "the description of a group", text::IMPORTED_TEXT_MAX)?;
        let key = group_key(store, &group.id);
        if !listed.insert(key) {
            return Err(refuse(format!("The file lists the group “{}” twice. Nothing was taken in.", group.name)));
        }
        if center.groups.get(&key) != Some(group) {
            new.push(group.clone());
        }
    }
    let gone: Vec<GroupId> =
        if whole { center.groups.keys().filter(|key| !listed.contains(key)).copied().collect() } else { Vec::new() };
    let mut events: Vec<DomainEvent> = Vec::new();
    if !gone.is_empty() {
        events.push(Event::GroupsGone { account, groups: gone }.into());
    }
    if !new.is_empty() {
        events.push(Event::GroupsKnown { account, groups: new }.into());
    }
    Ok(events)
}

fn memberships(
    center: &IdentityCenter,
    store: &str,
    read: &[(String, String)],
    whole: bool,
) -> Result<Vec<DomainEvent>, Refusal> {
    let mut wanted: BTreeMap<GroupId, BTreeSet<PersonId>> = BTreeMap::new();
    let mut unknown = 0usize;
    for (group, user) in read {
        let (group, user) = (group_key(store, group), person_key(store, user));
        if center.groups.contains_key(&group) && center.users.contains_key(&user) {
            wanted.entry(group).or_default().insert(user);
        } else {
            unknown += 1;
        }
    }
    if unknown > 0 {
        return Err(refuse(format!(
            "The file puts users into groups, and {unknown} times the user or the group is not known here. Import what `list-users` and `list-groups` print together with it. Nothing was taken in."
        )));
    }
    let account = center.instance.account;
    let mut now: BTreeMap<GroupId, BTreeSet<PersonId>> = BTreeMap::new();
    for (person, user) in &center.users {
        for group in user.groups.iter().filter(|group| wanted.contains_key(group)) {
            now.entry(*group).or_default().insert(*person);
        }
    }
    let mut events = Vec::new();
    for (group, users) in wanted {
        let before = now.remove(&group).unwrap_or_default();
        let added: Vec<PersonId> = users.difference(&before).copied().collect();
        let removed: Vec<PersonId> = if whole { before.difference(&users).copied().collect() } else { Vec::new() };
        if !added.is_empty() || !removed.is_empty() {
            events.push(Event::MembersSet { account, group, added, removed }.into());
        }
    }
    Ok(events)
}
