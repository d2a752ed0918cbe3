//! Which rows of a long list must exist: those in sight and a few around them. All rows of one list are equally high;
//! how high is measured, so the style sheet alone decides it.

use super::size::on_resize;
use leptos::{html, prelude::*};
use std::{collections::HashMap, sync::Arc};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Lists up to this long are drawn as a whole.
pub const WHOLE: usize = 60;
/// Rows kept before and after those in sight.
const SPARE: usize = 6;
/// The first row to draw moves in such steps, so that scrolling by one row redraws nothing.
const STEP: usize = 4;
/// Pixels of a row until the first one was measured, and of a window until it was.
const GUESS: (f64, f64) = (40.0, 640.0);

/// The state of one scrolling list.
#[derive(Clone, Copy)]
pub struct Scroll {
    /// The element that scrolls.
    pub scroller: NodeRef<html::Div>,
    count: Signal<usize>,
    top: RwSignal<f64>,
    seen: RwSignal<f64>,
    row: RwSignal<f64>,
    range: Memo<(usize, usize)>,
}

impl Scroll {
    /// For a list of so many rows. Rows are found by `[data-row]` inside the scroller.
    pub fn new(count: Signal<usize>) -> Self {
        let (top, seen, row) = (RwSignal::new(0.0), RwSignal::new(GUESS.1), RwSignal::new(GUESS.0));
        let range = Memo::new(move |_| {
            let count = count.get();
            if count <= WHOLE {
                return (0, count);
            }
            let high = row.get().max(1.0);
            let first = whole(top.get() / high).saturating_sub(SPARE) / STEP * STEP;
            let shown = whole(seen.get() / high) + 1 + SPARE * 2 + STEP;
            (first.min(count), (first + shown).min(count))
        });
        let this = Self { scroller: NodeRef::new(), count, top, seen, row, range };
        on_resize(this.scroller, move || this.measure());
        this
    }

    /// Whether only a part of the rows is drawn.
    pub fn is_partial(self) -> bool {
        self.count.get() > WHOLE
    }

    /// The rows to draw: from the first to before the second.
    pub fn range(self) -> (usize, usize) {
        self.range.get()
    }

    /// Pixels that stand for the rows before those drawn.
    pub fn before(self) -> String {
        pixels(self.range.get().0, self.row.get())
    }

    /// Pixels that stand for the rows after those drawn.
    pub fn after(self) -> String {
        pixels(self.count.get().saturating_sub(self.range.get().1), self.row.get())
    }

    /// To be called when the scroller scrolled.
    pub fn scrolled(self) {
        if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
            self.top.set(f64::from(scroller.scroll_top()));
        }
    }

    /// Reads the heights again: after rows appeared, after a change of size.
    pub fn measure(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        set_if_changed(self.seen, f64::from(scroller.client_height()).min(f64::from(window_height())));
        if let Some(row) = scroller.query_selector("[data-row]").ok().flatten() {
            let high = row.get_bounding_client_rect().height();
            if high > 1.0 {
                set_if_changed(self.row, high);
            }
        }
        self.scrolled();
    }

    /// Scrolls until the row is in sight; `covered` pixels at the top lie under a sticky head.
    pub fn reveal(self, index: usize, covered: f64) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        if self.count.get_untracked() <= WHOLE {
            return;
        }
        let high = self.row.get_untracked();
        let at = float(index) * high;
        let (top, seen) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()) - covered);
        let target = if at < top {
            at
        } else if at + high > top + seen {
            at + high - seen
        } else {
            return;
        };
        scroller.set_scroll_top(rounded(target));
        self.scrolled();
    }

    /// Moves the focus to the row's own control, or to the row, once it is drawn.
    pub fn focus_row(self, index: usize, covered: f64) {
        self.reveal(index, covered);
        // A row that is drawn takes the focus at once, so that held keys lose no step.
        if !self.focus_drawn(index) {
            request_animation_frame(move || {
                self.focus_drawn(index);
            });
        }
    }

    fn focus_drawn(self, index: usize) -> bool {
        let found = self
            .scroller
            .try_get_untracked()
            .flatten()
            .and_then(|scroller| scroller.query_selector(&format!("[data-row='{index}']")).ok().flatten())
            .and_then(|row| {
                row.query_selector("[data-row-control]").ok().flatten().unwrap_or(row).dyn_into::<HtmlElement>().ok()
            });
        let Some(element) = found else { return false };
        super::focus::focus(&element);
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
        true
    }

    /// The index of the row that has the focus.
    pub fn focused_row(self) -> Option<usize> {
        super::focus::focused()?.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
    }

    /// Moves the focus by the keys of a list (arrows, j and k, Page Up and Down, Home, End); tells whether it did.
    pub fn rove(self, event: &web_sys::KeyboardEvent, covered: f64) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let last = self.count.get_untracked().saturating_sub(1);
        let page = whole(self.seen.get_untracked() / self.row.get_untracked().max(1.0)).max(1);
        let here = self.focused_row();
        let from = here.unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowDown" | "j" => here.map_or(0, |at| (at + 1).min(last)),
            "ArrowUp" | "k" => from.saturating_sub(1),
            "PageDown" => (from + page).min(last),
            "PageUp" => from.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return false,
        };
        event.prevent_default();
        self.focus_row(next, covered);
        true
    }
}

