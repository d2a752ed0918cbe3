//! Compression before sealing, and its bounded reverse.

use super::wire::{Reader, put_len};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use zeroize::Zeroizing;

/// No piece is larger than this when open: a hostile one must not eat the tab's memory.
pub const LARGEST: usize = 64 << 20;

const RAW: u8 = 0;
const DEFLATE: u8 = 1;

/// Below this nothing is gained.
const WORTHWHILE: usize = 32;

/// A record beyond this came in bulk: it goes to the write-ahead log alone, where room is plenty and time is not.
const BULK: usize = 64 << 10;

/// How hard to try: quick for a single record, which lives shortly; thorough for what stays.
#[derive(Clone, Copy)]
pub enum Effort {
    /// A journal record.
    Quick,
    /// Segments and runs.
    Thorough,
}

/// The bytes behind a mark and their length, deflated when that pays.
pub fn squeeze(bytes: &[u8], effort: Effort) -> Zeroizing<Vec<u8>> {
    let mut out = Vec::new();
    if bytes.len() >= WORTHWHILE {
        let level = match effort {
            Effort::Quick if bytes.len() > BULK => 1,
            Effort::Quick => 6,
            Effort::Thorough => 8,
        };
        let small = Zeroizing::new(compress_to_vec(bytes, level));
        if small.len() + 3 < bytes.len() {
            out.reserve_exact(small.len() + 6);
            out.push(DEFLATE);
            put_len(&mut out, bytes.len());
            out.extend_from_slice(&small);
            return Zeroizing::new(out);
        }
    }
    out.reserve_exact(bytes.len() + 1);
    out.push(RAW);
    out.extend_from_slice(bytes);
    Zeroizing::new(out)
}

/// Why bytes did not come back.
#[derive(Debug, PartialEq, Eq)]
pub enum Unsqueezed {
    /// They were not made by [`squeeze`].
    Malformed,
    /// They say, or turn out, to be larger than allowed.
    TooLarge,
}

/// The reverse; never makes more than `limit` bytes, whatever the input says.
pub fn expand(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Unsqueezed> {
    let mut reader = Reader(bytes);
    match reader.byte() {
        Some(RAW) if reader.0.len() > limit => Err(Unsqueezed::TooLarge),
        Some(RAW) => Ok(reader.0.to_vec()),
        Some(DEFLATE) => {
            let len = reader.number().and_then(|len| usize::try_from(len).ok()).ok_or(Unsqueezed::Malformed)?;
            if len > limit {
                return Err(Unsqueezed::TooLarge);
            }
            let out = decompress_to_vec_with_limit(reader.0, len).map_err(|_| Unsqueezed::Malformed)?;
            if out.len() == len { Ok(out) } else { Err(Unsqueezed::Malformed) }
        }
        _ => Err(Unsqueezed::Malformed),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]
    use super::{Effort, Unsqueezed, expand, squeeze};
    use crate::vault::wire::put_len;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn squeezed_bytes_come_back(bytes in proptest::collection::vec(0_u8..6, 0..3000), noise in proptest::collection::vec(any::<u8>(), 0..300)) {
            for (bytes, effort) in [(&bytes, Effort::Quick), (&noise, Effort::Thorough)] {
                let small = squeeze(bytes, effort);
                prop_assert!(small.len() <= bytes.len() + 1);
                prop_assert_eq!(&expand(&small, bytes.len()).unwrap(), bytes);
            }
        }

        #[test]
        fn arbitrary_bytes_never_exceed_the_limit(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(out) = expand(&bytes, 100) {
                prop_assert!(out.len() <= 100);
            }
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_opens() {
        let bomb = squeeze(&vec![0; 1 << 20], Effort::Thorough);
        assert!(bomb.len() < 4096);
        assert_eq!(expand(&bomb, 1000), Err(Unsqueezed::TooLarge));
        // The same stream that claims to be small: inflating stops at what it claimed.
        let mut liar = vec![1];
        put_len(&mut liar, 10);
        liar.extend_from_slice(&bomb[4..]);
        assert_eq!(expand(&liar, 1000), Err(Unsqueezed::Malformed));
    }
}
