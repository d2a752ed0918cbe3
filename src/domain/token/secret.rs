//! The secret of a token and how it is written.

use super::Token;
use crate::domain::base32;
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What every secret begins with, so that people and scanners of repositories tell one when they see it.
const PREFIX: &str = "swpat_";

/// The secret of a token: 256 random bits. Too many to be guessed, so that a fast hash suffices to keep it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Draws one.
    pub fn draw(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; 32];
        random(&mut bytes);
        let made = Self(bytes);
        bytes.zeroize();
        made
    }

    /// As it is shown once and copied: `swpat_` and 52 letters and digits of base 32 (RFC 4648).
    pub fn text(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(base32::encode(&self.0));
        Zeroizing::new(format!("{PREFIX}{}", digits.as_str()))
    }

    /// Reads [`Self::text`]; `None` for what cannot be a secret of this console.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix(PREFIX)?;
        let bytes = Zeroizing::new(base32::decode(digits)?);
        let made = Self(bytes.as_slice().try_into().ok()?);
        // One secret, one form: what base 32 forgives in what people type by hand is not forgiven here.
        bool::from(made.text().as_bytes().ct_eq(text.trim().as_bytes())).then_some(made)
    }

    /// What is kept of it (PAT-4).
    pub(super) fn hash(&self, salt: [u8; 16]) -> [u8; 32] {
        // A key of any length is taken, so this does not fail.
        let Ok(mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&salt) else { return [0; 32] };
        mac.chain_update(self.0).finalize().into_bytes().into()
    }

    /// Whether it is the secret of this token, in constant time.
    pub(super) fn opens(&self, token: &Token) -> bool {
        self.hash(token.salt).ct_eq(&token.hash).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}
