//! The commands that print what can be imported, ready to be copied.

use crate::{components::CopyValue, formats::aws_codecatalyst::commands};
use leptos::prelude::*;

/// A list of commands, folded away until it is asked for.
#[component]
pub(super) fn Steps() -> impl IntoView {
    view! {
        <details class="commands">
            <summary>"Commands that print these files"</summary>
            <p class="muted small">
                "They only read. Put names in place of the words in capitals; keep the names of the files, and the console knows what they belong to."
            </p>
            <ol>
                {commands(None, None)
                    .into_iter()
                    .map(|step| view! { <li><span>{step.what}</span><CopyValue text=step.command what=step.what.to_owned() /></li> })
                    .collect_view()}
            </ol>
        </details>
    }
}
