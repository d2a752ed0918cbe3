//! Folding behind: what the journal holds goes into segments, a little at a time, while the page is idle.

use super::{
    Session,
    browser::{
        clock::{self, SLICE_MS},
        local::Local,
    },
    commit::scope_of,
    core::{Core, Keeper},
};
use crate::{
    domain::{State, snapshot::Address},
    vault::{Checkpoint, Fault, Storage, Vault},
};
use leptos::prelude::*;
use std::rc::Rc;

/// How long, in milliseconds of this page's life, until a checkpoint in localStorage is surely on the disk.
///
/// Chromium commits localStorage after 5 seconds, then at most once a minute and 10 MiB an hour; the longest wait its
/// limits allow is 12 minutes. Only then are the records of the write-ahead log let go.
pub(super) const HORIZON_MS: i64 = 15 * 60 * 1000;

/// Writes one segment of a fixed state into a checkpoint, or its absence. What belongs to a space that was deleted since is
/// passed over: its key is gone, and all that it sealed.
pub(crate) fn write_segment<S: Storage>(
    vault: &mut Vault<S>,
    checkpoint: &mut Checkpoint,
    state: &State,
    address: &Address,
) -> Result<(), Fault> {
    let scope = scope_of(address.scope());
    match state.segment(address) {
        Some(_) if vault.is_destroyed(&scope) => Ok(()),
        Some(bytes) => vault.put_segment(checkpoint, scope, &address.to_bytes(), &bytes).map(drop),
        None => vault.drop_segment(checkpoint, scope, &address.to_bytes()),
    }
}

impl Session {
    /// Schedules a checkpoint for the next idle moment, unless one is under way.
    pub(super) fn fold_soon(self) {
        let core = self.core();
        if core.folding.replace(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            clock::breathe().await;
            // A fault (no room for second copies, a bulk commit that came first) leaves everything in the journal; the
            // next record that wants a checkpoint tries again.
            if self.fold(&core).await.is_ok() {
                self.kept.update(|count| *count += 1);
            }
            core.folding.set(false);
        });
    }

    /// One checkpoint: the state is fixed at its start, segments are written in slices, the head flips at the end.
    ///
    /// The keeper is held only for a slice at a time, so commands go on in between; they belong to the next one. The
    /// dirty set stays whole until the head has flipped, for a bulk commit may supersede this checkpoint.
    async fn fold(self, core: &Rc<Core>) -> Result<(), Fault> {
        let (mut checkpoint, state, covered) = {
            let mut keeper = core.keeper.lock().await;
            let Keeper::Leading(vault) = &mut *keeper else { return Err(Fault::ReadOnly) };
            let covered = core.dirty.borrow().clone();
            core.dirty_since.borrow_mut().clear();
            (vault.begin_checkpoint()?, self.state.get_untracked(), covered)
        };
        let outcome = self.write_out(core, &mut checkpoint, &state, covered.iter()).await;
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return Err(Fault::ReadOnly) };
        let outcome = match outcome {
            Ok(()) => vault.commit_checkpoint(checkpoint, None).map(drop),
            Err(fault) => {
                vault.abandon_checkpoint(checkpoint);
                Err(fault)
            }
        };
        if outcome.is_ok() {
            *core.dirty.borrow_mut() = std::mem::take(&mut *core.dirty_since.borrow_mut());
            core.horizons.borrow_mut().push((clock::running(), vault.base_seq()));
        }
        outcome
    }

    async fn write_out(
        self,
        core: &Rc<Core>,
        checkpoint: &mut Checkpoint,
        state: &State,
        mut addresses: impl Iterator<Item = &Address>,
    ) -> Result<(), Fault> {
        loop {
            clock::breathe().await;
            let mut keeper = core.keeper.lock().await;
            let Keeper::Leading(vault) = &mut *keeper else { return Err(Fault::ReadOnly) };
            let until = clock::running() + SLICE_MS;
            loop {
                let Some(address) = addresses.next() else { return Ok(()) };
                write_segment(vault, checkpoint, state, address)?;
                if clock::running() >= until {
                    break;
                }
            }
        }
    }

    /// Lets go of what the write-ahead log need not hold any more, and of the former key of a rotation. Called every minute.
    pub async fn trim_log(self) {
        let core = self.core();
        self.trim_dropped(&core).await;
        self.end_rotation_if_due(&core).await;
        self.trim_spare(&core).await;
        let now = clock::running();
        let old = |written: i64| now - written > HORIZON_MS;
        let base = core.horizons.borrow().iter().filter(|(written, _)| old(*written)).map(|(_, base)| *base).max();
        let Some(base) = base else { return };
        core.horizons.borrow_mut().retain(|(_, other)| *other > base);
        if let Some(wal) = core.log() {
            // Kept records are only superfluous; the next minute tries again.
            let _ = wal.forget_below(base).await;
        }
        if core.owed.borrow_mut().take_if(|(seq, _)| *seq < base).is_some() {
            self.settle_seal(&core);
        }
    }

    /// Runs a reading of the open vault, in the tab that writes or one that follows; `None` while it is locked.
    pub async fn with_vault<R>(self, read: impl FnOnce(&mut Vault<Local>) -> R) -> Option<R> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        match &mut *keeper {
            Keeper::Leading(vault) | Keeper::Following(vault) => Some(read(vault)),
            Keeper::Memory(_) | Keeper::Locked => None,
        }
    }
}
