//! Randomness from the browser's cryptographic source, and from nowhere else.

use std::cell::Cell;

/// The browser gave no random bytes, so nothing that needs them may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

impl NoRandomness {
    /// What happened, why, and what to do.
    pub fn sentence(self) -> &'static str {
        "This browser gave no random numbers, which keys and ids need. Nothing was changed. Restart the browser and \
         try again."
    }
}

/// Fills the whole slice, or says that it could not.
pub fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}

/// Fresh random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    fill(&mut bytes).map(|()| bytes)
}

/// A well for one decision, whose draws cannot fail one by one: whether all of them succeeded is asked at the end.
///
/// A decision made over an unsound well is thrown away before it is stored.
#[derive(Debug, Default)]
pub struct Well {
    dry: Cell<bool>,
}

impl Well {
    /// Fills the slice; with zeros, and the well marked, when the browser fails.
    pub fn draw(&self, slice: &mut [u8]) {
        if fill(slice).is_err() {
            slice.fill(0);
            self.dry.set(true);
        }
    }

    /// Whether every draw so far was random.
    pub fn sound(&self) -> Result<(), NoRandomness> {
        if self.dry.get() { Err(NoRandomness) } else { Ok(()) }
    }
}
