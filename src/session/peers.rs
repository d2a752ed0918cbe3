//! The other tabs: one writes, the rest send it their commands and follow its records (VLT-9).

use super::{
    Phase, Session,
    browser::tabs::{Asked, CommandId, Heard, Standing, Tabs},
    commit::{CommandNumber, unstamped},
    core::{Core, Keeper},
    lifecycle::not_the_writer,
};
use crate::{
    domain::{Command, PersonId, Record, Refusal, trail::LockedBy},
    vault::{Mode, WalRecord},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, VecDeque},
    rc::Rc,
};

/// Records kept for tabs that missed one, and commands remembered as done.
const TAIL: usize = 512;

/// Milliseconds a tab waits for the seat before it follows. A free seat comes at once.
const SEAT_MS: u32 = 300;

/// The newest records.
#[derive(Default)]
pub(super) struct Tail {
    /// The first sequence number this tab has not read; for a tab that follows.
    pub known: u64,
    records: VecDeque<WalRecord>,
    done: HashMap<CommandNumber, Record>,
    order: VecDeque<CommandNumber>,
}

impl Tail {
    /// Takes note that a command was done.
    pub fn done(&mut self, number: Option<CommandNumber>, record: &Record) {
        if let Some(number) = number
            && self.done.insert(number, record.clone()).is_none()
        {
            self.order.push_back(number);
            if self.order.len() > TAIL
                && let Some(oldest) = self.order.pop_front()
            {
                self.done.remove(&oldest);
            }
        }
    }

    fn push(&mut self, record: &WalRecord) {
        self.records.push_back(record.clone());
        if self.records.len() > TAIL {
            self.records.pop_front();
        }
    }

    /// Everything from a sequence number on, if it reaches back so far.
    fn since(&self, known: u64) -> Option<Vec<WalRecord>> {
        let first = self.records.front()?.seq;
        (first <= known).then(|| self.records.iter().filter(|record| record.seq >= known).cloned().collect())
    }

    /// Forgets the records: they are sealed with keys that no tab will have any more. What was done stays known.
    pub fn forget_records(&mut self) {
        self.records.clear();
    }

    /// Forgets all of it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Several records in one message.
#[derive(Serialize, Deserialize)]
struct Batch(Vec<Vec<u8>>);

/// What a tab that follows asks of the one that writes.
#[derive(Serialize, Deserialize)]
pub(super) enum Request {
    /// To do a command of who acts in that tab; answered with its record or the refusal.
    Do(Option<PersonId>, Box<Command>),
    /// To take sealed drafts into localStorage: name and bytes of each copy beside the log.
    Keep(Vec<(Vec<u8>, Vec<u8>)>),
}

impl Session {
    /// Joins the other tabs and asks for the writer's seat; tells whether it came.
    pub(super) async fn take_seat(self, core: &Rc<Core>, vault_id: &[u8; 16]) -> Result<bool, Refusal> {
        let name = format!("sw.{}", uuid::Uuid::from_bytes(*vault_id).as_simple());
        let seat = super::browser::once::Once::<()>::default();
        let came = seat.clone();
        let tabs = Tabs::join(&name, move |heard| {
            if matches!(heard, Heard::Seated) {
                came.settle(());
            }
            leptos::task::spawn_local(self.hear(heard));
        })
        .map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
        let tabs = Rc::new(tabs);
        core.tabs.replace(Some(Rc::clone(&tabs)));
        tabs.stand(u64::MAX);
        Ok(tabs.standing() == Standing::Alone || seat.within(SEAT_MS).await.is_some())
    }

    /// Sends a command to the tab that writes, and waits for what became of it.
    pub(super) async fn send_to_leader(self, core: &Rc<Core>, command: Command) -> Result<Record, Refusal> {
        let actor = self.actor.get_untracked();
        self.ask_leader(core, &Request::Do(actor, Box::new(command))).await?.ok_or_else(not_the_writer)
    }

    /// Asks the tab that writes, and waits for the answer: a record where a command was done.
    pub(super) async fn ask_leader(self, core: &Rc<Core>, request: &Request) -> Result<Option<Record>, Refusal> {
        let (Some(tabs), Ok(id)) = (core.others(), Tabs::command_id()) else { return Err(not_the_writer()) };
        let plain = postcard::to_allocvec(request).unwrap_or_default();
        let sealed = self.with_vault(|vault| vault.seal_message(&plain)).await.flatten().ok_or_else(not_the_writer)?;
        let answer = tabs.ask(id, sealed).await.map_err(|fault| Refusal::new("VLT-9", fault.sentence()))?;
        let plain = self.with_vault(|vault| vault.open_message(&answer)).await.flatten().ok_or_else(not_the_writer)?;
        postcard::from_bytes::<Result<Option<Record>, Refusal>>(&plain).unwrap_or_else(|_| Err(not_the_writer()))
    }

