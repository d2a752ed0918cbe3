//! What `aws codecatalyst …` prints, to an inventory: all or nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use spaceward::{
    domain::space::Tier,
    formats::{
        Kind, Unreadable,
        aws_codecatalyst::{Belongs, Document, Listing, Which, commands, merge, suggest},
        recognise,
    },
};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/codecatalyst/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn documents(bytes: &[u8]) -> Vec<Document> {
    match recognise(bytes).unwrap().kind {
        Kind::CodeCatalyst(documents) => documents,
        other @ Kind::Issues(_) => panic!("not a listing: {other:?}"),
    }
}

fn one(name: &str) -> Document {
    documents(&fixture(name)).remove(0)
}

fn belongs(space: &str, project: &str) -> Belongs {
    let some = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
    Belongs { space: some(space), project: some(project) }
}

fn all() -> Vec<(Document, Belongs)> {
    [
        ("list-event-logs.json", belongs("Tallow-Works", "")),
        ("list-source-repositories--tallow-works--kiln.json", belongs("tallow-works", "kiln")),
        ("list-dev-environments.json", Belongs::default()),
        ("list-projects--tallow-works.json", belongs("tallow-works", "")),
        ("get-project.json", Belongs::default()),
        ("get-subscription.json", belongs("tallow-works", "")),
        ("get-space.json", Belongs::default()),
        ("list-spaces.json", Belongs::default()),
    ]
    .map(|(name, belongs)| (one(name), belongs))
    .into()
}

#[test]
fn every_listing_is_told_by_its_keys_and_asks_for_what_it_does_not_say() {
    for (name, command, items, needs) in [
        ("list-spaces.json", "list-spaces", 2, None),
        ("get-space.json", "list-spaces", 1, None),
        ("list-projects--tallow-works.json", "list-projects", 2, Some(Which::Space)),
        ("get-project.json", "list-projects", 1, None),
        ("list-source-repositories--tallow-works--kiln.json", "list-source-repositories", 2, Some(Which::Project)),
        ("list-dev-environments.json", "list-dev-environments", 1, None),
        ("get-subscription.json", "get-subscription", 1, Some(Which::Space)),
        ("list-event-logs.json", "list-event-logs", 3, Some(Which::Space)),
    ] {
        let document = one(name);
        assert_eq!(
            (document.listing.command(), document.listing.len(), document.needs()),
            (command, items, needs),
            "{name}"
        );
        if let Some(needed) = needs {
            let which = if needed == Which::Space { "which space" } else { "which project" };
            let given = if needed == Which::Space { Belongs::default() } else { belongs("tallow-works", "") };
            assert!(merge(&[(document, given)]).unwrap_err().message.contains(which), "{name}");
        }
    }
}

