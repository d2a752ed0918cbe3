//! Which segments a record changes.

use super::{Address, Shard};
use crate::domain::{
    Event, Record, State, account, billing,
    chain::Chunk,
    event::Scope,
    id::SpaceId,
    identity, import, inventory,
    issue::{self, BUCKET, Change},
    key, member,
    member::Invitation,
    organization,
    organization::Organization,
    outbox,
    outbox::Message,
    pipeline, project, repository, settings, space, team, token,
    token::Token,
    trail,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Whether a record makes the vault forget things: then every stored segment whose address is not among
/// [`State::addresses`] of the state after it must go.
pub fn forgets(record: &Record) -> bool {
    record.events.iter().any(|event| matches!(event, Event::Settings(settings::Event::SampleLeft)))
}

/// The spaces that a record deletes: their keys go, and every stored segment of theirs (VLT-12).
pub fn destroyed(record: &Record) -> impl Iterator<Item = SpaceId> {
    record.events.iter().filter_map(|event| match event {
        Event::Space(space::Event::Deleted { space, .. }) => Some(*space),
        _ => None,
    })
}

/// What has to be in the state before a record is applied, beyond people, settings, names, spaces, projects and the ends of
/// logs; `None` for everything.
///
/// An event that looks at issues or at older lines of a feed has to name them here, or what is opened late would come over it.
pub fn touched(record: &Record) -> Option<BTreeSet<Address>> {
    let mut all = BTreeSet::new();
    for event in &record.events {
        match event {
            Event::Settings(settings::Event::SampleLeft) => return None,
            Event::Issue(event) => of_issue(event, &mut all),
            Event::Identity(_)
            | Event::Outbox(_)
            | Event::Settings(_)
            | Event::Space(_)
            | Event::Account(_)
            | Event::Member(_)
            | Event::Project(_)
            | Event::Import(_)
            | Event::Sensitive(_)
            | Event::Trail(_)
            | Event::Team(_)
            | Event::Token(_)
            | Event::Factor(_)
            | Event::Inventory(_)
            | Event::Vpc(_)
            | Event::Organization(_)
            | Event::IdentityCenter(_)
            | Event::Application(_)
            | Event::Key(_)
            | Event::Repository(_)
            | Event::Pipeline(_)
            | Event::Password(_)
            | Event::Assistant(_)
            | Event::Billing(_) => {}
        }
    }
    Some(all)
}

/// The segments that a record has changed, given the state after it. Every changed segment is among them; the last
/// chunks of a feed may be named without need when two records fall into one millisecond.
pub fn dirty(record: &Record, after: &State) -> BTreeSet<Address> {
    let mut all = BTreeSet::new();
    // Lines that the feed of a space may have got, at most.
    let mut lines: BTreeMap<SpaceId, usize> = BTreeMap::new();
    // Lines read from elsewhere carry times of their own.
    let mut dated = BTreeSet::new();
    // Entries that the activity log may have got.
    let mut noted = 0;
    if forgets(record) {
        all.extend(after.addresses());
    }
    for event in &record.events {
        if let Scope::Space(space) = event.scope() {
            *lines.entry(space).or_default() += lines_of(event);
        }
        match event {
            Event::Identity(event) => all.extend(match event {
                identity::Event::ProfileChanged { person, .. } => vec![Address::People(Shard::of(person.0))],
                identity::Event::Joined { person } => vec![Address::People(Shard::of(person.id.0)), Address::Console],
                identity::Event::Federated { people } => {
                    people.iter().map(|person| Address::People(Shard::of(person.id.0))).collect()
                }
                _ => vec![Address::Console],
            }),
            Event::Outbox(event) => {
                let (outbox::Event::Queued { message: Message { id, .. } } | outbox::Event::Discarded { message: id }) =
                    event;
                all.insert(Address::Outbox(Shard::of(id.0)));
            }
            Event::Settings(_) | Event::Factor(_) => {
                all.insert(Address::Console);
            }
            Event::Token(event) => {
                let (token::Event::Created { token: Token { id, .. } } | token::Event::Deleted { token: id }) = event;
                all.insert(Address::Tokens(Shard::of(id.0)));
            }
            Event::Space(event) => {
                all.insert(match event.scope() {
                    Scope::Vault => Address::Names,
                    Scope::Space(space) => Address::Space(space),
                });
                if let space::Event::Deleted { .. } = event {
                    all.insert(Address::Departed);
                }
            }
            Event::Password(_) => {
                all.insert(Address::Passwords);
            }
            Event::Assistant(event) => {
                all.insert(Address::Assistant(event.space()));
            }
            Event::Account(event) => of_account(event, &mut all),
            Event::Inventory(event) => of_inventory(event, &mut all),
            Event::Key(event) => {
                all.insert(of_key(event));
            }
            Event::Repository(repository::Event::Created { site, .. } | repository::Event::Deleted { site, .. })
            | Event::Pipeline(pipeline::Event::KeySet { site, .. }) => {
                all.insert(Address::CloudRegion(site.account, site.region));
            }
            Event::Member(event) => of_member(event, &mut all),
            Event::Team(event) => of_team(event, &mut all),
            Event::Vpc(event) => {
                all.insert(Address::VpcConnections(event.space()));
            }
            Event::Project(event) => {
                let (project::Event::Created { space, project, .. }
                | project::Event::Described { space, project, .. }
                | project::Event::RepositoriesRead { space, project, .. }
                | project::Event::DevEnvironmentsRead { space, project, .. }) = event;
                all.insert(Address::Project(*space, *project));
            }
            Event::Issue(event) => of_issue(event, &mut all),
            Event::Billing(event) => {
                all.insert(Address::Billing(event.space()));
                if let billing::Event::TierSet { space, .. } = event {
                    all.insert(Address::Space(*space));
                }
            }
            Event::Import(import::Event::TierRead { space, .. } | import::Event::RegionRead { space, .. }) => {
                all.extend([Address::Space(*space), Address::Billing(*space)]);
            }
            Event::Import(import::Event::LogRead { space, .. }) => {
                dated.insert(*space);
            }
            Event::Organization(
                organization::Event::Known { organization: Organization { management, .. } }
                | organization::Event::Gone { management },
            ) => {
                all.insert(Address::Organization(*management));
            }
            Event::IdentityCenter(event) => super::directory::changed(event, after, &mut all),
            Event::Application(event) => {
                all.insert(Address::Application(event.account()));
            }
            // A line of the activity, and nothing else.
            Event::Sensitive(_) => {}
            Event::Trail(event) => {
                all.insert(Address::Trail);
                noted += usize::from(matches!(event, trail::Event::Noted { .. }));
            }
        }
    }
    all.extend(last_chunks(after.trail.chain.chunks(), noted).map(Address::TrailChunk));
    for (space, most) in lines {
        of_feed(record, after, space, most, dated.contains(&space), &mut all);
    }
    all.retain(|address| after.may_hold(address));
    all
}

fn of_member(event: &member::Event, all: &mut BTreeSet<Address>) {
    match event {
        member::Event::Joined { space, person, .. }
        | member::Event::ProjectRoleGiven { space, person, .. }
        | member::Event::Left { space, person }
        | member::Event::ProjectRoleTaken { space, person, .. } => {
            all.insert(Address::Members(*space, Shard::of(person.0)));
            if let member::Event::Left { .. } = event {
                all.insert(Address::Followed(*space, Shard::of(person.0)));
            }
        }
        member::Event::Invited { space, invitation: Invitation { id: invitation, .. } }
        | member::Event::InvitationSent { space, invitation, .. }
        | member::Event::InvitationEnded { space, invitation, .. } => {
            all.insert(Address::Invitations(*space, Shard::of(invitation.0)));
        }
        member::Event::Followed { space, joined, left, moved } => {
            let people = joined.iter().chain(moved).map(|(person, _)| person).chain(left);
            all.extend(people.flat_map(|person| {
                let shard = Shard::of(person.0);
                [Address::Members(*space, shard), Address::Followed(*space, shard)]
            }));
        }
        member::Event::InvitationsForgotten { space, invitations } => {
            all.extend(invitations.iter().map(|invitation| Address::Invitations(*space, Shard::of(invitation.0))));
        }
    }
}

fn of_key(event: &key::Event) -> Address {
    match event {
        key::Event::Sealed { object } => Address::Sealed(object.id),
        key::Event::Discarded { object } => Address::Sealed(*object),
        key::Event::Made { site, .. }
        | key::Event::VersionMade { site, .. }
        | key::Event::Described { site, .. }
        | key::Event::AliasSet { site, .. }
        | key::Event::AliasRemoved { site, .. }
        | key::Event::RotationSet { site, .. }
        | key::Event::StateSet { site, .. }
        | key::Event::PolicySet { site, .. }
        | key::Event::Destroyed { site, .. } => Address::CloudRegion(site.account, site.region),
    }
}

fn of_account(event: &account::Event, all: &mut BTreeSet<Address>) {
    match event {
        account::Event::SignedIn { .. } | account::Event::SignedOut | account::Event::SignedInAs { .. } => {
            all.insert(Address::Console);
        }
        account::Event::Connected { space, .. } => {
            all.insert(Address::Space(*space));
        }
        account::Event::BillingAccountSet { space, .. } => {
            all.extend([Address::Space(*space), Address::Billing(*space)]);
        }
        account::Event::Removed { space, .. } => {
            all.extend([Address::Space(*space), Address::Ties(*space), Address::Billing(*space)]);
        }
        account::Event::Asked { space, .. }
        | account::Event::AskEnded { space, .. }
        | account::Event::RoleAdded { space, .. }
        | account::Event::RoleRemoved { space, .. }
        | account::Event::TagsSet { space, .. }
        | account::Event::ProjectsSet { space, .. } => {
            all.insert(Address::Ties(*space));
        }
    }
}

fn of_inventory(event: &inventory::Event, all: &mut BTreeSet<Address>) {
    let own = match event {
        inventory::Event::Forgotten { account, regions } => {
            all.extend(regions.iter().map(|region| Address::CloudRegion(*account, *region)));
            Address::CloudAccount(*account)
        }
        inventory::Event::Added { account, .. }
        | inventory::Event::Named { account, .. }
        | inventory::Event::IamRead { account, .. } => Address::CloudAccount(*account),
        inventory::Event::RegionRead { account, region, .. } => Address::CloudRegion(*account, *region),
    };
    all.insert(own);
}

fn of_team(event: &team::Event, all: &mut BTreeSet<Address>) {
    match event {
        team::Event::Created { space, team, .. }
        | team::Event::Renamed { space, team, .. }
        | team::Event::Deleted { space, team }
        | team::Event::RoleSet { space, team, .. }
        | team::Event::ProjectRoleSet { space, team, .. } => {
            all.insert(Address::Teams(*space, Shard::of(team.0)));
        }
        team::Event::MembersAdded { space, people, .. } | team::Event::MembersRemoved { space, people, .. } => {
            all.extend(people.iter().map(|person| Address::Members(*space, Shard::of(person.0))));
        }
    }
}

fn of_issue(event: &issue::Event, all: &mut BTreeSet<Address>) {
    let (space, project) = (event.space, event.project);
    let bucket = |number: u32| Address::Issues(space, project, number / BUCKET);
    match &event.change {
        Change::Created { issue } => all.extend([Address::Project(space, project), bucket(issue.number)]),
        Change::Edited { numbers, .. } => all.extend(numbers.iter().map(|number| bucket(*number))),
        Change::Commented { number, .. } | Change::CommentEdited { number, .. } => {
            all.insert(bucket(*number));
        }
        Change::LabelsAdded { .. } | Change::EstimationSet { .. } => {
            all.insert(Address::Project(space, project));
        }
        Change::Reranked { ranks } => all.extend(ranks.iter().map(|(number, _)| bucket(*number))),
        Change::Imported { outsiders, issues, .. } => {
            all.insert(Address::Project(space, project));
            if !outsiders.is_empty() {
                all.insert(Address::Outsiders(space, project));
            }
            all.extend(issues.iter().map(|issue| bucket(issue.number)));
        }
    }
}

/// How many lines an event can write into the feed of its space.
fn lines_of(event: &Event) -> usize {
    match event {
        // Moved, prioritised, archived, edited.
        Event::Issue(issue::Event { change: Change::Edited { numbers, .. }, .. }) => numbers.len().saturating_mul(4),
        Event::Import(import::Event::LogRead { items, .. }) => items.len(),
        _ => 1,
    }
}

/// The chunks at the feed's end that hold the record's lines.
fn of_feed(record: &Record, after: &State, space: SpaceId, most: usize, dated: bool, all: &mut BTreeSet<Address>) {
    let Some(feed) = after.space(space).map(|space| &space.feed) else { return };
    let own = feed.newest_first().take(most).take_while(|entry| dated || entry.at == record.at).count();
    if own > 0 {
        all.insert(Address::FeedEnd(space));
    }
    all.extend(last_chunks(feed.chunks(), own).map(|place| Address::Feed(space, place)));
}

/// The places of the chunks that hold so many of the last entries.
fn last_chunks<T>(chunks: &[Arc<Chunk<T>>], mut count: usize) -> impl Iterator<Item = u32> {
    chunks.iter().enumerate().rev().map_while(move |(place, chunk)| {
        let holds = count > 0;
        count = count.saturating_sub(chunk.entries.len());
        holds.then_some(place)?.try_into().ok()
    })
}

impl State {
    /// Whether an address can hold something: what it belongs to is there. A shard that has become empty counts, so
    /// that its segment is dropped.
    fn may_hold(&self, address: &Address) -> bool {
        match *address {
            Address::Console
            | Address::Names
            | Address::Departed
            | Address::Passwords
            | Address::People(_)
            | Address::Outbox(_)
            | Address::Tokens(_)
            | Address::CloudAccount(_)
            | Address::CloudRegion(..)
            | Address::Organization(_)
            | Address::IdentityCenter(_)
            | Address::Directory(..)
            | Address::Application(_)
            | Address::Sealed(_) => true,
            Address::Space(space)
            | Address::Members(space, _)
            | Address::Invitations(space, _)
            | Address::Teams(space, _)
            | Address::VpcConnections(space)
            | Address::Billing(space)
            | Address::Followed(space, _)
            | Address::Assistant(space)
            | Address::Ties(space)
            | Address::Feed(space, _)
            | Address::FeedEnd(space) => self.space(space).is_some(),
            Address::Trail => self.trail.vault.is_some(),
            Address::TrailChunk(chunk) => {
                usize::try_from(chunk).is_ok_and(|chunk| chunk < self.trail.chain.chunks().len())
            }
            Address::Project(space, project) | Address::Outsiders(space, project) => {
                self.project(space, project).is_some()
            }
            Address::Issues(space, project, bucket) => self
                .project(space, project)
                .is_some_and(|project| project.issues.by_number.range(super::numbers(bucket)).next().is_some()),
        }
    }
}
