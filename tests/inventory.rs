//! What is known of cloud accounts: imports are taken whole or not at all, and come back from their segments.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use spaceward::{
    domain::{
        PersonId, State,
        account::AccountId,
        inventory::{Command, Listed, Part, RegionName, Source},
        snapshot::{Address, FaultKind},
    },
    formats::aws_cli::{self, Document, Listing, Whose},
};
use support::World;

const ACCOUNT: AccountId = AccountId(111_122_223_333);

fn recognised(text: &str) -> Document {
    let mut all = aws_cli::recognise(text).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn parts(texts: &[&str]) -> Vec<Part> {
    let whose = Whose { account: Some(ACCOUNT), region: RegionName::parse("eu-west-1") };
    texts.iter().map(|text| recognised(text).part(whose).unwrap()).collect()
}

fn import(texts: &[&str]) -> Command {
    Command::Import { source: Source::Imported, parts: parts(texts) }
}

fn role(name: &str, rest: &str) -> String {
    format!(
        r#"{{"Path": "/", "RoleName": "{name}", "RoleId": "AROA1", "Arn": "arn:aws:iam::111122223333:role/{name}",
            "CreateDate": "2026-01-02T03:04:05+00:00"{rest}}}"#
    )
}

fn world() -> (World, PersonId) {
    let mut world = World::new();
    let ada = world.join("ada");
    (world, ada)
}

