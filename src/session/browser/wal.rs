//! The write-ahead log: the same sealed journal records as in localStorage, kept where they survive a killed browser.
//!
//! A record put here is on storage that outlives a crash once the transaction is complete with strict durability
//! (VLT-15); localStorage alone may lose minutes. Only sealed bytes come here, under their sequence numbers and in a
//! database whose name says nothing (VLT-1).
//!
//! A second store beside the records holds copies of the items beside the journal (drafts, VLT-14), under their keyed
//! hashes; a third what brings a vault back that was just imported. Only an import and clearing touch several at once.

mod raw;

use super::{fault, once::Once};
use crate::vault::import::Spare;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

/// The name of the database; like every name outside the seal it tells nothing.
const DATABASE: &str = "sw.w";
/// Records, by sequence number.
const RECORDS: &str = "r";
/// Copies of items beside the journal, by keyed hash.
const ASIDES: &str = "a";
/// A vault that was just imported, by its instance.
const SPARES: &str = "i";
/// All of them.
const STORES: [&str; 3] = [RECORDS, ASIDES, SPARES];
/// Which stores there are: a database of an earlier number gets what it lacks.
const FORM: u32 = 3;
/// Milliseconds until a database that does not open at all counts as refused.
const PATIENCE: u32 = 5_000;

/// Why the log did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalFault {
    /// This browser has no such database for the page: a private window, a setting, or a defect.
    Denied,
    /// No room is left on the disk, or in what the browser allots.
    Full,
    /// The database failed; the browser's name for the failure.
    Lost(String),
}

impl WalFault {
    /// What happened, why, and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::Denied => "This browser keeps no crash-safe log for the console, because of a private window or a \
                             setting. Changes are kept, but a crash within minutes may lose the last of them. Allow \
                             site data for this address to mend it."
                .to_owned(),
            Self::Full => "The disk, or the browser's share of it, is full, so the crash-safe log cannot grow. Make \
                           room and try again."
                .to_owned(),
            Self::Lost(name) => format!(
                "The crash-safe log did not answer ({name}). Changes are kept, but a crash within minutes may lose \
                 the last of them. Reload the page."
            ),
        }
    }

    fn told(thrown: &JsValue) -> Self {
        if fault::is_quota(thrown) {
            return Self::Full;
        }
        match fault::name_of(thrown) {
            name if name == "SecurityError" => Self::Denied,
            name => Self::Lost(name),
        }
    }
}

type Slot = Rc<RefCell<Option<IdbDatabase>>>;

/// An open log. It opens itself anew when the browser closed it meanwhile.
pub struct Wal {
    name: String,
    slot: Slot,
}

impl Wal {
    /// Opens the console's log, and makes it where there is none.
    pub async fn open() -> Result<Self, WalFault> {
        Self::open_named(DATABASE).await
    }

    /// Opens a log under another name; the name is visible to whoever looks at the disk.
    pub async fn open_named(name: &str) -> Result<Self, WalFault> {
        let wal = Self { name: name.to_owned(), slot: Slot::default() };
        wal.database().await.map(|_| wal)
    }

    /// Keeps a sealed record under its sequence number. Done when it would survive a killed browser.
    pub async fn put(&self, sequence: u64, record: &[u8]) -> Result<(), WalFault> {
        let value = Uint8Array::from(record);
        self.within(RECORDS, "readwrite", |store| Ok(vec![store.put_with_key(&value, &key(sequence))?])).await.map(drop)
    }

    /// Keeps several records, all or none.
    pub async fn put_all(&self, records: &[crate::vault::WalRecord]) -> Result<(), WalFault> {
        if records.is_empty() {
            return Ok(());
        }
        self.within(RECORDS, "readwrite", |store| {
            let put = |record: &crate::vault::WalRecord| {
                store.put_with_key(&Uint8Array::from(record.bytes.as_slice()), &key(record.seq))
            };
            records.iter().map(put).collect()
        })
        .await
        .map(drop)
    }

