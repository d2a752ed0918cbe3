//! Names for elements that refer to each other: `aria-describedby`, `for`, `popovertarget`.

use core::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;

/// What an entry of a list does. Not a `Callback`: lists are made anew inside computations, and what a computation made
/// goes with it, while the entry may still be about to act.
pub type Act = Arc<dyn Fn() + Send + Sync>;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An id that no other element of the page has, with a readable beginning.
pub fn unique_id(prefix: &str) -> String {
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The value of an attribute that lists ids: those that are there, or no attribute at all.
pub fn id_list<'a>(ids: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let list: Vec<&str> = ids.into_iter().flatten().collect();
    (!list.is_empty()).then(|| list.join(" "))
}
