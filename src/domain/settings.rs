//! What a person sets for this console: appearance and when it locks.

use super::{Event as DomainEvent, Facts, Record, Refusal, State, id::PersonId};
use serde::{Deserialize, Serialize};

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The settings of this vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Appearance.
    pub theme: Theme,
    /// Minutes without a key or a pointer until the vault locks (VLT-6): 1 to 240.
    pub idle_minutes: u16,
    /// Lock as soon as the tab is hidden (VLT-6).
    pub lock_when_hidden: bool,
    /// The vault was filled by "Open a sample" and nothing in it is real.
    pub sample: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: Theme::System, idle_minutes: 15, lock_when_hidden: false, sample: false }
    }
}

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Sets the appearance.
    SetTheme {
        /// The new one.
        theme: Theme,
    },
    /// Sets when the vault locks by itself.
    SetLock {
        /// 1 to 240.
        idle_minutes: u16,
        /// Lock as soon as the tab is hidden.
        when_hidden: bool,
    },
    /// Marks the vault as a sample.
    MarkSample,
    /// Turns a sample vault into an empty one: sign-up begins anew. Refused in any other vault.
    LeaveSample,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The appearance was set.
    ThemeSet {
        /// The new one.
        theme: Theme,
    },
    /// The lock was set.
    LockSet {
        /// Minutes.
        idle_minutes: u16,
        /// Lock as soon as the tab is hidden.
        when_hidden: bool,
    },
    /// The vault is a sample.
    SampleMarked,
    /// The sample was left: nothing of it remains.
    SampleLeft,
}

/// Decides.
pub fn decide(
    _state: &State,
    _actor: Option<PersonId>,
    _command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    Err(Refusal::new("settings", "stub"))
}

/// Takes an event of this area in.
pub fn apply(_state: &mut State, _record: &Record, _event: &Event) {}
