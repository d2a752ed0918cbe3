//! VLT-12, SPC-8: stopped at every single write of a deletion, the space is there whole or gone without a trace, and neither
//! the log nor an older localStorage brings it back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

#[allow(clippy::duplicate_mod, reason = "each test file uses its own part")]
mod support;
mod vault_support;

use spaceward::{
    domain::{
        PersonId, Record, SpaceId, State, codec,
        event::Scope as DomainScope,
        issue,
        snapshot::{Address, Assembled, Assembly, Step, Wanted, destroyed, dirty},
        space, trail,
        trail::VaultId,
    },
    vault::{AsideCopy, MemoryStorage, Mode, Opening, Scope, Storage, VAULT_SCOPE, Vault, WalRecord},
};
use std::collections::BTreeSet;
use support::World;
use vault_support::{TestStorage, create, key, random};

fn scope_of(scope: DomainScope) -> Scope {
    match scope {
        DomainScope::Vault => VAULT_SCOPE,
        DomainScope::Space(space) => space.0.into_bytes(),
    }
}

fn parts_of(record: &Record) -> Vec<(Scope, Vec<u8>)> {
    codec::encode(record).into_iter().map(|(scope, bytes)| (scope_of(scope), bytes)).collect()
}

/// A vault that keeps a history as the session does.
struct Desk {
    vault: Vault<TestStorage>,
    storage: TestStorage,
    log: Vec<WalRecord>,
    copies: Vec<AsideCopy>,
    dirty: BTreeSet<Address>,
    state: State,
}

impl Desk {
    fn new() -> Self {
        let storage = TestStorage::new(MemoryStorage::new());
        let vault = create(storage.clone());
        let (log, copies, dirty, state) = Default::default();
        Self { vault, storage, log, copies, dirty, state }
    }

    fn keep(&mut self, record: &Record) {
        let parts = parts_of(record);
        let written = match destroyed(record).next() {
            Some(space) => self.vault.destroy_scope(space.0.into_bytes(), &parts).unwrap(),
            None => self.vault.append(&parts).unwrap(),
        };
        self.log.push(written);
        self.state.apply(record);
        for space in destroyed(record) {
            self.dirty.retain(|address| address.scope() != DomainScope::Space(space));
        }
        self.dirty.extend(dirty(record, &self.state));
    }

    fn checkpoint(&mut self) {
        let mut checkpoint = self.vault.begin_checkpoint().unwrap();
        for address in std::mem::take(&mut self.dirty) {
            let scope = scope_of(address.scope());
            match self.state.segment(&address) {
                Some(bytes) => {
                    self.vault.put_segment(&mut checkpoint, scope, &address.to_bytes(), &bytes).unwrap();
                }
                None => self.vault.drop_segment(&mut checkpoint, scope, &address.to_bytes()).unwrap(),
            }
        }
        self.vault.commit_checkpoint(checkpoint, None).unwrap();
    }
}

/// Opens what lies there as the console does, and settles what it finds; gives the state and the vault.
fn open(items: &MemoryStorage, log: &[WalRecord], why: &str) -> (State, Vault<TestStorage>) {
    let storage = TestStorage::new(items.clone());
    let mut opening = Vault::begin_opening(storage, &key(1), log, random(77), Mode::Owner).unwrap();
    let state = assemble(&mut opening, why);
    let opened = opening.finish().unwrap();
    assert!(opened.damage.is_empty(), "{why}: {:?}", opened.damage);
    (state, opened.vault)
}

fn assemble(opening: &mut Opening<TestStorage>, why: &str) -> State {
    let records = opening
        .take_records()
        .into_iter()
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(_, parts)| codec::decode(parts.iter().map(|(_, bytes)| bytes.as_slice())).unwrap());
    let records: Vec<Record> = records.collect();
    let live: Vec<Address> = opening.pending().map(|(_, address)| Address::from_bytes(address).unwrap()).collect();
    let mut assembly = Assembly::new(live, records);
    loop {
        match assembly.step(Wanted::Nothing) {
            Step::Open(address) => {
                let segment = opening.segment(scope_of(address.scope()), &address.to_bytes()).unwrap();
                assembly.give(address, segment.as_ref().map(|segment| segment.bytes.as_slice()));
            }
            Step::Worked => {}
            Step::Done => break,
        }
    }
    let Assembled { state, faults, .. } = assembly.finish();
    assert!(faults.is_empty(), "{why}: {faults:?}");
    state
}

/// A history with two spaces: part of it folded into segments, part of it in the journal, a draft about each space.
fn played() -> (Desk, World, PersonId, [SpaceId; 2]) {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), trail::Command::Begin { vault: VaultId([9; 16]), made: true });
    let spaces = [world.space(ada, "Harbour"), world.space(ada, "Inland")];
    let projects = spaces.map(|space| world.project(ada, space, "quay"));
    let mut desk = Desk::new();
    let mut folded = false;
    for round in 0..90 {
        for (space, project) in spaces.into_iter().zip(projects) {
            let draft = issue::Draft { title: format!("Issue {round}"), ..issue::Draft::default() };
            world.does(Some(ada), issue::Command::Create { space, project, draft });
        }
        if round == 40 {
            for record in &world.records {
                desk.keep(record);
            }
            desk.checkpoint();
            folded = true;
            world.records.clear();
        }
    }
    assert!(folded);
    for record in &world.records {
        desk.keep(record);
    }
    for space in spaces {
        let copy = desk.vault.put_aside(space.0.into_bytes(), b"draft", 1, b"half a thought").unwrap();
        desk.copies.push(copy);
    }
    assert_eq!(desk.state, world.state);
    (desk, world, ada, spaces)
}

