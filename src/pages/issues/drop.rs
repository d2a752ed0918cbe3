//! A list onto which a file can be dropped: it leads to the import page with the file in hand.

use super::desk::Desk;
use crate::{domain::Permission, routes::Route, session::browser::files};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::DragEvent;

/// Takes a dropped file to the import page.
#[component]
pub fn FileTarget(
    /// Whether files are taken here.
    on: bool,
    /// The list.
    children: Children,
) -> impl IntoView {
    let desk = Desk::here();
    let refused = desk.refusal(Permission::CreateIssue);
    let over = RwSignal::new(0_i32);
    let carries_file = |event: &DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
    };
    let takes = move |event: &DragEvent| on && carries_file(event);
    view! {
        <div
            class="issue-drop"
            data-over=move || (over.get() > 0).then_some("")
            on:dragenter=move |event: DragEvent| if takes(&event) { event.prevent_default(); over.update(|over| *over += 1); }
            on:dragover=move |event: DragEvent| if takes(&event) { event.prevent_default(); }
            on:dragleave=move |event: DragEvent| if takes(&event) { over.update(|over| *over -= 1); }
            on:drop=move |event: DragEvent| {
                if !takes(&event) {
                    return;
                }
                event.prevent_default();
                over.set(0);
                if let Some(reason) = refused.get_untracked() {
                    desk.flashes.bad(reason);
                    return;
                }
                if let Some(file) = files::dropped(&event).into_iter().next() {
                    desk.memory.file.set(Some(file));
                    let (space, project) = desk.place.get_untracked();
                    desk.nav.go(&Route::ImportIssues(space, project));
                }
            }
        >
            {children()}
            <Show when=move || { over.get() > 0 }>
                <p class="issue-drop-words">"Drop the file to import its issues."</p>
            </Show>
        </div>
    }
}
