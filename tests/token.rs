//! Personal access tokens (PAT-1..5).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may stop"
)]

mod support;

use spaceward::domain::{
    PersonId, State, Timestamp, base32,
    token::{self, Checked, Command, Secret, Standing, Token, check, of_person},
};
use support::{Stored, World};

fn secret(seed: u8) -> Secret {
    Secret::draw(&mut |bytes| bytes.fill(seed))
}

fn create(name: &str, expires: Option<Timestamp>, seed: u8) -> Command {
    Command::Create { name: name.to_owned(), expires, secret: secret(seed) }
}

fn newest(world: &World, person: PersonId) -> Token {
    of_person(&world.state, person)[0].clone()
}

#[test]
fn pat_1_a_person_makes_several_each_with_a_name_of_its_own() {
    let world = &mut World::new();
    let [ada, ben] = ["ada", "ben"].map(|alias| world.join(alias));
    world.does(Some(ada), create("Build", None, 1));
    world.later(1);
    world.does(Some(ada), create("Deploy", None, 2));
    let refusal = world.refused("PAT-1", Some(ada), create(" build ", None, 3));
    assert_eq!(refusal.field.as_deref(), Some("Token name"));
    world.refused("PAT-1", Some(ada), create("", None, 3));
    world.refused("PAT-1", Some(ada), create(&"a".repeat(101), None, 3));
    // The same name is free for somebody else.
    world.does(Some(ben), create("Build", None, 4));
    let names: Vec<_> = of_person(&world.state, ada).iter().map(|token| token.name.clone()).collect();
    assert_eq!(names, ["Deploy", "Build"]);
    world.refused("MBR-10", None, create("Nobody's", None, 5));
}

#[test]
fn pat_1_a_hundred_and_no_more() {
    let world = &mut World::new();
    let ada = world.join("ada");
    for nth in 0..100 {
        world.does(Some(ada), create(&format!("Token {nth}"), None, nth));
    }
    world.refused("PAT-1", Some(ada), create("One more", None, 200));
    let token = newest(world, ada).id;
    world.does(Some(ada), Command::Delete { token });
    world.does(Some(ada), create("One more", None, 200));
}

#[test]
fn pat_1_the_secret_is_nowhere_but_where_it_was_drawn() {
    let world = &mut World::new();
    let ada = world.join("ada");
    let drawn = secret(77);
    let record = world.does(Some(ada), create("Build", None, 77));
    let shown = drawn.text();
    let digits = shown.strip_prefix("swpat_").unwrap();
    let bytes = base32::decode(digits).unwrap();
    assert_eq!(bytes, [77; 32]);
    let kept = serde_json::to_string(&record).unwrap() + &format!("{record:?}{:?}", world.state);
    assert!(!kept.contains(digits), "{kept}");
    assert!(!kept.contains("77,77,77"), "{kept}");
    assert_eq!(
        format!("{:?}", create("Build", None, 77)),
        "Create { name: \"Build\", expires: None, secret: Secret(<redacted>) }"
    );
}

#[test]
fn pat_2_it_ends_after_a_year_or_on_the_day_that_was_chosen() {
    let world = &mut World::new();
    let ada = world.join("ada");
    let day = Timestamp::DAY;
    world.does(Some(ada), create("Usual", None, 1));
    assert_eq!(newest(world, ada).expires, world.now.plus(365 * day));
    world.later(1);
    world.does(Some(ada), create("Short", Some(world.now.plus(day)), 2));
    assert_eq!(newest(world, ada).expires, world.now.plus(day));
    for expires in [world.now, world.now.plus(-day), token::latest_expiry(world.now).plus(1)] {
        let refusal = world.refused("PAT-2", Some(ada), create("Wrong", Some(expires), 3));
        assert_eq!(refusal.field.as_deref(), Some("Expires"));
    }
    world.does(Some(ada), create("Long", Some(token::latest_expiry(world.now)), 3));
}

