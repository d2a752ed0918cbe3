//! What if: whose permissions differ between two states.

use super::{PermissionSet, Roles};
use crate::domain::{
    Command, Facts, Refusal, State, Timestamp, decide,
    gate::Place,
    id::{PersonId, ProjectId, SpaceId, TeamId},
    space::Space,
};
use std::{collections::BTreeSet, sync::Arc};

/// What a person would gain and lose at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub place: Place,
    /// The roles before and after.
    pub roles: (Roles, Roles),
    /// What they could do and could not before.
    pub gained: PermissionSet,
    /// What they could do before and could not.
    pub lost: PermissionSet,
}

/// The state that commands would lead to; the state itself stays as it is. Refused as the first of them that is refused.
pub fn what_if(
    state: &State,
    actor: Option<PersonId>,
    commands: impl IntoIterator<Item = Command>,
    facts: &mut Facts<'_>,
) -> Result<State, Refusal> {
    let mut after = state.clone();
    for command in commands {
        let record = decide(&after, actor, command, facts)?;
        after.apply(&record);
    }
    Ok(after)
}

/// Why a command would be refused now; `None` when it would not. What buttons show that one may not press.
pub fn refused(state: &State, actor: Option<PersonId>, command: impl Into<Command>, now: Timestamp) -> Option<Refusal> {
    // Nothing that is made here is kept, so nothing needs to be random.
    let mut nothing = |bytes: &mut [u8]| bytes.fill(0);
    decide(state, actor, command.into(), &mut Facts::new(now, &mut nothing)).err()
}

/// Whose permissions in a space differ between two states, place by place; for one person, or for everybody. Found one
/// after another, and what both states share is passed over.
pub fn difference<'a>(
    before: &'a State,
    after: &'a State,
    space: SpaceId,
    person: Option<PersonId>,
) -> impl Iterator<Item = Change> + use<'a> {
    let sides = [before.spaces.get(&space), after.spaces.get(&space)];
    let same = matches!(sides, [Some(one), Some(other)] if Arc::ptr_eq(one, other));
    let sides = if same { [None, None] } else { sides.map(|side| side.map(Arc::as_ref)) };
    let (projects, teams) = (changed_projects(sides), changed_teams(sides));
    let all: BTreeSet<ProjectId> = sides.iter().flatten().flat_map(|space| space.projects.keys().copied()).collect();
    people(sides, person).into_iter().flat_map(move |person| {
        let [was, is] = sides.map(|side| side.and_then(|space| space.members.get(&person)));
        let touched = was != is || was.is_some_and(|member| member.teams.iter().any(|team| teams.contains(team)));
        let here = touched.then_some(Place::Space(space));
        let projects = if touched { &all } else { &projects };
        let places: Vec<Place> =
            here.into_iter().chain(projects.iter().map(|project| Place::Project(space, *project))).collect();
        places.into_iter().filter_map(move |place| compare(before, after, person, place))
    })
}

fn compare(before: &State, after: &State, person: PersonId, place: Place) -> Option<Change> {
    let roles = (Roles::of(before, person, place), Roles::of(after, person, place));
    if roles.0 == roles.1 {
        return None;
    }
    let (had, has) = (roles.0.permissions(), roles.1.permissions());
    let change = Change { person, place, roles, gained: has.without(had), lost: had.without(has) };
    (!change.gained.is_empty() || !change.lost.is_empty()).then_some(change)
}

/// Everybody who is a member on either side or has a role in a project that differs.
fn people(sides: [Option<&Space>; 2], person: Option<PersonId>) -> BTreeSet<PersonId> {
    match person {
        Some(person) => BTreeSet::from([person]),
        None => sides.into_iter().flatten().flat_map(|space| space.members.keys().copied()).collect(),
    }
}

/// Projects that are not one and the same on both sides.
fn changed_projects(sides: [Option<&Space>; 2]) -> BTreeSet<ProjectId> {
    let [was, is] = sides;
    let in_both = |id: &ProjectId| match (was?.projects.get(id)?, is?.projects.get(id)?) {
        (one, other) if Arc::ptr_eq(one, other) || one.roles == other.roles => Some(()),
        _ => None,
    };
    let all = sides.into_iter().flatten().flat_map(|space| space.projects.keys());
    all.filter(|id| in_both(id).is_none()).copied().collect()
}

/// Teams that are not one and the same on both sides.
fn changed_teams(sides: [Option<&Space>; 2]) -> BTreeSet<TeamId> {
    let [was, is] = sides;
    let in_both = |id: &TeamId| match (was?.teams.get(id)?, is?.teams.get(id)?) {
        (one, other) if Arc::ptr_eq(one, other) || one == other => Some(()),
        _ => None,
    };
    let all = sides.into_iter().flatten().flat_map(|space| space.teams.keys());
    all.filter(|id| in_both(id).is_none()).copied().collect()
}
