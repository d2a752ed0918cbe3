//! The activity log: what is written into it, and the chain that shows what was altered (AUD-2, AUD-3, KMS-4).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod chain;
mod export;
mod feed;
mod find;
#[path = "../support/mod.rs"]
mod support;
mod witness;

use spaceward::domain::{
    PersonId, State, account,
    chain::CHUNK,
    snapshot::{Address, Fault, FaultKind, dirty},
    space::Region,
    trail::{Command, Entry, Key, LockedBy, Use, VaultId, Way},
};
use std::{collections::BTreeSet, sync::Arc};
use support::{ACCOUNT, World};

const VAULT: VaultId = VaultId([9; 16]);

/// A person with a vault whose log has begun.
fn begun() -> (World, PersonId) {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), Command::Begin { vault: VAULT, made: true });
    (world, ada)
}

fn note(world: &mut World, ada: PersonId, uses: impl IntoIterator<Item = Use>) {
    world.does(Some(ada), Command::Note { uses: uses.into_iter().map(|what| (None, what)).collect() });
}

/// Source, name, key and context of every entry, oldest first.
fn lines(state: &State) -> Vec<String> {
    let told = |entry: &Entry| {
        let context: Vec<String> = entry.what.context.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let key = entry.what.key.as_ref().map(Key::name).unwrap_or_default();
        format!("{} {} {key} {}", entry.what.source, entry.what.name, context.join(" ")).trim_end().to_owned()
    };
    state.trail.chain.oldest_first().map(told).collect()
}

#[test]
fn aud_2_a_new_vault_begins_its_log_with_its_keys() {
    let mut world = World::new();
    let ada = world.join("ada");
    // A sample is played before there is a vault: its spaces get their keys when the vault is made.
    let space = world.space(ada, "harbour");
    assert!(world.state.trail.chain.is_empty(), "without a vault there is no key");
    world.refused("AUD-2", Some(ada), Command::Note { uses: vec![(None, Use::vault_made())] });
    world.does(Some(ada), Command::Begin { vault: VAULT, made: true });
    assert_eq!(
        lines(&world.state),
        [
            format!("kms.amazonaws.com CreateKey vault vault={VAULT}"),
            format!("kms.amazonaws.com CreateKey space/{space} space={space} vault={VAULT}"),
        ]
    );
    let first = world.state.trail.chain.get(1).unwrap();
    assert_eq!((first.person, first.alias.as_str(), first.at), (Some(ada), "ada", world.now));
    world.refused("AUD-2", Some(ada), Command::Begin { vault: VAULT, made: false });
}

#[test]
fn kms_4_making_a_space_and_signing_in_to_the_cloud_are_logged_in_the_same_record() {
    let (mut world, ada) = begun();
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    let signed = world.state.trail.chain.newest_first().next().unwrap().clone();
    assert_eq!((signed.what.name.as_str(), signed.what.region.as_str()), ("ConsoleLogin", "us-west-2"));
    assert_eq!(signed.what.account.map(|account| account.to_string()).as_deref(), Some(ACCOUNT));
    assert_eq!(signed.what.recipient, signed.what.account);
    let before = world.records.len();
    let space = world.space(ada, "harbour");
    let made = world.records[before..].iter().find(|record| record.events.len() > 3).unwrap();
    assert!(made.events.iter().any(|event| matches!(event, spaceward::domain::Event::Trail(_))));
    assert!(lines(&world.state).last().unwrap().contains(&format!("CreateKey space/{space}")));
    world.does(Some(ada), account::Command::SignOut);
    assert_eq!(lines(&world.state).last().unwrap(), "signin.amazonaws.com Logout");
    assert_eq!(world.state.trail.chain.newest_first().next().unwrap().what.account, signed.what.account);
}

