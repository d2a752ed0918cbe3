//! One derivation as bytes, the form in which it goes to the worker.

use crate::vault::{Fault, Parameters, Passphrase, WrappingKey, derive_wrapping_key};
use zeroize::Zeroizing;

/// Three numbers of four bytes and the salt stand before the passphrase.
const FIXED: usize = 3 * 4 + 16;

/// What to derive from, in bytes for the worker.
pub fn encode(passphrase: &Passphrase, salt: &[u8; 16], parameters: Parameters) -> Zeroizing<Vec<u8>> {
    let text = passphrase.expose().as_bytes();
    // Reserved whole, so that no half-filled copy is left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(FIXED + text.len()));
    for number in [parameters.memory_kib, parameters.passes, parameters.lanes] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(salt);
    bytes.extend_from_slice(text);
    bytes
}

/// Does what the bytes say. A [`Fault::Parameters`] also when they say nothing.
pub fn run(bytes: &[u8]) -> Result<WrappingKey, Fault> {
    let (passphrase, salt, parameters) = decode(bytes).ok_or(Fault::Parameters)?;
    derive_wrapping_key(&passphrase, &salt, parameters)
}

fn decode(bytes: &[u8]) -> Option<(Passphrase, [u8; 16], Parameters)> {
    let (memory, rest) = bytes.split_first_chunk()?;
    let (passes, rest) = rest.split_first_chunk()?;
    let (lanes, rest) = rest.split_first_chunk()?;
    let (salt, text) = rest.split_first_chunk()?;
    let parameters = Parameters {
        memory_kib: u32::from_le_bytes(*memory),
        passes: u32::from_le_bytes(*passes),
        lanes: u32::from_le_bytes(*lanes),
    };
    Some((Passphrase::new(std::str::from_utf8(text).ok()?.to_owned()), *salt, parameters))
}
