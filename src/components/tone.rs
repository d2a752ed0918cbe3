//! The five tones in which the console speaks of a state.

use super::icon::Icon;

/// Good, careful, bad, to know, or nothing to say. Never told by colour alone: words or an icon go with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As it should be.
    Good,
    /// To look at.
    Warn,
    /// Failed or refused.
    Bad,
    /// Under way, or to know.
    Info,
    /// Nothing to say.
    #[default]
    Idle,
    /// The console's own colour, for parts of a whole.
    Signal,
}

impl Tone {
    /// The value of `data-tone` that the style sheet reads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Idle => "idle",
            Self::Signal => "signal",
        }
    }

    /// The icon that goes with it.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Good => Icon::Good,
            Self::Warn => Icon::Warning,
            Self::Bad => Icon::Fault,
            Self::Info | Self::Idle | Self::Signal => Icon::Info,
        }
    }
}
