//! Labels of an import: which ones the project takes in.

use super::{ImportRow, Issues, LabelId, Note, check, one_line};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

/// Finds a place for every label of the rows: those of the project keep theirs, new ones follow in the order of the
/// file; where there are too many, the most frequent win.
pub fn choose(issues: &Issues, rows: &[ImportRow], notes: &mut Vec<Note>) -> (Vec<String>, HashMap<String, LabelId>) {
    let mut ids: HashMap<String, LabelId> =
        issues.labels.iter().zip(0..).map(|(label, at)| (label.to_lowercase(), LabelId(at))).collect();
    let mut wanted: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for text in &row.labels {
            let key = text.trim().to_lowercase();
            if ids.contains_key(&key) {
                continue;
            }
            if let Some(count) = places.get(&key).and_then(|place| wanted.get_mut(*place)) {
                count.1 += 1;
            } else if let Some(label) = one_line(text, check::LABEL, || {
                notes.push(Note::RowChanged(at + 1, "a label was longer than 63 characters and was cut."));
            }) {
                places.insert(key, wanted.len());
                wanted.push((label, 1));
            }
        }
    }
    let room = check::PROJECT_LABELS.saturating_sub(issues.labels.len());
    let mut frequent: Vec<usize> = (0..wanted.len()).collect();
    frequent.sort_by_key(|place| (Reverse(wanted.get(*place).map_or(0, |label| label.1)), *place));
    let kept: BTreeSet<usize> = frequent.into_iter().take(room).collect();
    let mut new: Vec<String> = Vec::new();
    let mut new_ids: HashMap<usize, LabelId> = HashMap::new();
    for (place, (label, count)) in wanted.into_iter().enumerate() {
        if !kept.contains(&place) {
            notes.push(Note::LabelLeftOut(label, count));
            continue;
        }
        // Two long labels may be the same once cut.
        let at = new.iter().position(|known| *known == label).unwrap_or_else(|| {
            new.push(label);
            new.len() - 1
        });
        if let Ok(at) = u16::try_from(issues.labels.len() + at) {
            new_ids.insert(place, LabelId(at));
        }
    }
    ids.extend(places.into_iter().filter_map(|(key, place)| Some((key, *new_ids.get(&place)?))));
    (new, ids)
}
