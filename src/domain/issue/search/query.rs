//! A search line, taken apart. Knows no project.

use super::fold;
use core::str::FromStr;

/// Characters of a line that are looked at (reference 3.5); the rest is left alone.
const LONGEST: usize = 1_024;

/// A parsed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its tokens, in the order written.
    pub terms: Vec<Term>,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Turned round by a leading `-`.
    pub negated: bool,
    /// What it asks for.
    pub what: What,
}

/// What a token asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word or a quoted phrase, in lower case.
    Text(String),
    /// One of several values of a field.
    Field(Field, Vec<String>),
    /// A property.
    Is(Is),
    /// A field without a value.
    No(Field),
}

/// Fields that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `status:done`
    Status,
    /// `priority:high`
    Priority,
    /// `label:vpc`
    Label,
    /// `assignee:mary`, `assignee:me`
    Assignee,
    /// `author:mary`, `author:me`
    Author,
    /// `estimate:3`
    Estimate,
    /// `number:12`, `#12`
    Number,
    /// `created:2026-08`, `created:>2026-08-14`
    Created,
    /// `updated:2026-08`, `updated:<=2026-08-14`
    Updated,
    /// Only as `no:description`.
    Description,
}

/// Properties that can be asked for as `is:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Is {
    /// Archived.
    Archived,
    /// Marked as blocked.
    Blocked,
    /// Not in a status of category done.
    Open,
    /// In a status of category done.
    Done,
    /// Neither archived nor in the backlog.
    Active,
    /// In a status of category backlog.
    Backlog,
}

impl Field {
    /// The names of fields, for parsing and for suggestions; the first of a field is its own.
    pub const NAMES: [(&'static str, Self); 17] = [
        ("status", Self::Status),
        ("priority", Self::Priority),
        ("label", Self::Label),
        ("labels", Self::Label),
        ("assignee", Self::Assignee),
        ("assignees", Self::Assignee),
        ("assigned", Self::Assignee),
        ("author", Self::Author),
        ("by", Self::Author),
        ("createdby", Self::Author),
        ("estimate", Self::Estimate),
        ("points", Self::Estimate),
        ("number", Self::Number),
        ("shortid", Self::Number),
        ("created", Self::Created),
        ("updated", Self::Updated),
        ("description", Self::Description),
    ];

    fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

impl Is {
    /// The words behind `is:`.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("archived", Self::Archived),
        ("blocked", Self::Blocked),
        ("open", Self::Open),
        ("done", Self::Done),
        ("closed", Self::Done),
        ("active", Self::Active),
        ("backlog", Self::Backlog),
        ("draft", Self::Backlog),
    ];

    fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, is)| *is)
    }
}

impl FromStr for Query {
    type Err = core::convert::Infallible;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        Ok(Self::parse(line))
    }
}

impl Query {
    /// Parses a line. Never fails: what is not understood is a word.
    pub fn parse(line: &str) -> Self {
        let mut chars = line.chars().take(LONGEST).peekable();
        let mut terms = Vec::new();
        let mut token = Token::default();
        while let Some(c) = chars.next() {
            match c {
                '"' => token.quoted(&mut chars),
                c if c.is_whitespace() => terms.extend(core::mem::take(&mut token).term()),
                c => token.text.push(c),
            }
        }
        terms.extend(token.term());
        Self { terms }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// A token on its way. Quoted parts are kept apart by a mark that cannot be typed.
#[derive(Default)]
struct Token {
    text: String,
}

/// Stands for a blank, a comma or a colon inside quotes while a token is taken apart.
const BLANK: char = '\u{1}';
const COMMA: char = '\u{2}';
const COLON: char = '\u{3}';

impl Token {
    /// Takes everything up to the closing quote, or to the end while it is not typed yet.
    fn quoted(&mut self, chars: &mut impl Iterator<Item = char>) {
        self.text.extend(chars.take_while(|c| *c != '"').map(|c| match c {
            ',' => COMMA,
            ':' => COLON,
            c if c.is_whitespace() => BLANK,
            c => c,
        }));
    }

    fn term(self) -> Option<Term> {
        let (negated, text) = match self.text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.text.as_str()),
        };
        if text.is_empty() {
            return None;
        }
        let what = match Self::typed(text) {
            Typed::Word => What::Text(plain(text)),
            Typed::Unfinished => return None,
            Typed::Token(what) => what,
        };
        Some(Term { negated, what })
    }

    fn typed(text: &str) -> Typed {
        if let Some(number) = text.strip_prefix('#').and_then(|digits| digits.parse::<u32>().ok()) {
            return Typed::Token(What::Field(Field::Number, vec![number.to_string()]));
        }
        let Some((name, value)) = text.split_once(':') else { return Typed::Word };
        let values: Vec<String> = value.split(',').map(plain).filter(|value| !value.is_empty()).collect();
        let name = fold(name);
        let known = match (name.as_str(), values.first()) {
            ("is" | "no", None) => return Typed::Unfinished,
            ("is", Some(value)) => Is::of(value).map(What::Is),
            ("no", Some(value)) => Field::of(value).map(What::No),
            (name, first) => match Field::of(name).filter(|field| *field != Field::Description) {
                Some(_) if first.is_none() => return Typed::Unfinished,
                field => field.map(|field| What::Field(field, values)),
            },
        };
        known.map_or(Typed::Word, Typed::Token)
    }
}

/// What a token turned out to be.
enum Typed {
    /// No typed token.
    Word,
    /// A field whose value is not there yet: asks for nothing.
    Unfinished,
    /// A typed token.
    Token(What),
}

/// The characters as they were typed, in lower case.
fn plain(text: &str) -> String {
    let back = text.chars().map(|c| match c {
        BLANK => ' ',
        COMMA => ',',
        COLON => ':',
        c => c,
    });
    fold(&back.collect::<String>())
}
