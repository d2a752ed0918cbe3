//! The session on the browser's own storage, without a page.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::Owner;
use spaceward::{
    session::{
        Phase, Secret, Session,
        browser::{local::Local, random, wal::Wal},
    },
    vault::{Envelope, Parameters, Passphrase, Vault, derive_wrapping_key},
};
use wasm_bindgen_test::wasm_bindgen_test;

const SALT: [u8; 16] = [7; 16];

fn typed() -> Passphrase {
    Passphrase::new("gravel lantern ferry october".to_owned())
}

fn envelope() -> Envelope {
    Vault::read_envelope(&Local::open().unwrap()).unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn vlt_3_a_derivation_below_the_default_is_raised_at_the_unlock() {
    // Sets up what runs the session's tasks.
    leptos::mount::mount_to_body(|| ());
    Vault::erase(&mut Local::open().unwrap()).unwrap();
    let wal = Wal::open().await.unwrap();
    wal.clear().await.unwrap();
    let cheap = Parameters::FLOOR;
    let key = derive_wrapping_key(&typed(), &SALT, cheap).unwrap();
    let fill = Box::new(|bytes: &mut [u8]| random::fill(bytes).unwrap());
    drop(Vault::create(Local::open().unwrap(), &key, SALT, cheap, fill).unwrap().close());
    assert!(envelope().parameters.below_default());

    let owner = Owner::new();
    let session = owner.with(Session::provide);
    session.start().await;
    session.unlock(Secret::Passphrase(typed())).await.unwrap();
    assert_eq!(owner.with(|| session.phase()), Phase::Open);
    while envelope().parameters != Parameters::DEFAULT {
        TimeoutFuture::new(20).await;
    }
    let raised = envelope();
    assert_ne!(raised.salt, SALT, "with a fresh salt");
    assert!(!raised.accepts(&key), "what was derived cheaply opens it no more");
    assert!(raised.accepts(&derive_wrapping_key(&typed(), &raised.salt, raised.parameters).unwrap()));
    // The copy beside the log follows, so that an older localStorage does not make it cheap again.
    while wal.all().await.unwrap().last().map(|(_, copy)| copy.clone()) != Some(raised.to_bytes()) {
        TimeoutFuture::new(20).await;
    }
    session.clear_browser().await.unwrap();
    assert!(Vault::look(&Local::open().unwrap()).unwrap().is_none());
}