    async fn hear(self, heard: Heard) {
        let core = self.core();
        match heard {
            Heard::Seated => self.take_over(&core).await,
            Heard::Unseated => self.step_back(&core).await,
            Heard::Asked(asked) => self.do_asked(&core, asked).await,
            Heard::Wants(known) => self.send_missed(&core, known).await,
            Heard::Records { from_seq, bytes } => self.take_records(&core, from_seq, &bytes).await,
            Heard::Active => {
                if let Some(idle) = &*core.idle.borrow() {
                    idle.touch();
                }
            }
            Heard::Locked => self.lock_here(LockedBy::OtherTab),
            Heard::Cleared => self.gone(&core).await,
            Heard::Replaced => self.read_anew(&core).await,
            Heard::Led => {}
            Heard::Company => {
                self.lock_here(LockedBy::OtherTab);
                self.phase.set(Phase::Broken(
                    "This browser cannot share the vault between tabs, and another tab of the console is open. Close one of them and reload the other."
                        .to_owned(),
                ));
            }
        }
    }

    /// The writer's seat came to a tab that followed: storage is read again, then commands are served.
    async fn take_over(self, core: &Rc<Core>) {
        let mut keeper = core.keeper.lock().await;
        match std::mem::replace(&mut *keeper, Keeper::Locked) {
            Keeper::Following(vault) => self.read_again(core, &mut keeper, *vault, Mode::Owner).await,
            other => *keeper = other,
        }
    }

    /// The seat was taken away: this tab follows.
    async fn step_back(self, core: &Rc<Core>) {
        let mut keeper = core.keeper.lock().await;
        match std::mem::replace(&mut *keeper, Keeper::Locked) {
            Keeper::Leading(vault) => self.read_again(core, &mut keeper, *vault, Mode::Reader).await,
            other => *keeper = other,
        }
    }

    /// What is stored was replaced, or too much was missed: read it again, or lock if it is another vault.
    async fn read_anew(self, core: &Rc<Core>) {
        let mut keeper = core.keeper.lock().await;
        match std::mem::replace(&mut *keeper, Keeper::Locked) {
            Keeper::Following(vault) => self.read_again(core, &mut keeper, *vault, Mode::Reader).await,
            other => *keeper = other,
        }
    }

    async fn do_asked(self, core: &Rc<Core>, asked: Asked) {
        let CommandId(number) = asked.id;
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return };
        let Some(plain) = vault.open_message(&asked.bytes) else { return };
        let Ok(request) = postcard::from_bytes::<Request>(&plain) else { return };
        let done = core.tail.borrow().done.get(&number).cloned();
        let outcome = match (done, request) {
            (Some(record), _) => Ok(Some(record)),
            (None, Request::Do(actor, command)) => {
                self.decide_and_keep(core, &mut keeper, *command, Some((number, actor))).await.map(Some)
            }
            (None, Request::Keep(pairs)) => self.keep_asked(core, &mut keeper, pairs).map(|()| None),
        };
        if let Keeper::Leading(vault) = &mut *keeper
            && let Some(sealed) = vault.seal_answer(&asked.bytes, &postcard::to_allocvec(&outcome).unwrap_or_default())
        {
            asked.answer(sealed);
        }
    }

    async fn send_missed(self, core: &Rc<Core>, known: u64) {
        let next = match &*core.keeper.lock().await {
            Keeper::Leading(vault) => vault.next_seq(),
            _ => return,
        };
        let Some(tabs) = core.others() else { return };
        if known >= next {
            return;
        }
        let missed = core.tail.borrow().since(known);
        match missed {
            Some(records) => send_records(&tabs, known, records.into_iter().map(|record| record.bytes).collect()),
            // Too much was missed to be sent: what is stored is read again.
            None => tabs.replaced(),
        }
    }

    async fn take_records(self, core: &Rc<Core>, from_seq: u64, bytes: &[u8]) {
        let Ok(Batch(batch)) = postcard::from_bytes::<Batch>(bytes) else { return };
        let mut keeper = core.keeper.lock().await;
        let Keeper::Following(vault) = &mut *keeper else { return };
        let known = core.tail.borrow().known;
        if from_seq > known {
            if let Some(tabs) = core.others() {
                tabs.greet(known);
            }
            return;
        }
        for (seq, bytes) in (from_seq..).zip(batch) {
            let next = core.tail.borrow().known;
            if seq < next {
                continue;
            }
            let record = WalRecord { seq, bytes };
            let Some((_, parts)) = vault.open_logged(&record) else {
                if vault.is_of_another_time(&record) {
                    // The vault key was rotated: the passphrase is asked for again.
                    self.lock_here(LockedBy::OtherTab);
                }
                return;
            };
            core.tail.borrow_mut().known = seq + 1;
            if let Some((number, record)) = unstamped(&parts) {
                core.tail.borrow_mut().done(number, &record);
                self.take_in(&record);
            }
        }
        self.kept.update(|count| *count += 1);
    }
}

fn send_records(tabs: &Tabs, from_seq: u64, records: Vec<Vec<u8>>) {
    if let Ok(bytes) = postcard::to_allocvec(&Batch(records)) {
        tabs.committed(from_seq, bytes);
    }
}

/// Tells the tabs that follow what was committed, and remembers it for those that missed it.
pub(super) fn tell_followers(core: &Core, written: &WalRecord, number: Option<CommandNumber>, record: &Record) {
    let mut tail = core.tail.borrow_mut();
    tail.push(written);
    tail.done(number, record);
    if let Some(tabs) = core.others() {
        send_records(&tabs, written.seq, vec![written.bytes.clone()]);
    }
}
