//! Asking for a space, and the fold of what happens to spaces (SPC-1..6).

use super::{Command, Event, Origin, Region, Request, Space, Tier, Users, delete, names};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Record, Refusal, State, Timestamp,
    account::{AccountId, Ties},
    activity::{Deed, Feed},
    base32, billing,
    billing::Billing,
    chain::Log,
    gate,
    id::{PersonId, RequestId, SpaceId},
    text,
    text::field,
    vpc::VpcConnections,
};
use std::{collections::BTreeMap, sync::Arc};

/// How many spaces one person may create in all (reference 6.1).
pub const SPACES_A_PERSON: usize = 5;

/// Decides.
pub fn decide(
    state: &State,
    actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::Request { name, region, account } => request(state, actor, &name, region, &account, facts),
        Command::Withdraw { request } => withdraw(state, actor, request),
        Command::Describe { space, description } => {
            let (_, space) = gate::administrator(state, actor, space, "Edit space description")?;
            let description = text::description(&description)?;
            if space.description == description {
                return Err(Refusal::new("SPC-1", "The description says this already, so there is nothing to save."));
            }
            Ok(vec![Event::Described { space: space.id, description }.into()])
        }
        Command::Delete { space, typed, application } => {
            delete::decide(state, actor, space, &typed, application, facts)
        }
    }
}

/// Whether a person may ask for a space at all: everybody for the first, administrators of a space for more (SPC-5).
pub fn may_create(state: &State, actor: Option<PersonId>) -> Result<PersonId, Refusal> {
    let person = gate::person(state, actor)?.id;
    let mut belongs = state.spaces.values().filter(|space| space.members.contains_key(&person)).peekable();
    let Some(first) = belongs.peek().map(|space| space.id) else { return Ok(person) };
    let place = |space: &Arc<Space>| gate::Place::Space(space.id);
    if belongs.any(|space| gate::can(state, actor, Permission::CreateSpace, place(space)).is_ok()) {
        Ok(person)
    } else {
        Err(Refusal::lacks(Permission::CreateSpace, Some(first)))
    }
}

fn request(
    state: &State,
    actor: Option<PersonId>,
    name: &str,
    region: Region,
    account: &str,
    facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    let person = may_create(state, actor)?;
    within_limits(state, person, facts.now)?;
    let name = text::space_name(name)?;
    let account = text::account(account)?;
    names::is_free(state, &name)?;
    billing::may_bill(state, actor, account, None)?;
    if let Some(pending) = state.requests.values().find(|pending| names::same(&pending.name, &name)) {
        let message = if pending.by == person {
            "You have asked for a space with this name already. Verify it in AWS with its token, or withdraw the request and ask anew."
        } else {
            "Somebody has asked for a space with this name already. Letter case makes no difference; choose another."
        };
        return Err(Refusal::new("SPC-3", message).at(field::SPACE_NAME));
    }
    let request = Request {
        id: RequestId::from_random(facts.bytes()),
        by: person,
        at: facts.now,
        name,
        region,
        account,
        token: base32::grouped(&facts.bytes::<20>(), '-'),
    };
    Ok(vec![Event::Requested { request }.into()])
}

fn withdraw(state: &State, actor: Option<PersonId>, request: RequestId) -> Result<Vec<DomainEvent>, Refusal> {
    let person = gate::person(state, actor)?.id;
    match state.requests.get(&request) {
        Some(pending) if pending.by == person => Ok(vec![Event::RequestEnded { request }.into()]),
        Some(_) => {
            Err(Refusal::new("SPC-6", "Somebody else asked for this space. Only they can withdraw the request."))
        }
        None => Err(Refusal::new("SPC-6", "This request is not open any more: it was withdrawn, or its space exists.")),
    }
}

