//! Commands in, records out: decided, stored, and only then true.

use super::{
    Phase, Progress, Seal, Session,
    browser::{
        clock::{self, SLICE_MS},
        local::Local,
        random,
    },
    checkpoint::write_segment,
    core::{Core, Keeper},
    peers::tell_followers,
};
use crate::{
    domain::{
        Command, Facts, Mend, PersonId, Record, Refusal, State, codec, decide,
        event::Scope as DomainScope,
        snapshot::{self, Address},
    },
    vault::{Fault, Scope, VAULT_SCOPE, Vault, WalRecord},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, rc::Rc};

/// Above this many bytes a record does not go through the journal but straight into segments (a big import).
const BULK_BYTES: usize = 48 * 1024;

/// The number of a command that another tab gave; zero for our own.
pub(crate) type CommandNumber = [u8; 16];

impl Session {
    /// Gives a command: the record of what happened, or the refusal.
    ///
    /// Returns once the record is stored in the vault and the state has changed; the seal tells when it would outlive a
    /// killed browser (VLT-15).
    pub async fn send(self, command: Command) -> Result<Record, Refusal> {
        self.is_let_in(&command)?;
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        match &mut *keeper {
            Keeper::Locked => Err(Refusal::new("VLT-6", "The vault is locked. Unlock it first; nothing was changed.")),
            Keeper::Memory(_) | Keeper::Leading(_) => self.decide_and_keep(&core, &mut keeper, command, None).await,
            Keeper::Following(_) => {
                drop(keeper);
                self.send_to_leader(&core, command).await
            }
        }
    }

    /// Decides in this tab and stores. A command that came `from` another tab has its number and who acts there.
    pub(super) async fn decide_and_keep(
        self,
        core: &Rc<Core>,
        keeper: &mut Keeper,
        command: Command,
        from: Option<(CommandNumber, Option<PersonId>)>,
    ) -> Result<Record, Refusal> {
        let number = from.map(|(number, _)| number);
        let actor = from.map_or_else(|| self.actor.get_untracked(), |(_, actor)| actor);
        let well = random::Well::default();
        let mut draw = |slice: &mut [u8]| well.draw(slice);
        let mut facts = Facts::new(clock::now(), &mut draw);
        let record = self.state.with_untracked(|state| decide(state, actor, command, &mut facts))?;
        well.sound().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
        match keeper {
            Keeper::Memory(_) if snapshot::destroyed(&record).next().is_some() => {
                return Err(Refusal::new("SPC-8", "There is no vault yet, so there is nothing to delete."));
            }
            Keeper::Memory(records) => {
                records.push(record.clone());
                self.take_in(&record);
            }
            Keeper::Leading(vault) => {
                self.keep(core, vault, &record, number).await?;
                if snapshot::destroyed(&record).next().is_some() {
                    self.redact_log(core, keeper).await;
                }
            }
            Keeper::Locked | Keeper::Following(_) => {
                return Err(Refusal::new("VLT-9", "This tab does not hold the vault any more. Try again."));
            }
        }
        Ok(record)
    }

    async fn keep(
        self,
        core: &Rc<Core>,
        vault: &mut Vault<Local>,
        record: &Record,
        number: Option<CommandNumber>,
    ) -> Result<(), Refusal> {
        let parts = stamped(codec::encode(record), number);
        let size: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
        let deletes = snapshot::destroyed(record).next();
        let written = if let Some(space) = deletes {
            self.keep_deletion(core, vault, record, &parts, space)?
        } else if size > BULK_BYTES || snapshot::forgets(record) {
            self.keep_in_bulk(core, vault, record, &parts).await?
        } else {
            let written = vault.append(&parts).map_err(|fault| kept_not(&fault))?;
            self.take_in(record);
            let dirty = self.state.with_untracked(|state| snapshot::dirty(record, state));
            core.soil(dirty);
            written
        };
        tell_followers(core, &written, number, record);
        self.log_ahead(core, written);
        self.kept.update(|count| *count += 1);
        if deletes.is_some() || vault.wants_checkpoint() {
            // What the journal still holds of a deleted space goes with the next checkpoint.
            self.fold_soon();
        }
        Ok(())
    }

    /// A record too large for the journal: its segments are written first, and one flip of the head makes it true.
    ///
    /// A checkpoint under way is superseded: what it covered is still among the dirty segments.
    async fn keep_in_bulk(
        self,
        core: &Rc<Core>,
        vault: &mut Vault<Local>,
        record: &Record,
        parts: &[(Scope, Vec<u8>)],
    ) -> Result<WalRecord, Refusal> {
        let mut after: State = self.state.get_untracked();
        after.apply(record);
        let mut dirty = core.dirty.borrow().clone();
        dirty.extend(snapshot::dirty(record, &after));
        core.cancelled.set(false);
        let mut checkpoint = vault.begin_checkpoint().map_err(|fault| kept_not(&fault))?;
        let gone = if snapshot::forgets(record) { forgotten(vault, &after) } else { Vec::new() };
        let total = dirty.len();
        let mut since = clock::running();
        let mut written = Ok(());
        for (scope, address) in gone {
            written = written.and_then(|()| vault.drop_segment(&mut checkpoint, scope, &address));
        }
        for (done, address) in dirty.iter().enumerate() {
            written = written.and_then(|()| write_segment(vault, &mut checkpoint, &after, address));
            if written.is_err() {
                break;
            }
            if clock::running() - since > SLICE_MS {
                self.progress.set(Some(Progress { label: "Sealing".to_owned(), done, total }));
                clock::breathe().await;
                since = clock::running();
            }
            if core.cancelled.get() {
                break;
            }
        }
        self.progress.set(None);
        if let Err(fault) = written {
            vault.abandon_checkpoint(checkpoint);
            return Err(kept_not(&fault));
        }
        if core.cancelled.get() {
            vault.abandon_checkpoint(checkpoint);
            return Err(Refusal::new("VLT-8", "Cancelled. Nothing of it was kept; everything is as it was before."));
        }
        let logged = vault.commit_checkpoint(checkpoint, Some(parts)).map_err(|fault| kept_not(&fault))?;
        core.dirty.borrow_mut().clear();
        core.dirty_since.borrow_mut().clear();
        core.horizons.borrow_mut().push((clock::running(), vault.base_seq()));
        self.state.set(after);
        core.pending.follow(record);
        self.settle_actor(record);
        logged.ok_or_else(|| Refusal::new("VLT-15", "It was kept, but without a crash-safe copy. Reload the page."))
    }

