//! The self-describing sealed record.
//!
//! Every seal uses its own subkey: 24 random bytes, the first 12 of which make the subkey out of the scope's key, the
//! other 12 are the nonce. So one scope key is good for 2^80 seals, where plain AES-GCM with random nonces should stop
//! at 2^32. It is the construction of XAES-256-GCM with HMAC-SHA-256 in the place of CMAC.

use super::{
    Scope,
    hazmat::{self, Key, TAG},
};
use zeroize::Zeroizing;

/// The format's number: the first byte of all that is sealed.
pub const VERSION: u8 = 1;

/// Version, kind, salt, nonce before the ciphertext.
const HEADER: usize = 2 + 12 + 12;

/// What a sealed piece costs beyond its content, padding aside.
pub const OVERHEAD: usize = HEADER + TAG;

/// Lengths are rounded up to this, where a length would tell of the content.
const BUCKET: usize = 64;

/// What a sealed piece is. The number is stored and bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The vault key under a wrapping key.
    Lock = 1,
    /// A scope's key under the vault key.
    ScopeKey = 2,
    /// What counts.
    Head = 3,
    /// A piece of compacted state.
    Segment = 4,
    /// One command's events.
    Record = 5,
    /// One scope's part of a record.
    Part = 6,
    /// Many records folded into one item.
    Run = 7,
    /// One scope's part of a run.
    RunPart = 8,
    /// Something kept beside the journal.
    Aside = 9,
    /// The content of such, under its scope's key.
    AsidePart = 10,
    /// The scopes' keys that a record in the write-ahead log brings.
    LogKeys = 11,
    /// What one tab tells another; never stored.
    Message = 12,
    /// The former vault key, while a rotation is under way.
    FormerKey = 13,
}

impl Kind {
    /// Whether it stands alone in storage, where everybody sees its length.
    fn padded(self) -> bool {
        matches!(self, Self::Head | Self::Segment | Self::Record | Self::Run | Self::Aside)
    }
}

/// What a sealed piece is bound to. It opens at this place only.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// Which vault.
    pub vault: &'a [u8; 16],
    /// Whose key seals it.
    pub scope: &'a Scope,
    /// What it is.
    pub kind: Kind,
    /// Where it belongs, within its kind.
    pub address: &'a [u8],
    /// Which one of those that belong there.
    pub generation: u64,
}

impl Binding<'_> {
    fn associated(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(58 + self.address.len());
        out.extend_from_slice(b"spaceward vault\0");
        out.push(VERSION);
        out.push(self.kind as u8);
        out.extend_from_slice(self.vault);
        out.extend_from_slice(self.scope);
        out.extend_from_slice(&self.generation.to_le_bytes());
        out.extend_from_slice(self.address); // last: it is the only one whose length is not fixed
        out
    }
}

fn subkey(key: &Key, salt: &[u8; 12]) -> Key {
    key.derive(&[b"spaceward subkey 1", salt])
}

/// Seals the content at its place.
pub fn make_sealed(key: &Key, binding: &Binding, content: &[u8], random: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
    let (mut salt, mut nonce) = ([0; 12], [0; 12]);
    random(&mut salt);
    random(&mut nonce);
    let padded = if binding.kind.padded() { (content.len() / BUCKET + 1) * BUCKET } else { content.len() };
    let mut body = Zeroizing::new(Vec::with_capacity(padded));
    body.extend_from_slice(content);
    if binding.kind.padded() {
        body.push(0x80);
        body.resize(padded, 0);
    }
    // The cipher refuses only more than 64 GiB, which no memory of a tab holds.
    let tag = hazmat::encrypt(&subkey(key, &salt), &nonce, &binding.associated(), &mut body).unwrap_or_default();
    let mut out = Vec::with_capacity(OVERHEAD + body.len());
    out.extend_from_slice(&mark(binding.kind));
    out.extend_from_slice(&salt);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&body);
    out.extend_from_slice(&tag);
    out
}

/// The content, if this is what was sealed at this place with this key.
pub fn open(key: &Key, binding: &Binding, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (header, rest) = sealed.split_first_chunk::<HEADER>()?;
    let (body, tag) = rest.split_last_chunk::<TAG>()?;
    let (found, nonces) = header.split_first_chunk::<2>()?;
    if *found != mark(binding.kind) {
        return None;
    }
    let (salt, nonce) = nonces.split_first_chunk::<12>()?;
    let mut body = Zeroizing::new(body.to_vec());
    let nonce: &[u8; 12] = nonce.try_into().ok()?;
    hazmat::decrypt(&subkey(key, salt), nonce, &binding.associated(), &mut body, tag)?;
    if binding.kind.padded() {
        let end = body.iter().rposition(|byte| *byte != 0)?;
        if body.get(end) != Some(&0x80) {
            return None;
        }
        body.truncate(end);
    }
    Some(body)
}

/// How a sealed piece of this kind begins. The format's number is the envelope's to tell: a newer one raises that first, so
/// that another number here is damage.
pub fn mark(kind: Kind) -> [u8; 2] {
    [VERSION, kind as u8]
}

#[cfg(test)]
mod tests;
