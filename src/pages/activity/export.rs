//! The feed as files for other programs (AUD-1, AUD-3).

use super::sieve::Sieve;
use crate::{
    components::{Flashes, Icon, Menu, MenuItem},
    domain::{SpaceId, State, activity::Entry, chain::Numbered},
    formats::{activity, aws_codecatalyst},
    pages::space::shared::counted,
    session::{
        Session,
        browser::{clock, files},
    },
};
use leptos::prelude::*;

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As `aws codecatalyst list-event-logs` prints them.
    EventLogs,
    /// Each line with its link, to be checked by another program (docs/log-chain.md).
    Chained,
}

impl Kind {
    const fn file(self) -> &'static str {
        match self {
            Self::EventLogs => "event-logs.json",
            Self::Chained => "activity.json",
        }
    }
}

/// Exports the lines that a sieve lets through.
#[component]
pub(super) fn ExportMenu(
    /// Which space.
    space: Signal<SpaceId>,
    /// What is shown.
    sieve: Memo<Sieve>,
) -> impl IntoView {
    let session = Session::here();
    let flashes = Flashes::of_page();
    let save = move |kind: Kind| {
        leptos::task::spawn_local(async move {
            // The menu closes before the file is put together.
            clock::breathe().await;
            let (Some(id), Some(sieve)) = (space.try_get_untracked(), sieve.try_get_untracked()) else { return };
            let (count, bytes) = session.peek(|state| write(state, id, &sieve, kind));
            match files::offer(kind.file(), "application/json", &bytes) {
                Ok(()) => {
                    flashes.good(format!("Exported {} to {}.", counted(count, "event", "events"), kind.file()));
                }
                Err(fault) => {
                    flashes.bad(fault.sentence());
                }
            }
        });
    };
    let items = Signal::derive(move || {
        vec![
            MenuItem::action("As list-event-logs of the AWS CLI", move || save(Kind::EventLogs)).icon(Icon::Export),
            MenuItem::action("JSON with the chain", move || save(Kind::Chained)).icon(Icon::ShieldCheck),
        ]
    });
    view! { <Menu label="Export" items=items icon=Icon::Export /> }
}

/// The file, with how many lines are in it.
fn write(state: &State, id: SpaceId, sieve: &Sieve, kind: Kind) -> (usize, Vec<u8>) {
    let Some(space) = state.space(id) else { return (0, Vec::new()) };
    // Oldest first: the order of the chain.
    let shown: Vec<Numbered<'_, Entry>> =
        space.feed.links().filter(|numbered| sieve.lets(state, space, numbered.entry)).collect();
    let count = shown.len();
    let bytes = match kind {
        // The newest first, as the service prints them.
        Kind::EventLogs => aws_codecatalyst::event_logs(state, space, shown.into_iter().rev()),
        Kind::Chained => activity::file(state, space, shown),
    };
    (count, bytes)
}
