//! The keys, each with what wraps it and what it seals; and what of it can be read without one (DPR-3).

use super::{Kept, hierarchy::Hierarchy};
use crate::{
    components::{card::Card, table::grouped},
    session::LogRoom,
};
use leptos::prelude::*;

/// From what opens the vault down to what is sealed, and what is not sealed.
#[component]
pub(super) fn KeyCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    view! {
        <Card
            title="Keys and what they seal"
            flush=true
        >
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
