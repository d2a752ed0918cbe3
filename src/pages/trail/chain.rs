//! How the chain of a log stands: one line when it is whole, else what does not fit (AUD-3).

use crate::{
    components::{IconView, Note, Tone},
    domain::chain::{Chain, Linked},
    pages::space::shared::counted,
    session::browser::clock,
};
use leptos::prelude::*;
use std::sync::Arc;

/// What looking through a chain gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Entries that are there.
    entries: usize,
    /// What does not fit, as sentences without their full stop.
    breaks: Vec<String>,
}

impl Found {
    /// Hashes every entry anew.
    pub fn of<T: Linked>(chain: &Chain<T>) -> Self {
        Self { entries: chain.len(), breaks: chain.check().iter().map(ToString::to_string).collect() }
    }
}

/// Looks through a chain behind the page's back, anew whenever it changes.
pub fn watch<T>(
    chain: impl Fn() -> Option<Arc<T>> + 'static,
    look: impl Fn(&T) -> Found + Copy + 'static,
) -> Signal<Option<Found>>
where
    T: Send + Sync + 'static,
{
    let found = RwSignal::new(None);
    Effect::new(move |before: Option<Option<Arc<T>>>| {
        let chain = chain();
        let same = matches!((before.flatten(), &chain), (Some(before), Some(now)) if Arc::ptr_eq(&before, now));
        if let (false, Some(chain)) = (same, chain.clone()) {
            leptos::task::spawn_local(async move {
                // Many thousand hashes take longer than a frame: the page is drawn first.
                clock::breathe().await;
                let _ = found.try_set(Some(look(&chain)));
            });
        }
        chain
    });
    found.into()
}

/// The line that says how a chain stands.
#[component]
pub fn ChainState(
    /// What looking through it gave; nothing while it is looked through.
    found: Signal<Option<Found>>,
) -> impl IntoView {
    let tone = Signal::derive(move || match found.get() {
        None => Tone::Idle,
        Some(found) if found.breaks.is_empty() => Tone::Good,
        Some(_) => Tone::Bad,
    });
    view! {
        <div class="chain-state" role="status" aria-label="Chain of the log">
            {move || match found.get() {
                None => view! { <p class="muted">"Looking through the chain…"</p> }.into_any(),
                Some(found) if found.breaks.is_empty() => view! {
                    <p class="chain-whole" data-tone=tone.get().name()>
                        <IconView icon=tone.get().icon() />
                        <span>{format!("Chain of {}, unbroken", counted(found.entries, "entry", "entries"))}</span>
                    </p>
                }
                    .into_any(),
                Some(found) => view! {
                    <Note tone=Tone::Bad title=Some(format!("The chain is broken at {}.", counted(found.breaks.len(), "place", "places")))>
                        {format!("What is there is shown, {} in all, but:", counted(found.entries, "entry", "entries"))}
                        <ul class="chain-breaks">
                            {found.breaks.into_iter().map(|words| view! { <li>{format!("{}.", capital(&words))}</li> }).collect_view()}
                        </ul>
                    </Note>
                }
                    .into_any(),
            }}
        </div>
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
