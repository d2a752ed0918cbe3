//! A search line in which typed tokens such as `status:open` are shown as chips. Reading them is the page's part.

use super::{
    aria::unique_id,
    button::IconButton,
    icon::{Icon, IconView},
};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// Whether a word of the search line is a token: `name:value`, or the same after a minus.
pub fn is_token(word: &str) -> bool {
    word.strip_prefix('-').unwrap_or(word).split_once(':').is_some_and(|(name, value)| {
        !name.is_empty() && !value.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    })
}

/// Splits a line at spaces, but not inside double quotes.
pub fn words(line: &str) -> Vec<String> {
    let (mut list, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.push(c);
            }
            c if c.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    list.push(core::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        list.push(word);
    }
    list
}

/// A search line. `text` is the whole line, tokens and words; a token becomes a chip once a space or Enter ends it.
#[component]
pub fn Filter(
    /// Its name: "Filter issues".
    #[prop(into)]
    label: Signal<String>,
    /// The whole line.
    text: RwSignal<String>,
    /// What can be typed.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Beginnings of tokens to offer, such as `status:open`.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// What was found, for screen readers: "12 issues".
    #[prop(optional, into)]
    found: Signal<Option<String>>,
    /// Id of the input, for a shortcut that focuses it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let id = id.unwrap_or_else(|| unique_id("filter"));
    let list_id = format!("{id}-list");
    // What is typed and not yet a chip; chips and this together are the line.
    let draft = RwSignal::new(String::new());
    let chips = RwSignal::new(Vec::<String>::new());
    let line = move || {
        chips.with_untracked(|chips| {
            draft.with_untracked(|draft| {
                chips
                    .iter()
                    .map(String::as_str)
                    .chain((!draft.is_empty()).then_some(draft.as_str()))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        })
    };
    Effect::new(move |_| {
        // The line was changed from outside, as by an address or a saved view.
        let given = text.get();
        if given != line() {
            let (tokens, rest): (Vec<String>, Vec<String>) = words(&given).into_iter().partition(|word| is_token(word));
            chips.set(tokens);
            draft.set(rest.join(" "));
        }
    });
    let send = move || text.set(line());
    let gather = move |all: bool| {
        // A browser also tells of a change when the line leaves the page with the focus in it.
        let Some(typed) = draft.try_get_untracked() else { return };
        if all || typed.ends_with(' ') {
            let (tokens, rest): (Vec<String>, Vec<String>) = words(&typed).into_iter().partition(|word| is_token(word));
            if !tokens.is_empty() {
                chips.update(|chips| chips.extend(tokens));
                draft.set(rest.join(" "));
            }
        }
        send();
    };
    let drop_chip = move |at: usize| {
        chips.update(|chips| {
            if at < chips.len() {
                chips.remove(at);
            }
        });
        send();
        if let Some(input) = input.try_get_untracked().flatten() {
            super::focus::focus(&input);
        }
    };
    view! {
        <div class="filter" role="search" aria-label=move || label.get()>
            <IconView icon=Icon::Search />
            {move || {
                chips
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, chip)| {
                        let name = format!("Remove filter {chip}");
                        view! {
                            <button class="token" type="button" aria-label=name on:click=move |_| drop_chip(at)>
                                {chip}
                                <IconView icon=Icon::Close />
                            </button>
                        }
                    })
                    .collect_view()
            }}
            <input
                node_ref=input
                id=id
                type="search"
                autocomplete="off"
                spellcheck="false"
                list=list_id.clone()
                aria-label=move || label.get()
                placeholder=move || if chips.with(Vec::is_empty) { placeholder.get() } else { None }
                prop:value=move || draft.get()
                on:input=move |event| {
                    draft.set(event_target_value(&event));
                    gather(false);
                }
                on:keydown=move |event: KeyboardEvent| {
                    let empty = draft.with_untracked(String::is_empty);
                    match event.key().as_str() {
                        "Enter" => {
                            event.prevent_default();
                            gather(true);
                        }
                        "Backspace" if empty => drop_chip(chips.with_untracked(Vec::len).wrapping_sub(1)),
                        "Escape" if !empty => {
                            event.prevent_default();
                            draft.set(String::new());
                            send();
                        }
                        _ => {}
                    }
                }
                on:change=move |_| gather(true)
            />
            <datalist id=list_id>
                {move || suggestions.get().into_iter().map(|word| view! { <option value=word /> }).collect_view()}
            </datalist>
            <Show when=move || text.with(|text| !text.is_empty())>
                <IconButton
                    icon=Icon::Close
                    label="Clear the filter"
                    small=true
                    on_press=move || {
                        chips.set(Vec::new());
                        draft.set(String::new());
                        send();
                    }
                />
            </Show>
            <span class="visually-hidden" role="status">{move || found.get()}</span>
        </div>
    }
}
