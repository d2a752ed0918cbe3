//! Putting a state together piece by piece: what every page needs comes first, then what the page at hand shows, then the
//! rest. Whoever drives it can stop between any two pieces.
//!
//! A record may only be applied where everything it changes is there already, so the pieces it touches
//! ([`super::touched`]) come before it. The order in which the rest comes does not show in the result.

mod taking;

use super::{
    Address, Fault, FaultKind,
    directory::Directory,
    dirty::dirty,
    dirty::touched,
    logs::{Logs, Whose, all_of, chunks_of},
    parts,
    shard::Shard,
};
use crate::domain::{
    Record, State,
    account::{AccountId, Ties},
    assistant::Assistant,
    billing::Billing,
    id::{ProjectId, SpaceId},
    inventory::{CloudRegion, RegionName},
    member::Invitation,
    project::Project,
    space::Space,
    team::Team,
    vpc::VpcConnections,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::RangeInclusive,
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
