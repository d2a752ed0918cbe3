//! Sensitive data in what people type (DPR-1, DPR-2): one detector for every name, tag, title, text and address.
//!
//! [`look`] finds e-mail addresses, card numbers, phone numbers and secrets by their form, in one pass over the bytes. A
//! secret is refused wherever a person types ([`refuse_secret`]); the others are pointed out and may stay. What an import
//! brings is never refused, so that nothing is lost: it is found afterwards.
//!
//! The detector is made to be believed: it knows fixed forms, checks digits and issuers, and passes over placeholders,
//! so that what it points out is nearly always meant. It does not judge words.

mod card;
mod keep;
mod mail;
mod phone;
mod place;
mod refuse;
mod scan;
mod secret;
mod shapes;
mod url;

pub use keep::{AT_ONCE, Command, Event, Item, apply, decide, kept};
pub use place::{Finding, Holder, Part};
pub use refuse::{refuse_new_secret, refuse_secret};
pub use scan::Scan;

use serde::{Deserialize, Serialize};

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A person's e-mail address.
    Email,
    /// A payment card's number: issuer and check digit fit.
    Card,
    /// A phone number.
    Phone,
    /// Something that opens something.
    Secret(Secret),
}

/// What a secret looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Secret {
    /// The id of a cloud access key.
    AccessKey,
    /// A cloud's secret access key, or a value that is called a secret.
    SecretKey,
    /// A GitHub token.
    GitHub,
    /// A GitLab token.
    GitLab,
    /// A Slack token or the address of an incoming webhook.
    Slack,
    /// An npm token.
    Npm,
    /// A token of another service.
    Token,
    /// A JSON Web Token (RFC 7519).
    Jwt,
    /// A private key in PEM (RFC 7468).
    PrivateKey,
    /// User information in a URL (RFC 3986, 3.2.1).
    UrlUser,
    /// A credential in the query of a URL.
    UrlQuery,
}

/// A piece of a text that looks like something sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Like what.
    pub kind: Kind,
    /// Byte where it begins; always at a character's boundary.
    pub start: usize,
    /// Byte behind it.
    pub end: usize,
}

impl Found {
    /// The piece itself. Whoever shows it masks it first ([`Self::masked`]).
    pub fn piece<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// As it may be shown: enough to know it again, too little to use it. Nothing at all of a secret.
    pub fn masked(&self, text: &str) -> String {
        let piece = self.piece(text);
        match self.kind {
            Kind::Email => mail::masked(piece),
            Kind::Card => tail(piece, 4),
            Kind::Phone => tail(piece, 2),
            Kind::Secret(_) => "•••••••".to_owned(),
        }
    }
}

/// The last digits of a number behind dots.
fn tail(piece: &str, shown: usize) -> String {
    let digits: Vec<char> = piece.chars().filter(char::is_ascii_digit).collect();
    let last: String = digits.iter().skip(digits.len().saturating_sub(shown)).collect();
    format!("••• {last}")
}

impl Kind {
    /// Whether it may not stay anywhere.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Secret(_))
    }

    /// In words, with its article: `an e-mail address`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Card => "a card number",
            Self::Phone => "a phone number",
            Self::Secret(secret) => secret.words(),
        }
    }

    /// In words, as a heading: `E-mail address`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Email => "E-mail address",
            Self::Card => "Card number",
            Self::Phone => "Phone number",
            Self::Secret(secret) => secret.label(),
        }
    }
}