fn delete(space: SpaceId) -> space::Command {
    space::Command::Delete { space, typed: "delete".to_owned(), application: None }
}

#[test]
fn vlt_12_vlt_8_stopped_at_every_write_of_a_deletion_the_space_is_whole_or_gone() {
    let (mut desk, mut world, ada, [harbour, inland]) = played();
    let before = desk.state.clone();
    let earlier_log = desk.log.clone();
    desk.storage.0.borrow_mut().snapshots = Some(Vec::new());
    let start = desk.storage.items();
    let record = world.does(Some(ada), delete(harbour));
    desk.keep(&record);
    let after = desk.state.clone();
    desk.checkpoint();
    let moments = desk.storage.0.borrow_mut().snapshots.take().unwrap();
    assert!(moments.len() > 50, "{} writes", moments.len());
    let log = desk.log.clone();
    let (mut whole, mut gone) = (0, 0);
    for (moment, items) in [start].iter().chain(&moments).enumerate() {
        for (with, log) in [("no log", &Vec::new()), ("the log of before", &earlier_log), ("the log", &log)] {
            let why = format!("write {moment} with {with}");
            let (state, vault) = open(items, log, &why);
            if state == before {
                assert!(moment == 0 && with != "the log", "{why}: it is back");
                whole += 1;
            } else {
                assert_eq!(state, after, "{why}");
                assert!(state.space(inland).is_some() && vault.is_destroyed(&harbour.0.into_bytes()), "{why}");
                gone += 1;
            }
            if moment % 5 != 0 {
                continue;
            }
            // What the opening cleared up stays so: nothing of the space lies there, and nothing loose.
            let is_gone = state == after;
            let mut vault = vault;
            assert_eq!((vault.verify().unwrap(), vault.usage().loose), (vec![], 0), "{why}");
            let drafts = vault.merge_asides(&desk.copies).unwrap();
            assert_eq!(drafts.forget.len(), usize::from(is_gone), "{why}: the copy of its draft goes");
            assert_eq!(vault.asides(&desk.copies).unwrap().len(), if is_gone { 1 } else { 2 }, "{why}");
            let left = vault.live_segments().filter(|(scope, _)| **scope == harbour.0.into_bytes()).count();
            assert_eq!(left == 0, is_gone, "{why}");
            let items = vault.close().items();
            assert_eq!(open(&items, &[], &why).0, state, "{why}, opened again");
        }
    }
    assert_eq!(whole, 2);
    assert!(gone > 150, "{gone}");
}

#[test]
fn vlt_12_an_older_local_storage_with_the_redacted_log_does_not_bring_the_space_back() {
    let storage_before: Vec<MemoryStorage>;
    let (mut desk, mut world, ada, [harbour, _]) = {
        let played = played();
        storage_before = vec![played.0.storage.items()];
        played
    };
    let record = world.does(Some(ada), delete(harbour));
    desk.keep(&record);
    // What the session does with the log right after.
    let mut redacted = 0;
    for index in 0..desk.log.len() {
        if let Some(anew) = desk.vault.redact_logged(&desk.log[index].clone()) {
            desk.log[index] = anew;
            redacted += 1;
        }
    }
    assert!(redacted > 80, "{redacted}");
    assert!(desk.log.clone().iter().all(|record| desk.vault.redact_logged(record).is_none()), "once is enough");
    for items in &storage_before {
        let (state, vault) = open(items, &desk.log, "fallen back");
        assert_eq!(state, desk.state);
        assert!(vault.is_destroyed(&harbour.0.into_bytes()));
        let items = vault.close().items();
        // And without the log from then on.
        assert_eq!(open(&items, &[], "afterwards").0, desk.state);
    }
    // A localStorage that has nothing but the envelope: all that is left comes from the log, and the space is not in it.
    let mut bare = MemoryStorage::new();
    let items = desk.storage.items();
    bare.set("sw.vault", &items.get("sw.vault").unwrap().unwrap()).unwrap();
    let opened = Vault::open(TestStorage::new(bare), &key(1), &desk.log, random(5), Mode::Owner);
    if let Ok(opened) = opened {
        let scopes: BTreeSet<Scope> =
            opened.records.iter().flat_map(|(_, parts)| parts.iter().map(|(scope, _)| *scope)).collect();
        assert!(!scopes.contains(&harbour.0.into_bytes()));
    }
}

#[test]
fn vlt_12_vlt_9_a_tab_that_follows_forgets_the_key_with_the_record() {
    let (mut desk, mut world, ada, [harbour, inland]) = played();
    let items = TestStorage::new(desk.storage.items());
    let mut follower = Vault::open(items, &key(1), &[], random(6), Mode::Reader).unwrap().vault;
    let record = world.does(Some(ada), delete(harbour));
    desk.keep(&record);
    let written = desk.log.last().unwrap();
    let (_, parts) = follower.open_logged(written).unwrap();
    assert_eq!(codec::decode(parts.iter().map(|(_, bytes)| bytes.as_slice())).unwrap(), record);
    assert!(follower.is_destroyed(&harbour.0.into_bytes()) && !follower.is_destroyed(&inland.0.into_bytes()));
    // A record of before that comes late does not bring the key again: its parts of the space stay shut.
    let late = desk.log.iter().rev().nth(2).unwrap();
    let (_, parts) = follower.open_logged(late).unwrap();
    assert!(parts.iter().all(|(scope, _)| *scope != harbour.0.into_bytes()));
    assert!(follower.seal_aside(harbour.0.into_bytes(), b"draft", 9, Some(b"more")).is_err());
}
