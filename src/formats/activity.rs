//! The activity of a space as a file that can be checked by itself (AUD-1, AUD-3; docs/log-chain.md).

use crate::domain::{State, activity::Entry, chain::Numbered, space::Space};
use serde_json::{Value, json};

/// These lines of a space's activity, in the order given: each as people read it today, and as its link covers it.
pub fn file<'a>(state: &State, space: &Space, entries: impl IntoIterator<Item = Numbered<'a, Entry>>) -> Vec<u8> {
    let mut lines: Vec<Value> = Vec::new();
    let mut next = 1;
    for numbered in entries {
        next = if numbered.number == next { next.saturating_add(1) } else { 0 };
        lines.push(line(state, space, &numbered));
    }
    let end = space.feed.end();
    let file = json!({
        "log": "activity",
        "space": space.id.to_string(),
        "name": space.name,
        "count": end.count,
        "head": end.head.to_string(),
        "complete": next == end.count.saturating_add(1),
        "lines": lines,
    });
    // Texts and numbers written to memory cannot fail.
    serde_json::to_vec_pretty(&file).unwrap_or_default()
}

fn line(state: &State, space: &Space, numbered: &Numbered<'_, Entry>) -> Value {
    let Numbered { number, before, link, entry } = numbered;
    let project = entry.project.and_then(|project| space.projects.get(&project));
    json!({
        "at": entry.at.to_rfc3339(),
        "who": entry.who(state),
        "what": entry.sentence(state, space),
        "project": project.map(|project| project.name.as_str()),
        "chain": {
            "number": number,
            "before": before.to_string(),
            "link": link.to_string(),
            "entry": {
                "at": entry.at.0,
                "actor": entry.actor.map(|actor| actor.to_string()),
                "project": entry.project.map(|project| project.to_string()),
                "deed": entry.deed,
            },
        },
    })
}
