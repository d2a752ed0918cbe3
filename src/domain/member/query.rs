//! What pages ask about members (MBR-4, MBR-5).

use crate::domain::{
    State,
    id::{PersonId, ProjectId, SpaceId, TeamId},
    role::Role,
};
use std::collections::BTreeSet;

/// Who may work in a project, told apart as the members page shows them (MBR-4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectMembers {
    /// Space administrators: in every project, without a project role.
    pub administrators: Vec<PersonId>,
    /// Those with a role of their own in the project, strongest role first (MBR-5).
    pub listed: Vec<(PersonId, Role)>,
    /// Those who have a role in the project through a team, by team and person.
    pub through_teams: Vec<(PersonId, TeamId, Role)>,
}

impl State {
    /// The members of a project; empty when there is no such project.
    pub fn project_members(&self, space: SpaceId, project: ProjectId) -> ProjectMembers {
        let (Some(space), Some(project)) = (self.space(space), self.project(space, project)) else {
            return ProjectMembers::default();
        };
        let administrators: Vec<PersonId> = space.administrators().iter().map(|member| member.person).collect();
        let known: BTreeSet<PersonId> = administrators.iter().copied().collect();
        let mut listed: Vec<(PersonId, Role)> = project
            .roles
            .iter()
            .filter(|(person, _)| !known.contains(person))
            .map(|(person, role)| (*person, *role))
            .collect();
        listed.sort_by_key(|(person, role)| (*role, *person));
        let mut through_teams = Vec::new();
        for member in space.members.values().filter(|member| !known.contains(&member.person)) {
            let roles = member.teams.iter().filter_map(|team| {
                space.team(*team)?.projects.get(&project.id).map(|role| (member.person, *team, *role))
            });
            through_teams.extend(roles);
        }
        through_teams.sort_by_key(|(person, team, _)| (*team, *person));
        ProjectMembers { administrators, listed, through_teams }
    }
}