fn window_height() -> u32 {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(GUESS.1);
    u32::try_from(whole(height)).unwrap_or(u32::MAX)
}

fn set_if_changed(signal: RwSignal<f64>, value: f64) {
    if (signal.get_untracked() - value).abs() > 0.5 {
        signal.set(value);
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and a negative place means the first row"
)]
fn whole(value: f64) -> usize {
    value as usize
}

#[allow(clippy::cast_possible_truncation, reason = "the cast saturates, as a scroll position should")]
fn rounded(value: f64) -> i32 {
    value.round() as i32
}

#[allow(clippy::cast_precision_loss, reason = "a list of 2^52 rows is not drawn")]
fn float(value: usize) -> f64 {
    value as f64
}

fn pixels(rows: usize, high: f64) -> String {
    format!("{}px", float(rows) * high)
}

/// One row that is drawn: its place and its value, both of which may change while it lives.
pub type Live<T> = ArcRwSignal<(usize, T)>;

/// Keeps one signal for every row that is drawn. A row whose key stays keeps its elements, its focus and its open menus,
/// though its value or its place changes.
pub fn live_rows<T>(read: impl Fn() -> Vec<(Arc<str>, usize, T)> + 'static) -> RwSignal<Vec<(Arc<str>, Live<T>)>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let live = RwSignal::new(Vec::<(Arc<str>, Live<T>)>::new());
    Effect::new(move |_| {
        let now = read();
        let former = live.get_untracked();
        let known: HashMap<&str, &Live<T>> = former.iter().map(|(key, row)| (&**key, row)).collect();
        let mut same = former.len() == now.len();
        let mut next = Vec::with_capacity(now.len());
        for (at, (key, index, value)) in now.into_iter().enumerate() {
            same = same && former.get(at).is_some_and(|(old, _)| *old == key);
            if let Some(row) = known.get(&*key) {
                let fresh = (index, value);
                if row.with_untracked(|old| *old != fresh) {
                    row.set(fresh);
                }
                next.push((key, (*row).clone()));
            } else {
                next.push((key, ArcRwSignal::new((index, value))));
            }
        }
        if !same {
            live.set(next);
        }
    });
    live
}

/// A long list of equally high things, of which only those in sight exist: a column of a board, a picker.
#[component]
pub fn VirtualList<T>(
    /// Its name for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The things.
    #[prop(into)]
    items: Signal<Vec<T>>,
    /// What tells one thing from the others.
    key: impl Fn(&T) -> String + Send + Sync + 'static,
    /// Draws one. Its first control carries `data-row-control`, so that the arrow keys find it.
    row: impl Fn(Signal<T>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let count = Signal::derive(move || items.with(Vec::len));
    let scroll = Scroll::new(count);
    let live = live_rows(move || {
        let (first, last) = scroll.range();
        items.with(|items| {
            items
                .iter()
                .enumerate()
                .take(last)
                .skip(first)
                .map(|(index, item)| (Arc::from(key(item)), index, item.clone()))
                .collect()
        })
    });
    Effect::new(move |_| {
        live.track();
        request_animation_frame(move || scroll.measure());
    });
    let row = Arc::new(row);
    view! {
        <div
            class="virtual"
            node_ref=scroll.scroller
            on:scroll=move |_| scroll.scrolled()
            on:keydown=move |event: web_sys::KeyboardEvent| {
                if !event.target().and_then(|target| target.dyn_into().ok()).is_some_and(|element| super::focus::is_typing(&element)) {
                    scroll.rove(&event, 0.0);
                }
            }
        >
            <ul aria-label=move || label.get() style:padding-block-start=move || scroll.before() style:padding-block-end=move || scroll.after()>
                <For
                    each=move || live.get()
                    key=|(key, _)| key.clone()
                    children=move |(_, live)| {
                        let place = live.clone();
                        let index = move || place.with(|(index, _)| *index);
                        let at = index.clone();
                        let row = Arc::clone(&row);
                        view! {
                            <li
                                data-row=move || index().to_string()
                                aria-posinset=move || (at() + 1).to_string()
                                aria-setsize=move || count.get().to_string()
                            >
                                {row(Signal::derive(move || live.with(|(_, value)| value.clone())))}
                            </li>
                        }
                    }
                />
            </ul>
        </div>
    }
}
