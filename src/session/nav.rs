//! Where the person is: the route behind the `#`, as a signal.

use crate::routes::Route;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// The current route, and the way to another. `Copy`; found in the context.
#[derive(Clone, Copy)]
pub struct Nav {
    route: RwSignal<Route>,
    /// A page with unsaved input names it here; leaving asks first.
    unsaved: RwSignal<Option<String>>,
}

impl Nav {
    /// Reads the address, listens for changes of it, and puts itself into the context.
    pub fn provide() -> Self {
        let nav = Self { route: RwSignal::new(read_route()), unsaved: RwSignal::new(None) };
        let listener = Closure::<dyn Fn()>::new(move || nav.follow());
        if let Some(window) = web_sys::window() {
            // A failure here leaves links without effect, but the page stands; nothing better can be done.
            let _ = window.add_event_listener_with_callback("hashchange", listener.as_ref().unchecked_ref());
        }
        // The listener lives as long as the page.
        listener.forget();
        provide_context(nav);
        nav
    }

    /// The one in the context.
    pub fn here() -> Self {
        expect_context()
    }

    /// The current route, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The current route as a signal.
    pub fn signal(self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// Goes to another page, leaving a step in the history.
    pub fn go(self, route: &Route) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_hash(&route.to_string());
        }
    }

    /// Goes to another page in place of this one: the back button skips it.
    pub fn replace(self, route: &Route) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.href()));
        }
        self.unsaved.set(None);
        self.route.set(route.clone());
    }

    /// Says that the page holds input that leaving would lose, in words such as `the new issue`; `None` when not.
    pub fn hold(self, what: Option<String>) {
        if self.unsaved.with_untracked(|held| *held != what) {
            self.unsaved.set(what);
        }
    }

    fn follow(self) {
        let next = read_route();
        let current = self.route.get_untracked();
        if next == current {
            return;
        }
        if let Some(what) = self.unsaved.get_untracked() {
            let stay = web_sys::window()
                .and_then(|window| {
                    window.confirm_with_message(&format!("Leave this page? It holds {what}, which is not saved.")).ok()
                })
                .is_some_and(|leave| !leave);
            if stay {
                self.go(&current);
                return;
            }
            self.unsaved.set(None);
        }
        self.route.set(next);
    }
}

fn read_route() -> Route {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    Route::parse(&hash)
}
