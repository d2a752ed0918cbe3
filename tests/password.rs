//! Passwords of Builder IDs, and the code for a forgotten one (ID-5).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    PersonId, Record, State, Timestamp, outbox,
    password::{Command, Derived, Work, missed},
    settings, trail,
    trail::VaultId,
};
use support::{Stored, World};

fn work() -> Work {
    Work { salt: [5; 16], memory_kib: 65_536, passes: 3, lanes: 1 }
}

/// What Argon2id would have made of a word.
fn derived(word: &str) -> Derived {
    let mut bytes = [0; 32];
    bytes[..word.len()].copy_from_slice(word.as_bytes());
    Derived::new(bytes)
}

fn set(word: &str, current: Option<&str>) -> Command {
    Command::Set { work: work(), derived: derived(word), current: current.map(derived) }
}

fn present(word: &str) -> Command {
    Command::Present { derived: derived(word) }
}

fn reset(code: &str, word: &str) -> Command {
    Command::Reset { code: code.to_owned(), work: work(), derived: derived(word) }
}

struct Desk {
    world: World,
    bob: PersonId,
}

impl Desk {
    /// Bob has a password, for a while.
    fn new() -> Self {
        let mut world = World::new();
        world.join("ada");
        let bob = world.join("bob");
        world.does(Some(bob), set("ferry", None));
        world.later(Timestamp::HOUR);
        Self { world, bob }
    }

    fn does(&mut self, command: Command) -> Record {
        self.world.does(Some(self.bob), command)
    }

    fn takes(&mut self, word: &str) -> bool {
        let record = self.does(present(word));
        missed(&self.world.state, &record, "Password").is_none()
    }

    fn code(&mut self) -> String {
        self.does(Command::SendReset);
        self.world.code()
    }
}

#[test]
fn id_5_the_right_password_lets_in_and_no_other() {
    let mut desk = Desk::new();
    assert!(desk.takes("ferry"));
    for wrong in ["Ferry", "ferry ", "", "gravel"] {
        assert!(!desk.takes(wrong), "{wrong}");
        desk.world.later(Timestamp::HOUR);
    }
    assert!(desk.takes("ferry"));
}

#[test]
fn id_5_another_is_set_only_with_the_one_that_is_set() {
    let mut desk = Desk::new();
    let refusal = desk.world.refused("ID-5", Some(desk.bob), set("gravel", None));
    assert_eq!(refusal.field.as_deref(), Some("Current password"));
    let record = desk.does(set("gravel", Some("lantern")));
    assert_eq!(
        missed(&desk.world.state, &record, "Current password").unwrap().field.as_deref(),
        Some("Current password")
    );
    assert!(desk.takes("ferry"), "nothing was changed");
    let record = desk.does(set("gravel", Some("ferry")));
    assert!(missed(&desk.world.state, &record, "Current password").is_none());
    assert!(desk.takes("gravel") && !desk.takes("ferry"));
}

#[test]
fn id_5_wrong_tries_are_slowed_and_a_right_one_ends_that() {
    let mut desk = Desk::new();
    let waits = |desk: &Desk| desk.world.state.passwords[&desk.bob].wait(desk.world.now) / 1_000;
    for expected in [0, 2, 4, 8, 16, 32, 64, 64, 64] {
        assert!(!desk.takes("wrong"));
        assert_eq!(waits(&desk), expected);
        if expected > 0 {
            // Not even the right one is looked at before the time is over.
            desk.world.later((expected - 1) * 1_000);
            let refusal = desk.world.refused("ID-5", Some(desk.bob), present("ferry"));
            assert!(refusal.message.contains("Wait 1 second,"), "{}", refusal.message);
            desk.world.refused("ID-5", Some(desk.bob), set("mine", Some("ferry")));
            desk.world.refused("ID-5", Some(desk.bob), Command::Remove { current: derived("ferry") });
            desk.world.later(1_000);
        }
    }
    assert!(desk.takes("ferry"));
    assert!(!desk.takes("wrong"));
    assert_eq!(waits(&desk), 0, "the count began anew");
    // A clock that was set back asks for no endless wait.
    assert!(!desk.takes("wrong"));
    desk.world.later(-Timestamp::DAY);
    assert!(desk.takes("ferry"));
}

#[test]
fn id_5_a_forgotten_password_is_reset_by_a_code_sent_to_the_address() {
    let mut desk = Desk::new();
    let code = desk.code();
    let message = outbox::newest_first(&desk.world.state)[0].clone();
    assert_eq!(message.to, "bob@example.com");
    assert!(message.body.contains(&code) && message.body.contains("does not open the vault"));
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let record = desk.does(reset(wrong, "gravel"));
    let refusal = missed(&desk.world.state, &record, "Password").unwrap();
    assert!(refusal.message.contains("4 tries are left") && refusal.field.as_deref() == Some("Verification code"));
    assert!(desk.takes("ferry"));
    let record = desk.does(reset(&code, "gravel"));
    assert!(missed(&desk.world.state, &record, "Password").is_none());
    assert!(desk.takes("gravel") && !desk.takes("ferry"));
    assert!(desk.world.state.resets.is_empty() && !desk.world.state.outbox.contains_key(&message.id));
    desk.world.refused("ID-5", Some(desk.bob), reset(&code, "again"));
}

