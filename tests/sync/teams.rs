//! Teams made from groups (TEM-2, TEM-3, SSO-5).

use crate::desk::{COMPANY, Desk};
use spaceward::domain::{
    PersonId, Role,
    id::TeamId,
    identity_center, sync,
    team::{Command, Group},
};

fn group(desk: &Desk, name: &str) -> Group {
    let center = desk.world.state.identity_center(COMPANY).unwrap();
    let found = center.groups.values().find(|group| group.name == name).unwrap();
    Group { id: found.id.clone(), name: found.name.clone() }
}

fn create(desk: &Desk, name: &str, groups: &[&str]) -> Command {
    let groups = groups.iter().map(|name| group(desk, name)).collect();
    Command::Create { space: desk.space, name: name.to_owned(), groups }
}

fn team(desk: &Desk, name: &str) -> TeamId {
    desk.space().teams.values().find(|team| team.name == name).unwrap().id
}

fn members(desk: &Desk, team: TeamId) -> Vec<PersonId> {
    desk.space().team_members(team).map(|member| member.person).collect()
}

#[test]
fn tem_2_a_team_made_from_a_group_has_its_users_at_once_and_follows_it() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    let dan = desk.id("dan");
    let by_office = create(&desk, "Desk", &["Office"]);
    let message = desk.world.refused("TEM-2", Some(cleo), by_office).message;
    assert!(message.contains("not connected"), "{message}");
    desk.world.does(Some(cleo), create(&desk, "Sailors", &["Crew"]));
    let sailors = team(&desk, "Sailors");
    assert_eq!(members(&desk, sailors).len(), 2);
    for people in [vec![cleo], vec![dan]] {
        let (space, team) = (desk.space, sailors);
        desk.world.refused("TEM-2", Some(cleo), Command::Add { space, team, people: people.clone() });
        desk.world.refused("TEM-2", Some(cleo), Command::Remove { space, team, people });
    }
    let fay = desk.user("fay");
    desk.set("Crew", &["cleo", "fay"]);
    desk.sync("cleo");
    let mut both = vec![cleo, fay];
    both.sort();
    assert_eq!(members(&desk, sailors), both);
    assert_eq!(desk.application().last.as_ref().unwrap().brought.teams, 1);
}

#[test]
fn tem_3_a_group_whose_team_has_the_role_makes_administrators() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    desk.world.does(Some(cleo), create(&desk, "Leads", &["Crew"]));
    let leads = team(&desk, "Leads");
    let role = Some(Role::SpaceAdministrator);
    desk.world.does(Some(cleo), Command::SetRole { space: desk.space, team: leads, role });
    let dan = desk.id("dan");
    assert!(desk.space().is_administrator(dan));
    // One who comes through the team lets the individual one go.
    desk.set("Crew", &["dan"]);
    desk.sync("dan");
    assert_eq!(desk.members(), ["dan Federated"]);
    assert!(desk.space().is_administrator(dan));
    // The last one through a team stays in it.
    desk.set("Crew", &[]);
    desk.sync("dan");
    assert_eq!(members(&desk, leads), [dan]);
    assert_eq!(desk.application().last.as_ref().unwrap().brought.held, Some(dan));
}

#[test]
fn sso_5_the_team_of_a_removed_group_stays_empty_and_is_marked() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    desk.world.does(Some(cleo), desk.edit(&["Crew", "Office"], &["cleo"]));
    desk.world.does(Some(cleo), create(&desk, "Desk", &["Office"]));
    let office = team(&desk, "Desk");
    assert_eq!(members(&desk, office).len(), 1);
    let marks = |desk: &Desk| -> Vec<String> {
        let state = &desk.world.state;
        let team = desk.space().team(office).unwrap();
        let removed = sync::removed_groups(state.identity_center(COMPANY), state.application_for(desk.space), team);
        removed.into_iter().map(str::to_owned).collect()
    };
    assert!(marks(&desk).is_empty());
    desk.does(identity_center::Command::DeleteGroup { group: desk.group_id("Office") });
    desk.sync("cleo");
    assert!(members(&desk, office).is_empty());
    assert_eq!(marks(&desk), ["Office"]);
}

#[test]
fn tem_2_a_team_of_before_sso_stays_empty_and_takes_nobody() {
    let mut desk = Desk::new();
    let by_hand = Command::Create { space: desk.space, name: "Old hands".to_owned(), groups: vec![] };
    desk.does(by_hand);
    let old = team(&desk, "Old hands");
    desk.does(Command::Add { space: desk.space, team: old, people: vec![desk.bob] });
    desk.shows("cleo");
    let place = spaceward::domain::application::Place::Existing { space: desk.space, billing: true };
    desk.does(desk.create(place, &["Crew"], &["cleo"]));
    assert!(members(&desk, old).is_empty());
    let cleo = desk.id("cleo");
    desk.world.refused("TEM-2", Some(cleo), Command::Add { space: desk.space, team: old, people: vec![cleo] });
    desk.world.does(Some(cleo), Command::Delete { space: desk.space, team: old });
}
