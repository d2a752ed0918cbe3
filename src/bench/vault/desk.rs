//! A console without pages: the state, the vault under it, and what the session does between them.

use super::counted::Counted;
use crate::{
    domain::{
        Command, Facts, PersonId, ProjectId, Record, Refusal, SpaceId, State, account, decide, identity, issue,
        project,
        snapshot::{self, Address},
        space::{self, Region},
    },
    session::{
        browser::{clock, random, worker},
        ways::{fill, own_parts, unstamped, write_segment},
    },
    vault::{Fault, Mode, Opened, Parameters, Passphrase, StorageFault, Vault, WalRecord, WrappingKey},
};
use std::{cell::Cell, collections::BTreeSet, rc::Rc};
use wasm_bindgen::{JsError, JsValue};

/// An account of the form that the cloud's own examples use.
const ACCOUNT: &str = "111122223333";

/// The person's desk.
pub struct Desk {
    /// What is so.
    pub state: State,
    /// The space that everything is in.
    pub space: SpaceId,
    person: PersonId,
    key: WrappingKey,
    vault: Option<Vault<Counted>>,
    /// What the write-ahead log would hold.
    log: Vec<WalRecord>,
    dirty: BTreeSet<Address>,
    written: Rc<Cell<u32>>,
}

impl Desk {
    /// A new vault under a passphrase, with one person and one space in it.
    pub async fn found(passphrase: &str) -> Result<Self, JsValue> {
        let salt = random::bytes::<16>().map_err(|fault| JsError::new(fault.sentence()))?;
        let parameters = Parameters::DEFAULT;
        let passphrase = Passphrase::new(passphrase.to_owned());
        let key = worker::derive(&passphrase, &salt, parameters).await.map_err(|fault| told(&fault))?.key;
        let written = Rc::<Cell<u32>>::default();
        let storage = Counted::open(Rc::clone(&written)).map_err(|fault| told(&fault.into()))?;
        let vault = Vault::create(storage, &key, salt, parameters, Box::new(fill)).map_err(|fault| told(&fault))?;
        let nobody = (SpaceId(uuid::Uuid::nil()), PersonId(uuid::Uuid::nil()));
        let mut desk = Self {
            state: State::default(),
            space: nobody.0,
            person: nobody.1,
            key,
            vault: Some(vault),
            log: Vec::new(),
            dirty: BTreeSet::new(),
            written,
        };
        desk.sign_up()?;
        desk.make_space()?;
        Ok(desk)
    }

    fn sign_up(&mut self) -> Result<(), JsValue> {
        self.does(None, identity::Command::Start { email: "mara@measured.example.com".to_owned() })?;
        self.does(None, identity::Command::GiveName { full_name: "Mara Measured".to_owned() })?;
        let code = self.state.sign_up.as_ref().and_then(|sign_up| sign_up.code.as_ref()).ok_or("no code")?;
        self.does(None, identity::Command::VerifyCode { code: code.digits.clone() })?;
        self.does(None, identity::Command::AcceptTerms)?;
        self.does(None, identity::Command::ChooseAlias { alias: "mara".to_owned() })?;
        self.person = *self.state.people.keys().next().ok_or("nobody signed up")?;
        Ok(())
    }

    fn make_space(&mut self) -> Result<(), JsValue> {
        let (me, account, region) = (Some(self.person), ACCOUNT.to_owned(), Region::EuWest1);
        self.does(me, space::Command::Request { name: "measured".to_owned(), region, account: account.clone() })?;
        self.does(me, account::Command::SignIn { account, region })?;
        let token = self.state.requests.values().next().ok_or("no request")?.token.clone();
        self.does(me, account::Command::VerifySpace { token })?;
        self.space = *self.state.spaces.keys().next().ok_or("no space")?;
        Ok(())
    }

    /// A new project.
    pub fn make_project(&mut self, name: &str) -> Result<ProjectId, JsValue> {
        let create = project::Command::Create { space: self.space, name: name.to_owned(), description: String::new() };
        self.does(Some(self.person), create)?;
        let space = self.state.space(self.space).ok_or("no space")?;
        Ok(space.project_named(name).ok_or("no project")?.id)
    }

    fn does(&mut self, actor: Option<PersonId>, command: impl Into<Command>) -> Result<(), JsValue> {
        let record = self.decided(actor, command.into())?;
        if self.keep(&record)? { Ok(()) } else { Err(JsError::new("there is no room to begin with").into()) }
    }

    /// Decides what the person asks about issues.
    pub fn decide(&self, command: issue::Command) -> Result<Record, JsValue> {
        self.decided(Some(self.person), command.into())
    }

    fn decided(&self, actor: Option<PersonId>, command: Command) -> Result<Record, JsValue> {
        let well = random::Well::default();
        let mut draw = |slice: &mut [u8]| well.draw(slice);
        let record = decide(&self.state, actor, command, &mut Facts::new(clock::now(), &mut draw));
        well.sound().map_err(|fault| JsError::new(fault.sentence()))?;
        record.map_err(|refusal| refused(&refusal))
    }

    /// Units of names and values that storage was given so far.
    pub fn written(&self) -> u32 {
        self.written.get()
    }

