//! The commands that print what can be imported, ready to be copied: all together, or by what they are for.

use super::region_here;
use crate::{
    components::{CopyButton, CopyValue},
    formats::aws_cli::commands::checks,
};
use leptos::prelude::*;

/// A list of commands, folded away until it is asked for.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let region = region_here();
    let all = Signal::derive(move || {
        checks(region.get())
            .iter()
            .map(|check| format!("# {}\n{}\n", check.what, check.commands.join("\n")))
            .collect::<Vec<_>>()
            .join("\n")
    });
    view! {
        <details class="commands">
            <summary>"Commands that print these files"</summary>
            <p class="muted small">
                "They only read, so a role with the policy ReadOnlyAccess is enough. Put names in place of the words in capitals. Run them in an empty folder and drop that folder here."
            </p>
            <CopyButton text=all what="all commands" words=true />
            {move || {
                checks(region.get())
                    .into_iter()
                    .map(|check| {
                        let what = check.what;
                        view! {
                            <h3>{what}</h3>
                            <ol>
                                {check
                                    .commands
                                    .into_iter()
                                    .map(|command| {
                                        let name = command.split('>').next_back().unwrap_or_default().trim().to_owned();
                                        view! { <li><CopyValue text=command what=format!("the command for {name}") /></li> }
                                    })
                                    .collect_view()}
                            </ol>
                        }
                    })
                    .collect_view()
            }}
        </details>
    }
}
