//! How much of what the browser grants is in use, and by what (VLT-10).

use super::Kept;
use crate::{
    components::{
        card::Card,
        meter::{Meter, Part},
        note::Note,
        table::grouped,
        tone::Tone,
    },
    vault::Usage,
};
use leptos::prelude::*;

/// Above this part of the room, the page says what to do about it.
const NEARLY_FULL: f64 = 0.85;

/// The room as a bar of its parts.
#[component]
pub(super) fn RoomCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let usage = Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| kept.usage.clone()).unwrap_or_default()));
    let whole = Signal::derive(move || usage.with(|usage| amount(usage.quota)));
    let is_nearly_full = move || usage.with(|usage| amount(usage.used) >= NEARLY_FULL * amount(usage.quota));
    view! {
        <Card title="Room used">
            <div class="stack small">
                <Meter
                    label="localStorage of this address"
                    parts=Signal::derive(move || usage.with(parts))
                    whole=whole
                    words=Signal::derive(move || {
                        usage.with(|usage| format!("{} of {} units, {}", grouped(usage.used), grouped(usage.quota), percent(usage.used, usage.quota)))
                    })
                />
                <p class="muted">
                    {move || {
                        usage.with(|usage| {
                            format!(
                                "{} units are free for changes; {} more are held back, so that there is always room to tidy up and delete. A unit is one UTF-16 character, two bytes: browsers count names and values so.",
                                grouped(usage.free()),
                                grouped(usage.reserve),
                            )
                        })
                    }}
                </p>
                <Show when=move || is_nearly_full()>
                    <Note tone=Tone::Warn>
                        "There is little room left. Export the vault first, then archive or delete what is no longer needed; issues take the most."
                    </Note>
                </Show>
            </div>
        </Card>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a browser's storage is far below 2^52 units")]
fn amount(units: usize) -> f64 {
    units as f64
}

/// The share in words; what is there at all is never "0 %".
pub(super) fn percent(units: usize, whole: usize) -> String {
    let tenths = units.saturating_mul(1000) / whole.max(1);
    match (units, tenths) {
        (0, _) => "0 %".to_owned(),
        (_, 0) => "under 0.1 %".to_owned(),
        (_, tenths) if tenths < 100 => format!("{}.{} %", tenths / 10, tenths % 10),
        (_, tenths) => format!("{} %", tenths / 10),
    }
}

fn parts(usage: &Usage) -> Vec<Part> {
    let journal = usage.runs + usage.journal;
    let small = usage.envelope + usage.head;
    let all = [
        ("Kept state", usage.segments, Tone::Signal),
        ("Newest changes", journal, Tone::Info),
        ("Drafts and notes", usage.asides, Tone::Good),
        ("Keys and what counts", small, Tone::Idle),
        ("Damaged, kept aside", usage.quarantine, Tone::Bad),
        ("To be tidied up", usage.loose, Tone::Warn),
        ("Others at this address", usage.others, Tone::Warn),
    ];
    all.into_iter()
        .filter(|(_, units, _)| *units > 0)
        .map(|(label, units, tone)| Part {
            label: label.to_owned(),
            amount: amount(units),
            words: grouped(units),
            tone,
        })
        .collect()
}
