//! What a passkey's lock says in the open (VLT-13): which credential to ask for, and what to ask it.
//!
//! The key comes from the PRF extension of Web Authentication (<https://www.w3.org/TR/webauthn-3/#prf-extension>):
//! the authenticator keeps a secret of its own for every credential and gives a keyed hash of the salt, after it has
//! verified the person.

use super::recovery::ALPHABET;
use crate::vault::{
    WrappingKey, derive_wrapping_key_from_secret,
    wire::{Reader, put_bytes},
};

/// The form of the bytes.
const FORM: u8 = 1;
const PURPOSE: &str = "passkey";

/// The longest id of a credential, in bytes (Web Authentication, 5.8.3).
pub const CREDENTIAL_MOST: usize = 1023;

/// The ways to reach an authenticator, as the standard names them, in the order of their bits.
const TRANSPORTS: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

/// The ways in which an authenticator can be reached: a hint for the browser, so that it asks in the right place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transports(u8);

impl Transports {
    /// Those of the names that are known.
    pub fn from_names<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self(names.into_iter().fold(0, |bits, name| {
            let at = TRANSPORTS.iter().position(|known| *known == name.as_ref());
            at.map_or(bits, |at| bits | 1 << at)
        }))
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        TRANSPORTS.into_iter().enumerate().filter(move |(at, _)| self.0 & (1 << at) != 0).map(|(_, name)| name)
    }
}

/// What a passkey's lock says in the open. The name that the person gave it is not among it: that lies sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyPublic {
    /// What the authenticator is asked to hash; another for every lock.
    pub salt: [u8; 16],
    /// How it is reached.
    pub transports: Transports,
    /// The id that the authenticator gave to the credential.
    pub credential: Vec<u8>,
}

impl PasskeyPublic {
    /// The bytes in the envelope.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![FORM];
        out.extend_from_slice(&self.salt);
        out.push(self.transports.0);
        put_bytes(&mut out, &self.credential);
        out
    }

    /// Reads them; nothing for a form that this console does not know.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let form = reader.byte()?;
        let (salt, transports) = (reader.array()?, Transports(reader.byte()?));
        let credential = reader.bytes()?.to_vec();
        reader.end()?;
        (form == FORM && (1..=CREDENTIAL_MOST).contains(&credential.len())).then_some(Self {
            salt,
            transports,
            credential,
        })
    }

    /// Four signs by which a person finds the passkey again in the list of the device: it is called by them there.
    pub fn mark(&self) -> String {
        mark_of(&self.salt)
    }

    /// The key that wraps the vault key, from the hash that the authenticator gave.
    pub fn wrapping_key(&self, hash: &[u8; 32]) -> WrappingKey {
        derive_wrapping_key_from_secret(hash, &self.salt, PURPOSE)
    }
}

/// The first twenty bits of a salt, five to a sign.
pub fn mark_of(salt: &[u8; 16]) -> String {
    let [first, second, third, ..] = *salt;
    let bits = u32::from_be_bytes([0, first, second, third]);
    [19, 14, 9, 4]
        .into_iter()
        .filter_map(|shift| usize::try_from((bits >> shift) & 31).ok().and_then(|sign| ALPHABET.get(sign)))
        .map(|sign| char::from(*sign))
        .collect()
}
