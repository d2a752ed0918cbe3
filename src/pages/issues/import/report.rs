//! What an import did, and what it left out and why.

use super::read::Ready;
use crate::{
    components::{
        button::{Button, LinkButton},
        card::Card,
        icon::Icon,
        note::Note,
        table::grouped,
        tone::Tone,
    },
    domain::{Event, Record, issue::Change},
    formats::issues::Report,
    pages::issues::{act::counted, desk::Desk},
    routes::IssueView,
    session::browser::files,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Lines that are drawn; the file has them all.
const MOST: usize = 60;

/// What an import did.
pub struct Outcome {
    /// Issues that were made.
    pub made: usize,
    /// Numbers of the first and the last.
    pub numbers: Option<(u32, u32)>,
    /// What was read, with all that was left out.
    pub ready: Arc<Ready>,
}

impl Outcome {
    /// Reads it from the record.
    pub fn of(record: &Record, ready: &Arc<Ready>) -> Self {
        let issues = record.events.iter().find_map(|event| match event {
            Event::Issue(event) => match &event.change {
                Change::Imported { issues, .. } => Some(issues),
                _ => None,
            },
            _ => None,
        });
        let numbers = issues.and_then(|issues| Some((issues.first()?.number, issues.last()?.number)));
        Self { made: issues.map_or(0, Vec::len), numbers, ready: Arc::clone(ready) }
    }
}

/// The end of an import.
#[component]
pub fn OutcomeView(
    desk: Desk,
    outcome: Arc<Outcome>,
    /// Back to choosing a file.
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    let numbers = outcome.numbers.map(|(first, last)| {
        if first == last { format!(" It is #{first}.") } else { format!(" They are #{first} to #{last}.") }
    });
    let said = format!("Imported {} from {}.", counted(outcome.made, "issue", "issues"), outcome.ready.name);
    view! {
        <div class="issue-import">
            <Note tone=Tone::Good>
                {said} {numbers}
            </Note>
            <div class="form-actions">
                <LinkButton href=desk.view(IssueView::All).href() icon=Icon::List>"Open all issues"</LinkButton>
                <Button on_press=on_again>"Import another file"</Button>
            </div>
            <LeftOutList ready=Arc::clone(&outcome.ready) future=false />
        </div>
    }
}

/// What is left out or changed, and why; nothing when all of it fits.
#[component]
pub fn LeftOutList(
    ready: Arc<Ready>,
    /// Before the import, not after it.
    future: bool,
) -> impl IntoView {
    let lines = lines(&ready);
    if lines.is_empty() {
        return view! {
            <p class="hint">{if future { "Nothing will be left out." } else { "Nothing was left out." }}</p>
        }
        .into_any();
    }
    let title = if future { "What will be left out or changed" } else { "What was left out or changed" };
    let more = lines.len().saturating_sub(MOST);
    let desk = Desk::here();
    let text = StoredValue::new(lines.join("\n"));
    let save = move || {
        if let Err(fault) = text.with_value(|text| files::offer("import-report.txt", "text/plain", text.as_bytes())) {
            desk.flashes.bad(fault.sentence());
        }
    };
    view! {
        <Card
            title=title
            count=Signal::stored(Some(grouped(lines.len())))
            actions=move || view! { <Button small=true icon=Icon::Export on_press=save>"Save as text"</Button> }
        >
            <ul class="issue-import-notes">{lines.into_iter().take(MOST).map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="hint">{format!("{} more lines; save them as text to read them all.", grouped(more))}</p> })}
        </Card>
    }
    .into_any()
}

/// Everything that is told, the gravest first.
fn lines(ready: &Ready) -> Vec<String> {
    let Report { left_out, left_out_total, changed, changed_total, not_taken, .. } = &ready.report;
    let mut lines: Vec<String> =
        left_out.iter().map(|entry| format!("{}: left out. {}", entry.place, entry.why)).collect();
    if *left_out_total > left_out.len() {
        lines.push(format!("{} more were left out.", grouped(left_out_total - left_out.len())));
    }
    lines.extend(ready.notes.iter().map(crate::domain::issue::import::Note::sentence));
    lines.extend(not_taken.iter().map(|(part, count)| {
        format!("“{part}” of {} has no place here and is not taken.", counted(*count, "issue", "issues"))
    }));
    lines.extend(changed.iter().map(|entry| format!("{}: {}", entry.place, entry.why)));
    if *changed_total > changed.len() {
        lines.push(format!("{} more values were changed.", grouped(changed_total - changed.len())));
    }
    lines
}
