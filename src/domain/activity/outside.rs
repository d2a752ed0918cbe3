//! A line of the feed as an item of `list-event-logs`: how other programs, and other vaults, know it.

use super::{Deed, Entry, Logged};
use crate::domain::{State, chain::Link};
use serde_json::Value;

/// What stands as the source of what was done in this console.
pub const SOURCE: &str = "spaceward";

/// The id of a line made here: out of its link, so that it is the same in every export and in no other line.
pub fn id_of(link: Link) -> String {
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(link.0) {
        *byte = from;
    }
    // Version 8: sixteen bytes of one's own making (RFC 9562, section 5.8).
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

impl Entry {
    /// The line as an item: that of the service as it was read, one of this console by the name of its deed.
    pub fn as_logged(&self, state: &State, link: Link) -> Logged {
        match &self.deed {
            Deed::Logged(logged) => logged.clone(),
            deed => Logged {
                id: id_of(link),
                name: name_of(deed),
                source: SOURCE.to_owned(),
                user: self.who(state),
                error: None,
            },
        }
    }
}

/// `IssueCreated` becomes `issueCreated`.
fn name_of(deed: &Deed) -> String {
    let name = match serde_json::to_value(deed) {
        Ok(Value::String(name)) => name,
        Ok(Value::Object(map)) => map.into_iter().next().map(|(name, _)| name).unwrap_or_default(),
        _ => String::new(),
    };
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
