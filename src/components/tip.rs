//! A short note that appears beside a control on hover and focus, and goes with Escape.

use super::float::place;
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// Wraps one control. The control must name `id` in its `aria-describedby` when the tip says more than its name.
#[component]
pub fn Tip(
    /// Id of the tip's element.
    #[prop(into)]
    id: String,
    /// The words; without any there is no tip.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// Aligned to the control's end.
    #[prop(optional)]
    at_end: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let anchor = NodeRef::<html::Span>::new();
    let tip = NodeRef::<html::Span>::new();
    let hide = move || {
        if let Some(tip) = tip.try_get_untracked().flatten() {
            // Hiding what is already hidden is refused and changes nothing.
            let _ = HtmlElement::hide_popover(&tip);
        }
    };
    let show = move || {
        let (Some(anchor), Some(tip)) = (anchor.try_get_untracked().flatten(), tip.try_get_untracked().flatten())
        else {
            return;
        };
        if text.try_with_untracked(Option::is_some) == Some(true) && HtmlElement::show_popover(&tip).is_ok() {
            place(&anchor, &tip, at_end);
        }
    };
    view! {
        <span
            class="tip-anchor"
            node_ref=anchor
            on:mouseenter=move |_| show()
            on:mouseleave=move |_| hide()
            on:focusin=move |_| show()
            on:focusout=move |_| hide()
            on:keydown=move |event| if event.key() == "Escape" { hide() }
        >
            {children()}
            <span class="tip" id=id popover="manual" node_ref=tip role="tooltip">{move || text.get()}</span>
        </span>
    }
}
