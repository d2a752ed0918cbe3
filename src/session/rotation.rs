//! Rotation of the vault key behind the page's back (VLT-4): begun with the passphrase, carried on in slices, also after
//! a reload or a crash, and ended when the disk surely has what was moved.

use super::{
    Session,
    browser::clock::{self, SLICE_MS},
    checkpoint::HORIZON_MS,
    commit::kept_not,
    core::{Core, Keeper},
    lifecycle::{new_key, not_the_writer},
    locks::{Proof, Secret},
    places::damage_words,
};
use crate::{
    domain::{Refusal, trail::Use},
    vault::{AsideCopy, Fault, NewLock, Passphrase, Rotation, RotationStep, WalRecord},
};
use leptos::prelude::*;
use std::rc::Rc;

/// So many logged records are sealed anew in one transaction.
const BATCH: usize = 64;

/// How a rotation of the vault key stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotating {
    /// Items are sealed anew, one by one.
    Sealing {
        /// Items done.
        done: usize,
        /// Items in all.
        total: usize,
    },
    /// The person asked to wait; it goes on when they say so, or at the next unlock.
    Paused {
        /// Items done.
        done: usize,
        /// Items in all.
        total: usize,
    },
    /// All are. The former key is kept until the browser's disk surely has them.
    Settling,
    /// The browser refused a step; it is tried again every minute, and at every unlock.
    Stopped {
        /// Items done.
        done: usize,
        /// Items in all.
        total: usize,
        /// What happened and what to do.
        why: String,
    },
}

/// All items of a rotation were moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    /// To the names of this instance.
    instance: u32,
    /// When, on the page's clock.
    at: i64,
}

