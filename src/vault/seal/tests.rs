//! A sealed piece opens at its place, and at no other, and not when one bit of it is different.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use super::{Binding, Kind, OVERHEAD, make_sealed, open};
use crate::vault::{Scope, hazmat::Key};
use proptest::prelude::*;

const PLACE: Binding<'static> =
    Binding { vault: &[1; 16], scope: &[2; 16], kind: Kind::Segment, address: b"issues/7", generation: 9 };

/// Numbers that never come again, in the place of random ones.
fn counter() -> impl FnMut(&mut [u8]) {
    let mut count = 0_u64;
    move |bytes| {
        for byte in bytes {
            count += 1;
            *byte = u8::try_from(count.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56).unwrap();
        }
    }
}

proptest! {
    #[test]
    fn vlt_2_content_comes_back(content in proptest::collection::vec(any::<u8>(), 0..300), kind in 1_u8..=12) {
        let kinds = [Kind::Lock, Kind::ScopeKey, Kind::Head, Kind::Segment, Kind::Record, Kind::Part, Kind::Run,
            Kind::RunPart, Kind::Aside, Kind::AsidePart, Kind::LogKeys, Kind::Message];
        let place = Binding { kind: kinds[usize::from(kind) - 1], ..PLACE };
        prop_assert_eq!(place.kind as u8, kind);
        let key = Key::from_bytes(&[3; 32]);
        let sealed = make_sealed(&key, &place, &content, &mut counter());
        prop_assert!(sealed.len() >= content.len() + OVERHEAD);
        prop_assert_eq!(&*open(&key, &place, &sealed).unwrap(), &content);
    }
}

#[test]
fn vlt_2_what_is_altered_or_cut_does_not_open() {
    let key = Key::from_bytes(&[3; 32]);
    for kind in [Kind::Segment, Kind::Part] {
        let place = Binding { kind, ..PLACE };
        let sealed = make_sealed(&key, &place, b"content", &mut counter());
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut altered = sealed.clone();
                altered[at] ^= 1 << bit;
                assert!(open(&key, &place, &altered).is_none(), "byte {at}, bit {bit}");
            }
            assert!(open(&key, &place, &sealed[..at]).is_none(), "cut at {at}");
        }
        let longer = [&sealed[..], &[0]].concat();
        assert!(open(&key, &place, &longer).is_none());
    }
}

#[test]
fn vlt_2_what_is_moved_swapped_or_replayed_does_not_open() {
    let key = Key::from_bytes(&[3; 32]);
    let sealed = make_sealed(&key, &PLACE, b"content", &mut counter());
    let elsewhere = [
        Binding { vault: &[9; 16], ..PLACE },
        Binding { scope: &[9; 16], ..PLACE },
        Binding { kind: Kind::Record, ..PLACE },
        Binding { address: b"issues/8", ..PLACE },
        Binding { address: b"", ..PLACE },
        Binding { generation: 8, ..PLACE },
        Binding { generation: 10, ..PLACE },
    ];
    for place in elsewhere {
        assert!(open(&key, &place, &sealed).is_none());
    }
    assert!(open(&Key::from_bytes(&[4; 32]), &PLACE, &sealed).is_none());
    assert!(open(&key, &PLACE, &sealed).is_some());
}

#[test]
fn vlt_2_no_two_seals_share_a_nonce_or_a_subkey() {
    let key = Key::from_bytes(&[3; 32]);
    let mut random = counter();
    let seals: Vec<Vec<u8>> = (0..200).map(|_| make_sealed(&key, &PLACE, b"content", &mut random)).collect();
    let salts: std::collections::BTreeSet<&[u8]> = seals.iter().map(|sealed| &sealed[2..14]).collect();
    let nonces: std::collections::BTreeSet<&[u8]> = seals.iter().map(|sealed| &sealed[14..26]).collect();
    assert_eq!((salts.len(), nonces.len()), (200, 200));
}

#[test]
fn lengths_tell_no_more_than_the_bucket() {
    let key = Key::from_bytes(&[3; 32]);
    let len = |content: usize| make_sealed(&key, &PLACE, &vec![7; content], &mut counter()).len();
    assert_eq!(len(0), len(63));
    assert_eq!(len(64), len(127));
    assert!(len(63) < len(64));
}

#[test]
fn vlt_2_a_change_of_the_associated_data_would_break_this_vector() {
    // A permanent vector: whatever fails here has changed the format, and needs a new version number.
    let scope: Scope = [2; 16];
    let place = Binding { scope: &scope, kind: Kind::Part, address: b"a", ..PLACE };
    let sealed = make_sealed(&Key::from_bytes(&[3; 32]), &place, b"content", &mut |bytes| bytes.fill(5));
    let hex = sealed.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(hex, include_str!("../../../tests/vectors/seal-v1.hex").trim());
}
