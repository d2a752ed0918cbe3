//! The session itself: signals for pages, and what stands behind them.

use super::{
    Phase, Progress, Proof, Seal, Unlocking,
    browser::{
        clock,
        idle::Idle,
        local::Local,
        tabs::Tabs,
        wal::{Wal, WalFault},
    },
    drafts::{Drafts, Shelf},
    lifecycle::ENVELOPE_SEQ,
    peers::Tail,
    rotation::{Moved, Rotating},
    sign_in::Vouched,
    trail::Pending,
    tries::Tries,
};
use crate::{
    domain::{
        PersonId, Record, State,
        sensitive::Scan,
        snapshot::{Address, Wanted},
    },
    vault::{Vault, import::Spare},
};
use futures_util::lock::Mutex;
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

/// The vault of this tab, as it stands.
pub(super) enum Keeper {
    /// No vault: records wait in memory until there is one.
    Memory(Vec<Record>),
    /// There is a vault, and it is locked.
    Locked,
    /// This tab holds the vault and does all writing (VLT-9).
    Leading(Box<Vault<Local>>),
    /// Another tab writes; this one sends it commands, follows its records, and is ready to take over.
    Following(Box<Vault<Local>>),
}

/// What the session keeps outside of signals. One thread, so cells suffice; none is borrowed across an await.
pub(super) struct Core {
    /// Guards the keeper across awaits: commands are decided and stored one after the other.
    pub keeper: Mutex<Keeper>,
    /// Segments that changed since the last checkpoint that counts.
    pub dirty: RefCell<BTreeSet<Address>>,
    /// Those of them that changed since the checkpoint under way was begun.
    pub dirty_since: RefCell<BTreeSet<Address>>,
    /// The write-ahead log, or the sentence why there is none.
    pub wal: RefCell<Result<Rc<Wal>, String>>,
    /// The other tabs, while the vault is open.
    pub tabs: RefCell<Option<Rc<Tabs>>>,
    /// The newest records as sealed, for tabs that missed one; and the commands they came from.
    pub tail: RefCell<Tail>,
    /// The watch over idle time, while the vault is open.
    pub idle: RefCell<Option<Idle>>,
    /// Writes to the write-ahead log that are not confirmed yet.
    pub in_flight: Cell<u32>,
    /// The newest record that did not reach the write-ahead log, by sequence number, and why: until localStorage surely holds
    /// it, nothing is called saved.
    pub owed: RefCell<Option<(u64, String)>>,
    /// A checkpoint is running or scheduled.
    pub folding: Cell<bool>,
    /// The person asked to stop the long work at hand.
    pub cancelled: Cell<bool>,
    /// Checkpoints: when they were written (page clock, ms) and the sequence number they reach.
    pub horizons: RefCell<Vec<(i64, u64)>>,
    /// What is to be written into the activity log once the vault is open.
    pub pending: Pending,
    /// What could not be opened or read at opening, in sentences.
    pub damage: RefCell<Vec<String>>,
    /// What the last look for sensitive data remembers.
    pub scan: RefCell<Scan>,
    /// Counts locks, so that a look under way ends with the vault it began in.
    pub scans: Cell<u32>,
    /// What the page at hand shows, for an opening under way.
    pub wanted: Cell<Wanted>,
    /// Drafts on their way to where they are kept.
    pub shelf: RefCell<Shelf>,
    /// Wrong passphrases.
    pub tries: Tries,
    /// The recovery sheet that opened the vault, while a new passphrase is offered.
    pub sheet: RefCell<Option<Rc<Proof>>>,
    /// A copy of the envelope that is not beside the log yet.
    pub copy_due: RefCell<Option<Vec<u8>>>,
    /// A vault that was imported and is not beside the log yet.
    pub spare_due: RefCell<Option<Rc<Spare>>>,
    /// The imported vault beside the log: its instance, and since when this page knows it there (page clock, ms).
    pub spare_since: Cell<Option<(u32, i64)>>,
    /// Held while what is due goes beside the log.
    pub settling: Mutex<()>,
    /// A rotation of the vault key is carried on in this tab.
    pub rotating: Cell<bool>,
    /// The person asked the rotation to wait.
    pub paused: Cell<bool>,
    /// When all items of a rotation were moved. Stays over a lock: the disk goes on meanwhile.
    pub moved: Cell<Option<Moved>>,
}

