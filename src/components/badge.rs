//! Small signs: a badge, a state with its dot, a person's initials, a key of the keyboard.

use super::tone::Tone;
use leptos::prelude::*;

/// A word on a thing: a label, a mark such as "Imported".
#[component]
pub fn Badge(
    /// What it says of the thing.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class="badge" data-tone=move || tone.get().name()>{children()}</span> }
}

/// A state in words, with a dot in its tone.
#[component]
pub fn StateDot(
    /// The tone.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="state" data-tone=move || tone.get().name()>{children()}</span> }
}

/// The first letters of at most two words of a name, for an avatar.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// A person's initials in a circle. Its hue is the name's, one of eight.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
    /// Spoken, where the name does not stand beside it.
    #[prop(optional)]
    alone: bool,
    /// Smaller, for cards and rows.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let hue =
        move || name.with(|name| name.bytes().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte)) % 8);
    view! {
        <span
            class="avatar"
            data-hue=move || hue().to_string()
            data-small=small.then_some("")
            role=alone.then_some("img")
            aria-label=move || alone.then(|| name.get())
            title=move || alone.then(|| name.get())
            aria-hidden=(!alone).then_some("true")
        >
            {move || name.with(|name| initials(name))}
        </span>
    }
}

/// A person: initials, the name, and a second line such as the alias.
#[component]
pub fn Person(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// Beneath it.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <span class="person">
            <Avatar name=name />
            <span>
                <b>{move || name.get()}</b>
                {move || note.get().map(|note| view! { <small>{note}</small> })}
            </span>
        </span>
    }
}

/// Keys to press: one after the other with a space, together with a plus, as in `g s` or `Ctrl+K`.
#[component]
pub fn Kbd(
    /// The keys.
    #[prop(into)]
    keys: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="keys">
            {move || keys.get().split([' ', '+']).map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view()}
        </span>
    }
}
