//! Sign-up and profile (ID-1..4, ID-6, ID-8).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{PersonId, Timestamp, identity, identity::Command, outbox};
use support::World;

fn start(email: &str) -> Command {
    Command::Start { email: email.to_owned() }
}

fn name(full_name: &str) -> Command {
    Command::GiveName { full_name: full_name.to_owned() }
}

fn verify(code: &str) -> Command {
    Command::VerifyCode { code: code.to_owned() }
}

fn alias(alias: &str) -> Command {
    Command::ChooseAlias { alias: alias.to_owned() }
}

/// Six digits that are not the code.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// A world where a code was sent to ada@example.com.
fn waiting_for_code() -> (World, String) {
    let mut world = World::new();
    world.does(None, start("ada@example.com"));
    world.does(None, name("Ada Sample"));
    let code = world.code();
    (world, code)
}

#[test]
fn id_1_sign_up_in_order_makes_a_person() {
    let (mut world, code) = waiting_for_code();
    world.does(None, verify(&code));
    world.does(None, Command::AcceptTerms);
    world.does(None, alias("ada"));
    let person = world.state.people.values().next().unwrap();
    assert_eq!((person.email.as_str(), person.full_name.as_str()), ("ada@example.com", "Ada Sample"));
    assert_eq!((person.alias.as_str(), person.joined), ("ada", world.now));
    assert!(world.state.sign_up.is_none(), "nothing of the sign-up is left");
}

#[test]
fn id_1_a_step_out_of_order_is_refused() {
    let mut world = World::new();
    let steps = |code: &str| [name("Ada Sample"), verify(code), Command::AcceptTerms, alias("ada")];
    // Before each step, none of the later ones is taken.
    for step in [name("Ada"), Command::ResendCode, verify("123456"), Command::AcceptTerms, alias("ada")] {
        world.refused("ID-1", None, step);
    }
    world.does(None, start("ada@example.com"));
    for step in [Command::ResendCode, verify("123456"), Command::AcceptTerms, alias("ada")] {
        world.refused("ID-1", None, step);
    }
    world.does(None, name("Ada Sample"));
    let code = world.code();
    for step in steps(&code).into_iter().skip(2) {
        world.refused("ID-1", None, step);
    }
    world.does(None, verify(&code));
    for step in [verify(&code), Command::ResendCode, name("Ada"), start("ada@example.com"), alias("ada")] {
        world.refused("ID-1", None, step);
    }
    world.does(None, Command::AcceptTerms);
    world.refused("ID-1", None, Command::AcceptTerms);
    world.does(None, alias("ada"));
    world.refused("ID-1", None, alias("ada2"));
}

#[test]
fn id_1_going_back_to_mend_the_name_keeps_the_code() {
    let (mut world, code) = waiting_for_code();
    world.does(None, name("Ada Corrected"));
    assert_eq!(world.state.outbox.len(), 1, "no second message");
    world.does(None, verify(&code));
    assert_eq!(world.state.sign_up.as_ref().unwrap().full_name, "Ada Corrected");
}

#[test]
fn id_1_a_changed_address_needs_a_new_code() {
    let (mut world, old) = waiting_for_code();
    world.does(None, start("ada.b@example.com"));
    world.refused("ID-1", None, verify(&old));
    world.does(None, name("Ada Sample"));
    let messages = outbox::newest_first(&world.state);
    assert_eq!(messages.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), ["ada.b@example.com"]);
    let code = world.code();
    world.does(None, verify(&code));
    // Even proven, an address cannot be exchanged for another that is not.
    world.does(None, Command::AcceptTerms);
    world.does(None, start("eve@example.com"));
    world.refused("ID-1", None, alias("ada"));
}

