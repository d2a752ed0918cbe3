//! What the open vault says of itself, read again whenever something was kept.

use crate::{
    domain::snapshot::{Address, Holder},
    session::{LogRoom, Session},
    vault::{LockKind, Mode, Parameters, Quarantined, Usage},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The facts that the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// What takes room.
    pub usage: Usage,
    /// How the wrapping key is made.
    pub parameters: Parameters,
    /// What opens the vault: kinds and ids, the passphrase first.
    pub locks: Vec<(LockKind, u64)>,
    /// Changes that are not folded into the kept state yet.
    pub journal: u64,
    /// Another tab writes.
    pub follows: bool,
    /// Damaged items that are kept aside.
    pub quarantined: Vec<Quarantined>,
    /// Units by what takes them.
    pub takes: BTreeMap<Holder, usize>,
    /// What lies in the write-ahead log, or why there is none.
    pub log: Result<LogRoom, String>,
}

/// Reads the facts now and after every change of what is kept.
pub(super) fn watch(session: Session) -> RwSignal<Option<Kept>> {
    let kept = RwSignal::new(None);
    Effect::new(move |_| {
        session.kept();
        leptos::task::spawn_local(async move {
            let log = session.log_room().await;
            let read = session
                .with_vault(|vault| Kept {
                    usage: vault.usage(),
                    parameters: vault.envelope().parameters,
                    locks: vault.envelope().locks.iter().map(|lock| (lock.kind, lock.id)).collect(),
                    journal: vault.journal_len(),
                    follows: vault.mode() == Mode::Reader,
                    quarantined: vault.quarantined(),
                    takes: takes(vault.room_of_segments()),
                    log,
                })
                .await;
            // The page may have gone meanwhile, and so may the key.
            if let Some(read) = read {
                kept.try_set(Some(read));
            }
        });
    });
    kept
}

/// Puts together what takes room together.
fn takes<'a>(segments: impl Iterator<Item = (&'a [u8], usize)>) -> BTreeMap<Holder, usize> {
    let mut all = BTreeMap::new();
    for (address, units) in segments {
        // Written by a newer console: counted in the whole, but of nothing that is known here.
        let Some(address) = Address::from_bytes(address) else { continue };
        *all.entry(address.holder()).or_default() += units;
    }
    all
}
