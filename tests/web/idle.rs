use crate::page::{Staged, happens, window};
use leptos::prelude::GetUntracked;
use spaceward::session::browser::{
    idle::{Idle, Limits, Moment, Reason, remaining_minutes},
    once::Once,
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

const TEN: Limits = Limits { minutes: Some(10), when_hidden: false };

fn later(minutes: u32) -> Staged {
    Staged::new(&format!(
        "{{ const real = Date.now; Date.now = () => real.call(Date) + {minutes} * 60000; () => {{ Date.now = real; }} }}"
    ))
}

fn watched(limits: Limits) -> (Idle, Once<Reason>, Rc<Cell<u32>>) {
    let (locked, active) = (Once::default(), Rc::new(Cell::new(0)));
    let (lock, count) = (locked.clone(), Rc::clone(&active));
    let idle = Idle::watch(limits, move || count.set(count.get() + 1), move |reason| lock.settle(reason));
    (idle, locked, active)
}

#[wasm_bindgen_test]
async fn vlt_6_the_key_press_that_wakes_a_computer_locks() {
    let (idle, locked, active) = watched(TEN);
    let _staged = later(11);

    happens(&window(), "keydown");

    assert_eq!(locked.within(1_000).await, Some(Reason::Idle));
    assert_eq!(active.get(), 0);
    drop(idle);
}

#[wasm_bindgen_test]
async fn vlt_6_work_here_or_in_another_tab_starts_the_time_anew() {
    let (idle, locked, active) = watched(TEN);
    assert_eq!(idle.remaining().get_untracked(), Some(10));
    let nine = later(9);
    happens(&window(), "focus");
    assert_eq!(idle.remaining().get_untracked(), Some(1));
    happens(&window(), "pointermove");
    assert_eq!((idle.remaining().get_untracked(), active.get()), (Some(10), 1));
    drop(nine);

    let eighteen = later(18);
    idle.touch();
    assert_eq!(idle.remaining().get_untracked(), Some(10));
    drop(eighteen);
    let _staged = later(27);
    happens(&window(), "focus");
    assert_eq!(idle.remaining().get_untracked(), Some(1));
    assert_eq!(locked.within(0).await, None);
}

#[wasm_bindgen_test]
async fn vlt_6_a_hidden_tab_locks_only_when_asked_to() {
    let _staged = Staged::new(
        "Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
         () => delete document.visibilityState",
    );
    let (_one, stays, _) = watched(TEN);
    let (_two, locks, _) = watched(Limits { when_hidden: true, ..TEN });

    happens(&window().document().unwrap(), "visibilitychange");

    assert_eq!(locks.within(1_000).await, Some(Reason::Hidden));
    assert_eq!(stays.within(0).await, None);
}

#[wasm_bindgen_test]
async fn vlt_6_without_a_limit_nothing_locks() {
    let (idle, locked, _) = watched(Limits { minutes: None, when_hidden: false });
    let _staged = later(100_000);
    happens(&window(), "keydown");
    assert_eq!(idle.remaining().get_untracked(), None);
    assert_eq!(locked.within(0).await, None);
}

#[wasm_bindgen_test]
fn vlt_6_the_clock_that_went_further_counts() {
    let then = Moment { wall: 1_000_000, page: 5_000 };
    assert_eq!(Moment { wall: 1_600_000, page: 6_000 }.since(then), 600_000, "asleep");
    assert_eq!(Moment { wall: 0, page: 605_000 }.since(then), 600_000, "set back");
    assert_eq!(remaining_minutes(TEN, 600_000), Some(0));
    assert_eq!(remaining_minutes(TEN, 599_999), Some(1));
    assert_eq!(remaining_minutes(TEN, i64::MAX), Some(0));
}
