//! One derivation as bytes, the form in which it goes to the worker.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// Length of the derived key in bytes.
pub const KEY: usize = 32;

/// What to derive from. Wiped when dropped.
pub struct Job {
    /// The passphrase, in the form in which it is hashed.
    pub passphrase: Zeroizing<Vec<u8>>,
    /// The salt, public.
    pub salt: Vec<u8>,
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Job {
    /// The bytes for the worker.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let salt = u8::try_from(self.salt.len()).unwrap_or(u8::MAX);
        // Reserved whole, so that no half-filled copy is left behind by growing.
        let mut bytes = Zeroizing::new(Vec::with_capacity(13 + self.salt.len() + self.passphrase.len()));
        for number in [self.memory, self.passes, self.lanes] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.push(salt);
        bytes.extend(self.salt.iter().take(usize::from(salt)));
        bytes.extend_from_slice(&self.passphrase);
        bytes
    }

    /// The job again; nothing when the bytes are no job.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (memory, rest) = bytes.split_first_chunk()?;
        let (passes, rest) = rest.split_first_chunk()?;
        let (lanes, rest) = rest.split_first_chunk()?;
        let (salt, rest) = rest.split_first()?;
        let (salt, passphrase) = rest.split_at_checked(usize::from(*salt))?;
        Some(Self {
            passphrase: Zeroizing::new(passphrase.to_vec()),
            salt: salt.to_vec(),
            memory: u32::from_le_bytes(*memory),
            passes: u32::from_le_bytes(*passes),
            lanes: u32::from_le_bytes(*lanes),
        })
    }

    /// Argon2id; nothing when it refuses the salt or the parameters, or finds no memory.
    pub fn derive(&self) -> Option<Zeroizing<[u8; KEY]>> {
        let parameters = Params::new(self.memory, self.passes, self.lanes, Some(KEY)).ok()?;
        let mut key = Zeroizing::new([0; KEY]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(&self.passphrase, &self.salt, key.as_mut_slice())
            .ok()
            .map(|()| key)
    }
}
