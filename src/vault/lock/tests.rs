//! The envelope: what is altered is told from what is wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use super::{Envelope, Lock, LockKind, public_of};
use crate::vault::{Damage, Fault, Parameters, Place, WrappingKey, keyring::Keyring};

fn envelope(parameters: Parameters) -> Envelope {
    let mut random = |bytes: &mut [u8]| bytes.fill(7);
    let ring = Keyring::make([1; 16], &mut random);
    let key = WrappingKey::from_bytes(&[2; 32]);
    let lock = Lock::make(LockKind::Passphrase, 0, public_of(&[3; 16], parameters), &key, &ring, &mut random);
    Envelope {
        vault_id: [1; 16],
        instance: 5,
        revision: 300,
        salt: [3; 16],
        parameters,
        locks: vec![lock],
        former: None,
    }
}

#[test]
fn vlt_5_every_flipped_bit_and_every_cut_of_an_envelope_is_named_as_damage() {
    let bytes = envelope(Parameters::DEFAULT).to_bytes();
    assert_eq!(Envelope::from_bytes(&bytes).unwrap(), envelope(Parameters::DEFAULT));
    let damaged = |bytes: &[u8]| {
        matches!(Envelope::from_bytes(bytes), Err(Fault::Damaged(Damage { place: Place::Envelope, .. })))
    };
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut altered = bytes.clone();
            altered[at] ^= 1 << bit;
            assert!(damaged(&altered), "byte {at}, bit {bit}");
        }
        assert!(damaged(&bytes[..at]), "cut at {at}");
    }
}

#[test]
fn vlt_3_parameters_outside_of_the_bounds_are_refused_on_reading() {
    let Parameters { memory_kib, passes, lanes } = Parameters::FLOOR;
    let high = Parameters::CEILING;
    for parameters in [
        Parameters { memory_kib: memory_kib - 1, passes, lanes },
        Parameters { memory_kib, passes: passes - 1, lanes },
        Parameters { memory_kib, passes, lanes: 0 },
        Parameters { memory_kib: high.memory_kib + 1, ..high },
        Parameters { passes: high.passes + 1, ..high },
        Parameters { lanes: high.lanes + 1, ..high },
    ] {
        assert_eq!(Envelope::from_bytes(&envelope(parameters).to_bytes()), Err(Fault::Parameters));
    }
    for parameters in [Parameters::FLOOR, Parameters::CEILING, Parameters::DEFAULT] {
        assert!(Envelope::from_bytes(&envelope(parameters).to_bytes()).is_ok());
    }
}

#[test]
fn vlt_3_what_the_lock_says_in_the_open_is_bound() {
    let key = WrappingKey::from_bytes(&[2; 32]);
    assert!(envelope(Parameters::DEFAULT).unlock(&key).is_ok());
    assert_eq!(
        envelope(Parameters::DEFAULT).unlock(&WrappingKey::from_bytes(&[9; 32])).unwrap_err(),
        Fault::WrongPassphrase
    );
    let mut cheaper = envelope(Parameters::DEFAULT);
    cheaper.locks[0].public = public_of(&[3; 16], Parameters::FLOOR);
    assert_eq!(cheaper.unlock(&key).unwrap_err(), Fault::WrongPassphrase);
    let mut other = envelope(Parameters::DEFAULT);
    other.vault_id = [8; 16];
    assert_eq!(other.unlock(&key).unwrap_err(), Fault::WrongPassphrase);
}

#[test]
fn an_envelope_of_a_newer_format_is_said_to_be_newer() {
    let mut bytes = envelope(Parameters::DEFAULT).to_bytes();
    bytes[3] = 3;
    let body = bytes.len() - 8;
    let sum = crate::vault::hazmat::derive_checksum(&[&bytes[..body]]);
    bytes[body..].copy_from_slice(&sum[..8]);
    assert_eq!(Envelope::from_bytes(&bytes), Err(Fault::Unsupported { version: 3 }));
}
