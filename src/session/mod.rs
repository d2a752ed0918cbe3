//! The running console: the state as a signal, who acts, commands in, and the vault behind it.
//!
//! Pages read through [`Session::with`] and write through [`Session::send`]; they never touch the vault or storage.

mod acting;
pub mod browser;
mod checkpoint;
mod commit;
mod core;
mod deletion;
mod drafts;
mod findings;
mod lifecycle;
mod locks;
mod nav;
mod opening;
mod password;
mod peers;
mod places;
mod raise;
mod room;
mod rotation;
mod sign_in;
mod sync;
mod trail;
mod tries;
mod vault_file;

pub use self::{
    core::Session,
    drafts::{HeldDraft, Keeping},
    locks::{CODE, PASSKEYS_MOST, Proof, Secret, Unlocking},
    nav::Nav,
    places::damage_words,
    room::LogRoom,
    rotation::Rotating,
    vault_file::{VaultFile, VaultFileFacts},
};

/// The ways into the vault and out of it, for the measurements: they take the same.
#[cfg(feature = "bench")]
pub(crate) mod ways {
    pub(crate) use super::{
        checkpoint::write_segment,
        commit::{own_parts, unstamped},
        lifecycle::fill,
    };
}

/// Where the console stands with its vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Looking at what this browser keeps.
    Starting,
    /// This browser keeps no vault; what is typed lives in memory only.
    Empty,
    /// There is a vault, and its key is not in memory.
    Locked,
    /// The vault is open.
    Open,
    /// The browser lets nothing be kept, or what it keeps cannot be read: the sentence says why and what to do.
    Broken(String),
}

/// What the seal in the top bar tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Nothing is kept yet.
    Unsealed,
    /// A change is on its way to storage that outlives a killed browser.
    Saving,
    /// Everything shown is sealed and would outlive a killed browser (VLT-15).
    Saved,
    /// Sealed and kept, but a browser crash within minutes may lose the newest change; says why.
    AtRisk(String),
}

/// Work that takes long enough to be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is going on, such as `Sealing`.
    pub label: String,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}
