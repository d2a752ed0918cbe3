//! Putting a state together piece by piece: what every page needs comes first, then what the page at hand shows, then the
//! rest. Whoever drives it can stop between any two pieces.
//!
//! A record may only be applied where everything it changes is there already, so the pieces it touches
//! ([`super::touched`]) come before it. The order in which the rest comes does not show in the result.

use super::{
    Address, Fault, FaultKind, cloud, decode_issues,
    directory::Directory,
    dirty::dirty,
    dirty::touched,
    logs::{Logs, Whose, all_of, chunks_of},
    numbers, parts,
    shard::Shard,
};
use crate::domain::{
    Record, State,
    account::{AccountId, Ties},
    assistant::Assistant,
    billing::Billing,
    id::{ProjectId, SpaceId},
    inventory::{CloudRegion, RegionName},
    issue::{Issue, Issues},
    member::Invitation,
    project::Project,
    space::Space,
    team::Team,
    vpc::VpcConnections,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::RangeInclusive,
    sync::Arc,
};

/// What the page at hand shows of the pieces that may wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing of them.
    #[default]
    Nothing,
    /// Issues of a project, and the feed of its space.
    Project(SpaceId, ProjectId),
    /// All of a space.
    Space(SpaceId),
    /// The activity log.
    Trail,
    /// All there is.
    All,
}

impl Wanted {
    /// The addresses that are meant.
    fn ranges(self) -> Vec<RangeInclusive<Address>> {
        let feed = |space| Address::Feed(space, 0)..=Address::Feed(space, u32::MAX);
        let (least, most) = (ProjectId(uuid::Uuid::nil()), ProjectId(uuid::Uuid::max()));
        match self {
            Self::Nothing => Vec::new(),
            Self::Project(space, project) => {
                vec![feed(space), Address::Issues(space, project, 0)..=Address::Issues(space, project, u32::MAX)]
            }
            Self::Space(space) => {
                vec![feed(space), Address::Issues(space, least, 0)..=Address::Issues(space, most, u32::MAX)]
            }
            Self::Trail => vec![chunks_of(None)],
            Self::All => {
                vec![
                    chunks_of(None),
                    Address::Feed(SpaceId(uuid::Uuid::nil()), 0)
                        ..=Address::Issues(SpaceId(uuid::Uuid::max()), most, u32::MAX),
                ]
            }
        }
    }
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Open the segment at this address and give it by [`Assembly::give`].
    Open(Address),
    /// Something was done here; go on.
    Worked,
    /// All is there.
    Done,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// People, settings, names, the outbox, spaces with their members, projects.
    Parts,
    /// The end of each log, to which records add.
    Ends,
    /// What records touch.
    Touched,
    /// The records.
    Records,
    /// Whatever may wait.
    Rest,
    /// Looking through the chains of the logs, one after the other.
    Checks,
}

/// A state on its way.
pub struct Assembly {
    state: State,
    stage: Stage,
    first: VecDeque<Address>,
    pending: BTreeSet<Address>,
    records: VecDeque<Record>,
    dirty: BTreeSet<Address>,
    faults: Vec<Fault>,
    spaces: BTreeMap<SpaceId, Space>,
    members: BTreeMap<(SpaceId, Shard), parts::MembersPart>,
    invitations: BTreeMap<(SpaceId, Shard), Vec<Invitation>>,
    teams: BTreeMap<(SpaceId, Shard), Vec<Team>>,
    vpcs: BTreeMap<SpaceId, VpcConnections>,
    billing: BTreeMap<SpaceId, Billing>,
    directory: Directory,
    assistants: BTreeMap<SpaceId, Assistant>,
    ties: BTreeMap<SpaceId, Ties>,
    projects: BTreeMap<(SpaceId, ProjectId), Project>,
    outsiders: BTreeMap<(SpaceId, ProjectId), Vec<String>>,
    cloud: BTreeMap<(AccountId, RegionName), CloudRegion>,
    logs: Logs,
    /// Logs whose chains are to be looked through.
    to_check: Vec<Whose>,
    /// Spaces and projects that segments told of, also where a record removed them since.
    known: BTreeSet<(SpaceId, Option<ProjectId>)>,
}