#[test]
fn vpc_6_an_import_adds_the_account_and_keeps_what_another_command_told() {
    let (mut world, ada) = world();
    let listing = format!(r#"{{"Roles": [{}, {}]}}"#, role("Build", ""), role("Old", ""));
    let inline =
        r#"{"RoleName": "Build", "PolicyName": "put", "PolicyDocument": {"Statement": [], "Version": "2012-10-17"}}"#;
    world.does(Some(ada), import(&[&listing, inline]));
    let account = world.state.cloud_account(ACCOUNT).unwrap();
    assert_eq!((account.source, account.read), (Source::Imported, world.now));
    let build = &account.iam.roles["Build"];
    assert_eq!(build.arn, "arn:aws:iam::111122223333:role/Build", "both files told a part of the role");
    assert_eq!(
        build.policies.inline.as_ref().unwrap()["put"],
        "{\n  \"Statement\": [],\n  \"Version\": \"2012-10-17\"\n}",
        "laid out, in the order of the file"
    );

    // The next listing knows no policies and no old role: what it leaves out of a role stays, the role that is gone goes.
    world.later(60_000);
    world
        .does(Some(ada), import(&[&format!(r#"{{"Roles": [{}]}}"#, role("Build", r#", "MaxSessionDuration": 7200"#))]));
    let account = world.state.cloud_account(ACCOUNT).unwrap();
    assert_eq!(account.iam.roles.len(), 1);
    assert_eq!(account.iam.roles["Build"].max_session, Some(7_200));
    assert!(account.iam.roles["Build"].policies.inline.is_some());
    assert_eq!(account.read, world.now);
}

#[test]
fn vpc_6_an_unfinished_listing_takes_nothing_away() {
    let (mut world, ada) = world();
    world.does(Some(ada), import(&[&format!(r#"{{"Roles": [{}, {}]}}"#, role("Build", ""), role("Old", ""))]));
    let page = format!(r#"{{"Roles": [{}], "NextToken": "abc"}}"#, role("New", ""));
    assert!(recognised(&page).next);
    world.does(Some(ada), import(&[&page]));
    assert_eq!(world.state.cloud_account(ACCOUNT).unwrap().iam.roles.len(), 3);
    // With its last page it is whole, in whatever order the pages come.
    let last = format!(r#"{{"Roles": [{}]}}"#, role("Newer", ""));
    world.does(Some(ada), import(&[&last, &page]));
    let roles = &world.state.cloud_account(ACCOUNT).unwrap().iam.roles;
    assert_eq!(roles.keys().collect::<Vec<_>>(), ["New", "Newer"]);
}

#[test]
fn vpc_6_files_that_contradict_are_refused_whole() {
    let (mut world, ada) = world();
    let one = format!(r#"{{"Roles": [{}]}}"#, role("Build", r#", "Description": "one""#));
    let other = format!(r#"{{"Role": {}}}"#, role("Build", r#", "Description": "other""#));
    let refusal = world.refused("VPC-6", Some(ada), import(&[&one, &other]));
    assert!(refusal.message.contains("the role Build"), "{}", refusal.message);
    assert!(world.state.inventory.is_empty());
    world.refused("VPC-6", Some(ada), Command::Import { source: Source::Imported, parts: vec![] });
}

#[test]
fn vpc_6_the_sample_and_what_was_imported_are_never_mixed() {
    let (mut world, ada) = world();
    let text = format!(r#"{{"Roles": [{}]}}"#, role("Build", ""));
    world.does(Some(ada), Command::Import { source: Source::Sample, parts: parts(&[&text]) });
    world.refused("VPC-6", Some(ada), import(&[&text]));
    world.does(Some(ada), Command::Forget { account: ACCOUNT });
    world.does(Some(ada), import(&[&text]));
    world.refused("VPC-6", Some(ada), Command::Import { source: Source::Sample, parts: parts(&[&text]) });
}

#[test]
fn acc_1_an_account_gets_a_name_and_can_be_forgotten() {
    let (mut world, ada) = world();
    world.refused("VPC-6", Some(ada), Command::Name { account: ACCOUNT, name: "Harbour".into() });
    world.does(Some(ada), import(&[&format!(r#"{{"Roles": [{}]}}"#, role("Build", ""))]));
    world.does(Some(ada), Command::Name { account: ACCOUNT, name: "  Harbour ".into() });
    assert_eq!(world.state.cloud_account(ACCOUNT).unwrap().label(), "Harbour (111122223333)");
    world.refused("ACC-1", Some(ada), Command::Name { account: ACCOUNT, name: "x".repeat(51) });
    world.does(Some(ada), Command::Name { account: ACCOUNT, name: String::new() });
    assert_eq!(world.state.cloud_account(ACCOUNT).unwrap().label(), "111122223333");
    world.does(Some(ada), Command::Forget { account: ACCOUNT });
    assert!(world.state.inventory.is_empty());
    world.refused("VPC-6", Some(ada), Command::Forget { account: ACCOUNT });
}

#[test]
fn vlt_5_accounts_and_regions_come_back_from_their_segments() {
    let (mut world, ada) = world();
    world.does(Some(ada), import(&[&format!(r#"{{"Roles": [{}]}}"#, role("Build", ""))]));
    let region = RegionName::parse("eu-west-1").unwrap();
    let part = spaceward::domain::inventory::RegionPart::Keys(Box::default());
    let parts = vec![Part::Region { account: ACCOUNT, region, part }];
    world.does(Some(ada), Command::Import { source: Source::Imported, parts });
    let segments: Vec<(Address, Vec<u8>)> =
        world.state.addresses().into_iter().map(|at| (at, world.state.segment(&at).unwrap())).collect();
    for (address, _) in &segments {
        assert_eq!(Address::from_bytes(&address.to_bytes()), Some(*address));
    }
    let own = [Address::CloudAccount(ACCOUNT), Address::CloudRegion(ACCOUNT, region)];
    assert!(own.iter().all(|own| segments.iter().any(|(address, _)| address == own)));
    let slices = |without: Option<Address>| {
        let kept = segments.iter().filter(move |(address, _)| Some(*address) != without);
        State::from_segments(kept.map(|(address, bytes)| (*address, bytes.as_slice())))
    };
    assert_eq!(slices(None), (world.state.clone(), vec![]));
    let (_, faults) = slices(Some(own[0]));
    assert_eq!(
        faults.iter().map(|fault| (fault.address, fault.kind)).collect::<Vec<_>>(),
        [(own[1], FaultKind::Orphan)]
    );
}

#[test]
fn a_region_is_told_by_its_code() {
    for good in ["eu-west-1", "us-gov-east-1", "ap-southeast-7", "us-isob-east-1", "eusc-de-east-1"] {
        assert_eq!(RegionName::parse(good).unwrap().to_string(), good);
    }
    for bad in ["", "eu-west", "eu-west-1a", "EU-WEST-1", "eu west 1", "eu--1", "x-y-1234567890123456789"] {
        assert_eq!(RegionName::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_document_says_whose_it_is_or_what_it_needs() {
    let said = recognised(&format!(r#"{{"Roles": [{}]}}"#, role("Build", "")));
    assert_eq!((said.account, said.needs().account, said.needs().region), (Some(ACCOUNT), false, false));
    assert_eq!((said.command, said.holds.as_str()), ("iam list-roles", "1 role"));
    let silent = recognised(r#"{"RoleName": "Build", "PolicyName": "put", "PolicyDocument": {"Statement": []}}"#);
    assert!(silent.needs().account && silent.part(Whose::default()).is_none());
    let caller =
        recognised(r#"{"UserId": "AIDA", "Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/ada"}"#);
    assert_eq!((caller.listing, caller.account), (Listing::Caller, Some(ACCOUNT)));
    let empty = recognised(r#"{"Users": []}"#);
    assert!(matches!(empty.listing, Listing::Nothing(_)), "two commands print such a list");
}

#[test]
fn listed_pages_are_whole_with_their_last() {
    let same = |item: &(u8, u8)| item.0;
    let what = |item: &(u8, u8)| format!("the item {}", item.0);
    let mut first = Listed::of(vec![(1, 1)], true);
    first.join(Listed::of(vec![(1, 1), (2, 2)], false), same, what).unwrap();
    assert_eq!(first, Listed { items: vec![(1, 1), (2, 2)], whole: true });
    let contradiction = first.join(Listed::one((2, 3)), same, what).unwrap_err();
    assert!(contradiction.0.contains("the item 2"));
}
