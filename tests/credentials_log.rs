//! AUD-2: second factors, tokens and acting as somebody are told in the activity log, without a secret.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    Timestamp,
    factor::{self, Key, STEP, code_at},
    token::{self, Secret},
    trail::{self, Use, VaultId},
};
use support::World;

#[test]
fn aud_2_factors_and_tokens_are_told_and_no_secret_is() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.does(Some(ada), trail::Command::Begin { vault: VaultId([9; 16]), made: false });
    let key = Key::new(*b"twenty bytes of key!");
    let shown = |world: &World| code_at(&key, u64::try_from(world.now.0 / STEP).unwrap()).to_string();
    let code = shown(&world);
    world.does(Some(ada), factor::Command::Enrol { key: key.clone(), code: code.clone() });
    // The code that enrolled it is used up.
    world.does(Some(ada), factor::Command::Present { code: code.clone() });
    world.later(Timestamp::HOUR);
    let next = shown(&world);
    world.does(Some(ada), factor::Command::Present { code: next.clone() });
    world.later(Timestamp::HOUR);
    let last = shown(&world);
    world.does(Some(ada), factor::Command::Remove { code: last.clone() });
    let secret = Secret::draw(&mut |bytes: &mut [u8]| bytes.fill(77));
    let words = String::clone(&secret.text());
    world.does(Some(ada), token::Command::Create { name: "Nightly build".to_owned(), expires: None, secret });
    let found = token::check(&world.state, &words, world.now);
    let uses =
        vec![(None, Use::token_checked(&found)), (None, Use::acting_begun("ada")), (None, Use::acting_ended("bob"))];
    world.does(Some(ada), trail::Command::Note { uses });
    let id = *world.state.tokens.keys().next().unwrap();
    world.does(Some(ada), token::Command::Delete { token: id });
    let told: Vec<(&str, bool)> = world
        .state
        .trail
        .chain
        .oldest_first()
        .map(|entry| (entry.what.name.as_str(), entry.what.failure.is_some()))
        .collect();
    let expected = [
        ("EnableMFADevice", false),
        ("CheckMfa", true),
        ("CheckMfa", false),
        ("DeactivateMFADevice", false),
        ("CreateAccessToken", false),
        ("CheckAccessToken", false),
        ("SwitchRole", false),
        ("ExitRole", false),
        ("DeleteAccessToken", false),
    ];
    assert_eq!(told, expected);
    let all = format!("{:?}", world.state.trail);
    for secret in [code, next, last, words, "Nightly build".to_owned()] {
        assert!(!all.contains(&secret), "{secret}");
    }
    assert!(all.contains(&id.to_string()), "which token it was");
}
