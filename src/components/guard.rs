//! Keeps typed input from being lost by leaving a page.

use super::{
    button::{Button, ButtonKind},
    dialog::Dialog,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Element, HtmlAnchorElement, MouseEvent};

/// Asks before a link leads away while `unsaved` holds; closing the tab asks through the browser. Draw it once on the page
/// that has the input. Links inside an element with `data-stays` are let through.
#[component]
pub fn LeaveGuard(
    /// Whether there is input that would be lost.
    #[prop(into)]
    unsaved: Signal<bool>,
    /// Called when the person chose to leave, before the page goes.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let target = RwSignal::new(None::<String>);
    let unload = window_event_listener(ev::beforeunload, move |event: BeforeUnloadEvent| {
        if unsaved.get_untracked() {
            event.prevent_default();
        }
    });
    let unload = StoredValue::new(Some(unload));
    let deaf = move || {
        if let Some(listener) = unload.try_update_value(Option::take).flatten() {
            listener.remove();
        }
    };
    on_cleanup(deaf);
    // While the event goes down, before the link itself or a router sees it.
    let caught = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if !plain || !unsaved.try_get_untracked().unwrap_or(false) {
            return;
        }
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .filter(|link| {
                !link.has_attribute("target")
                    && !link.has_attribute("download")
                    && link.closest("[data-stays]").ok().flatten().is_none()
            })
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let Some(link) = link {
            event.prevent_default();
            event.stop_propagation();
            target.set(Some(link.href()));
            open.set(true);
        }
    });
    let handler = caught.as_ref().unchecked_ref::<js_sys::Function>().clone();
    // Adding a listener to the document is not refused.
    let _ = document().add_event_listener_with_callback_and_bool("click", &handler, true);
    let kept = StoredValue::new_local(Some((caught, handler)));
    on_cleanup(move || {
        if let Some((_, handler)) = kept.try_update_value(Option::take).flatten() {
            let _ = document().remove_event_listener_with_callback_and_bool("click", &handler, true);
        }
    });
    let leave = move || {
        open.set(false);
        if let Some(leave) = on_leave {
            leave.run(());
        }
        deaf();
        if let Some(address) = target.try_get_untracked().flatten() {
            let _ = window().location().set_href(&address);
        }
    };
    view! {
        <Dialog open=open title="Leave without saving">
            <p>"What you typed here is not saved and will be gone."</p>
            <div class="form-actions at-end">
                <Button autofocus=true on_press=move || open.set(false)>"Stay"</Button>
                <Button kind=ButtonKind::Danger on_press=leave>"Leave"</Button>
            </div>
        </Dialog>
    }
}
