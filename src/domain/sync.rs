//! Sync: what the groups of an identity store make of the members of a space (SSO-4, SSO-5, TEM-2).
//!
//! [`difference`] is a pure function of what the cloud side has, what the application connects and what the space has; the
//! page shows it before, and the record of a sync is made of it.

mod due;
mod happen;

pub use due::{AFTER_A_CHANGE, EVERY, due, next};
pub(in crate::domain) use happen::{A_LINE, events};

use super::{
    Role, Timestamp,
    application::Application,
    id::{GroupId, PersonId, TeamId},
    identity::Person,
    identity_center::{Aliases, IdentityCenter, group_key, person},
    space::Space,
    team::{Kind, Team},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a sync changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// People who are new in this vault, or whose name or address is another.
    pub people: Vec<Person>,
    /// How many of them are members already.
    pub renamed: usize,
    /// Who becomes a member, with their groups.
    pub joined: Vec<(PersonId, Vec<GroupId>)>,
    /// Who is a member no more.
    pub left: Vec<PersonId>,
    /// Members whose groups are others.
    pub moved: Vec<(PersonId, Vec<GroupId>)>,
    /// Teams: who comes, who goes and stays a member of the space.
    pub teams: Vec<(TeamId, Vec<PersonId>, Vec<PersonId>)>,
    /// Who would go, and stays as the last Space administrator (MBR-7).
    pub held: Option<PersonId>,
    /// Connected groups with another name.
    pub names: Vec<(GroupId, String)>,
    /// Connected groups that are gone from the store and were there at the last sync.
    pub gone: Vec<GroupId>,
}

impl Difference {
    /// Whether nothing changes.
    pub const fn is_nothing(&self) -> bool {
        self.people.is_empty()
            && self.joined.is_empty()
            && self.left.is_empty()
            && self.moved.is_empty()
            && self.teams.is_empty()
            && self.names.is_empty()
            && self.gone.is_empty()
    }
}

/// What a sync changes now. `people` are those of the vault; `now` is when new ones join.
///
/// Without a `center` nobody is in any group.
pub fn difference(
    center: Option<&IdentityCenter>,
    application: &Application,
    space: &Space,
    people: &BTreeMap<PersonId, Person>,
    now: Timestamp,
) -> Difference {
    difference_with(center, application, space, people, &BTreeSet::new(), now)
}

/// The same where some are about to get the Space administrator role.
pub(in crate::domain) fn difference_with(
    center: Option<&IdentityCenter>,
    application: &Application,
    space: &Space,
    people: &BTreeMap<PersonId, Person>,
    leading: &BTreeSet<PersonId>,
    now: Timestamp,
) -> Difference {
    let center = center.filter(|center| center.instance.store.as_ref() == Some(&application.store));
    let mut difference = Difference::default();
    let wanted = wanted(center, application);
    let mut aliases = Aliases::of(people);
    for (id, groups) in &wanted {
        let member = space.members.get(id);
        match (member, space.followed.get(id)) {
            (None, _) => difference.joined.push((*id, groups.iter().copied().collect())),
            (Some(_), known) if known != Some(groups) => {
                difference.moved.push((*id, groups.iter().copied().collect()));
            }
            _ => {}
        }
        let profile = center.and_then(|center| center.users.get(id)).map(|user| &user.profile);
        let read = profile.and_then(|profile| person(*id, profile, people.get(id), &mut aliases, now));
        if let Some(person) = read {
            difference.renamed += usize::from(member.is_some());
            difference.people.push(person);
        }
    }
    difference.left = space.members.keys().filter(|id| !wanted.contains_key(id)).copied().collect();
    for (id, name) in &application.groups {
        match center.and_then(|center| center.groups.get(id)) {
            Some(group) if group.name != *name => difference.names.push((*id, group.name.clone())),
            Some(_) => {}
            None => {
                if space.followed.values().any(|groups| groups.contains(id)) {
                    difference.gone.push(*id);
                }
            }
        }
    }
    teams(application, space, &wanted, &mut difference);
    if !leading.iter().any(|person| wanted.contains_key(person)) {
        hold(space, &mut difference);
    }
    difference
}

