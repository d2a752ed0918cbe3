//! A witness: a short text that says how far a vault's log had come. Kept apart from this browser, it shows whether the
//! whole of what is stored was put back to an earlier copy, which nothing inside of storage can show (AUD-3).

use super::{Trail, VaultId};
use crate::domain::{
    Record, Timestamp, base32,
    chain::{Break, Link},
};
use core::fmt;
use sha2::{Digest, Sha256};

/// How much of a link stands in a witness, in bytes.
const SHARE: usize = 16;
/// The form of the text, and its first byte.
const FORM: u8 = 1;
/// Bytes in all: form, vault, number, link, checksum.
const LENGTH: usize = 1 + 16 + 4 + SHARE + 3;

/// What a witness says. Nothing in it can be read by who has no vault to hold it against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Of which vault.
    pub vault: VaultId,
    /// The number of an entry of its log.
    pub number: u32,
    /// The first half of that entry's link.
    pub share: [u8; SHARE],
}

/// Why a text is no witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It has another length, or a sign that no witness has.
    NotOne,
    /// It does not fit its checksum: a letter was mistyped.
    Mistyped,
    /// It was made by a later version of the console.
    Later,
}

/// What came of comparing a witness with a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The log contains it, and nothing up to there was changed: of then, with so many entries since.
    Contained {
        /// When the entry was written.
        at: Timestamp,
        /// Entries since.
        since: u64,
    },
    /// The log has its entry, but the chain up to there is broken: here first.
    Broken(Break),
    /// The log ends before it: an earlier copy was put back.
    Older {
        /// The number of the log's last entry.
        count: u64,
    },
    /// The log has another entry at its place: an earlier copy was put back and gone on with, or the log was rewritten.
    Other,
    /// The entry at its place is damaged or lost, so nothing can be said.
    Unknown,
    /// It is of another vault.
    AnotherVault,
}

/// How another copy of a log stands to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Both end alike.
    Same,
    /// The other one goes on, by so many entries.
    Newer(u64),
    /// The other one ends earlier, by so many entries.
    Older(u64),
    /// Both went on differently after so many entries.
    Forked(u64),
    /// Logs of different vaults.
    AnotherVault,
    /// One of them has no log, or it is damaged where they would be compared.
    Unknown,
}

impl Witness {
    /// The witness of an entry of the log; none if the log has no such entry.
    pub fn of(trail: &Trail, number: u64) -> Option<Self> {
        Some(Self { vault: trail.vault?, number: number.try_into().ok()?, share: share(trail.chain.link(number)?) })
    }

    /// The witness of the last entry that a record wrote. The log need not have taken the record in: in a tab that
    /// follows, it comes later.
    pub fn of_record(trail: &Trail, record: &Record) -> Option<Self> {
        let (number, link) = record.events.iter().rev().find_map(|event| match event {
            crate::domain::Event::Trail(super::Event::Noted { number, before, entry }) => {
                Some((*number, before.then(entry.as_ref())))
            }
            _ => None,
        })?;
        Some(Self { vault: trail.vault?, number: number.try_into().ok()?, share: share(link) })
    }

    /// That of a log's end as it was exported: the vault, the last entry's number, its link.
    pub fn of_end(vault: VaultId, number: u64, link: Link) -> Option<Self> {
        Some(Self { vault, number: number.try_into().ok()?, share: share(link) })
    }

    /// Finds it in what was pasted or read from a file: on a line of its own, or broken into several.
    pub fn find(text: &str) -> Result<Self, Unread> {
        let lines = text.lines().map(Self::parse);
        lines.fold(Self::parse(text), |best, next| match (best, next) {
            (Err(Unread::NotOne), next) | (_, next @ Ok(_)) if best.is_err() => next,
            (best, _) => best,
        })
    }

    /// Reads a text that somebody copied or typed.
    pub fn parse(text: &str) -> Result<Self, Unread> {
        let bytes = base32::decode(text).ok_or(Unread::NotOne)?;
        let bytes: [u8; LENGTH] = bytes.try_into().map_err(|_| Unread::NotOne)?;
        let (body, check) = bytes.split_last_chunk::<3>().ok_or(Unread::NotOne)?;
        if checksum(body) != *check {
            return Err(Unread::Mistyped);
        }
        let (form, rest) = body.split_first().ok_or(Unread::NotOne)?;
        if *form != FORM {
            return Err(Unread::Later);
        }
        let (vault, rest) = rest.split_first_chunk::<16>().ok_or(Unread::NotOne)?;
        let (number, rest) = rest.split_first_chunk::<4>().ok_or(Unread::NotOne)?;
        let share = rest.try_into().map_err(|_| Unread::NotOne)?;
        Ok(Self { vault: VaultId(*vault), number: u32::from_be_bytes(*number), share })
    }

