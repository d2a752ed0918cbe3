//! What a decision needs from outside the domain, given and never fetched.

use super::time::Timestamp;

/// The moment, and a well of randomness, for one command.
///
/// In the browser the bytes come from the CSPRNG; in tests from a counter, so that a history replays exactly.
pub struct Facts<'a> {
    /// When the command is decided.
    pub now: Timestamp,
    random: &'a mut dyn FnMut(&mut [u8]),
}

impl<'a> Facts<'a> {
    /// Facts for one decision. `random` must fill the whole slice each time.
    pub fn new(now: Timestamp, random: &'a mut dyn FnMut(&mut [u8])) -> Self {
        Self { now, random }
    }

    /// Fresh random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// A code of six decimal digits, each value equally likely.
    pub fn six_digits(&mut self) -> String {
        const LIMIT: u32 = u32::MAX - u32::MAX % 1_000_000;
        loop {
            let number = u32::from_le_bytes(self.bytes());
            // Rejection keeps the digits uniform.
            if number < LIMIT {
                return format!("{:06}", number % 1_000_000);
            }
        }
    }
}
