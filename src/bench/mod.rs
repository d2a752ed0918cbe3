//! What `make bench` measures, in the browser: the same records in this vault and in what one would take instead.
//!
//! Only built with the feature `bench`; no release holds it. A page calls `bench(name, records)` and gets a promise of
//! [`Stats`]. Other harnesses may drive it as well.

mod base64;
mod plain;
mod raw;
mod vault;
mod webcrypto;

pub use vault::{bench_keep, bench_open};

use js_sys::{Array, JSON};
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// What the filling was made of, in milliseconds; nothing where it is one thing.
    fn spent(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }
    /// Lets go of what it has open, so that the next unlock finds nothing in memory.
    async fn forget(&mut self) -> Result<(), JsValue> {
        Ok(())
    }
    /// Reads all that is held from storage, as after a reload with the key at hand; how many there were.
    async fn unlock(&mut self) -> Result<u32, JsValue>;
    /// Gets at one record, as a page does that opens it after the unlock; whether it is there.
    async fn look(&self, index: u32) -> Result<bool, JsValue>;
    /// Whether a record says what it said when it was given: the proof that nothing was lost.
    async fn holds(&self, index: u32, record: &JsValue) -> Result<bool, JsValue>;
    /// Puts what another record says in the place of one; how many units were written, tidying that fell due included,
    /// or nothing where the room does not allow it.
    async fn edit(&mut self, index: u32, record: &JsValue) -> Result<Option<u32>, JsValue>;
}

/// Single changes that are measured, at random places of all records held.
const EDITS: u32 = 512;

/// Records that are looked at one by one, at random places.
const LOOKS: u32 = 10_000;

/// Records that are compared with what was given.
const PROOFS: u32 = 64;

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
    /// The same by what it was made of.
    write_parts_us: BTreeMap<&'static str, f64>,
    /// Microseconds to read a record from storage when all of them are read, parsing included.
    read_us: f64,
    /// Microseconds to get at one record once the store is open.
    look_us: f64,
    /// Units written when one record changed, on average over all changes; nothing where the room was full.
    units_one_edit: Option<f64>,
    /// The same of the change in the middle: one at which nothing else fell due.
    units_median_edit: u32,
    /// Milliseconds of one such change on average.
    edit_ms: f64,
    /// Milliseconds of the slowest.
    edit_worst_ms: f64,
    /// Milliseconds to read everything held, the derivation of the key not counted.
    unlock_ms: f64,
    /// Bytes of the wasm memory afterwards.
    wasm_memory: u32,
}

/// The names that [`bench`] knows.
#[wasm_bindgen]
pub fn bench_stores() -> Vec<String> {
    ["plain", "webcrypto", "vault"].map(String::from).to_vec()
}

/// Runs one store on records, objects of JSON, in an emptied localStorage; a promise of its [`Stats`].
#[wasm_bindgen]
pub async fn bench(name: String, records: Array) -> Result<JsValue, JsValue> {
    raw::clear()?;
    let stats = match name.as_str() {
        "plain" => measure::<plain::Plain>(name, &records).await,
        "webcrypto" => measure::<webcrypto::WebCrypto>(name, &records).await,
        "vault" => measure::<vault::Vault>(name, &records).await,
        other => return Err(JsError::new(&format!("there is no store called {other}")).into()),
    };
    raw::clear()?;
    let text = serde_json::to_string(&stats?).map_err(|error| JsError::new(&error.to_string()))?;
    JSON::parse(&text)
}

/// Places drawn from all that are held, the same in every run.
struct Places {
    state: u32,
    held: u32,
}

impl Iterator for Places {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u32::try_from((u64::from(self.state) * u64::from(self.held)) >> 32).ok()
    }
}

async fn measure<S: Store>(name: String, records: &Array) -> Result<Stats, JsValue> {
    let mut store = S::make().await?;
    let begun = raw::now();
    let held = store.fill(records).await?;
    let filled = raw::now();
    store.forget().await?;
    let locked = raw::now();
    let found = store.unlock().await?;
    let read = raw::now();
    let units = raw::units_held()?;
    let places = || Places { state: 7, held };
    let mut sound = found == held && held > 0;
    for index in places().take(PROOFS as usize).chain([0, held.saturating_sub(1)]) {
        sound &= store.holds(index, &records.get(index)).await?;
    }
    let look = raw::now();
    for index in places().take(LOOKS as usize) {
        sound &= store.look(index).await?;
    }
    let seen = raw::now();
    if !sound {
        return Err(JsError::new(&format!("{name} did not give back what it took")).into());
    }
    let mut edits = Vec::new();
    let mut edit_worst_ms = 0f64;
    let edit = raw::now();
    for (turn, index) in (0..EDITS).zip(places()) {
        let begun = raw::now();
        edits.extend(store.edit(index, &records.get((index + 1 + turn) % held)).await?);
        edit_worst_ms = edit_worst_ms.max(raw::now() - begun);
    }
    let edited = raw::now();
    edits.sort_unstable();
    let all = edits.len() == EDITS as usize;
    let each = |milliseconds: f64, count: u32| milliseconds * 1000.0 / f64::from(count);
    Ok(Stats {
        store: name,
        records_offered: records.length(),
        records_held: held,
        units,
        units_per_record: f64::from(units) / f64::from(held),
        write_us: each(filled - begun, held),
        write_parts_us: store.spent().into_iter().map(|(what, spent)| (what, each(spent, held))).collect(),
        read_us: each(read - locked, held),
        look_us: each(seen - look, LOOKS),
        units_one_edit: all.then(|| edits.iter().map(|units| f64::from(*units)).sum::<f64>() / f64::from(EDITS)),
        units_median_edit: edits.get(edits.len() / 2).copied().unwrap_or_default(),
        edit_ms: (edited - edit) / f64::from(EDITS),
        edit_worst_ms,
        unlock_ms: read - locked,
        wasm_memory: raw::wasm_memory(),
    })
}
