//! The segments that are not issues: a form byte, then postcard. Structures are taken apart by name, so that a field
//! that is added to the state cannot be forgotten here.

use super::shard::Shard;
use crate::domain::{
    PersonId, ProjectId, Role, SpaceId, State, Timestamp,
    account::{AccountId, CloudSession, Connection, SignedInAs, Ties},
    activity::Feed,
    billing::Billing,
    chain::Log,
    factor::Factor,
    id::RequestId,
    identity::{Code, Person, SignUp},
    issue::{Estimation, Issues, Status},
    member::{Invitation, Member},
    outbox::Message,
    password::Password,
    project::{DevEnvironment, Project, Repository},
    settings::Settings,
    space::{NameHash, NameKey, Origin, Request, Space, Tier, Users},
    team::Team,
    token::Token,
    vpc::VpcConnections,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};
use uuid::Uuid;

/// The form byte of these segments.
const FORM: u8 = 1;

/// Writes a part. What stands here has known lengths, so writing into memory cannot fail; were it to, the lone form
/// byte would be refused on reading.
pub fn write(part: &impl Serialize) -> Vec<u8> {
    postcard::to_extend(part, vec![FORM]).unwrap_or_else(|_| vec![FORM])
}

/// Reads a part, all of it.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes.strip_prefix(&[FORM])?) {
        Ok((part, [])) => Some(part),
        _ => None,
    }
}

pub fn people(state: &State, shard: Shard) -> Vec<&Person> {
    shard.range(&state.people).map(|(_, person)| person).collect()
}

pub fn read_people(state: &mut State, shard: Shard, bytes: &[u8]) -> Option<()> {
    let people: Vec<Person> = read(bytes)?;
    all_in(shard, people.iter().map(|person| person.id.0))?;
    state.people.extend(people.into_iter().map(|person| (person.id, person)));
    Some(())
}

pub fn outbox(state: &State, shard: Shard) -> Vec<&Message> {
    shard.range(&state.outbox).map(|(_, message)| message).collect()
}

pub fn read_outbox(state: &mut State, shard: Shard, bytes: &[u8]) -> Option<()> {
    let messages: Vec<Message> = read(bytes)?;
    all_in(shard, messages.iter().map(|message| message.id.0))?;
    state.outbox.extend(messages.into_iter().map(|message| (message.id, message)));
    Some(())
}

pub fn tokens(state: &State, shard: Shard) -> Vec<&Token> {
    shard.range(&state.tokens).map(|(_, token)| token).collect()
}

pub fn read_tokens(state: &mut State, shard: Shard, bytes: &[u8]) -> Option<()> {
    let tokens: Vec<Token> = read(bytes)?;
    all_in(shard, tokens.iter().map(|token| token.id.0))?;
    state.tokens.extend(tokens.into_iter().map(|token| (token.id, token)));
    Some(())
}

/// Refuses what does not belong into the shard.
pub fn all_in(shard: Shard, mut ids: impl Iterator<Item = Uuid>) -> Option<()> {
    ids.all(|id| Shard::of(id) == shard).then_some(())
}

#[derive(Serialize, Deserialize)]
pub struct Console<'a> {
    sign_up: Cow<'a, Option<SignUp>>,
    settings: Cow<'a, Settings>,
    cloud: Option<CloudSession>,
    signed_in_as: Cow<'a, SignedInAs>,
    factors: Cow<'a, BTreeMap<PersonId, Factor>>,
}

pub fn console(state: &State) -> Console<'_> {
    let State {
        sign_up,
        people: _,
        outbox: _,
        settings,
        cloud,
        signed_in_as,
        requests: _,
        taken: _,
        name_key: _,
        spaces: _,
        departed: _,
        passwords: _,
        resets: _,
        tokens: _,
        factors,
        inventory: _,
        sealed: _,
        trail: _,
        organizations: _,
        centers: _,
        applications: _,
    } = state;
    Console {
        sign_up: Cow::Borrowed(sign_up),
        settings: Cow::Borrowed(settings),
        cloud: *cloud,
        signed_in_as: Cow::Borrowed(signed_in_as),
        factors: Cow::Borrowed(factors),
    }
}

