//! Key derivation beside the page (VLT-3): a worker for one job, thrown away with its 64 MiB.
//!
//! The other side is src/worker.js. The page posts the addresses of the console's two files; the worker starts the
//! same wasm, calls [`serve_worker`], and posts "ready" or "failed". The page posts the job as bytes, gets the key's
//! bytes, and ends the worker. The bytes are moved, not copied, and overwritten on both sides once read.
//!
//! Where no worker starts, the page derives by itself, after a paint, and says so.

mod job;

use super::{listen::Listener, once::Once};
use crate::vault::{Fault, Parameters, Passphrase, WrappingKey};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{
    DedicatedWorkerGlobalScope, Event, HtmlLinkElement, MessageEvent, Url, Worker, WorkerOptions, WorkerType,
};
use zeroize::Zeroizing;

/// Milliseconds for the worker to load and start; the files come from the browser's cache.
const START: u32 = 15_000;
/// Milliseconds for the derivation itself; a slow telephone takes five seconds.
const DERIVE: u32 = 120_000;

/// Where a derivation ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the page, which stayed alive.
    Worker,
    /// On the page, which stood still meanwhile; its memory stays larger until it is reloaded.
    Page,
}

/// A derived key, and where it was derived.
#[derive(Debug)]
pub struct Derived {
    /// The key.
    pub key: WrappingKey,
    /// Where.
    pub place: Place,
}

/// Derives the key that wraps the vault key, in a worker, or on the page where none starts.
/// [`Fault::Parameters`] outside of the bounds.
pub async fn derive(passphrase: &Passphrase, salt: &[u8; 16], parameters: Parameters) -> Result<Derived, Fault> {
    derive_with(Assets::of_page(), passphrase, salt, parameters).await
}

/// The same, with a worker started from these files.
pub async fn derive_with(
    assets: Option<Assets>,
    passphrase: &Passphrase,
    salt: &[u8; 16],
    parameters: Parameters,
) -> Result<Derived, Fault> {
    let job = job::encode(passphrase, salt, parameters);
    if let Some(assets) = assets
        && let Ok(key) = derive_in_worker(&assets, &job).await
    {
        return key.map(|key| Derived { key, place: Place::Worker });
    }
    // Let the page show that it is at work before it stands still.
    TimeoutFuture::new(50).await;
    job::run(&job).map(|key| Derived { key, place: Place::Page })
}

/// The addresses that a worker needs to start the console's own wasm.
pub struct Assets {
    /// Of src/worker.js.
    pub worker: String,
    /// Of wasm-bindgen's JavaScript.
    pub glue: String,
    /// Of the wasm.
    pub wasm: String,
    /// The hash that the wasm must have; empty where the build wrote none.
    pub integrity: String,
}

impl Assets {
    /// Reads them from the preload links that the build wrote into the page; nothing where there are none.
    pub fn of_page() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let link = |selector| document.query_selector(selector).ok()??.dyn_into::<HtmlLinkElement>().ok();
        let wasm = link("link[rel=preload][type=\"application/wasm\"]")?;
        Some(Self {
            worker: Url::new_with_base("worker.js", &document.base_uri().ok()??).ok()?.href(),
            glue: link("link[rel=modulepreload]")?.href(),
            wasm: wasm.href(),
            integrity: wasm.integrity(),
        })
    }
}

/// No worker could be started, or it broke.
struct NoWorker;

/// A worker with its listeners; ended when dropped, whatever it is doing.
struct Hired {
    worker: Worker,
    answers: Rc<RefCell<Once<Result<JsValue, NoWorker>>>>,
    _heard: Vec<Listener>,
}

impl Drop for Hired {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Hired {
    fn hire(address: &str) -> Result<Self, NoWorker> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(address, &options).map_err(|_| NoWorker)?;
        let answers = Rc::new(RefCell::new(Once::default()));
        let (said, broke) = (Rc::clone(&answers), Rc::clone(&answers));
        let heard = [
            Listener::new(&worker, "message", move |event: Event| {
                if let Ok(event) = event.dyn_into::<MessageEvent>() {
                    said.borrow().clone().settle(Ok(event.data()));
                }
            }),
            Listener::new(&worker, "error", move |event: Event| {
                event.prevent_default();
                broke.borrow().clone().settle(Err(NoWorker));
            }),
        ];
        Ok(Self { worker, answers, _heard: heard.into_iter().flatten().collect() })
    }

    /// Posts something, moving what is named, and waits for the next answer.
    async fn ask(&self, message: &JsValue, moved: &Array, patience: u32) -> Result<JsValue, NoWorker> {
        let answer = Once::default();
        self.answers.replace(answer.clone());
        self.worker.post_message_with_transfer(message, moved).map_err(|_| NoWorker)?;
        answer.within(patience).await.unwrap_or(Err(NoWorker))
    }
}

async fn derive_in_worker(assets: &Assets, job: &[u8]) -> Result<Result<WrappingKey, Fault>, NoWorker> {
    let worker = Hired::hire(&assets.worker)?;
    let files = Object::new();
    for (name, value) in [("glue", &assets.glue), ("wasm", &assets.wasm), ("integrity", &assets.integrity)] {
        Reflect::set(&files, &JsValue::from_str(name), &JsValue::from_str(value)).map_err(|_| NoWorker)?;
    }
    let ready = worker.ask(files.as_ref(), &Array::new(), START).await?;
    if ready.as_string().as_deref() != Some("ready") {
        return Err(NoWorker);
    }
    let posted = Uint8Array::from(job);
    let answer = worker.ask(posted.as_ref(), &Array::of1(&posted.buffer()), DERIVE).await?;
    let answer = answer.dyn_into::<Uint8Array>().map_err(|_| NoWorker)?;
    let derived = Zeroizing::new(answer.to_vec());
    answer.fill(0, 0, answer.length());
    // An empty answer says that the parameters were refused, as they would be on the page, too.
    Ok(derived.as_slice().try_into().map(WrappingKey::from_bytes).map_err(|_| Fault::Parameters))
}

/// The worker's side: from now on every message is a job, answered by the key's bytes, or by none on a refusal.
///
/// Does nothing outside a worker.
#[wasm_bindgen]
pub fn serve_worker() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answering = scope.clone();
    let serve = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(posted) = event.data().dyn_into::<Uint8Array>() else { return };
        let bytes = Zeroizing::new(posted.to_vec());
        posted.fill(0, 0, posted.length());
        let key = job::run(&bytes);
        let answer = Uint8Array::from(key.as_ref().map_or(&[][..], |key| key.expose_bytes().as_slice()));
        // Where moving fails the answer does not come, and the page derives by itself.
        let _ = answering.post_message_with_transfer(answer.as_ref(), &Array::of1(&answer.buffer()));
    });
    scope.set_onmessage(Some(serve.into_js_value().unchecked_ref()));
}
