//! The keys, each with what wraps it and what it seals; and what of it can be read without one (DPR-3).

use super::{
    Kept,
    hierarchy::Hierarchy,
    rotate::{RotationState, under_way},
};
use crate::{
    components::{button::Button, card::Card, icon::Icon, table::grouped},
    session::{LogRoom, Session},
};
use leptos::prelude::*;

/// From what opens the vault down to what is sealed, and what is not sealed.
#[component]
pub(super) fn KeyCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
    /// Opens the dialog for another vault key.
    rotating: RwSignal<bool>,
    /// Why this tab may not.
    follows: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::here();
    view! {
        <Card
            title="Keys and what they seal"
            actions=move || {
                view! {
                    <Button
                        small=true
                        icon=Icon::Refresh
                        disabled_reason=Signal::derive(move || follows.get().or_else(|| under_way(session)))
                        on_press=Callback::new(move |()| rotating.set(true))
                    >
                        "Rotate vault key"
                    </Button>
                }
            }
            flush=true
        >
            <RotationState />
            <Hierarchy kept=kept />
            <div class="card-foot small unsealed">
                <h3>"What can be read without a key"</h3>
                <ul>{move || kept.with(|kept| kept.as_ref().map(|kept| readable(kept).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()))}</ul>
            </div>
        </Card>
    }
}

/// What whoever looks at this browser's storage sees, with the figures of this moment.
fn readable(kept: &Kept) -> Vec<String> {
    let wrapped = match kept.locks.len() {
        1 => "the vault key wrapped once".to_owned(),
        many => format!("the vault key wrapped {many} times"),
    };
    let log = match &kept.log {
        Ok(LogRoom { records, copies, .. }) => {
            format!(" and {} in the write-ahead log", counted(records + copies, "piece", "pieces"))
        }
        Err(_) => String::new(),
    };
    vec![
        format!(
            "The envelope, {} units: a random id, the salt and the work of Argon2id, and {wrapped}.",
            grouped(kept.usage.envelope)
        ),
        format!(
            "How many sealed pieces there are, here {}{log}, each one's kind, its size up to 64 bytes, and when it changes.",
            grouped(kept.usage.items)
        ),
        "Nothing else: names are keyed hashes, addresses carry ids alone, and nothing is kept in cookies, sessionStorage or a cache.".to_owned(),
    ]
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}
