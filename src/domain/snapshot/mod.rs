//! The state as segments: how it is cut for the vault, and put together again.
//!
//! A segment is what is sealed and written as one. The cut is such that one edit dirties little (VLT-7): issues lie in
//! buckets by number, people, members and messages in shards by id, the feed in chunks that never change once full. A clone of the state is cheap, so that segments
//! can be written one by one from a clone while edits go on.

mod address;
mod assembly;
mod bytes;
mod cloud;
mod directory;
mod dirty;
mod issues;
mod logs;
mod parts;
mod place;
mod shard;

pub use address::Address;
pub use assembly::{Assembled, Assembly, Step, Wanted};
pub use dirty::{destroyed, dirty, forgets, touched};
pub use issues::{decode as decode_issues, encode as encode_issues};
pub use place::Holder;
pub use shard::Shard;

use super::{
    State,
    assistant::Assistant,
    chain::Break,
    issue::{BUCKET, Issue},
};
use core::{fmt, ops::RangeInclusive};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that [`State::from_segments`] could not take in. The rest is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which segment.
    pub address: Address,
    /// Why.
    pub kind: FaultKind,
}

/// Why a segment could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Its content is not what any version writes.
    Unreadable,
    /// The space or project it belongs to is not there.
    Orphan,
    /// It is missing although others of the same whole are there.
    Missing,
    /// Entries of a log that its chain does not bear out (AUD-3); the address is that of the log's root.
    Broken(Break),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(&State::default()))
    }
}

impl Fault {
    /// What happened to which part, with the names that the state knows.
    pub fn sentence(&self, state: &State) -> String {
        if let FaultKind::Broken(found) = self.kind {
            return format!("In {}, {found}.", self.address.log(state));
        }
        let what = self.address.place(state);
        let why = match self.kind {
            FaultKind::Unreadable => "could not be read",
            FaultKind::Orphan => "could not be placed, because what they belong to is missing",
            FaultKind::Missing | FaultKind::Broken(_) => "is missing",
        };
        format!("{what}: {why}.")
    }
}

/// A list as a part, unless it is empty.
fn some<T: Serialize>(list: &[T]) -> Option<Vec<u8>> {
    (!list.is_empty()).then(|| parts::write(&list))
}

/// The numbers of a bucket.
fn numbers(bucket: u32) -> RangeInclusive<u32> {
    let first = bucket.saturating_mul(BUCKET);
    first..=first.saturating_add(BUCKET - 1)
}

impl State {
    /// The addresses of all segments of this state. What is stored elsewhere than at these is out of date.
    pub fn addresses(&self) -> Vec<Address> {
        let mut all = vec![Address::Console, Address::Names];
        if self.trail.vault.is_some() {
            all.push(Address::Trail);
        }
        if !self.departed.is_empty() {
            all.push(Address::Departed);
        }
        if !self.passwords.is_empty() {
            all.push(Address::Passwords);
        }
        all.extend((0..).zip(self.trail.chain.chunks()).map(|(chunk, _)| Address::TrailChunk(chunk)));
        all.extend(Shard::of_sorted(self.people.keys().map(|id| id.0)).map(Address::People));
        all.extend(Shard::of_sorted(self.outbox.keys().map(|id| id.0)).map(Address::Outbox));
        all.extend(Shard::of_sorted(self.tokens.keys().map(|id| id.0)).map(Address::Tokens));
        all.extend(self.sealed.keys().map(|object| Address::Sealed(*object)));
        for (id, account) in &self.inventory {
            all.push(Address::CloudAccount(*id));
            all.extend(account.regions.keys().map(|region| Address::CloudRegion(*id, *region)));
        }
        all.extend(self.organizations.keys().map(|account| Address::Organization(*account)));
        all.extend(self.applications.keys().map(|account| Address::Application(*account)));
        for (account, center) in &self.centers {
            all.push(Address::IdentityCenter(*account));
            all.extend(directory::shards(center).into_iter().map(|shard| Address::Directory(*account, shard)));
        }
        for (id, space) in &self.spaces {
            all.extend([Address::Space(*id), Address::FeedEnd(*id)]);
            let followed = Shard::of_sorted(space.followed.keys().map(|id| id.0));
            all.extend(followed.map(|shard| Address::Followed(*id, shard)));
            all.extend(parts::member_shards(space).into_iter().map(|shard| Address::Members(*id, shard)));
            let teams = Shard::of_sorted(space.teams.keys().map(|id| id.0));
            all.extend(teams.map(|shard| Address::Teams(*id, shard)));
            if space.assistant != Assistant::default() {
                all.push(Address::Assistant(*id));
            }
            if !space.ties.is_empty() {
                all.push(Address::Ties(*id));
            }
            if !space.vpcs.is_empty() {
                all.push(Address::VpcConnections(*id));
            }
            if !space.billing.is_empty() {
                all.push(Address::Billing(*id));
            }
            let invitations = Shard::of_sorted(space.invitations.keys().map(|id| id.0));
            all.extend(invitations.map(|shard| Address::Invitations(*id, shard)));
            all.extend((0..).zip(space.feed.chunks()).map(|(chunk, _)| Address::Feed(*id, chunk)));
            for (project_id, project) in &space.projects {
                all.push(Address::Project(*id, *project_id));
                if !project.issues.outsiders.is_empty() {
                    all.push(Address::Outsiders(*id, *project_id));
                }
                let mut last = None;
                for bucket in project.issues.by_number.keys().map(|number| number / BUCKET) {
                    if last.replace(bucket) != Some(bucket) {
                        all.push(Address::Issues(*id, *project_id, bucket));
                    }
                }
            }
        }
        all
    }

