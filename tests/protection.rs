//! Practices, linked resources, FIPS endpoints, places of damage (DPR-5, DPR-6, VLT-5).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    PersonId, ProjectId, Role, SpaceId, State, Timestamp, factor,
    fips::endpoints,
    import::{self, Inventory, InventorySpace},
    issue::{Command, ImportRow, ImportSource},
    linked::{self, Linked},
    practice::{self, Around, Findings, Mend, Practice, Standing, Transport},
    settings,
    snapshot::Address,
};
use support::{ACCOUNT, World};

fn around(world: &World) -> Around {
    Around {
        transport: Transport::Tls,
        derivation_is_current: true,
        derivation: "Argon2id with 64 MiB and 3 passes".to_owned(),
        has_sheet: true,
        has_passkey: false,
        findings: Some(Findings::default()),
        now: world.now,
    }
}

fn one<'a>(all: &'a [Practice], name: &str) -> &'a Practice {
    all.iter().find(|practice| practice.name == name).unwrap_or_else(|| panic!("no practice {name}"))
}

fn harbour() -> (World, PersonId, SpaceId, ProjectId) {
    let mut world = World::new();
    let mary = world.join("mary");
    let space = world.space(mary, "harbour");
    let project = world.project(mary, space, "quay");
    (world, mary, space, project)
}

#[test]
fn dpr_6_each_practice_has_its_live_state_and_what_to_do() {
    let (mut world, mary, space, _) = harbour();
    let mut seen = around(&world);
    let state = |world: &World, seen: &Around, name: &str| one(&practice::of(&world.state, seen), name).standing;
    assert_eq!(state(&world, &seen, "Transport"), Standing::Holds);
    seen.transport = Transport::Open;
    assert_eq!(state(&world, &seen, "Transport"), Standing::Lacks);
    assert_eq!(state(&world, &seen, "Key choice"), Standing::Holds);
    seen.derivation_is_current = false;
    assert_eq!(state(&world, &seen, "Key choice"), Standing::Look);
    assert_eq!(state(&world, &seen, "Recovery sheet"), Standing::Holds);
    seen.has_sheet = false;
    assert_eq!(state(&world, &seen, "Recovery sheet"), Standing::Look);
    let told = |seen: &Around| one(&practice::of(&world.state, seen), "Recovery sheet").found.clone();
    assert!(told(&seen).contains("nothing opens the vault"));
    seen.has_passkey = true;
    assert!(told(&seen).contains("passkeys alone open the vault"));
    assert_eq!(state(&world, &seen, "Nothing sensitive in names and texts"), Standing::Holds);
    seen.findings = Some(Findings { secrets: 0, others: 2 });
    assert_eq!(state(&world, &seen, "Nothing sensitive in names and texts"), Standing::Look);
    seen.findings = Some(Findings { secrets: 1, others: 2 });
    assert_eq!(state(&world, &seen, "Nothing sensitive in names and texts"), Standing::Lacks);
    let all = practice::of(&world.state, &seen);
    let todo = one(&all, "Nothing sensitive in names and texts").todo.unwrap();
    assert!(!todo.contains("on purpose"), "a secret is not kept on purpose");
    seen.findings = None;
    assert_eq!(state(&world, &seen, "Nothing sensitive in names and texts"), Standing::Look);
    assert_eq!(state(&world, &seen, "Activity log"), Standing::Holds);
    assert_eq!(state(&world, &seen, "Locks by itself"), Standing::Holds);
    let lock = settings::Command::SetLock { idle_minutes: 240, when_hidden: false };
    world.does(Some(mary), lock);
    assert_eq!(state(&world, &seen, "Locks by itself"), Standing::Look);
    let all = practice::of(&world.state, &seen);
    for practice in &all {
        assert_eq!(practice.standing == Standing::Holds, practice.todo.is_none(), "{practice:?}");
        assert!(practice.found.ends_with('.') && !practice.found.contains('!'), "{practice:?}");
    }
    assert!(one(&all, "Least privilege").mend == Some(Mend::Members(space)));
}

#[test]
fn dpr_6_an_export_and_a_check_grow_old() {
    let (mut world, mary, ..) = harbour();
    let practices = |world: &World| practice::of(&world.state, &around(world));
    assert_eq!(one(&practices(&world), "Export").standing, Standing::Lacks);
    assert_eq!(one(&practices(&world), "Integrity").standing, Standing::Look);
    world.does(Some(mary), settings::Command::NoteExport);
    world.does(Some(mary), settings::Command::NoteCheck { items: 12, damaged: 0 });
    assert_eq!(one(&practices(&world), "Export").standing, Standing::Holds);
    assert_eq!(one(&practices(&world), "Integrity").standing, Standing::Holds);
    world.later(29 * Timestamp::DAY);
    assert!(one(&practices(&world), "Export").found.contains("29 days ago"));
    world.later(2 * Timestamp::DAY);
    assert_eq!(one(&practices(&world), "Export").standing, Standing::Look);
    assert_eq!(one(&practices(&world), "Integrity").standing, Standing::Look);
    world.does(Some(mary), settings::Command::NoteCheck { items: 12, damaged: 1 });
    assert_eq!(one(&practices(&world), "Integrity").standing, Standing::Lacks);
}

