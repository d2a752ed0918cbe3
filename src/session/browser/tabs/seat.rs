//! The writer's seat: one exclusive lock of the browser, held for as long as the tab wants to write.
//!
//! The browser passes it on when the tab closes, crashes or lets go. A tab that holds a lock is not put to sleep by
//! the browser, so the writer stays awake in the background.

use super::super::{fault, once::Once};
use js_sys::{Function, Object, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

/// How the wait for the seat went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The seat is ours.
    Seated,
    /// It was ours, and something took it.
    Unseated,
    /// The browser does not give locks to this page.
    Refused,
}

/// A seat, or a place in the queue for it. Dropping it lets go.
pub struct Seat {
    release: Rc<RefCell<Option<Function>>>,
    queue: Option<AbortController>,
    left: Once<()>,
    given_up: Rc<Cell<bool>>,
}

impl Seat {
    /// Whether this browser has locks at all; it has none on plain http.
    pub fn exists() -> bool {
        locks().is_some()
    }

    /// Queues for the seat under this name. `turn` is called when it comes, and if it goes without our doing.
    pub fn queue(name: &str, turn: impl Fn(Turn) + 'static) -> Option<Self> {
        let turn = Rc::new(turn);
        let release = Rc::new(RefCell::new(None));
        let left = Once::default();
        let queue = AbortController::new().ok();
        let options = Object::new();
        if let Some(queue) = &queue {
            Reflect::set(&options, &JsValue::from_str("signal"), queue.signal().as_ref()).ok()?;
        }

        let given_up = Rc::new(Cell::new(false));
        let (held, seated, unwanted) = (Rc::clone(&release), Rc::clone(&turn), Rc::clone(&given_up));
        let granted = Closure::once(move |_lock: JsValue| {
            if unwanted.get() {
                // It was on its way already when we left the queue.
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            let staying = Promise::new(&mut |resolve, _reject| {
                held.replace(Some(resolve));
            });
            seated(Turn::Seated);
            staying
        });
        let request = locks()?.request(name, options.as_ref(), granted.into_js_value().unchecked_ref()).ok()?;

        let (held, over) = (Rc::clone(&release), left.clone());
        spawn_local(async move {
            // It settles when we let go, when we leave the queue, or when the seat is taken from us.
            let ended = JsFuture::from(request).await;
            let was_seated = held.take().is_some();
            over.settle(());
            match ended {
                Err(_) if was_seated => turn(Turn::Unseated),
                Err(thrown) if fault::name_of(&thrown) != "AbortError" => turn(Turn::Refused),
                _ => {}
            }
        });
        Some(Self { release, queue, left, given_up })
    }

    /// Lets go, and waits until the browser has taken note, so that the next in the queue has it.
    pub async fn leave(self) {
        let left = self.left.clone();
        drop(self);
        left.await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.given_up.set(true);
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        } else if let Some(queue) = &self.queue {
            queue.abort();
        }
    }
}

fn locks() -> Option<raw::Locks> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then(|| locks.unchecked_into())
}

mod raw {
    #![allow(missing_docs, reason = "a foreign shape, private to this file")]
    use wasm_bindgen::prelude::*;

    // web-sys hides it behind its flag for unstable interfaces; all browsers have had it since 2022.
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = "LockManager")]
        pub type Locks;
        #[wasm_bindgen(method, catch, js_class = "LockManager")]
        pub fn request(
            this: &Locks,
            name: &str,
            options: &JsValue,
            granted: &js_sys::Function,
        ) -> Result<js_sys::Promise, JsValue>;
    }
}
