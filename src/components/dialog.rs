//! Dialogs and side panels on the browser's own `dialog`: it holds the focus, Escape closes it.

use super::{
    aria::unique_id,
    button::{Button, ButtonKind, IconButton},
    field::focus_when_there,
    focus::{focus, focus_first_control, focused},
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// How a dialog stands in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogShape {
    /// A question or a short form.
    #[default]
    Small,
    /// A form with more to it.
    Wide,
    /// At the end of the window, in full height.
    Drawer,
    /// Near the top, without a head: the palette.
    Palette,
}

impl DialogShape {
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Wide => "wide",
            Self::Drawer => "drawer",
            Self::Palette => "palette",
        }
    }
}

/// A modal dialog. Its content exists only while it is open, so each opening begins afresh; when it closes, the focus
/// returns to where it was.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading and its name.
    #[prop(into)]
    title: Signal<String>,
    /// How it stands in the window.
    #[prop(optional)]
    shape: DialogShape,
    /// A press beside it closes it; not for dialogs where something was typed.
    #[prop(optional)]
    light: bool,
    /// Escape and the close button are out of use, with work going on.
    #[prop(optional, into)]
    held: Signal<bool>,
    /// Called after it closed, however it closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The buttons at its foot.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let opener = StoredValue::<Option<HtmlElement>, LocalStorage>::new_local(None);
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if now && before != Some(true) {
            opener.set_value(focused());
        } else if !now && before == Some(true) {
            if let Some(element) = opener.try_update_value(Option::take).flatten() {
                // What was focused before the dialog may itself have gone.
                if element.is_connected() {
                    focus(&element);
                }
            }
            if let Some(close) = on_close {
                close.run(());
            }
        }
        now
    });
    let body = StoredValue::new(children);
    let foot = StoredValue::new(footer);
    view! {
        <Show when=move || open.get()>
            <Window open=open title=title shape=shape light=light held=held>
                <div class="dialog-body">{body.with_value(|body| body())}</div>
                {foot.with_value(|foot| foot.as_ref().map(|foot| view! { <footer>{foot.run()}</footer> }))}
            </Window>
        </Show>
    }
}

#[component]
fn Window(
    open: RwSignal<bool>,
    title: Signal<String>,
    shape: DialogShape,
    light: bool,
    held: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let id = unique_id("dialog");
    let labelled = id.clone();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // Refused only when the dialog already left the page.
            let _ = dialog.show_modal();
            begin(&dialog);
        }
    });
    let bare = shape == DialogShape::Palette;
    view! {
        <dialog
            class="dialog"
            data-shape=shape.name()
            node_ref=node
            aria-labelledby=labelled
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                // A list box or a menu inside may send its own.
                if !held.get_untracked() && event.target() == event.current_target() {
                    open.set(false);
                }
            }
            on:mousedown=move |event: MouseEvent| {
                let beside = event.target() == event.current_target();
                if light && beside && !held.get_untracked() {
                    open.set(false);
                }
            }
        >
            <header class:visually-hidden=bare>
                <h2 id=id tabindex="-1">{move || title.get()}</h2>
                {(!bare)
                    .then(|| {
                        view! {
                            <IconButton
                                icon=Icon::Close
                                label="Close"
                                small=true
                                disabled_reason=move || held.get().then(|| "Wait for the work to end, or cancel it.".to_owned())
                                on_press=move || open.set(false)
                            />
                        }
                    })}
            </header>
            {children()}
        </dialog>
    }
}

/// The browser focuses the first control, which is Close: better the first one of the content, or else the title.
fn begin(dialog: &Element) {
    let on_close = focused().is_some_and(|element| element.closest("header").ok().flatten().is_some());
    let inside = |selector| dialog.query_selector(selector).ok().flatten();
    if on_close
        && !inside(".dialog-body").is_some_and(|body| focus_first_control(&body))
        && let Some(title) = inside("h2").and_then(|title| title.dyn_into::<HtmlElement>().ok())
    {
        focus(&title);
    }
}

/// Asks before something goes: lists what goes, checks the typed word when the button is pressed, the red button last.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is about to happen, as a question: "Delete the space Harbourline".
    #[prop(into)]
    title: Signal<String>,
    /// What it means, in a sentence.
    #[prop(into)]
    lead: Signal<String>,
    /// What will go: counts and names, a line each.
    #[prop(optional, into)]
    goes: Signal<Vec<String>>,
    /// The word to type; without one, the button is enough.
    #[prop(optional, into)]
    word: Signal<Option<String>>,
    /// The button's words: the verb and the thing.
    #[prop(into)]
    action: Signal<String>,
    /// What went wrong with the last try.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// The work goes on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Does it. The dialog stays open: whoever does it closes it once it is done.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=title held=busy>
            <Confirm open=open lead=lead goes=goes word=word action=action fault=fault busy=busy on_confirm=on_confirm />
        </Dialog>
    }
}

#[component]
fn Confirm(
    open: RwSignal<bool>,
    lead: Signal<String>,
    goes: Signal<Vec<String>>,
    word: Signal<Option<String>>,
    action: Signal<String>,
    fault: Signal<Option<String>>,
    busy: Signal<bool>,
    on_confirm: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    focus_when_there(input);
    let id = unique_id("confirm");
    let fault_id = format!("{id}-fault");
    let describes = fault_id.clone();
    let input_id = id.clone();
    let said = Signal::derive(move || wrong.get().or_else(|| fault.get()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        match word.get_untracked() {
            Some(word) if typed.with_untracked(|typed| typed.trim() != word) => {
                wrong.set(Some(format!("Type {word} to confirm.")));
                if let Some(input) = input.try_get_untracked().flatten() {
                    focus(&input);
                }
            }
            _ => {
                wrong.set(None);
                on_confirm.run(());
            }
        }
    };
    view! {
        <form class="form" novalidate autocomplete="off" on:submit=submit>
            <p>{move || lead.get()}</p>
            {move || {
                let list = goes.get();
                (!list.is_empty())
                    .then(|| view! { <ul class="goes">{list.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> })
            }}
            {move || {
                word.get()
                    .map(|word| {
                        let describes = describes.clone();
                        view! {
                            <div class="field">
                                <label for=input_id.clone()>"Type " <code>{word}</code> " to confirm"</label>
                                <input
                                    class="input mono"
                                    id=input_id.clone()
                                    node_ref=input
                                    autocomplete="off"
                                    autocapitalize="off"
                                    spellcheck="false"
                                    autofocus
                                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                                    aria-describedby=move || said.with(Option::is_some).then(|| describes.clone())
                                    prop:value=move || typed.get()
                                    on:input=move |event| typed.set(event_target_value(&event))
                                />
                            </div>
                        }
                    })
            }}
            <div role="alert">
                {move || {
                    said.get()
                        .map(|said| view! { <p class="fault" id=fault_id.clone()><IconView icon=Icon::Fault /><span>{said}</span></p> })
                }}
            </div>
            <div class="form-actions at-end">
                <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::DangerSolid submit=true busy=busy>{move || action.get()}</Button>
            </div>
        </form>
    }
}