    /// Every record with its sequence number, rising.
    pub async fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, WalFault> {
        let pairs = self.pairs(RECORDS).await?;
        Ok(pairs.into_iter().filter_map(|(key, value)| Some((number(&key)?, value))).collect())
    }

    /// Keys and bytes of a store. What this file did not put there is passed over: other pages of the origin can write
    /// here too.
    async fn pairs(&self, store: &str) -> Result<Vec<(JsValue, Vec<u8>)>, WalFault> {
        let results = self.within(store, "readonly", |store| Ok(vec![store.get_all_keys()?, store.get_all()?])).await?;
        let [keys, values] = results.as_slice() else { return Err(WalFault::Lost("DataError".to_owned())) };
        let (keys, values) = (Array::from(keys), Array::from(values));
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.filter_map(|(key, value)| Some((key, value.dyn_into::<Uint8Array>().ok()?.to_vec()))).collect())
    }

    /// Lets go of all records before this sequence number, once they are safe elsewhere.
    pub async fn forget_below(&self, sequence: u64) -> Result<(), WalFault> {
        self.within(RECORDS, "readwrite", |store| {
            let range = IdbKeyRange::upper_bound_with_open(&key(sequence), true)?;
            Ok(vec![store.delete(range.as_ref())?])
        })
        .await
        .map(drop)
    }

    /// Keeps copies of items beside the journal and lets go of others, all or none. Done when it would survive a killed
    /// browser.
    pub async fn put_asides(&self, put: &[(Vec<u8>, Vec<u8>)], forget: &[Vec<u8>]) -> Result<(), WalFault> {
        if put.is_empty() && forget.is_empty() {
            return Ok(());
        }
        self.within(ASIDES, "readwrite", |store| {
            let mut requests = Vec::with_capacity(put.len() + forget.len());
            for (name, bytes) in put {
                requests.push(store.put_with_key(&Uint8Array::from(bytes.as_slice()), &bytes_key(name))?);
            }
            for name in forget {
                requests.push(store.delete(&bytes_key(name))?);
            }
            Ok(requests)
        })
        .await
        .map(drop)
    }

    /// Every copy of an item beside the journal: its name and its bytes.
    pub async fn asides(&self) -> Result<Vec<(Vec<u8>, Vec<u8>)>, WalFault> {
        let pairs = self.pairs(ASIDES).await?;
        Ok(pairs.into_iter().filter_map(|(key, value)| Some((key_bytes(&key)?, value))).collect())
    }

    /// Empties the log, and takes all beside it away.
    pub async fn clear(&self) -> Result<(), WalFault> {
        self.across(&STORES, "readwrite", clear_all).await.map(drop)
    }

    /// Keeps what brings an imported vault back, with the copy of its envelope under this sequence number, and takes away
    /// all that is there if it `replaces` that: all or none.
    pub async fn put_spare(&self, spare: &Spare, envelope_sequence: u64, replaces: bool) -> Result<(), WalFault> {
        let file = Uint8Array::from(spare.file.as_slice());
        let copy = Uint8Array::from(spare.envelope.as_slice());
        self.across(&STORES, "readwrite", |transaction| {
            let mut requests = if replaces { clear_all(transaction)? } else { Vec::new() };
            let records = transaction.object_store(RECORDS)?;
            requests.push(records.put_with_key(&copy, &key(envelope_sequence))?);
            let spares = transaction.object_store(SPARES)?;
            requests.push(spares.put_with_key(&file, &bytes_key(&spare.instance.to_be_bytes()))?);
            Ok(requests)
        })
        .await
        .map(drop)
    }

    /// What brings an imported vault back, with its instance; nothing if there is none.
    pub async fn spare(&self) -> Result<Option<(u32, Vec<u8>)>, WalFault> {
        let pairs = self.pairs(SPARES).await?;
        Ok(pairs
            .into_iter()
            .find_map(|(key, file)| Some((u32::from_be_bytes(key_bytes(&key)?.try_into().ok()?), file))))
    }

    /// Lets go of what brings this imported vault back.
    pub async fn forget_spare(&self, instance: u32) -> Result<(), WalFault> {
        let key = bytes_key(&instance.to_be_bytes());
        self.within(SPARES, "readwrite", |store| Ok(vec![store.delete(&key)?])).await.map(drop)
    }

    /// Takes the whole database away, in all tabs. It is made anew when something is to be kept again.
    pub async fn delete_database(&self) -> Result<(), WalFault> {
        if let Some(database) = self.slot.take() {
            database.close();
        }
        let request = factory()?.delete_database(&self.name).map_err(|thrown| WalFault::told(&thrown))?;
        let answer = Once::default();
        settle_on_answer(&request, &answer);
        let _clock = answer.settle_after(PATIENCE, Err(WalFault::Lost("TimeoutError".to_owned())));
        answer.await
    }

    /// One transaction over a store: its requests' results once it is complete.
    async fn within(
        &self,
        store: &str,
        mode: &str,
        work: impl Fn(&IdbObjectStore) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<JsValue>, WalFault> {
        self.across(&[store], mode, |transaction| work(&transaction.object_store(store)?)).await
    }

    /// One transaction over several.
    async fn across(
        &self,
        stores: &[&str],
        mode: &str,
        work: impl Fn(&IdbTransaction) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<JsValue>, WalFault> {
        let mut reopened = false;
        loop {
            let database = self.database().await?;
            match begin(&database, stores, mode) {
                Ok(transaction) => {
                    let complete = completion(&transaction);
                    let requests = work(&transaction).map_err(|thrown| {
                        let _ = transaction.abort();
                        WalFault::told(&thrown)
                    })?;
                    if mode == "readwrite" {
                        // Without it a page that is being left takes its last transaction along. A reading one that is told
                        // to end may be complete before a large record is there: browsers keep those in files of their own.
                        let _ = transaction.unchecked_ref::<raw::Transaction>().commit();
                    }
                    complete.await?;
                    let results = requests.iter().map(IdbRequest::result);
                    return results.collect::<Result<_, _>>().map_err(|thrown| WalFault::told(&thrown));
                }
                // The browser may close a connection at any time; once, it is opened anew.
                Err(thrown) if !reopened && fault::name_of(&thrown) == "InvalidStateError" => {
                    self.slot.take();
                    reopened = true;
                }
                Err(thrown) => return Err(WalFault::told(&thrown)),
            }
        }
    }

    async fn database(&self) -> Result<IdbDatabase, WalFault> {
        if let Some(database) = self.slot.borrow().clone() {
            return Ok(database);
        }
        let database = connect(&self.name).await?;
        let slot = Rc::downgrade(&self.slot);
        let gone = Closure::<dyn FnMut(Event)>::new(move |event: Event| let_go(&slot, &event)).into_js_value();
        database.set_onversionchange(Some(gone.unchecked_ref()));
        database.set_onclose(Some(gone.unchecked_ref()));
        // Whoever opened it meanwhile in this same page is replaced and closes with its last use.
        self.slot.replace(Some(database.clone()));
        Ok(database)
    }
}

impl Drop for Wal {
    fn drop(&mut self) {
        if let Some(database) = self.slot.take() {
            database.close();
        }
    }
}

/// Closes a connection that stands in the way of another tab, or that the browser has closed.
fn let_go(slot: &Weak<RefCell<Option<IdbDatabase>>>, event: &Event) {
    if let Some(database) = event.target().and_then(|target| target.dyn_into::<IdbDatabase>().ok()) {
        database.close();
    }
    if let Some(slot) = slot.upgrade() {
        slot.take();
    }
}

fn factory() -> Result<IdbFactory, WalFault> {
    match web_sys::window().map(|window| window.indexed_db()) {
        Some(Ok(Some(factory))) => Ok(factory),
        _ => Err(WalFault::Denied),
    }
}

async fn connect(name: &str) -> Result<IdbDatabase, WalFault> {
    let request = factory()?.open_with_u32(name, FORM).map_err(|_| WalFault::Denied)?;
    let making = request.clone();
    let make = move |_: Event| {
        if let Ok(Ok(database)) = making.result().map(JsCast::dyn_into::<IdbDatabase>) {
            let there = database.object_store_names();
            for store in STORES.into_iter().filter(|store| !there.contains(store)) {
                // A failure here aborts the opening, which then reports it.
                let _ = database.create_object_store(store);
            }
        }
    };
    request.set_onupgradeneeded(Some(Closure::once(make).into_js_value().unchecked_ref()));
    let answer = Once::default();
    settle_on_answer(&request, &answer);
    let _clock = answer.settle_after(PATIENCE, Err(WalFault::Denied));
    // Private windows of some browsers refuse only here, with a name of their own: all of it is a refusal.
    answer.await.map_err(|fault| if fault == WalFault::Full { fault } else { WalFault::Denied })?;
    let database = request.result().map_err(|thrown| WalFault::told(&thrown))?;
    database.dyn_into().map_err(|_| WalFault::Denied)
}

/// Success, failure, or another tab in the way: whichever comes first.
fn settle_on_answer(request: &IdbOpenDbRequest, answer: &Once<Result<(), WalFault>>) {
    let (done, failed, blocked) = (answer.clone(), answer.clone(), answer.clone());
    let asked = request.clone();
    let done = Closure::once(move |_: Event| done.settle(Ok(())));
    let failed = Closure::once(move |event: Event| {
        event.prevent_default();
        failed.settle(Err(WalFault::told(&error_of(&asked))));
    });
    let blocked = Closure::once(move |_: Event| blocked.settle(Err(WalFault::Lost("Blocked".to_owned()))));
    request.set_onsuccess(Some(done.into_js_value().unchecked_ref()));
    request.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    request.set_onblocked(Some(blocked.into_js_value().unchecked_ref()));
}

fn clear_all(transaction: &IdbTransaction) -> Result<Vec<IdbRequest>, JsValue> {
    STORES.iter().map(|store| transaction.object_store(store)?.clear()).collect()
}

fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    let stores: Array = stores.iter().copied().map(JsValue::from_str).collect();
    Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"))?;
    database.unchecked_ref::<raw::Database>().transaction(&stores, mode, options.as_ref())
}

