//! A chain of entries: any single harm is found and its entries are named (AUD-3).

use proptest::prelude::*;
use spaceward::domain::chain::{CHUNK, Chain, Chunk, Link, Linked, Log};

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
