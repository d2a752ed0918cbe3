//! What falls short of a pipeline, with what mends it (PIP-5).

use crate::{
    components::{Card, CopyBlock, StateDot, Tone},
    domain::pipeline::{Finding, Weight},
};
use leptos::prelude::*;

/// The list, the heaviest first.
#[component]
pub(super) fn Findings(#[prop(into)] found: Signal<Vec<Finding>>) -> impl IntoView {
    let count =
        Signal::derive(move || Some(found.with(Vec::len)).filter(|count| *count > 0).map(|count| count.to_string()));
    view! {
        <Card title="What falls short" count=count>
            {move || {
                let found = found.get();
                if found.is_empty() {
                    return view! { <StateDot tone=Tone::Good>"Nothing falls short of what this console checks."</StateDot> }.into_any();
                }
                view! { <ul class="findings" aria-label="Findings">{found.into_iter().zip(1_usize..).map(one).collect_view()}</ul> }.into_any()
            }}
        </Card>
    }
}

fn one((finding, number): (Finding, usize)) -> impl IntoView {
    let (tone, word) = match finding.weight {
        Weight::Problem => (Tone::Bad, "Problem"),
        Weight::Advice => (Tone::Warn, "Advice"),
        Weight::Unknown => (Tone::Info, "Not known"),
    };
    view! {
        <li>
            <p class="finding-head"><StateDot tone=tone>{word}</StateDot> <span class="muted">{finding.place.label()} " · " {finding.rule}</span></p>
            <p>{finding.message}</p>
            <p><b>"To mend it: "</b>{finding.mend}</p>
            {finding.command.map(|command| view! {
                <CopyBlock text=command label=format!("Command that mends finding {number}") />
            })}
        </li>
    }
}
