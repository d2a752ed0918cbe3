//! A company of 10,000 people, 500 teams and 100 projects has room in a browser, and its vault as a file for measuring the
//! pages: `SPACEWARD_COMPANY=company.vault cargo test --test company` writes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;
mod vault_support;

use spaceward::{
    domain::{State, event::Scope},
    vault::{MemoryStorage, Parameters, Passphrase, VAULT_SCOPE, Vault, derive_wrapping_key, import},
};
use support::company::company;
use vault_support::{SALT, TestStorage, random};

/// What opens the file; tests/bench/company.mjs types it.
const PASSPHRASE: &str = "gravel lantern ferry october";

/// The console's own room: 5 MiB of UTF-16 units.
const QUOTA: usize = 5 << 20;

/// The vault of a state, all of it in segments, as the first checkpoint leaves it.
fn vault_of(state: &State) -> Vault<TestStorage> {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let key = derive_wrapping_key(&passphrase, &SALT, Parameters::DEFAULT).unwrap();
    let storage = TestStorage::new(MemoryStorage::new());
    let mut vault = Vault::create(storage, &key, SALT, Parameters::DEFAULT, random(11)).unwrap();
    let mut checkpoint = vault.begin_checkpoint().unwrap();
    for address in state.addresses() {
        let scope = match address.scope() {
            Scope::Vault => VAULT_SCOPE,
            Scope::Space(space) => space.0.into_bytes(),
        };
        let bytes = state.segment(&address).unwrap();
        vault.put_segment(&mut checkpoint, scope, &address.to_bytes(), &bytes).unwrap();
    }
    vault.commit_checkpoint(checkpoint, None).unwrap();
    vault
}

#[test]
fn mbr_11_a_company_of_10_000_has_room_in_a_browser() {
    let (world, people) = company();
    let space = world.state.spaces.values().next().unwrap();
    assert_eq!((people.len(), space.teams.len(), space.projects.len()), (10_000, 500, 100));
    let vault = vault_of(&world.state);
    let used = vault.usage().used;
    assert!(used < QUOTA / 4, "{used} of {QUOTA} units");
    let file = vault.export().unwrap();
    assert_eq!(import::inspect(&file).unwrap().items, vault.live_items());
    if let Some(path) = std::env::var_os("SPACEWARD_COMPANY") {
        std::fs::write(path, file).unwrap();
    }
    println!("{used} units, {} items", vault.live_items());
}
