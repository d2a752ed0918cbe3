//! What is known of a request beside who asks for what: condition keys and their values.

use std::collections::{BTreeMap, BTreeSet};

/// What is known of one condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Its values; one for most keys, any number for those that are sets.
    Values(&'a [String]),
    /// The request has no such key.
    Absent,
    /// Nobody said.
    Unknown,
}

/// Values of condition keys. Names of keys are compared without case, values are kept as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// By the key in lower case; `None` when the request is known not to have it.
    values: BTreeMap<String, Option<Vec<String>>>,
    /// What is not named here is known to be absent.
    complete: bool,
    /// Beginnings, in lower case, of which all keys are named.
    closed: BTreeSet<String>,
}

impl Context {
    /// Nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one value of a key.
    #[must_use]
    pub fn with(self, key: &str, value: &str) -> Self {
        self.with_all(key, [value])
    }

    /// With all values of a key that is a set. Several may be given; none is a set that is empty, hence absent.
    #[must_use]
    pub fn with_all<'a>(mut self, key: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(str::to_owned).collect();
        self.values.insert(key.to_ascii_lowercase(), (!values.is_empty()).then_some(values));
        self
    }

    /// With the knowledge that the request does not have a key.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.values.insert(key.to_ascii_lowercase(), None);
        self
    }

    /// With the knowledge that the request has no other keys than those named.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.complete = true;
        self
    }

    /// Sets a key unless something is known of it already.
    #[must_use]
    pub fn or(self, key: &str, value: &str) -> Self {
        if self.values.contains_key(&key.to_ascii_lowercase()) { self } else { self.with(key, value) }
    }

    /// With the knowledge that the request has no other keys of this beginning, such as `aws:ResourceTag/`: no other tags.
    #[must_use]
    pub fn without_other(mut self, beginning: &str) -> Self {
        self.closed.insert(beginning.to_ascii_lowercase());
        self
    }

    /// What is known of a key.
    pub fn get(&self, key: &str) -> Known<'_> {
        match self.values.get(&key.to_ascii_lowercase()) {
            Some(Some(values)) => Known::Values(values),
            Some(None) => Known::Absent,
            None if self.complete => Known::Absent,
            None if self.closed.iter().any(|beginning| key.to_ascii_lowercase().starts_with(beginning)) => {
                Known::Absent
            }
            None => Known::Unknown,
        }
    }
}
