//! Witnesses: the log of a vault held against a text that was kept apart from it (AUD-3).

use crate::{VAULT, begun, note, support::World};
use spaceward::{
    domain::{
        PersonId, State,
        chain::CHUNK,
        snapshot::Address,
        trail::{Command, Compared, Relation, Unread, Use, VaultId, Way, Witness, relate},
    },
    formats::cloud_trail,
};
use std::{collections::BTreeMap, sync::Arc};

/// Takes a witness as the console does: its own entry is the last that it covers.
fn take(world: &mut World, ada: PersonId) -> Witness {
    let before = world.state.clone();
    let record = world.does(Some(ada), Command::Note { uses: vec![(None, Use::witness_taken())] });
    let witness = Witness::of_record(&world.state.trail, &record).unwrap();
    // A tab that follows has the record before its log has the entry.
    assert_eq!(Witness::of_record(&before.trail, &record), Some(witness));
    assert_eq!(Witness::of(&world.state.trail, u64::from(witness.number)), Some(witness));
    witness
}

fn on(world: &mut World, ada: PersonId) {
    note(world, ada, Use::unlocked(Way::Passphrase));
}

#[test]
fn aud_3_a_witness_is_a_short_text_that_comes_back_as_it_was() {
    let (mut world, ada) = begun();
    let witness = take(&mut world, ada);
    let text = witness.to_string();
    assert_eq!(text.len(), 64 + 15);
    assert_eq!(Witness::parse(&text), Ok(witness));
    let tired = text.to_lowercase().replace('-', " ").replace('o', "0");
    assert_eq!(Witness::parse(&tired), Ok(witness));
    let file = format!("Spaceward witness\r\nVault: {VAULT}\nEntry: 2\n\n  {text}\n\nKeep it.\n");
    assert_eq!(Witness::find(&file), Ok(witness));
    let (first, second) = text.split_at(40);
    assert_eq!(Witness::find(&format!("{first}\n{second}")), Ok(witness));
}

#[test]
fn aud_3_what_is_no_witness_is_told_in_a_sentence() {
    let (mut world, ada) = begun();
    let text = take(&mut world, ada).to_string();
    for place in (0..text.len()).filter(|place| !text[*place..].starts_with('-')) {
        let mut wrong = text.clone().into_bytes();
        wrong[place] = if wrong[place] == b'A' { b'C' } else { b'A' };
        assert_eq!(Witness::find(core::str::from_utf8(&wrong).unwrap()), Err(Unread::Mistyped), "at {place}");
    }
    let groups = text.replacen("AE", "AF", 1).replace('-', "\n");
    assert_eq!(Witness::find(&groups), Err(Unread::Mistyped), "{groups}");
    let twice = format!("{groups}\n\n{text}");
    assert_eq!(Witness::find(&twice).map(|witness| witness.to_string()), Ok(text.clone()), "the one that is sound");
    for wrong in ["", "\n\n", "harbour gravel lantern seven", &text[..60], &format!("{text}-AAAA"), "{\"Records\":[]}"]
    {
        assert_eq!(Witness::find(wrong), Err(Unread::NotOne), "{wrong}");
    }
    assert!(Unread::NotOne.to_string().ends_with('.'));
}

