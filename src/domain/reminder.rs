//! When to remind of the export (VLT-11): what was done since the last one exists in one browser alone.

use super::{State, Timestamp, practice::OLD_DAYS};

/// Why a vault file should be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// None ever was.
    Never,
    /// The last one is old, or much was done since.
    Old {
        /// Whole days since the last one.
        days: i64,
    },
}

/// Days that a vault may be without any export.
const FIRST_DAYS: i64 = 3;
/// Changes since the last export, or since the beginning, that are much.
const MANY_CHANGES: usize = 500;

/// Whether to remind of the export. Never in a sample, of which nothing can be lost, and not before there is something.
pub fn export_due(state: &State, now: Timestamp) -> Option<Due> {
    let settings = &state.settings;
    if settings.sample || settings.put_off.is_some_and(|until| now < until) {
        return None;
    }
    let begun = state.people.values().map(|person| person.joined).min()?;
    let since = settings.exported.unwrap_or(begun);
    let changes: usize = state.spaces.values().map(|space| lines_after(space, since)).sum();
    let days = now.since(since).max(0) / Timestamp::DAY;
    match settings.exported {
        None => (changes >= MANY_CHANGES || (changes > 0 && days >= FIRST_DAYS)).then_some(Due::Never),
        Some(_) => (changes >= MANY_CHANGES || (changes > 0 && days >= OLD_DAYS)).then_some(Due::Old { days }),
    }
}

/// Lines of a space's activity after a moment, counted no further than matters.
fn lines_after(space: &super::space::Space, since: Timestamp) -> usize {
    space.feed.newest_first().take(MANY_CHANGES).take_while(|line| line.at > since).count()
}
