//! A vault with an item of every kind, of which it is known what each is: told by what was written when, without a look
//! inside.

use super::{TestStorage, Trouble, World, apply, key, part, random};
use spaceward::vault::{
    Damage, ENVELOPE_NAME, How, MemoryStorage, Mode, Parameters, Place, Scope, Storage, Vault, WalRecord,
};
use std::collections::BTreeMap;

pub const A: Scope = [0xA; 16];
pub const B: Scope = [0xB; 16];
pub const OWN: Scope = [0; 16];

/// What an item of localStorage is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Envelope,
    Head,
    Spare,
    Segment(Scope, u8),
    /// Numbers of the first record and of the last.
    Run(u64, u64),
    Record(u64),
    Draft(&'static [u8]),
}

/// A vault in storage, taken apart by what its items are.
#[derive(Clone)]
pub struct Whole {
    pub items: MemoryStorage,
    pub names: BTreeMap<Item, String>,
    pub world: World,
    pub log: Vec<WalRecord>,
    pub next_seq: u64,
    /// A copy of the envelope, as it lies beside the log.
    pub envelope: Vec<u8>,
}

impl Whole {
    pub fn value(&self, item: &Item) -> Vec<u16> {
        self.items.get(&self.names[item]).unwrap().unwrap()
    }

    /// The storage with one item put differently.
    pub fn with(&self, item: &Item, value: Option<&[u16]>) -> MemoryStorage {
        let mut items = self.items.clone();
        match value {
            Some(value) => items.set(&self.names[item], value).unwrap(),
            None => items.remove(&self.names[item]).unwrap(),
        }
        items
    }

    /// The number of the last record that is an item of its own.
    pub fn last(&self) -> u64 {
        self.next_seq - 1
    }
}

/// What the vault says of an item that does not open; nothing of the envelope, without which none does.
pub fn named(item: &Item, how: How) -> Option<Damage> {
    let place = match item {
        Item::Envelope => return None,
        Item::Head | Item::Spare => Place::Head,
        Item::Segment(scope, key) => Place::Segment { scope: *scope, address: vec![*key] },
        Item::Run(first, last) => Place::Records { first: *first, last: *last },
        Item::Record(number) => Place::Records { first: *number, last: *number },
        Item::Draft(_) => Place::Aside,
    };
    Some(Damage { place, how, kept: how != How::Missing })
}

/// In the order of the vault, neighbouring records with the same trouble in one row.
pub fn in_rows(damage: impl IntoIterator<Item = Damage>) -> Vec<Damage> {
    let mut damage: Vec<Damage> = damage.into_iter().collect();
    damage.sort();
    damage.dedup();
    let mut rows: Vec<Damage> = Vec::new();
    for one in damage {
        if let Some(Damage { place: Place::Records { last, .. }, how, kept }) = rows.last_mut()
            && let Place::Records { first, last: end } = one.place
            && (*how, *kept, *last + 1) == (one.how, one.kept, first)
        {
            *last = end;
        } else {
            rows.push(one);
        }
    }
    rows
}

/// Builds it, and gives it at an earlier moment, too.
pub struct Builder {
    storage: TestStorage,
    vault: Vault<TestStorage>,
    names: BTreeMap<Item, String>,
    world: World,
    log: Vec<WalRecord>,
}

impl Builder {
    fn new() -> Self {
        let storage = TestStorage::new(MemoryStorage::new());
        assert_eq!(storage.0.borrow().trouble, Trouble::None);
        storage.0.borrow_mut().snapshots = Some(Vec::new());
        let vault = Vault::create(storage.clone(), &key(1), super::SALT, Parameters::DEFAULT, random(1)).unwrap();
        let (names, world, log) = (BTreeMap::new(), World::new(), Vec::new());
        let mut builder = Self { storage, vault, names, world, log };
        builder.label(&[Item::Head, Item::Spare, Item::Envelope]);
        builder
    }

    /// Names that the writes since the last call brought, in the order of the writes, are these items.
    fn label(&mut self, items: &[Item]) {
        let snapshots = std::mem::take(self.storage.0.borrow_mut().snapshots.as_mut().unwrap());
        let mut fresh: Vec<String> = Vec::new();
        for snapshot in snapshots {
            for name in snapshot.names().unwrap() {
                if !fresh.contains(&name) && !self.names.values().any(|known| *known == name) {
                    fresh.push(name);
                }
            }
        }
        assert_eq!(fresh.len(), items.len(), "{items:?}");
        self.names.extend(items.iter().cloned().zip(fresh));
        let there = self.storage.items();
        self.names.retain(|_, name| there.get(name).unwrap().is_some());
    }

    fn append(&mut self, parts: &[(Scope, Vec<u8>)], brings: &[Item]) {
        self.log.push(self.vault.append(parts).unwrap());
        apply(&mut self.world, parts);
        self.label(brings);
    }

