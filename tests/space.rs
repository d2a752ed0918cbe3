//! Spaces and the handshake that makes them (SPC-1..6, SPC-9).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Mend, Role, SpaceId, Timestamp, account, member, space,
    space::{Command, Origin, Region, names},
};
use std::collections::BTreeSet;
use support::{ACCOUNT, World, ask_space};

fn verify(token: &str) -> account::Command {
    account::Command::VerifySpace { token: token.to_owned() }
}

/// An account that pays for no space yet (BIL-2).
const OTHER: &str = "999988887777";

#[test]
fn spc_1_a_name_out_of_pattern_is_refused_with_the_reason() {
    let mut world = World::new();
    let ada = world.join("ada");
    let long = "a".repeat(64);
    for (name, reason) in [
        ("", "needed"),
        ("ab", "at least 3 characters. This one has 2"),
        (long.as_str(), "63 characters at most. This one has 64"),
        ("-acme", "cannot start with “-”"),
        (".acme", "cannot start with “.”"),
        ("acme_", "cannot end with “_”"),
        ("ac me", "cannot hold a space"),
        ("ac\tme", "cannot hold a tab"),
        ("acmé", "cannot hold “é”"),
        ("ac--me", "in a row"),
        ("ac._me", "in a row"),
        ("ac/me", "cannot hold “/”"),
        ("ac\u{200b}me", "cannot hold"),
    ] {
        let refusal = world.refused("SPC-1", Some(ada), ask_space(name, ACCOUNT));
        assert!(refusal.message.contains(reason), "{name}: {}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("Space name"));
    }
    for name in ["abc", "A-1_b.C", &"a".repeat(63)] {
        let request = world.request(ada, name, ACCOUNT);
        world.does(Some(ada), Command::Withdraw { request: request.id });
    }
}

#[test]
fn dpr_1_a_name_that_holds_a_secret_is_refused_without_repeating_it() {
    let mut world = World::new();
    let ada = world.join("ada");
    let key = format!("AKIA{}", "ABCD1234EFGH5678");
    let refusal = world.refused("DPR-1", Some(ada), ask_space(&key, ACCOUNT));
    assert!(refusal.message.contains("secret") && !refusal.message.contains(&key));
}

#[test]
fn spc_1_a_space_has_name_region_and_billing_account() {
    let mut world = World::new();
    let ada = world.join("ada");
    let id = world.space(ada, "Acme");
    let space = world.state.space(id).unwrap();
    assert_eq!((space.name.as_str(), space.region.as_str(), space.origin), ("Acme", "us-west-2", Origin::Made));
    let account = space.billing_account.unwrap();
    assert_eq!(account.to_string(), ACCOUNT);
    assert_eq!(space.connections.keys().collect::<Vec<_>>(), [&account]);
}

#[test]
fn spc_2_nothing_that_can_be_asked_changes_name_or_region() {
    let mut world = World::new();
    let ada = world.join("ada");
    let id = world.space(ada, "Acme");
    world.does(Some(ada), Command::Describe { space: id, description: "Widgets".to_owned() });
    world.does(Some(ada), account::Command::SignIn { account: ACCOUNT.to_owned(), region: Region::EuWest1 });
    let space = world.state.space(id).unwrap();
    assert_eq!((space.name.as_str(), space.region.as_str()), ("Acme", "us-west-2"));
    assert_eq!(space.description, "Widgets");
}

#[test]
fn spc_3_a_name_is_unique_ignoring_case() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    world.space(ada, "Acme");
    let refusal = world.refused("SPC-3", Some(ben), ask_space("aCME", ACCOUNT));
    assert_eq!(refusal.field.as_deref(), Some("Space name"));
}

#[test]
fn spc_3_a_name_that_somebody_waits_for_is_refused() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let request = world.request(ada, "Acme", ACCOUNT);
    let own = world.refused("SPC-3", Some(ada), ask_space("acme", ACCOUNT));
    let other = world.refused("SPC-3", Some(ben), ask_space("acme", ACCOUNT));
    assert_ne!(own.message, other.message, "who asked is told to withdraw, who did not to choose another");
    world.does(Some(ada), Command::Withdraw { request: request.id });
    world.does(Some(ben), ask_space("acme", ACCOUNT));
}

