//! The console's own ids of users and groups. They are made of the store's id and the id there, so that reading a store again, or in
//! another order, finds the same people.

use crate::domain::id::{GroupId, PersonId};
use sha2::{Digest, Sha256};

/// The person that a user of a store is.
pub fn person_key(store: &str, user: &str) -> PersonId {
    PersonId::from_random(hash("spaceward federated person 1", store, user))
}

/// A group of a store.
pub fn group_key(store: &str, group: &str) -> GroupId {
    GroupId::from_random(hash("spaceward federated group 1", store, group))
}

fn hash(what: &str, store: &str, id: &str) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in [what, store, id] {
        // With its length before it, so that no two pairs run together.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let [head @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = <[u8; 32]>::from(hasher.finalize());
    head
}
