//! Finding entries: typed tokens such as `context:space=…` or `outcome:failed`, and words (AUD-2).

use super::{Entry, Key, Trail};
use crate::domain::State;
use std::collections::BTreeSet;

/// Tokens that are understood, as they begin.
pub const TOKENS: [&str; 8] = ["context:", "event:", "source:", "who:", "key:", "outcome:", "account:", "region:"];

/// What is looked for. Every part has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    not: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// A pair of the encryption context; without a value, any with the name.
    Pair(String, String),
    /// A name or value of the encryption context that contains it.
    Context(String),
    Event(String),
    /// The operation with exactly this name.
    Named(String),
    Source(String),
    Who(String),
    Key(String),
    Failed(bool),
    Account(String),
    Region(String),
    Word(String),
}

impl Query {
    /// Reads a line that was split into words; case does not matter.
    pub fn parse(words: &[String]) -> Self {
        Self { parts: words.iter().filter_map(|word| part(word)).collect() }
    }

    /// The same, narrowed to entries with a pair of the encryption context; with an empty value, to any with the name.
    #[must_use]
    pub fn with_context(mut self, name: &str, value: &str) -> Self {
        let what = What::Pair(name.to_lowercase(), value.to_lowercase());
        self.parts.push(Part { not: false, what });
        self
    }

    /// The same, narrowed to entries of this operation.
    #[must_use]
    pub fn with_event(mut self, name: &str) -> Self {
        self.parts.push(Part { not: false, what: What::Named(name.to_owned()) });
        self
    }

    /// The same, narrowed to what failed, or to what did not.
    #[must_use]
    pub fn with_outcome(mut self, failed: bool) -> Self {
        self.parts.push(Part { not: false, what: What::Failed(failed) });
        self
    }

    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether an entry is meant.
    pub fn lets(&self, state: &State, entry: &Entry) -> bool {
        self.parts.iter().all(|part| part.what.fits(state, entry) != part.not)
    }
}

fn part(word: &str) -> Option<Part> {
    let plain = word.replace('"', "").to_lowercase();
    let (not, rest) = match plain.strip_prefix('-') {
        Some(rest) if rest.contains(':') => (true, rest),
        _ => (false, plain.as_str()),
    };
    let what = match rest.split_once(':') {
        Some((_, "")) => return None,
        Some(("context", pair)) => match pair.split_once('=') {
            Some((name, value)) => What::Pair(name.to_owned(), value.to_owned()),
            None => What::Context(pair.to_owned()),
        },
        Some(("event", text)) => What::Event(text.to_owned()),
        Some(("source", text)) => What::Source(text.to_owned()),
        Some(("who", text)) => What::Who(text.to_owned()),
        Some(("key", text)) => What::Key(text.to_owned()),
        Some(("outcome", text)) if "failed".starts_with(text) => What::Failed(true),
        Some(("outcome", text)) if "succeeded".starts_with(text) => What::Failed(false),
        Some(("account", text)) => What::Account(text.to_owned()),
        Some(("region", text)) => What::Region(text.to_owned()),
        _ if rest.is_empty() => return None,
        _ => What::Word(rest.to_owned()),
    };
    Some(Part { not, what })
}

impl What {
    fn fits(&self, state: &State, entry: &Entry) -> bool {
        let what = &entry.what;
        let has = |text: &str, part: &str| text.to_lowercase().contains(part);
        match self {
            Self::Pair(name, value) => what
                .context
                .iter()
                .any(|(own, held)| own.to_lowercase() == *name && (value.is_empty() || held.to_lowercase() == *value)),
            Self::Context(text) => what.context.iter().any(|(name, value)| has(name, text) || has(value, text)),
            Self::Event(text) => has(&what.name, text),
            Self::Named(name) => what.name == *name,
            Self::Source(text) => has(&what.source, text),
            Self::Who(text) => has(&entry.alias, text) || has(&entry.who(state), text),
            Self::Key(text) => {
                has(&entry.key(state), text) || what.key.as_ref().is_some_and(|key| has(&key.name(), text))
            }
            Self::Failed(failed) => what.failure.is_some() == *failed,
            Self::Account(text) => {
                [what.account, what.recipient].into_iter().flatten().any(|account| has(&account.to_string(), text))
            }
            Self::Region(text) => has(&what.region, text),
            Self::Word(text) => entry.texts(state).iter().any(|own| has(own, text)),
        }
    }
}

impl Entry {
    /// Who, by full name as it is today; else the alias, else nobody.
    pub fn who(&self, state: &State) -> String {
        let person = self.person.and_then(|person| state.people.get(&person));
        match person {
            Some(person) => person.full_name.clone(),
            None if self.alias.is_empty() => "Nobody".to_owned(),
            None => self.alias.clone(),
        }
    }

    /// The key in words: that of the vault, of a space by name as it is today, or an ARN; empty without one.
    pub fn key(&self, state: &State) -> String {
        match &self.what.key {
            None => String::new(),
            Some(Key::Vault) => "Vault key".to_owned(),
            Some(Key::Space(space)) => match state.space(*space) {
                Some(space) => format!("Key of {}", space.name),
                None => "Key of a space that is gone".to_owned(),
            },
            Some(Key::Cloud(arn)) => arn.clone(),
        }
    }

    /// All that a word may be found in.
    fn texts(&self, state: &State) -> Vec<String> {
        let what = &self.what;
        let mut texts = vec![self.who(state), self.key(state), self.alias.clone(), self.id.0.to_string()];
        texts.extend([&what.name, &what.source, &what.region].map(Clone::clone));
        texts.extend(what.key.as_ref().map(Key::name));
        texts.extend(what.account.map(|account| account.to_string()));
        for (name, value) in what.context.iter().chain(&what.details) {
            texts.extend([name.clone(), value.clone()]);
        }
        texts.extend(what.failure.iter().flat_map(|failure| [failure.code.clone(), failure.message.clone()]));
        texts
    }
}

/// The pairs of encryption contexts that the log holds, for a list to choose from; so many at most, the newest.
pub fn contexts(trail: &Trail, most: usize) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for entry in trail.chain.newest_first() {
        for (name, value) in &entry.what.context {
            if found.len() >= most {
                return found;
            }
            found.insert((name.clone(), value.clone()));
        }
    }
    found
}
