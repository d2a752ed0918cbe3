//! JSON that refuses a key standing twice, and says line and column of every fault.

pub mod spanned;

use super::{Unreadable, unreadable::clip};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use std::collections::BTreeMap;

/// A JSON value. Depth is bounded by the parser (128).
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number that fits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object; no key stands twice.
    Map(Map),
}

/// An object's keys and values.
pub type Map = BTreeMap<String, Node>;

impl Node {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// What it is, for a message.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing (null)",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }

    /// Whether it says nothing: null, false, an empty text, list or object, zero.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Null | Self::Bool(false) | Self::Int(0) => true,
            Self::Bool(true) | Self::Int(_) | Self::Float(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.is_empty(),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Int(value))
    }
    #[allow(clippy::cast_precision_loss, reason = "a number past i64 is no count and no id that is used")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(de::Error::custom(format_args!("the key “{}” stands twice in one object", clip(&key))));
            }
            let value = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Node::Map(map))
    }
}

/// Reads one value that starts at or after byte `at`; gives it with the place behind it. `None` when only blanks follow.
///
/// # Errors
/// No JSON, cut off, nested deeper than 128, or a key that stands twice: with line and column.
pub fn value_at(text: &str, at: usize) -> Result<Option<(Node, usize)>, Unreadable> {
    parse(text, at).map_err(|error| explain(&error, text, at))
}

/// The same for a line that stands by itself; its fault as a sentence that follows the line's number.
pub(super) fn value_of_line(line: &str) -> Result<Option<(Node, usize)>, String> {
    parse(line, 0).map_err(|error| match error.classify() {
        Category::Eof => "It ends in the middle of its object.".to_owned(),
        Category::Data => format!("At column {} {}.", error.column(), said(&error)),
        _ => format!("At column {} it is not valid JSON: {}.", error.column(), said(&error)),
    })
}

fn parse(text: &str, at: usize) -> serde_json::Result<Option<(Node, usize)>> {
    let mut values = serde_json::Deserializer::from_str(text.get(at..).unwrap_or_default()).into_iter::<Node>();
    let value = values.next().transpose()?;
    Ok(value.map(|node| (node, at + values.byte_offset())))
}

/// What the parser says, without the place.
fn said(error: &serde_json::Error) -> String {
    error.to_string().split(" at line ").next().unwrap_or_default().to_owned()
}

/// Line and column, from 1, of a byte; the column counts characters.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// Says what a parser's error at `at` means, with the place in the whole text.
fn explain(error: &serde_json::Error, text: &str, at: usize) -> Unreadable {
    let (first_line, first_column) = place(text, at);
    let line = first_line + error.line().saturating_sub(1);
    let column = if error.line() <= 1 { first_column - 1 + error.column() } else { error.column() };
    let said = said(error);
    let message = match error.classify() {
        Category::Eof => format!(
            "The file ends in the middle of its JSON, at line {line}, column {column}: it seems to be half of a file. Make it again and import the whole."
        ),
        Category::Data => {
            format!(
                "Line {line}, column {column}: {said}. Nobody can tell which of the two counts: mend the file and import it again."
            )
        }
        _ => format!("Line {line}, column {column} is not valid JSON: {said}. Mend the file or make it again."),
    };
    Unreadable::new(message).at(line, column)
}
