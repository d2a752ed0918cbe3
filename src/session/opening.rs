//! From an unlocked head to a whole state, a slice at a time, with a frame let through in between.
//!
//! The keeper is held all the while, so every command, export or look through waits until the state is whole: no rule
//! decides on half a state. Pages are shown as soon as they have what they show ([`Session::has`]).

use super::{
    Phase, Seal, Session,
    browser::{
        clock::{self, Slice},
        idle::{Idle, Limits, Reason},
        local::Local,
        once::Once,
    },
    commit::{CommandNumber, scope_of, unstamped},
    core::{Core, Keeper},
    lifecycle::{could_not, fill, logged},
    locks::{Proof, Secret, Unlocking},
    places::damage_words,
};
use crate::{
    domain::{
        Record, Refusal, State,
        snapshot::{Address, Assembled, Assembly, Step, Wanted},
        trail::LockedBy,
    },
    vault::{Fault, LockKind, Mode, Opened, Opening, Vault},
};
use leptos::prelude::*;
use std::rc::Rc;

/// How often an opening is begun again because the tab that writes outran it.
const TRIES: usize = 8;

/// The answer to whoever unlocks: given when the first page can be shown.
type Answer = Once<Result<(), Refusal>>;

impl Session {
    /// Opens the vault. What does not open it ends in a sentence and alters nothing (VLT-5).
    ///
    /// Returns as soon as pages can be shown; the rest is opened behind them.
    pub async fn unlock(self, secret: Secret) -> Result<(), Refusal> {
        let outcome = self.unlock_in_steps(secret).await;
        self.unlocking.set(None);
        outcome
    }

    async fn unlock_in_steps(self, secret: Secret) -> Result<(), Refusal> {
        let store = Local::open().map_err(|fault| could_not(&fault.into()))?;
        let envelope = Vault::read_envelope(&store)
            .and_then(|found| found.ok_or(Fault::Absent))
            .map_err(|fault| could_not(&fault))?;
        // A wrong secret must not take the seat of another tab, so it is found out first.
        let to_raise = match &secret {
            Secret::Passphrase(passphrase) if envelope.parameters.below_default() => Some(passphrase.again()),
            _ => None,
        };
        let proof = self.present_here(&envelope, secret).await?;
        self.unlocking.set(Some(Unlocking::Opening));
        let answer = Answer::default();
        let brought = answer.clone();
        leptos::task::spawn_local(async move {
            let core = self.core();
            let mut keeper = core.keeper.lock().await;
            if !matches!(&*keeper, Keeper::Locked) {
                return brought.settle(Ok(()));
            }
            match self.begin_unlock(&core, store, &proof).await {
                Ok(opening) => {
                    let way = proof.way();
                    self.vouch_anew(proof.kind() == LockKind::Recovery);
                    if proof.kind() == LockKind::Recovery {
                        self.by_sheet.set(true);
                        core.sheet.replace(Some(Rc::new(proof)));
                    }
                    match self.take_up(&core, &mut keeper, opening, Some(&brought)).await {
                        Ok(()) => {
                            self.note_unlocked(&core, &mut keeper, way).await;
                            drop(keeper);
                            if let Some(passphrase) = to_raise {
                                self.raise_derivation(&core, passphrase).await;
                            }
                        }
                        Err(fault) => {
                            self.leave_passphrase();
                            core.leave_tabs().await;
                            if self.phase.get_untracked() == Phase::Open {
                                self.lock_here(LockedBy::OtherTab);
                                self.phase.set(Phase::Broken(fault.to_string()));
                            }
                            brought.settle(Err(could_not(&fault)));
                        }
                    }
                }
                Err(refusal) => brought.settle(Err(refusal)),
            }
        });
        answer.await
    }

