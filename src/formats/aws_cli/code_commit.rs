//! Documents of `aws codecommit` (reference 1.5).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::formats::Unreadable;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "codecommit list-repositories",
        key: "repositories",
        tell: Tell::Item("repositoryId"),
        noun: ("repository", "repositories"),
        read: later,
    },
    Shape {
        command: "codecommit get-repository",
        key: "repositoryMetadata",
        tell: Tell::Key,
        noun: ("repository", "repositories"),
        read: later,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn later(_object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    Ok(Listing::Nothing("This console keeps no CodeCommit repositories yet."))
}
