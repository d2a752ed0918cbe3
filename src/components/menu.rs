//! A button that opens a short list of actions or links.

use super::{
    aria::{Act, unique_id},
    button::ButtonKind,
    float::place,
    focus::{all, focus, rove},
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use std::sync::Arc;
use web_sys::{HtmlElement, KeyboardEvent};

/// One entry of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<Icon>,
    hint: Option<String>,
    danger: bool,
    checked: Option<bool>,
    disabled_reason: Option<String>,
    what: What,
}

#[derive(Clone)]
enum What {
    Act(Act),
    Go(String),
    Rule,
}

impl MenuItem {
    fn new(label: String, what: What) -> Self {
        Self { label, icon: None, hint: None, danger: false, checked: None, disabled_reason: None, what }
    }

    /// An entry that does something.
    pub fn action(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self::new(label.into(), What::Act(Arc::new(act)))
    }

    /// An entry that leads somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label.into(), What::Go(href.into()))
    }

    /// A line between groups.
    pub fn rule() -> Self {
        Self::new(String::new(), What::Rule)
    }

    /// With a picture.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With a word at its end, such as the key that does the same.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Marked as taking something away.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// One of several of which one holds.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Shown, in reach, but not to be chosen, for this reason.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

/// A button with a menu beneath it: opens with a press or an arrow key, moves with arrows, Home, End and letters.
#[component]
pub fn Menu(
    /// The button's name; its words too unless `icon_only`.
    #[prop(into)]
    label: Signal<String>,
    /// The entries, read when the menu opens.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Before the words.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Shows the icon alone; the name is spoken.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Lower, for rows and heads of cards.
    #[prop(optional)]
    small: bool,
    /// Aligned to the button's end; without saying, an icon's menu is and a word's is not.
    #[prop(optional, into)]
    at_end: Option<bool>,
    /// Words or a view in the button's place; the name is then only spoken.
    #[prop(optional, into)]
    face: Option<ViewFn>,
) -> impl IntoView {
    let id = unique_id("menu");
    let (target, controls) = (id.clone(), id.clone());
    let (button, list) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let open = RwSignal::new(false);
    let close = move || {
        if let Some(list) = list.try_get_untracked().flatten() {
            // Hiding what is already hidden is refused and changes nothing.
            let _ = HtmlElement::hide_popover(&list);
        }
    };
    let at_end = at_end.unwrap_or(icon_only);
    let spoken_only = icon_only || face.is_some();
    view! {
        <button
            class=if icon_only { "icon-button" } else { "button" }
            type="button"
            node_ref=button
            data-kind=(!icon_only).then_some(kind.name())
            data-small=small.then_some("")
            popovertarget=target
            aria-haspopup="menu"
            aria-controls=controls
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || spoken_only.then(|| label.get())
            title=move || icon_only.then(|| label.get())
            on:keydown=move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
                    event.prevent_default();
                    if let Some(list) = list.try_get_untracked().flatten() {
                        // Shown already would be refused; `open` says it is not.
                        let _ = HtmlElement::show_popover(&list);
                    }
                }
            }
        >
            {icon.map(|icon| view! { <IconView icon=icon /> })}
            {match face {
                Some(face) => view! { <span class="button-face">{face.run()}</span> }.into_any(),
                None => (!icon_only).then(|| view! { <span>{move || label.get()}</span> }).into_any(),
            }}
            {(!icon_only).then(|| view! { <IconView icon=Icon::Down /> })}
        </button>
        <div
            class="menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            node_ref=list
            on:toggle=move |_| {
                let (Some(button), Some(list)) = (button.try_get_untracked().flatten(), list.try_get_untracked().flatten()) else { return };
                let shown = list.matches(":popover-open").unwrap_or(false);
                open.set(shown);
                if shown {
                    request_animation_frame(move || {
                        place(&button, &list, at_end);
                        if let Some(first) = all(&list, "[role^='menuitem']").first() {
                            focus(first);
                        }
                    });
                }
            }
            on:keydown=move |event: KeyboardEvent| {
                let Some(list) = list.try_get_untracked().flatten() else { return };
                let entries = all(&list, "[role^='menuitem']");
                if event.key() == "Tab" {
                    close();
                } else if !rove(&entries, &event, false) {
                    by_letter(&entries, &event);
                }
            }
        >
            {move || open.get().then(|| items.get().into_iter().map(|item| entry(item, close)).collect_view())}
        </div>
    }
}

/// A letter moves to the next entry that begins with it.
fn by_letter(entries: &[HtmlElement], event: &KeyboardEvent) {
    let key = event.key().to_lowercase();
    if key.chars().count() != 1 || key == " " || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let here = super::focus::focused().and_then(|element| entries.iter().position(|entry| *entry == element));
    let start = here.map_or(0, |at| at + 1);
    let found = entries
        .iter()
        .cycle()
        .skip(start)
        .take(entries.len())
        .find(|entry| entry.text_content().unwrap_or_default().trim().to_lowercase().starts_with(&key));
    if let Some(found) = found {
        event.prevent_default();
        focus(found);
    }
}

fn entry(item: MenuItem, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let MenuItem { label, icon, hint, danger, checked, disabled_reason, what } = item;
    let body = view! {
        {match checked {
            Some(yes) => view! { <span class="menu-check">{yes.then(|| view! { <IconView icon=Icon::Check /> })}</span> }.into_any(),
            None => icon.map(|icon| view! { <IconView icon=icon /> }).into_any(),
        }}
        <span class="menu-label">
            {label}
            {disabled_reason.clone().map(|reason| view! { <small>{reason}</small> })}
        </span>
        {hint.map(|hint| view! { <span class="menu-hint">{hint}</span> })}
    };
    let off = disabled_reason.is_some().then_some("true");
    let tone = danger.then_some("danger");
    match what {
        What::Rule => view! { <hr role="separator" /> }.into_any(),
        What::Go(href) => view! {
            <a role="menuitem" tabindex="-1" href=off.is_none().then_some(href) aria-disabled=off data-tone=tone on:click=move |_| if off.is_none() { close() }>
                {body}
            </a>
        }
        .into_any(),
        What::Act(act) => view! {
            <button
                type="button"
                role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
                aria-checked=checked.map(|yes| if yes { "true" } else { "false" })
                tabindex="-1"
                aria-disabled=off
                data-tone=tone
                on:click=move |_| {
                    if off.is_some() {
                        return;
                    }
                    // Closing gives the focus back to the button; the action may then move it on.
                    close();
                    act();
                }
            >
                {body}
            </button>
        }
        .into_any(),
    }
}
