//! Finding issues: words and typed tokens over all fields (ISS-5).
//!
//! A line such as `status:done label:vpc -assignee:mary "lock file"` is parsed to a [`Query`], brought into a
//! project's terms as a [`Filter`], and run over a [`SearchIndex`], which a page keeps beside the project and brings up
//! to date after each change. Tokens of one field are alternatives; different fields and words must all hold; a
//! leading `-` turns a token round. What is not understood is a word, so that a half-typed line never fails.

mod filter;
mod index;
mod order;
mod query;

pub use filter::Filter;
pub use index::SearchIndex;
pub use order::{Group, GroupBy, Sort, SortBy, group};
pub use query::{Field, Is, Query};

/// Lower case, for texts and words alike.
fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().flat_map(char::to_lowercase).collect() }
}