    /// Holds it against a vault's log.
    pub fn compare(&self, trail: &Trail) -> Compared {
        if trail.vault != Some(self.vault) {
            return Compared::AnotherVault;
        }
        let count = trail.chain.end().count;
        let number = u64::from(self.number);
        if number > count {
            return Compared::Older { count };
        }
        match (trail.chain.link(number), trail.chain.get(number)) {
            (Some(link), Some(entry)) if share(link) == self.share => {
                // The last link is told by the log's end, and a later chunk tells the link before it: only the whole
                // chain says that they were come by.
                match trail.chain.check().into_iter().find(|found| found.first <= number) {
                    Some(found) => Compared::Broken(found),
                    None => Compared::Contained { at: entry.at, since: count - number },
                }
            }
            (Some(_), Some(_)) => Compared::Other,
            _ => Compared::Unknown,
        }
    }
}

/// How `other` stands to `ours`, such as the log of an exported file to that of this browser.
pub fn relate(ours: &Trail, other: &Trail) -> Relation {
    let (Some(vault), Some(of)) = (ours.vault, other.vault) else { return Relation::Unknown };
    if vault != of {
        return Relation::AnotherVault;
    }
    let (count, reach) = (ours.chain.end().count, other.chain.end().count);
    let same = |number: u64| Some(ours.chain.link(number)? == other.chain.link(number)?);
    match same(count.min(reach)) {
        None => Relation::Unknown,
        Some(true) if reach > count => Relation::Newer(reach - count),
        Some(true) if reach < count => Relation::Older(count - reach),
        Some(true) => Relation::Same,
        Some(false) => {
            // Two logs that are alike at one number are alike at all before it.
            let (mut alike, mut differ) = (0, count.min(reach));
            while differ - alike > 1 {
                let middle = alike + (differ - alike) / 2;
                match same(middle) {
                    Some(true) => alike = middle,
                    Some(false) => differ = middle,
                    None => return Relation::Unknown,
                }
            }
            Relation::Forked(alike)
        }
    }
}

fn share(link: Link) -> [u8; SHARE] {
    let [first, ..] = link.0.as_chunks::<SHARE>().0 else { return [0; SHARE] };
    *first
}

fn checksum(body: &[u8]) -> [u8; 3] {
    let hash = Sha256::new().chain_update(b"spaceward witness 1\0").chain_update(body).finalize();
    let mut check = [0; 3];
    for (to, from) in check.iter_mut().zip(hash) {
        *to = from;
    }
    check
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![FORM];
        bytes.extend_from_slice(&self.vault.0);
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.share);
        let check = checksum(&bytes);
        bytes.extend_from_slice(&check);
        f.write_str(&base32::grouped(&bytes, '-'))
    }
}

impl Compared {
    /// What came of it, in a word or two.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Contained { since: 0, .. } => "Same",
            Self::Contained { .. } => "Grown",
            Self::Broken(_) => "Broken",
            Self::Older { .. } => "Rolled back",
            Self::Other => "Forked",
            Self::Unknown => "Cannot be told",
            Self::AnotherVault => "Another vault",
        }
    }

    /// Whether the log is what the witness saw.
    pub const fn is_well(&self) -> bool {
        matches!(self, Self::Contained { .. })
    }

    /// What came of comparing the witness of the entry with this number, and what to do.
    pub fn sentence(&self, number: u32) -> String {
        match self {
            Self::Contained { since: 0, .. } => {
                format!(
                    "The log ends with entry {number}, as the witness says. Nothing was changed, and nothing came after."
                )
            }
            Self::Contained { since, .. } => {
                let more = if *since == 1 { "1 entry".to_owned() } else { format!("{since} entries") };
                format!(
                    "The log has entry {number} as the witness says, and {more} since. Nothing up to the witness was changed."
                )
            }
            Self::Broken(found) => {
                format!("The log has entry {number} as the witness says, but what leads there does not fit: {found}.")
            }
            Self::Older { count } => format!(
                "The witness saw entry {number}, and this log ends with entry {count}. What this browser keeps was put \
                 back to an earlier copy: whatever was done after it is gone from here. An exported vault file may \
                 hold it."
            ),
            Self::Other => format!(
                "Entry {number} of this log is not the one that the witness saw. What this browser keeps was put back \
                 to an earlier copy and gone on with, or the log was rewritten. An exported vault file may hold what \
                 the witness saw."
            ),
            Self::Unknown => format!(
                "Entry {number} is damaged or missing in this log, so that the witness can neither be borne out nor \
                 denied. Compare one of a later or an earlier entry."
            ),
            Self::AnotherVault => {
                "The witness is of another vault than the one that is open, so it says nothing of this log.".to_owned()
            }
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOne => {
                "This is not a witness. It has 64 letters and digits in groups of four; copy or type all of it."
            }
            Self::Mistyped => "A letter or digit is not as it was written. Compare it with the original and try again.",
            Self::Later => "This witness was made by a later version of the console. Load that version, then compare.",
        })
    }
}
