//! The activity log: what is written into it, and the chain that shows what was altered (AUD-2, AUD-3, KMS-4).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod support;

use proptest::prelude::*;
use spaceward::domain::{
    PersonId, ProjectId, SpaceId, State, Timestamp, account,
    chain::{CHUNK, Chain, Chunk, How, Link, Linked, Log},
    issue,
    snapshot::{Address, Fault, FaultKind, dirty},
    space::Region,
    trail::{Command, Entry, Key, LockedBy, Use, VaultId, Way},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
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

/// A log as it is stored: its chunks and its end.
#[derive(Clone, Debug)]
struct Stored {
    chunks: Vec<Chunk<Word>>,
    end: spaceward::domain::chain::End,
}

#[derive(Clone, Debug, PartialEq)]
struct Word(u32);

impl Linked for Word {
    fn canonical(&self) -> Vec<u8> {
        self.0.to_le_bytes().to_vec()
    }
}

const LOG: Log = Log::Feed([1; 16]);

fn stored(length: usize) -> Stored {
    let mut chain = Chain::new(LOG);
    (0..length).for_each(|nth| chain.push(Word(u32::try_from(nth).unwrap())));
    assert_eq!(chain.check(), []);
    Stored { chunks: chain.chunks().iter().map(|chunk| chunk.as_ref().clone()).collect(), end: chain.end() }
}

impl Stored {
    fn open(self) -> Chain<Word> {
        let mut chain = Chain::awaiting(LOG, Some(self.end));
        // The last chunk first, as an opening does it.
        for (place, chunk) in self.chunks.into_iter().enumerate().rev() {
            chain.put(place, chunk);
        }
        chain
    }
}

/// One thing that somebody with the key could do to what is stored.
#[derive(Clone, Debug)]
enum Harm {
    Alter,
    Remove,
    Insert,
    Swap,
    Truncate,
    CutChunk,
    SwapChunks,
    LastChunkGone,
    AlterBefore,
    AlterFirst,
    AlterHead,
    AlterCount(bool),
}

impl Harm {
    /// Does it, and tells which numbers it touched; nothing if this log gives no room for it.
    fn apply(&self, stored: &mut Stored, which: usize, with: usize) -> Option<core::ops::RangeInclusive<u64>> {
        let all = u64::try_from(stored.chunks.iter().map(|chunk| chunk.entries.len()).sum::<usize>()).unwrap();
        let at = which % usize::try_from(all).unwrap();
        let (chunk, place) = (at / CHUNK, at % CHUNK);
        let number = u64::try_from(at).unwrap() + 1;
        let chunks = stored.chunks.len();
        let entries = &mut stored.chunks[chunk].entries;
        let first = u64::try_from(chunk * CHUNK).unwrap() + 1;
        let last = first + u64::try_from(entries.len()).unwrap() - 1;
        match self {
            Self::Alter => entries[place].0 ^= 1 << (with % 32),
            Self::Remove => drop(entries.remove(place)),
            Self::Insert => entries.insert(place, Word(7_000_000)),
            Self::Swap => {
                let other = with % entries.len();
                if other == place {
                    return None;
                }
                entries.swap(place, other);
                let other = first + u64::try_from(other).unwrap();
                return Some(number.min(other)..=number.max(other));
            }
            Self::Truncate => {
                entries.truncate(place);
                return Some(number..=last);
            }
            Self::CutChunk => {
                stored.chunks.remove(chunk);
                return Some(first..=last);
            }
            Self::LastChunkGone => {
                stored.chunks.pop();
                let gone = u64::try_from((chunks - 1) * CHUNK).unwrap() + 1;
                return Some(gone..=all);
            }
            Self::SwapChunks => {
                let other = with % chunks;
                if other == chunk {
                    return None;
                }
                stored.chunks.swap(chunk, other);
                // Which of the two moved is a matter of words: the one that belongs before is named.
                let first = u64::try_from(chunk.min(other) * CHUNK).unwrap() + 1;
                return Some(first..=first);
            }
            Self::AlterBefore => stored.chunks[chunk].before.0[with % 32] ^= 1,
            Self::AlterFirst => {
                stored.chunks[chunk].first += 1 + u64::try_from(with % 1_000).unwrap();
                return Some(first..=first);
            }
            Self::AlterHead => {
                stored.end.head.0[with % 32] ^= 1;
                return Some(all..=all);
            }
            Self::AlterCount(more) => {
                let by = u64::try_from(with % 50).unwrap() + 1;
                stored.end.count = if *more { all + by } else { all.saturating_sub(by) };
                return Some(all.max(stored.end.count)..=all.max(stored.end.count));
            }
        }
        Some(number..=number)
    }
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Alter),
        Just(Harm::Remove),
        Just(Harm::Insert),
        Just(Harm::Swap),
        Just(Harm::Truncate),
        Just(Harm::CutChunk),
        Just(Harm::SwapChunks),
        Just(Harm::LastChunkGone),
        Just(Harm::AlterBefore),
        Just(Harm::AlterFirst),
        Just(Harm::AlterHead),
        any::<bool>().prop_map(Harm::AlterCount),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn aud_3_any_single_harm_is_found_and_its_entries_are_named(length in 1usize..CHUNK * 3 + 40, harm in harm(), which in any::<usize>(), with in any::<usize>()) {
        let mut altered = stored(length);
        if let Some(touched) = harm.apply(&mut altered, which, with) {
            let breaks = altered.clone().open().check();
            prop_assert!(!breaks.is_empty(), "{:?} was not found", harm);
            prop_assert!(
                breaks.iter().any(|found| found.first <= *touched.start() && *touched.start() <= found.last),
                "{:?} of {:?} of {}, but named {:?}", harm, touched, length, breaks
            );
            prop_assert!(breaks.iter().all(|found| 0 < found.first && found.first <= found.last), "{:?}", breaks);
            // What was done to entries is named within their chunk, and no more.
            if matches!(harm, Harm::Alter | Harm::Remove | Harm::Insert | Harm::Swap | Harm::Truncate) {
                let named: u64 = breaks.iter().map(|found| found.last - found.first + 1).sum();
                prop_assert!(named <= u64::try_from(CHUNK).unwrap() + 1, "{:?}", breaks);
            }
            // What is there can still be read, and goes on.
            let mut open = altered.open();
            let (held, end) = (open.len(), open.end());
            open.push(Word(1));
            prop_assert_eq!(open.len(), held + 1);
            prop_assert_eq!(open.end().count, end.count + 1);
            prop_assert_eq!(open.newest_first().next(), Some(&Word(1)));
        }
    }

    #[test]
    fn aud_3_a_log_comes_back_whole_and_its_links_are_those_it_was_written_with(length in 0usize..CHUNK * 2 + 9) {
        let stored = stored(length);
        let chain = stored.clone().open();
        prop_assert_eq!(chain.check(), []);
        prop_assert_eq!(chain.len(), length);
        let mut link = Link::start(LOG);
        for numbered in chain.links() {
            prop_assert_eq!(numbered.before, link);
            link = link.then(numbered.entry);
            prop_assert_eq!(numbered.link, link);
            if numbered.number % 61 == 0 {
                prop_assert_eq!(chain.link(numbered.number), Some(link));
            }
            prop_assert_eq!(chain.get(numbered.number), Some(numbered.entry));
            prop_assert_eq!(chain.nth(usize::try_from(numbered.number).unwrap() - 1), Some(numbered.entry));
        }
        prop_assert_eq!(chain.end().head, link);
        prop_assert_eq!(chain.link(u64::try_from(length).unwrap() + 1), None);
        prop_assert_eq!(chain.nth(length), None);
        let numbers: Vec<u64> = chain.numbered().map(|(number, _)| number).collect();
        prop_assert!(numbers.iter().rev().copied().eq(1..=u64::try_from(length).unwrap()));
    }
}