    async fn begin_unlock(self, core: &Rc<Core>, store: Local, proof: &Proof) -> Result<Opening<Local>, Refusal> {
        let vault_id = Vault::read_envelope(&store).ok().flatten().ok_or_else(|| could_not(&Fault::Absent))?.vault_id;
        let leads = self.take_seat(core, &vault_id).await?;
        let mode = if leads { Mode::Owner } else { Mode::Reader };
        let opening = Vault::begin_opening(store, proof.key(), &logged(core).await, Box::new(fill), mode);
        if opening.is_err() {
            core.leave_tabs().await;
        }
        opening.map_err(|fault| could_not(&fault))
    }

    /// Reads storage again with the keys at hand, as the tab that writes or as one that follows. Pages keep what they show
    /// until all of it is there.
    pub(super) async fn read_again(self, core: &Rc<Core>, keeper: &mut Keeper, vault: Vault<Local>, mode: Mode) {
        let log = logged(core).await;
        let outcome = match vault.begin_reopening(&log, mode) {
            Ok(opening) => self.take_up(core, keeper, opening, None).await,
            Err(fault) => Err(fault),
        };
        if outcome.is_err() {
            self.lock_here(LockedBy::OtherTab);
        }
    }

    /// Opens all that an opening found and takes the vault over. With `first`, pages are shown as early as they can be, and
    /// it is told then. A lock in the middle ends it, and the keeper stays locked.
    async fn take_up(
        self,
        core: &Rc<Core>,
        keeper: &mut Keeper,
        mut opening: Opening<Local>,
        first: Option<&Answer>,
    ) -> Result<(), Fault> {
        let mut answer = first;
        // A form that is shown offers its draft at once.
        self.read_drafts(core, &opening).await;
        for _ in 0..TRIES {
            let Some(whole) = self.assemble(core, &mut opening, &mut answer).await? else { return Ok(()) };
            if !opening.is_outrun()? {
                self.conclude(core, keeper, opening.finish()?, whole);
                self.settle_drafts(core, keeper).await;
                self.redact_log(core, keeper).await;
                if let Some(answer) = answer {
                    self.open_up(core);
                    answer.settle(Ok(()));
                }
                return Ok(());
            }
            opening = opening.again(&logged(core).await)?;
        }
        Err(Fault::Moved)
    }

    /// Opens the segments and applies the records; nothing when the vault was locked meanwhile.
    async fn assemble(
        self,
        core: &Rc<Core>,
        opening: &mut Opening<Local>,
        answer: &mut Option<&Answer>,
    ) -> Result<Option<Whole>, Fault> {
        let early = answer.is_some();
        let mut slice = Slice::begin();
        let mut whole = Whole::default();
        let mut records = Vec::new();
        for (seq, parts) in opening.take_records() {
            if parts.is_empty() {
                // All that it told was of a space that is deleted.
                continue;
            }
            match unstamped(&parts) {
                Some((number, record)) => {
                    if number.is_some() {
                        whole.done.push((number, record.clone()));
                    }
                    records.push(record);
                }
                None => whole.unread.push(format!("Change number {seq} could not be read.")),
            }
            slice.pause_if_over().await;
        }
        let live: Vec<Address> = opening.pending().filter_map(|(_, address)| Address::from_bytes(address)).collect();
        let mut assembly = Assembly::new(live, records);
        loop {
            match assembly.step(core.wanted.get()) {
                Step::Open(address) => {
                    let segment = opening.segment(scope_of(address.scope()), &address.to_bytes())?;
                    assembly.give(address, segment.as_ref().map(|segment| segment.bytes.as_slice()));
                }
                Step::Worked => {}
                Step::Done => break,
            }
            if !slice.is_over() {
                continue;
            }
            if early && assembly.can_show() {
                self.show_early(core, &assembly, answer);
            }
            slice.pause().await;
            if answer.is_none() && self.phase.get_untracked() != Phase::Open {
                self.whole.set(true);
                return Ok(None);
            }
        }
        whole.assembled = Some(assembly.finish());
        Ok(Some(whole))
    }