impl Core {
    fn new() -> Self {
        Self {
            keeper: Mutex::new(Keeper::Memory(Vec::new())),
            dirty: RefCell::default(),
            dirty_since: RefCell::default(),
            wal: RefCell::new(Err("The crash-safe log is not open.".to_owned())),
            tabs: RefCell::default(),
            tail: RefCell::default(),
            idle: RefCell::default(),
            in_flight: Cell::new(0),
            owed: RefCell::default(),
            folding: Cell::new(false),
            cancelled: Cell::new(false),
            horizons: RefCell::default(),
            pending: Pending::default(),
            damage: RefCell::default(),
            scan: RefCell::default(),
            scans: Cell::new(0),
            wanted: Cell::default(),
            shelf: RefCell::default(),
            tries: Tries::default(),
            sheet: RefCell::default(),
            copy_due: RefCell::default(),
            spare_due: RefCell::default(),
            spare_since: Cell::new(None),
            settling: Mutex::new(()),
            rotating: Cell::new(false),
            paused: Cell::new(false),
            moved: Cell::new(None),
        }
    }

    /// The write-ahead log, if there is one.
    pub fn log(&self) -> Option<Rc<Wal>> {
        self.wal.borrow().as_ref().ok().map(Rc::clone)
    }

    /// The other tabs, if the vault is open.
    pub fn others(&self) -> Option<Rc<Tabs>> {
        self.tabs.borrow().as_ref().map(Rc::clone)
    }

    /// Leaves the other tabs, and waits until the browser has given the seat to the next.
    pub async fn leave_tabs(&self) {
        let tabs = self.tabs.take();
        if let Some(tabs) = tabs {
            tabs.step_down().await;
        }
    }

    /// Puts what is due beside the log: an imported vault, a copy of the envelope. What is logged later may need it, so it
    /// goes first.
    pub async fn settle_copy(&self) -> Result<(), WalFault> {
        // One after the other, so that nothing is put twice.
        let _settling = self.settling.lock().await;
        let spare = self.spare_due.borrow().clone();
        if let (Some(wal), Some(spare)) = (self.log(), spare) {
            wal.put_spare(&spare, ENVELOPE_SEQ, false).await?;
            self.spare_due.borrow_mut().take_if(|due| due.instance == spare.instance);
            self.spare_since.set(Some((spare.instance, clock::running())));
        }
        let due = self.copy_due.borrow().clone();
        let (Some(wal), Some(copy)) = (self.log(), due) else { return Ok(()) };
        wal.put(ENVELOPE_SEQ, &copy).await?;
        let mut due = self.copy_due.borrow_mut();
        if due.as_ref() == Some(&copy) {
            due.take();
        }
        Ok(())
    }

    /// Takes note of segments that changed.
    pub fn soil(&self, changed: BTreeSet<Address>) {
        self.dirty_since.borrow_mut().extend(changed.iter().copied());
        self.dirty.borrow_mut().extend(changed);
    }

    /// Forgets what belongs to an open vault.
    pub fn forget(&self) {
        self.dirty.borrow_mut().clear();
        self.dirty_since.borrow_mut().clear();
        self.tail.borrow_mut().clear();
        self.horizons.borrow_mut().clear();
        self.owed.take();
        self.damage.borrow_mut().clear();
        self.scan.take();
        self.scans.set(self.scans.get().wrapping_add(1));
        self.idle.take();
        self.sheet.take();
        self.paused.set(false);
    }
}