fn completion(transaction: &IdbTransaction) -> Once<Result<(), WalFault>> {
    let answer = Once::default();
    let (done, failed) = (answer.clone(), answer.clone());
    let over = transaction.clone();
    let done = Closure::once(move |_: Event| done.settle(Ok(())));
    let failed = Closure::once(move |_: Event| {
        failed.settle(Err(WalFault::told(&error_of(&over))));
    });
    transaction.set_oncomplete(Some(done.into_js_value().unchecked_ref()));
    transaction.set_onabort(Some(failed.into_js_value().unchecked_ref()));
    answer
}

/// The `error` of a request or a transaction that failed.
fn error_of(failed: &JsValue) -> JsValue {
    Reflect::get(failed, &JsValue::from_str("error")).unwrap_or(JsValue::NULL)
}

/// Big-endian bytes: they sort as the numbers do, and hold all of them, which JavaScript's numbers do not.
fn key(sequence: u64) -> JsValue {
    Uint8Array::from(sequence.to_be_bytes().as_slice()).into()
}

fn number(key: &JsValue) -> Option<u64> {
    key_bytes(key)?.try_into().ok().map(u64::from_be_bytes)
}

fn bytes_key(name: &[u8]) -> JsValue {
    Uint8Array::from(name).into()
}

fn key_bytes(key: &JsValue) -> Option<Vec<u8>> {
    Some(Uint8Array::new(key.dyn_ref::<js_sys::ArrayBuffer>()?.as_ref()).to_vec())
}
