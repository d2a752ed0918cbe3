//! Records of JSON as the rows that the console's own reader makes of them.

use crate::{
    domain::issue::{Author, ImportRow, ImportSource, Issue, Issues, import::status_of},
    formats::{
        Unreadable,
        detect::{Kind, Recogniser},
        issues,
    },
};
use js_sys::{Array, JSON};
use wasm_bindgen::{JsError, JsValue};

/// Writes the records as a file of JSON lines and reads it as the console reads a file.
pub fn read(records: &Array) -> Result<(ImportSource, Vec<ImportRow>), JsValue> {
    let mut text = String::new();
    for record in records.iter() {
        text.push_str(&String::from(JSON::stringify(&record)?));
        text.push('\n');
    }
    let told = |fault: Unreadable| JsError::new(&fault.to_string());
    let mut recogniser = Recogniser::new(text.into_bytes()).map_err(told)?;
    let file = loop {
        match recogniser.step().map_err(told)?.map(|recognised| recognised.kind) {
            Some(Kind::Issues(file)) => break file,
            Some(Kind::CodeCatalyst(_)) => return Err(JsError::new("the records are no issues").into()),
            None => {}
        }
    };
    let (rows, report) = issues::read(&file).map_err(|fault| JsError::new(&fault.to_string()))?;
    if rows.len() != usize::try_from(records.length()).unwrap_or_default() {
        return Err(JsError::new(&format!("{} records were left out", report.left_out_total)).into());
    }
    Ok((file.source(), rows))
}

/// Whether an issue says what its row said.
pub fn same(row: &ImportRow, issue: &Issue, issues: &Issues) -> bool {
    let named = |author: &Author| match author {
        Author::Outsider(place) => issues.outsiders.get(usize::from(*place)).map(String::as_str),
        Author::Person(_) => None,
    };
    let labelled = |place: u16| issues.labels.get(usize::from(place)).map(|label| label.to_lowercase());
    issue.title == row.title.trim()
        && issue.description == row.description
        && issue.priority == row.priority
        && issue.estimate == row.estimate
        && row.status.as_deref().is_none_or(|name| status_of(issues, name) == Some(issue.status))
        && row.created.is_none_or(|created| created == issue.created)
        && row.updated.is_none_or(|updated| updated == issue.updated)
        && issue.assignees.iter().map(named).eq(row.assignees.iter().map(|name| Some(name.trim())))
        && issue
            .labels
            .iter()
            .map(|label| labelled(label.0))
            .eq(row.labels.iter().map(|text| Some(text.to_lowercase())))
}