/// A state with everything in it.
pub struct Assembled {
    /// The state.
    pub state: State,
    /// What could not be taken in.
    pub faults: Vec<Fault>,
    /// Segments that the records have changed.
    pub dirty: BTreeSet<Address>,
}

impl Assembly {
    /// Begins with the addresses of all stored segments and the records to be applied over them, in order.
    pub fn new(live: impl IntoIterator<Item = Address>, records: impl IntoIterator<Item = Record>) -> Self {
        let (pending, first) = live.into_iter().partition(may_wait);
        let mut first: Vec<Address> = Vec::from_iter::<BTreeSet<Address>>(first);
        first.sort();
        Self {
            state: State::default(),
            stage: Stage::Parts,
            first: first.into(),
            pending,
            records: records.into_iter().collect(),
            dirty: BTreeSet::new(),
            faults: Vec::new(),
            spaces: BTreeMap::new(),
            members: BTreeMap::new(),
            invitations: BTreeMap::new(),
            teams: BTreeMap::new(),
            vpcs: BTreeMap::new(),
            billing: BTreeMap::new(),
            directory: Directory::default(),
            assistants: BTreeMap::new(),
            ties: BTreeMap::new(),
            projects: BTreeMap::new(),
            outsiders: BTreeMap::new(),
            cloud: BTreeMap::new(),
            logs: Logs::default(),
            to_check: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    /// Does a small piece of work, or says which segment is needed next.
    pub fn step(&mut self, wanted: Wanted) -> Step {
        if let Some(address) = self.first.pop_front() {
            return Step::Open(address);
        }
        match self.stage {
            Stage::Parts => {
                self.place_parts();
                self.stage = Stage::Ends;
                Step::Worked
            }
            Stage::Ends => self.next_end().map_or_else(
                || {
                    self.stage = Stage::Touched;
                    self.pull_touched();
                    Step::Worked
                },
                Step::Open,
            ),
            Stage::Touched => {
                self.stage = Stage::Records;
                Step::Worked
            }
            Stage::Records => {
                match self.records.pop_front() {
                    Some(record) => {
                        self.state.apply(&record);
                        self.dirty.extend(dirty(&record, &self.state));
                    }
                    None => self.stage = Stage::Rest,
                }
                Step::Worked
            }
            Stage::Rest => {
                let mut wanted = wanted.ranges().into_iter();
                let next = wanted.find_map(|range| self.pending.range(range).next().copied());
                if let Some(address) = next.or_else(|| self.pending.first().copied()) {
                    self.pending.remove(&address);
                    return Step::Open(address);
                }
                self.to_check = all_of(&self.state);
                self.stage = Stage::Checks;
                Step::Worked
            }
            Stage::Checks => match self.to_check.pop() {
                Some(log) => {
                    self.faults.extend(self.logs.check(&self.state, log));
                    Step::Worked
                }
                None => Step::Done,
            },
        }
    }

    /// Takes a segment in; without bytes where it could not be opened, which is told elsewhere.
    pub fn give(&mut self, address: Address, bytes: Option<&[u8]>) {
        if let Some(bytes) = bytes
            && self.take(address, bytes).is_none()
        {
            self.faults.push(Fault { address, kind: FaultKind::Unreadable });
        }
    }

    /// Whether the state can be shown: only what may wait is missing.
    pub fn can_show(&self) -> bool {
        self.stage >= Stage::Rest
    }

    /// Whether all that a page shows is there.
    pub fn has(&self, wanted: Wanted) -> bool {
        self.can_show() && wanted.ranges().into_iter().all(|range| self.pending.range(range).next().is_none())
    }

    /// The state as far as it is.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The state, once [`Step::Done`] was said.
    pub fn finish(self) -> Assembled {
        let Self { state, faults, dirty, .. } = self;
        Assembled { state, faults, dirty }
    }

    fn take(&mut self, address: Address, bytes: &[u8]) -> Option<()> {
        match address {
            Address::People(shard) => parts::read_people(&mut self.state, shard, bytes)?,
            Address::Tokens(shard) => parts::read_tokens(&mut self.state, shard, bytes)?,
            Address::Sealed(object) => cloud::read_sealed(&mut self.state, object, bytes)?,
            Address::CloudAccount(account) => cloud::read_account(&mut self.state, account, bytes)?,
            Address::CloudRegion(account, region) => {
                self.cloud.insert((account, region), cloud::read_region(bytes)?);
            }
            Address::Outbox(shard) => parts::read_outbox(&mut self.state, shard, bytes)?,
            Address::Teams(space, shard) => {
                self.teams.insert((space, shard), parts::read_teams(shard, bytes)?);
            }
            Address::Assistant(space) => {
                self.assistants.insert(space, parts::read(bytes)?);
            }
            Address::VpcConnections(space) => {
                self.vpcs.insert(space, parts::read(bytes)?);
            }
            Address::Billing(space) => {
                self.billing.insert(space, parts::read(bytes)?);
            }
            Address::Ties(space) => {
                self.ties.insert(space, parts::read(bytes)?);
            }
            Address::Invitations(space, shard) => {
                self.invitations.insert((space, shard), parts::read_invitations(shard, bytes)?);
            }
            Address::Members(space, shard) => {
                self.members.insert((space, shard), parts::read_members(shard, bytes)?);
            }
            Address::Organization(_)
            | Address::IdentityCenter(_)
            | Address::Directory(..)
            | Address::Application(_)
            | Address::Followed(..) => self.directory.take(&mut self.state, address, bytes)?,
            Address::Console => parts::read_console(&mut self.state, bytes)?,
            Address::Names => parts::read_names(&mut self.state, bytes)?,
            Address::Passwords => parts::read_passwords(&mut self.state, bytes)?,
            Address::Departed => self.state.departed = parts::read(bytes)?,
            Address::Space(id) => {
                let space = parts::read_space(bytes).filter(|space| space.id == id)?;
                self.spaces.insert(id, space);
            }
            Address::Project(space, id) => {
                let project = parts::read_project(bytes).filter(|project| project.id == id)?;
                self.projects.insert((space, id), project);
            }
            Address::Outsiders(space, id) => {
                self.outsiders.insert((space, id), parts::read(bytes)?);
            }
            Address::Feed(space, chunk) => match self.state.space(space) {
                Some(_) => self.logs.place_feed(&mut self.state, space, chunk, bytes)?,
                None if self.known.contains(&(space, None)) => {}
                None => self.orphan(address),
            },
            Address::FeedEnd(space) => self.logs.take_end(space, bytes)?,
            Address::Trail => self.logs.take_root(bytes)?,
            Address::TrailChunk(chunk) => self.logs.place_trail(&mut self.state, chunk, bytes)?,
            Address::Issues(space, id, bucket) => {
                let issues = decode_issues(bytes)?;
                if !issues.iter().all(|issue| numbers(bucket).contains(&issue.number)) {
                    return None;
                }
                match self.state.space_mut(space).and_then(|space| space.projects.get_mut(&id)).map(Arc::make_mut) {
                    Some(project) => take_issues(&mut project.issues, issues),
                    None if self.known.contains(&(space, Some(id))) => {}
                    None => self.orphan(address),
                }
            }
        }
        Some(())
    }

    fn orphan(&mut self, address: Address) {
        self.faults.push(Fault { address, kind: FaultKind::Orphan });
    }

    fn place_parts(&mut self) {
        for ((account, region), part) in std::mem::take(&mut self.cloud) {
            match self.state.inventory.get_mut(&account).map(Arc::make_mut) {
                Some(account) => {
                    account.regions.insert(region, Arc::new(part));
                }
                None => self.orphan(Address::CloudRegion(account, region)),
            }
        }
        for ((space, id), outsiders) in std::mem::take(&mut self.outsiders) {
            match self.projects.get_mut(&(space, id)) {
                Some(project) => project.issues.outsiders = outsiders,
                None => self.orphan(Address::Outsiders(space, id)),
            }
        }
        for ((id, shard), part) in std::mem::take(&mut self.members) {
            let Some(space) = self.spaces.get_mut(&id) else {
                self.orphan(Address::Members(id, shard));
                continue;
            };
            space.members.extend(part.members.into_iter().map(|member| (member.person, member)));
            for (project, roles) in part.roles {
                // Roles in a project that is missing go with it.
                if let Some(project) = self.projects.get_mut(&(id, project)) {
                    project.roles.extend(roles);
                }
            }
        }
        for ((id, shard), teams) in std::mem::take(&mut self.teams) {
            match self.spaces.get_mut(&id) {
                Some(space) => space.teams.extend(teams.into_iter().map(|team| (team.id, Arc::new(team)))),
                None => self.orphan(Address::Teams(id, shard)),
            }
        }
        for (id, kept) in std::mem::take(&mut self.assistants) {
            match self.spaces.get_mut(&id) {
                Some(space) => space.assistant = kept,
                None => self.orphan(Address::Assistant(id)),
            }
        }
        for (id, ties) in std::mem::take(&mut self.ties) {
            match self.spaces.get_mut(&id) {
                Some(space) => space.ties = ties,
                None => self.orphan(Address::Ties(id)),
            }
        }
        for (id, vpcs) in std::mem::take(&mut self.vpcs) {
            match self.spaces.get_mut(&id) {
                Some(space) => space.vpcs = vpcs,
                None => self.orphan(Address::VpcConnections(id)),
            }
        }
        for (id, billing) in std::mem::take(&mut self.billing) {
            match self.spaces.get_mut(&id) {
                Some(space) => space.billing = billing,
                None => self.orphan(Address::Billing(id)),
            }
        }
        for address in self.directory.place(&mut self.state, &mut self.spaces) {
            self.orphan(address);
        }
        for ((id, shard), invitations) in std::mem::take(&mut self.invitations) {
            match self.spaces.get_mut(&id) {
                Some(space) => {
                    space.invitations.extend(invitations.into_iter().map(|invitation| (invitation.id, invitation)));
                }
                None => self.orphan(Address::Invitations(id, shard)),
            }
        }
        for ((space, id), project) in std::mem::take(&mut self.projects) {
            match self.spaces.get_mut(&space) {
                Some(found) => {
                    found.projects.insert(id, Arc::new(project));
                    self.known.insert((space, Some(id)));
                }
                None => self.orphan(Address::Project(space, id)),
            }
        }
        self.known.extend(self.spaces.keys().map(|space| (*space, None)));
        self.state.spaces =
            std::mem::take(&mut self.spaces).into_iter().map(|(id, space)| (id, Arc::new(space))).collect();
        for address in self.logs.begin(&mut self.state) {
            self.orphan(address);
        }
        self.refuse_far_chunks();
    }

    /// No log is so long that its places have no room: beyond that, the address is not one of ours.
    fn refuse_far_chunks(&mut self) {
        for log in all_of(&self.state) {
            let mut next = 0;
            let mut far = Vec::new();
            for address in self.pending.range(chunks_of(log)) {
                match address {
                    Address::Feed(_, chunk) | Address::TrailChunk(chunk)
                        if *chunk < LONGEST_GAP.saturating_add(next) =>
                    {
                        next = chunk.saturating_add(1);
                    }
                    _ => far.push(*address),
                }
            }
            for address in far {
                self.pending.remove(&address);
                self.faults.push(Fault { address, kind: FaultKind::Unreadable });
            }
        }
    }

    /// The last chunk, as far as is known, of a log whose end is not there yet.
    fn next_end(&mut self) -> Option<Address> {
        let logs = all_of(&self.state);
        let mut waiting = logs.into_iter().filter(|log| !self.logs.has_begun(*log));
        let end = waiting.find_map(|log| self.pending.range(chunks_of(log)).next_back().copied())?;
        self.pending.remove(&end);
        Some(end)
    }

    /// What records touch comes before them.
    fn pull_touched(&mut self) {
        for record in &self.records {
            match touched(record) {
                Some(addresses) => self.first.extend(addresses.into_iter().filter(|one| self.pending.remove(one))),
                None => self.first.extend(std::mem::take(&mut self.pending)),
            }
        }
    }
}

/// Chunks of a log that may be missing in a row: more than the room of a vault can hold.
const LONGEST_GAP: u32 = 65_536;

/// Whether a page can be shown without it.
fn may_wait(address: &Address) -> bool {
    matches!(address, Address::Feed(..) | Address::Issues(..) | Address::TrailChunk(_))
}

/// Takes a bucket in. The next number lies above every known one, whatever the project's own segment says (ISS-6).
fn take_issues(into: &mut Issues, issues: Vec<Issue>) {
    for issue in issues {
        into.next = into.next.max(issue.number.saturating_add(1));
        into.by_number.insert(issue.number, Arc::new(issue));
    }
}
