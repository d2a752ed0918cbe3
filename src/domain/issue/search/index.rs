//! The text of all issues of a project, ready to be searched at each keystroke (design target: 25,000 issues within a
//! frame). Each issue has its text in lower case and a signature: a set of hashed triples of bytes. A word whose triples
//! are not all in the signature is not in the text, which rules out most issues without reading them.

use super::{Filter, Sort, fold};
use crate::domain::issue::{Issue, Issues};
use std::sync::Arc;

/// Bits of a signature, as words of 64.
const WORDS: usize = 16;

type Signature = [u64; WORDS];

/// A searchable copy of a project's issues. A page holds one and calls [`Self::refresh`] after each change.
#[derive(Debug, Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
    /// Places in `entries`, in the order last asked for.
    order: Vec<u32>,
    sorted: Option<Sort>,
}

/// One issue.
#[derive(Debug)]
pub(super) struct Entry {
    pub issue: Arc<Issue>,
    text: Box<str>,
    signature: Box<Signature>,
}

/// A word to look for.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    text: String,
    /// Where the byte stands in it that is rarest in texts: the one to look for first.
    rarest: usize,
    /// Bits of the signature that must be set.
    bits: Vec<(usize, u64)>,
}

impl Needle {
    pub fn new(text: &str) -> Self {
        let mut signature = [0; WORDS];
        sign(text, &mut signature);
        let bits = signature.iter().copied().enumerate().filter(|(_, bits)| *bits != 0).collect();
        let commonness = |byte: u8| COMMON.iter().position(|common| *common == byte).unwrap_or(COMMON.len());
        let rarest = text.bytes().enumerate().max_by_key(|(_, byte)| commonness(*byte)).map_or(0, |(at, _)| at);
        Self { text: text.to_owned(), rarest, bits }
    }

    /// Whether a text holds the word. The standard search prepares itself anew for each text, which costs more than
    /// looking through a short one.
    fn is_in(&self, text: &str) -> bool {
        let (text, needle) = (text.as_bytes(), self.text.as_bytes());
        let Some(wanted) = needle.get(self.rarest) else { return true };
        let Some(mut rest) = text.get(self.rarest..) else { return false };
        let mut start = 0;
        while let Some(next) = rest.iter().position(|byte| byte == wanted) {
            start += next;
            if text.get(start..).is_some_and(|from| from.starts_with(needle)) {
                return true;
            }
            start += 1;
            rest = rest.get(next + 1..).unwrap_or_default();
        }
        false
    }
}

/// Bytes of ordinary text, the most common first; whatever is missing is rarer.
const COMMON: &[u8] = b" etaoinsrhldcumpfgbywvkx-jqz.,:/`'\n()_\"#0123456789";

/// Sets the bits of all triples of bytes.
fn sign(text: &str, signature: &mut Signature) {
    for triple in text.as_bytes().windows(3) {
        if let [a, b, c] = triple {
            let number = u32::from(*a) << 16 | u32::from(*b) << 8 | u32::from(*c);
            let hash = (number.wrapping_mul(0x9E37_79B1) >> 22) as usize;
            if let Some(word) = signature.get_mut(hash / 64) {
                *word |= 1 << (hash % 64);
            }
        }
    }
}

impl Entry {
    fn new(issue: &Arc<Issue>) -> Self {
        let mut text = fold(&issue.title);
        let tasks = issue.tasks.iter().map(|task| &task.text);
        let comments = issue.comments.iter().map(|comment| &comment.text);
        for part in [&issue.description].into_iter().chain(tasks).chain(comments).chain(&issue.attachments) {
            if !part.is_empty() {
                text.push('\n');
                text.push_str(&fold(part));
            }
        }
        let mut signature = Box::new([0; WORDS]);
        sign(&text, &mut signature);
        Self { issue: Arc::clone(issue), text: text.into_boxed_str(), signature }
    }

    pub fn contains(&self, needle: &Needle) -> bool {
        needle.bits.iter().all(|(at, bits)| self.signature.get(*at).is_some_and(|word| word & bits == *bits))
            && needle.is_in(&self.text)
    }
}

impl SearchIndex {
    /// An index of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Brings the index up to date with a project; issues that are the same object as before cost nothing. Works on
    /// `most` changed issues at most, so that a page can spread the first filling over several frames; answers whether
    /// everything is in.
    pub fn refresh(&mut self, issues: &Issues, most: usize) -> bool {
        let mut left = most;
        let mut known = 0;
        for issue in issues.by_number.values() {
            match self.entries.get_mut(known) {
                Some(entry) if Arc::ptr_eq(&entry.issue, issue) => {}
                _ if left == 0 => {
                    // Later entries may be out of date; they are looked at again next time.
                    return false;
                }
                Some(entry) if entry.issue.number == issue.number => {
                    *entry = Entry::new(issue);
                    self.sorted = None;
                    left -= 1;
                }
                _ => {
                    // Numbers only grow, so this is the end, or another project.
                    self.entries.truncate(known);
                    self.entries.push(Entry::new(issue));
                    self.sorted = None;
                    left -= 1;
                }
            }
            known += 1;
        }
        if known < self.entries.len() {
            self.entries.truncate(known);
            self.sorted = None;
        }
        true
    }

    /// How many issues are in.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is in.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The numbers of the issues that pass, in order. The order is worked out once and kept while only the filter
    /// changes, as it does when somebody types.
    pub fn find(&mut self, filter: &Filter, sort: Sort) -> Vec<u32> {
        if self.sorted != Some(sort) {
            self.sort(sort);
        }
        let entries = self.order.iter().filter_map(|at| self.entries.get(*at as usize));
        entries.filter(|entry| filter.takes(entry)).map(|entry| entry.issue.number).collect()
    }

    fn sort(&mut self, sort: Sort) {
        let entries = &self.entries;
        if self.order.len() != entries.len() {
            self.order = (0..).zip(entries).map(|(at, _)| at).collect();
        }
        self.order.sort_by(|left, right| match (entries.get(*left as usize), entries.get(*right as usize)) {
            (Some(left), Some(right)) => sort.compare((&left.issue, &left.text), (&right.issue, &right.text)),
            _ => core::cmp::Ordering::Equal,
        });
        self.sorted = Some(sort);
    }
}
