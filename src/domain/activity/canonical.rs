//! A line of the feed as the bytes that its link covers (docs/log-chain.md).

use super::Entry;
use crate::domain::chain::Linked;
use serde_json::Value;

impl Linked for Entry {
    fn canonical(&self) -> Vec<u8> {
        // A deed has a form as JSON whatever it is; were there one without, its link would cover an empty text.
        let deed = serde_json::to_value(&self.deed).map(|deed| canonical_json(&deed)).unwrap_or_default();
        // All lengths are known, so writing into memory cannot fail.
        postcard::to_allocvec(&(self.at, self.actor, self.project, deed)).unwrap_or_default()
    }
}

/// JSON without blanks, keys in the order of their code points: one value, one text (as RFC 8785 does it, for values
/// without fractions).
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(list) => {
            out.push('[');
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.sort_unstable_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (at, (key, value)) in pairs.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}
