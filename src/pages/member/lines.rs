//! The rows of the tables of members and invitations.

use crate::{
    domain::{
        PersonId, ProjectId, Role, SpaceId, State, Timestamp,
        id::InvitationId,
        member::{Invitation, Member, Search, Standing, never_signed_in},
        space::Space,
    },
    pages::space::shared::name_of,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A member.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub person: PersonId,
    pub name: String,
    /// What the name and the teams are sorted by: lowercase, made once and not at every comparison.
    pub name_key: Arc<str>,
    pub teams_key: Arc<str>,
    pub alias: String,
    pub role: Role,
    /// The team that makes them an administrator.
    pub through: Option<String>,
    pub teams: String,
    /// How many projects they have a role of their own in; `None` for all.
    pub projects: Option<usize>,
    pub since: Timestamp,
    pub never: bool,
    /// The one who acts.
    pub own: bool,
}

impl Line {
    fn of(
        state: &State,
        space: &Space,
        (member, administrator): (&Member, bool),
        places: &BTreeMap<PersonId, usize>,
        never: &BTreeSet<PersonId>,
        actor: Option<PersonId>,
    ) -> Self {
        let person = state.people.get(&member.person);
        let through = (administrator && member.role != Role::SpaceAdministrator)
            .then(|| space.teams_of(member.person).find(|team| team.role == Some(Role::SpaceAdministrator)))
            .flatten();
        let projects = places.get(&member.person).copied().unwrap_or_default();
        let teams: Vec<&str> =
            member.teams.iter().filter_map(|team| space.team(*team)).map(|team| team.name.as_str()).collect();
        let (name, teams) = (name_of(state, member.person), teams.join(", "));
        Self {
            person: member.person,
            name_key: name.to_lowercase().into(),
            teams_key: teams.to_lowercase().into(),
            name,
            alias: person
                .map(|person| noted(&person.alias, &state.groups_of_member(space.id, member.person)))
                .unwrap_or_default(),
            role: member.role,
            through: through.map(|team| team.name.clone()),
            teams,
            projects: (!administrator).then_some(projects),
            since: member.since,
            never: never.contains(&member.person),
            own: actor == Some(member.person),
        }
    }

    /// Administrators, then the others (MBR-4).
    pub fn both(state: &State, space: SpaceId, actor: Option<PersonId>) -> [Vec<Arc<Self>>; 2] {
        let Some(space) = state.space(space) else { return Default::default() };
        let never = never_signed_in(state, space);
        // In how many projects each has a role: one walk, for there may be ten thousand members.
        let mut places = BTreeMap::<PersonId, usize>::new();
        for person in space.projects.values().flat_map(|project| project.roles.keys()) {
            *places.entry(*person).or_default() += 1;
        }
        let [administrators, others] = space.administrators_and_others();
        [(administrators, true), (others, false)].map(|(members, power)| {
            members
                .into_iter()
                .map(|one| Arc::new(Self::of(state, space, (one, power), &places, &never, actor)))
                .collect()
        })
    }

    /// Those of the lines that a search finds.
    pub fn found(state: &State, space: SpaceId, lines: &[Arc<Self>], search: &Search) -> Vec<Arc<Self>> {
        let Some(space) = state.space(space) else { return Vec::new() };
        let never = search.never(state, space);
        let finds = |line: &&Arc<Self>| {
            space.members.get(&line.person).is_some_and(|member| search.finds(state, space, member, &never))
        };
        lines.iter().filter(finds).cloned().collect()
    }
}

/// The alias, and in an SSO space the groups that brought the member (SSO-4).
fn noted(alias: &str, groups: &[&str]) -> String {
    if groups.is_empty() { format!("@{alias}") } else { format!("@{alias} · {}", groups.join(", ")) }
}

/// An invitation.
#[derive(Clone, Debug, PartialEq)]
pub struct Invited {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    /// To which project.
    pub project: Option<String>,
    pub standing: Standing,
    pub sent: Timestamp,
    pub by: String,
    /// Nobody in this vault has the address.
    pub unknown: bool,
}

impl Invited {
    /// Those of a space, or of one project of it, newest first.
    pub fn all(
        state: &State,
        space: SpaceId,
        project: Option<ProjectId>,
        search: &Search,
        now: Timestamp,
    ) -> (Vec<Self>, usize) {
        let Some(space) = state.space(space) else { return Default::default() };
        let here = |invitation: &&Invitation| project.is_none() || invitation.project == project;
        let all: Vec<&Invitation> = space.invitations_newest_first().into_iter().filter(here).collect();
        let count = all.len();
        let found = all.into_iter().filter(|one| search.is_empty() || search.finds_invitation(state, one, now));
        (found.map(|one| Self::of(state, space, one, now)).collect(), count)
    }

    fn of(state: &State, space: &Space, one: &Invitation, now: Timestamp) -> Self {
        let project = one.project.and_then(|project| space.projects.get(&project));
        Self {
            id: one.id,
            email: one.email.clone(),
            role: one.role,
            project: project.map(|project| project.name.clone()),
            standing: one.standing(now),
            sent: one.last_sent(),
            by: one.by().map(|person| name_of(state, person)).unwrap_or_default(),
            unknown: one.is_pending(now) && !state.people.values().any(|person| one.is_for(&person.email)),
        }
    }
}
