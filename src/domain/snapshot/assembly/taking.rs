//! Taking a piece in: read at once, and put to its space or project once those are there.

use super::super::{Address, Fault, FaultKind, cloud, decode_issues, numbers, parts};
use super::Assembly;
use crate::domain::issue::{Issue, Issues};
use std::sync::Arc;

impl Assembly {
    pub(super) fn take(&mut self, address: Address, bytes: &[u8]) -> Option<()> {
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

    pub(super) fn place_parts(&mut self) {
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
}

/// Takes a bucket in. The next number lies above every known one, whatever the project's own segment says (ISS-6).
fn take_issues(into: &mut Issues, issues: Vec<Issue>) {
    for issue in issues {
        into.next = into.next.max(issue.number.saturating_add(1));
        into.by_number.insert(issue.number, Arc::new(issue));
    }
}
