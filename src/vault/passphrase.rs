//! From what a person knows to a key that wraps keys (VLT-3).

use super::{
    Fault,
    hazmat::{self, Key},
};
use std::fmt;
use zeroize::Zeroizing;

/// What a person types to unlock. Leaves memory when dropped, never prints.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text as it was typed; not one character is altered.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The same once more, for whoever tries it and then wraps with it. Leaves memory by itself.
    #[must_use]
    pub fn again(&self) -> Self {
        Self(self.0.clone())
    }

    /// The text, for weighing its strength and for the worker that derives the key.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(<redacted>)")
    }
}

/// How hard Argon2id works. Stored beside the salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Parameters {
    /// What a new vault gets, and what an older one is raised to: 64 MiB, three passes, one lane.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// Less is not accepted, so that an altered envelope cannot make guessing cheap.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// More is not accepted, so that an altered envelope cannot stop the browser.
    pub const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 10, lanes: 4 };

    /// Whether they lie between the floor and the ceiling.
    pub fn acceptable(self) -> bool {
        (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib).contains(&self.memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&self.passes)
            && (Self::FLOOR.lanes..=Self::CEILING.lanes).contains(&self.lanes)
    }

    /// Whether a vault with these should be raised to the default at the next unlock (VLT-3).
    pub fn below_default(self) -> bool {
        self.memory_kib < Self::DEFAULT.memory_kib || self.passes < Self::DEFAULT.passes
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A key that wraps the vault key and nothing else.
#[derive(Clone)]
pub struct WrappingKey(Key);

impl WrappingKey {
    /// Takes bytes that came from [`Self::expose_bytes`] in another worker.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Key::from_bytes(bytes))
    }

    /// The bytes, for the way from the worker to the page and for nothing else. Wipe what they were copied to.
    pub fn expose_bytes(&self) -> &[u8; 32] {
        self.0.expose()
    }

    pub(super) fn key(&self) -> &Key {
        &self.0
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrappingKey(<redacted>)")
    }
}

/// What a derived key of a Builder ID's password is shown as (ID-5): of no use for wrapping, nor the other way round.
pub fn password_proof(key: &WrappingKey) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(*key.0.derive(&[b"spaceward password 1"]).expose())
}

/// Argon2id of the passphrase. Slow on purpose: never on the main thread. [`Fault::Parameters`] outside of the bounds.
pub fn derive_wrapping_key(
    passphrase: &Passphrase,
    salt: &[u8; 16],
    parameters: Parameters,
) -> Result<WrappingKey, Fault> {
    if !parameters.acceptable() {
        return Err(Fault::Parameters);
    }
    let Parameters { memory_kib, passes, lanes } = parameters;
    hazmat::derive_slow(passphrase.expose().as_bytes(), salt, memory_kib, passes, lanes)
        .map(WrappingKey)
        .ok_or(Fault::Parameters)
}

/// A wrapping key from a secret that is random already (a printed recovery code of 128 bits or more, a passkey's PRF
/// output): quick, since there is nothing to guess. `purpose` keeps one secret's keys apart.
pub fn derive_wrapping_key_from_secret(secret: &[u8; 32], salt: &[u8; 16], purpose: &str) -> WrappingKey {
    WrappingKey(Key::from_bytes(secret).derive(&[b"spaceward wrapping 1", salt, purpose.as_bytes()]))
}