#[test]
fn pat_2_one_that_ends_within_thirty_days_is_pointed_out() {
    let world = &mut World::new();
    let ada = world.join("ada");
    world.does(Some(ada), create("Build", Some(world.now.plus(31 * Timestamp::DAY)), 1));
    let token = newest(world, ada);
    assert_eq!(token.standing(world.now), Standing::Live);
    assert_eq!(token.standing(world.now.plus(Timestamp::DAY)), Standing::EndsSoon);
    assert_eq!(token.standing(token.expires.plus(-1)), Standing::EndsSoon);
    assert_eq!(token.standing(token.expires), Standing::Expired);
}

#[test]
fn pat_3_one_secret_stands_for_its_person_in_every_space_they_are_in() {
    let world = &mut World::new();
    let ada = world.join("ada");
    world.does(Some(ada), create("Build", None, 1));
    for name in ["harbour", "quay"] {
        world.space(ada, name);
        let Checked::Live(token) = check(&world.state, &secret(1).text(), world.now) else { panic!("in {name}") };
        assert_eq!(token.person, ada);
    }
    assert_eq!(world.state.spaces_of(ada).len(), 2);
}

#[test]
fn pat_4_a_secret_is_told_to_be_live_expired_or_unknown() {
    let world = &mut World::new();
    let [ada, ben] = ["ada", "ben"].map(|alias| world.join(alias));
    world.does(Some(ada), create("Build", Some(world.now.plus(Timestamp::DAY)), 1));
    world.does(Some(ben), create("Build", None, 2));
    let live = newest(world, ada);
    let text = secret(1).text();
    assert_eq!(check(&world.state, &text, world.now), Checked::Live(live.clone()));
    assert_eq!(check(&world.state, &format!(" {}\n", text.as_str()), world.now), Checked::Live(live.clone()));
    assert_eq!(check(&world.state, &text, live.expires.plus(-1)), Checked::Live(live.clone()));
    assert_eq!(check(&world.state, &text, live.expires), Checked::Expired(live));
    assert_eq!(check(&world.state, &secret(2).text(), world.now), Checked::Live(newest(world, ben)));
    assert_eq!(check(&world.state, &secret(3).text(), world.now), Checked::Unknown);
    let flipped = text.replace('A', "B");
    for wrong in [
        "",
        "swpat_",
        "hunter2",
        &text[1..],
        &text[..text.len() - 1],
        &text.to_lowercase(),
        &format!("{}A", text.as_str()),
    ] {
        assert_eq!(check(&world.state, wrong, world.now), Checked::NoSecret, "{wrong}");
    }
    assert!(!matches!(check(&world.state, &flipped, world.now), Checked::Live(_)));
}

#[test]
fn pat_4_equal_secrets_have_unequal_hashes() {
    let world = &mut World::new();
    let ada = world.join("ada");
    world.does(Some(ada), create("One", None, 1));
    world.later(1);
    world.does(Some(ada), create("Two", None, 1));
    let [two, one] = [0, 1].map(|at| serde_json::to_value(of_person(&world.state, ada)[at]).unwrap());
    assert_ne!(one["hash"], two["hash"]);
    assert_ne!(one["salt"], two["salt"]);
}

#[test]
fn pat_5_a_deleted_one_is_refused_and_only_its_person_deletes_it() {
    let world = &mut World::new();
    let [ada, ben] = ["ada", "ben"].map(|alias| world.join(alias));
    world.does(Some(ada), create("Build", None, 1));
    let token = newest(world, ada).id;
    world.refused("PAT-5", Some(ben), Command::Delete { token });
    world.does(Some(ada), Command::Delete { token });
    assert_eq!(check(&world.state, &secret(1).text(), world.now), Checked::Unknown);
    world.refused("PAT-5", Some(ada), Command::Delete { token });
}

#[test]
fn vlt_5_tokens_come_back_from_their_segments() {
    let world = &mut World::new();
    let ada = world.join("ada");
    for nth in 0..20 {
        world.does(Some(ada), create(&format!("Token {nth}"), None, nth));
    }
    let token = newest(world, ada).id;
    world.does(Some(ada), Command::Delete { token });
    let (mut stored, mut state) = (Stored::default(), State::default());
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
    }
    stored.check(&world.state);
}
