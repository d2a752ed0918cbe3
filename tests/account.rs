//! Account connections (ACC-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    account::{AccountId, Command, Event},
    space::Region,
};
use support::{World, ask_space};

#[test]
fn acc_1_an_account_id_has_exactly_twelve_digits() {
    let mut world = World::new();
    let ada = world.join("ada");
    for (typed, reason) in [
        ("", "needed"),
        ("12345678901", "This one has 11"),
        ("1234567890123", "This one has 13"),
        ("12345678901a", "“a”"),
        ("١٢٣٤٥٦٧٨٩٠١٢", "holds"),
        ("99999999999999999999999999", "This one has 26"),
    ] {
        let refusal = world.refused("ACC-1", Some(ada), ask_space("Acme", typed));
        assert!(refusal.message.contains(reason), "{typed}: {}", refusal.message);
        assert_eq!(refusal.field.as_deref(), Some("AWS account ID"));
    }
    for typed in ["012345678901", "0123-4567-8901", " 0123 4567 8901 "] {
        world.does(Some(ada), Command::SignIn { account: typed.to_owned(), region: Region::EuWest1 });
        assert_eq!(world.state.cloud.unwrap().account.to_string(), "012345678901", "leading zeros are kept");
    }
}

#[test]
fn acc_1_a_space_can_have_any_number_of_accounts_each_once() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "Acme");
    let more = |number| Event::Connected { space, account: AccountId(number) };
    world.happened(Some(ada), vec![more(1), more(2), more(1)]);
    assert_eq!(world.state.space(space).unwrap().connections.len(), 3, "the first, and two more");
}

#[test]
fn the_cloud_side_is_signed_out_once() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.refused("SPC-6", Some(ada), Command::SignOut);
    world.sign_in(ada, "111122223333", Region::UsWest2);
    world.does(Some(ada), Command::SignOut);
    assert!(world.state.cloud.is_none());
    world.refused("MBR-10", None, Command::SignOut);
}
