//! Documents of `aws kms` (reference 1.3).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::formats::Unreadable;

pub(super) const SHAPES: &[Shape] = &[
    Shape { command: "kms list-keys", key: "Keys", tell: Tell::Item("KeyArn"), noun: ("key", "keys"), read: later },
    Shape { command: "kms describe-key", key: "KeyMetadata", tell: Tell::Key, noun: ("key", "keys"), read: later },
    Shape {
        command: "kms list-aliases",
        key: "Aliases",
        tell: Tell::Item("AliasArn"),
        noun: ("alias", "aliases"),
        read: later,
    },
    Shape {
        command: "kms get-key-rotation-status",
        key: "KeyRotationEnabled",
        tell: Tell::Key,
        noun: ("rotation status", "rotation statuses"),
        read: later,
    },
    Shape {
        command: "kms get-key-policy",
        key: "Policy",
        tell: Tell::Text,
        noun: ("key policy", "key policies"),
        read: later,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn later(_object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    Ok(Listing::Nothing("This console keeps no keys yet."))
}
