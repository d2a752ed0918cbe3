//! The activity of a space as `aws codecatalyst list-event-logs` prints it (reference 1.1): what is written here is read
//! back by the same console's import as the same items, ids kept.

use crate::domain::{
    State,
    activity::{Deed, Entry},
    chain::Numbered,
    space::Space,
};
use serde_json::{Map, Value, json};

/// These lines, in the order given.
///
/// Of an item that was read from the service only what the feed keeps is written. What it does not keep is not made up:
/// whether the user was a person stands as `UNKNOWN`, and whether something was changed is told by the name of the call.
pub fn event_logs<'a>(state: &State, space: &Space, entries: impl IntoIterator<Item = Numbered<'a, Entry>>) -> Vec<u8> {
    let items: Vec<Value> = entries.into_iter().map(|numbered| item(state, space, &numbered)).collect();
    // Texts and numbers written to memory cannot fail.
    serde_json::to_vec_pretty(&json!({ "items": items })).unwrap_or_default()
}

fn item(state: &State, space: &Space, numbered: &Numbered<'_, Entry>) -> Value {
    let entry = numbered.entry;
    let logged = entry.as_logged(state, numbered.link);
    let read = matches!(entry.deed, Deed::Logged(_));
    let mut identity = Map::new();
    identity.insert("userType".to_owned(), if read || entry.actor.is_none() { "UNKNOWN" } else { "USER" }.into());
    let principal = if read { Some(logged.user.clone()) } else { entry.actor.map(|actor| actor.to_string()) };
    identity.insert("principalId".to_owned(), principal.unwrap_or_else(|| logged.user.clone()).into());
    if !logged.user.is_empty() {
        identity.insert("userName".to_owned(), logged.user.into());
    }
    let mut item = json!({
        "id": logged.id,
        "eventName": logged.name,
        "eventType": "AwsApiCall",
        "eventCategory": "MANAGEMENT",
        "eventSource": logged.source,
        "eventTime": entry.at.to_rfc3339(),
        "operationType": if read && only_reads(&logged.name) { "READONLY" } else { "MUTATION" },
        "userIdentity": identity,
    });
    if let Some(map) = item.as_object_mut() {
        if let Some(error) = logged.error {
            map.insert("errorCode".to_owned(), error.into());
        }
        if let Some(project) = entry.project.and_then(|project| space.projects.get(&project)) {
            let project = json!({ "name": project.name, "projectId": project.id.to_string() });
            map.insert("projectInformation".to_owned(), project);
        }
        if !read && let Ok(deed) = serde_json::to_string(&entry.deed) {
            map.insert("requestPayload".to_owned(), json!({ "contentType": "application/json", "data": deed }));
        }
    }
    item
}

/// Calls of the service that change nothing are named so (reference 1.1).
fn only_reads(name: &str) -> bool {
    ["get", "list", "verify", "batchGet", "search"].iter().any(|verb| name.starts_with(verb))
}
