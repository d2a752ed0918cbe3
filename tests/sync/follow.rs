//! What a sync makes of the groups (SSO-4, SSO-5).

use crate::desk::{COMPANY, Desk};
use spaceward::domain::{
    Timestamp,
    application::{Came, Command},
    identity_center, sync,
};

fn difference(desk: &Desk) -> sync::Difference {
    let state = &desk.world.state;
    let center = state.identity_center(COMPANY);
    sync::difference(center, desk.application(), desk.space(), &state.people, desk.world.now)
}

#[test]
fn sso_4_a_sync_brings_takes_and_moves_exactly_what_the_groups_say() {
    let mut desk = Desk::enabled();
    assert!(difference(&desk).is_nothing());
    let fay = desk.user("fay");
    desk.set("Crew", &["cleo", "fay"]);
    let before = difference(&desk);
    assert_eq!(before.joined, [(fay, vec![desk.group_id("Crew")])]);
    assert_eq!(before.left, [desk.id("dan")]);
    // Nothing changes until it runs.
    assert_eq!(desk.members(), ["cleo Federated", "dan Federated"]);
    desk.world.refused("MBR-10", Some(desk.id("dan")), Command::Sync { space: desk.space });
    desk.sync("cleo");
    assert_eq!(desk.members(), ["cleo Federated", "fay Federated"]);
    let ran = desk.application().last.clone().unwrap();
    assert_eq!((ran.brought.joined, ran.brought.left, ran.by), (1, 1, Some(desk.id("cleo"))));
    assert_eq!(ran.brought.first, [(fay, Came::Joined), (desk.id("dan"), Came::Left)]);
    assert!(difference(&desk).is_nothing());
    // Members carry the names of their groups.
    assert_eq!(desk.world.state.groups_of_member(desk.space, fay), ["Crew"]);
    // A sync that finds nothing says that it ran, and keeps what the last one changed.
    desk.sync("cleo");
    let application = desk.application();
    assert!(application.last.as_ref().unwrap().brought.is_nothing());
    assert_eq!(application.changed, Some(ran));
}

#[test]
fn sso_4_names_and_groups_of_members_follow_and_aliases_stay() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    let alias = desk.world.state.people[&cleo].alias.clone();
    desk.does(identity_center::Command::ChangeUser {
        user: cleo,
        full_name: "Cleo Renamed".to_owned(),
        email: "c@company.example.com".to_owned(),
        enabled: true,
    });
    desk.does(identity_center::Command::RenameGroup { group: desk.group_id("Crew"), name: "Sailors".to_owned() });
    desk.sync("cleo");
    let person = &desk.world.state.people[&cleo];
    assert_eq!((person.full_name.as_str(), person.email.as_str()), ("Cleo Renamed", "c@company.example.com"));
    assert_eq!(person.alias, alias);
    assert_eq!(desk.world.state.groups_of_member(desk.space, cleo), ["Sailors"]);
}

#[test]
fn sso_4_changes_appear_within_two_hours_while_the_console_is_open_and_when_it_opens() {
    let mut desk = Desk::enabled();
    let start = desk.world.now;
    assert!(sync::due(&desk.world.state, start).is_empty());
    assert_eq!(desk.world.refused("SSO-4", None, Command::CatchUp).rule, "SSO-4");
    desk.set("Crew", &["cleo"]);
    const { assert!(sync::EVERY <= sync::AFTER_A_CHANGE) };
    desk.world.now = start.plus(sync::EVERY);
    assert_eq!(sync::due(&desk.world.state, desk.world.now), [desk.space]);
    // Nobody asks for it.
    desk.world.does(None, Command::CatchUp);
    desk.keep();
    assert_eq!(desk.members(), ["cleo Federated"]);
    assert_eq!(desk.application().last.as_ref().unwrap().by, None);
    let feed = desk.world.feed(desk.space);
    assert_eq!(feed.last().unwrap(), "Spaceward removed dan Federated");
    // A console that was closed for weeks, or whose clock was set back, is due at once.
    for later in [30 * Timestamp::DAY, -30 * Timestamp::DAY] {
        assert_eq!(sync::due(&desk.world.state, desk.world.now.plus(later)), [desk.space]);
    }
}

#[test]
fn sso_5_whoever_is_in_no_connected_group_any_more_loses_membership_also_with_the_group() {
    let mut desk = Desk::enabled();
    desk.world.does(Some(desk.id("cleo")), desk.edit(&["Crew", "Office"], &["cleo"]));
    assert_eq!(desk.members().len(), 3);
    desk.does(identity_center::Command::DeleteGroup { group: desk.group_id("Office") });
    assert_eq!(difference(&desk).gone.len(), 1);
    desk.sync("cleo");
    assert_eq!(desk.members(), ["cleo Federated", "dan Federated"]);
    desk.does(identity_center::Command::DeleteUser { user: desk.id("dan") });
    desk.sync("cleo");
    assert_eq!(desk.members(), ["cleo Federated"]);
}

#[test]
fn mbr_7_the_last_administrator_stays_until_another_leads() {
    let mut desk = Desk::enabled();
    let cleo = desk.id("cleo");
    desk.set("Crew", &["dan"]);
    assert_eq!(difference(&desk).held, Some(cleo));
    desk.sync("cleo");
    assert_eq!(desk.members(), ["cleo Federated", "dan Federated"]);
    assert_eq!(desk.application().last.as_ref().unwrap().brought.held, Some(cleo));
    assert!(desk.world.state.groups_of_member(desk.space, cleo).is_empty());
    // Held, not counted again and again.
    desk.sync("cleo");
    assert!(desk.application().last.as_ref().unwrap().brought.is_nothing());
    desk.world.does(Some(cleo), desk.edit(&["Crew"], &["dan"]));
    assert_eq!(desk.members(), ["dan Federated"]);
}

#[test]
fn id_3_aliases_of_users_are_theirs_alone() {
    let mut desk = Desk::new();
    for name in ["ada", "ada.x@company.example.com", "9", "ÄÖ"] {
        desk.user(name);
    }
    desk.set("Crew", &["cleo", "ada", "ada.x@company.example.com", "9", "ÄÖ"]);
    desk.does(desk.create(
        spaceward::domain::application::Place::New { name: "offices".to_owned() },
        &["Crew"],
        &["cleo"],
    ));
    let alias = |name: &str| desk.world.state.people[&desk.id(name)].alias.as_str();
    assert_eq!(alias("ada"), "ada-2");
    assert_eq!(alias("ada.x@company.example.com"), "ada.x");
    assert_eq!(alias("9"), "u-9");
    assert_eq!(alias("ÄÖ"), "u---");
}
