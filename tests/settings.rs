//! What the person sets for this console, and the sample's end (VLT-6).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Mend, State, Timestamp, outbox,
    reminder::{Due, export_due},
    settings::{Command, Theme},
    space::Command::Describe,
};
use support::World;

#[test]
fn vlt_6_the_idle_time_is_held_between_1_and_240_minutes() {
    let mut world = World::new();
    for idle_minutes in [0, 241, u16::MAX] {
        let refusal = world.refused("VLT-6", None, Command::SetLock { idle_minutes, when_hidden: true });
        assert_eq!(refusal.field.as_deref(), Some("Idle time"));
    }
    assert!(!world.state.settings.lock_when_hidden, "a refusal sets nothing");
    for idle_minutes in [1, 240] {
        world.does(None, Command::SetLock { idle_minutes, when_hidden: true });
        assert_eq!((world.state.settings.idle_minutes, world.state.settings.lock_when_hidden), (idle_minutes, true));
    }
}

#[test]
fn the_theme_is_set() {
    let mut world = World::new();
    assert_eq!(world.state.settings.theme, Theme::System);
    world.does(None, Command::SetTheme { theme: Theme::Dark });
    assert_eq!(world.state.settings.theme, Theme::Dark);
}

#[test]
fn a_vault_with_spaces_of_its_own_is_never_called_a_sample() {
    let mut world = World::new();
    let ada = world.join("ada");
    let request = world.request(ada, "Acme", support::ACCOUNT);
    world.refused("DPR-4", Some(ada), Command::MarkSample);
    world.does(Some(ada), spaceward::domain::space::Command::Withdraw { request: request.id });
    world.space(ada, "Acme");
    world.refused("DPR-4", Some(ada), Command::MarkSample);
    let refusal = world.refused("DPR-4", Some(ada), Command::LeaveSample);
    assert_eq!(refusal.mend, Some(Mend::DataProtection));
    assert_eq!(world.state.spaces.len(), 1);
}

#[test]
fn leaving_the_sample_leaves_nothing() {
    let mut world = World::new();
    world.does(None, Command::MarkSample);
    world.refused("DPR-4", None, Command::MarkSample);
    let ada = world.join("ada");
    world.space(ada, "Acme");
    world.does(Some(ada), Command::SetTheme { theme: Theme::Dark });
    world.does(Some(ada), Command::LeaveSample);
    assert_eq!(world.state, State::default());
    // Names of the sample were never real: they are free, and a person signs up as in any new vault.
    let ben = world.join("ben");
    world.space(ben, "Acme");
}

#[test]
fn a_message_of_the_outbox_is_thrown_away_once() {
    let mut world = World::new();
    world.does(None, spaceward::domain::identity::Command::Start { email: "ada@example.com".to_owned() });
    world.does(None, spaceward::domain::identity::Command::GiveName { full_name: "Ada".to_owned() });
    let message = outbox::newest_first(&world.state)[0].id;
    world.does(None, outbox::Command::Discard { message });
    assert!(world.state.outbox.is_empty());
    world.refused("ID-2", None, outbox::Command::Discard { message });
}

#[test]
fn vlt_11_the_export_is_reminded_of_when_work_would_be_lost_with_this_browser() {
    let mut world = World::new();
    let due = |world: &World| export_due(&world.state, world.now);
    assert_eq!(due(&world), None, "nothing is there");
    let ada = world.join("ada");
    world.later(30 * Timestamp::DAY);
    assert_eq!(due(&world), None, "nobody works here yet");
    let space = world.space(ada, "Acme");
    assert_eq!(due(&world), Some(Due::Never));
    world.does(Some(ada), Command::PutOffExport);
    assert_eq!(due(&world), None);
    world.later(7 * Timestamp::DAY - 1);
    assert_eq!(due(&world), None, "a week is a week");
    world.later(1);
    assert_eq!(due(&world), Some(Due::Never));

    world.does(Some(ada), Command::NoteExport);
    world.later(90 * Timestamp::DAY);
    assert_eq!(due(&world), None, "nothing happened since");
    world.project(ada, space, "quay");
    assert_eq!(due(&world), Some(Due::Old { days: 90 }));
    world.does(Some(ada), Command::NoteExport);
    for number in 0..500 {
        world.later(1);
        assert_eq!(due(&world), None, "after {number} changes on one day");
        world.does(Some(ada), Describe { space, description: format!("Change {number}") });
    }
    assert_eq!(due(&world), Some(Due::Old { days: 0 }));
}

#[test]
fn vlt_11_nobody_is_reminded_to_export_a_sample() {
    let mut world = World::new();
    world.does(None, Command::MarkSample);
    let ada = world.join("ada");
    world.space(ada, "Acme");
    world.later(90 * Timestamp::DAY);
    assert_eq!(export_due(&world.state, world.now), None);
}