pub fn read_console(state: &mut State, bytes: &[u8]) -> Option<()> {
    let console: Console<'static> = read(bytes)?;
    state.sign_up = console.sign_up.into_owned();
    state.settings = console.settings.into_owned();
    state.cloud = console.cloud;
    state.signed_in_as = console.signed_in_as.into_owned();
    state.factors = console.factors.into_owned();
    Some(())
}

#[derive(Serialize, Deserialize)]
pub struct Names<'a> {
    requests: Cow<'a, BTreeMap<RequestId, Request>>,
    taken: Cow<'a, BTreeSet<NameHash>>,
    name_key: NameKey,
}

pub fn names(state: &State) -> Names<'_> {
    Names { requests: Cow::Borrowed(&state.requests), taken: Cow::Borrowed(&state.taken), name_key: state.name_key }
}

pub fn read_names(state: &mut State, bytes: &[u8]) -> Option<()> {
    let names: Names<'static> = read(bytes)?;
    state.requests = names.requests.into_owned();
    state.taken = names.taken.into_owned();
    state.name_key = names.name_key;
    Some(())
}

#[derive(Serialize, Deserialize)]
pub struct Passwords<'a> {
    passwords: Cow<'a, BTreeMap<PersonId, Password>>,
    resets: Cow<'a, BTreeMap<PersonId, Code>>,
}

pub fn passwords(state: &State) -> Passwords<'_> {
    Passwords { passwords: Cow::Borrowed(&state.passwords), resets: Cow::Borrowed(&state.resets) }
}

pub fn read_passwords(state: &mut State, bytes: &[u8]) -> Option<()> {
    let part: Passwords<'static> = read(bytes)?;
    state.passwords = part.passwords.into_owned();
    state.resets = part.resets.into_owned();
    Some(())
}

#[derive(Serialize, Deserialize)]
pub struct SpacePart<'a> {
    id: SpaceId,
    name: Cow<'a, str>,
    region: Cow<'a, str>,
    description: Cow<'a, str>,
    created: Timestamp,
    origin: Origin,
    tier: Tier,
    billing_account: Option<AccountId>,
    connections: Cow<'a, BTreeMap<AccountId, Connection>>,
    users: Users,
}

pub fn space(space: &Space) -> SpacePart<'_> {
    let Space {
        id,
        name,
        region,
        description,
        created,
        origin,
        tier,
        billing_account,
        billing: _,
        connections,
        members: _,
        invitations: _,
        users,
        teams: _,
        ties: _,
        vpcs: _,
        followed: _,
        assistant: _,
        projects: _,
        feed: _,
    } = space;
    SpacePart {
        id: *id,
        name: Cow::Borrowed(name),
        region: Cow::Borrowed(region),
        description: Cow::Borrowed(description),
        created: *created,
        origin: *origin,
        tier: *tier,
        billing_account: *billing_account,
        connections: Cow::Borrowed(connections),
        users: *users,
    }
}

pub fn read_space(bytes: &[u8]) -> Option<Space> {
    let part: SpacePart<'static> = read(bytes)?;
    Some(Space {
        id: part.id,
        name: part.name.into_owned(),
        region: part.region.into_owned(),
        description: part.description.into_owned(),
        created: part.created,
        origin: part.origin,
        tier: part.tier,
        billing_account: part.billing_account,
        billing: Billing::default(),
        connections: part.connections.into_owned(),
        members: BTreeMap::new(),
        invitations: BTreeMap::new(),
        users: part.users,
        teams: BTreeMap::new(),
        ties: Ties::default(),
        vpcs: VpcConnections::default(),
        followed: BTreeMap::new(),
        assistant: crate::domain::assistant::Assistant::default(),
        projects: BTreeMap::new(),
        feed: std::sync::Arc::new(Feed::new(Log::Feed(part.id.0.into_bytes()))),
    })
}

/// Members of one shard, and their roles project by project.
#[derive(Default, Serialize, Deserialize)]
pub struct MembersPart {
    pub members: Vec<Member>,
    pub roles: Vec<(ProjectId, Vec<(PersonId, Role)>)>,
}

