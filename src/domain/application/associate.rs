//! Tying an application to a space and untying it (APP-2), and what goes with it.

use super::{
    Application, Event,
    create::{Work, check_administrators, check_groups, ready, signed_in, take_over},
};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Refusal, Role, State, Timestamp, gate,
    id::{PersonId, SpaceId},
    member, space,
    space::{Space, Users},
    sync::A_LINE,
    text::field,
};
use std::collections::BTreeSet;

type Events = Result<Vec<DomainEvent>, Refusal>;

/// Who and what goes when SSO takes over a space, to be told before (SSO-3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// Members by name.
    pub members: Vec<String>,
    /// Addresses whose invitations end.
    pub invitations: Vec<String>,
    /// Teams that are left without anybody, by name.
    pub teams: Vec<String>,
}

/// What goes when SSO takes over a space (SSO-3).
pub fn leaving(state: &State, space: &Space, now: Timestamp) -> Leaving {
    let name = |person: &PersonId| state.people.get(person).map(|person| person.full_name.clone());
    let mut members: Vec<String> = space.members.keys().filter_map(name).collect();
    members.sort_by_cached_key(|name| name.to_lowercase());
    let open = space.invitations_newest_first().into_iter().filter(|invitation| invitation.is_pending(now));
    Leaving {
        members,
        invitations: open.map(|invitation| invitation.email.clone()).collect(),
        teams: space.teams_by_name().into_iter().map(|team| team.name.clone()).collect(),
    }
}

/// The application of the account signed in to.
pub(super) fn own(state: &State) -> Result<&Application, Refusal> {
    let (account, _) = signed_in(state)?;
    state.application(account).ok_or_else(|| {
        Refusal::new(
            "APP-1",
            "This account has no application. Set one up first, or sign in to the account that has it.",
        )
        .mended_at(Mend::IdentityCenter)
    })
}

/// Ties it to a space (APP-2).
pub(super) fn associate(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    billing: bool,
    administrators: &[PersonId],
    facts: &Facts<'_>,
) -> Events {
    let application = own(state)?;
    super::check_place(state, actor, &super::Place::Existing { space, billing }, facts.now)?;
    if let Some(served) = application.space {
        let name = state.space(served).map_or("another space", |space| space.name.as_str());
        return Err(Refusal::new(
            "SSO-2",
            format!("The application serves {name}, and it serves one space at a time. Disassociate it first."),
        ));
    }
    is_valid(application)?;
    let center = ready(state, application.account)?;
    let groups: Vec<_> = application.groups.keys().copied().collect();
    let groups = check_groups(center, &groups)?;
    check_administrators(center, &groups.keys().copied().collect(), administrators)?;
    let mut work = Work::new(state, actor, facts.now);
    take_over(&mut work, application.account, space, billing, administrators, facts.now)?;
    Ok(work.events)
}

/// Refuses to use an application whose identity store is gone (ORG-4).
pub(super) fn is_valid(application: &Application) -> Result<(), Refusal> {
    if application.valid {
        return Ok(());
    }
    Err(Refusal::new(
        "ORG-4",
        "The identity store of this application was deleted, so it is of no use any more. Delete it and set up a new one.",
    )
    .mended_at(Mend::IdentityCenter))
}

/// Unties it (APP-2).
pub(super) fn disassociate(state: &State, actor: Option<PersonId>, successor: PersonId, at: Timestamp) -> Events {
    let application = own(state)?;
    let Some(id) = application.space else {
        return Err(Refusal::new("APP-2", "The application serves no space, so there is nothing to disassociate."));
    };
    gate::administrator(state, actor, id, "Remove SSO from the space")?;
    freed(state, actor, application, id, successor, at)
}

/// All SSO users go from the space, and one person with a Builder ID comes to run it (MBR-7).
pub(super) fn freed(
    state: &State,
    actor: Option<PersonId>,
    application: &Application,
    id: SpaceId,
    successor: PersonId,
    at: Timestamp,
) -> Events {
    if state.people.get(&successor).is_none_or(|person| person.federated) {
        return Err(Refusal::new(
            "MBR-7",
            "Choose a person with a Builder ID: the space keeps them as its Space administrator once all SSO users are gone.",
        )
        .at(field::SUCCESSOR));
    }
    let Some(space) = state.space(id) else { return Err(gate::gone("space")) };
    let going: Vec<PersonId> = space.members.keys().filter(|person| **person != successor).copied().collect();
    let mut work = Work::new(state, actor, at);
    work.happen([space::Event::UsersSet { space: id, users: Users::BuilderId }]);
    work.happen([member::Event::Joined { space: id, person: successor, role: Role::SpaceAdministrator }]);
    for left in going.chunks(A_LINE) {
        let (joined, moved) = (Vec::new(), Vec::new());
        work.happen([member::Event::Followed { space: id, joined, left: left.to_vec(), moved }]);
    }
    work.happen([Event::Disassociated { account: application.account }]);
    Ok(work.events)
}

/// The individual administrators and groups of an application in use (SSO-8).
pub(super) fn edit(
    state: &State,
    actor: Option<PersonId>,
    groups: &[crate::domain::id::GroupId],
    administrators: &[PersonId],
    at: Timestamp,
) -> Events {
    let application = own(state)?;
    let Some(space) = application.space.and_then(|space| state.space(space)) else {
        return Err(Refusal::new("SSO-8", "The application serves no space. Associate it with one first."));
    };
    gate::administrator(state, actor, space.id, "Edit Identity Center")?;
    is_valid(application)?;
    let center = ready(state, application.account)?;
    let groups = check_groups(center, groups)?;
    // Who stays an administrator was checked when they became one; their account may be disabled meanwhile.
    let known = super::administrators(space);
    let new: Vec<PersonId> = administrators.iter().filter(|person| !known.contains(person)).copied().collect();
    if administrators.is_empty() || !new.is_empty() {
        let keys: BTreeSet<_> = groups.keys().copied().collect();
        check_administrators(center, &keys, if administrators.is_empty() { &[] } else { &new })?;
    }
    let leading: BTreeSet<PersonId> = administrators.iter().copied().collect();
    if groups.keys().eq(application.groups.keys()) && leading == known {
        return Err(Refusal::new(
            "SSO-8",
            "Groups and administrators are like this already, so there is nothing to save.",
        ));
    }
    let mut work = Work::new(state, actor, at);
    if !groups.keys().eq(application.groups.keys()) {
        work.happen([Event::GroupsConnected { account: application.account, groups }]);
    }
    super::create::bring(&mut work, application.account, administrators)?;
    Ok(work.events)
}
