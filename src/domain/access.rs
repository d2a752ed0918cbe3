//! Who can do what, and why (MBR-9, MBR-10, MBR-11): explanations, the matrix, and what a change would change.
//!
//! Everything is computed from roles as [`super::gate`] takes them; nothing here decides. A person's roles at a place are
//! seven bits, a permission is a bit in a set of 220, so that ten thousand people by all permissions are walked as fast as
//! they are read.

mod change;
mod explain;
mod matrix;
mod set;

pub use change::{Change, difference, refused, what_if};
pub use explain::{Answer, Lack, Reason, Way, explain, givers, reasons};
pub use matrix::{Matrix, Reach, Row, reach};
pub use set::{PermissionSet, Roles};
