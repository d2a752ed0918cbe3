//! The feed as a file for other programs.

use super::sieve::Sieve;
use crate::domain::{SpaceId, State};
use serde_json::{Value, json};

/// The lines that a sieve lets through, newest first, as a JSON array of `at` (RFC 3339), `who`, `what` and `project`.
pub(super) fn json(state: &State, space: SpaceId, sieve: &Sieve) -> Vec<u8> {
    let Some(space) = state.space(space) else { return Vec::new() };
    let lines: Vec<Value> = sieve
        .entries(state, space)
        .map(|(_, entry)| {
            let project = entry.project.and_then(|project| space.projects.get(&project));
            json!({
                "at": entry.at.to_rfc3339(),
                "who": entry.who(state),
                "what": entry.sentence(state, space),
                "space": space.name,
                "project": project.map(|project| project.name.as_str()),
            })
        })
        .collect();
    // Writing plain text values to memory cannot fail.
    serde_json::to_vec_pretty(&lines).unwrap_or_default()
}