#[test]
fn aud_2_failed_tries_stand_before_the_sign_in_with_their_own_times() {
    let (mut world, ada) = begun();
    let tried = world.now;
    world.later(5_000);
    let uses = core::iter::once((Some(tried), Use::failed_unlock(Way::Passphrase)))
        .chain(Use::unlocked(Way::Passphrase).map(|what| (None, what)))
        // A time that lies ahead is not believed.
        .chain([(Some(world.now.plus(9)), Use::locked(LockedBy::Idle))])
        .collect();
    world.does(Some(ada), Command::Note { uses });
    let entries: Vec<&Entry> = world.state.trail.chain.oldest_first().skip(1).collect();
    let told: Vec<_> = entries.iter().map(|entry| (entry.what.name.as_str(), entry.what.failure.is_some())).collect();
    assert_eq!(told, [("ConsoleLogin", true), ("ConsoleLogin", false), ("Decrypt", false), ("Logout", false)]);
    assert_eq!(entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [tried, world.now, world.now, world.now]);
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), entries.len());
}

#[test]
fn aud_2_what_is_too_long_for_an_entry_is_refused_and_nothing_is_written() {
    let (mut world, ada) = begun();
    let before = world.state.clone();
    let mut long = Use::exported();
    long.context.insert("repository".to_owned(), "x".repeat(3_000));
    world.refused("AUD-2", Some(ada), Command::Note { uses: vec![(None, Use::exported()), (None, long)] });
    world.refused("AUD-2", Some(ada), Command::Note { uses: vec![] });
    world.refused("AUD-2", Some(ada), Command::Note { uses: vec![(None, Use::default())] });
    assert_eq!(world.state, before);
}

#[test]
fn aud_2_emptying_a_sample_leaves_the_log() {
    let (mut world, ada) = begun();
    world.does(Some(ada), spaceward::domain::settings::Command::MarkSample);
    let before = Arc::clone(&world.state.trail);
    let record = world.does(Some(ada), spaceward::domain::settings::Command::LeaveSample);
    assert_eq!(world.state.trail, before);
    assert!(dirty(&record, &world.state).contains(&Address::TrailChunk(0)));
}

#[test]
fn aud_3_a_replay_gives_the_same_links_and_a_second_one_changes_nothing() {
    let (mut world, ada) = begun();
    world.space(ada, "harbour");
    let mut replayed = State::default();
    for record in &world.records {
        replayed.apply(record);
    }
    assert_eq!(replayed, world.state);
    for record in &world.records {
        let events = record.events.iter().filter(|event| matches!(event, spaceward::domain::Event::Trail(_)));
        replayed.apply(&spaceward::domain::Record { events: events.cloned().collect(), ..record.clone() });
    }
    assert_eq!(replayed.trail, world.state.trail);
    assert_eq!(replayed.trail.chain.check(), []);
}

#[test]
fn aud_3_a_lost_record_leaves_a_gap_that_shows_for_good() {
    let (mut world, ada) = begun();
    for _ in 0..5 {
        note(&mut world, ada, [Use::exported()]);
    }
    let lost = world.records.len() - 3;
    let mut state = State::default();
    for (_, record) in world.records.iter().enumerate().filter(|(nth, _)| *nth != lost) {
        state.apply(record);
    }
    let told: Vec<String> = state.trail.chain.check().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["of the entries 1 to 4, 1 is missing"]);
    assert_eq!(state.trail.chain.end(), world.state.trail.chain.end(), "what came after still stands");
    // It is told again after the pieces went through storage.
    let segments: Vec<(Address, Vec<u8>)> =
        state.addresses().into_iter().map(|address| (address, state.segment(&address).unwrap())).collect();
    let (again, faults) = State::from_segments(segments.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    assert_eq!(again, state);
    assert!(matches!(faults.as_slice(), [Fault { address: Address::Trail, kind: FaultKind::Broken(_) }]), "{faults:?}");
}

#[test]
fn vlt_7_an_entry_changes_the_last_chunk_and_the_root_alone() {
    let (mut world, ada) = begun();
    for _ in 0..CHUNK + 10 {
        note(&mut world, ada, [Use::exported()]);
    }
    let record = world.does(Some(ada), Command::Note { uses: vec![(None, Use::exported())] });
    assert_eq!(dirty(&record, &world.state).into_iter().collect::<Vec<_>>(), [Address::Trail, Address::TrailChunk(1)]);
}
