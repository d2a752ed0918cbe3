//! Organizations and Identity Center on the cloud side, changed here and read from the AWS CLI (ORG-1..4).

use crate::desk::{COMPANY, Desk};
use spaceward::domain::{
    identity_center::{Command, IdentitySource},
    inventory::{self, Source},
    organization,
    space::{Region, Users},
};

#[test]
fn org_3_one_identity_source_is_connected_at_a_time() {
    let mut desk = Desk::new();
    let saml = Command::Connect { source: IdentitySource::Saml("Harbour login".to_owned()) };
    let message = desk.refused("ORG-3", saml.clone());
    assert!(message.contains("Identity Center directory is connected"), "{message}");
    desk.does(Command::Disconnect);
    desk.refused("ORG-3", Command::Disconnect);
    desk.does(saml);
    let source = &desk.world.state.identity_center(COMPANY).unwrap().instance.source;
    assert_eq!(source, &Some(IdentitySource::Saml("Harbour login".to_owned())));
}

#[test]
fn org_4_deleting_the_instance_or_its_store_invalidates_the_application_and_frees_its_space() {
    for (command, whole) in
        [(Command::DeleteInstance { successor: None }, true), (Command::DeleteStore { successor: None }, false)]
    {
        let mut desk = Desk::enabled();
        desk.does(command);
        assert_eq!(desk.world.state.identity_center(COMPANY).is_none(), whole);
        assert!(!desk.application().valid);
        assert_eq!(desk.application().space, None);
        // MBR-7: who acts runs the space.
        assert_eq!(desk.members(), ["ada Sample"]);
        assert_eq!(desk.space().users, Users::BuilderId);
        let back = spaceward::domain::application::Command::Associate {
            space: desk.space,
            billing: false,
            administrators: vec![],
        };
        desk.refused("ORG-4", back);
        desk.does(spaceward::domain::application::Command::Delete);
    }
}

#[test]
fn org_1_only_a_sample_account_is_changed_here() {
    let mut desk = Desk::new();
    desk.world.sign_in(desk.ada, "012345678901", Region::UsWest2);
    desk.refused("ORG-1", organization::Command::Create);
    desk.world.happened(
        Some(desk.ada),
        vec![inventory::Event::Added {
            account: spaceward::domain::account::AccountId(12_345_678_901),
            source: Source::Imported,
        }],
    );
    assert!(desk.refused("ORG-1", Command::Enable).contains("changed in AWS"));
    desk.world.does(Some(desk.ada), spaceward::domain::account::Command::SignOut);
    desk.refused("ORG-1", Command::Enable);
}

#[test]
fn org_1_an_organization_has_accounts_each_in_one() {
    let mut desk = Desk::new();
    let add = |account: &str| organization::Command::AddAccount {
        account: account.to_owned(),
        name: "Build".to_owned(),
        email: "build@company.example.com".to_owned(),
    };
    desk.does(add("4444-5555-6666"));
    desk.refused("ORG-1", add("444455556666"));
    desk.refused("ACC-1", add("12"));
    desk.refused("ORG-1", organization::Command::Delete);
    desk.refused("ORG-1", organization::Command::RemoveAccount { account: COMPANY });
    let member = desk.world.state.organization_of(COMPANY).unwrap().accounts.len();
    assert_eq!(member, 2);
}

#[test]
fn org_1_user_and_group_names_are_unique_in_a_store() {
    let mut desk = Desk::new();
    let user = Command::AddUser {
        user_name: "CLEO".to_owned(),
        full_name: "Another".to_owned(),
        email: "x@company.example.com".to_owned(),
    };
    desk.refused("ORG-1", user);
    desk.refused("ORG-1", Command::AddGroup { name: "crew".to_owned(), description: String::new() });
    desk.refused("ORG-1", Command::RenameGroup { group: desk.group_id("Crew"), name: "Office".to_owned() });
}
