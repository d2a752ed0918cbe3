//! Who makes teams, who is in them, and what they may do (TEM-1..3, MBR-6, MBR-7).

use super::{Command, Event, Group, Kind, Team};
use crate::domain::{
    Event as DomainEvent, Facts, Mend, Permission, Refusal, Role, State,
    gate::{self, Place},
    id::{GroupId, PersonId, ProjectId, SpaceId, TeamId},
    identity_center::group_key,
    member::keeps_an_administrator,
    space::{Space, Users},
    text,
    text::field,
};
use std::collections::BTreeSet;

type Events = Result<Vec<DomainEvent>, Refusal>;

/// How many groups a team can follow (reference 6.6).
const GROUPS: usize = 5;

/// Decides.
pub fn decide(state: &State, actor: Option<PersonId>, command: Command, facts: &mut Facts<'_>) -> Events {
    match command {
        Command::Create { space, name, groups } => {
            let space = ask(state, actor, Permission::CreateTeam, space)?;
            let name = free_name(space, &name, None)?;
            let kind = kind(space, groups)?;
            let team = TeamId::from_random(facts.bytes());
            let people = followers(state, space, &kind)?;
            let mut events = vec![Event::Created { space: space.id, team, name, kind }.into()];
            if !people.is_empty() {
                events.push(Event::MembersAdded { space: space.id, team, people }.into());
            }
            Ok(events)
        }
        Command::Rename { space, team, name } => {
            let space = ask(state, actor, Permission::UpdateTeam, space)?;
            let found = known(space, team)?;
            let name = free_name(space, &name, Some(team))?;
            if name == found.name {
                return Err(nothing("The team has this name already, so there is nothing to save."));
            }
            Ok(vec![Event::Renamed { space: space.id, team, name }.into()])
        }
        Command::Delete { space, team } => {
            let space = ask(state, actor, Permission::DeleteTeam, space)?;
            known(space, team)?;
            let people: Vec<PersonId> = space.team_members(team).map(|member| member.person).collect();
            let mut events = Vec::new();
            if !people.is_empty() {
                events.push(Event::MembersRemoved { space: space.id, team, people }.into());
            }
            events.push(Event::Deleted { space: space.id, team }.into());
            keeps_an_administrator(state, space.id, actor, &events, facts)?;
            Ok(events)
        }
        Command::Add { space, team, people } => add(state, actor, space, team, people),
        Command::Remove { space, team, people } => {
            let space = ask(state, actor, Permission::UpdateTeam, space)?;
            by_hand(space, known(space, team)?)?;
            let people = chosen(people, |person| space.is_in_team(*person, team));
            if people.is_empty() {
                return Err(nothing("None of those chosen is in the team, so there is nothing to remove."));
            }
            let events = vec![Event::MembersRemoved { space: space.id, team, people }.into()];
            keeps_an_administrator(state, space.id, actor, &events, facts)?;
            Ok(events)
        }
        Command::SetRole { space, team, role } => set_role(state, actor, space, team, role, facts),
        Command::SetProjectRole { space, team, project, role } => {
            set_project_role(state, actor, (space, team), project, role)
        }
    }
}

fn ask(state: &State, actor: Option<PersonId>, permission: Permission, space: SpaceId) -> Result<&Space, Refusal> {
    gate::ask(state, actor, permission, Place::Space(space))?;
    state.space(space).ok_or_else(|| gate::gone("space"))
}

fn nothing(message: &str) -> Refusal {
    Refusal::new("TEM-1", message)
}

fn known(space: &Space, team: TeamId) -> Result<&Team, Refusal> {
    space.team(team).ok_or_else(|| {
        Refusal::new("TEM-1", "This team is not here. It may have been deleted, or the address is mistyped.")
    })
}

fn free_name(space: &Space, name: &str, own: Option<TeamId>) -> Result<String, Refusal> {
    let name = text::team_name(name)?;
    let folded = name.to_lowercase();
    if space.teams.values().any(|team| Some(team.id) != own && team.name.to_lowercase() == folded) {
        return Err(Refusal::new(
            "TEM-1",
            "A team of this space has this name already. Letter case makes no difference; choose another.",
        )
        .at(field::TEAM_NAME));
    }
    Ok(name)
}

/// By hand in a Builder ID space, following groups in an SSO space (TEM-2, SPC-10).
fn kind(space: &Space, groups: Vec<Group>) -> Result<Kind, Refusal> {
    match (space.users, groups.len()) {
        (Users::BuilderId, 0) => Ok(Kind::ByHand),
        (Users::BuilderId, _) => Err(Refusal::new(
            "SPC-10",
            "The users of this space have Builder IDs, so there is no group that a team could follow. Make the team without a group.",
        )),
        (Users::Sso, 0) => Err(Refusal::new(
            "TEM-2",
            "The users of this space come from an identity provider, so a team is made from one of its groups. Choose a group.",
        )),
        (Users::Sso, 1..=GROUPS) => {
            let mut seen = BTreeSet::new();
            for group in &groups {
                if group.id.is_empty() || !seen.insert(group.id.as_str()) {
                    return Err(Refusal::new("TEM-2", "A group is chosen twice, or has no id. Choose each once."));
                }
                text::imported_text(&group.id, "a group with the id", text::IMPORTED_NAME_MAX)?;
                text::imported_text(&group.name, "a group with the name", text::IMPORTED_TEXT_MAX)?;
            }
            Ok(Kind::Following(groups))
        }
        (Users::Sso, _) => Err(Refusal::new("TEM-2", format!("A team can follow {GROUPS} groups at most."))),
    }
}

