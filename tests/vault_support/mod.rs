//! What the vault's tests share: a storage that remembers every write and fails on demand, and a small world whose
//! state shows every record that was lost, doubled or mixed up.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test may stop, and not every test uses all of this"
)]

pub mod every_kind;
pub mod history;

use spaceward::vault::{
    MemoryStorage, Mode, Opened, Parameters, Random, Scope, Storage, StorageFault, Vault, WalRecord, WrappingKey,
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

pub const SALT: [u8; 16] = [5; 16];

/// A wrapping key without the slow derivation.
pub fn key(number: u8) -> WrappingKey {
    WrappingKey::from_bytes(&[number; 32])
}

/// Numbers that look random and are the same in every run.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 33) % limit
    }

    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }
}

pub fn random(seed: u64) -> Random {
    let mut dice = Dice::new(seed);
    Box::new(move |bytes| bytes.iter_mut().for_each(|byte| *byte = dice.next() as u8))
}

/// What happens at a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// The write of this number is refused as full; later ones succeed.
    FullAt(usize),
    /// The write of this number is denied; later ones succeed.
    DeniedAt(usize),
    /// From this number on nothing is written any more.
    LostFrom(usize),
}

/// What is asked of a storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Get,
    Set,
    Remove,
    Names,
}

/// How a storage with a will of its own answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Do,
    /// Says that it does not, and does not.
    Refuse(StorageFault),
    /// Says that it did, and did not.
    Lie,
    /// Says that it did, and kept half of it.
    Halve,
    /// Did it, and says that it does not answer.
    Hide(StorageFault),
}

/// Decides what becomes of everything that is asked.
pub type Whim = Box<dyn FnMut(Asked) -> Answer>;

/// Shared between the vault and the test.
pub struct Disk {
    pub items: MemoryStorage,
    pub writes: usize,
    pub units_written: usize,
    pub trouble: Trouble,
    /// The items after each write, when that is wanted.
    pub snapshots: Option<Vec<MemoryStorage>>,
    pub whim: Option<Whim>,
}

#[derive(Clone)]
pub struct TestStorage(pub Rc<RefCell<Disk>>);

impl TestStorage {
    pub fn new(items: MemoryStorage) -> Self {
        let disk = Disk { items, writes: 0, units_written: 0, trouble: Trouble::None, snapshots: None, whim: None };
        Self(Rc::new(RefCell::new(disk)))
    }

    pub fn items(&self) -> MemoryStorage {
        self.0.borrow().items.clone()
    }

    fn answer(&self, asked: Asked) -> Answer {
        let whim = self.0.borrow_mut().whim.take();
        let Some(mut whim) = whim else { return Answer::Do };
        let answer = whim(asked);
        self.0.borrow_mut().whim = Some(whim);
        answer
    }

    fn write(
        &self,
        units: usize,
        act: impl FnOnce(&mut MemoryStorage) -> Result<(), StorageFault>,
    ) -> Result<(), StorageFault> {
        let mut disk = self.0.borrow_mut();
        disk.writes += 1;
        match disk.trouble {
            Trouble::FullAt(number) if number == disk.writes => return Err(StorageFault::Full),
            Trouble::DeniedAt(number) if number == disk.writes => return Err(StorageFault::Denied("policy".into())),
            Trouble::LostFrom(number) if disk.writes >= number => return Err(StorageFault::Lost("gone".into())),
            _ => {}
        }
        act(&mut disk.items)?;
        disk.units_written += units;
        let now = disk.items.clone();
        if let Some(snapshots) = &mut disk.snapshots {
            snapshots.push(now);
        }
        Ok(())
    }
}

impl Storage for TestStorage {
    fn get(&self, name: &str) -> Result<Option<Vec<u16>>, StorageFault> {
        match self.answer(Asked::Get) {
            Answer::Refuse(fault) | Answer::Hide(fault) => Err(fault),
            _ => self.0.borrow().items.get(name),
        }
    }

    fn set(&mut self, name: &str, value: &[u16]) -> Result<(), StorageFault> {
        let units = name.encode_utf16().count() + value.len();
        match self.answer(Asked::Set) {
            Answer::Do => self.write(units, |items| items.set(name, value)),
            Answer::Refuse(fault) => Err(fault),
            Answer::Lie => Ok(()),
            Answer::Halve => self.write(units, |items| items.set(name, &value[..value.len() / 2])),
            Answer::Hide(_) => self.write(units, |items| items.set(name, value)),
        }
    }

    fn remove(&mut self, name: &str) -> Result<(), StorageFault> {
        match self.answer(Asked::Remove) {
            Answer::Refuse(fault) => Err(fault),
            Answer::Lie => Ok(()),
            _ => self.write(0, |items| items.remove(name)),
        }
    }

    fn names(&self) -> Result<Vec<String>, StorageFault> {
        match self.answer(Asked::Names) {
            Answer::Refuse(fault) | Answer::Hide(fault) => Err(fault),
            _ => self.0.borrow().items.names(),
        }
    }
}

/// What the parts and segments mean here: a part is a key and text that is added to the key's text. A record that is
/// lost, doubled or out of order shows.
pub type World = BTreeMap<Scope, BTreeMap<u8, Vec<u8>>>;

pub fn part(scope: Scope, key: u8, text: &str) -> (Scope, Vec<u8>) {
    (scope, [&[key], text.as_bytes()].concat())
}

pub fn apply(world: &mut World, parts: &[(Scope, Vec<u8>)]) {
    for (scope, bytes) in parts {
        world.entry(*scope).or_default().entry(bytes[0]).or_default().extend_from_slice(&bytes[1..]);
    }
}

/// The world that an opening gives.
pub fn world<S: Storage>(opened: &Opened<S>) -> World {
    let mut world = World::new();
    for segment in &opened.segments {
        world.entry(segment.scope).or_default().insert(segment.address[0], segment.bytes.clone());
    }
    for (_, parts) in &opened.records {
        apply(&mut world, parts);
    }
    world
}

pub fn create(storage: TestStorage) -> Vault<TestStorage> {
    Vault::create(storage, &key(1), SALT, Parameters::DEFAULT, random(1)).unwrap()
}

pub const A: Scope = [0xA; 16];
pub const B: Scope = [0xB; 16];

/// A vault with all kinds of items, and what is in it; another for every seed.
pub fn filled(seed: u8) -> (Vault<TestStorage>, World) {
    let mut vault =
        Vault::create(TestStorage::new(MemoryStorage::new()), &key(1), SALT, Parameters::DEFAULT, random(seed.into()))
            .unwrap();
    let mut all = World::new();
    for number in 0..70 {
        let parts = [part(A, 1, &format!("{seed}/{number};")), part(B, number, "Zanzibar")];
        vault.append(&parts).unwrap();
        apply(&mut all, &parts);
        if number == 3 {
            checkpoint_all(&mut vault, &all);
        }
    }
    (vault, all)
}

pub fn open(items: MemoryStorage, log: &[WalRecord]) -> Opened<TestStorage> {
    Vault::open(TestStorage::new(items), &key(1), log, random(99), Mode::Owner).unwrap()
}

/// All of a world into the segments, in one checkpoint.
pub fn checkpoint_all<S: Storage>(vault: &mut Vault<S>, world: &World) {
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    for (scope, texts) in world {
        for (key, text) in texts {
            vault.put_segment(&mut checkpoint, *scope, &[*key], text).unwrap();
        }
    }
    vault.commit_checkpoint(checkpoint, None).unwrap();
}
