//! Sealing under a key of an account, as services do it with `GenerateDataKey` and `Decrypt`: a random data key seals the content
//! and is itself sealed under the key's newest version. The encryption context is bound to both (KMS-3, CCM-4).
//!
//! AES-256-GCM. As in the vault (docs/vault-format.md) every seal under a version makes a subkey out of its material and twelve
//! random bytes, so that the number of seals needs no counting; a data key seals once.

use super::{Material, VersionId};
use crate::domain::Facts;
use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit as _};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Names and values that have to be the same at opening as they were at sealing, to the letter. Not secret.
pub type Context = BTreeMap<String, String>;

/// What a key of an account sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The ARN of the key.
    pub key: String,
    /// The version of the key, by name: it alone opens.
    pub version: VersionId,
    /// Makes the subkey.
    salt: [u8; 12],
    nonce: [u8; 12],
    /// The data key and its tag.
    wrapped: Vec<u8>,
    body_nonce: [u8; 12],
    /// The content and its tag.
    body: Vec<u8>,
}

/// The context in its one form: how many pairs, then each name and value behind its length, in the order of the names' bytes.
/// Two contexts never give the same bytes, and the order in which pairs were written makes no difference.
pub fn canonical(context: &Context) -> Vec<u8> {
    let mut out = Vec::new();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes();
    out.extend_from_slice(&count(context.len()));
    for text in context.iter().flat_map(|(name, value)| [name, value]) {
        out.extend_from_slice(&count(text.len()));
        out.extend_from_slice(text.as_bytes());
    }
    out
}

/// What the data key is bound to: the key, the version, and the context.
fn bound(key: &str, version: VersionId, context: &Context) -> Vec<u8> {
    let mut out = b"spaceward cloud key 1\0".to_vec();
    out.extend_from_slice(&version.0);
    out.extend_from_slice(&u64::try_from(key.len()).unwrap_or(u64::MAX).to_le_bytes());
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(&canonical(context));
    out
}

fn subkey(material: &Material, salt: &[u8; 12]) -> Option<Zeroizing<[u8; 32]>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(material.expose()).ok()?;
    mac.update(b"spaceward cloud subkey 1");
    mac.update(salt);
    Some(Zeroizing::new(mac.finalize().into_bytes().into()))
}

fn encrypt(key: &[u8; 32], nonce: &[u8; 12], associated: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let mut buffer = content.to_vec();
    let tag = Aes256Gcm::new(key.into()).encrypt_inout_detached(nonce.into(), associated, buffer.as_mut_slice().into());
    let tag: [u8; 16] = tag.ok()?.into();
    buffer.extend_from_slice(&tag);
    Some(buffer)
}

fn decrypt(key: &[u8; 32], nonce: &[u8; 12], associated: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (body, tag) = sealed.split_last_chunk::<16>()?;
    let mut buffer = Zeroizing::new(body.to_vec());
    let cipher = Aes256Gcm::new(key.into());
    cipher.decrypt_inout_detached(nonce.into(), associated, buffer.as_mut_slice().into(), tag.into()).ok()?;
    Some(buffer)
}

impl Envelope {
    /// Seals. Nothing only where the content is longer than the cipher takes, which no memory of a tab holds.
    pub fn seal(
        (key, version, material): (&str, VersionId, &Material),
        context: &Context,
        plain: &[u8],
        facts: &mut Facts<'_>,
    ) -> Option<Self> {
        let data_key = Zeroizing::new(facts.bytes::<32>());
        let (salt, nonce, body_nonce) = (facts.bytes(), facts.bytes(), facts.bytes());
        Some(Self {
            key: key.to_owned(),
            version,
            salt,
            nonce,
            wrapped: encrypt(&*subkey(material, &salt)?, &nonce, &bound(key, version, context), data_key.as_slice())?,
            body_nonce,
            body: encrypt(&data_key, &body_nonce, &canonical(context), plain)?,
        })
    }

    /// Opens with the material of the version it names; nothing if anything of it, or of the context, is different.
    pub fn open(&self, material: &Material, context: &Context) -> Option<Zeroizing<Vec<u8>>> {
        let associated = bound(&self.key, self.version, context);
        let unwrapped = decrypt(&*subkey(material, &self.salt)?, &self.nonce, &associated, &self.wrapped)?;
        let data_key: Zeroizing<[u8; 32]> = Zeroizing::new(unwrapped.as_slice().try_into().ok()?);
        decrypt(&data_key, &self.body_nonce, &canonical(context), &self.body)
    }

    /// Bytes of all of it.
    pub fn size(&self) -> usize {
        self.key.len() + 16 + 12 + 12 + self.wrapped.len() + 12 + self.body.len()
    }
}
