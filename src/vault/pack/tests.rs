//! Packing gives back what it was given, and nothing else unpacks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use super::{pack, packed_len, unpack, unpack_start};
use proptest::prelude::*;

proptest! {
    #[test]
    fn packed_bytes_come_back_without_surrogates(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let units = pack(&bytes);
        prop_assert_eq!(units.len(), packed_len(bytes.len()));
        prop_assert!(String::from_utf16(&units).is_ok());
        if units.len() > 2 {
            prop_assert_eq!(&unpack_start(&units).unwrap()[..], &bytes[..2]);
        }
        prop_assert_eq!(unpack(&units).unwrap(), bytes);
    }

    #[test]
    fn any_units_unpack_to_one_form_or_not_at_all(units in proptest::collection::vec(any::<u16>(), 0..40)) {
        if let Some(bytes) = unpack(&units) {
            prop_assert_eq!(pack(&bytes), units);
        }
    }

    #[test]
    fn units_of_the_block_unpack_to_one_form_or_not_at_all(units in proptest::collection::vec(0x4000_u16..0xC000, 0..40)) {
        if let Some(bytes) = unpack(&units) {
            prop_assert_eq!(pack(&bytes), units);
        }
    }
}

#[test]
fn fifteen_bytes_take_nine_units_at_most() {
    assert_eq!(packed_len(0), 1);
    assert_eq!(packed_len(15), 9);
    assert_eq!(packed_len(14), 8);
    assert_eq!(unpack(&[]), None);
}
