//! Organizations and directories as the AWS CLI prints them (ORG-1..4), and the sample's.

use crate::support::World;
use spaceward::{
    domain::{
        PersonId, State,
        account::AccountId,
        identity_center::{IdentitySource, person_key},
        inventory::{Command, Part, RegionName, Source},
        organization::Status,
    },
    formats::aws_cli::{Document, Listing, Whose, recognise},
};

const ACCOUNT: AccountId = AccountId(111_111_111_111);
const STORE: &str = "d-9067642ac7";

fn documents(names: &[&str]) -> Vec<Document> {
    let read = |name: &&str| std::fs::read_to_string(format!("tests/fixtures/aws_cli/{name}.json")).unwrap();
    names.iter().flat_map(|name| recognise(&read(name)).unwrap()).collect()
}

fn parts(documents: &[Document]) -> Vec<Part> {
    let whose = Whose { account: Some(ACCOUNT), region: RegionName::parse("us-east-1") };
    documents.iter().filter_map(|document| document.part(whose)).collect()
}

fn take(world: &mut World, person: PersonId, parts: Vec<Part>) {
    world.does(Some(person), Command::Import { source: Source::Imported, parts });
}

fn store(state: &State) -> &spaceward::domain::identity_center::IdentityCenter {
    state.store(STORE).unwrap()
}

#[test]
fn org_1_what_the_cli_prints_is_read_whatever_the_order_of_the_files() {
    let names = ["list-group-memberships", "list-groups", "list-users", "list-instances", "list-accounts"];
    let read = documents(&names);
    let commands: Vec<&str> = read.iter().map(|document| document.command).collect();
    assert_eq!(commands[3], "sso-admin list-instances");
    // Only the Region of an instance is said by nobody.
    let needs: Vec<bool> = read.iter().map(|document| document.needs().region || document.needs().account).collect();
    assert_eq!(needs, [false, false, false, true, false]);
    let mut world = World::new();
    let ada = world.join("ada");
    take(&mut world, ada, parts(&read));
    let organization = world.state.organization_of(ACCOUNT).unwrap();
    assert_eq!((organization.id.as_str(), organization.accounts.len()), ("o-exampleorgid", 4));
    assert!(organization.accounts.values().all(|account| account.status == Status::Active && account.invited));
    let center = store(&world.state);
    assert_eq!((center.instance.region.as_str(), center.users.len(), center.groups.len()), ("us-east-1", 2, 1));
    assert_eq!(center.instance.source, Some(IdentitySource::Saml("https://scim.example.com/t1".to_owned())));
    let cleo = &center.users[&person_key(STORE, "9067642ac7-18a5d2f2-2ef3-4d7d-8c5a-3d6a7c3f1e10")];
    assert_eq!((cleo.profile.email.as_str(), cleo.groups.len()), ("cleo@company.example.com", 1));
    let dan = &center.users[&person_key(STORE, "9067642ac7-28a5d2f2-2ef3-4d7d-8c5a-3d6a7c3f1e11")];
    assert_eq!((dan.profile.full_name.as_str(), dan.profile.enabled), ("Dan Mole", false));
    // A second time it says nothing new.
    let again = Command::Import { source: Source::Imported, parts: parts(&read) };
    assert!(world.refused("VPC-6", Some(ada), again).message.contains("known here already"));
}

#[test]
fn org_1_the_next_import_replaces_and_what_belongs_to_nothing_known_is_refused() {
    let mut world = World::new();
    let ada = world.join("ada");
    let alone = |name: &str| Command::Import { source: Source::Imported, parts: parts(&documents(&[name])) };
    let message = world.refused("ORG-1", Some(ada), alone("list-users")).message;
    assert!(message.contains("list-instances"), "{message}");
    take(&mut world, ada, parts(&documents(&["list-instances", "list-users", "list-groups"])));
    take(&mut world, ada, parts(&documents(&["list-group-memberships"])));
    // A listing without a user takes them away; one that says that more follows does not.
    let text = std::fs::read_to_string("tests/fixtures/aws_cli/list-users.json").unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value["Users"].as_array_mut().unwrap().pop();
    let mut page = value.clone();
    page["NextToken"] = "more".into();
    take(&mut world, ada, parts(&recognise(&(page.to_string() + "\n" + &documents_text("list-accounts"))).unwrap()));
    assert_eq!(store(&world.state).users.len(), 2);
    take(&mut world, ada, parts(&recognise(&value.to_string()).unwrap()));
    assert_eq!(store(&world.state).users.len(), 1);
    // ORG-4: an account that has no instance any more.
    let whose = Whose { account: Some(ACCOUNT), region: RegionName::parse("us-east-1") };
    let none = recognise("{\"Instances\": []}").unwrap();
    take(&mut world, ada, none.iter().filter_map(|document| document.part(whose)).collect());
    assert!(world.state.centers.is_empty());
}