    fn checkpoint(&mut self, what: &[(Scope, u8)]) {
        let mut checkpoint = self.vault.begin_checkpoint().unwrap();
        for (scope, key) in what {
            let text = self.world[scope][key].clone();
            // The slot that it takes the place of is another name, and goes at the commit.
            self.names.remove(&Item::Segment(*scope, *key));
            self.vault.put_segment(&mut checkpoint, *scope, &[*key], &text).unwrap();
        }
        self.vault.commit_checkpoint(checkpoint, None).unwrap();
        let there = self.storage.items();
        let snapshots = self.storage.0.borrow_mut().snapshots.as_mut().map(std::mem::take).unwrap();
        let mut fresh: Vec<String> = Vec::new();
        for name in snapshots.iter().flat_map(|snapshot| snapshot.names().unwrap()) {
            let known = fresh.contains(&name) || self.names.values().any(|known| *known == name);
            if !known && there.get(&name).unwrap().is_some() {
                fresh.push(name);
            }
        }
        assert_eq!(fresh.len(), what.len());
        self.names.extend(what.iter().map(|(scope, key)| Item::Segment(*scope, *key)).zip(fresh));
        self.names.retain(|_, name| there.get(name).unwrap().is_some());
    }

    fn draft(&mut self, scope: Scope, address: &'static [u8], revision: u64, text: &[u8]) {
        let known = self.names.contains_key(&Item::Draft(address));
        self.vault.put_aside(scope, address, revision, text).unwrap();
        self.label(if known { &[] } else { std::slice::from_ref(&SLOTS[usize::from(address != b"form")]) });
    }

    fn whole(&self) -> Whole {
        let items = self.storage.items();
        let mut names = self.names.clone();
        names.entry(Item::Envelope).or_insert_with(|| ENVELOPE_NAME.to_owned());
        assert_eq!(names.len(), items.names().unwrap().len(), "every item is known by what it is");
        assert_eq!(self.vault.verify().unwrap(), []);
        Whole {
            items,
            names,
            world: self.world.clone(),
            log: self.log.clone(),
            next_seq: self.vault.next_seq(),
            envelope: self.vault.envelope_copy(),
        }
    }
}

const SLOTS: [Item; 2] = [Item::Draft(b"form"), Item::Draft(b"note")];

/// An earlier moment, and the present one: segments of three scopes, a run of 64, three records, two drafts.
pub fn every_kind() -> [Whole; 2] {
    let mut builder = Builder::new();
    let first = [part(A, 1, "one"), part(A, 2, "two"), part(B, 3, "three"), part(OWN, 4, "four")];
    builder.append(&first, &[Item::Record(0)]);
    builder.checkpoint(&[(A, 1), (A, 2), (B, 3), (OWN, 4)]);
    builder.draft(A, b"form", 1, b"half a form");
    builder.append(&[part(A, 1, "early"), part(B, 3, "early")], &[Item::Record(1)]);
    builder.append(&[part(OWN, 4, "early")], &[Item::Record(2)]);
    let earlier = builder.whole();

    builder.checkpoint(&[(A, 1), (B, 3), (OWN, 4)]);
    for number in 3..67_u64 {
        let brings = [Item::Record(number), Item::Run(3, 66)];
        let brings = if number == 66 { &brings[..] } else { &brings[..1] };
        builder.append(&[part(A, 1, &format!("{number};")), part(B, 9, "x")], brings);
    }
    for number in 67..70_u64 {
        builder.append(&[part(A, 2, &format!("{number};")), part(OWN, 5, "y")], &[Item::Record(number)]);
    }
    builder.draft(A, b"form", 2, b"more of the form");
    builder.draft(OWN, b"note", 1, b"a note");
    let present = builder.whole();
    assert_eq!(present.names.len(), 3 + 4 + 1 + 3 + 2);
    [earlier, present]
}

/// The bytes of a packed value, after docs/vault-format.md and not after the vault's own code.
pub fn unpack(units: &[u16]) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::with_capacity(units.len() * 15);
    for unit in units {
        let value = unit - 0x4000;
        bits.extend((0..15).rev().map(|bit| value >> bit & 1 == 1));
    }
    while bits.pop() == Some(false) {}
    bits.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect()
}

/// The reverse.
pub fn pack(bytes: &[u8]) -> Vec<u16> {
    let mut bits: Vec<bool> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    bits.push(true);
    bits.resize(bits.len().div_ceil(15) * 15, false);
    bits.chunks(15).map(|bits| 0x4000 + bits.iter().fold(0_u16, |unit, bit| unit << 1 | u16::from(*bit))).collect()
}

/// Opens as the writing tab.
pub fn open_with(
    items: &MemoryStorage,
    log: &[WalRecord],
) -> Result<spaceward::vault::Opened<TestStorage>, spaceward::vault::Fault> {
    Vault::open(TestStorage::new(items.clone()), &key(1), log, random(3), Mode::Owner)
}