#[test]
fn id_5_a_code_is_good_for_ten_minutes_and_five_tries_and_another_comes_after_five_minutes() {
    let mut desk = Desk::new();
    let first = desk.code();
    desk.world.later(5 * Timestamp::MINUTE - 1);
    let refusal = desk.world.refused("ID-5", Some(desk.bob), Command::SendReset);
    assert!(refusal.message.contains("1 second"));
    desk.world.later(1);
    let second = desk.code();
    if first != second {
        let record = desk.does(reset(&first, "gravel"));
        assert!(missed(&desk.world.state, &record, "Password").is_some(), "the former code stopped working");
    }
    desk.world.later(10 * Timestamp::MINUTE + 1);
    let refusal = desk.world.refused("ID-5", Some(desk.bob), reset(&second, "gravel"));
    assert!(refusal.message.contains("ten minutes"));
    let third = desk.code();
    let wrong = if third == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        desk.does(reset(wrong, "gravel"));
    }
    let refusal = desk.world.refused("ID-5", Some(desk.bob), reset(&third, "gravel"));
    assert!(refusal.message.contains("too often"));
    assert!(desk.takes("ferry"));
}

#[test]
fn id_5_removing_needs_the_password_and_takes_the_code_along() {
    let mut desk = Desk::new();
    desk.code();
    let messages = desk.world.state.outbox.len();
    let record = desk.does(Command::Remove { current: derived("wrong") });
    assert!(missed(&desk.world.state, &record, "Password").is_some());
    desk.does(Command::Remove { current: derived("ferry") });
    assert!(desk.world.state.passwords.is_empty() && desk.world.state.resets.is_empty());
    assert_eq!(desk.world.state.outbox.len(), messages - 1);
    for command in [present("ferry"), Command::SendReset, Command::Remove { current: derived("ferry") }] {
        desk.world.refused("ID-5", Some(desk.bob), command);
    }
}

#[test]
fn id_5_everybody_has_their_own() {
    let mut desk = Desk::new();
    let cleo = desk.world.join("cleo");
    desk.world.does(Some(cleo), set("gravel", None));
    let record = desk.world.does(Some(cleo), present("ferry"));
    assert!(missed(&desk.world.state, &record, "Password").is_some());
    assert!(desk.takes("ferry"));
    // Without anybody there is nothing to set.
    desk.world.refused("MBR-10", None, set("x", None));
}

#[test]
fn id_8_who_signs_in_elsewhere_sets_none_here() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.state.people.get_mut(&ada).unwrap().federated = true;
    world.refused("ID-8", Some(ada), set("x", None));
}

#[test]
fn id_5_costs_that_make_guessing_cheap_or_stop_the_browser_are_refused() {
    let mut world = World::new();
    let ada = world.join("ada");
    for (memory_kib, passes, lanes) in
        [(1_024, 3, 1), (65_536, 1, 1), (65_536, 3, 0), (1 << 30, 3, 1), (65_536, 3_000, 1)]
    {
        let work = Work { salt: [5; 16], memory_kib, passes, lanes };
        world.refused("ID-5", Some(ada), Command::Set { work, derived: derived("x"), current: None });
    }
}

#[test]
fn id_5_vlt_1_what_is_kept_and_printed_is_neither_the_password_nor_what_it_was_derived_to() {
    let mut desk = Desk::new();
    let code = desk.code();
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &desk.world.records {
        state.apply(record);
        stored.take(record, &state);
        let printed = format!("{record:?}");
        assert!(!printed.contains(&code) && !printed.contains("ferry"), "{printed}");
    }
    stored.check(&desk.world.state);
    for address in state.addresses() {
        let bytes = state.segment(&address).unwrap();
        assert!(!bytes.windows(5).any(|window| window == b"ferry"), "{address:?}");
    }
    assert!(!format!("{:?} {:?}", set("ferry", Some("gravel")), reset("123456", "x")).contains("123456"));
    // A sample that is left takes them along.
    let mut world = World::new();
    world.does(None, settings::Command::MarkSample);
    let ada = world.join("ada");
    world.does(Some(ada), set("ferry", None));
    world.does(Some(ada), settings::Command::LeaveSample);
    assert!(world.state.passwords.is_empty());
}

#[test]
fn aud_2_what_happens_with_passwords_is_in_the_log_without_a_secret() {
    let mut desk = Desk::new();
    let ada = desk.world.state.people.values().find(|person| person.alias == "ada").unwrap().id;
    desk.world.does(Some(ada), trail::Command::Begin { vault: VaultId([9; 16]), made: false });
    assert!(!desk.takes("wrong"));
    assert!(desk.takes("ferry"));
    let code = desk.code();
    desk.does(reset(&code, "gravel"));
    desk.does(set("lantern", Some("gravel")));
    desk.does(Command::Remove { current: derived("lantern") });
    let told: Vec<(String, bool)> = desk
        .world
        .state
        .trail
        .chain
        .oldest_first()
        .map(|entry| (entry.what.name.clone(), entry.what.failure.is_some()))
        .collect();
    let expected = [
        ("ConsoleLogin", true),
        ("ConsoleLogin", false),
        ("PasswordRecoveryRequested", false),
        ("ResetPassword", false),
        ("ChangePassword", false),
        ("DeleteLoginProfile", false),
    ];
    assert_eq!(told, expected.map(|(name, failed)| (name.to_owned(), failed)));
    let all = format!("{:?}", desk.world.state.trail);
    assert!(!all.contains(&code) && !all.contains("gravel"));
    assert!(desk.world.state.trail.chain.check().is_empty());
}
