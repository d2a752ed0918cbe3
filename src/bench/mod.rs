//! What `make bench` measures, in the browser: the same records in this vault and in what one would take instead.
//!
//! Only built with the feature `bench`; no release holds it. A page calls `bench(name, records)` and gets a promise of
//! [`Stats`]. Other harnesses may drive it as well.

mod base64;
mod plain;
mod raw;
mod webcrypto;

use js_sys::{Array, JSON};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// One way of keeping records in localStorage.
///
/// Each decides on its own what a record is in storage and in which portions it writes; what counts is that after
/// [`Store::fill`] every record held can be read from storage alone.
pub(crate) trait Store: Sized {
    /// An empty store, with a key where it has one.
    async fn make() -> Result<Self, JsValue>;
    /// Writes records in order until they end or the room does; how many are held.
    async fn fill(&mut self, records: &Array) -> Result<u32, JsValue>;
    /// Reads all that is held from storage, as after a reload with the key at hand; how many there were.
    async fn unlock(&mut self) -> Result<u32, JsValue>;
    /// One record as it was given, as JSON: the proof that nothing was lost.
    async fn get(&self, index: u32) -> Result<Option<String>, JsValue>;
    /// Puts another record in the place of one; how many units were written, or nothing where the room does not allow it.
    async fn edit(&mut self, index: u32, record: &JsValue) -> Result<Option<u32>, JsValue>;
}

/// Single changes that are measured, spread over the records held.
const EDITS: u32 = 20;

/// What was measured of one store.
#[derive(Debug, Serialize)]
struct Stats {
    /// Its name.
    store: String,
    /// Records that were given.
    records_offered: u32,
    /// Records that it held when the room ended, or all.
    records_held: u32,
    /// UTF-16 units of all keys and values in localStorage.
    units: u32,
    /// Units for each record held.
    units_per_record: f64,
    /// Microseconds to write a record, serialising included.
    write_us: f64,
    /// Microseconds to read a record from storage, parsing included.
    read_us: f64,
    /// Most units written when one record changed; nothing where the room was full.
    units_one_edit: Option<u32>,
    /// Milliseconds of one such change.
    edit_ms: f64,
    /// Milliseconds to read everything held, the derivation of the key not counted.
    unlock_ms: f64,
    /// Bytes of the wasm memory afterwards.
    wasm_memory: u32,
}

/// The names that [`bench`] knows.
#[wasm_bindgen]
pub fn bench_stores() -> Vec<String> {
    ["plain", "webcrypto"].map(String::from).to_vec()
}

/// Runs one store on records, objects of JSON, in an emptied localStorage; a promise of its [`Stats`].
#[wasm_bindgen]
pub async fn bench(name: String, records: Array) -> Result<JsValue, JsValue> {
    raw::clear()?;
    let stats = match name.as_str() {
        "plain" => measure::<plain::Plain>(name, &records).await,
        "webcrypto" => measure::<webcrypto::WebCrypto>(name, &records).await,
        other => return Err(JsError::new(&format!("there is no store called {other}")).into()),
    };
    raw::clear()?;
    let text = serde_json::to_string(&stats?).map_err(|error| JsError::new(&error.to_string()))?;
    JSON::parse(&text)
}

async fn measure<S: Store>(name: String, records: &Array) -> Result<Stats, JsValue> {
    let mut store = S::make().await?;
    let begun = raw::now();
    let held = store.fill(records).await?;
    let filled = raw::now();
    let found = store.unlock().await?;
    let read = raw::now();
    let units = raw::units_held()?;
    let mut sound = found == held && held > 0;
    for index in [0, held / 3, held.saturating_sub(1)] {
        let given = String::from(JSON::stringify(&records.get(index))?);
        sound &= store.get(index).await?.as_deref() == Some(given.as_str());
    }
    if !sound {
        return Err(JsError::new(&format!("{name} did not give back what it took")).into());
    }
    let mut units_one_edit = Some(0);
    let edit = raw::now();
    for turn in 0..EDITS {
        let index = u32::try_from(u64::from(held) * u64::from(turn) / u64::from(EDITS)).unwrap_or_default();
        let units = store.edit(index, &records.get((index + 1) % held)).await?;
        units_one_edit = units_one_edit.zip(units).map(|(most, units)| most.max(units));
    }
    let edited = raw::now();
    let each = |milliseconds: f64| milliseconds * 1000.0 / f64::from(held);
    Ok(Stats {
        store: name,
        records_offered: records.length(),
        records_held: held,
        units,
        units_per_record: f64::from(units) / f64::from(held),
        write_us: each(filled - begun),
        read_us: each(read - filled),
        units_one_edit,
        edit_ms: (edited - edit) / f64::from(EDITS),
        unlock_ms: read - filled,
        wasm_memory: raw::wasm_memory(),
    })
}