#[test]
fn id_1_an_address_that_cannot_be_one_is_refused_with_the_reason() {
    let long_local = format!("{}@example.com", "a".repeat(65));
    let long_domain =
        format!("a@{}.example", ["b".repeat(63), "b".repeat(63), "b".repeat(63), "b".repeat(63)].join("."));
    let long_label = format!("a@{}.example", "b".repeat(64));
    let cases = [
        ("", "needed"),
        ("ada", "none"),
        ("@example.com", "missing"),
        ("a@b@example.com", "single @"),
        ("ada lovelace@example.com", "a space"),
        ("ada@example", "dot"),
        ("ada@exa_mple.com", "“_”"),
        ("ada@.example.com", "both sides"),
        ("ada@-example.com", "both sides"),
        (".ada@example.com", "stand alone"),
        ("a..da@example.com", "stand alone"),
        ("<ada>@example.com", "“<”"),
        ("ada\u{202e}@example.com", "U+202E"),
        (long_local.as_str(), "64 bytes"),
        (long_domain.as_str(), "254 bytes"),
        (long_label.as_str(), "63 bytes"),
    ];
    let mut world = World::new();
    for (address, reason) in cases {
        let refusal = world.refused("ID-1", None, start(address));
        assert!(refusal.message.contains(reason), "{address}: {}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("Your email address"));
    }
    for address in ["a@b.co", "ada+spaces@mail.example.com", " ada@example.com ", "ünal@bücher.example"] {
        world.does(None, start(address));
        assert_eq!(world.state.sign_up.as_ref().unwrap().email, address.trim());
    }
}

#[test]
fn id_2_a_wrong_code_is_counted_and_said() {
    let (mut world, code) = waiting_for_code();
    for left in ["4 tries", "3 tries", "2 tries", "One try", "last try"] {
        let record = world.does(None, verify(&wrong(&code)));
        let refusal = identity::wrong_code(&world.state, &record).unwrap();
        assert!(refusal.message.contains(left), "{}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("Verification code"));
    }
    world.refused("ID-2", None, verify(&code));
    world.later(5 * Timestamp::MINUTE);
    world.does(None, Command::ResendCode);
    let fresh = world.code();
    let record = world.does(None, verify(&fresh));
    assert!(identity::wrong_code(&world.state, &record).is_none());
}

#[test]
fn id_2_something_that_is_no_code_costs_no_try() {
    let (mut world, code) = waiting_for_code();
    for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
        world.refused("ID-2", None, verify(typed));
    }
    assert_eq!(world.state.sign_up.as_ref().unwrap().code.as_ref().unwrap().tries, 0);
    let (front, back) = code.split_at(3);
    world.does(None, verify(&format!(" {front} {back} ")));
}

#[test]
fn id_2_a_code_is_good_for_ten_minutes() {
    let (mut world, code) = waiting_for_code();
    world.later(10 * Timestamp::MINUTE + 1);
    world.refused("ID-2", None, verify(&code));
    let (mut world, code) = waiting_for_code();
    world.later(10 * Timestamp::MINUTE);
    world.does(None, verify(&code));
}

#[test]
fn id_2_a_new_code_comes_after_five_minutes_and_the_old_one_stops() {
    let (mut world, old) = waiting_for_code();
    let refusal = world.refused("ID-2", None, Command::ResendCode);
    assert!(refusal.message.contains("300 seconds"), "{}", refusal.message);
    world.later(5 * Timestamp::MINUTE - 1);
    let refusal = world.refused("ID-2", None, Command::ResendCode);
    assert!(refusal.message.contains("1 second."), "{}", refusal.message);
    world.later(1);
    world.does(None, Command::ResendCode);
    let fresh = world.code();
    assert_ne!(old, fresh);
    assert_eq!(world.state.outbox.len(), 1, "the old message is gone with its code");
    let record = world.does(None, verify(&old));
    assert!(identity::wrong_code(&world.state, &record).is_some());
    world.does(None, verify(&fresh));
    assert!(world.state.outbox.is_empty(), "a spent code lies nowhere");
}

#[test]
fn id_2_giving_the_name_again_is_no_way_around_the_wait() {
    let (mut world, code) = waiting_for_code();
    for _ in 0..5 {
        world.does(None, verify(&wrong(&code)));
    }
    world.does(None, name("Ada Sample"));
    assert_eq!(world.code(), code, "no new code before the five minutes");
    world.later(5 * Timestamp::MINUTE);
    world.does(None, name("Ada Sample"));
    assert_ne!(world.code(), code);
}

#[test]
fn id_2_no_code_shows_in_debug_output() {
    let (world, code) = waiting_for_code();
    let printed = format!("{:?} {:?} {:?}", world.state, world.records, verify(&code));
    assert!(!printed.contains(&code));
}

#[test]
fn id_3_an_alias_keeps_its_pattern() {
    let (mut world, code) = waiting_for_code();
    world.does(None, verify(&code));
    world.does(None, Command::AcceptTerms);
    let long = "a".repeat(101);
    for (wish, reason) in [
        ("", "needed"),
        ("ad", "at least 3"),
        (long.as_str(), "100 characters"),
        ("1ada", "starts with a letter"),
        ("_ada", "starts with a letter"),
        ("ada lovelace", "a space"),
        ("adä", "“ä”"),
        ("a@da", "“@”"),
    ] {
        let refusal = world.refused("ID-3", None, alias(wish));
        assert!(refusal.message.contains(reason), "{wish}: {}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("Alias"));
    }
    world.does(None, alias("A.d-a_1"));
}

#[test]
fn id_3_an_alias_is_unique_ignoring_case() {
    let mut world = World::new();
    world.join("ada");
    world.does(None, start("other@example.com"));
    world.does(None, name("Other Sample"));
    let code = world.code();
    world.does(None, verify(&code));
    world.does(None, Command::AcceptTerms);
    world.refused("ID-3", None, alias("ADA"));
    world.does(None, alias("ada2"));
}

fn profile(full_name: &str, nickname: &str, email: &str) -> Command {
    Command::ChangeProfile { full_name: full_name.to_owned(), nickname: nickname.to_owned(), email: email.to_owned() }
}

#[test]
fn id_4_a_person_changes_their_own_profile_and_the_alias_stays() {
    // ID-3 as well: whatever changes, the alias does not.
    let mut world = World::new();
    let (ada, ben) = (world.join("ada"), world.join("ben"));
    world.does(Some(ada), profile("Ada Renamed", "Addie", "ada@example.org"));
    let person = &world.state.people[&ada];
    assert_eq!((person.full_name.as_str(), person.nickname.as_str()), ("Ada Renamed", "Addie"));
    assert_eq!((person.email.as_str(), person.alias.as_str()), ("ada@example.org", "ada"));
    assert_eq!(world.state.people[&ben].full_name, "ben Sample");
    world.refused("ID-4", Some(ada), profile("Ada Renamed", "Addie", "ada@example.org"));
    world.refused("MBR-10", None, profile("Nobody", "", "n@example.org"));
    world.refused("MBR-10", Some(PersonId::from_random([9; 16])), profile("Nobody", "", "n@example.org"));
}

#[test]
fn id_6_an_address_stands_for_one_identity() {
    let mut world = World::new();
    let (ada, _) = (world.join("ada"), world.join("ben"));
    world.refused("ID-6", None, start("Ben@example.com"));
    world.refused("ID-6", Some(ada), profile("Ada", "", "BEN@example.com"));
}

#[test]
fn id_8_a_federated_profile_is_not_edited_here() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.state.people.get_mut(&ada).unwrap().federated = true;
    world.refused("ID-8", Some(ada), profile("Ada Renamed", "", "ada@example.com"));
}