    /// The content of one segment; `None` when there is nothing to keep at that address.
    pub fn segment(&self, address: &Address) -> Option<Vec<u8>> {
        let project = |space, project| self.project(space, project);
        match *address {
            Address::People(shard) => some(&parts::people(self, shard)),
            Address::Tokens(shard) => some(&parts::tokens(self, shard)),
            Address::Sealed(object) => self.sealed.get(&object).map(|object| parts::write(object.as_ref())),
            Address::CloudAccount(account) => Some(parts::write(&cloud::account(self.cloud_account(account)?))),
            Address::CloudRegion(account, region) => Some(parts::write(self.cloud_region(account, region.as_str())?)),
            Address::Outbox(shard) => some(&parts::outbox(self, shard)),
            Address::Teams(space, shard) => some(&parts::teams(self.space(space)?, shard)),
            Address::Invitations(space, shard) => some(&parts::invitations(self.space(space)?, shard)),
            Address::Members(space, shard) => {
                let part = parts::members(self.space(space)?, shard);
                (!part.is_empty()).then(|| parts::write(&part))
            }
            Address::Organization(account) => self.organization_of(account).map(parts::write),
            Address::IdentityCenter(account) => self.identity_center(account).map(directory::write_instance),
            Address::Directory(account, shard) => directory::write(self.identity_center(account)?, shard),
            Address::Application(account) => self.application(account).map(parts::write),
            Address::Followed(space, shard) => some(&directory::followed(self.space(space)?, shard)),
            Address::Console => Some(parts::write(&parts::console(self))),
            Address::Names => Some(parts::write(&parts::names(self))),
            Address::Space(space) => Some(parts::write(&parts::space(self.space(space)?))),
            Address::Ties(space) => {
                let ties = &self.space(space)?.ties;
                (!ties.is_empty()).then(|| parts::write(ties))
            }
            Address::Feed(space, chunk) => logs::write_chunk(&self.space(space)?.feed, chunk),
            Address::Assistant(space) => {
                let kept = &self.space(space)?.assistant;
                (*kept != Assistant::default()).then(|| parts::write(kept))
            }
            Address::VpcConnections(space) => {
                let vpcs = &self.space(space)?.vpcs;
                (!vpcs.is_empty()).then(|| parts::write(vpcs))
            }
            Address::Billing(space) => {
                let billing = &self.space(space)?.billing;
                (!billing.is_empty()).then(|| parts::write(billing))
            }
            Address::FeedEnd(space) => Some(parts::write(&self.space(space)?.feed.end())),
            Address::Departed => some(&self.departed),
            Address::Passwords => (!self.passwords.is_empty()).then(|| parts::write(&parts::passwords(self))),
            Address::Trail => logs::write_root(&self.trail),
            Address::TrailChunk(chunk) => logs::write_chunk(&self.trail.chain, chunk),
            Address::Project(space, id) => Some(parts::write(&parts::project(project(space, id)?))),
            Address::Outsiders(space, id) => {
                let outsiders = &project(space, id)?.issues.outsiders;
                (!outsiders.is_empty()).then(|| parts::write(outsiders))
            }
            Address::Issues(space, id, bucket) => {
                let issues = project(space, id)?.issues.by_number.range(numbers(bucket));
                let issues: Vec<&Issue> = issues.map(|(_, issue)| issue.as_ref()).collect();
                (!issues.is_empty()).then(|| encode_issues(&issues))
            }
        }
    }

    /// Puts a state together from segments in any order. What is missing or damaged is left out and told.
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = (Address, &'a [u8])>) -> (Self, Vec<Fault>) {
        let segments: BTreeMap<Address, &[u8]> = segments.into_iter().collect();
        let mut assembly = Assembly::new(segments.keys().copied(), []);
        loop {
            match assembly.step(Wanted::All) {
                Step::Open(address) => assembly.give(address, segments.get(&address).copied()),
                Step::Worked => {}
                Step::Done => break,
            }
        }
        let Assembled { state, faults, dirty: _ } = assembly.finish();
        (state, faults)
    }
}
