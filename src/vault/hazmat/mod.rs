//! Raw cipher, keyed hash and key derivation. Misuse here breaks everything: only `seal`, `keyring`, `names` and
//! `passphrase` call it, and nothing outside of the vault can.

use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit as _};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a tag.
pub const TAG: usize = 16;

/// 256 bits that open something. Leaves memory when dropped, never prints.
pub struct Key(Box<Zeroizing<[u8; 32]>>);

impl Key {
    /// Takes the bytes as a key. The box is what is wiped: moving a key copies a pointer, not the bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Box::new(Zeroizing::new(*bytes)))
    }

    /// A fresh one.
    pub fn make(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut key = Self(Box::new(Zeroizing::new([0; 32])));
        random(key.0.as_mut_slice());
        key
    }

    /// The bytes, for the cipher and for wrapping.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Another key for another purpose: HMAC-SHA-256 of the parts under this one.
    pub fn derive(&self, parts: &[&[u8]]) -> Self {
        let mut hash = derive_hash(self, parts);
        let key = Self::from_bytes(&hash);
        zeroize::Zeroize::zeroize(&mut hash);
        key
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        Self::from_bytes(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(<redacted>)")
    }
}

/// HMAC-SHA-256 of the parts, one after the other. The caller sees to it that they cannot be cut differently.
pub fn derive_hash(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    hash_under(key.expose(), parts)
}

fn hash_under(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC pads a short key with zeros to the block; giving the whole block keeps the call free of a length error.
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256, for telling accident from a wrong key. No secret goes in.
pub fn derive_checksum(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// AES-256-GCM in place; gives the tag. A nonce must never meet the same key twice.
pub fn encrypt(key: &Key, nonce: &[u8; 12], associated: &[u8], buffer: &mut [u8]) -> Option<[u8; TAG]> {
    let cipher = Aes256Gcm::new(key.expose().into());
    cipher.encrypt_inout_detached(nonce.into(), associated, buffer.into()).ok().map(Into::into)
}

/// The reverse. The tag is compared in constant time before anything is deciphered.
pub fn decrypt(key: &Key, nonce: &[u8; 12], associated: &[u8], buffer: &mut [u8], tag: &[u8; TAG]) -> Option<()> {
    let cipher = Aes256Gcm::new(key.expose().into());
    cipher.decrypt_inout_detached(nonce.into(), associated, buffer.into(), tag.into()).ok()
}

/// Argon2id, version 0x13. Memory in KiB. Nothing if the parameters are impossible.
pub fn derive_slow(secret: &[u8], salt: &[u8], memory_kib: u32, passes: u32, lanes: u32) -> Option<Key> {
    let parameters = argon2::Params::new(memory_kib, passes, lanes, Some(32)).ok()?;
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters);
    let mut out = Zeroizing::new([0_u8; 32]);
    argon.hash_password_into(secret, salt, out.as_mut_slice()).ok()?;
    Some(Key::from_bytes(&out))
}

#[cfg(test)]
mod tests;
