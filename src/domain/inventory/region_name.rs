//! The name of a Region, such as `eu-west-1`: any that the cloud has, not only those a space can lie in.

use crate::domain::space::Region;
use core::{borrow::Borrow, fmt};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Longest name; the longest in use has 14 signs.
const LONGEST: usize = 20;

/// A Region by its code. Small and `Copy`, so that it can stand in the address of a segment; ordered as its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionName {
    /// Letters of ASCII, zeros behind them.
    signs: [u8; LONGEST],
}

impl RegionName {
    /// Reads a code: parts of lower-case letters and digits, divided by hyphens, a number at the end.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let plain = |part: &&str| {
            !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
        };
        let numbered = parts.last().is_some_and(|last| last.bytes().all(|sign| sign.is_ascii_digit()));
        if text.len() > LONGEST || parts.len() < 3 || !parts.iter().all(plain) || !numbered {
            return None;
        }
        let mut signs = [0; LONGEST];
        for (to, from) in signs.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Some(Self { signs })
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        let end = self.signs.iter().position(|sign| *sign == 0).unwrap_or(LONGEST);
        // Only ASCII is ever taken in.
        self.signs.get(..end).and_then(|signs| core::str::from_utf8(signs).ok()).unwrap_or_default()
    }
}

impl From<Region> for RegionName {
    fn from(region: Region) -> Self {
        let mut signs = [0; LONGEST];
        for (to, from) in signs.iter_mut().zip(region.code().bytes()) {
            *to = from;
        }
        Self { signs }
    }
}

impl Borrow<str> for RegionName {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl core::hash::Hash for RegionName {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        // As its text, which it is looked up by.
        self.as_str().hash(state);
    }
}

impl fmt::Display for RegionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RegionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RegionName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RegionName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("no Region's name"))
    }
}
