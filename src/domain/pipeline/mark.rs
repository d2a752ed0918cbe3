//! What stands for a pipeline in an address: its name may not (VLT-1), and it has no id of its own.

use super::Pipeline;
use crate::domain::{State, key::Site};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;

/// The beginning of the HMAC of account, Region and name under the vault's own key: the same for as long as the vault is, and
/// telling nothing to whoever has no such key.
pub fn mark(state: &State, site: &Site, name: &str) -> u64 {
    let mut bytes = [0; 8];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&state.name_key.0) {
        mac.update(b"spaceward pipeline 1");
        mac.update(site.arn("codepipeline", name).as_bytes());
        for (byte, hashed) in bytes.iter_mut().zip(mac.finalize().into_bytes()) {
            *byte = hashed;
        }
    }
    u64::from_le_bytes(bytes)
}

/// The pipeline of a mark, with where it is.
pub fn marked(state: &State, wanted: u64) -> Option<(Site, Arc<Pipeline>)> {
    Site::all(state).find_map(|site| {
        let region = state.cloud_region(site.account, site.region.as_str())?;
        let pipeline = region.pipelines.0.values().find(|one| mark(state, &site, &one.name) == wanted)?;
        Some((site, Arc::clone(pipeline)))
    })
}