    /// Shows what is there, where that brings the page at hand on.
    fn show_early(self, core: &Rc<Core>, assembly: &Assembly, answer: &mut Option<&Answer>) {
        let wanted = core.wanted.get();
        let complete = assembly.has(wanted);
        if let Some(answer) = answer.take() {
            self.whole.set(false);
            self.there.set(if complete { wanted } else { Wanted::Nothing });
            self.show(assembly.state().clone());
            self.open_up(core);
            answer.settle(Ok(()));
        } else if complete && !self.has_now(wanted) {
            self.there.set(wanted);
            self.state.set(assembly.state().clone());
        }
    }

    /// Takes what an opening found as the tab that writes, or as one that follows.
    fn conclude(self, core: &Rc<Core>, keeper: &mut Keeper, opened: Opened<Local>, whole: Whole) {
        let Opened { vault, damage, unlogged, .. } = opened;
        let Whole { assembled, done, unread } = whole;
        let Some(Assembled { state, faults, dirty }) = assembled else { return };
        let mut named: Vec<String> = damage.iter().map(|one| damage_words(one, &state)).collect();
        named.extend(faults.iter().map(|fault| fault.sentence(&state)));
        named.extend(unread);
        *core.damage.borrow_mut() = named;
        {
            let mut tail = core.tail.borrow_mut();
            tail.clear();
            for (number, record) in &done {
                tail.done(*number, record);
            }
        }
        if vault.mode() == Mode::Owner {
            core.dirty_since.borrow_mut().clear();
            *core.dirty.borrow_mut() = dirty;
            core.horizons.borrow_mut().push((clock::running(), vault.base_seq()));
            let (wants, rotates) = (vault.wants_checkpoint(), vault.rotation().is_some());
            // A crash may have come between a change of the envelope and its copy.
            core.copy_due.replace(Some(vault.envelope_copy()));
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
            if rotates {
                self.rotate_behind();
            } else {
                self.rotation.set(None);
            }
            let core = Rc::clone(core);
            leptos::task::spawn_local(async move {
                // What fails here is tried again with the next record, and told then.
                let _ = core.settle_copy().await;
            });
        } else {
            let next = vault.next_seq();
            core.tail.borrow_mut().known = next;
            if let Some(tabs) = core.others() {
                tabs.greet(next);
            }
            *keeper = Keeper::Following(Box::new(vault));
            self.show(state);
        }
        self.whole.set(true);
    }

    /// Puts a whole state before the pages.
    fn show(self, state: State) {
        self.state.set(state);
        self.keep_acting();
        self.kept.update(|count| *count += 1);
    }

    pub(super) fn open_up(self, core: &Rc<Core>) {
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
            move |reason| {
                self.lock_all(match reason {
                    Reason::Idle => LockedBy::Idle,
                    Reason::Hidden => LockedBy::Hidden,
                });
            },
        );
        let remaining = idle.remaining();
        let minutes = self.minutes;
        Effect::new(move |_| minutes.set(remaining.get()));
        core.idle.replace(Some(idle));
    }

    pub(super) fn limits(self) -> Limits {
        self.peek(|state| Limits {
            minutes: Some(u32::from(state.settings.idle_minutes)),
            when_hidden: state.settings.lock_when_hidden,
        })
    }

    /// Says what the page at hand shows, so that it is opened before the rest.
    pub fn want(self, wanted: Wanted) {
        self.core().wanted.set(wanted);
    }

    /// Whether all that a page shows has been opened, tracked. Until then it shows a skeleton.
    pub fn has(self, wanted: Wanted) -> bool {
        wanted == Wanted::Nothing || self.whole.get() || self.there.get() == wanted
    }

    fn has_now(self, wanted: Wanted) -> bool {
        self.whole.get_untracked() || self.there.get_untracked() == wanted
    }
}

/// What an opening was put together to.
#[derive(Default)]
struct Whole {
    assembled: Option<Assembled>,
    /// Commands of other tabs, and the records that came of them.
    done: Vec<(Option<CommandNumber>, Record)>,
    /// Records that cannot be read, in sentences.
    unread: Vec<String>,
}
