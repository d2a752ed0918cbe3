//! JSON whose every value knows its line and column, for messages about a document that somebody has to mend.
//!
//! Values are parsed one level at a time, out of the text that they stand in. [`Value::of`] looks through the whole first, so that
//! going down cannot fail for want of syntax.

use super::{Unreadable, place};
use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A value where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    whole: &'a str,
    raw: &'a str,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// Text.
    Text(String),
    /// A number or a truth value as it is written.
    Plain(&'a str),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object, in the order of the text.
    Map(Vec<(String, Value<'a>)>),
    /// `null`.
    Null,
}

impl<'a> Value<'a> {
    /// The one value of a text.
    ///
    /// # Errors
    /// No JSON, cut off, nested deeper than 128, a key that stands twice, or more behind the value: with line and column.
    pub fn of(text: &'a str) -> Result<Self, Unreadable> {
        let Some((_, end)) = super::value_at(text, 0)? else {
            return Err(Unreadable::new("There is nothing in it. Paste the whole document.").at(1, 1));
        };
        let behind = text.get(end..).unwrap_or_default();
        if let Some(more) = behind.find(|c: char| !c.is_whitespace()) {
            let (line, column) = place(text, end + more);
            let message =
                format!("Line {line}, column {column}: something stands behind the end of the document. Remove it.");
            return Err(Unreadable::new(message).at(line, column));
        }
        Ok(Self { whole: text, raw: text.get(..end).unwrap_or(text).trim() })
    }

    /// Every value of a text, one behind the other: what several commands print into one file.
    ///
    /// # Errors
    /// As [`Value::of`].
    pub fn all_of(text: &'a str) -> Result<Vec<Self>, Unreadable> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some((_, end)) = super::value_at(text, at)? {
            all.push(Self { whole: text, raw: text.get(at..end).unwrap_or_default().trim() });
            at = end;
        }
        Ok(all)
    }

    /// The value as it is written.
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The value laid out for reading: two blanks a level, keys in their order, texts and numbers as they are written.
    pub fn pretty(&self) -> String {
        let mut out = String::with_capacity(self.raw.len());
        self.lay_out(&mut out, 0);
        out
    }

    fn lay_out(&self, out: &mut String, level: usize) {
        let line = |out: &mut String, level: usize| {
            out.push('\n');
            out.extend(core::iter::repeat_n("  ", level));
        };
        match self.shape() {
            Shape::Map(pairs) if !pairs.is_empty() => {
                for (place, (key, value)) in pairs.iter().enumerate() {
                    out.push(if place == 0 { '{' } else { ',' });
                    line(out, level + 1);
                    // A text written to memory cannot fail.
                    out.push_str(&serde_json::to_string(key).unwrap_or_default());
                    out.push_str(": ");
                    value.lay_out(out, level + 1);
                }
                line(out, level);
                out.push('}');
            }
            Shape::List(items) if !items.is_empty() => {
                for (place, value) in items.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    line(out, level + 1);
                    value.lay_out(out, level + 1);
                }
                line(out, level);
                out.push(']');
            }
            Shape::Map(_) => out.push_str("{}"),
            Shape::List(_) => out.push_str("[]"),
            _ => out.push_str(self.raw),
        }
    }

    /// Line and column of its first sign, both from 1.
    pub fn place(&self) -> (usize, usize) {
        let at = (self.raw.as_ptr() as usize).saturating_sub(self.whole.as_ptr() as usize);
        place(self.whole, at)
    }

    /// What it is.
    pub fn shape(&self) -> Shape<'a> {
        let mut reader = serde_json::Deserializer::from_str(self.raw);
        let read = match self.raw.as_bytes().first() {
            Some(b'{') => reader.deserialize_map(Map(self.whole)).map(Shape::Map).ok(),
            Some(b'[') => reader.deserialize_seq(List(self.whole)).map(Shape::List).ok(),
            Some(b'"') => serde_json::from_str(self.raw).map(Shape::Text).ok(),
            Some(b'n') | None => Some(Shape::Null),
            Some(_) => Some(Shape::Plain(self.raw)),
        };
        // The whole was looked through before; what could not be read now says nothing.
        read.unwrap_or(Shape::Null)
    }
}

impl Shape<'_> {
    /// What it is, for a message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Plain(_) => "a number or a truth value",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Null => "nothing (null)",
        }
    }
}

struct Map<'a>(&'a str);

impl<'a> Visitor<'a> for Map<'a> {
    type Value = Vec<(String, Value<'a>)>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, raw)) = entries.next_entry::<String, &'a RawValue>()? {
            pairs.push((key, Value { whole: self.0, raw: raw.get() }));
        }
        Ok(pairs)
    }
}

struct List<'a>(&'a str);

impl<'a> Visitor<'a> for List<'a> {
    type Value = Vec<Value<'a>>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(raw) = items.next_element::<&'a RawValue>()? {
            list.push(Value { whole: self.0, raw: raw.get() });
        }
        Ok(list)
    }
}
