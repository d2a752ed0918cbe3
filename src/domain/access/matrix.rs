//! People by permissions, and what one person can reach (MBR-11).

use super::{PermissionSet, Roles};
use crate::domain::{
    Permission, Role, State,
    gate::Place,
    id::{PersonId, ProjectId, SpaceId, TeamId},
    member::Member,
    permission::ALL,
    project::Project,
    space::Space,
};
use std::collections::BTreeMap;

/// The members of a space by all permissions, in the space or in a project of it. Nothing is computed until a row is asked
/// for, and a cell is one operation on bits.
pub struct Matrix<'a> {
    space: &'a Space,
    project: Option<&'a Project>,
    /// What each team gives at the place; teams that give nothing are left out.
    teams: BTreeMap<TeamId, Roles>,
}

/// A row: a member and the roles they have at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Their own roles and their teams'.
    pub roles: Roles,
}

impl Row {
    /// The cell of a permission.
    pub const fn may(self, permission: Permission) -> bool {
        self.roles.may(permission)
    }
}

impl<'a> Matrix<'a> {
    /// The matrix of a place; `None` when there is no such place.
    pub fn new(state: &'a State, place: Place) -> Option<Self> {
        let space = state.space(place.space())?;
        let project = match place.project() {
            Some(project) => Some(space.projects.get(&project)?.as_ref()),
            None => None,
        };
        let gives = |team: &crate::domain::team::Team| -> Roles {
            let in_project = project.and_then(|project| team.projects.get(&project.id)).copied();
            team.role.into_iter().chain(in_project).collect()
        };
        let teams = space.teams.values().map(|team| (team.id, gives(team)));
        Some(Self { space, project, teams: teams.filter(|(_, roles)| !roles.is_empty()).collect() })
    }

    /// The permissions, in the table's order: the columns.
    pub fn columns(&self) -> impl Iterator<Item = Permission> + use<> {
        ALL.into_iter()
    }

    /// All rows, by id of the person. Whoever sorts by name gives the ids to [`Self::row`].
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row> {
        self.space.members.values().map(|member| self.of(member))
    }

    /// One row; `None` for who is no member.
    pub fn row(&self, person: PersonId) -> Option<Row> {
        self.space.members.get(&person).map(|member| self.of(member))
    }

    /// Who has a permission: a column, its empty cells left out.
    pub fn who(&self, permission: Permission) -> impl Iterator<Item = PersonId> {
        self.rows().filter(move |row| row.may(permission)).map(|row| row.person)
    }

    fn of(&self, member: &Member) -> Row {
        let own = Roles::default().with(member.role);
        let in_project = self.project.and_then(|project| project.roles.get(&member.person));
        let own = in_project.map_or(own, |role| own.with(*role));
        let teams = if self.teams.is_empty() { None } else { Some(&member.teams) };
        let through =
            teams.into_iter().flatten().filter_map(|team| self.teams.get(team)).flat_map(|roles| roles.iter());
        Row { person: member.person, roles: through.fold(own, Roles::with) }
    }
}

/// What one person can reach in a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Roles in the space itself.
    pub roles: Roles,
    /// Projects that they have a role in, or all of them for an administrator, by id.
    pub projects: Vec<(ProjectId, Roles)>,
}

impl Reach {
    /// Everything they may do somewhere in the space.
    pub fn permissions(&self) -> PermissionSet {
        let projects = self.projects.iter().map(|(_, roles)| roles.permissions());
        projects.fold(self.roles.permissions(), PermissionSet::union)
    }
}

/// What a person can reach in a space, one click away from any list of members (MBR-11).
pub fn reach(state: &State, space: SpaceId, person: PersonId) -> Reach {
    let roles = Roles::of(state, person, Place::Space(space));
    let projects = state.space(space).into_iter().flat_map(|space| space.projects.keys());
    let in_project = |project: &ProjectId| (*project, Roles::of(state, person, Place::Project(space, *project)));
    let counts = |roles: Roles| roles.has(Role::SpaceAdministrator) || roles.iter().any(|role| !role.is_space_role());
    Reach { roles, projects: projects.map(in_project).filter(|(_, roles)| counts(*roles)).collect() }
}
