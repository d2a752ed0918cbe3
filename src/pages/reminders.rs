//! Quiet notes above every page: little room is left (VLT-10), and work that no exported file holds (VLT-11).

use super::vault::{Part, percent};
use crate::{
    components::{Button, ButtonKind, Flashes, Note, Tone},
    domain::{
        Command,
        reminder::{Due, export_due},
        settings,
    },
    routes::Route,
    session::{Nav, Session, browser::clock},
};
use leptos::prelude::*;

/// Above this part of the room, in hundredths, it is said that little is left.
pub const NEARLY_FULL: u64 = 85;

/// Whether little room is left.
pub const fn is_nearly_full(used: usize, quota: usize) -> bool {
    // In 64 bits, whatever a browser grants.
    used as u64 * 100 >= quota as u64 * NEARLY_FULL
}

/// Both, on every page but those that are about it.
#[component]
pub fn Reminders() -> impl IntoView {
    let session = Session::here();
    let nav = Nav::here();
    let flashes = Flashes::of_page();
    let elsewhere = Memo::new(move |_| !matches!(nav.route(), Route::DataProtection | Route::ImportVault));
    let room = RwSignal::new((0, 0));
    Effect::new(move |_| {
        session.kept();
        leptos::task::spawn_local(async move {
            if let Some(read) = session.with_vault(|vault| vault.room()).await {
                // Locked meanwhile, and the frame is gone.
                room.try_set(read);
            }
        });
    });
    let full = Memo::new(move |_| {
        let (used, quota) = room.get();
        (elsewhere.get() && quota > 0 && is_nearly_full(used, quota)).then(|| percent(used, quota))
    });
    let due = Memo::new(move |_| {
        if !elsewhere.get() {
            return None;
        }
        session.with(|state| export_due(state, clock::now()))
    });
    let put_off = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if let Err(refusal) = session.send(Command::Settings(settings::Command::PutOffExport)).await {
                flashes.bad(refusal.message);
            }
        });
    });
    view! {
        {move || full.get().map(|share| view! {
            <Note
                tone=Tone::Warn
                title=Some("There is little room left.".to_owned())
                link=Some(("See what takes room".to_owned(), Part::Room.href()))
            >
                {format!("{share} of what this browser grants is used. When it is full, changes are refused; what is kept stays.")}
            </Note>
        })}
        {move || due.get().map(|due| view! {
            <Note
                tone=Tone::Info
                title=Some(match due {
                    Due::Never => "No vault file was exported yet.".to_owned(),
                    Due::Old { days: 0 } => "Much has changed since the last export.".to_owned(),
                    Due::Old { days: 1 } => "The last export was a day ago, and much has changed.".to_owned(),
                    Due::Old { days } => format!("The last export was {days} days ago."),
                })
                link=Some(("Go to the vault file".to_owned(), Part::File.href()))
                action=move || view! { <Button small=true kind=ButtonKind::Quiet on_press=put_off>"Remind me in a week"</Button> }
            >
                "Your work lies in this browser alone: if its data is cleared or the disk fails, only an exported file brings it back."
            </Note>
        })}
    }
}
