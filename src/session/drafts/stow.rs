//! Sealing drafts and bringing them to both of their places; reading them at opening.

use super::{HeldDraft, Keeping, revision_after};
use crate::{
    domain::{
        Refusal,
        draft::{Draft, DraftKey},
    },
    session::{
        Session,
        browser::{clock, local::Local},
        commit::scope_of,
        core::{Core, Keeper},
        lifecycle::not_the_writer,
        peers::Request,
    },
    vault::{Aside, AsideCopy, Fault, Opening},
};
use leptos::prelude::*;
use std::rc::Rc;

/// How long, in milliseconds, a word that something was dropped stays beside the log: until localStorage is surely on the
/// disk without it (see `checkpoint::HORIZON_MS`).
const HORIZON_MS: i64 = 15 * 60 * 1000;

/// A change of a draft, sealed.
pub(in crate::session) struct Sealed {
    key: DraftKey,
    revision: u64,
    copy: AsideCopy,
    /// What localStorage said, in the tab that writes.
    stored: Option<Result<bool, Fault>>,
}

impl Session {
    /// Seals what waits, and puts it into localStorage if this tab writes.
    pub(in crate::session) fn seal_waiting(self, core: &Core, keeper: &mut Keeper) -> Vec<Sealed> {
        let (vault, leads) = match keeper {
            Keeper::Leading(vault) => (vault, true),
            Keeper::Following(vault) => (vault, false),
            Keeper::Memory(_) | Keeper::Locked => return Vec::new(),
        };
        let waiting = core.shelf.borrow_mut().take_waiting();
        let mut sealed = Vec::with_capacity(waiting.len());
        for key in waiting {
            let bytes = self.drafts.try_with_untracked(|all| all.get(&key).map(|held| held.draft.to_bytes())).flatten();
            let known = core.shelf.borrow().revision(key);
            if bytes.is_none() && known.is_none() {
                continue;
            }
            let revision = revision_after(known, clock::now());
            let (scope, address) = (scope_of(key.scope()), key.to_bytes());
            match vault.seal_aside(scope, &address, revision, bytes.as_ref().map(|bytes| bytes.as_slice())) {
                Ok(copy) => {
                    core.shelf.borrow_mut().learn(key, revision);
                    core.shelf.borrow_mut().note(&copy, bytes.is_none());
                    let stored = leads.then(|| vault.take_aside(&copy));
                    let units = vault.copy_units(&copy);
                    self.mark(key, |held| held.units = units);
                    sealed.push(Sealed { key, revision, copy, stored });
                }
                // The space is gone, and its key: no word of the draft needs to be kept from coming back.
                Err(Fault::Destroyed(_)) => forget_copy(core, vault.copy_names(scope, &address)),
                Err(fault) => self.mark(key, |held| held.keeping = Keeping::Unkept(fault.to_string())),
            }
        }
        sealed
    }

    /// Brings sealed changes beside the log, and to the tab that writes unless this one is `leaving`.
    pub(in crate::session) async fn stow(self, core: &Rc<Core>, sealed: Vec<Sealed>, leaving: bool) {
        if sealed.is_empty() {
            return;
        }
        let pairs: Vec<_> = sealed.iter().map(|one| (one.copy.name.clone(), one.copy.bytes.clone())).collect();
        let beside = match core.log() {
            Some(wal) => wal.put_asides(&pairs, &[]).await.map_err(|fault| fault.sentence()),
            None => Err(not_the_writer().message),
        };
        let follows = !leaving && sealed.iter().any(|one| one.stored.is_none());
        let told = async move { self.ask_leader(&self.core(), &Request::Keep(pairs)).await };
        let taken = match (follows, beside.is_ok()) {
            // It is safe already; the tab that writes takes it into localStorage when it can.
            (true, true) => {
                leptos::task::spawn_local(async move { drop(told.await) });
                Ok(())
            }
            (true, false) => told.await.map(drop),
            (false, _) => Ok(()),
        };
        for Sealed { key, revision, stored, .. } in sealed {
            let keeping = match (&beside, stored, &taken) {
                (Ok(()), ..) | (_, Some(Ok(_)), _) | (_, None, Ok(())) => Keeping::Kept,
                (_, Some(Err(fault)), _) => Keeping::Unkept(fault.to_string()),
                (_, None, Err(refusal)) => Keeping::Unkept(refusal.message.clone()),
            };
            let newest = core.shelf.borrow().revision(key) == Some(revision) && !core.shelf.borrow().waits(key);
            if newest {
                self.mark(key, |held| held.keeping = keeping);
            }
        }
    }

