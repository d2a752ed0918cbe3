//! Choosing several of many: assignees, labels. A button that says what is chosen, and a list to search and tick.

use crate::{
    components::{
        aria::unique_id,
        float::place,
        focus::{all, focus, rove},
        icon::{Icon, IconView},
    },
    domain::sensitive::secret_in,
    pages::sensitive::{Reach, notice_of},
};
use leptos::{html, prelude::*};
use web_sys::{HtmlElement, KeyboardEvent};

/// Entries that are drawn at once; more are found by typing.
const MOST: usize = 60;

/// Something that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What tells it from the others.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Beneath them.
    pub note: Option<String>,
}

impl Pick {
    /// A value with its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: None }
    }
}

/// A field whose value is several of many.
#[component]
pub fn PickMany(
    /// The words above.
    #[prop(into)]
    label: String,
    /// What there is.
    #[prop(into)]
    picks: Signal<Vec<Pick>>,
    /// Values that are ticked.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// A value was ticked (true) or let go.
    #[prop(into)]
    on_toggle: Callback<(String, bool)>,
    /// Offers to make what was typed, with this word before it, such as `Create label`.
    #[prop(optional, into)]
    make: Option<&'static str>,
    /// What stands there while nothing is chosen.
    #[prop(into)]
    nothing: &'static str,
    /// Why it cannot be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// What is wrong with it, and what to do.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("pick");
    let (label_id, list_id, fault_id, button_id) =
        (format!("{id}-label"), format!("{id}-list"), format!("{id}-fault"), format!("{id}-button"));
    let named_by = format!("{label_id} {button_id}");
    let described = fault_id.clone();
    let button = NodeRef::<html::Button>::new();
    let open = RwSignal::new(false);
    let parts = Parts { picks, chosen, on_toggle, make, button, open };
    let words = Memo::new(move |_| {
        picks.with(|picks| {
            chosen.with(|chosen| {
                let label = |value: &String| {
                    picks.iter().find(|pick| pick.value == *value).map_or(value.clone(), |pick| pick.label.clone())
                };
                chosen.iter().map(label).collect::<Vec<_>>()
            })
        })
    });
    let off = move || disabled_reason.with(Option::is_some);
    view! {
        <div class="field issue-pick">
            <span class="issue-pick-label" id=label_id>{label.clone()}</span>
            <button
                class="input issue-pick-button"
                type="button"
                id=button_id
                node_ref=button
                popovertarget=move || (!off()).then(|| list_id.clone())
                aria-haspopup="dialog"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-labelledby=named_by
                aria-disabled=move || off().then_some("true")
                title=move || disabled_reason.get()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(|| described.clone())
            >
                {move || {
                    let words = words.get();
                    if words.is_empty() {
                        view! { <span class="issue-pick-none">{nothing}</span> }.into_any()
                    } else {
                        words.into_iter().map(|word| view! { <span class="badge">{word}</span> }).collect_view().into_any()
                    }
                }}
            </button>
            <PickList parts=parts id=format!("{id}-list") label=label />
            {move || {
                fault
                    .get()
                    .map(|fault| view! { <p class="fault" id=fault_id.clone()><IconView icon=Icon::Fault /><span>{fault}</span></p> })
            }}
        </div>
    }
}

/// What the button and its list share.
#[derive(Clone, Copy)]
struct Parts {
    picks: Signal<Vec<Pick>>,
    chosen: Signal<Vec<String>>,
    on_toggle: Callback<(String, bool)>,
    make: Option<&'static str>,
    button: NodeRef<html::Button>,
    open: RwSignal<bool>,
}