    /// How many more issues there is room for, going by those that are held; any number while there are none.
    pub fn room_for(&self, held: u32) -> u32 {
        let Some(usage) = self.vault.as_ref().map(Vault::usage).filter(|_| held > 0) else { return u32::MAX };
        let room = u64::from(held) * (usage.quota.saturating_sub(usage.used)) as u64 / (usage.used.max(1)) as u64;
        u32::try_from(room).unwrap_or(u32::MAX)
    }

    /// Appends a record to the journal, and folds the journal when the vault asks for it; false where the room does
    /// not allow it.
    pub fn keep(&mut self, record: &Record) -> Result<bool, JsValue> {
        let vault = self.vault.as_mut().ok_or("the vault is locked")?;
        match vault.append(&own_parts(record)) {
            Ok(logged) => self.log.push(logged),
            Err(fault) if full(&fault) => return Ok(false),
            Err(fault) => return Err(told(&fault)),
        }
        self.state.apply(record);
        self.dirty.extend(snapshot::dirty(record, &self.state));
        if vault.wants_checkpoint() {
            self.fold()?;
        }
        Ok(true)
    }

    /// One checkpoint of all that changed. Where it finds no room the journal keeps everything.
    fn fold(&mut self) -> Result<(), JsValue> {
        let vault = self.vault.as_mut().ok_or("the vault is locked")?;
        let outcome = write(vault, &self.state, &self.dirty, None);
        match outcome {
            Ok(_) => self.settle(),
            Err(fault) if full(&fault) => {}
            Err(fault) => return Err(told(&fault)),
        }
        Ok(())
    }

    /// Keeps a record that is too large for the journal: segments first, then one flip of the head; false where the
    /// room does not allow it, and then nothing has changed.
    pub fn keep_in_bulk(&mut self, record: &Record) -> Result<bool, JsValue> {
        let vault = self.vault.as_mut().ok_or("the vault is locked")?;
        let mut after = self.state.clone();
        after.apply(record);
        let mut dirty = self.dirty.clone();
        dirty.extend(snapshot::dirty(record, &after));
        match write(vault, &after, &dirty, Some(record)) {
            Ok(_) => {
                self.state = after;
                self.settle();
                Ok(true)
            }
            Err(fault) if full(&fault) => Ok(false),
            Err(fault) => Err(told(&fault)),
        }
    }

    fn settle(&mut self) {
        self.dirty.clear();
        let base = self.vault.as_ref().map_or(0, Vault::base_seq);
        self.log.retain(|record| record.seq >= base);
    }

    /// Lets go of everything that is open.
    pub fn lock(&mut self) {
        self.vault = None;
        self.state = State::default();
    }

    /// Opens the vault from storage with the derived key.
    pub fn unlock(&mut self) -> Result<(), JsValue> {
        let storage = Counted::open(Rc::clone(&self.written)).map_err(|fault| told(&fault.into()))?;
        let opened = Vault::open(storage, &self.key, &self.log, Box::new(fill), Mode::Owner);
        let Opened { vault, segments, records, damage, .. } = opened.map_err(|fault| told(&fault))?;
        if let Some(damage) = damage.first() {
            return Err(JsError::new(&damage.to_string()).into());
        }
        self.vault = Some(vault);
        self.state = rebuilt(segments, records)?;
        Ok(())
    }
}

/// The state out of segments and the records after them.
pub fn rebuilt(
    segments: Vec<crate::vault::Segment>,
    records: Vec<crate::vault::RecordParts>,
) -> Result<State, JsValue> {
    let pieces = segments.iter().filter_map(|one| Some((Address::from_bytes(&one.address)?, one.bytes.as_slice())));
    let (mut state, faults) = State::from_segments(pieces);
    if let Some(fault) = faults.first() {
        return Err(JsError::new(&fault.to_string()).into());
    }
    for (_, parts) in records {
        let (_, record) = unstamped(&parts).ok_or("a record does not read")?;
        state.apply(&record);
    }
    Ok(state)
}

/// A checkpoint of these segments, with the record that only they hold.
fn write(
    vault: &mut Vault<Counted>,
    state: &State,
    dirty: &BTreeSet<Address>,
    bulk: Option<&Record>,
) -> Result<Option<WalRecord>, Fault> {
    let mut checkpoint = vault.begin_checkpoint()?;
    for address in dirty {
        if let Err(fault) = write_segment(vault, &mut checkpoint, state, address) {
            vault.abandon_checkpoint(checkpoint);
            return Err(fault);
        }
    }
    let parts = bulk.map(own_parts);
    vault.commit_checkpoint(checkpoint, parts.as_deref())
}

fn full(fault: &Fault) -> bool {
    matches!(fault, Fault::Full { .. } | Fault::Storage(StorageFault::Full))
}

/// A fault as what JavaScript throws.
pub fn told(fault: &Fault) -> JsValue {
    JsError::new(&fault.to_string()).into()
}

fn refused(refusal: &Refusal) -> JsValue {
    JsError::new(&format!("{}: {}", refusal.rule, refusal.message)).into()
}
