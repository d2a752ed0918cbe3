//! A small world to test rules in: given a history, when a command comes, then records or a refusal.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

pub mod cloud;
pub mod company;

use spaceward::domain::{
    Command, Event, Facts, PersonId, ProjectId, Record, Refusal, Role, SpaceId, State, Timestamp,
    account::{self, AccountId},
    billing,
    event::Scope,
    identity, invariant, member, outbox, project,
    snapshot::{Address, destroyed, dirty, forgets},
    space,
    space::{Region, Request},
};
use std::collections::BTreeMap;

/// A state with its clock, its randomness and its whole history.
pub struct World {
    /// The state now.
    pub state: State,
    /// The clock; only [`World::later`] moves it.
    pub now: Timestamp,
    /// Everything that happened.
    pub records: Vec<Record>,
    seed: u64,
}

impl World {
    /// Nothing has happened; it is a morning in May.
    pub fn new() -> Self {
        let now = Timestamp::parse_rfc3339("2026-05-04T09:00:00Z").unwrap();
        Self { state: State::default(), now, records: Vec::new(), seed: 7 }
    }

    /// Time passes.
    pub fn later(&mut self, milliseconds: i64) {
        self.now = self.now.plus(milliseconds);
    }

    /// Decides and, when it is no refusal, lets it happen. The invariants are checked after every command.
    pub fn ask(&mut self, actor: Option<PersonId>, command: impl Into<Wish>) -> Result<Record, Refusal> {
        let mut seed = self.seed;
        let mut random = |bytes: &mut [u8]| {
            for chunk in bytes.chunks_mut(8) {
                // SplitMix64.
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = seed;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                let filled = (z ^ (z >> 31)).to_le_bytes();
                for (byte, new) in chunk.iter_mut().zip(filled) {
                    *byte = new;
                }
            }
        };
        let before = self.state.clone();
        let decided =
            spaceward::domain::decide(&self.state, actor, command.into().0, &mut Facts::new(self.now, &mut random));
        self.seed = seed;
        assert_eq!(self.state, before, "deciding changes nothing");
        if let Ok(record) = &decided {
            assert!(!record.events.is_empty(), "a record is never empty");
            self.state.apply(record);
            self.records.push(record.clone());
            let broken = invariant::broken(&self.state);
            assert!(broken.is_empty(), "{broken:?}");
        }
        decided
    }

    /// A command that must succeed.
    pub fn does(&mut self, actor: Option<PersonId>, command: impl Into<Wish>) -> Record {
        self.ask(actor, command).unwrap_or_else(|refusal| panic!("{}: {}", refusal.rule, refusal.message))
    }

    /// A command that must be refused by the rule.
    pub fn refused(&mut self, rule: &str, actor: Option<PersonId>, command: impl Into<Wish>) -> Refusal {
        match self.ask(actor, command) {
            Ok(record) => panic!("{rule} did not refuse: {record:?}"),
            Err(refusal) => {
                assert_eq!(refusal.rule, rule, "{}", refusal.message);
                assert!(!refusal.message.contains('!') && refusal.message.ends_with('.'), "{}", refusal.message);
                refusal
            }
        }
    }

    /// Signs a person up, all steps.
    pub fn join(&mut self, alias: &str) -> PersonId {
        self.does(None, identity::Command::Start { email: format!("{alias}@example.com") });
        self.does(None, identity::Command::GiveName { full_name: format!("{alias} Sample") });
        // Not out of the outbox: a history may have thrown the message away, and going back sends no second one.
        let sign_up = self.state.sign_up.as_ref().unwrap();
        let code = sign_up.code.as_ref().unwrap().digits.clone();
        self.does(None, identity::Command::VerifyCode { code });
        self.does(None, identity::Command::AcceptTerms);
        self.does(None, identity::Command::ChooseAlias { alias: alias.to_owned() });
        self.state.people.values().find(|person| person.alias == alias).unwrap().id
    }

    /// The code that the newest message of the outbox carries.
    pub fn code(&self) -> String {
        spaceward::domain::outbox::newest_first(&self.state).first().unwrap().token.clone()
    }

    /// Asks for a space in Oregon.
    pub fn request(&mut self, person: PersonId, name: &str, account: &str) -> Request {
        self.does(Some(person), ask_space(name, account));
        self.state.requests.values().find(|request| request.name == name).unwrap().clone()
    }

    /// Signs the cloud side in.
    pub fn sign_in(&mut self, person: PersonId, account: &str, region: Region) {
        self.does(Some(person), account::Command::SignIn { account: account.to_owned(), region });
    }

    /// A space, through the whole handshake: the first with [`ACCOUNT`], each further one with an account of its own (BIL-2).
    pub fn space(&mut self, person: PersonId, name: &str) -> SpaceId {
        let first: AccountId = AccountId(ACCOUNT.parse().unwrap());
        let taken = |account: AccountId| billing::billed_by(&self.state, account).is_some();
        let account = (0..1_000).map(|more| AccountId(first.0 + more)).find(|account| !taken(*account)).unwrap();
        let account = account.to_string();
        let request = self.request(person, name, &account);
        self.sign_in(person, &account, Region::UsWest2);
        self.does(Some(person), account::Command::VerifySpace { token: request.token });
        self.state.space_named(name).unwrap().id
    }