#[test]
fn spc_3_the_name_of_a_space_that_is_gone_is_never_free() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let id = world.space(ada, "Acme");
    world.state.spaces.remove(&id);
    world.refused("SPC-3", Some(ben), ask_space("ACME", ACCOUNT));
    // A space that was asked for before the name was taken does not get it either.
    let request = world.request(ben, "Other", ACCOUNT);
    let hash = names::hash(&world.state.name_key, "OTHER");
    world.happened(None, vec![space::Event::NameTaken { hash }]);
    world.refused("SPC-3", Some(ben), verify(&request.token));
}

#[test]
fn spc_3_what_is_kept_of_a_name_is_a_keyed_hash() {
    let one = names::hash(&space::NameKey([1; 32]), "Acme");
    assert_eq!(one, names::hash(&space::NameKey([1; 32]), "aCME"));
    assert_ne!(one, names::hash(&space::NameKey([2; 32]), "Acme"), "another vault keeps another hash");
    assert_ne!(one, names::hash(&space::NameKey([1; 32]), "Acme2"));
    // The first name makes the key; the second uses it.
    let mut world = World::new();
    let ada = world.join("ada");
    world.space(ada, "Acme");
    let key = world.state.name_key;
    assert_ne!(key, space::NameKey::default());
    world.space(ada, "Beta");
    assert_eq!(world.state.name_key, key);
    assert!(!format!("{:?}", world.state).contains(&format!("{:?}", key.0)), "the key is not printed");
}

#[test]
fn spc_4_who_asked_is_the_first_administrator_not_who_verified() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let request = world.request(ada, "Acme", ACCOUNT);
    world.sign_in(ben, ACCOUNT, Region::UsWest2);
    world.does(Some(ben), verify(&request.token));
    let space = world.state.space_named("Acme").unwrap();
    assert_eq!(
        space.members.values().map(|m| (m.person, m.role)).collect::<Vec<_>>(),
        [(ada, Role::SpaceAdministrator)]
    );
    assert_eq!(space.creator(), Some(ada));
}

#[test]
fn spc_5_a_further_space_needs_the_role_in_one() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let acme = world.space(ada, "Acme");
    world.does(Some(ada), ask_space("Beta", OTHER));
    for role in [Role::PowerUser, Role::LimitedAccess] {
        world.happened(Some(ada), vec![member::Event::Joined { space: acme, person: ben, role }]);
        let refusal = world.refused("MBR-10", Some(ben), ask_space("Gamma", OTHER));
        assert!(refusal.message.contains("“Create space”"), "{}", refusal.message);
        assert!(refusal.message.contains("Space administrator"), "{}", refusal.message);
        assert_eq!(refusal.mend, Some(Mend::Members(acme)));
        assert!(space::may_create(&world.state, Some(ben)).is_err(), "the button says the same");
    }
    let role = Role::SpaceAdministrator;
    world.happened(Some(ada), vec![member::Event::Joined { space: acme, person: ben, role }]);
    world.does(Some(ben), ask_space("Gamma", OTHER));
    world.refused("MBR-10", None, ask_space("Delta", OTHER));
}

#[test]
fn spc_6_the_space_exists_only_after_the_account_is_verified() {
    let mut world = World::new();
    let ada = world.join("ada");
    let request = world.request(ada, "Acme", ACCOUNT);
    assert!(world.state.spaces.is_empty());
    let refusal = world.refused("SPC-6", Some(ada), verify(&request.token));
    assert_eq!(refusal.mend, Some(Mend::CloudSpaces), "nobody is signed in there");
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    world.does(Some(ada), account::Command::SignOut);
    world.refused("SPC-6", Some(ada), verify(&request.token));
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    world.does(Some(ada), verify(&request.token));
    assert_eq!(world.state.spaces.len(), 1);
    assert!(world.state.requests.is_empty());
}

#[test]
fn spc_6_a_token_fits_one_account_and_region() {
    let mut world = World::new();
    let ada = world.join("ada");
    let request = world.request(ada, "Acme", "111122223333");
    world.sign_in(ada, "444455556666", Region::UsWest2);
    let refusal = world.refused("SPC-6", Some(ada), verify(&request.token));
    assert!(refusal.message.contains("ends in 3333"), "{}", refusal.message);
    assert!(!refusal.message.contains("11112222"), "no more of the account than its last four digits");
    world.sign_in(ada, "111122223333", Region::EuWest1);
    let refusal = world.refused("SPC-6", Some(ada), verify(&request.token));
    assert!(refusal.message.contains("Oregon") && refusal.message.contains("Ireland"), "{}", refusal.message);
    assert_eq!(refusal.field.as_deref(), Some("AWS Region"));
    world.sign_in(ada, "111122223333", Region::UsWest2);
    world.does(Some(ada), verify(&request.token));
}