type Segments = BTreeMap<Address, Vec<u8>>;

/// A space with so many issues: its feed has more than one chunk.
fn busy(count: usize) -> (World, PersonId, SpaceId, ProjectId) {
    let (mut world, ada) = begun();
    let space = world.space(ada, "harbour");
    let project = world.project(ada, space, "quay");
    for nth in 0..count {
        let draft = issue::Draft { title: format!("Issue {nth}"), ..issue::Draft::default() };
        world.does(Some(ada), issue::Command::Create { space, project, draft });
    }
    (world, ada, space, project)
}

#[test]
fn aud_3_an_altered_line_of_a_space_is_named_when_it_is_loaded_and_the_rest_is_shown() {
    let (world, _, space, _) = busy(300);
    let all: Segments =
        world.state.addresses().into_iter().map(|address| (address, world.state.segment(&address).unwrap())).collect();
    let open = |all: &Segments| State::from_segments(all.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
    assert_eq!(open(&all), (world.state.clone(), vec![]));

    // Somebody with the key writes another number into one line: the chunk still reads.
    let mut altered = all.clone();
    let chunk = altered.get_mut(&Address::Feed(space, 0)).unwrap();
    let last = chunk.len() - 1;
    assert!(chunk[last] > 0, "the number of an issue");
    chunk[last] -= 1;
    let (state, faults) = open(&altered);
    assert_eq!(state.space(space).unwrap().feed.len(), world.state.space(space).unwrap().feed.len());
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["In the activity of a space, the entries 1 to 256 are not as they were written."]);

    // The last chunk is older than the end.
    let (older, ..) = busy(299);
    let mut cut = all.clone();
    cut.insert(Address::Feed(space, 1), older.state.segment(&Address::Feed(space, 1)).unwrap());
    let (_, faults) = open(&cut);
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("1 is missing."), "{told:?}");

    // A chunk is gone.
    let mut gone = all.clone();
    gone.remove(&Address::Feed(space, 0));
    let (state, faults) = open(&gone);
    assert!(
        matches!(faults.as_slice(), [Fault { kind: FaultKind::Broken(found), .. }] if (found.first, found.last, found.how) == (1, 256, How::Missing(256))),
        "{faults:?}"
    );
    assert!(!state.space(space).unwrap().feed.is_empty());

    // Of the activity log alike.
    let mut root = all;
    root.remove(&Address::Trail);
    let (state, faults) = open(&root);
    assert_eq!(state.trail, world.state.trail, "the entries say which vault they are of");
    assert_eq!(faults, [Fault { address: Address::Trail, kind: FaultKind::Missing }]);
}

#[test]
fn aud_3_lines_of_the_feed_have_one_form_for_ever() {
    // docs/log-chain.md prints these.
    use spaceward::domain::{activity, activity::Deed, issue::StatusId};
    let space = SpaceId::from_random([2; 16]);
    let start = Link::start(Log::Feed(space.0.into_bytes()));
    let entry = activity::Entry {
        at: Timestamp(1_780_000_000_123),
        actor: Some(PersonId::from_random([1; 16])),
        project: None,
        deed: Deed::IssueMoved(12, StatusId(1), StatusId(3)),
    };
    assert_eq!(
        hex(&entry.canonical()),
        "f6a1a484ce6701100101010101014101810101010101010100177b2249737375654d6f766564223a5b31322c312c335d7d"
    );
    assert_eq!(start.to_string(), "2d383d8465db80f57e34dc8bf720fbaa11c208dd224cc97311c6586c18dcd8eb");
    assert_eq!(start.then(&entry).to_string(), "8343c4d9829d69ada9944845495134ee31e4f9fc6545b7fbf74abb506478fdf3");
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
