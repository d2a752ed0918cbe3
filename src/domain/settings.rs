//! What a person sets for this console: appearance and when it locks.

use super::{Event as DomainEvent, Facts, Mend, Record, Refusal, State, Timestamp, id::PersonId, text};
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

/// What sort of thing opens the vault beside the passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WayKind {
    /// A passkey (VLT-13).
    Passkey,
    /// The recovery sheet (VLT-16).
    Sheet,
}

/// What the person knows of a way to unlock. What opens it stands in the vault's envelope, where all can read it; the
/// name and the date stand here, where nobody can (VLT-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Its sort.
    pub kind: WayKind,
    /// The id of its lock.
    pub id: u64,
    /// What the person calls it; nothing for the sheet, of which there is one.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
}

/// What the last look through everything kept found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// When it ended.
    pub at: Timestamp,
    /// Items looked at.
    pub items: u32,
    /// Items that did not open.
    pub damaged: u32,
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
    /// Ways to unlock beside the passphrase. One that the envelope has and this list lacks opens all the same.
    pub ways: Vec<Way>,
    /// When a vault file was last handed out (VLT-11).
    pub exported: Option<Timestamp>,
    /// The last check of integrity that went through.
    pub checked: Option<Checked>,
    /// Until when nobody is reminded to export.
    pub put_off: Option<Timestamp>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            idle_minutes: 15,
            lock_when_hidden: false,
            sample: false,
            ways: Vec::new(),
            exported: None,
            checked: None,
            put_off: None,
        }
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
    /// Takes note of a way to unlock that the envelope has.
    NoteWay {
        /// Its sort.
        kind: WayKind,
        /// The id of its lock.
        id: u64,
        /// What the person calls it.
        name: String,
    },
    /// Forgets one that the envelope has no more.
    ForgetWay {
        /// Its sort.
        kind: WayKind,
        /// The id of its lock.
        id: u64,
    },
    /// Takes note that a vault file was handed out.
    NoteExport,
    /// Takes note that everything kept was looked through.
    NoteCheck {
        /// Items looked at.
        items: u32,
        /// Items that did not open.
        damaged: u32,
    },
    /// Asks to be reminded of the export in a week.
    PutOffExport,
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
    /// A way to unlock was made, or made anew.
    WayNoted {
        /// It.
        way: Way,
    },
    /// A way to unlock is no more.
    WayForgotten {
        /// Its sort.
        kind: WayKind,
        /// The id of its lock.
        id: u64,
    },
    /// A vault file was handed out.
    Exported {
        /// When.
        at: Timestamp,
    },
    /// Everything kept was looked through.
    Checked {
        /// When, and what was found.
        checked: Checked,
    },
    /// The reminder to export was put off.
    ExportPutOff {
        /// Until when.
        until: Timestamp,
    },
}

/// Decides.
pub fn decide(
    state: &State,
    _actor: Option<PersonId>,
    command: Command,
    facts: &mut Facts<'_>,
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
        Command::NoteWay { kind, id, name } => {
            let name = way_name(state, kind, id, &name)?;
            let way = Way { kind, id, name, made: facts.now };
            Ok(vec![Event::WayNoted { way }.into()])
        }
        Command::ForgetWay { kind, id } => {
            if !state.settings.ways.iter().any(|way| way.is(kind, id)) {
                return Err(Refusal::new("VLT-13", "That way to unlock is not known any more. Nothing was changed."));
            }
            Ok(vec![Event::WayForgotten { kind, id }.into()])
        }
        Command::NoteExport => Ok(vec![Event::Exported { at: facts.now }.into()]),
        Command::PutOffExport => Ok(vec![Event::ExportPutOff { until: facts.now.plus(7 * Timestamp::DAY) }.into()]),
        Command::NoteCheck { items, damaged } => {
            Ok(vec![Event::Checked { checked: Checked { at: facts.now, items, damaged } }.into()])
        }
    }
}

/// The name under which a way to unlock is kept. For the console also before a device is asked to make a passkey.
pub fn way_name(state: &State, kind: WayKind, id: u64, name: &str) -> Result<String, Refusal> {
    if kind == WayKind::Sheet {
        return Ok(String::new());
    }
    let name = text::passkey_name(name)?;
    let others = state.settings.ways.iter().filter(|way| way.kind == kind && way.id != id);
    if others.map(|way| way.name.to_lowercase()).any(|other| other == name.to_lowercase()) {
        return Err(Refusal::new(
            "VLT-13",
            "Another passkey of this vault has that name. Choose one that tells them apart.",
        )
        .at(text::field::PASSKEY_NAME));
    }
    Ok(name)
}

impl Way {
    /// Whether it is this one.
    pub fn is(&self, kind: WayKind, id: u64) -> bool {
        self.kind == kind && self.id == id
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
        Event::SampleLeft => {
            // The vault stays, what opens it, and its log.
            let ways = std::mem::take(&mut state.settings.ways);
            *state = State { trail: std::sync::Arc::clone(&state.trail), ..State::default() };
            state.settings.ways = ways;
        }
        Event::WayNoted { way } => {
            state.settings.ways.retain(|other| !other.is(way.kind, way.id));
            state.settings.ways.push(way.clone());
        }
        Event::WayForgotten { kind, id } => state.settings.ways.retain(|way| !way.is(*kind, *id)),
        Event::Exported { at } => {
            state.settings.exported = Some(*at);
            state.settings.put_off = None;
        }
        Event::ExportPutOff { until } => state.settings.put_off = Some(*until),
        Event::Checked { checked } => state.settings.checked = Some(*checked),
    }
}
