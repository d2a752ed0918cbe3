//! What a person sets for this console: appearance and when it locks.

use super::{Event as DomainEvent, Facts, Mend, Record, Refusal, State, id::PersonId, text};
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
    state: &State,
    _actor: Option<PersonId>,
    command: Command,
    _facts: &mut Facts<'_>,
) -> Result<Vec<DomainEvent>, Refusal> {
    match command {
        Command::SetTheme { theme } => Ok(vec![Event::ThemeSet { theme }.into()]),
        Command::SetLock { idle_minutes, when_hidden } => {
            let idle_minutes = text::idle_minutes(idle_minutes)?;
            Ok(vec![Event::LockSet { idle_minutes, when_hidden }.into()])
        }
        Command::MarkSample => {
            if state.settings.sample {
                return Err(Refusal::new("DPR-4", "This vault is a sample already."));
            }
            // Marked first and filled afterwards, so that nothing real is ever taken for a sample and thrown away.
            if !state.spaces.is_empty() || !state.requests.is_empty() {
                return Err(Refusal::new(
                    "DPR-4",
                    "This vault holds spaces of its own, so it cannot be called a sample. Open the sample in a new vault.",
                ));
            }
            Ok(vec![Event::SampleMarked.into()])
        }
        Command::LeaveSample => {
            if !state.settings.sample {
                return Err(Refusal::new(
                    "DPR-4",
                    "This vault is not a sample, so it cannot be emptied this way. Data protection has the means to clear this browser.",
                )
                .mended_at(Mend::DataProtection));
            }
            Ok(vec![Event::SampleLeft.into()])
        }
    }
}

/// Takes an event of this area in.
pub fn apply(state: &mut State, _record: &Record, event: &Event) {
    match event {
        Event::ThemeSet { theme } => state.settings.theme = *theme,
        Event::LockSet { idle_minutes, when_hidden } => {
            state.settings.idle_minutes = *idle_minutes;
            state.settings.lock_when_hidden = *when_hidden;
        }
        Event::SampleMarked => state.settings.sample = true,
        Event::SampleLeft => *state = State::default(),
    }
}
