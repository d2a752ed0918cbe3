//! What a person meets who comes back to a vault: the derivation, the opening, the search, and the memory it takes.
//!
//! In two calls with a reload between them, since wasm never gives memory back: the opening is measured in a page that
//! did not import anything.

use super::{
    PASSPHRASE, Vault as Measured,
    desk::{rebuilt, told},
};
use crate::{
    bench::{Store, raw},
    domain::{
        State,
        issue::{
            Issues,
            search::{Filter, Query, SearchIndex, Sort},
        },
    },
    session::{
        browser::{
            local::Local,
            worker::{self, Place},
        },
        ways::fill,
    },
    vault::{Mode, Passphrase, Vault},
};
use js_sys::{Array, JSON};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Lines that are typed into the search, character by character.
const LINES: [&str; 6] =
    ["error", "fix: don't break", "status:done label:fix error", "-docs is:open", "assignee:member-001 a", "zzqx"];

/// How often each line is typed; the quickest counts, so that what else the machine does does not.
const ROUNDS: u32 = 3;

/// What was measured.
#[derive(Debug, Serialize)]
struct Opening {
    /// Issues in the vault.
    issues: usize,
    /// Milliseconds of the key derivation, starting the worker included.
    derive_ms: f64,
    /// Whether it ran beside the page.
    derived_in_worker: bool,
    /// Milliseconds to open the vault and put the state together.
    open_ms: f64,
    /// Bytes of the wasm memory then. It never shrinks, so this is its peak.
    open_memory: u32,
    /// Milliseconds to make the texts ready for the search, once.
    index_ms: f64,
    /// Bytes of the wasm memory with that.
    index_memory: u32,
    /// Keystrokes that were measured.
    keystrokes: u32,
    /// Milliseconds of the slowest.
    keystroke_worst_ms: f64,
    /// Milliseconds of all of them on average.
    keystroke_mean_ms: f64,
    /// What stood in the search field at the slowest.
    keystroke_worst: String,
}

/// Makes a vault of records in an emptied localStorage and leaves it there; a promise of the bytes of wasm memory that
/// the import took.
#[wasm_bindgen]
pub async fn bench_keep(records: Array) -> Result<u32, JsValue> {
    raw::clear()?;
    let mut vault = Measured::make().await?;
    let held = vault.fill(&records).await?;
    if held == records.length() { Ok(raw::wasm_memory()) } else { Err(JsError::new("there is too little room").into()) }
}

/// Opens what [`bench_keep`] left and searches in it; a promise of what was measured.
#[wasm_bindgen]
pub async fn bench_open() -> Result<JsValue, JsValue> {
    let storage = Local::open().map_err(|fault| told(&fault.into()))?;
    let envelope = Vault::read_envelope(&storage).map_err(|fault| told(&fault))?.ok_or("there is no vault")?;
    let begun = raw::now();
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let derived =
        worker::derive(&passphrase, &envelope.salt, envelope.parameters).await.map_err(|fault| told(&fault))?;
    let known = raw::now();
    let opened = Vault::open(storage, &derived.key, &[], Box::new(fill), Mode::Owner).map_err(|fault| told(&fault))?;
    let state = rebuilt(opened.segments, opened.records)?;
    let open = raw::now();
    let open_memory = raw::wasm_memory();
    let issues = &state.spaces.values().flat_map(|space| space.projects.values()).next().ok_or("no project")?.issues;
    let mut index = SearchIndex::new();
    index.refresh(issues, usize::MAX);
    let indexed = raw::now();
    let index_memory = raw::wasm_memory();
    // A page shows the whole list before anything is typed.
    index.find(&Filter::default(), Sort::default());
    let strokes = (0..ROUNDS).map(|_| type_lines(&mut index, &state, issues)).reduce(quicker).unwrap_or_default();
    let worst = strokes.iter().max_by(|one, other| one.1.total_cmp(&other.1)).cloned().unwrap_or_default();
    let count = u32::try_from(strokes.len()).unwrap_or_default();
    let opening = Opening {
        issues: issues.by_number.len(),
        derive_ms: known - begun,
        derived_in_worker: derived.place == Place::Worker,
        open_ms: open - known,
        open_memory,
        index_ms: indexed - open,
        index_memory,
        keystrokes: count,
        keystroke_worst_ms: worst.1,
        keystroke_mean_ms: strokes.iter().map(|(_, took)| took).sum::<f64>() / f64::from(count.max(1)),
        keystroke_worst: worst.0,
    };
    let text = serde_json::to_string(&opening).map_err(|error| JsError::new(&error.to_string()))?;
    JSON::parse(&text)
}

/// Types every line; what stood there and the milliseconds until its issues were found, for each keystroke.
fn type_lines(index: &mut SearchIndex, state: &State, issues: &Issues) -> Vec<(String, f64)> {
    let mut strokes = Vec::new();
    for line in LINES {
        let mut typed = String::new();
        for character in line.chars() {
            typed.push(character);
            let begun = raw::now();
            let filter = Filter::new(&Query::parse(&typed), state, issues, None);
            std::hint::black_box(index.find(&filter, Sort::default()));
            strokes.push((typed.clone(), raw::now() - begun));
        }
    }
    strokes
}

/// Of every keystroke the quicker one.
fn quicker(one: Vec<(String, f64)>, other: Vec<(String, f64)>) -> Vec<(String, f64)> {
    one.into_iter().zip(other).map(|((typed, one), (_, other))| (typed, one.min(other))).collect()
}
