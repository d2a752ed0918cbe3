//! The vault: everything the console keeps, sealed.
//!
//! It knows no domain. A [`Scope`] is sixteen bytes, a record is parts of bytes, a segment is bytes under an address;
//! what they mean is the business of those above. It knows no browser either: storage is a trait shaped like
//! localStorage, randomness and time are given.
//!
//! Layers by danger, each using only the one before it:
//! - `hazmat`: raw cipher, key derivation and keyed hash. Nothing outside the vault may call them.
//! - `seal`: the self-describing sealed record; its associated data binds where and what it is.
//! - `keyring`: scopes outside, key bytes inside.
//! - `store`: [`Vault`], the only part that the rest of the console may use.
//!
//! `derive_*` is deterministic, `make_*` is random, secrets print as `<redacted>`. The format on storage stands byte by
//! byte in docs/vault-format.md.

mod fault;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz;
mod hazmat;
mod head;
pub mod import;
mod journal;
mod keyring;
mod lock;
mod names;
mod pack;
mod passphrase;
mod seal;
mod squeeze;
mod storage;
mod store;
pub mod strength;
mod wire;

pub use fault::{Damage, Fault, How, Place};
pub use lock::{
    Envelope, FormerKey, Lock, LockKind,
    passkey::{self, PasskeyPublic, Transports},
    recovery::{self, CodeFault, RecoveryCode, SheetPublic},
};
pub use passphrase::{
    Parameters, Passphrase, WrappingKey, derive_wrapping_key, derive_wrapping_key_from_secret, password_proof,
};
pub use storage::{MemoryStorage, Storage, StorageFault};
pub use store::{
    Aside, AsideCopy, AsideMerge, Checkpoint, Mode, NewLock, Opened, Opening, Parts, QUOTA, Quarantined, RecordParts,
    Rotation, RotationStep, Segment, Usage, Vault, Verification, VerifyStep, WalRecord,
};

/// The name under which the public envelope lies; the only item of the vault whose name says what it is.
pub const ENVELOPE_NAME: &str = "sw.vault";

/// How every item of this console begins, so that other items of the same origin are counted but never touched.
pub const PREFIX: &str = "sw.";

/// Whose key seals a piece: all zero for the vault itself, else the id of a space.
pub type Scope = [u8; 16];

/// The scope of what belongs to no space: people, tokens, the list of spaces.
pub const VAULT_SCOPE: Scope = [0; 16];

/// A source of random bytes fit for keys; in the browser `crypto.getRandomValues`.
pub type Random = Box<dyn FnMut(&mut [u8])>;
