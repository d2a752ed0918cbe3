//! How much of what the browser grants is in use, by what, and where (VLT-10, DPR-3).

use super::Kept;
use crate::{
    components::{
        card::Card,
        meter::{Meter, Part},
        note::Note,
        table::{Column, DataTable, Width, grouped},
        tone::Tone,
    },
    pages::reminders::is_nearly_full,
    session::LogRoom,
    vault::Usage,
};
use leptos::prelude::*;

/// The room as a bar of its parts, what lies in the log, and the table of what is kept.
#[component]
pub(super) fn RoomCard(
    /// What the vault says.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let usage = Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| kept.usage.clone()).unwrap_or_default()));
    let log = Memo::new(move |_| kept.with(|kept| kept.as_ref().map(|kept| kept.log.clone())));
    let whole = Signal::derive(move || usage.with(|usage| amount(usage.quota)));
    let is_nearly_full = move || usage.with(|usage| is_nearly_full(usage.used, usage.quota));
    let log_bytes = move || log.with(|log| log.as_ref().and_then(|log| log.as_ref().ok().map(LogRoom::bytes)));
    view! {
        <Card title="Room used" flush=true>
            <div class="rooms small">
                <div class="stack">
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
                </div>
                <div class="stack">
                    // No bar: the browser says of no database how much it may hold.
                    <div class="meter">
                        <div class="meter-head"><span>"Write-ahead log in IndexedDB"</span><span class="num">{move || log_bytes().map(|bytes| format!("{} bytes", grouped(bytes)))}</span></div>
                        <ul class="legend">
                            {move || {
                                let parts = log.with(|log| log.as_ref().and_then(|log| log.as_ref().ok()).map(log_parts).unwrap_or_default());
                                parts
                                    .into_iter()
                                    .map(|part| view! { <li><i data-tone=part.tone.name() aria-hidden="true" /><span>{part.label}</span><span class="num">{part.words}</span></li> })
                                    .collect_view()
                            }}
                        </ul>
                    </div>
                    <p class="muted">
                        {move || match log.get() {
                            Some(Err(why)) => why,
                            _ => "The newest changes once more, sealed alike, so that a crash takes none of them. They leave it a quarter of an hour after they are surely on the disk.".to_owned(),
                        }}
                    </p>
                </div>
                <Show when=move || is_nearly_full()>
                    <Note tone=Tone::Warn>
                        "There is little room left. Export the vault now. Messages of the outbox, drafts and damaged items kept aside can go at once; what other programs keep at this address takes from the same room. What is finished can be exported as CSV or JSON. A browser profile of its own has room of its own for an imported vault file."
                    </Note>
                </Show>
            </div>
            <KeptTable kept=kept />
        </Card>
    }
}

/// What lies where, under which key.
#[component]
fn KeptTable(kept: RwSignal<Option<Kept>>) -> impl IntoView {
    let rows = Memo::new(move |_| kept.with(|kept| kept.as_ref().map(places).unwrap_or_default()));
    let columns = vec![
        Column::new("what", "What is kept", |row: Place| view! { <b>{row.what}</b> }).width(Width::Share(3)),
        Column::new("where", "Where", |row: Place| row.at).width(Width::Share(3)),
        Column::new("key", "Sealed with", |row: Place| row.key).width(Width::Share(3)),
        Column::new("room", "Room", |row: Place| view! { <span class="num">{row.room}</span> })
            .width(Width::Small)
            .at_end(),
    ];
    view! {
        <DataTable label="What is kept" rows=rows key=|row: &Place| row.what.to_owned() columns=columns hide_head=true bare=true />
    }
}

#[expect(clippy::cast_precision_loss, reason = "a browser's storage is far below 2^52 units")]
fn amount(units: usize) -> f64 {
    units as f64
}

/// The share in words; what is there at all is never "0 %".
pub(in crate::pages) fn percent(units: usize, whole: usize) -> String {
    // In 64 bits: a thousand times a full storage is more than a usize of wasm holds.
    let tenths = units as u64 * 1000 / whole.max(1) as u64;
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
    legend(&all)
}

fn log_parts(room: &LogRoom) -> Vec<Part> {
    legend(&[
        ("Newest changes", room.record_bytes, Tone::Info),
        ("Copies of drafts and notes", room.copy_bytes, Tone::Good),
        ("Copy of the envelope", room.envelope_bytes, Tone::Idle),
        ("Copy of the imported vault, for minutes", room.import_bytes, Tone::Signal),
    ])
}

fn legend(all: &[(&str, usize, Tone)]) -> Vec<Part> {
    all.iter()
        .filter(|(_, units, _)| *units > 0)
        .map(|(label, units, tone)| Part {
            label: (*label).to_owned(),
            amount: amount(*units),
            words: grouped(*units),
            tone: *tone,
        })
        .collect()
}

#[derive(Clone, PartialEq)]
struct Place {
    what: &'static str,
    at: String,
    key: &'static str,
    room: String,
}

fn places(kept: &Kept) -> Vec<Place> {
    const LOCAL: &str = "localStorage";
    const SPACE: &str = "The key of its space, or the vault's own";
    let usage = &kept.usage;
    let place = |what, at: &str, key, units: usize| Place {
        what,
        at: at.to_owned(),
        key,
        room: format!("{} units", grouped(units)),
    };
    let changes = match kept.journal {
        0 => LOCAL.to_owned(),
        1 => format!("{LOCAL}, 1 change"),
        count => format!("{LOCAL}, {} changes", grouped(usize::try_from(count).unwrap_or(usize::MAX))),
    };
    let mut places = vec![
        place("Spaces, projects, issues, people, settings", LOCAL, SPACE, usage.segments),
        place("Newest changes, not folded yet", &changes, SPACE, usage.runs + usage.journal),
        Place {
            what: "The newest changes once more, against crashes",
            at: match &kept.log {
                Ok(room) => format!("IndexedDB, {} records", grouped(room.records)),
                Err(_) => "Nowhere: this browser keeps no log".to_owned(),
            },
            key: SPACE,
            room: format!("{} bytes", grouped(kept.log.as_ref().map_or(0, |room| room.record_bytes))),
        },
        place(
            "Wrapped keys of spaces, and what counts",
            LOCAL,
            "The vault's own key; the keys in it by the wrap key",
            usage.head,
        ),
        place(
            "The envelope: salt, work factors, wrapped vault key",
            "localStorage, and a copy in IndexedDB",
            "Readable; the key in it is wrapped",
            usage.envelope,
        ),
    ];
    let more = [
        ("Drafts and notes", SPACE, usage.asides),
        ("Damaged items, kept aside", "As they were found", usage.quarantine),
        ("Items that count no more", "Go at the next unlock", usage.loose),
        ("What others keep at this address", "Not the console's, never touched", usage.others),
    ];
    places.extend(
        more.into_iter().filter(|(_, _, units)| *units > 0).map(|(what, key, units)| place(what, LOCAL, key, units)),
    );
    places
}