impl Session {
    /// Makes a new vault key, and seals everything anew behind the page (VLT-4). The passphrase is that of today, and stays,
    /// with a salt and a wrapping key of its own. Of the other ways to unlock only those stay whose proofs `kept` gives,
    /// which is asked once the passphrase was right.
    ///
    /// Returns once the rotation has begun; [`Session::rotation`] tells how it goes on.
    pub async fn rotate_key(self, passphrase: Passphrase, kept: impl FnOnce() -> Vec<Proof>) -> Result<(), Refusal> {
        let core = self.core();
        self.leads().await?;
        self.prove(Secret::Passphrase(passphrase.again())).await?;
        let (wrapping, salt, parameters) = new_key(&passphrase).await?;
        drop(passphrase);
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return Err(not_the_writer()) };
        let locks = &vault.envelope().locks;
        // One that was removed meanwhile does not come back.
        let stay = kept().into_iter().filter(|proof| locks.iter().any(|lock| proof.is_for(lock)));
        let others =
            stay.map(Proof::into_parts).map(|(kind, id, public, key)| NewLock { kind, id, public, key }).collect();
        vault.begin_rotation(&wrapping, salt, parameters, others).map_err(|fault| kept_not(&fault))?;
        let copy = vault.envelope_copy();
        let begun = vault.rotation();
        // Before anything that is sealed with the new keys goes to the log: the keeper is held until it is there.
        self.keep_envelope_copy(&core, copy).await;
        core.moved.set(None);
        core.paused.set(false);
        // A crash from here on finds it begun.
        self.show_rotation(begun);
        core.tail.borrow_mut().forget_records();
        if let Some(tabs) = core.others() {
            // Their keys are of no use any more: they ask for the passphrase.
            tabs.replaced();
        }
        self.note_in(&core, &mut keeper, vec![(None, Use::rotation_begun())]).await;
        drop(keeper);
        self.kept.update(|count| *count += 1);
        self.rotate_behind();
        // What the ways that went were called goes with them; what is refused here is asked for again later.
        let _ = self.forget_lost_ways().await;
        Ok(())
    }

    /// Stops sealing anew after the item at hand. Nothing is lost; both keys are kept meanwhile.
    pub fn pause_rotation(self) {
        self.core().paused.set(true);
    }

    /// Goes on after [`Session::pause_rotation`], or after a refusal of the browser.
    pub fn resume_rotation(self) {
        self.core().paused.set(false);
        self.rotate_behind();
    }

    fn show_rotation(self, rotation: Option<Rotation>) {
        let Some(Rotation { done, total }) = rotation else { return self.rotation.set(None) };
        self.rotation.set(Some(if self.core().paused.get() {
            Rotating::Paused { done, total }
        } else {
            Rotating::Sealing { done, total }
        }));
    }

    /// Carries on a rotation that is under way, unless that is being done.
    pub(super) fn rotate_behind(self) {
        let core = self.core();
        if core.rotating.replace(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            let outcome = match self.move_all(&core).await {
                Ok(true) => self.reseal_log(&core).await,
                Ok(false) => Ok(()),
                Err(fault) => Err(fault.to_string()),
            };
            core.rotating.set(false);
            if let Err(why) = outcome {
                let (done, total) = self.rotated_so_far().await;
                self.rotation.set(Some(Rotating::Stopped { done, total, why }));
            }
        });
    }

    async fn rotated_so_far(self) -> (usize, usize) {
        let rotation = self.with_vault(|vault| vault.rotation()).await.flatten();
        rotation.map_or((0, 0), |rotation| (rotation.done, rotation.total))
    }

    /// Brings all items over, a slice at a time; commands go on in between. Tells whether there is a rotation at all.
    async fn move_all(self, core: &Rc<Core>) -> Result<bool, Fault> {
        loop {
            clock::breathe().await;
            let mut keeper = core.keeper.lock().await;
            let Keeper::Leading(vault) = &mut *keeper else { return Ok(false) };
            let Some(rotation) = vault.rotation() else { return Ok(false) };
            if !rotation.is_moved() {
                core.moved.set(None);
                self.show_rotation(Some(rotation));
                if core.paused.get() {
                    return Ok(false);
                }
            }
            let until = clock::running() + SLICE_MS;
            loop {
                match vault.rotate_step()? {
                    RotationStep::Moved => {}
                    RotationStep::Damaged(damage) => {
                        let words = self.peek(|state| damage_words(&damage, state));
                        core.damage.borrow_mut().push(words);
                    }
                    RotationStep::Done => {
                        self.kept.update(|count| *count += 1);
                        return Ok(true);
                    }
                }
                if clock::running() >= until {
                    break;
                }
            }
        }
    }

    /// Seals what lies beside localStorage anew: logged records, and copies of items beside the journal. The keeper is held
    /// for each batch, so that no record of a scope that is destroyed meanwhile comes back with its key.
    async fn reseal_log(self, core: &Rc<Core>) -> Result<(), String> {
        let log = core.log();
        // A record that only the new key opens is worth nothing beside an envelope that knows the former one alone.
        core.settle_copy().await.map_err(|fault| fault.sentence())?;
        if let Some(wal) = &log {
            let records = wal.all().await.map_err(|fault| fault.sentence())?;
            let records: Vec<_> = records.into_iter().map(|(seq, bytes)| WalRecord { seq, bytes }).collect();
            for batch in records.chunks(BATCH) {
                let mut keeper = core.keeper.lock().await;
                let Keeper::Leading(vault) = &mut *keeper else { return Ok(()) };
                let anew: Vec<WalRecord> = batch.iter().filter_map(|record| vault.relog(record)).collect();
                wal.put_all(&anew).await.map_err(|fault| fault.sentence())?;
            }
        }
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return Ok(()) };
        if let Some(wal) = &log {
            let copies = wal.asides().await.map_err(|fault| fault.sentence())?;
            let copies: Vec<_> = copies.into_iter().map(|(name, bytes)| AsideCopy { name, bytes }).collect();
            let merge = vault.merge_asides(&copies).map_err(|fault| fault.to_string())?;
            let put: Vec<_> = merge.put.into_iter().map(|copy| (copy.name, copy.bytes)).collect();
            wal.put_asides(&put, &merge.forget).await.map_err(|fault| fault.sentence())?;
        }
        if vault.rotation().is_none() {
            return Ok(());
        }
        let instance = vault.envelope().instance;
        if core.moved.get().is_none_or(|moved| moved.instance != instance) {
            core.moved.set(Some(Moved { instance, at: clock::running() }));
        }
        self.rotation.set(Some(Rotating::Settling));
        Ok(())
    }

    /// Lets go of the former key, once localStorage has surely reached the disk; tries again what was refused.
    pub(super) async fn end_rotation_if_due(self, core: &Rc<Core>) {
        if matches!(self.rotation.get_untracked(), Some(Rotating::Stopped { .. })) {
            self.rotate_behind();
            return;
        }
        let Some(moved) = core.moved.get().filter(|moved| clock::running() - moved.at > HORIZON_MS) else { return };
        // A tab that followed may have put a draft beside the log with the former key since.
        if self.reseal_log(core).await.is_err() {
            return;
        }
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return };
        // A fault leaves the key where it is; the next minute tries again.
        if vault.envelope().instance == moved.instance && vault.end_rotation().is_ok() {
            let copy = vault.envelope_copy();
            core.moved.set(None);
            self.keep_envelope_copy(core, copy).await;
            self.note_in(core, &mut keeper, vec![(None, Use::rotation_ended())]).await;
            self.rotation.set(None);
            self.kept.update(|count| *count += 1);
        }
    }
}