#[test]
fn dpr_6_people_without_a_second_factor_are_counted() {
    let mut world = World::new();
    let none = practice::of(&world.state, &around(&world));
    assert_eq!(one(&none, "Multi-factor authentication").standing, Standing::Look);
    let mary = world.join("mary");
    let ben = world.join("ben");
    let two = practice::of(&world.state, &around(&world));
    let two = one(&two, "Multi-factor authentication");
    assert_eq!(two.standing, Standing::Lacks);
    assert!(two.found.contains("2 people"), "{}", two.found);
    for (person, expected) in [(mary, Standing::Look), (ben, Standing::Holds)] {
        let key = factor::Key::new([7; 20]);
        let step = u64::try_from(world.now.0 / factor::STEP).unwrap();
        let code = factor::code_at(&key, step).to_string();
        world.does(Some(person), factor::Command::Enrol { key, code });
        assert_eq!(one(&practice::of(&world.state, &around(&world)), "Multi-factor authentication").standing, expected);
    }
}

#[test]
fn dpr_6_many_administrators_are_pointed_out() {
    let (mut world, mary, space, _) = harbour();
    let standing = |world: &World| one(&practice::of(&world.state, &around(world)), "Least privilege").standing;
    assert_eq!(standing(&world), Standing::Holds, "somebody has to be one");
    for (alias, role, expected) in [
        ("ada", Role::PowerUser, Standing::Holds),
        ("ben", Role::SpaceAdministrator, Standing::Look),
        ("cleo", Role::PowerUser, Standing::Holds),
    ] {
        let person = world.join(alias);
        world.bring(mary, (space, None), person, role);
        assert_eq!(standing(&world), expected, "after {alias}");
    }
}

#[test]
fn dpr_6_fips_endpoints_are_told_for_each_region() {
    let hosts =
        |region: &str| -> Vec<String> { endpoints(region).into_iter().filter_map(|endpoint| endpoint.host).collect() };
    assert_eq!(hosts("us-west-2").len(), 4);
    assert_eq!(hosts("eu-west-1"), ["kms-fips.eu-west-1.amazonaws.com"]);
    assert_eq!(hosts("us-gov-east-1").len(), 3);
    assert_eq!(hosts("cn-north-1"), Vec::<String>::new());
    assert_eq!(hosts("nowhere"), Vec::<String>::new());
    let mut world = World::new();
    let mary = world.join("mary");
    let spaces = ["us-west-2", "us-west-2", "eu-west-1", ""].iter().enumerate().map(|(at, region)| InventorySpace {
        name: format!("space-{at}"),
        region: (*region).to_owned(),
        ..InventorySpace::default()
    });
    world.does(Some(mary), import::Command::TakeIn { inventory: Inventory { spaces: spaces.collect() } });
    let all = practice::of(&world.state, &around(&world));
    let regions: Vec<Standing> =
        all.iter().filter(|one| one.name == "FIPS endpoints").map(|one| one.standing).collect();
    assert_eq!(regions, [Standing::Look, Standing::Holds], "one line a Region, Ireland first");
}

#[test]
fn dpr_5_accounts_and_repositories_at_hosting_services_are_linked() {
    let (mut world, mary, space, project) = harbour();
    let sources = [
        Some("https://github.com/tern/ferry/issues/1"),
        Some("https://github.com/tern/ferry/issues/2"),
        Some("https://api.github.com/repos/tern/buoy/issues/7"),
        Some("https://gitlab.example/fleet/north/tender/-/issues/3"),
        Some("http://git.example/tern/old/issues/4"),
        Some("TIDE-12"),
        Some("https://example.com/"),
        None,
    ];
    let rows = sources.iter().map(|source| ImportRow {
        title: "Row".to_owned(),
        source: source.map(str::to_owned),
        ..ImportRow::default()
    });
    let rows = rows.collect();
    world.does(Some(mary), Command::Import { space, project, source: ImportSource::GitHub, rows });
    let all = linked::of(&world.state);
    let [Linked::Account { account, bills: true, .. }, repositories @ ..] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(account.to_string(), ACCOUNT);
    let told: Vec<(String, usize, bool)> = repositories
        .iter()
        .map(|linked| match linked {
            Linked::Repository { host, name, issues, secured, .. } => (format!("{host} {name}"), *issues, *secured),
            Linked::Account { .. } => panic!("{linked:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            ("git.example tern/old".to_owned(), 1, false),
            ("github.com tern/buoy".to_owned(), 1, true),
            ("github.com tern/ferry".to_owned(), 2, true),
            ("gitlab.example fleet/north/tender".to_owned(), 1, true),
        ]
    );
}

#[test]
fn vlt_5_damage_is_told_by_its_place() {
    let (mut world, mary, space, project) = harbour();
    let rows = (0..40).map(|nth| ImportRow { title: format!("Row {nth}"), ..ImportRow::default() }).collect();
    world.does(Some(mary), Command::Import { space, project, source: ImportSource::Csv, rows });
    let place = |address: Address| address.place(&world.state);
    assert_eq!(
        place(Address::Issues(space, project, 0)),
        "The issues 1 to 31 of the project quay in the space harbour"
    );
    assert_eq!(
        place(Address::Issues(space, project, 1)),
        "The issues 32 to 63 of the project quay in the space harbour"
    );
    assert_eq!(place(Address::Feed(space, 0)), "Part of the activity of the space harbour");
    assert_eq!(place(Address::Console), "The settings");
    let elsewhere = Address::Project(space, project).place(&State::default());
    assert_eq!(elsewhere, "Name, description, statuses and labels of a project in a space");
}