/// The running console. `Copy`; found in the context.
#[derive(Clone, Copy)]
pub struct Session {
    pub(super) phase: RwSignal<Phase>,
    pub(super) state: RwSignal<State>,
    pub(super) actor: RwSignal<Option<PersonId>>,
    pub(super) seal: RwSignal<Seal>,
    pub(super) minutes: RwSignal<Option<u32>>,
    pub(super) progress: RwSignal<Option<Progress>>,
    pub(super) rotation: RwSignal<Option<Rotating>>,
    pub(super) kept: RwSignal<u64>,
    pub(super) unlogged: RwSignal<Option<String>>,
    /// What was found at unlocking: storage that was put back to an earlier copy.
    pub(super) put_back: RwSignal<Option<String>>,
    /// Nothing is left to be opened.
    pub(super) whole: RwSignal<bool>,
    /// Until then: what has been opened for a page and stands in the state.
    pub(super) there: RwSignal<Wanted>,
    pub(super) drafts: RwSignal<Drafts>,
    /// What an unlocking is doing.
    pub(super) unlocking: RwSignal<Option<Unlocking>>,
    /// Seconds until the next try.
    pub(super) wait: RwSignal<u32>,
    /// The vault was opened with the recovery sheet, and a new passphrase is offered.
    pub(super) by_sheet: RwSignal<bool>,
    /// Who has given a code of their authenticator application.
    pub(super) vouched: RwSignal<Vouched>,
    /// Whose password was given since the vault was opened.
    pub(super) signed_in: RwSignal<BTreeSet<PersonId>>,
    core: StoredValue<Rc<Core>, LocalStorage>,
}

impl Session {
    /// Makes the session and puts it into the context. [`Session::start`] looks at what the browser keeps.
    pub fn provide() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Starting),
            state: RwSignal::new(State::default()),
            actor: RwSignal::new(None),
            seal: RwSignal::new(Seal::Unsealed),
            minutes: RwSignal::new(None),
            progress: RwSignal::new(None),
            rotation: RwSignal::new(None),
            kept: RwSignal::new(0),
            unlogged: RwSignal::new(None),
            put_back: RwSignal::new(None),
            whole: RwSignal::new(true),
            there: RwSignal::new(Wanted::Nothing),
            drafts: RwSignal::default(),
            unlocking: RwSignal::new(None),
            wait: RwSignal::new(0),
            by_sheet: RwSignal::new(false),
            vouched: RwSignal::default(),
            signed_in: RwSignal::default(),
            core: StoredValue::new_local(Rc::new(Core::new())),
        };
        provide_context(session);
        session.watch_drafts();
        session
    }

    /// The one in the context.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads the state, tracked: the view runs again when it changes.
    pub fn with<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.state.with(read)
    }

    /// Reads the state once, untracked.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.state.with_untracked(read)
    }

    /// A part of the state as a memo: views of it run again only when that part changes.
    pub fn select<T>(self, read: impl Fn(&State) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let state = self.state;
        Memo::new(move |_| state.with(&read))
    }

    /// Where the console stands with its vault, tracked.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// Who acts, tracked; nobody before sign-up is complete and while locked.
    pub fn actor(self) -> Option<PersonId> {
        self.actor.get()
    }

    /// What the seal tells, tracked.
    pub fn seal(self) -> Seal {
        self.seal.get()
    }

    /// Minutes until the vault locks by itself, tracked.
    pub fn minutes_to_lock(self) -> Option<u32> {
        self.minutes.get()
    }

    /// Long work under way, tracked.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// How a rotation of the vault key stands, tracked; nothing if none is under way.
    pub fn rotation(self) -> Option<Rotating> {
        self.rotation.get()
    }

    /// Counts what happened to the vault, tracked: views of room and findings look again when it changes.
    pub fn kept(self) -> u64 {
        self.kept.get()
    }

    /// Asks the long work under way to stop; what it did so far is undone.
    pub fn cancel(self) {
        self.core().cancelled.set(true);
    }

    /// What could not be opened, in sentences.
    pub fn damage(self) -> Vec<String> {
        self.kept.track();
        self.core().damage.borrow().clone()
    }

    pub(super) fn core(self) -> Rc<Core> {
        self.core.get_value()
    }
}