/// The members that a new team has at once: those whom its groups brought. All of them have to be connected (TEM-2).
fn followers(state: &State, space: &Space, kind: &Kind) -> Result<Vec<PersonId>, Refusal> {
    let (Kind::Following(groups), Some(application)) = (kind, state.application_for(space.id)) else {
        return Ok(Vec::new());
    };
    let keys: BTreeSet<GroupId> = groups.iter().map(|group| group_key(&application.store, &group.id)).collect();
    if keys.iter().any(|group| !application.groups.contains_key(group)) {
        return Err(Refusal::new(
            "TEM-2",
            "A chosen group is not connected to the space, so nobody of it is a member. Choose a connected group, or connect it with Edit Identity Center.",
        ));
    }
    let brought = space.followed.iter().filter(|(_, own)| !own.is_disjoint(&keys));
    Ok(brought.map(|(person, _)| *person).collect())
}

/// The refusal of editing by hand who is in a team that follows groups (TEM-2).
fn by_hand(space: &Space, team: &Team) -> Result<(), Refusal> {
    let groups = match (&team.kind, space.users) {
        (Kind::ByHand, Users::BuilderId) => return Ok(()),
        (Kind::ByHand, Users::Sso) => {
            return Err(Refusal::new(
                "TEM-2",
                "This team is from before SSO, and the teams of an SSO space follow groups. Delete it, and make a team from a group.",
            ));
        }
        (Kind::Following(groups), _) => groups,
    };
    let names: Vec<String> = groups.iter().map(|group| format!("“{}”", group.name)).collect();
    let (groups, their) = if names.len() == 1 { ("group", "it") } else { ("groups", "them") };
    Err(Refusal::new(
        "TEM-2",
        format!(
            "This team follows the {groups} {} of the identity provider, so its members cannot be edited by hand. Change {their} there; the next sync brings it here.",
            names.join(", ")
        ),
    ))
}

/// Each once, and only those that pass.
fn chosen(people: Vec<PersonId>, keep: impl Fn(&PersonId) -> bool) -> Vec<PersonId> {
    let people: BTreeSet<PersonId> = people.into_iter().collect();
    people.into_iter().filter(keep).collect()
}

fn add(state: &State, actor: Option<PersonId>, space: SpaceId, team: TeamId, people: Vec<PersonId>) -> Events {
    let space = ask(state, actor, Permission::UpdateTeam, space)?;
    by_hand(space, known(space, team)?)?;
    if people.iter().any(|person| !space.members.contains_key(person)) {
        return Err(Refusal::new(
            "TEM-1",
            "Only members of the space can be in a team of it, and one of those chosen is none. Invite them to the space first.",
        )
        .mended_at(Mend::Members(space.id)));
    }
    let people = chosen(people, |person| !space.is_in_team(*person, team));
    if people.is_empty() {
        return Err(nothing("All those chosen are in the team already, so there is nothing to add."));
    }
    Ok(vec![Event::MembersAdded { space: space.id, team, people }.into()])
}

fn set_role(
    state: &State,
    actor: Option<PersonId>,
    space: SpaceId,
    team: TeamId,
    role: Option<Role>,
    facts: &Facts<'_>,
) -> Events {
    let space = ask(state, actor, Permission::UpdateTeam, space)?;
    let former = known(space, team)?.role;
    // A team's role is its members' role: the Space administrator role is given and taken as to people (MBR-6).
    for (side, permission) in [
        (role, Permission::AddOtherUsersToTheSpaceAdministratorRole),
        (former, Permission::RemoveOtherUsersFromTheSpaceAdministratorRole),
    ] {
        if side == Some(Role::SpaceAdministrator) {
            gate::ask(state, actor, permission, Place::Space(space.id))?;
        }
    }
    if let Some(role) = role.filter(|role| !role.is_space_role()) {
        let message = format!("{} is a role in a project. Choose a role of the space.", role.label());
        return Err(Refusal::new("MBR-9", message).at(field::ROLE));
    }
    if former == role {
        return Err(nothing("The team has that role already, so there is nothing to change.").at(field::ROLE));
    }
    let events = vec![Event::RoleSet { space: space.id, team, role }.into()];
    keeps_an_administrator(state, space.id, actor, &events, facts)?;
    Ok(events)
}

fn set_project_role(
    state: &State,
    actor: Option<PersonId>,
    (space, team): (SpaceId, TeamId),
    project: ProjectId,
    role: Option<Role>,
) -> Events {
    let former = state.space(space).and_then(|space| space.team(team)?.projects.get(&project).copied());
    let permission = match (former, role) {
        (None, _) => Permission::AddTeamToAProject,
        (Some(_), Some(_)) => Permission::ChangeProjectRoleOfTeam,
        (Some(_), None) => Permission::RemoveTeamFromAProject,
    };
    gate::ask(state, actor, permission, Place::Project(space, project))?;
    let Some(space) = state.space(space) else { return Err(gate::gone("space")) };
    let found = known(space, team)?;
    if let Some(role) = role.filter(|role| role.is_space_role()) {
        let message = format!("{} is a role in the space. Choose a role in the project.", role.label());
        return Err(Refusal::new("MBR-9", message).at(field::ROLE));
    }
    if found.role == Some(Role::SpaceAdministrator) {
        return Err(Refusal::new(
            "MBR-4",
            "This team has the Space administrator role, so it is in every project already and has no role in a single one.",
        )
        .at(field::ROLE));
    }
    if former == role {
        let message = match role {
            Some(_) => "The team has that role in the project already, so there is nothing to change.",
            None => "The team has no role in the project, so there is nothing to remove.",
        };
        return Err(nothing(message).at(field::ROLE));
    }
    Ok(vec![Event::ProjectRoleSet { space: space.id, team, project, role }.into()])
}
