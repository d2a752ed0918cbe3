//! Spaces read from what the AWS CLI printed: they appear, they are brought up to date, they never appear twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Role, Timestamp,
    activity::Logged,
    import::{Command, Inventory, InventoryProject, InventorySpace},
    member,
    project::Repository,
    space,
    space::{Origin, Tier},
};
use support::{ACCOUNT, World, ask_space};

fn take(spaces: Vec<InventorySpace>) -> Command {
    Command::TakeIn { inventory: Inventory { spaces } }
}

fn repository(name: &str) -> Repository {
    Repository {
        id: format!("id of {name}"),
        name: name.to_owned(),
        description: String::new(),
        created: Timestamp(1),
        updated: Timestamp(2),
    }
}

fn item(id: &str) -> (Timestamp, Logged) {
    let logged = Logged {
        id: id.to_owned(),
        name: "createProject".to_owned(),
        source: "manage".to_owned(),
        user: "MaryMinor".to_owned(),
        error: None,
    };
    (Timestamp(5), logged)
}

/// A space with one project, one repository and one item in its log.
fn acme() -> InventorySpace {
    InventorySpace {
        name: "Acme".to_owned(),
        region: "us-west-2".to_owned(),
        description: "Widgets, since 1911".to_owned(),
        tier: Some(Tier::Standard),
        billing_account_name: Some(ACCOUNT.to_owned()),
        pending: None,
        projects: vec![InventoryProject {
            name: "Widgets".to_owned(),
            description: "The first".to_owned(),
            repositories: Some(vec![repository("tools")]),
            dev_environments: None,
        }],
        log: vec![item("one")],
    }
}

#[test]
fn an_imported_space_appears_whole_and_its_importer_may_work_with_it() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), take(vec![acme()]));
    let space = world.state.space_named("Acme").unwrap();
    assert_eq!((space.origin, space.tier, space.region.as_str()), (Origin::Imported, Tier::Standard, "us-west-2"));
    assert_eq!(space.billing_account.unwrap().to_string(), ACCOUNT);
    assert_eq!(space.members[&ada].role, Role::SpaceAdministrator);
    let project = space.project_named("Widgets").unwrap();
    assert_eq!((project.origin, project.repositories.len()), (Origin::Imported, 1));
    assert_eq!(space.creator(), None, "an import is no creation and counts for no limit");
    let id = space.id;
    world.project(ada, id, "Our own");
    assert!(world.feed(id).iter().any(|line| line == "MaryMinor called createProject (manage)"));
}

#[test]
fn spc_3_a_known_space_is_brought_up_to_date_and_never_appears_twice() {
    let mut world = World::new();
    let ada = world.join("ada");
    let made = world.space(ada, "Acme");
    let mut read = acme();
    read.name = "ACME".to_owned();
    let mut again = acme();
    again.projects[0].repositories = Some(vec![repository("tools"), repository("docs")]);
    again.log = vec![item("one"), item("two"), item("two")];
    world.does(Some(ada), take(vec![read, again]));
    assert_eq!(world.state.spaces.len(), 1);
    let space = world.state.space(made).unwrap();
    assert_eq!((space.name.as_str(), space.origin), ("Acme", Origin::Made));
    assert_eq!(space.projects.len(), 1);
    assert_eq!(space.project_named("Widgets").unwrap().repositories.len(), 2);
    let logged = world.feed(made).iter().filter(|line| line.starts_with("MaryMinor")).count();
    assert_eq!(logged, 2, "an item of the log is taken in once");
}

#[test]
fn the_same_file_again_changes_nothing_and_says_so() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), take(vec![acme()]));
    let refusal = world.refused("SPC-3", Some(ada), take(vec![acme()]));
    assert!(refusal.message.contains("already known"), "{}", refusal.message);
    world.refused("SPC-3", Some(ada), take(vec![]));
}

#[test]
fn spc_2_a_file_that_moves_a_space_to_another_region_is_refused() {
    let mut world = World::new();
    let ada = world.join("ada");
    let mut unknown = acme();
    unknown.region.clear();
    world.does(Some(ada), take(vec![unknown]));
    world.does(Some(ada), take(vec![acme()]));
    assert_eq!(world.state.space_named("Acme").unwrap().region, "us-west-2", "a first reading of the Region is kept");
    let mut moved = acme();
    moved.region = "eu-west-1".to_owned();
    let before = world.state.clone();
    world.refused("SPC-2", Some(ada), take(vec![InventorySpace { name: "Beta".to_owned(), ..acme() }, moved]));
    assert_eq!(world.state, before, "all or nothing");
}

#[test]
fn spc_3_a_name_that_is_gone_does_not_come_back_by_import() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), take(vec![acme()]));
    let id = world.state.space_named("Acme").unwrap().id;
    world.state.spaces.remove(&id);
    world.refused("SPC-3", Some(ada), take(vec![acme()]));
    world.refused("SPC-3", Some(ada), ask_space("acme", ACCOUNT));
}

#[test]
fn mbr_10_only_an_administrator_brings_a_space_up_to_date() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    world.does(Some(ada), take(vec![acme()]));
    let space = world.state.space_named("Acme").unwrap().id;
    world.happened(Some(ada), vec![member::Event::Joined { space, person: ben, role: Role::PowerUser }]);
    let mut more = acme();
    more.log.push(item("two"));
    let refusal = world.refused("MBR-10", Some(ben), take(vec![more]));
    assert!(refusal.message.contains("Space administrator"), "{}", refusal.message);
    world.refused("MBR-10", None, take(vec![acme()]));
}

#[test]
fn hostile_names_are_refused_by_name_and_nothing_is_taken_in() {
    let mut world = World::new();
    let ada = world.join("ada");
    let long = "n".repeat(201);
    for name in ["ac\u{1b}[31mme", "ac\nme", "ac\u{202e}me", "", "  ", long.as_str()] {
        let refusal =
            world.refused("SPC-1", Some(ada), take(vec![acme(), InventorySpace { name: name.to_owned(), ..acme() }]));
        assert!(!refusal.message.chars().any(char::is_control), "{:?}", refusal.message);
        assert!(refusal.message.len() < 300, "{}", refusal.message);
        let mut project = acme();
        project.projects[0].name = name.to_owned();
        world.refused("SPC-1", Some(ada), take(vec![project]));
        let mut source = acme();
        source.projects[0].repositories = Some(vec![repository(name)]);
        world.refused("SPC-1", Some(ada), take(vec![source]));
    }
    assert!(world.state.spaces.is_empty());
    // What merely breaks the console's own patterns is taken in.
    let odd = InventorySpace { name: "a name from elsewhere (2)".to_owned(), region: "sa-east-1".to_owned(), ..acme() };
    world.does(Some(ada), take(vec![odd]));
}

#[test]
fn a_request_waits_in_vain_once_its_name_came_by_import() {
    // SPC-3
    let mut world = World::new();
    let ada = world.join("ada");
    let request = world.request(ada, "Acme", ACCOUNT);
    world.does(Some(ada), take(vec![acme()]));
    world.sign_in(ada, ACCOUNT, space::Region::UsWest2);
    world.refused("SPC-3", Some(ada), spaceward::domain::account::Command::VerifySpace { token: request.token });
}