    /// An empty project.
    pub fn project(&mut self, person: PersonId, space: SpaceId, name: &str) -> ProjectId {
        self.does(Some(person), create_project(space, name));
        self.state.space(space).unwrap().project_named(name).unwrap().id
    }

    /// Invites a person of this vault to a space or a project of it, and they accept.
    pub fn bring(
        &mut self,
        by: PersonId,
        (space, project): (SpaceId, Option<ProjectId>),
        person: PersonId,
        role: Role,
    ) -> Record {
        let email = self.state.people[&person].email.clone();
        let record = self.does(Some(by), member::Command::Invite { space, project, email, role });
        let queued = record.events.iter().find_map(|event| match event {
            Event::Outbox(outbox::Event::Queued { message }) => Some(message.token.clone()),
            _ => None,
        });
        let code = queued.unwrap();
        self.does(Some(person), member::Command::Accept { code })
    }

    /// Takes events in that no command of today gives, as a history may hold them.
    pub fn happened<E: Into<spaceward::domain::Event>>(&mut self, actor: Option<PersonId>, events: Vec<E>) {
        let record = Record { at: self.now, actor, events: events.into_iter().map(Into::into).collect() };
        self.state.apply(&record);
        self.records.push(record);
    }

    /// The feed of a space as people read it, oldest first: who, what.
    pub fn feed(&self, space: SpaceId) -> Vec<String> {
        let space = self.state.space(space).unwrap();
        let mut lines: Vec<String> = space
            .feed
            .newest_first()
            .map(|entry| format!("{} {}", entry.who(&self.state), entry.sentence(&self.state, space)))
            .collect();
        lines.reverse();
        lines
    }
}

/// The vault's segments as they would lie in storage: after each record, those it names are written anew or dropped.
#[derive(Default)]
pub struct Stored(BTreeMap<Address, Vec<u8>>);

impl Stored {
    /// Writes what a record names, given the state after it.
    pub fn take(&mut self, record: &Record, after: &State) {
        if forgets(record) {
            let left = after.addresses();
            self.0.retain(|address, _| left.contains(address));
        }
        // What a deleted space's key sealed goes with it.
        let gone: Vec<Scope> = destroyed(record).map(Scope::Space).collect();
        self.0.retain(|address, _| !gone.contains(&address.scope()));
        for address in dirty(record, after) {
            match after.segment(&address) {
                Some(bytes) => drop(self.0.insert(address, bytes)),
                None => drop(self.0.remove(&address)),
            }
        }
    }

    /// What is stored is the whole state and nothing else, and the state comes back from it (VLT-5, VLT-7).
    pub fn check(&self, state: &State) {
        let all: BTreeMap<Address, Vec<u8>> =
            state.addresses().into_iter().map(|address| (address, state.segment(&address).unwrap())).collect();
        let named: Vec<&Address> = self.0.keys().filter(|address| self.0.get(address) != all.get(address)).collect();
        assert!(named.is_empty(), "stored otherwise than they are: {named:?}");
        let lacking: Vec<&Address> = all.keys().filter(|address| !self.0.contains_key(address)).collect();
        // What was never named has to be what an empty vault has.
        assert!(
            lacking.iter().all(|address| State::default().segment(address) == all.get(address).cloned()),
            "not stored: {lacking:?}"
        );
        let (back, faults) = State::from_segments(self.0.iter().map(|(address, bytes)| (*address, bytes.as_slice())));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(&back, state);
    }
}

/// The account that spaces are made with.
pub const ACCOUNT: &str = "012345678901";

/// The command that asks for a space in Oregon.
pub fn ask_space(name: &str, account: &str) -> space::Command {
    space::Command::Request { name: name.to_owned(), region: Region::UsWest2, account: account.to_owned() }
}

/// The command that makes a project.
pub fn create_project(space: SpaceId, name: &str) -> project::Command {
    project::Command::Create { space, name: name.to_owned(), description: String::new() }
}

/// Any area's command, so that tests name only the area's own.
pub struct Wish(Command);

macro_rules! wishes {
    ($($area:ident => $variant:ident),* $(,)?) => {$(
        impl From<spaceward::domain::$area::Command> for Wish {
            fn from(command: spaceward::domain::$area::Command) -> Self {
                Self(Command::$variant(command))
            }
        }
    )*};
}

wishes! {
    identity => Identity, outbox => Outbox, settings => Settings, space => Space, account => Account,
    project => Project, import => Import, issue => Issue, member => Member, sensitive => Sensitive,
    trail => Trail,
    team => Team,
    inventory => Inventory,
    key => Key,
    repository => Repository,
    pipeline => Pipeline,
    password => Password,
    assistant => Assistant,
    token => Token,
    factor => Factor,
    vpc => Vpc,
    organization => Organization,
    identity_center => IdentityCenter,
    application => Application,
    billing => Billing,
}