/// Refuses beyond five spaces a person, and five a calendar month of UTC. Requests that wait count too, so that the limit
/// cannot be overrun by asking first; spaces that are gone count for the month alone.
pub(in crate::domain) fn within_limits(state: &State, person: PersonId, now: Timestamp) -> Result<(), Refusal> {
    let waiting = state.requests.values().filter(|request| request.by == person).count();
    let (this_month, in_all) = delete::made(state, person, now);
    let asked = if waiting == 0 { "" } else { " Requests that wait count too, and can be withdrawn." };
    if in_all + waiting >= SPACES_A_PERSON {
        return Err(Refusal::new("SPC-1", format!("One person can create {SPACES_A_PERSON} spaces at most.{asked}")));
    }
    if this_month + waiting >= SPACES_A_PERSON {
        return Err(Refusal::new(
            "SPC-1",
            format!(
                "One person can create {SPACES_A_PERSON} spaces in a calendar month, deleted ones included. Go on when the month is over.{asked}"
            ),
        ));
    }
    Ok(())
}

/// The request that a pasted token belongs to. Every token is compared whole and in constant time, so that how long
/// it takes tells nothing of how much of a guess was right.
pub(in crate::domain) fn request_of_token<'a>(state: &'a State, typed: &str) -> Option<&'a Request> {
    use subtle::ConstantTimeEq;
    let typed = text::token(typed);
    let mut found = None;
    for request in state.requests.values() {
        if bool::from(text::token(&request.token).as_bytes().ct_eq(typed.as_bytes())) {
            found = Some(request);
        }
    }
    found
}

/// The account and Region of a request, said so that a reader who has only the token learns little.
pub(in crate::domain) fn last_four(account: AccountId) -> String {
    format!("{:04}", account.0 % 10_000)
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, record: &Record, event: &Event) {
    match event {
        Event::Requested { request } => {
            state.requests.insert(request.id, request.clone());
        }
        Event::RequestEnded { request } => {
            state.requests.remove(request);
        }
        Event::NameKeyMade { key } => state.name_key = *key,
        Event::NameTaken { hash } => {
            state.taken.insert(*hash);
        }
        Event::Created { space, name, region, description, origin } => {
            let mut made = new(*space, record.at, name, region, description, *origin);
            made.log(
                record,
                None,
                match origin {
                    Origin::Made => Deed::SpaceCreated,
                    Origin::Imported => Deed::SpaceImported,
                },
            );
            state.spaces.insert(*space, Arc::new(made));
        }
        Event::Described { space, description } => {
            if let Some(space) = state.space_mut(*space) {
                space.description.clone_from(description);
                space.log(record, None, Deed::SpaceDescribed);
            }
        }
        Event::UsersSet { space, users } => {
            if let Some(space) = state.space_mut(*space) {
                space.users = *users;
                space.log(record, None, Deed::UsersSet(*users));
            }
        }
        Event::Deleted { space, founding } => delete::apply(state, record.at, *space, *founding),
    }
}

fn new(id: SpaceId, at: Timestamp, name: &str, region: &str, description: &str, origin: Origin) -> Space {
    Space {
        id,
        name: name.to_owned(),
        region: region.to_owned(),
        description: description.to_owned(),
        created: at,
        origin,
        tier: Tier::Free,
        billing_account: None,
        billing: Billing::default(),
        connections: BTreeMap::new(),
        ties: Ties::default(),
        users: Users::BuilderId,
        members: BTreeMap::new(),
        teams: BTreeMap::new(),
        vpcs: VpcConnections::default(),
        followed: BTreeMap::new(),
        assistant: crate::domain::assistant::Assistant::default(),
        invitations: BTreeMap::new(),
        projects: BTreeMap::new(),
        feed: Arc::new(Feed::new(Log::Feed(id.0.into_bytes()))),
    }
}

/// The refusal of a token that fits nothing, or nothing any more.
pub(in crate::domain) fn unknown_token() -> Refusal {
    Refusal::new(
        "SPC-6",
        "This token fits no space that waits to be verified. It may be mistyped, used up, or withdrawn. Copy it again from where the space was asked for.",
    )
    .at(field::TOKEN)
    .mended_at(Mend::CreateSpace)
}
