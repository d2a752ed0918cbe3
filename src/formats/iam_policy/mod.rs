//! Reads IAM policy documents: the whole grammar, every fault with its line and column, and notes on what is valid but hardly meant
//! (reference 1.6; IAM User Guide, policy grammar).

mod document;
pub mod holder;
mod notes;
mod statement;
mod trusted;

pub use self::{document::decode, trusted::trusted_services};

use super::json::spanned::{Shape, Value};
use crate::domain::iam::{Place, Policy, Version};
use core::fmt;

/// Where a policy will be attached: decides which elements it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// To a user, group or role, as a boundary, or in an organization: without a principal.
    Identity,
    /// To a role as its trust policy: with a principal, without a resource.
    Trust,
    /// To any other resource: with a principal and a resource.
    Resource,
    /// Not known: what either kind has is taken.
    Any,
}

/// What is wrong with a document at a place: IAM would refuse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// A sentence: what is wrong, and what ought to stand there.
    pub message: String,
}

/// What stands in a document and is hardly meant, though IAM takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// A sentence: what it does, and what was probably meant.
    pub message: String,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What it says.
    pub policy: Policy,
    /// What is hardly meant.
    pub notes: Vec<Note>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}, column {}: {}", self.place.line, self.place.column, self.message)
    }
}

/// Reads a document.
///
/// # Errors
/// Every fault that was found, in the order of the text; never none.
pub fn read(text: &str, attachment: Attachment) -> Result<Read, Vec<Fault>> {
    let mut reader = Reader { attachment, faults: Vec::new(), notes: Vec::new() };
    let policy = reader.whole(text);
    reader.faults.sort_by_key(|fault| fault.place);
    match policy {
        Some(policy) if reader.faults.is_empty() => {
            notes::of_policy(&policy, attachment, &mut reader.notes);
            reader.notes.sort_by_key(|note| note.place);
            Ok(Read { policy, notes: reader.notes })
        }
        _ => Err(reader.faults),
    }
}

/// Gathers faults on the way through a document.
struct Reader {
    attachment: Attachment,
    faults: Vec<Fault>,
    notes: Vec<Note>,
}

fn place_of(value: &Value) -> Place {
    let (line, column) = value.place();
    Place { line, column }
}

impl Reader {
    fn fault(&mut self, at: &Value, message: impl Into<String>) {
        self.faults.push(Fault { place: place_of(at), message: message.into() });
    }

    fn whole(&mut self, text: &str) -> Option<Policy> {
        // IAM takes tabs, ends of lines, and U+0020 to U+00FF.
        let odd = |c: char| !matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
        if let Some(at) = text.find(odd) {
            let (line, column) = super::json::place(text, at);
            let message = "IAM takes no signs beyond U+00FF in a policy. Replace it, for example typographic quotes by plain ones.";
            self.faults.push(Fault { place: Place { line, column }, message: message.to_owned() });
            return None;
        }
        let document = match Value::of(text) {
            Ok(document) => document,
            Err(fault) => {
                let (line, column) = fault.at.unwrap_or((1, 1));
                self.faults.push(Fault { place: Place { line, column }, message: without_place(&fault.message) });
                return None;
            }
        };
        let Shape::Map(entries) = document.shape() else {
            self.fault(&document, format!("A policy is an object in braces, this is {}.", document.shape().name()));
            return None;
        };
        let mut policy = Policy::default();
        let mut found = false;
        for (key, value) in &entries {
            match key.as_str() {
                "Version" => policy.version = self.version(value),
                "Id" => policy.id = self.text(value, "Id"),
                "Statement" => {
                    found = true;
                    let statements = match value.shape() {
                        Shape::List(list) => list,
                        _ => vec![*value],
                    };
                    if statements.is_empty() {
                        self.fault(value, "A policy needs at least one statement.");
                    }
                    policy.statements = statements.iter().filter_map(|one| self.statement(one)).collect();
                }
                other => {
                    let hint = near(other, ["Version", "Id", "Statement"]);
                    self.fault(value, format!("A policy has no element “{}”.{hint}", super::unreadable::clip(other)));
                }
            }
        }
        if !found {
            self.fault(&document, "A policy needs the element “Statement”.");
        }
        Some(policy)
    }

    fn version(&mut self, value: &Value) -> Version {
        match value.shape() {
            Shape::Text(text) if text == "2012-10-17" => Version::V2012,
            Shape::Text(text) if text == "2008-10-17" => Version::V2008,
            _ => {
                self.fault(value, "The version is that of the language: “2012-10-17”, or the older “2008-10-17”.");
                Version::V2012
            }
        }
    }

    fn text(&mut self, value: &Value, what: &str) -> Option<String> {
        match value.shape() {
            Shape::Text(text) => Some(text),
            other => {
                self.fault(value, format!("“{what}” is text, this is {}.", other.name()));
                None
            }
        }
    }

    /// One text, or a list of texts that is not empty.
    fn texts<'a>(&mut self, value: &Value<'a>, what: &str) -> Vec<(String, Value<'a>)> {
        let one = |reader: &mut Self, value: Value<'a>| reader.text(&value, what).map(|text| (text, value));
        match value.shape() {
            Shape::List(list) if list.is_empty() => {
                self.fault(value, format!("“{what}” is an empty list. Name at least one."));
                Vec::new()
            }
            Shape::List(list) => list.into_iter().filter_map(|item| one(self, item)).collect(),
            _ => one(self, *value).into_iter().collect(),
        }
    }
}

/// The parser's sentence without the place that stands before the message anyway.
fn without_place(message: &str) -> String {
    let rest = message.strip_prefix("Line ").and_then(|rest| rest.split_once(": ").map(|(_, rest)| rest));
    let rest =
        rest.or_else(|| message.strip_prefix("Line ").and_then(|rest| rest.split_once(" is ").map(|(_, rest)| rest)));
    let mut text = rest.unwrap_or(message).to_owned();
    if let Some(first) = text.get(..1).map(str::to_uppercase) {
        text.replace_range(..1, &first);
    }
    text
}

/// ` Did you mean …?` for a known name that differs by case or by little.
fn near<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let best = known.into_iter().map(|name| (distance(given, name), name)).min();
    match best {
        Some((distance, name)) if distance <= 2 => format!(" Did you mean “{name}”?"),
        _ => String::new(),
    }
}

/// Edits between two names, without case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.to_lowercase().chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        let mut next = vec![before];
        for (right, above) in b.iter().zip(row.iter().skip(1)) {
            let cost = (diagonal + usize::from(left != *right)).min(above + 1).min(before + 1);
            diagonal = *above;
            before = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