#[test]
fn aud_3_a_log_is_the_same_or_grown_or_rolled_back_or_forked_or_of_another_vault() {
    let (mut world, ada) = begun();
    on(&mut world, ada);
    let older = world.state.clone();
    on(&mut world, ada);
    let witness = take(&mut world, ada);
    let at = world.now;
    assert_eq!(witness.compare(&world.state.trail), Compared::Contained { at, since: 0 });
    on(&mut world, ada);
    assert_eq!(witness.compare(&world.state.trail), Compared::Contained { at, since: 2 });

    // All that is stored is put back to an earlier copy: every hash in it fits.
    assert_eq!(older.trail.chain.check(), []);
    assert_eq!(witness.compare(&older.trail), Compared::Older { count: 3 });
    // It is gone on with, until it is longer than the witness saw.
    world.later(60_000);
    let mut forked = World::new();
    forked.later(3_600_000);
    forked.state = older;
    on(&mut forked, ada);
    assert_eq!(witness.compare(&forked.state.trail), Compared::Older { count: 5 });
    on(&mut forked, ada);
    assert_eq!(forked.state.trail.chain.check(), []);
    assert_eq!(witness.compare(&forked.state.trail), Compared::Other);

    let mut other = Arc::unwrap_or_clone(Arc::clone(&world.state.trail));
    other.vault = Some(VaultId([8; 16]));
    assert_eq!(witness.compare(&other), Compared::AnotherVault);

    let all = [
        (Compared::Contained { at, since: 0 }, "Same", true),
        (Compared::Contained { at, since: 1 }, "Grown", true),
        (Compared::Older { count: 3 }, "Rolled back", false),
        (Compared::Other, "Forked", false),
        (Compared::AnotherVault, "Another vault", false),
        (Compared::Unknown, "Cannot be told", false),
    ];
    for (compared, title, well) in all {
        assert_eq!((compared.title(), compared.is_well()), (title, well));
        let sentence = compared.sentence(6);
        assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
        assert!(sentence.contains('6') || compared == Compared::AnotherVault, "{sentence}");
    }
}

/// The pieces of a state as they are stored.
fn pieces(state: &State) -> BTreeMap<Address, Vec<u8>> {
    state.addresses().into_iter().map(|address| (address, state.segment(&address).unwrap())).collect()
}

fn opened(pieces: &BTreeMap<Address, Vec<u8>>) -> State {
    State::from_segments(pieces.iter().map(|(address, bytes)| (*address, bytes.as_slice()))).0
}

#[test]
fn aud_3_a_witness_does_not_bear_out_a_log_whose_chain_is_broken_before_it() {
    let (mut world, ada) = begun();
    for _ in 0..CHUNK {
        on(&mut world, ada);
    }
    let witness = take(&mut world, ada);
    assert!(witness.compare(&world.state.trail).is_well());
    let whole = pieces(&world.state);

    // Somebody with the key alters an entry of an older chunk, which the last links do not show by themselves.
    let mut altered = whole.clone();
    let chunk = altered.get_mut(&Address::TrailChunk(0)).unwrap();
    let place =
        chunk.windows(6).position(|bytes| bytes == b"Logout").or(chunk.windows(5).position(|bytes| bytes == b"Login"));
    chunk[place.unwrap()] ^= 1;
    let Compared::Broken(found) = witness.compare(&opened(&altered).trail) else { panic!("not found") };
    assert_eq!((found.first, found.last), (1, 256));
    let told = Compared::Broken(found).sentence(witness.number);
    assert!(told.contains("the entries 1 to 256 are not as they were written"), "{told}");

    // The chunk that holds it is gone: nothing can be said.
    let mut gone = whole;
    let inside = Witness::of(&world.state.trail, 5).unwrap();
    gone.remove(&Address::TrailChunk(0));
    assert_eq!(inside.compare(&opened(&gone).trail), Compared::Unknown);
}

#[test]
fn aud_3_an_exported_log_is_a_witness_of_where_it_ended() {
    let (mut world, ada) = begun();
    on(&mut world, ada);
    let older = world.state.clone();
    on(&mut world, ada);
    let trail = &world.state.trail;
    let file = cloud_trail::file(trail, trail.chain.links().filter(|numbered| numbered.number > 2));
    let witness = cloud_trail::witness_in(&file).unwrap();
    assert_eq!(witness, Witness::of(trail, 5).unwrap(), "of the whole log, whatever of it was exported");
    assert_eq!(witness.compare(&older.trail), Compared::Older { count: 3 });
    for wrong in
        ["", "{}", "[]", "{\"Records\":[]}", "{\"Chain\":{\"log\":\"trail\",\"vault\":\"\",\"count\":1,\"head\":\"\"}}"]
    {
        assert_eq!(cloud_trail::witness_in(wrong.as_bytes()), None, "{wrong}");
    }
    assert_eq!(relate(trail, &older.trail), Relation::Older(2));
    assert_eq!(relate(&older.trail, trail), Relation::Newer(2));
    assert_eq!(relate(trail, trail), Relation::Same);
}