fn documents_text(name: &str) -> String {
    std::fs::read_to_string(format!("tests/fixtures/aws_cli/{name}.json")).unwrap()
}

#[test]
fn org_1_empty_and_odd_listings_say_what_they_lack() {
    for text in ["{\"Users\": [], \"NextToken\": null}", "{\"GroupMemberships\": []}", "{\"Accounts\": []}"] {
        let read = recognise(text).unwrap();
        assert!(matches!(read[0].listing, Listing::Nothing(_)), "{text}");
    }
    let two = "{\"Groups\": [{\"GroupId\": \"a\", \"DisplayName\": \"A\", \"IdentityStoreId\": \"d-1111111111\"},
        {\"GroupId\": \"b\", \"DisplayName\": \"B\", \"IdentityStoreId\": \"d-2222222222\"}]}";
    let message = recognise(two).unwrap_err().to_string();
    assert!(message.contains("another store"), "{message}");
    assert!(recognise("{\"Accounts\": [{\"Id\": \"1\", \"Arn\": \"arn:aws:organizations::1:account/x\"}]}").is_err());
}

#[test]
fn org_1_the_sample_has_all_prerequisites_and_is_read_by_the_same_reader() {
    let text = include_str!("../../src/formats/aws_cli/sample/directory.json");
    let whose = Whose { account: Some(crate::desk::COMPANY), region: RegionName::parse("eu-west-1") };
    let parts = recognise(text).unwrap().iter().filter_map(|document| document.part(whose)).collect();
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), Command::Import { source: Source::Sample, parts });
    let lines = spaceward::domain::application::prerequisites(&world.state, crate::desk::COMPANY);
    assert!(lines.iter().all(|line| line.met), "{lines:?}");
    let center = world.state.identity_center(crate::desk::COMPANY).unwrap();
    assert_eq!((center.users.len(), center.groups.len()), (12, 4));
    assert_eq!(center.instance.source, Some(IdentitySource::Directory));
}

#[test]
fn sso_4_ten_thousand_users_are_kept_in_shards_and_brought_by_one_sync() {
    let mut desk = crate::desk::Desk::enabled();
    let (store, group) = {
        let center = desk.world.state.identity_center(crate::desk::COMPANY).unwrap();
        let crew = center.groups.values().find(|group| group.name == "Crew").unwrap();
        (center.instance.store.clone().unwrap(), crew.id.clone())
    };
    let user = |number: usize| spaceward::domain::identity_center::Profile {
        id: format!("u-{number}"),
        user_name: format!("user{number}"),
        full_name: format!("User {number}"),
        email: format!("user{number}@company.example.com"),
        enabled: true,
        issuer: String::new(),
    };
    let users: Vec<_> = (0..10_000).map(user).collect();
    let memberships = users.iter().map(|user| (group.clone(), user.id.clone())).collect();
    let parts = vec![
        Part::IdentityCenter(spaceward::domain::identity_center::Part::Users {
            store: store.clone(),
            users,
            whole: false,
        }),
        Part::IdentityCenter(spaceward::domain::identity_center::Part::Memberships {
            store,
            memberships,
            whole: false,
        }),
    ];
    desk.does(Command::Import { source: Source::Sample, parts });
    desk.sync("cleo");
    assert_eq!(desk.space().members.len(), 10_002);
    let ran = desk.application().last.clone().unwrap();
    assert_eq!((ran.brought.joined, ran.brought.first.len()), (10_000, 20));
    // VLT-7: one user less is one shard of each kind, not the whole.
    desk.does(spaceward::domain::identity_center::Command::DeleteUser { user: desk.id("user7") });
    let record = desk.world.records.last().unwrap().clone();
    let dirty = spaceward::domain::snapshot::dirty(&record, &desk.world.state);
    assert!(dirty.len() <= 3, "{dirty:?}");
    desk.sync("cleo");
    let record = desk.world.records.last().unwrap().clone();
    let dirty = spaceward::domain::snapshot::dirty(&record, &desk.world.state);
    assert!(dirty.len() <= 8, "{dirty:?}");
    assert_eq!(desk.space().members.len(), 10_001);
}