/// The list beneath the button.
#[component]
fn PickList(parts: Parts, id: String, label: String) -> impl IntoView {
    let Parts { picks, chosen, on_toggle, make, button, open } = parts;
    let (list, input) = (NodeRef::<html::Div>::new(), NodeRef::<html::Input>::new());
    let typed = RwSignal::new(String::new());
    let fitting = Memo::new(move |_| {
        let wanted = typed.with(|typed| typed.trim().to_lowercase());
        picks.with(|picks| {
            picks
                .iter()
                .filter(|pick| wanted.is_empty() || pick.label.to_lowercase().contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let holds_secret = Memo::new(move |_| typed.with(|typed| secret_in(typed).is_some()));
    let new = Memo::new(move |_| {
        let wanted = typed.with(|typed| typed.trim().to_owned());
        let known = picks.with(|picks| picks.iter().any(|pick| pick.label.to_lowercase() == wanted.to_lowercase()));
        (make.is_some() && !wanted.is_empty() && !known && !holds_secret.get()).then_some(wanted)
    });
    // A new label is a name like others: pointed out at once, and a secret is not even offered.
    let noticed = move || make.and_then(|_| typed.with(|typed| notice_of(typed, Reach::Name)));
    let make_it = move || {
        if let Some(new) = new.get_untracked() {
            on_toggle.run((new, true));
            typed.set(String::new());
            if let Some(input) = input.get_untracked() {
                focus(&input);
            }
        }
    };
    let toggled = move |_| {
        let (Some(button), Some(list)) = (button.get_untracked(), list.get_untracked()) else { return };
        let shown = list.matches(":popover-open").unwrap_or(false);
        open.set(shown);
        if !shown {
            typed.set(String::new());
            return;
        }
        request_animation_frame(move || {
            place(&button, AsRef::<HtmlElement>::as_ref(&list), false);
            if let Some(input) = input.try_get_untracked().flatten() {
                focus(&input);
            }
        });
    };
    let entered = move |event: KeyboardEvent| {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let first = fitting.with_untracked(|fitting| fitting.first().map(|pick| pick.value.clone()));
        match first.filter(|_| typed.with_untracked(|typed| !typed.trim().is_empty())) {
            Some(first) if new.with_untracked(Option::is_none) => {
                let on = chosen.with_untracked(|chosen| chosen.contains(&first));
                on_toggle.run((first, !on));
            }
            _ => make_it(),
        }
    };
    let hidden = move || fitting.with(Vec::len).saturating_sub(MOST);
    let nobody = move || fitting.with(Vec::is_empty) && new.with(Option::is_none) && noticed().is_none();
    view! {
        <div
            class="menu panel issue-pick-list"
            id=id
            popover="auto"
            role="dialog"
            aria-label=label.clone()
            node_ref=list
            on:toggle=toggled
            on:keydown=move |event: KeyboardEvent| {
                // Home and End stay with the text that is typed.
                let moves = matches!(event.key().as_str(), "ArrowUp" | "ArrowDown");
                if let Some(list) = list.get_untracked().filter(|_| moves) {
                    rove(&all(&list, "input"), &event, false);
                }
            }
        >
            <input
                class="input"
                type="search"
                node_ref=input
                autocomplete="off"
                spellcheck="false"
                aria-label=format!("Find in {}", label.to_lowercase())
                placeholder="Type to find"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=entered
            />
            <div class="issue-pick-rows">
                <Show when=move || open.get()>
                    <For
                        each=move || fitting.get().into_iter().take(MOST)
                        key=|pick| pick.value.clone()
                        children=move |pick| pick_row(pick, chosen, on_toggle)
                    />
                </Show>
            </div>
            {move || { let hidden = hidden(); (hidden > 0).then(|| view! { <p class="hint">{format!("{hidden} more: type to find them.")}</p> }) }}
            <div class="notice" role="status" data-tone=move || noticed().map(|notice| notice.tone.name())>
                {move || noticed().map(|notice| view! { <IconView icon=notice.tone.icon() /><span>{notice.words}</span> })}
            </div>
            {move || nobody().then(|| view! { <p class="hint">"Nothing by that name."</p> })}
            {move || {
                new.get()
                    .map(|new| {
                        view! {
                            <button class="button" type="button" data-kind="quiet" data-small="" on:click=move |_| make_it()>
                                <IconView icon=Icon::Plus />
                                {format!("{} “{new}”", make.unwrap_or_default())}
                            </button>
                        }
                    })
            }}
        </div>
    }
}

fn pick_row(pick: Pick, chosen: Signal<Vec<String>>, on_toggle: Callback<(String, bool)>) -> impl IntoView {
    let Pick { value, label, note } = pick;
    let own = value.clone();
    let on = move || chosen.with(|chosen| chosen.contains(&own));
    view! {
        <label class="issue-pick-row">
            <input
                type="checkbox"
                class="checkbox"
                prop:checked=on
                on:change=move |event| on_toggle.run((value.clone(), event_target_checked(&event)))
            />
            <span>{label} {note.map(|note| view! { <small>{note}</small> })}</span>
        </label>
    }
}
