//! From nothing to an open vault and back: first look, creation, unlock, lock, passphrase, clearing.

use super::{
    Phase, Seal, Session,
    browser::{
        clock,
        idle::{Idle, Limits},
        local::Local,
        random,
        wal::Wal,
        worker,
    },
    commit::{kept_not, own_parts, unstamped},
    core::{Core, Keeper},
};
use crate::{
    domain::{Event, Record, Refusal, State, identity, sample, settings, snapshot},
    vault::{Fault, Mode, Opened, Parameters, Passphrase, Vault, WalRecord, WrappingKey},
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
        // A localStorage that fell back to before the vault was made, or before its passphrase was changed, is mended
        // from the copy that lies beside the log.
        if let Some(copy) = logged(core).await.into_iter().find(|record| record.seq == ENVELOPE_SEQ) {
            Vault::heal_envelope(&mut store, &copy.bytes)?;
        }
        Ok(if Vault::read_envelope(&store)?.is_some() { Phase::Locked } else { Phase::Empty })
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
        self.open_up(&core);
        Ok(())
    }

    /// Opens the vault. A wrong passphrase ends in a sentence and alters nothing (VLT-5).
    pub async fn unlock(self, passphrase: Passphrase) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        if !matches!(&*keeper, Keeper::Locked) {
            return Ok(());
        }
        let store = Local::open().map_err(|fault| could_not(&fault.into()))?;
        let envelope = Vault::read_envelope(&store)
            .and_then(|found| found.ok_or(Fault::Absent))
            .map_err(|fault| could_not(&fault))?;
        let wrapping = derive(&passphrase, envelope.salt, envelope.parameters).await?;
        // A wrong passphrase must not take the seat of another tab, so it is found out first.
        if !envelope.accepts(&wrapping) {
            return Err(could_not(&Fault::WrongPassphrase));
        }
        let leads = self.take_seat(&core, &envelope.vault_id).await?;
        let mode = if leads { Mode::Owner } else { Mode::Reader };
        let opened = Vault::open(store, &wrapping, &logged(&core).await, Box::new(fill), mode);
        let opened = match opened {
            Ok(opened) => opened,
            Err(fault) => {
                core.leave_tabs().await;
                return Err(could_not(&fault));
            }
        };
        if leads {
            self.lead(&core, &mut keeper, opened);
        } else {
            self.follow(&core, &mut keeper, opened);
        }
        drop(keeper);
        self.open_up(&core);
        Ok(())
    }

    /// Takes what an opening found as the tab that writes.
    pub(super) fn lead(self, core: &Rc<Core>, keeper: &mut Keeper, opened: Opened<Local>) {
        let Opened { vault, segments, records, damage, unlogged } = opened;
        let (state, dirty) = rebuild(core, &segments, &records, &damage);
        core.dirty_since.borrow_mut().clear();
        *core.dirty.borrow_mut() = dirty;
        core.horizons.borrow_mut().push((clock::running(), vault.base_seq()));
        let wants = vault.wants_checkpoint();
        *keeper = Keeper::Leading(Box::new(vault));
        self.show(state);
        for record in unlogged {
            self.log_ahead(core, record);
        }
        if let Some(tabs) = core.others() {
            tabs.serve();
        }
        if wants {
            self.fold_soon();
        }
    }

    /// Takes what an opening found as a tab that follows.
    pub(super) fn follow(self, core: &Rc<Core>, keeper: &mut Keeper, opened: Opened<Local>) {
        let Opened { vault, segments, records, damage, .. } = opened;
        let (state, _) = rebuild(core, &segments, &records, &damage);
        let next = vault.next_seq();
        core.tail.borrow_mut().known = next;
        if let Some(tabs) = core.others() {
            tabs.greet(next);
        }
        *keeper = Keeper::Following(Box::new(vault));
        self.show(state);
    }

    /// Puts a whole state before the pages.
    fn show(self, state: State) {
        // Of the people of this vault, the one who came first acts: the person at this browser.
        let first = state.people.values().min_by_key(|person| (person.joined, person.id)).map(|person| person.id);
        self.state.set(state);
        self.actor.set(first);
        self.kept.update(|count| *count += 1);
    }

    fn open_up(self, core: &Rc<Core>) {
        self.phase.set(Phase::Open);
        match &*core.wal.borrow() {
            Err(why) => self.seal.set(Seal::AtRisk(why.clone())),
            Ok(_) if core.in_flight.get() == 0 => self.seal.set(Seal::Saved),
            Ok(_) => self.seal.set(Seal::Saving),
        }
        let others = core.others();
        let idle = Idle::watch(
            self.limits(),
            move || {
                if let Some(tabs) = &others {
                    tabs.active();
                }
            },
            move |_| self.lock(),
        );
        let remaining = idle.remaining();
        let minutes = self.minutes;
        Effect::new(move |_| minutes.set(remaining.get()));
        core.idle.replace(Some(idle));
    }

    fn limits(self) -> Limits {
        self.peek(|state| Limits {
            minutes: Some(u32::from(state.settings.idle_minutes)),
            when_hidden: state.settings.lock_when_hidden,
        })
    }

    /// Locks this tab and all others: keys and plain text leave memory as far as the platform allows (VLT-6).
    pub fn lock(self) {
        if let Some(tabs) = self.core().others() {
            tabs.locked();
        }
        self.lock_here();
    }

    /// Locks this tab alone; what the others do on hearing of [`Session::lock`].
    pub(super) fn lock_here(self) {
        if self.phase.get_untracked() != Phase::Open {
            return;
        }
        let core = self.core();
        core.idle.take();
        self.phase.set(Phase::Locked);
        self.actor.set(None);
        self.state.set(State::default());
        self.progress.set(None);
        leptos::task::spawn_local(async move {
            // A command under way ends first: it is stored or refused, never half.
            let mut keeper = core.keeper.lock().await;
            *keeper = Keeper::Locked;
            core.forget();
            self.state.set(State::default());
            core.leave_tabs().await;
        });
    }

    /// Sets another passphrase: the vault key is wrapped anew, no record is sealed anew (VLT-4).
    pub async fn change_passphrase(self, current: Passphrase, next: Passphrase) -> Result<(), Refusal> {
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return Err(not_the_writer()) };
        let (salt, parameters) = (vault.envelope().salt, vault.envelope().parameters);
        if !vault.accepts(&derive(&current, salt, parameters).await?) {
            return Err(could_not(&Fault::WrongPassphrase).at("Current passphrase"));
        }
        let (wrapping, salt, parameters) = new_key(&next).await?;
        vault.change_passphrase(&wrapping, salt, parameters).map_err(|fault| kept_not(&fault))?;
        let copy = vault.envelope_copy();
        drop(keeper);
        self.keep_envelope_copy(&core, copy).await;
        Ok(())
    }

    /// Whether a passphrase opens this vault: asked again before what is dangerous.
    pub async fn proves(self, passphrase: Passphrase) -> Result<bool, Refusal> {
        let Some((salt, parameters)) =
            self.with_vault(|vault| (vault.envelope().salt, vault.envelope().parameters)).await
        else {
            return Ok(false);
        };
        let wrapping = derive(&passphrase, salt, parameters).await?;
        Ok(self.with_vault(|vault| vault.accepts(&wrapping)).await.unwrap_or_default())
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
        if let Some(wal) = core.log() {
            wal.clear().await.map_err(|fault| Refusal::new("DPR-4", fault.sentence()))?;
        }
        let mut store = Local::open().map_err(|fault| kept_not(&fault.into()))?;
        Vault::erase(&mut store).map_err(|fault| kept_not(&fault))?;
        drop(keeper);
        self.gone(&core).await;
        Ok(())
    }

    /// Everything kept is gone, here or by another tab's hand.
    pub(super) async fn gone(self, core: &Rc<Core>) {
        *core.keeper.lock().await = Keeper::Memory(Vec::new());
        core.forget();
        core.leave_tabs().await;
        self.actor.set(None);
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
            let (played, person) = sample::play(clock::now(), &mut draw)?;
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
        if let Some(wal) = core.log()
            && let Err(fault) = wal.put(ENVELOPE_SEQ, &copy).await
        {
            self.seal.set(Seal::AtRisk(fault.sentence()));
        }
    }
}

