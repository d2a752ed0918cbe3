//! Tables of issues: which separator, which column holds what, and the rows.

mod columns;
mod table;

pub(in crate::formats) use columns::guess;
pub use columns::{ColumnMapping, Field};
pub(super) use table::Table;