    fn mark(self, key: DraftKey, mark: impl FnOnce(&mut HeldDraft)) {
        // The draft may have been dropped, and the page may be going.
        let _ = self.drafts.try_update(|all| all.get_mut(&key).map(mark));
    }

    /// Reads the drafts of a vault that is being opened.
    pub(in crate::session) async fn read_drafts(self, core: &Rc<Core>, opening: &Opening<Local>) {
        let found = opening.asides(&copies(core).await).unwrap_or_default();
        let owed = core.shelf.borrow_mut().take_owed();
        self.drafts.update(|all| {
            for aside in found {
                take_read(core, all, aside);
            }
            all.retain(|key, _| !owed.contains(key));
        });
        for key in owed {
            self.put_away_soon(key);
        }
    }

    /// Brings both places of the drafts together, in the tab that writes, once the vault is open.
    pub(in crate::session) async fn settle_drafts(self, core: &Rc<Core>, keeper: &mut Keeper) {
        if let Keeper::Leading(vault) = keeper {
            let copies = copies(core).await;
            let merge = vault.merge_asides(&copies).unwrap_or_default();
            for copy in copies.iter().filter(|copy| merge.dropped.contains(&copy.name)) {
                core.shelf.borrow_mut().note(copy, true);
            }
            if let Some(wal) = core.log() {
                let put: Vec<_> = merge.put.into_iter().map(|copy| (copy.name, copy.bytes)).collect();
                // What does not get there is tried again at the next opening.
                let _ = wal.put_asides(&put, &merge.forget).await;
            }
        }
    }

    /// What another tab put away: taken into localStorage by this one, which writes.
    pub(in crate::session) fn keep_asked(
        self,
        core: &Core,
        keeper: &mut Keeper,
        pairs: Vec<(Vec<u8>, Vec<u8>)>,
    ) -> Result<(), Refusal> {
        let Keeper::Leading(vault) = keeper else { return Err(not_the_writer()) };
        let mut outcome = Ok(());
        for (name, bytes) in pairs {
            let copy = AsideCopy { name, bytes };
            let Some(aside) = vault.open_copy(&copy) else { continue };
            if let Err(fault) = vault.take_aside(&copy) {
                outcome = Err(super::super::commit::kept_not(&fault));
            }
            core.shelf.borrow_mut().note(&copy, aside.dropped);
            self.drafts.update(|all| take_read(core, all, aside));
        }
        outcome
    }

    /// Lets go of the word that something was dropped, once localStorage is surely on the disk without it.
    pub(in crate::session) async fn trim_dropped(self, core: &Core) {
        let due = core.shelf.borrow_mut().take_dropped(HORIZON_MS);
        let (Some(wal), false) = (core.log(), due.is_empty()) else { return };
        // Another tab may have put a draft in its place since.
        let Ok(there) = wal.asides().await else { return };
        let names: Vec<Vec<u8>> = due.into_iter().filter(|pair| there.contains(pair)).map(|(name, _)| name).collect();
        let _ = wal.put_asides(&[], &names).await;
    }
}

/// Every copy beside the log; none where there is no log.
async fn copies(core: &Core) -> Vec<AsideCopy> {
    let Some(wal) = core.log() else { return Vec::new() };
    let all = wal.asides().await.unwrap_or_default();
    all.into_iter().map(|(name, bytes)| AsideCopy { name, bytes }).collect()
}

fn forget_copy(core: &Core, names: Vec<Vec<u8>>) {
    if let Some(wal) = core.log() {
        leptos::task::spawn_local(async move {
            // It opens nowhere; the next opening tries again.
            let _ = wal.put_asides(&[], &names).await;
        });
    }
}

/// Takes an item that was read, unless what this tab holds is newer.
fn take_read(core: &Core, all: &mut super::Drafts, aside: Aside) {
    let known = &mut *core.shelf.borrow_mut();
    let Some(key) = DraftKey::from_bytes(&aside.address).filter(|key| scope_of(key.scope()) == aside.scope) else {
        return;
    };
    if known.waits(key) || known.revision(key).is_some_and(|known| known >= aside.revision) {
        return;
    }
    known.learn(key, aside.revision);
    match Draft::from_bytes(&zeroize::Zeroizing::new(aside.bytes)) {
        Some(draft) => {
            all.insert(key, HeldDraft { draft, keeping: Keeping::Kept, units: aside.units });
        }
        None => drop(all.remove(&key)),
    }
}
