//! What pages ask about spaces (SPC-9, MBR-4, PRJ-3).

use super::{Region, Space, Tier};
use crate::domain::{
    State,
    activity::Deed,
    id::{PersonId, TeamId},
    member::Member,
    project::Project,
    role::Role,
    team::Team,
};
use std::{collections::BTreeSet, sync::Arc};

impl Region {
    /// All Regions a space can have, in the order of the choice.
    pub const ALL: [Self; 2] = [Self::UsWest2, Self::EuWest1];

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UsWest2 => "us-west-2",
            Self::EuWest1 => "eu-west-1",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UsWest2 => "US West (Oregon)",
            Self::EuWest1 => "Europe (Ireland)",
        }
    }

    /// Reads what programs write.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.code() == code)
    }
}

impl Tier {
    /// All, smaller ones first.
    pub const ALL: [Self; 3] = [Self::Free, Self::Standard, Self::Enterprise];

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Free => "Free",
            Self::Standard => "Standard",
            Self::Enterprise => "Enterprise",
        }
    }
}

impl Space {
    /// Members with the Space administrator role, their own or through a team, longest first (MBR-4, TEM-3).
    pub fn administrators(&self) -> Vec<&Member> {
        let [administrators, _] = self.administrators_and_others();
        administrators
    }

    /// Members who have another space role alone, longest first: administrators are not among them (MBR-4).
    pub fn ordinary_members(&self) -> Vec<&Member> {
        let [_, others] = self.administrators_and_others();
        others
    }

    /// Both, in one walk, for there may be ten thousand members in many teams.
    pub fn administrators_and_others(&self) -> [Vec<&Member>; 2] {
        let powerful = |team: &&Arc<Team>| team.role == Some(Role::SpaceAdministrator);
        let through: BTreeSet<TeamId> = self.teams.values().filter(powerful).map(|team| team.id).collect();
        let administers = |member: &&Member| {
            member.role == Role::SpaceAdministrator || (!through.is_empty() && !through.is_disjoint(&member.teams))
        };
        let (mut administrators, mut others): (Vec<&Member>, Vec<&Member>) =
            self.members.values().partition(administers);
        administrators.sort_by_key(|member| (member.since, member.person));
        others.sort_by_key(|member| (member.since, member.person));
        [administrators, others]
    }

    /// Whether there is any Space administrator (MBR-7).
    pub fn has_administrator(&self) -> bool {
        self.members.values().any(|member| self.administers(member))
    }

    /// Who created the space: its first administrator (SPC-4). Nobody created an imported one here.
    pub fn creator(&self) -> Option<PersonId> {
        let mut entries = self.feed.oldest_first();
        if entries.next()?.deed != Deed::SpaceCreated {
            return None;
        }
        entries.find_map(|entry| match entry.deed {
            Deed::MemberJoined(person, Role::SpaceAdministrator) => Some(person),
            _ => None,
        })
    }

    /// The projects by name.
    pub fn projects_by_name(&self) -> Vec<&Project> {
        let mut projects: Vec<&Project> = self.projects.values().map(Arc::as_ref).collect();
        projects.sort_by_cached_key(|project| (project.name.to_lowercase(), project.name.clone()));
        projects
    }

    /// The project with exactly this name, letter case and all (PRJ-1).
    pub fn project_named(&self, name: &str) -> Option<&Project> {
        self.projects.values().map(Arc::as_ref).find(|project| project.name == name)
    }
}

impl State {
    /// The spaces a person belongs to, by name: what the switcher lists (SPC-9).
    pub fn spaces_of(&self, person: PersonId) -> Vec<&Space> {
        let mut spaces: Vec<&Space> =
            self.spaces.values().map(Arc::as_ref).filter(|space| space.members.contains_key(&person)).collect();
        spaces.sort_by_cached_key(|space| space.name.to_lowercase());
        spaces
    }

    /// The space with this name, ignoring letter case (SPC-3).
    pub fn space_named(&self, name: &str) -> Option<&Space> {
        self.spaces.values().map(Arc::as_ref).find(|space| super::names::same(&space.name, name))
    }
}