/// Who is in a connected group, and in which.
fn wanted(center: Option<&IdentityCenter>, application: &Application) -> BTreeMap<PersonId, BTreeSet<GroupId>> {
    let users = center.into_iter().flat_map(|center| &center.users);
    let connected = |groups: &BTreeSet<GroupId>| -> BTreeSet<GroupId> {
        groups.iter().filter(|group| application.groups.contains_key(group)).copied().collect()
    };
    users.map(|(id, user)| (*id, connected(&user.groups))).filter(|(_, groups)| !groups.is_empty()).collect()
}

/// The groups that a team follows, as the console's own ids.
pub fn followed_by(store: &str, team: &Team) -> BTreeSet<GroupId> {
    match &team.kind {
        Kind::ByHand => BTreeSet::new(),
        Kind::Following(groups) => groups.iter().map(|group| group_key(store, &group.id)).collect(),
    }
}

/// Groups that a team follows and that bring nobody any more, by name: they are gone from the store, or not connected
/// (SSO-5).
pub fn removed_groups<'a>(
    center: Option<&IdentityCenter>,
    application: Option<&Application>,
    team: &'a Team,
) -> Vec<&'a str> {
    let Kind::Following(groups) = &team.kind else { return Vec::new() };
    let brings = |id: &str| {
        application.is_some_and(|application| {
            let key = group_key(&application.store, id);
            application.groups.contains_key(&key) && center.is_some_and(|center| center.groups.contains_key(&key))
        })
    };
    groups.iter().filter(|group| !brings(&group.id)).map(|group| group.name.as_str()).collect()
}

fn teams(
    application: &Application,
    space: &Space,
    wanted: &BTreeMap<PersonId, BTreeSet<GroupId>>,
    difference: &mut Difference,
) {
    for team in space.teams.values().filter(|team| matches!(team.kind, Kind::Following(_))) {
        let groups = followed_by(&application.store, team);
        let belongs = |id: &PersonId| wanted.get(id).is_some_and(|own| !own.is_disjoint(&groups));
        let came = wanted.keys().filter(|id| belongs(id) && !space.is_in_team(**id, team.id)).copied().collect();
        let went: Vec<PersonId> = space
            .team_members(team.id)
            .map(|member| member.person)
            .filter(|id| wanted.contains_key(id) && !belongs(id))
            .collect();
        let came: Vec<PersonId> = came;
        if !came.is_empty() || !went.is_empty() {
            difference.teams.push((team.id, came, went));
        }
    }
}

/// Keeps one Space administrator where all would go (MBR-7): the one who is there longest, with what makes them one.
fn hold(space: &Space, difference: &mut Difference) {
    let leads = |team: &TeamId| space.team(*team).is_some_and(|team| team.role == Some(Role::SpaceAdministrator));
    let left: BTreeSet<PersonId> = difference.left.iter().copied().collect();
    let mut taken: BTreeSet<(TeamId, PersonId)> = BTreeSet::new();
    let mut comes = false;
    for (team, came, went) in &difference.teams {
        taken.extend(went.iter().map(|person| (*team, *person)));
        comes |= leads(team) && !came.is_empty();
    }
    let stays = space.members.values().any(|member| {
        let leading = || member.teams.iter().any(|team| leads(team) && !taken.contains(&(*team, member.person)));
        !left.contains(&member.person) && (member.role == Role::SpaceAdministrator || leading())
    });
    if stays || comes {
        return;
    }
    let administrators = space.members.values().filter(|member| space.administers(member));
    let Some(held) = administrators.min_by_key(|member| (member.since, member.person)) else { return };
    difference.left.retain(|person| *person != held.person);
    for (team, _, went) in &mut difference.teams {
        if leads(team) {
            went.retain(|person| *person != held.person);
        }
    }
    difference.teams.retain(|(_, came, went)| !came.is_empty() || !went.is_empty());
    if left.contains(&held.person) && space.followed.get(&held.person).is_some_and(|groups| !groups.is_empty()) {
        difference.moved.push((held.person, Vec::new()));
    }
    difference.held = Some(held.person);
}