impl Secret {
    /// In words, with its article.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AccessKey => "a secret: a cloud access key",
            Self::SecretKey => "a secret key",
            Self::GitHub => "a secret: a GitHub token",
            Self::GitLab => "a secret: a GitLab token",
            Self::Slack => "a secret: a Slack token",
            Self::Npm => "a secret: an npm token",
            Self::Token => "a secret: a token of another service",
            Self::Jwt => "a secret: a signed token (JWT)",
            Self::PrivateKey => "a secret: a private key",
            Self::UrlUser => "a URL with a user name or password in it",
            Self::UrlQuery => "a URL with a credential in its query",
        }
    }

    /// In words, as a heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AccessKey => "Cloud access key",
            Self::SecretKey => "Secret key",
            Self::GitHub => "GitHub token",
            Self::GitLab => "GitLab token",
            Self::Slack => "Slack token",
            Self::Npm => "npm token",
            Self::Token => "Token",
            Self::Jwt => "Signed token (JWT)",
            Self::PrivateKey => "Private key",
            Self::UrlUser => "Login in a URL",
            Self::UrlQuery => "Credential in a URL",
        }
    }

    /// The rule that refuses it.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::UrlUser | Self::UrlQuery => "DPR-2",
            _ => "DPR-1",
        }
    }
}

/// Everything in a text that looks sensitive, in its order, none over another.
pub fn look(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    // Numbers and addresses inside the path of a URL are ids; `url_end` says how far that reaches.
    let mut url_end = 0;
    // Where the present run of base64 letters began, for secret keys that stand alone.
    let mut run = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let class = Class::of(byte);
        let step = match class {
            Class::Rest => None,
            Class::Number | Class::At if at < url_end => None,
            Class::Letter if is_inside_word(bytes, at) => None,
            Class::Letter => secret::at_word(bytes, at),
            Class::Number => card::at(bytes, at).or_else(|| phone::at(bytes, at)),
            Class::At => mail::around(bytes, at, found.last().map_or(0, |last: &Found| last.end)),
            Class::Dash => secret::at_dash(bytes, at),
            Class::Colon => url::around(bytes, at).and_then(|url| {
                url_end = url.path_end.max(url_end);
                url.found
            }),
        };
        if let Some(step) = step {
            // What began before, such as the local part of an address, is covered by the later and larger piece.
            while found.last().is_some_and(|last| last.end > step.start) {
                found.pop();
            }
            at = step.end.max(at + 1);
            run = at;
            found.push(step);
            continue;
        }
        if !shapes::is_base64(byte) {
            if at - run == shapes::SECRET_KEY
                && at >= url_end
                && let Some(key) = secret::lone_key(bytes, run, at)
            {
                found.push(key);
            }
            run = at + 1;
        }
        at += 1;
    }
    if at - run == shapes::SECRET_KEY
        && at > url_end
        && let Some(key) = secret::lone_key(bytes, run, at)
    {
        found.push(key);
    }
    found
}

/// The first secret in a text.
pub fn secret_in(text: &str) -> Option<Secret> {
    look(text).into_iter().find_map(|found| match found.kind {
        Kind::Secret(secret) => Some(secret),
        _ => None,
    })
}

/// What a byte may be the beginning or the middle of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Rest,
    Letter,
    Number,
    At,
    Dash,
    Colon,
}

impl Class {
    const fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Self::Letter,
            b'0'..=b'9' | b'+' | b'(' => Self::Number,
            b'@' => Self::At,
            b'-' => Self::Dash,
            b':' => Self::Colon,
            _ => Self::Rest,
        }
    }
}

/// Whether the byte before belongs to the same word.
fn is_inside_word(bytes: &[u8], at: usize) -> bool {
    before(bytes, at).is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The byte before a place.
fn before(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at.checked_sub(1)?).copied()
}

/// How many bytes from a place on have a property.
fn count(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes.get(from..).unwrap_or_default().iter().take_while(|byte| is(**byte)).count()
}

/// The bytes between two places.
fn between(bytes: &[u8], start: usize, end: usize) -> &[u8] {
    bytes.get(start..end).unwrap_or_default()
}

/// Whether the bytes from a place on begin with these, whatever the case of their letters.
fn begins(bytes: &[u8], at: usize, with: &[u8]) -> bool {
    bytes.get(at..at + with.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(with))
}