#[test]
fn any_order_of_files_gives_the_same_inventory() {
    let mut files = all();
    let merged = merge(&files).unwrap();
    let spaces = &merged.inventory.spaces;
    assert_eq!(spaces.iter().map(|space| space.name.as_str()).collect::<Vec<_>>(), ["marsh.lab", "tallow-works"]);
    let tallow = &spaces[1];
    assert_eq!(
        (tallow.region.as_str(), tallow.description.as_str()),
        ("us-west-2", "Tallow Works: Kilns and what runs them")
    );
    assert_eq!((tallow.tier, tallow.billing_account_name.as_deref()), (Some(Tier::Standard), Some("tallow-billing")));
    assert_eq!(tallow.projects.iter().map(|project| project.name.as_str()).collect::<Vec<_>>(), ["kiln", "shop"]);
    let kiln = &tallow.projects[0];
    assert_eq!(kiln.description, "Kiln: Firmware");
    let repositories = kiln.repositories.as_ref().unwrap();
    assert_eq!(repositories[0].updated.to_rfc3339(), "2026-05-02T10:00:00.5Z");
    assert_eq!(repositories[1].updated, repositories[0].updated, "seconds since 1970 and ISO 8601 are one");
    let environment = &kiln.dev_environments.as_ref().unwrap()[0];
    assert_eq!((environment.inactivity_minutes, environment.storage_gib), (15, 16));
    assert_eq!(environment.repositories, [("firmware".to_owned(), "main".to_owned())]);
    assert_eq!(tallow.projects[1].repositories, None, "what no listing told stays unknown");
    let log: Vec<_> = tallow
        .log
        .iter()
        .map(|(_, logged)| (logged.id.as_str(), logged.user.as_str(), logged.error.as_deref()))
        .collect();
    assert_eq!(log, [("e1", "wren", None), ("e2", "b1", Some("AccessDenied"))], "oldest first, each once");
    assert_eq!(spaces[0].projects[0].name, "sieve");
    assert!(
        merged.notes.iter().any(|note| note.contains("not complete")
            && note.contains("aws codecatalyst list-projects --space-name tallow-works --output json")),
        "{:?}",
        merged.notes
    );
    assert!(merged.notes.iter().any(|note| note.contains("1 event stood more than once")));
    for turn in 0..files.len() {
        files.rotate_left(1);
        assert_eq!(merge(&files).unwrap().inventory, merged.inventory, "turned by {turn}");
    }
    files.reverse();
    assert_eq!(merge(&files).unwrap().inventory, merged.inventory);
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    let other = documents(br#"{"name": "Tallow-Works", "regionName": "eu-west-1"}"#).remove(0);
    let error = merge(&[(one("list-spaces.json"), Belongs::default()), (other, Belongs::default())]).unwrap_err();
    assert!(error.message.contains("Region") && error.message.contains("Nothing was taken"), "{error}");
}

fn refused(text: &str) -> Unreadable {
    recognise(text.as_bytes()).expect_err(text)
}

#[test]
fn faults_are_refused_with_place_and_reason() {
    for (text, reason) in [
        (
            r#"{"items": [{"name": "a-b", "regionName": "us-west-2"}, {"name": "c-d", "regionName": 7}]}"#,
            "Item 2: “regionName” is a number, where text was expected",
        ),
        (r#"{"items": [{"name": "a-b", "regionName": "us-west-2"}, {"name": "c-d"}]}"#, "Item 2 is of another kind"),
        (r#"{"items": [{"regionName": "us-west-2"}]}"#, "Item 1: “name” is missing"),
        (r#"{"items": [{"name": "a-b", "regionName": "us-west-2"}, 5]}"#, "Item 2 is a number"),
        (r#"{"items": {}}"#, "“items” is an object"),
        (r#"{"items": [{"name": "a-b", "name": "c-d"}]}"#, "“name” stands twice"),
        (r#"{"items": [{"name": "a-b""#, "half of a file"),
        (
            r#"{"items": [{"id": "1", "name": "r", "createdTime": "soon", "lastUpdatedTime": 5}]}"#,
            "“createdTime” is no time",
        ),
        (r#"{"items": [{"id": "w", "name": "build", "runMode": "QUEUED", "createdTime": 1}]}"#, "list-workflows"),
        (r#"{"items": [{"id": "w", "name": "laptop", "expiresTime": "2027-01-01T00:00:00Z"}]}"#, "list-access-tokens"),
        (r#"{"items": [{"strange": 1}]}"#, "keys are not those of any listing"),
        (
            r#"{"spaceName": "a-b", "projectName": "c", "name": "r", "createdTime": 1, "lastUpdatedTime": 1}"#,
            "list-source-repositories",
        ),
        (r#"{"items": []} {"items": 3}"#, "Listing 2"),
    ] {
        let message = refused(text).message;
        assert!(message.contains(reason), "{text}\n{message}");
    }
    let message = recognise(&fixture("describe-vpcs.json")).unwrap_err().message;
    assert!(message.contains("aws ec2 describe-vpcs"), "{message}");
    let whole = fixture("list-event-logs.json");
    for end in (40..whole.len() - 4).step_by(61) {
        assert!(recognise(&whole[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn an_unknown_tier_an_empty_listing_and_a_bare_list_are_no_faults() {
    let odd = documents(br#"{"subscriptionType": "TRIAL"}"#).remove(0);
    assert!(odd.notes[0].contains("TRIAL"));
    let merged = merge(&[(odd, belongs("a-b", ""))]).unwrap();
    assert_eq!(merged.inventory.spaces[0].tier, None);
    assert_eq!(one_of(br#"{"items": []}"#), Listing::Empty);
    assert!(
        matches!(one_of(br#"[{"name": "a-b", "regionName": "us-west-2"}]"#), Listing::Spaces(items) if items.len() == 1)
    );
    let joined = [fixture("list-spaces.json"), fixture("get-project.json")].concat();
    assert_eq!(documents(&joined).len(), 2, "several listings in one file");
}

fn one_of(bytes: &[u8]) -> Listing {
    documents(bytes).remove(0).listing
}

#[test]
fn commands_only_read_and_their_file_names_suggest_where_they_belong() {
    for step in commands(Some("a-b.c"), Some("web_1")) {
        let mut words = step.command.split_whitespace().skip(1);
        let (service, verb) = (words.next().unwrap(), words.next().unwrap());
        assert!(
            matches!((service, verb), ("sso", "login")) || verb.starts_with("list-") || verb.starts_with("get-"),
            "{}",
            step.command
        );
        if let Some((_, file)) = step.command.split_once("> ") {
            let suggested = suggest(file);
            let of_space = step.command.contains("--space-name");
            assert_eq!(suggested.space.as_deref(), of_space.then_some("a-b.c"), "{file}");
            assert_eq!(suggested.project.is_some(), step.command.contains("--project-name"));
        }
    }
    assert_eq!(suggest("C:\\tmp\\list-projects-my-space.json"), belongs("my-space", ""));
    assert_eq!(suggest("issues.json"), Belongs::default());
    let hostile = commands(Some("x; rm -r ~"), None);
    assert!(
        hostile.iter().all(|step| !step.command.contains("rm")),
        "a name from a file never reaches a shell unchecked"
    );
}
