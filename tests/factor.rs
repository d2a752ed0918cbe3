//! Codes of an authenticator application (ID-7). RFC 6238's own numbers are tested beside the arithmetic.

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
    PersonId, Record, State, Timestamp,
    factor::{Command, Key, STEP, code_at, missed},
};
use support::{Stored, World};

fn key() -> Key {
    Key::new(*b"twenty bytes of key!")
}

/// What the application shows so many steps from now.
fn shown(world: &World, steps: i64) -> String {
    code_at(&key(), u64::try_from(world.now.0 / STEP + steps).unwrap()).to_string()
}

struct Desk {
    world: World,
    ada: PersonId,
}

impl Desk {
    /// Somebody who has enrolled an application, a while ago.
    fn new() -> Self {
        let mut world = World::new();
        let ada = world.join("ada");
        let code = shown(&world, 0);
        world.does(Some(ada), Command::Enrol { key: key(), code });
        world.later(10 * Timestamp::MINUTE);
        Self { world, ada }
    }

    fn present(&mut self, code: &str) -> Record {
        self.world.does(Some(self.ada), Command::Present { code: code.to_owned() })
    }

    /// Whether a code is taken.
    fn takes(&mut self, code: &str) -> bool {
        let record = self.present(code);
        missed(&self.world.state, &record).is_none()
    }
}

#[test]
fn id_7_it_takes_effect_only_with_a_right_code() {
    let world = &mut World::new();
    let ada = world.join("ada");
    for code in [shown(world, 5), shown(world, -5), "12345".to_owned(), "abcdef".to_owned(), String::new()] {
        let refusal = world.refused("ID-7", Some(ada), Command::Enrol { key: key(), code });
        assert_eq!(refusal.field.as_deref(), Some("Authentication code"));
        assert!(world.state.factors.is_empty());
    }
    let code = shown(world, 0);
    world.does(Some(ada), Command::Enrol { key: key(), code });
    assert!(world.state.factors.contains_key(&ada));
    let code = shown(world, 1);
    world.refused("ID-7", Some(ada), Command::Enrol { key: key(), code });
}

#[test]
fn id_7_the_code_that_enrolled_it_is_used_up() {
    let world = &mut World::new();
    let ada = world.join("ada");
    let code = shown(world, 0);
    world.does(Some(ada), Command::Enrol { key: key(), code: code.clone() });
    let record = world.does(Some(ada), Command::Present { code });
    assert!(missed(&world.state, &record).is_some());
}

#[test]
fn id_7_a_code_is_taken_within_one_step_of_now_and_never_twice() {
    for (steps, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let desk = &mut Desk::new();
        let code = shown(&desk.world, steps);
        assert_eq!(desk.takes(&code), taken, "{steps} steps from now");
        assert!(!desk.takes(&code), "{steps} steps from now, again");
    }
}

#[test]
fn id_7_after_a_code_those_before_it_are_refused_too() {
    let desk = &mut Desk::new();
    let (earlier, now, next) = (shown(&desk.world, -1), shown(&desk.world, 0), shown(&desk.world, 1));
    assert!(desk.takes(&now));
    assert!(!desk.takes(&earlier));
    assert!(desk.takes(&next));
}

#[test]
fn id_7_typed_in_groups_it_is_the_same() {
    let desk = &mut Desk::new();
    let code = shown(&desk.world, 0);
    assert!(desk.takes(&format!(" {} {} ", &code[..3], &code[3..])));
}

#[test]
fn id_7_five_wrong_ones_make_the_next_wait_a_minute() {
    let desk = &mut Desk::new();
    let wrong = shown(&desk.world, 40);
    let told: Vec<String> = (0..5)
        .map(|_| {
            let record = desk.present(&wrong);
            missed(&desk.world.state, &record).unwrap().message
        })
        .collect();
    assert!(told[0].contains("4 tries"), "{told:?}");
    assert!(told[4].contains("Wait a minute"), "{told:?}");
    let right = shown(&desk.world, 0);
    desk.world.refused("ID-7", Some(desk.ada), Command::Present { code: right });
    desk.world.later(Timestamp::MINUTE);
    let right = shown(&desk.world, 0);
    assert!(desk.takes(&right));
    assert!(!desk.takes(&wrong), "the count began anew");
    assert!(desk.world.state.factors[&desk.ada].wait(desk.world.now) == 0);
}

#[test]
fn id_7_a_clock_set_back_does_not_lock_out_for_good() {
    let desk = &mut Desk::new();
    let wrong = shown(&desk.world, 40);
    for _ in 0..5 {
        desk.present(&wrong);
    }
    desk.world.later(-Timestamp::HOUR);
    assert_eq!(desk.world.state.factors[&desk.ada].wait(desk.world.now), 0);
}

#[test]
fn id_7_it_is_removed_with_a_right_code_only() {
    let desk = &mut Desk::new();
    let wrong = shown(&desk.world, 40);
    let record = desk.world.does(Some(desk.ada), Command::Remove { code: wrong });
    assert!(missed(&desk.world.state, &record).is_some());
    assert!(desk.world.state.factors.contains_key(&desk.ada));
    let code = shown(&desk.world, 0);
    desk.world.does(Some(desk.ada), Command::Remove { code });
    assert!(desk.world.state.factors.is_empty());
    let code = shown(&desk.world, 1);
    desk.world.refused("ID-7", Some(desk.ada), Command::Present { code });
}

#[test]
fn id_7_keys_and_codes_are_in_no_text_for_developers() {
    let desk = Desk::new();
    let code = shown(&desk.world, 0);
    let told = format!("{:?} {:?} {:?}", desk.world.state, desk.world.records, Command::Present { code: code.clone() });
    assert!(!told.contains(&code) && !told.contains("116, 119") && told.contains("Key(<redacted>)"), "{told}");
}

#[test]
fn vlt_5_factors_come_back_from_their_segments() {
    let desk = &mut Desk::new();
    let code = shown(&desk.world, 0);
    desk.present(&code);
    let (mut stored, mut state) = (Stored::default(), State::default());
    for record in &desk.world.records {
        state.apply(record);
        stored.take(record, &state);
    }
    stored.check(&desk.world.state);
}
