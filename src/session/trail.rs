//! What the session writes into the activity log (AUD-2): unlocking and locking, and whatever else was done with keys.

use super::{
    Phase, Session,
    browser::{clock, local::Local, random},
    commit::own_parts,
    core::{Core, Keeper},
};
use crate::{
    domain::{
        Command, Facts, PersonId, Record, Refusal, State, Timestamp,
        chain::{Chain, End, Log},
        decide, trail,
        trail::{Compared, LockedBy, Trail, Use, VaultId, Way, Witness},
    },
    vault::{Vault, WalRecord},
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

/// Failed tries that are told one by one; the rest as a number.
const TRIES_TOLD: usize = 20;

/// What waits to be written until the vault is open.
#[derive(Default)]
pub(super) struct Pending {
    uses: RefCell<Vec<(Option<Timestamp>, Use)>>,
    /// Failed tries beyond those that are told.
    more: Cell<usize>,
    way: Cell<Option<Way>>,
    /// Where the log ends, once records were kept that pages do not see any more because of a lock.
    end: Cell<Option<End>>,
    /// How far this tab saw the log come, when it locked: kept in memory alone, where nobody puts it back (AUD-3).
    seen: Cell<Option<Witness>>,
}

impl Pending {
    fn missed(&self, way: Way) {
        let mut uses = self.uses.borrow_mut();
        if uses.len() < TRIES_TOLD {
            uses.push((Some(clock::now()), Use::failed_unlock(way)));
        } else {
            self.more.set(self.more.get().saturating_add(1));
            self.way.set(Some(way));
        }
    }

    fn take(&self) -> Vec<(Option<Timestamp>, Use)> {
        let mut uses = self.uses.take();
        let more = self.more.take();
        if let Some(way) = self.way.take().filter(|_| more > 0) {
            uses.push((None, Use::more_failed_unlocks(way, more)));
        }
        uses
    }

    fn put_back(&self, mut uses: Vec<(Option<Timestamp>, Use)>) {
        let mut all = self.uses.borrow_mut();
        uses.append(&mut all);
        *all = uses;
    }

    /// Forgets what was of another vault.
    pub fn clear(&self) {
        self.take();
        self.end.take();
        self.seen.take();
    }

    /// Takes note of where a record brought the log.
    pub fn follow(&self, record: &Record) {
        let end = record.events.iter().rev().find_map(|event| match event {
            crate::domain::Event::Trail(trail::Event::Noted { number, before, entry }) => {
                Some(End { count: *number, head: before.then(entry.as_ref()) })
            }
            _ => None,
        });
        if end.is_some() {
            self.end.set(end);
        }
    }
}

impl Session {
    /// Writes into the activity log what was done with keys; gives the record, if it could be kept.
    ///
    /// To be called after the deed. A log that cannot be written, because storage is full, does not undo it: that is
    /// told to the person ([`Self::unlogged`]).
    pub async fn note_key_use(self, uses: impl IntoIterator<Item = Use>) -> Option<Record> {
        let uses: Vec<_> = uses.into_iter().map(|what| (None, what)).collect();
        let core = self.core();
        let mut keeper = core.keeper.lock().await;
        if let Keeper::Following(_) = &*keeper {
            drop(keeper);
            let outcome = self.send_to_leader(&core, Command::Trail(trail::Command::Note { uses })).await;
            return self.tell_unlogged(outcome);
        }
        self.note_in(&core, &mut keeper, uses).await
    }

    /// The same for who holds the keeper already, in the tab that writes.
    pub(super) async fn note_in(
        self,
        core: &Rc<Core>,
        keeper: &mut Keeper,
        uses: Vec<(Option<Timestamp>, Use)>,
    ) -> Option<Record> {
        let Keeper::Leading(vault) = &*keeper else { return None };
        let vault = VaultId(*vault.vault_id());
        if self.peek(|state| state.trail.vault.is_none()) {
            // Made by a version without a log: it begins here.
            let begin = Command::Trail(trail::Command::Begin { vault, made: false });
            let outcome = self.decide_and_keep(core, keeper, begin, None).await;
            self.tell_unlogged(outcome)?;
        }
        let note = Command::Trail(trail::Command::Note { uses });
        let outcome = self.decide_and_keep(core, keeper, note, None).await;
        self.tell_unlogged(outcome)
    }

    /// Begins the log of a vault that was just made.
    pub(super) async fn begin_trail(self, core: &Rc<Core>) {
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &*keeper else { return };
        let begin = trail::Command::Begin { vault: VaultId(*vault.vault_id()), made: true };
        let outcome = self.decide_and_keep(core, &mut keeper, Command::Trail(begin), None).await;
        self.tell_unlogged(outcome);
    }

    /// What was presented does not open the vault. While it is locked, this is written when something opens it, in this
    /// page's life.
    pub(super) async fn note_missed(self, way: Way) {
        if self.phase.get_untracked() == Phase::Open {
            self.note_key_use([Use::failed_unlock(way)]).await;
        } else {
            self.core().pending.missed(way);
        }
    }

    /// What this browser kept was replaced by a file: it is written when that is unlocked.
    pub(super) fn replaced(core: &Core) {
        core.pending.clear();
        core.pending.put_back(vec![(Some(clock::now()), Use::imported())]);
    }

    /// The vault is open: writes so, and what waited for it.
    pub(super) async fn note_unlocked(self, core: &Rc<Core>, keeper: &mut Keeper, way: Way) {
        let mut waited = core.pending.take();
        if let Some(seen) = self.find_older_copy(core) {
            waited.push((None, Use::older_copy_found(seen)));
        }
        let uses: Vec<_> =
            waited.iter().cloned().chain(Use::unlocked(way).into_iter().map(|what| (None, what))).collect();
        if let Keeper::Following(_) = &*keeper {
            // The writer may need this tab's keeper, as for records that this one is to follow.
            let core = Rc::clone(core);
            leptos::task::spawn_local(async move {
                let note = Command::Trail(trail::Command::Note { uses });
                let outcome = self.send_to_leader(&core, note).await;
                if self.tell_unlogged(outcome).is_none() {
                    core.pending.put_back(waited);
                }
            });
        } else if self.note_in(core, keeper, uses).await.is_none() {
            core.pending.put_back(waited);
        }
    }

    /// Holds the log against what this tab saw of it before it locked; the number of the entry that it had seen, if what
    /// is kept was put back to an earlier copy since.
    fn find_older_copy(self, core: &Core) -> Option<u32> {
        self.put_back.set(None);
        let seen = core.pending.seen.take()?;
        let found = match self.peek(|state| seen.compare(&state.trail)) {
            Compared::Older { count } => {
                format!("its log ended with entry {}, and ends with entry {count} now", seen.number)
            }
            Compared::Other => format!("entry {} of its log is another one than it was", seen.number),
            _ => return None,
        };
        self.put_back.set(Some(format!(
            "What this browser keeps was put back to an earlier copy while this tab was locked: {found}. What was done \
             since is gone from here; an exported vault file may hold it. Importing an older file in another tab does \
             the same."
        )));
        Some(seen.number)
    }

    /// The sentence that storage was put back to an earlier copy while this tab was locked, tracked.
    pub fn put_back(self) -> Option<String> {
        self.put_back.get()
    }

    /// The sentence that something was done and could not be written into the activity log, tracked.
    pub fn unlogged(self) -> Option<String> {
        self.unlogged.get()
    }

    fn tell_unlogged(self, outcome: Result<Record, Refusal>) -> Option<Record> {
        match outcome {
            Ok(record) => Some(record),
            Err(refusal) => {
                let why = format!("It was done, but could not be written into the activity log. {}", refusal.message);
                self.unlogged.try_set(Some(why));
                None
            }
        }
    }
}

/// Who leaves, and what they leave: taken before a lock clears the pages.
pub(super) struct Farewell {
    state: State,
    actor: Option<PersonId>,
    by: LockedBy,
}

impl Farewell {
    /// To be taken while the state is still there.
    pub fn of(session: Session, by: LockedBy) -> Self {
        let seen = session.peek(|state| Witness::of(&state.trail, state.trail.chain.end().count));
        session.core().pending.seen.set(seen);
        Self { state: session.peek(State::clone), actor: session.actor.get_untracked(), by }
    }

    /// Writes the lock into the log of the vault that is about to be closed; gives what the write-ahead log is to keep.
    /// Without room nothing is written: nobody is there any more to be told.
    pub fn write(mut self, core: &Core, vault: &mut Vault<Local>) -> Option<WalRecord> {
        let known = self.state.trail.chain.end();
        // A command that ended after the pages were cleared may have written on.
        if let Some(end) = core.pending.end.take().filter(|end| end.count > known.count)
            && let Some(id) = self.state.trail.vault
        {
            let chain = Chain::awaiting(Log::Trail(id.0), Some(end));
            self.state.trail = Arc::new(Trail { vault: Some(id), chain });
        }
        let well = random::Well::default();
        let mut draw = |slice: &mut [u8]| well.draw(slice);
        let mut facts = Facts::new(clock::now(), &mut draw);
        let note = trail::Command::Note { uses: vec![(None, Use::locked(self.by))] };
        let record = decide(&self.state, self.actor, note.into(), &mut facts).ok()?;
        well.sound().ok()?;
        let written = vault.append(&own_parts(&record)).ok()?;
        core.pending.seen.set(Witness::of_record(&self.state.trail, &record));
        Some(written)
    }
}
