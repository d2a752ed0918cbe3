//! What the matrix shows now: some people, the permissions that are looked for, and the strongest reason in each cell.

use crate::{
    domain::{
        Permission, PersonId, ProjectId, Role, SpaceId, State,
        access::{Reason, reasons},
        gate::Place,
        id::TeamId,
        member::{Member, Search},
        permission::ALL,
        space::Space,
    },
    pages::space::shared::name_of,
};
use std::sync::Arc;

/// People beside each other.
pub const ACROSS: usize = 6;

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub space: SpaceId,
    pub project: Option<ProjectId>,
    /// Words and tokens for people.
    pub person: String,
    /// Words for permissions, in section or name.
    pub permission: String,
    /// From the how many-th person on.
    pub from: usize,
}

impl Wish {
    /// The place.
    pub fn place(&self) -> Place {
        self.project.map_or(Place::Space(self.space), |project| Place::Project(self.space, project))
    }

    /// The members that are looked for, by name.
    pub fn people(&self, state: &State) -> Vec<PersonId> {
        let Some(space) = state.space(self.space) else { return Vec::new() };
        let search = Search::parse(&self.person);
        let never = search.never(state, space);
        let found = |member: &&Member| search.is_empty() || search.finds(state, space, member, &never);
        let mut people: Vec<PersonId> = space.members.values().filter(found).map(|member| member.person).collect();
        people.sort_by_cached_key(|person| (name_of(state, *person).to_lowercase(), *person));
        people
    }

    /// The permissions that are looked for, in the table's order.
    pub fn permissions(&self) -> Vec<Permission> {
        let words: Vec<String> = self.permission.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let text = |one: &Permission| format!("{} {}", one.section(), one.label()).to_lowercase();
        ALL.into_iter().filter(|one| words.iter().all(|word| text(one).contains(word.as_str()))).collect()
    }
}

/// One cell: the role that gives the permission, and the team it comes through.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub role: Role,
    pub team: Option<Arc<str>>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub permission: Permission,
    /// The first of its section here.
    pub heads: bool,
    /// A cell for each person.
    pub cells: Vec<Option<Given>>,
}

/// The part of the matrix that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    pub people: Vec<(PersonId, String)>,
    pub lines: Vec<Line>,
    /// How many people are found in all.
    pub found: usize,
}

impl Grid {
    /// Computes it.
    pub fn of(state: &State, wish: &Wish) -> Self {
        let Some(space) = state.space(wish.space) else { return Self::default() };
        let all = wish.people(state);
        let found = all.len();
        let shown: Vec<PersonId> = all.into_iter().skip(wish.from).take(ACROSS).collect();
        let held: Vec<Vec<Reason>> = shown.iter().map(|person| reasons(space, *person, wish.project)).collect();
        let mut section = "";
        let lines = wish.permissions().into_iter().map(|permission| {
            let heads = permission.section() != section;
            section = permission.section();
            let cell = |reasons: &Vec<Reason>| {
                let first = reasons.iter().find(|reason| permission.is_given_to(reason.role()))?;
                Some(Given { role: first.role(), team: team_of(space, *first) })
            };
            Line { permission, heads, cells: held.iter().map(cell).collect() }
        });
        let lines = lines.collect();
        Self { people: shown.into_iter().map(|person| (person, name_of(state, person))).collect(), lines, found }
    }
}

fn team_of(space: &Space, reason: Reason) -> Option<Arc<str>> {
    let team: TeamId = match reason {
        Reason::ImplicitAdministrator(team) => team?,
        Reason::TeamSpaceRole(team, _) | Reason::TeamProjectRole(team, _) => team,
        Reason::SpaceRole(_) | Reason::ProjectRole(_) => return None,
    };
    space.team(team).map(|team| team.name.as_str().into())
}
