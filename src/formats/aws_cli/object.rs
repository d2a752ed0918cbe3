//! Taking typed fields out of the objects that the AWS CLI prints. Every fault names line, column and the path that leads there.

use crate::{
    domain::Timestamp,
    formats::{
        Unreadable,
        json::spanned::{Shape, Value},
        unreadable::clip,
        when,
    },
};
use std::collections::BTreeMap;

/// An object with its place.
pub struct Object<'a> {
    value: Value<'a>,
    pairs: Vec<(String, Value<'a>)>,
    path: String,
}

impl<'a> Object<'a> {
    /// The value as an object. `path` says how one got there, such as `Vpcs[2]`; empty for the document itself.
    pub fn of(value: Value<'a>, path: String) -> Result<Self, Unreadable> {
        match value.shape() {
            Shape::Map(pairs) => Ok(Self { value, pairs, path }),
            other => Err(wrong(&value, &path, other.name(), "an object")),
        }
    }

    /// Line and column, both from 1.
    pub fn place(&self) -> (usize, usize) {
        self.value.place()
    }

    /// The object as it is written.
    pub const fn raw(&self) -> &'a str {
        self.value.raw()
    }

    /// Its keys in the order of the text.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(key, _)| key.as_str())
    }

    /// Its keys with their values.
    pub fn pairs(&self) -> &[(String, Value<'a>)] {
        &self.pairs
    }

    /// Whether a key is there, `null` or not.
    pub fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, _)| name == key)
    }

    /// The value of a key, unless it is `null`.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        let (_, value) = self.pairs.iter().find(|(name, _)| name == key)?;
        (!matches!(value.shape(), Shape::Null)).then_some(*value)
    }

    /// The path to a key of it.
    fn to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A fault at a key: `what` follows the key's name, such as `is no id of a VPC`.
    pub fn fault(&self, key: &str, what: &str) -> Unreadable {
        let at =
            self.pairs.iter().find(|(name, _)| name == key).map_or_else(|| self.place(), |(_, value)| value.place());
        fault(at, &format!("“{}” {what}", self.to(key)))
    }

    /// Text that may lack; an empty one counts as lacking.
    pub fn text(&self, key: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.text_or_empty(key)?.filter(|text| !text.is_empty()))
    }

    /// Text that may lack.
    pub fn text_or_empty(&self, key: &str) -> Result<Option<String>, Unreadable> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.shape() {
            Shape::Text(text) => Ok(Some(text)),
            other => Err(wrong(&value, &self.to(key), other.name(), "text")),
        }
    }

    /// Text that has to be there.
    pub fn needed(&self, key: &str) -> Result<String, Unreadable> {
        self.text(key)?.ok_or_else(|| self.fault(key, "is missing or empty"))
    }

    /// `true` or `false` that may lack.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Unreadable> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.shape() {
            Shape::Plain("true") => Ok(Some(true)),
            Shape::Plain("false") => Ok(Some(false)),
            other => Err(wrong(&value, &self.to(key), other.name(), "true or false")),
        }
    }

    /// A whole number that may lack.
    pub fn number<T: TryFrom<i64>>(&self, key: &str) -> Result<Option<T>, Unreadable> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.shape() {
            Shape::Plain(digits) if !matches!(digits, "true" | "false") => match digits.parse::<i64>() {
                Ok(number) => T::try_from(number)
                    .map(Some)
                    .map_err(|_| self.fault(key, "is out of range for a number of this kind")),
                Err(_) => Err(self.fault(key, "is no whole number")),
            },
            other => Err(wrong(&value, &self.to(key), other.name(), "a whole number")),
        }
    }

    /// A moment that may lack: ISO 8601, seconds since 1970 as older versions of the CLI print, or the parts of a date as
    /// recordings of botocore have them.
    pub fn moment(&self, key: &str) -> Result<Option<Timestamp>, Unreadable> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let read = match value.shape() {
            Shape::Text(text) => when::parse(&text).map(|moment| moment.at),
            Shape::Plain(digits) => digits.parse().ok().and_then(when::from_epoch),
            Shape::Map(_) => recorded(&Self::of(value, self.to(key))?),
            other => return Err(wrong(&value, &self.to(key), other.name(), "a time")),
        };
        read.map(Some).ok_or_else(|| self.fault(key, "is no time that can be read"))
    }

    /// An object that may lack.
    pub fn object(&self, key: &str) -> Result<Option<Self>, Unreadable> {
        self.get(key).map(|value| Self::of(value, self.to(key))).transpose()
    }

    /// An object that has to be there.
    pub fn needed_object(&self, key: &str) -> Result<Self, Unreadable> {
        self.object(key)?.ok_or_else(|| self.fault(key, "is missing"))
    }

    fn list(&self, key: &str) -> Result<Vec<(Value<'a>, String)>, Unreadable> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        match value.shape() {
            Shape::List(items) => {
                let path = self.to(key);
                Ok(items.into_iter().enumerate().map(|(place, item)| (item, format!("{path}[{place}]"))).collect())
            }
            other => Err(wrong(&value, &self.to(key), other.name(), "a list")),
        }
    }

    /// A list of objects; none if it lacks.
    pub fn objects(&self, key: &str) -> Result<Vec<Self>, Unreadable> {
        self.list(key)?.into_iter().map(|(value, path)| Self::of(value, path)).collect()
    }

    /// A list of texts; none if it lacks.
    pub fn texts(&self, key: &str) -> Result<Vec<String>, Unreadable> {
        let text = |(value, path): (Value<'a>, String)| match value.shape() {
            Shape::Text(text) => Ok(text),
            other => Err(wrong(&value, &path, other.name(), "text")),
        };
        self.list(key)?.into_iter().map(text).collect()
    }

    /// Tags as most services print them, `[{"Key", "Value"}]`, under a key.
    pub fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, Unreadable> {
        let tag = |tag: &Self| Ok((tag.needed("Key")?, tag.text("Value")?.unwrap_or_default()));
        self.objects(key)?.iter().map(tag).collect()
    }

    /// The keys of the first object of a list, by which a listing is told from another with the same name.
    pub(super) fn first_of(&self, key: &str) -> Option<Self> {
        let Shape::List(items) = self.get(key)?.shape() else { return None };
        items.first().and_then(|first| Self::of(*first, String::new()).ok())
    }
}

/// `{"__class__": "datetime", "year": 2017, …}`.
fn recorded(parts: &Object<'_>) -> Option<Timestamp> {
    let part = |key: &str| parts.number::<i64>(key).ok().map(Option::unwrap_or_default);
    let (year, month, day) = (part("year")?, part("month")?, part("day")?);
    let text =
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", part("hour")?, part("minute")?, part("second")?);
    Timestamp::parse_rfc3339(&text)
}

fn wrong(value: &Value<'_>, path: &str, is: &str, wanted: &str) -> Unreadable {
    let what = if path.is_empty() { "The document".to_owned() } else { format!("“{}”", clip(path)) };
    fault(value.place(), &format!("{what} is {is}, where {wanted} was expected"))
}

fn fault((line, column): (usize, usize), what: &str) -> Unreadable {
    let message = format!(
        "Line {line}, column {column}: {what}. Nothing was taken from this file: make it again with the AWS CLI."
    );
    Unreadable::new(message).at(line, column)
}
