//! What pages ask about members (MBR-4, MBR-5).

use crate::domain::{
    State,
    id::{PersonId, ProjectId, SpaceId},
    role::Role,
};
use std::collections::BTreeSet;

/// Who may work in a project, told apart as the members page shows them (MBR-4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectMembers {
    /// Space administrators: in every project, without a project role.
    pub administrators: Vec<PersonId>,
    /// Those with a role in the project, strongest role first (MBR-5).
    pub listed: Vec<(PersonId, Role)>,
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
        ProjectMembers { administrators, listed }
    }
}
