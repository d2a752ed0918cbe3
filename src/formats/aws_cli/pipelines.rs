//! Documents of `aws codepipeline` (reference 1.4).

use super::{
    Listing, Object, Reading,
    shape::{Shape, Tell},
};
use crate::formats::Unreadable;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        command: "codepipeline list-pipelines",
        key: "pipelines",
        tell: Tell::Key,
        noun: ("pipeline", "pipelines"),
        read: later,
    },
    Shape {
        command: "codepipeline get-pipeline",
        key: "pipeline",
        tell: Tell::Key,
        noun: ("pipeline", "pipelines"),
        read: later,
    },
];

#[allow(clippy::unnecessary_wraps, reason = "the form of a reader")]
fn later(_object: &Object<'_>, _next: bool, _reading: &mut Reading) -> Result<Listing, Unreadable> {
    Ok(Listing::Nothing("This console keeps no pipelines yet."))
}
