//! From nothing to a vault and back: first look, creation, lock, passphrase, clearing. Unlocking is in `opening`.

use super::{
    Phase, Seal, Session,
    browser::{clock, local::Local, random, wal::Wal, worker},
    commit::{kept_not, own_parts},
    core::{Core, Keeper},
    trail::Farewell,
};
use crate::{
    domain::{Event, Record, Refusal, State, identity, sample, settings, trail::LockedBy},
    formats::aws_cli,
    vault::{Fault, Parameters, Passphrase, Vault, WalRecord, WrappingKey},
};
use leptos::prelude::*;
use std::rc::Rc;

/// Where the write-ahead log keeps the copy of the envelope: beyond every sequence number.
pub(super) const ENVELOPE_SEQ: u64 = u64::MAX;

impl Session {
    /// Looks at what this browser keeps and settles the phase. Called once, when the page starts.
    pub async fn start(self) {
        let core = self.core();
        *core.wal.borrow_mut() = Wal::open().await.map(Rc::new).map_err(|fault| fault.sentence());
        let phase = self.look(&core).await.unwrap_or_else(|fault| Phase::Broken(fault.to_string()));
        if phase == Phase::Locked {
            *core.keeper.lock().await = Keeper::Locked;
        }
        self.phase.set(phase);
    }

    async fn look(self, core: &Rc<Core>) -> Result<Phase, Fault> {
        let mut store = Local::open()?;
        Self::restore_import(core, &mut store).await?;
        // A localStorage that fell back to before the vault was made, or before its passphrase was changed, is mended
        // from the copy that lies beside the log.
        let log = match core.log() {
            Some(wal) => wal.all().await,
            None => Ok(Vec::new()),
        };
        match log {
            Ok(log) => {
                if let Some((_, copy)) = log.into_iter().find(|(seq, _)| *seq == ENVELOPE_SEQ) {
                    Vault::heal_envelope(&mut store, &copy)?;
                }
            }
            // What cannot be read is not written over, and the seal tells of it.
            Err(fault) => drop(core.wal.replace(Err(fault.sentence()))),
        }
        Ok(if Vault::look(&store)?.is_some() { Phase::Locked } else { Phase::Empty })
    }