impl MembersPart {
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty() && self.roles.is_empty()
    }
}

/// The shards that members of a space, and people with a role in one of its projects, fall into.
pub fn member_shards(space: &Space) -> BTreeSet<Shard> {
    let mut shards: BTreeSet<Shard> = Shard::of_sorted(space.members.keys().map(|id| id.0)).collect();
    for project in space.projects.values() {
        shards.extend(Shard::of_sorted(project.roles.keys().map(|id| id.0)));
    }
    shards
}

pub fn members(space: &Space, shard: Shard) -> MembersPart {
    let roles = |project: &Project| -> Vec<(PersonId, Role)> {
        shard.range(&project.roles).map(|(person, role)| (*person, *role)).collect()
    };
    MembersPart {
        members: shard.range(&space.members).map(|(_, member)| member.clone()).collect(),
        roles: space
            .projects
            .iter()
            .map(|(id, project)| (*id, roles(project)))
            .filter(|(_, roles)| !roles.is_empty())
            .collect(),
    }
}

pub fn read_members(shard: Shard, bytes: &[u8]) -> Option<MembersPart> {
    let part: MembersPart = read(bytes)?;
    let with_role = part.roles.iter().flat_map(|(_, roles)| roles.iter().map(|(person, _)| person.0));
    all_in(shard, part.members.iter().map(|member| member.person.0).chain(with_role))?;
    Some(part)
}

pub fn teams(space: &Space, shard: Shard) -> Vec<&Team> {
    shard.range(&space.teams).map(|(_, team)| team.as_ref()).collect()
}

pub fn read_teams(shard: Shard, bytes: &[u8]) -> Option<Vec<Team>> {
    let all: Vec<Team> = read(bytes)?;
    all_in(shard, all.iter().map(|team| team.id.0))?;
    Some(all)
}

pub fn invitations(space: &Space, shard: Shard) -> Vec<&Invitation> {
    shard.range(&space.invitations).map(|(_, invitation)| invitation).collect()
}

pub fn read_invitations(shard: Shard, bytes: &[u8]) -> Option<Vec<Invitation>> {
    let all: Vec<Invitation> = read(bytes)?;
    all_in(shard, all.iter().map(|invitation| invitation.id.0))?;
    Some(all)
}

#[derive(Serialize, Deserialize)]
pub struct ProjectPart<'a> {
    id: ProjectId,
    name: Cow<'a, str>,
    description: Cow<'a, str>,
    created: Timestamp,
    origin: Origin,
    repositories: Cow<'a, [Repository]>,
    dev_environments: Cow<'a, [DevEnvironment]>,
    next: u32,
    statuses: Cow<'a, [Status]>,
    labels: Cow<'a, [String]>,
    estimation: Estimation,
}

pub fn project(project: &Project) -> ProjectPart<'_> {
    let Project { id, name, description, created, origin, roles: _, issues, repositories, dev_environments } = project;
    let Issues { next, statuses, labels, outsiders: _, estimation, by_number: _ } = issues;
    ProjectPart {
        id: *id,
        name: Cow::Borrowed(name),
        description: Cow::Borrowed(description),
        created: *created,
        origin: *origin,
        repositories: Cow::Borrowed(repositories),
        dev_environments: Cow::Borrowed(dev_environments),
        next: *next,
        statuses: Cow::Borrowed(statuses),
        labels: Cow::Borrowed(labels),
        estimation: *estimation,
    }
}

pub fn read_project(bytes: &[u8]) -> Option<Project> {
    let part: ProjectPart<'static> = read(bytes)?;
    Some(Project {
        id: part.id,
        name: part.name.into_owned(),
        description: part.description.into_owned(),
        created: part.created,
        origin: part.origin,
        roles: BTreeMap::new(),
        issues: Issues {
            next: part.next,
            statuses: part.statuses.into_owned(),
            labels: part.labels.into_owned(),
            outsiders: Vec::new(),
            estimation: part.estimation,
            by_number: BTreeMap::new(),
        },
        repositories: part.repositories.into_owned(),
        dev_environments: part.dev_environments.into_owned(),
    })
}
