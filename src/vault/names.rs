//! Names of items: opaque to all who do not hold the vault key, and different for every instance and generation.

use super::{PREFIX, hazmat, keyring::At, keyring::Keyring, pack::pack};

/// Bytes of the keyed hash in a name: eight units of fifteen bits.
pub const HASH: usize = 15;

/// What stands before a name that is kept aside.
const QUARANTINE_MARK: char = '!';

/// The common beginning of one instance's items.
///
/// An instance is one life of a vault in one storage: importing a file makes a new one, so that its items never fall on
/// those that it takes the place of.
pub fn prefix(instance: u32) -> String {
    let mut name = PREFIX.to_owned();
    for value in [instance >> 15, instance] {
        // 0x4000..=0xBFFF holds no surrogate.
        name.extend(char::from_u32(0x4000 + (value & 0x7FFF)));
    }
    name
}

/// The keyed hash of a place.
pub fn derive_hash(ring: &Keyring, instance: u32, at: &At) -> [u8; HASH] {
    let hash = hazmat::derive_hash(
        ring.names(),
        &[&instance.to_le_bytes(), &[at.kind as u8], at.scope, &at.generation.to_le_bytes(), at.address],
    );
    let mut short = [0; HASH];
    for (to, from) in short.iter_mut().zip(hash) {
        *to = from;
    }
    short
}

/// The name of a place.
pub fn derive_name(ring: &Keyring, instance: u32, at: &At) -> String {
    with_hash(instance, &derive_hash(ring, instance, at))
}

/// The name with this hash.
pub fn with_hash(instance: u32, hash: &[u8; HASH]) -> String {
    let mut name = prefix(instance);
    // Fifteen bytes fill eight units; the ninth holds the packing's end mark alone.
    name.extend(pack(hash).into_iter().take(8).filter_map(|unit| char::from_u32(unit.into())));
    name
}

/// Where a damaged item of this instance is kept.
pub fn quarantine(instance: u32, name: &str) -> String {
    let prefix = prefix(instance);
    let rest = name.strip_prefix(&prefix).unwrap_or(name);
    format!("{prefix}{QUARANTINE_MARK}{rest}")
}

/// The name under which a quarantined item of this instance lay before.
pub fn before_quarantine(instance: u32, name: &str) -> Option<String> {
    let prefix = prefix(instance);
    let rest = name.strip_prefix(&prefix)?.strip_prefix(QUARANTINE_MARK)?;
    Some(format!("{prefix}{rest}"))
}

/// Whether the name is an item of this instance, kept aside or not.
pub fn of_instance(instance: u32, name: &str) -> bool {
    name.starts_with(&prefix(instance))
}

/// Whether the name is an item of a vault's instance, but not of this one.
pub fn of_other_instance(instance: u32, name: &str) -> bool {
    let ours = name.strip_prefix(PREFIX).is_some_and(|rest| {
        let mut rest = rest.chars();
        rest.by_ref().take(2).filter(|unit| ('\u{4000}'..='\u{BFFF}').contains(unit)).count() == 2
            && (8..=9).contains(&rest.count())
    });
    ours && !name.starts_with(&prefix(instance))
}

/// Units that a name takes.
pub fn units(name: &str) -> usize {
    name.encode_utf16().count()
}
