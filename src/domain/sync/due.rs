//! When a sync has to run (SSO-4).

use crate::domain::{State, Timestamp, application::Application, id::SpaceId};

/// How often a sync runs while the console is open.
pub const EVERY: i64 = 30 * Timestamp::MINUTE;
/// A change on the cloud side appears in the space no later than this after it was made (SSO-4).
pub const AFTER_A_CHANGE: i64 = 2 * Timestamp::HOUR;

/// When the next sync of an application runs by itself; `None` if it serves no space.
///
/// A clock that was set back does not put it off for longer than one round.
pub fn next(application: &Application, now: Timestamp) -> Option<Timestamp> {
    application.space?;
    let Some(last) = &application.last else { return Some(now) };
    let next = last.at.plus(EVERY);
    Some(if next.since(now) > EVERY { now } else { next })
}

/// The spaces whose time has come.
pub fn due(state: &State, now: Timestamp) -> Vec<SpaceId> {
    let all = state.applications.values().filter(|application| application.valid);
    all.filter(|application| next(application, now).is_some_and(|next| next <= now))
        .filter_map(|application| application.space)
        .collect()
}
