//! Taking typed fields out of objects; a fault is told with its place.

use crate::{
    domain::Timestamp,
    formats::{
        Unreadable,
        json::{Map, Node},
        when,
    },
};

/// An object with its place in the file.
pub(super) struct Fields<'a> {
    pub(super) map: &'a Map,
    pub(super) place: &'a str,
}

impl Fields<'_> {
    fn fault(&self, key: &str, what: &str) -> Unreadable {
        Unreadable::new(format!(
            "{}: “{key}” {what}. Nothing was taken from this file: make it again with the AWS CLI.",
            self.place
        ))
    }

    fn wrong(&self, key: &str, node: &Node, wanted: &str) -> Unreadable {
        self.fault(key, &format!("is {}, where {wanted} was expected", node.kind()))
    }

    fn present(&self, key: &str) -> Option<&Node> {
        self.map.get(key).filter(|node| **node != Node::Null)
    }

    /// Text that may lack.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>, Unreadable> {
        match self.present(key) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(other) => Err(self.wrong(key, other, "text")),
        }
    }

    /// Text that has to be there.
    pub(super) fn needed(&self, key: &str) -> Result<String, Unreadable> {
        self.text(key)?.ok_or_else(|| self.fault(key, "is missing or empty"))
    }

    /// A whole number from 0.
    pub(super) fn number(&self, key: &str) -> Result<u32, Unreadable> {
        match self.present(key) {
            Some(Node::Int(number)) => {
                u32::try_from(*number).map_err(|_| self.fault(key, "is out of range for a number of this kind"))
            }
            Some(other) => Err(self.wrong(key, other, "a whole number")),
            None => Err(self.fault(key, "is missing")),
        }
    }

    /// A moment that may lack: ISO 8601, or seconds since 1970 as older versions of the CLI print.
    #[allow(clippy::cast_precision_loss, reason = "seconds of a plausible year fit exactly")]
    pub(super) fn moment_if_any(&self, key: &str) -> Result<Option<Timestamp>, Unreadable> {
        let Some(node) = self.present(key) else { return Ok(None) };
        let read = match node {
            Node::Text(text) => when::parse(text).map(|moment| moment.at),
            Node::Int(seconds) => when::from_epoch(*seconds as f64),
            Node::Float(seconds) => when::from_epoch(*seconds),
            other => return Err(self.wrong(key, other, "a time")),
        };
        read.map(Some).ok_or_else(|| self.fault(key, "is no time that can be read"))
    }

    /// A moment that has to be there.
    pub(super) fn moment(&self, key: &str) -> Result<Timestamp, Unreadable> {
        self.moment_if_any(key)?.ok_or_else(|| self.fault(key, "is missing"))
    }

    /// An object that may lack.
    pub(super) fn object(&self, key: &str) -> Result<Option<&Map>, Unreadable> {
        match self.present(key) {
            None => Ok(None),
            Some(Node::Map(map)) => Ok(Some(map)),
            Some(other) => Err(self.wrong(key, other, "an object")),
        }
    }

    /// A list of objects that may lack.
    pub(super) fn objects(&self, key: &str) -> Result<Vec<&Map>, Unreadable> {
        match self.present(key) {
            None => Ok(Vec::new()),
            Some(Node::List(list)) => list
                .iter()
                .map(|node| {
                    if let Node::Map(map) = node {
                        Ok(map)
                    } else {
                        Err(self.wrong(key, node, "an object in the list"))
                    }
                })
                .collect(),
            Some(other) => Err(self.wrong(key, other, "a list")),
        }
    }
}
