//! What waits to be put away, and what is known of what was.

use crate::{
    domain::draft::DraftKey,
    session::browser::{clock, listen::Listener},
    vault::AsideCopy,
};
use gloo_timers::callback::Timeout;
use std::collections::{BTreeMap, BTreeSet};
use web_sys::{EventTarget, Window};

/// Milliseconds after the last key until a draft is put away.
const RESTS: u32 = 500;

/// Milliseconds after which a draft is put away although the typing goes on.
const LONGEST: i64 = 2_000;

/// Moments that may be the last of this page, or the end of a field.
const MOMENTS: [&str; 4] = ["focusout", "pagehide", "beforeunload", "freeze"];

/// The shelf of this tab.
#[derive(Default)]
pub(crate) struct Shelf {
    waiting: BTreeSet<DraftKey>,
    /// When the first of them began to wait, by the page's clock.
    since: Option<i64>,
    timer: Option<Timeout>,
    /// The newest revision of every draft that was ever sealed here or read.
    revisions: BTreeMap<DraftKey, u64>,
    /// Drafts that were sent while the vault was locking.
    owed: BTreeSet<DraftKey>,
    /// Copies that only say that something was dropped, and since when this tab knows it (page clock, milliseconds).
    dropped: BTreeMap<Vec<u8>, (i64, Vec<u8>)>,
    listeners: Vec<Listener>,
}

impl Shelf {
    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The newest revision of a draft.
    pub fn revision(&self, key: DraftKey) -> Option<u64> {
        self.revisions.get(&key).copied()
    }

    /// Takes note of a revision.
    pub fn learn(&mut self, key: DraftKey, revision: u64) {
        self.revisions.insert(key, revision);
    }

    /// Whether a change waits to be put away.
    pub fn waits(&self, key: DraftKey) -> bool {
        self.waiting.contains(&key)
    }

    /// A draft changed: `act` is called when the typing rests, or after a while if it does not.
    pub fn wait_for(&mut self, key: DraftKey, act: impl FnOnce() + 'static) {
        self.waiting.insert(key);
        let now = clock::running();
        if now - *self.since.get_or_insert(now) < LONGEST || self.timer.is_none() {
            self.timer = Some(Timeout::new(RESTS, act));
        }
    }

    /// Takes what waits.
    pub fn take_waiting(&mut self) -> BTreeSet<DraftKey> {
        self.since = None;
        // The timer may be the one that calls: it is forgotten, not ended.
        if let Some(timer) = self.timer.take() {
            timer.forget();
        }
        std::mem::take(&mut self.waiting)
    }

    /// A draft was sent while the vault was locking.
    pub fn owe(&mut self, key: DraftKey) {
        self.owed.insert(key);
    }

    /// What was sent while the vault was locking.
    pub fn take_owed(&mut self) -> BTreeSet<DraftKey> {
        std::mem::take(&mut self.owed)
    }

    /// Takes note of a copy: one that only says that something was dropped is let go in time.
    pub fn note(&mut self, copy: &AsideCopy, dropped: bool) {
        if dropped {
            self.dropped.insert(copy.name.clone(), (clock::running(), copy.bytes.clone()));
        } else {
            self.dropped.remove(&copy.name);
        }
    }

    /// Takes those that are known for longer than this, with the bytes they had.
    pub fn take_dropped(&mut self, milliseconds: i64) -> Vec<(Vec<u8>, Vec<u8>)> {
        let now = clock::running();
        let due: Vec<Vec<u8>> = self
            .dropped
            .iter()
            .filter(|(_, (since, _))| now - since > milliseconds)
            .map(|(name, _)| name.clone())
            .collect();
        due.into_iter().filter_map(|name| self.dropped.remove(&name).map(|(_, bytes)| (name, bytes))).collect()
    }

    /// Listens for the moments that may be the last.
    pub fn listen(&mut self, act: impl Fn() + Copy + 'static) {
        let Some(window) = web_sys::window() else { return };
        self.listeners.extend(listen(&window, act));
    }

    /// Forgets what belongs to an open vault.
    pub fn forget(&mut self) {
        self.take_waiting();
        self.revisions.clear();
        self.dropped.clear();
    }
}

fn listen(window: &Window, act: impl Fn() + Copy + 'static) -> Vec<Listener> {
    let target: &EventTarget = window;
    let document: Option<EventTarget> = window.document().map(Into::into);
    let moments = MOMENTS.into_iter().filter_map(|kind| Listener::new(target, kind, move |_| act()));
    let hidden = document.and_then(|document| Listener::new(&document, "visibilitychange", move |_| act()));
    moments.chain(hidden).collect()
}
