//! Watches for idle time, to lock the vault by itself (VLT-6).
//!
//! Time counts by the clock on the wall as well as by the page's own, and the larger counts: the page's clock may stand
//! still while the computer sleeps, the wall's may be set back. Whether time is up is looked at before an event counts
//! as activity, so that the key press which wakes a computer does not unlock it.

use super::{clock, listen::Listener};
use gloo_timers::callback::Interval;
use leptos::prelude::{ArcReadSignal, ArcRwSignal, GetUntracked, Set};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, EventTarget, VisibilityState};

/// What counts as somebody being at work.
const SIGNS: [&str; 5] = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
/// What may come after a sleep, without anybody being at work.
const WAKINGS: [&str; 2] = ["focus", "pageshow"];
/// Milliseconds for which further signs are passed over.
const QUIET: i64 = 1_000;
/// Milliseconds between two looks at the clock.
const LOOK: u32 = 5_000;
/// Milliseconds between two reports of activity, for the other tabs.
const REPORT: i64 = 20_000;
const MINUTE: i64 = 60_000;

/// When to lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Minutes without activity; nothing for never.
    pub minutes: Option<u32>,
    /// Also as soon as the tab is hidden.
    pub when_hidden: bool,
}

/// Why the vault is to be locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody was at work for as long as was set.
    Idle,
    /// The tab was hidden, and it is set to lock then.
    Hidden,
}

/// Two clocks at one moment, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// By the wall.
    pub wall: i64,
    /// By the page; never goes back.
    pub page: i64,
}

impl Moment {
    fn now() -> Self {
        Self { wall: clock::now().0, page: clock::running() }
    }

    /// Milliseconds since an earlier moment, by the clock that went further.
    pub fn since(self, earlier: Self) -> i64 {
        self.wall.saturating_sub(earlier.wall).max(self.page.saturating_sub(earlier.page)).max(0)
    }
}

/// The whole minutes that remain, begun ones counted; zero when time is up, nothing when there is no limit.
pub fn remaining_minutes(limits: Limits, idle: i64) -> Option<u32> {
    let left = (i64::from(limits.minutes?) * MINUTE).saturating_sub(idle).max(0);
    u32::try_from((left + MINUTE - 1) / MINUTE).ok()
}

/// The watch. Dropping it ends it.
pub struct Idle {
    watch: Rc<Watch>,
    _listeners: Vec<Listener>,
    _looking: Interval,
}

type Lock = Box<dyn FnOnce(Reason)>;

struct Watch {
    limits: Cell<Limits>,
    last: Cell<Moment>,
    reported: Cell<Option<Moment>>,
    done: Cell<bool>,
    remaining: ArcRwSignal<Option<u32>>,
    active: Box<dyn Fn()>,
    lock: RefCell<Option<Lock>>,
}

impl Idle {
    /// Watches from now on. `active` is called when somebody is at work, a few times a minute at most, to tell the other
    /// tabs; `lock` once, when time is up.
    pub fn watch(limits: Limits, active: impl Fn() + 'static, lock: impl FnOnce(Reason) + 'static) -> Self {
        let watch = Rc::new(Watch {
            limits: Cell::new(limits),
            last: Cell::new(Moment::now()),
            reported: Cell::new(None),
            done: Cell::new(false),
            remaining: ArcRwSignal::new(remaining_minutes(limits, 0)),
            active: Box::new(active),
            lock: RefCell::new(Some(Box::new(lock))),
        });
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            let mut listen = |target: &EventTarget, kind, act: fn(&Watch)| {
                let watch = Rc::downgrade(&watch);
                listeners.extend(Listener::new(target, kind, move |_: Event| with(&watch, act)));
            };
            for kind in SIGNS {
                listen(&window, kind, Watch::sign);
            }
            for kind in WAKINGS {
                listen(&window, kind, Watch::look);
            }
            if let Some(document) = window.document() {
                listen(&document, "visibilitychange", Watch::seen_or_hidden);
            }
        }
        let looked = Rc::downgrade(&watch);
        let looking = Interval::new(LOOK, move || with(&looked, Watch::look));
        Self { watch, _listeners: listeners, _looking: looking }
    }

    /// Minutes left before the vault locks, for the seal; nothing when there is no limit.
    pub fn remaining(&self) -> ArcReadSignal<Option<u32>> {
        self.watch.remaining.read_only()
    }

    /// Somebody is at work in another tab, or long work runs here that must not be cut off.
    pub fn touch(&self) {
        self.watch.touch(Moment::now());
    }

    /// New limits, from now on.
    pub fn set_limits(&self, limits: Limits) {
        self.watch.limits.set(limits);
        self.watch.look();
    }
}

fn with(watch: &Weak<Watch>, act: impl Fn(&Watch)) {
    if let Some(watch) = watch.upgrade() {
        act(&watch);
    }
}

impl Watch {
    fn sign(&self) {
        let now = Moment::now();
        if now.since(self.last.get()) < QUIET || !self.touch(now) {
            return;
        }
        if self.reported.get().is_none_or(|then| now.since(then) >= REPORT) {
            self.reported.set(Some(now));
            (self.active)();
        }
    }

    /// Starts the time anew unless it was up; false when it was.
    fn touch(&self, now: Moment) -> bool {
        if self.over(now) {
            return false;
        }
        self.last.set(now);
        self.show(now);
        true
    }

    fn look(&self) {
        let now = Moment::now();
        if !self.over(now) {
            self.show(now);
        }
    }

    fn seen_or_hidden(&self) {
        let hidden = web_sys::window()
            .and_then(|window| window.document())
            .is_some_and(|document| document.visibility_state() == VisibilityState::Hidden);
        if hidden && self.limits.get().when_hidden {
            self.lock(Reason::Hidden);
        } else {
            self.look();
        }
    }

    /// Whether time is up; locks when it is.
    fn over(&self, now: Moment) -> bool {
        if remaining_minutes(self.limits.get(), now.since(self.last.get())) == Some(0) {
            self.lock(Reason::Idle);
        }
        self.done.get()
    }

    fn show(&self, now: Moment) {
        let left = remaining_minutes(self.limits.get(), now.since(self.last.get()));
        if self.remaining.get_untracked() != left {
            self.remaining.set(left);
        }
    }

    fn lock(&self, reason: Reason) {
        self.done.set(true);
        let lock = self.lock.borrow_mut().take();
        if let Some(lock) = lock {
            // In a turn of its own: it may drop this watch, and with it the listener that called.
            spawn_local(async move { lock(reason) });
        }
    }
}