/// The state out of segments and the records after them, and what those records changed. What cannot be read is named beside
/// what the vault could not open (VLT-5).
fn rebuild(
    core: &Rc<Core>,
    segments: &[crate::vault::Segment],
    records: &[crate::vault::RecordParts],
    damage: &[crate::vault::Damage],
) -> (State, std::collections::BTreeSet<snapshot::Address>) {
    let pieces = segments
        .iter()
        .filter_map(|segment| Some((snapshot::Address::from_bytes(&segment.address)?, segment.bytes.as_slice())));
    let (mut state, faults) = State::from_segments(pieces);
    let mut named: Vec<String> = damage.iter().map(ToString::to_string).collect();
    named.extend(faults.iter().map(ToString::to_string));
    let mut dirty = std::collections::BTreeSet::new();
    let mut tail = core.tail.borrow_mut();
    tail.clear();
    for (seq, parts) in records {
        let Some((number, record)) = unstamped(parts) else {
            named.push(format!("Change number {seq} could not be read."));
            continue;
        };
        state.apply(&record);
        dirty.extend(snapshot::dirty(&record, &state));
        tail.done(number, &record);
    }
    *core.damage.borrow_mut() = named;
    (state, dirty)
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

async fn new_key(passphrase: &Passphrase) -> Result<(WrappingKey, [u8; 16], Parameters), Refusal> {
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