    /// Makes a vault under a passphrase and puts everything done so far into it.
    pub async fn create_vault(self, passphrase: Passphrase) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        let Keeper::Memory(records) = &*keeper else {
            return Err(Refusal::new("VLT-1", "This browser keeps a vault already. Unlock it, or clear it first."));
        };
        let (wrapping, salt, parameters) = new_key(&passphrase).await?;
        let store = Local::open().map_err(|fault| kept_not(&fault.into()))?;
        let mut vault =
            Vault::create(store, &wrapping, salt, parameters, Box::new(fill)).map_err(|fault| kept_not(&fault))?;
        let written = records.iter().map(|record| vault.append(&own_parts(record))).collect::<Result<Vec<_>, _>>();
        let written = match written {
            Ok(written) => written,
            Err(fault) => {
                // Nothing was promised yet: the half-made vault goes, and what was typed stays in memory.
                let _ = Vault::erase(&mut vault.close());
                return Err(kept_not(&fault));
            }
        };
        core.soil(self.peek(|state| state.addresses().into_iter().collect()));
        let copy = vault.envelope_copy();
        let id = *vault.vault_id();
        *keeper = Keeper::Leading(Box::new(vault));
        self.take_seat(&core, &id).await?;
        // Tabs that unlock from now on follow this one and send it their commands (VLT-9).
        if let Some(tabs) = core.others() {
            tabs.serve();
        }
        drop(keeper);
        self.keep_envelope_copy(&core, copy).await;
        for record in written {
            self.log_ahead(&core, record);
        }
        self.begin_trail(&core).await;
        self.open_up(&core);
        Ok(())
    }

    /// Locks this tab and all others: keys and plain text leave memory as far as the platform allows (VLT-6).
    pub fn lock(self) {
        self.lock_all(LockedBy::Person);
    }

    /// The same, for another reason than that the person asked for it.
    pub(super) fn lock_all(self, by: LockedBy) {
        if let Some(tabs) = self.core().others() {
            tabs.locked();
        }
        self.lock_here(by);
    }

    /// Locks this tab alone; what the others do on hearing of [`Session::lock`].
    pub(super) fn lock_here(self, by: LockedBy) {
        if self.phase.get_untracked() != Phase::Open {
            return;
        }
        let core = self.core();
        core.idle.take();
        self.leave_passphrase();
        let farewell = Farewell::of(self, by);
        self.phase.set(Phase::Locked);
        self.actor.set(None);
        self.state.set(State::default());
        self.progress.set(None);
        self.rotation.set(None);
        leptos::task::spawn_local(async move {
            // A command under way ends first: it is stored or refused, never half.
            let mut keeper = core.keeper.lock().await;
            // What was typed and not put away yet, while there are keys (VLT-14).
            let sealed = self.seal_waiting(&core, &mut keeper);
            let written = match &mut *keeper {
                Keeper::Leading(vault) => farewell.write(&core, vault),
                _ => None,
            };
            *keeper = Keeper::Locked;
            core.forget();
            self.forget_drafts();
            self.state.set(State::default());
            self.stow(&core, sealed, true).await;
            if let (Some(written), Some(wal)) = (written, core.log()) {
                // Without it the entry still lies in localStorage; nobody is there to be told.
                let _ = wal.put(written.seq, &written.bytes).await;
            }
            core.leave_tabs().await;
        });
    }

    /// Removes every trace from this browser's storage, keys first (DPR-4).
    pub async fn clear_browser(self) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        if let Some(tabs) = core.others() {
            tabs.cleared();
        }
        *keeper = Keeper::Memory(Vec::new());
        // The log's copy of the envelope goes first: otherwise a crash in between would mend the envelope from it.
        let wal = core.log();
        if let Some(wal) = &wal {
            wal.clear().await.map_err(|fault| Refusal::new("DPR-4", fault.sentence()))?;
        }
        let mut store = Local::open().map_err(|fault| kept_not(&fault.into()))?;
        Vault::erase(&mut store).map_err(|fault| kept_not(&fault))?;
        if let Some(wal) = wal {
            // Emptied already; that the empty database stays, as where another tab holds it, tells nothing.
            let _ = wal.delete_database().await;
        }
        drop(keeper);
        self.gone(&core).await;
        Ok(())
    }

    /// Everything kept is gone, here or by another tab's hand.
    pub(super) async fn gone(self, core: &Rc<Core>) {
        *core.keeper.lock().await = Keeper::Memory(Vec::new());
        core.forget();
        self.forget_drafts();
        core.pending.clear();
        self.put_back.set(None);
        core.copy_due.take();
        core.spare_due.take();
        core.spare_since.set(None);
        core.leave_tabs().await;
        self.actor.set(None);
        self.rotation.set(None);
        self.state.set(State::default());
        self.seal.set(Seal::Unsealed);
        self.phase.set(Phase::Empty);
    }

    /// "Open a sample": makes a vault under the passphrase and plays the sample company into it.
    pub async fn open_sample(self, passphrase: Passphrase) -> Result<(), Refusal> {
        {
            let core = self.core();
            let mut keeper = core.keeper.lock().await;
            let Keeper::Memory(records) = &mut *keeper else {
                return Err(Refusal::new("VLT-1", "This browser keeps a vault already. Unlock it, or clear it first."));
            };
            let well = random::Well::default();
            let mut draw = |slice: &mut [u8]| well.draw(slice);
            let cloud = aws_cli::sample::commands().map_err(|why| Refusal::new("VPC-6", why.message))?;
            let (played, person) = sample::play(clock::now(), &mut draw, cloud)?;
            well.sound().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
            let mut state = State::default();
            for record in &played {
                state.apply(record);
            }
            *records = played;
            self.state.set(state);
            self.actor.set(Some(person));
        }
        self.create_vault(passphrase).await
    }

    /// After a record that changes who acts, or when the console locks.
    pub(super) fn settle_actor(self, record: &Record) {
        for event in &record.events {
            match event {
                Event::Identity(identity::Event::Joined { person }) if self.actor.get_untracked().is_none() => {
                    self.actor.set(Some(person.id));
                }
                Event::Settings(settings::Event::SampleLeft) => self.actor.set(None),
                Event::Settings(settings::Event::LockSet { .. }) => {
                    if let Some(idle) = &*self.core().idle.borrow() {
                        idle.set_limits(self.limits());
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts a copy of the envelope beside the log, so that a localStorage that falls back can be mended.
    pub(super) async fn keep_envelope_copy(self, core: &Rc<Core>, copy: Vec<u8>) {
        core.copy_due.replace(Some(copy));
        if let Err(fault) = core.settle_copy().await {
            self.seal.set(Seal::AtRisk(fault.sentence()));
        }
    }
}

/// Everything in the write-ahead log; nothing where there is none, which the seal tells.
pub(super) async fn logged(core: &Rc<Core>) -> Vec<WalRecord> {
    let Some(wal) = core.log() else { return Vec::new() };
    let all = wal.all().await.unwrap_or_default();
    all.into_iter().map(|(seq, bytes)| WalRecord { seq, bytes }).collect()
}

/// Random bytes for the vault, whose draws cannot fail one by one.
///
/// A browser without randomness cannot make keys: the page stops rather than seal with something guessable.
pub(crate) fn fill(slice: &mut [u8]) {
    if random::fill(slice).is_err() {
        wasm_bindgen::throw_str("This browser gave no random numbers, which keys need. Restart the browser.");
    }
}

/// Derives the wrapping key beside the page (VLT-3).
pub(super) async fn derive(
    passphrase: &Passphrase,
    salt: [u8; 16],
    parameters: Parameters,
) -> Result<WrappingKey, Refusal> {
    worker::derive(passphrase, &salt, parameters).await.map(|derived| derived.key).map_err(|fault| could_not(&fault))
}

pub(super) async fn new_key(passphrase: &Passphrase) -> Result<(WrappingKey, [u8; 16], Parameters), Refusal> {
    let salt = random::bytes::<16>().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
    let parameters = Parameters::DEFAULT;
    Ok((derive(passphrase, salt, parameters).await?, salt, parameters))
}

pub(super) fn not_the_writer() -> Refusal {
    Refusal::new("VLT-9", "Another tab of this console does the writing. Do it there, or close that tab first.")
}

/// What a person reads when the vault could not be opened.
pub(super) fn could_not(fault: &Fault) -> Refusal {
    let refusal = Refusal::new("VLT-5", fault.to_string());
    if *fault == Fault::WrongPassphrase { refusal.at("Passphrase") } else { refusal }
}
