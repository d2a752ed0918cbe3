//! A file that cannot be taken: a value with whole sentences, never a panic.

use core::fmt;

/// Why a file was refused: what it seems to be or where it breaks, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Whole sentences for the person who gave the file. Quotes no more of the file than names of keys.
    pub message: String,
    /// Line and column, both from 1, where that is known.
    pub at: Option<(usize, usize)>,
}

impl Unreadable {
    /// A refusal without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None }
    }

    /// The same, with line and column from 1.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.at = Some((line, column));
        self
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Unreadable {}

/// A piece of foreign text short enough for a message, without control characters.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut clipped: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        clipped.push('…');
    }
    clipped
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
