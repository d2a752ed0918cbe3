//! Why somebody may do something, or what would let them (MBR-10).

use super::Roles;
use crate::domain::{
    Permission, Role, State,
    gate::Place,
    id::{PersonId, ProjectId, SpaceId, TeamId},
    member::to_change,
    space::Space,
};
use std::{collections::BTreeSet, sync::Arc};

/// Why a person has a permission at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A Space administrator is in every project (MBR-4): by their own role, or through a team (TEM-3).
    ImplicitAdministrator(Option<TeamId>),
    /// Their own role in the space.
    SpaceRole(Role),
    /// Their own role in the project.
    ProjectRole(Role),
    /// The space role of a team they are in.
    TeamSpaceRole(TeamId, Role),
    /// The project role of a team they are in.
    TeamProjectRole(TeamId, Role),
}

impl Reason {
    /// The role that gives it.
    pub const fn role(self) -> Role {
        match self {
            Self::ImplicitAdministrator(_) => Role::SpaceAdministrator,
            Self::SpaceRole(role)
            | Self::ProjectRole(role)
            | Self::TeamSpaceRole(_, role)
            | Self::TeamProjectRole(_, role) => role,
        }
    }

    /// In words, such as “Contributor in the project, through the team Crew”.
    pub fn words(self, space: &Space) -> String {
        let through = |team: TeamId| {
            let name = space.team(team).map_or("a team that is gone", |team| team.name.as_str());
            format!(", through the team {name}")
        };
        let role = self.role().label();
        match self {
            Self::ImplicitAdministrator(None) => format!("{role}, who is in every project"),
            Self::ImplicitAdministrator(Some(team)) => format!("{role}, who is in every project{}", through(team)),
            Self::SpaceRole(_) => format!("{role} in the space"),
            Self::ProjectRole(_) => format!("{role} in the project"),
            Self::TeamSpaceRole(team, _) => format!("{role} in the space{}", through(team)),
            Self::TeamProjectRole(team, _) => format!("{role} in the project{}", through(team)),
        }
    }
}

/// What [`explain`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They may; every reason for it, strongest role first.
    May(Vec<Reason>),
    /// They may not.
    Lacks(Lack),
}

/// What would let a person do what they may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Whether the person is a member of the space; if not, they are invited with one of the roles.
    pub member: bool,
    /// The roles that would do, strongest first.
    pub ways: Vec<Way>,
}

/// A role that would give a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The role.
    pub role: Role,
    /// The permission that giving this role needs, such as `Change roles of users in a project`; [`givers`] has it.
    pub giving: Permission,
}

/// Every role a person has at a place with the reason for it, whatever it gives; strongest first.
pub fn reasons(space: &Space, person: PersonId, project: Option<ProjectId>) -> Vec<Reason> {
    let mut all = Vec::new();
    let of_space = |role, team: Option<TeamId>| match (role, team) {
        (Role::SpaceAdministrator, team) if project.is_some() => Reason::ImplicitAdministrator(team),
        (role, None) => Reason::SpaceRole(role),
        (role, Some(team)) => Reason::TeamSpaceRole(team, role),
    };
    let own = space.members.get(&person).map(|member| member.role);
    all.extend(own.map(|role| of_space(role, None)));
    let in_project = project.and_then(|project| space.projects.get(&project)?.roles.get(&person));
    all.extend(in_project.map(|role| Reason::ProjectRole(*role)));
    for team in space.teams_of(person) {
        all.extend(team.role.map(|role| of_space(role, Some(team.id))));
        let in_project = project.and_then(|project| team.projects.get(&project));
        all.extend(in_project.map(|role| Reason::TeamProjectRole(team.id, *role)));
    }
    all.sort_by_key(|reason| (reason.role(), *reason));
    all
}

/// Whether a person may do something in a space or in a project of it, with all reasons, or with the roles that would do and
/// who could give them. `None` when there is no such space or project.
pub fn explain(
    state: &State,
    person: PersonId,
    space: SpaceId,
    project: Option<ProjectId>,
    permission: Permission,
) -> Option<Answer> {
    let found = state.space(space)?;
    let here = match project {
        Some(project) => Some(found.projects.get(&project)?),
        None => None,
    };
    let mut held = reasons(found, person, project);
    held.retain(|reason| permission.is_given_to(reason.role()));
    if !held.is_empty() {
        return Some(Answer::May(held));
    }
    let member = found.members.contains_key(&person);
    // A role in a project counts in that project alone.
    let ways = permission.roles().filter(|role| role.is_space_role() || project.is_some());
    let has_role = here.is_some_and(|project| project.roles.contains_key(&person));
    let ways = ways.map(|role| Way { role, giving: giving(role, has_role) }).collect();
    Some(Answer::Lacks(Lack { member, ways }))
}

/// The permission to give a role to somebody who has none, or another one, there.
fn giving(role: Role, has_project_role: bool) -> Permission {
    match role.is_space_role() {
        true => to_change(None, Some(role)),
        false if has_project_role => Permission::ChangeRolesOfUsersInAProject,
        false => Permission::InviteUsersToAProject,
    }
}

/// The people who have a permission at a place, by id, found one after another: those who could give a role, say. Ask for as
/// many as are shown.
pub fn givers(state: &State, place: Place, permission: Permission) -> impl Iterator<Item = PersonId> {
    let space = state.space(place.space());
    // Most members are in no team that counts here, and need no second look.
    let counting: BTreeSet<TeamId> = space.map(|space| counting(space, place, permission)).unwrap_or_default();
    space.into_iter().flat_map(|space| space.members.values()).filter_map(move |member| {
        let own = permission.is_given_to(member.role)
            || member.teams.iter().any(|team| counting.contains(team))
            || Roles::of(state, member.person, place).may(permission);
        own.then_some(member.person)
    })
}

/// The teams whose role gives a permission at a place.
fn counting(space: &Space, place: Place, permission: Permission) -> BTreeSet<TeamId> {
    let gives = |role: Option<&Role>| role.is_some_and(|role| permission.is_given_to(*role));
    let teams = space.teams.values().map(Arc::as_ref);
    teams
        .filter(|team| {
            gives(team.role.as_ref()) || gives(place.project().and_then(|project| team.projects.get(&project)))
        })
        .map(|team| team.id)
        .collect()
}