#[test]
fn spc_6_a_token_is_good_once_and_a_false_one_never() {
    let mut world = World::new();
    let ada = world.join("ada");
    let request = world.request(ada, "Acme", ACCOUNT);
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    let mut other = request.token.clone();
    let last = if other.pop() == Some('A') { 'B' } else { 'A' };
    other.push(last);
    let short = request.token.get(..request.token.len() - 1).unwrap().to_owned();
    for token in ["", "-", "nonsense", &other, &short] {
        let refusal = world.refused("SPC-6", Some(ada), verify(token));
        assert_eq!(refusal.field.as_deref(), Some("Verification token"));
    }
    // Copied with white space, in small letters, without the groups: the same token.
    let typed = format!("  {}\n", request.token.to_lowercase().replace('-', ""));
    world.does(Some(ada), verify(&typed));
    world.refused("SPC-6", Some(ada), verify(&request.token));
    assert_eq!(world.state.spaces.len(), 1);
}

#[test]
fn spc_6_a_withdrawn_request_ends_its_token() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let request = world.request(ada, "Acme", ACCOUNT);
    world.refused("SPC-6", Some(ben), Command::Withdraw { request: request.id });
    world.does(Some(ada), Command::Withdraw { request: request.id });
    world.refused("SPC-6", Some(ada), Command::Withdraw { request: request.id });
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    world.refused("SPC-6", Some(ada), verify(&request.token));
}

#[test]
fn spc_6_tokens_differ_are_long_and_stay_out_of_debug_output() {
    let mut world = World::new();
    let ada = world.join("ada");
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let request = world.request(ada, "Acme", ACCOUNT);
        // 32 characters of five bits each: 160 bits.
        assert_eq!(request.token.chars().filter(|c| matches!(c, 'A'..='Z' | '2'..='7')).count(), 32);
        assert_eq!(request.token.len(), 39);
        assert!(!format!("{request:?} {:?} {:?}", world.records, verify(&request.token)).contains(&request.token));
        world.does(Some(ada), Command::Withdraw { request: request.id });
        seen.insert(request.token);
    }
    assert_eq!(seen.len(), 50);
}

#[test]
fn spc_9_the_switcher_lists_the_spaces_a_person_belongs_to_by_name() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    for name in ["beta", "Acme", "Gamma"] {
        world.space(ada, name);
    }
    world.space(ben, "Delta");
    let names = |person| world.state.spaces_of(person).iter().map(|space| space.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(ada), ["Acme", "beta", "Gamma"]);
    assert_eq!(names(ben), ["Delta"]);
}

#[test]
fn a_person_creates_five_spaces_at_most() {
    // Reference 6.1: requests that wait count, so that the limit cannot be overrun by asking first.
    let mut world = World::new();
    let ada = world.join("ada");
    for number in 0..4 {
        world.space(ada, &format!("space-{number}"));
    }
    let last = world.request(ada, "space-4", OTHER);
    let refusal = world.refused("SPC-1", Some(ada), ask_space("space-5", OTHER));
    assert!(refusal.message.contains("withdrawn"), "{}", refusal.message);
    world.sign_in(ada, OTHER, Region::UsWest2);
    world.does(Some(ada), verify(&last.token));
    world.refused("SPC-1", Some(ada), ask_space("space-5", OTHER));
    // The next month does not help: five in all.
    world.later(40 * Timestamp::DAY);
    world.refused("SPC-1", Some(ada), ask_space("space-5", OTHER));
    let ben = world.join("ben");
    world.space(ben, "space-5");
}

#[test]
fn mbr_10_a_description_is_for_administrators() {
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    let id = world.space(ada, "Acme");
    world.happened(Some(ada), vec![member::Event::Joined { space: id, person: ben, role: Role::PowerUser }]);
    let describe = |text: &str| Command::Describe { space: id, description: text.to_owned() };
    let refusal = world.refused("MBR-10", Some(ben), describe("Mine"));
    assert!(refusal.message.contains("“Edit space description”"), "{}", refusal.message);
    assert!(refusal.message.contains("Space administrator"), "{}", refusal.message);
    world.refused("DPR-1", Some(ada), describe(&"x".repeat(201)));
    world.refused("DPR-1", Some(ada), describe("two\nlines"));
    world.does(Some(ada), describe(&"x".repeat(200)));
    world.refused("SPC-1", Some(ada), describe(&"x".repeat(200)));
    let gone = Command::Describe { space: SpaceId::from_random([3; 16]), description: String::new() };
    world.refused("MBR-10", Some(ada), gone);
}
