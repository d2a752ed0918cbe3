//! What pages and other areas ask about teams.

use super::Team;
use crate::domain::{
    id::{PersonId, TeamId},
    member::Member,
    role::Role,
    space::Space,
};
use std::{collections::BTreeMap, sync::Arc};

impl Space {
    /// A team by id.
    pub fn team(&self, team: TeamId) -> Option<&Team> {
        self.teams.get(&team).map(Arc::as_ref)
    }

    /// Teams by name.
    pub fn teams_by_name(&self) -> Vec<&Team> {
        let mut teams: Vec<&Team> = self.teams.values().map(Arc::as_ref).collect();
        teams.sort_by_cached_key(|team| (team.name.to_lowercase(), team.id));
        teams
    }

    /// The members of a team, in the order of their ids.
    pub fn team_members(&self, team: TeamId) -> impl Iterator<Item = &Member> {
        self.members.values().filter(move |member| member.teams.contains(&team))
    }

    /// How many members each team has; those without any are not listed. One walk over the members.
    pub fn team_sizes(&self) -> BTreeMap<TeamId, usize> {
        let mut sizes = BTreeMap::new();
        for team in self.members.values().flat_map(|member| &member.teams) {
            *sizes.entry(*team).or_default() += 1;
        }
        sizes
    }

    /// The teams a person is in.
    pub fn teams_of(&self, person: PersonId) -> impl Iterator<Item = &Team> {
        let member = self.members.get(&person);
        member.into_iter().flat_map(|member| &member.teams).filter_map(|team| self.team(*team))
    }

    /// Whether a person is in a team.
    pub fn is_in_team(&self, person: PersonId, team: TeamId) -> bool {
        self.members.get(&person).is_some_and(|member| member.teams.contains(&team))
    }

    /// Whether a member is a Space administrator, by themselves or through a team (TEM-3).
    pub fn is_administrator(&self, person: PersonId) -> bool {
        self.members.get(&person).is_some_and(|member| self.administers(member))
    }

    pub(in crate::domain) fn administers(&self, member: &Member) -> bool {
        let through =
            |team: &TeamId| self.teams.get(team).is_some_and(|team| team.role == Some(Role::SpaceAdministrator));
        member.role == Role::SpaceAdministrator || member.teams.iter().any(through)
    }
}