    /// Takes a stored record into the state that pages see.
    pub(super) fn take_in(self, record: &Record) {
        self.core().pending.follow(record);
        self.state.update(|state| state.apply(record));
        self.settle_actor(record);
    }

    /// Hands the sealed record to the write-ahead log; the seal says saved when it is on storage that outlives a kill.
    pub(super) fn log_ahead(self, core: &Rc<Core>, written: WalRecord) {
        let wal = match &*core.wal.borrow() {
            Ok(wal) => Rc::clone(wal),
            Err(why) => {
                self.seal.set(Seal::AtRisk(why.clone()));
                return;
            }
        };
        core.in_flight.set(core.in_flight.get() + 1);
        self.seal.set(Seal::Saving);
        let core = Rc::clone(core);
        leptos::task::spawn_local(async move {
            let copied = core.settle_copy().await;
            let logged = wal.put(written.seq, &written.bytes).await;
            core.in_flight.set(core.in_flight.get().saturating_sub(1));
            if let Err(fault) = logged {
                let newest = core.owed.borrow().as_ref().map_or(written.seq, |(seq, _)| (*seq).max(written.seq));
                core.owed.replace(Some((newest, fault.sentence())));
            }
            match copied {
                // The next record puts what is due beside the log once more.
                Err(fault) => self.seal.set(Seal::AtRisk(fault.sentence())),
                Ok(()) => self.settle_seal(&core),
            }
        });
    }

    /// What the seal says once a write to the log has ended: at risk as long as one record is owed, else saved when none is
    /// under way.
    pub(super) fn settle_seal(self, core: &Core) {
        if self.phase.get_untracked() != Phase::Open {
            return;
        }
        match &*core.owed.borrow() {
            Some((_, why)) => self.seal.set(Seal::AtRisk(why.clone())),
            None if core.in_flight.get() == 0 => self.seal.set(Seal::Saved),
            None => {}
        }
    }
}

/// Segments of the vault that a state has no more.
fn forgotten(vault: &Vault<Local>, after: &State) -> Vec<(Scope, Vec<u8>)> {
    let alive: BTreeSet<Vec<u8>> = after.addresses().iter().map(Address::to_bytes).collect();
    let live = vault.live_segments().filter(|(_, address)| !alive.contains(*address));
    live.map(|(scope, address)| (*scope, address.to_vec())).collect()
}

/// The vault's scope id of a domain scope: zero for the vault, else the space's own id.
pub(super) fn scope_of(scope: DomainScope) -> Scope {
    match scope {
        DomainScope::Vault => VAULT_SCOPE,
        DomainScope::Space(space) => space.0.into_bytes(),
    }
}

/// Puts the command's number before each part, so that a tab that takes over knows what was already done.
fn stamped(parts: Vec<(DomainScope, Vec<u8>)>, number: Option<CommandNumber>) -> Vec<(Scope, Vec<u8>)> {
    let stamp = match number {
        None => vec![0],
        Some(number) => [&[16][..], &number].concat(),
    };
    parts.into_iter().map(|(scope, bytes)| (scope_of(scope), [stamp.as_slice(), &bytes].concat())).collect()
}

/// A record out of its stored parts, with the number of the command it came from.
pub(crate) fn unstamped(parts: &[(Scope, Vec<u8>)]) -> Option<(Option<CommandNumber>, Record)> {
    let mut number = None;
    let mut bodies = Vec::with_capacity(parts.len());
    for (_, bytes) in parts {
        let (length, rest) = bytes.split_first()?;
        let (stamp, body) = rest.split_at_checked(usize::from(*length))?;
        number = number.or_else(|| stamp.try_into().ok());
        bodies.push(body);
    }
    Some((number, codec::decode(bodies).ok()?))
}

/// The stored parts of a record that came to be in this tab's memory.
pub(crate) fn own_parts(record: &Record) -> Vec<(Scope, Vec<u8>)> {
    stamped(codec::encode(record), None)
}

/// What a person reads when the vault could not keep something (VLT-10).
pub(super) fn kept_not(fault: &Fault) -> Refusal {
    let refusal = Refusal::new("VLT-10", fault.to_string());
    if matches!(fault, Fault::Full { .. }) { refusal.mended_at(Mend::DataProtection) } else { refusal }
}
