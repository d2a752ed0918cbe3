//! The list of checks: how each went, what was found, and the command that mends it.

use crate::{
    components::{
        CopyBlock, Tone,
        icon::{Icon, IconView},
    },
    domain::network::readiness::{Evidence, Line, Mend, Verdict},
};
use leptos::prelude::*;

/// The tone of a verdict.
pub const fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Pass => Tone::Good,
        Verdict::Warn => Tone::Warn,
        Verdict::Unknown => Tone::Info,
        Verdict::Fail => Tone::Bad,
    }
}

/// A verdict in a word.
pub const fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "Passes",
        Verdict::Warn => "To look at",
        Verdict::Unknown => "Unknown",
        Verdict::Fail => "Fails",
    }
}

/// The icon of a verdict.
pub const fn mark_of(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Pass => Icon::Check,
        Verdict::Warn => Icon::Warning,
        Verdict::Unknown => Icon::Info,
        Verdict::Fail => Icon::Close,
    }
}

/// The list, what fails first.
#[component]
pub fn Checks(
    /// How the checks went.
    lines: Vec<Line>,
) -> impl IntoView {
    let mut lines = lines;
    lines.sort_by_key(|line| core::cmp::Reverse(line.verdict));
    view! { <ul class="checks" aria-label="Checks">{lines.into_iter().map(check).collect_view()}</ul> }
}

fn check(line: Line) -> impl IntoView {
    let Line { check, verdict, evidence, mends } = line;
    view! {
        <li data-tone=verdict_tone(verdict).name()>
            <span class="checks-mark"><IconView icon=mark_of(verdict) /></span>
            <div class="checks-words">
                <p>
                    <span class="checks-verdict">{verdict_words(verdict)}</span>
                    <b>{check.title()}</b>
                    <span class="checks-rule">{check.id()}</span>
                </p>
                <ul class="checks-evidence">{evidence.into_iter().map(found).collect_view()}</ul>
                {mends.into_iter().map(mend).collect_view()}
            </div>
        </li>
    }
}

fn found(evidence: Evidence) -> impl IntoView {
    let Evidence { id, found, fault } = evidence;
    view! { <li data-fault=fault.then_some("")><code>{id}</code> " " {found}</li> }
}

fn mend(mend: Mend) -> impl IntoView {
    let Mend { say, command } = mend;
    view! {
        <div class="mend">
            <p>{say}</p>
            {command.map(|command| view! { <CopyBlock text=command /> })}
        </div>
    }
}
