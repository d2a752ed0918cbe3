//! The board and the backlog: lanes of cards that are dragged, or carried with the keyboard (ISS-4).

mod card;
mod carry;
mod keys;
mod lane;
mod pointer;

pub use card::priority_sign;
pub use lane::tone;

use super::{
    desk::Desk,
    finder::Found,
    rows::{Lanes, lanes},
};
use crate::{
    components::focus::{began_on_control, is_typing},
    domain::issue::{Category, StatusId},
    routes::IssueView,
};
use carry::Carry;
use lane::LaneView;
use leptos::{ev, html, prelude::*};
use pointer::Pointer;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The lanes of a view.
#[component]
pub fn Board(
    /// What a search left; `None` without one.
    found: Memo<Found>,
    /// Board or backlog.
    view: IssueView,
    /// Opens the form for a new issue of a status.
    #[prop(into)]
    on_create: Callback<(StatusId,)>,
) -> impl IntoView {
    let desk = Desk::here();
    let all = Memo::new(move |_| {
        let found = found.get();
        Lanes(Arc::new(desk.issues(|issues| lanes(issues, found.0.as_deref(), view)).unwrap_or_default()))
    });
    let carry = Carry::new(desk, all);
    let node = NodeRef::<html::Div>::new();
    let pointer = Pointer::new(carry, node);
    // While a card is carried the keys are its own, wherever the focus went as lanes scrolled.
    let listener = window_event_listener(ev::keydown, move |event| {
        // The press that picked the card up also comes by here.
        if event.default_prevented() {
            return;
        }
        let typing = event
            .target()
            .and_then(|target| target.dyn_into().ok())
            .is_some_and(|element: web_sys::Element| is_typing(&element));
        match carry.aim.try_get_untracked().flatten() {
            Some(aim) if aim.by_key && !typing => keys::carried(carry, &event),
            Some(_) if event.key() == "Escape" => {
                event.prevent_default();
                pointer.cancel();
            }
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
    let statuses = Memo::new(move |_| {
        all.with(|all| all.0.iter().map(|lane| (lane.status, lane.category)).collect::<Vec<(StatusId, Category)>>())
    });
    let backlog = view == IssueView::Backlog;
    let ghost_words = move || {
        pointer
            .ghost
            .get()
            .and_then(|ghost| desk.issue(ghost.number))
            .map(|issue| (format!("#{}", issue.number), issue.title.clone()))
    };
    view! {
        <p id="issue-card-keys" class="visually-hidden">
            "Enter picks the card up, arrow keys move it, Enter puts it down, Escape leaves it. Brackets move it to the lane beside. O opens the issue."
        </p>
        <p class="visually-hidden" role="status" aria-live="assertive">{move || carry.said.get()}</p>
        <div
            class="issue-board"
            role="group"
            aria-label=if backlog { "Backlog" } else { "Board" }
            data-backlog=backlog.then_some("")
            data-carrying=move || carry.aim.with(Option::is_some).then_some("")
            node_ref=node
            on:keydown=move |event| {
                // A carried card's keys were taken before they came here.
                if carry.aim.with_untracked(Option::is_none) {
                    keys::pressed(carry, &event, view);
                }
            }
            on:pointerdown=move |event| pointer.down(&event)
            on:pointermove=move |event| pointer.moved(&event)
            on:pointerup=move |event| pointer.up(&event)
            on:pointercancel=move |_| pointer.cancel()
            on:click=move |event| {
                // A drag ends with a click on the board itself, which is no card.
                if let (false, Some(number)) = (began_on_control(&event), keys::card_of(&event)) {
                    desk.nav.go(&desk.address(number, Some(view)));
                }
            }
            on:dragstart=move |event| event.prevent_default()
        >
            <For
                each=move || statuses.get()
                key=|(status, _)| *status
                children=move |(status, _)| view! { <LaneView status=status carry=carry view=view on_create=on_create /> }
            />
        </div>
        <Show when=move || pointer.ghost.with(Option::is_some)>
            <div
                class="issue-ghost"
                aria-hidden="true"
                style:inline-size=move || pointer.ghost.get().map(|ghost| format!("{}px", ghost.width))
                style:translate=move || pointer.ghost.get().map(|ghost| format!("{}px {}px", ghost.at.0, ghost.at.1))
            >
                {move || ghost_words().map(|(number, title)| view! { <span class="num">{number}</span> <span>{title}</span> })}
            </div>
        </Show>
    }
}
