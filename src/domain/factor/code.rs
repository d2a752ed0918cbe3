//! Codes from a key and the time: HOTP (RFC 4226) counted by time steps (RFC 6238).

use crate::domain::{Timestamp, base32};
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The length of a time step, in milliseconds: the 30 seconds that every application takes.
pub const STEP: i64 = 30_000;

/// What an application and this console share: 160 bits, as RFC 4226 (section 4, R6) recommends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 20]);

impl Key {
    /// From random bytes.
    pub const fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// As it is typed into an application that cannot read the picture: base 32 in groups of four.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(base32::grouped(&self.0, ' '))
    }

    /// The address that the picture holds, in the form that authenticator applications agree on. `account` is what the
    /// application shows, such as an e-mail address.
    pub fn address(&self, account: &str) -> Zeroizing<String> {
        let secret = Zeroizing::new(base32::encode(&self.0));
        let account = escaped(account);
        Zeroizing::new(format!("otpauth://totp/Spaceward:{account}?secret={}&issuer=Spaceward", secret.as_str()))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(<redacted>)")
    }
}

/// Percent-encoded, all but what RFC 3986 calls unreserved.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
        out
    })
}

/// The step that a moment lies in.
pub(super) fn step_of(now: Timestamp) -> u64 {
    u64::try_from(now.0.max(0) / STEP).unwrap_or(0)
}

/// The code of six digits that an application shows during a step.
pub fn code_at(key: &Key, step: u64) -> Zeroizing<String> {
    Zeroizing::new(format!("{:06}", truncated(&key.0, step) % 1_000_000))
}

/// RFC 4226, section 5.3.
fn truncated(key: &[u8], counter: u64) -> u32 {
    // A key of any length is taken, so this does not fail.
    let Ok(mac) = <Hmac<Sha1> as KeyInit>::new_from_slice(key) else { return 0 };
    let digest: [u8; 20] = mac.chain_update(counter.to_be_bytes()).finalize().into_bytes().into();
    let [.., last] = digest;
    let offset = usize::from(last & 15);
    let four = digest.get(offset..offset + 4).and_then(|four| four.try_into().ok()).unwrap_or([0; 4]);
    u32::from_be_bytes(four) & 0x7fff_ffff
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    /// RFC 6238, appendix B, the rows of SHA-1: seconds since 1970 and eight digits.
    const PUBLISHED: [(i64, u32); 6] = [
        (59, 94_287_082),
        (1_111_111_109, 7_081_804),
        (1_111_111_111, 14_050_471),
        (1_234_567_890, 89_005_924),
        (2_000_000_000, 69_279_037),
        (20_000_000_000, 65_353_130),
    ];

    #[test]
    fn id_7_codes_are_those_that_rfc_6238_publishes() {
        let key = Key::new(*b"12345678901234567890");
        for (seconds, eight) in PUBLISHED {
            let step = step_of(Timestamp(seconds * 1_000));
            assert_eq!(truncated(&key.0, step) % 100_000_000, eight, "at {seconds}");
            assert_eq!(code_at(&key, step).as_str(), format!("{:06}", eight % 1_000_000));
        }
    }

    #[test]
    fn id_7_the_address_of_the_picture_says_whose_it_is_and_nothing_breaks_it() {
        let key = Key::new(*b"12345678901234567890");
        let address = key.address("ada&secret=x@example.com");
        assert_eq!(
            address.as_str(),
            "otpauth://totp/Spaceward:ada%26secret%3Dx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Spaceward"
        );
        assert_eq!(key.text().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(format!("{key:?}"), "Key(<redacted>)");
    }
}
