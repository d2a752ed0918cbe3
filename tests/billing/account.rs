//! The account that pays (BIL-2, BIL-4, ACC-4).

use super::{OTHER, World, change, first, space};
use crate::support::{ACCOUNT, ask_space};
use spaceward::domain::{
    Mend, Role, Timestamp,
    account::{self, AccountId},
    billing::{Command, Logged, TypedPrices, billed_by},
    linked::{self, Linked},
    space::{Region, Tier, delete::WORD},
};

fn other() -> AccountId {
    AccountId(OTHER.parse().unwrap())
}

#[test]
fn bil_2_an_account_that_pays_for_a_space_is_refused_for_another() {
    let (mut world, ada, harbour) = space();
    let refusal = world.refused("BIL-2", Some(ada), ask_space("quay", ACCOUNT));
    assert_eq!(refusal.field.as_deref(), Some("AWS account ID"));
    assert!(refusal.message.contains(ACCOUNT) && refusal.message.contains("harbour"), "{refusal}");
    // Who does not belong to the other space does not learn its name.
    let ben = world.join("ben");
    let refusal = world.refused("BIL-2", Some(ben), ask_space("quay", ACCOUNT));
    assert!(!refusal.message.contains("harbour"), "{refusal}");
    assert_eq!(billed_by(&world.state, first()).unwrap().id, harbour);
}

#[test]
fn bil_2_two_requests_with_one_account_become_one_space() {
    let mut world = World::new();
    let ada = world.join("ada");
    let first = world.request(ada, "harbour", ACCOUNT);
    let second = world.request(ada, "quay", ACCOUNT);
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    world.does(Some(ada), account::Command::VerifySpace { token: first.token });
    world.refused("BIL-2", Some(ada), account::Command::VerifySpace { token: second.token });
    assert_eq!(world.state.spaces.len(), 1);
}

#[test]
fn bil_2_an_account_that_is_only_connected_may_pay_for_another_space() {
    let (mut world, ada, harbour) = space();
    world.connect(ada, harbour, OTHER);
    let request = world.request(ada, "quay", OTHER);
    world.sign_in(ada, OTHER, Region::UsWest2);
    world.does(Some(ada), account::Command::VerifySpace { token: request.token });
    let quay = world.state.space_named("quay").unwrap();
    assert_eq!(quay.billing_account, Some(other()));
    // And so it cannot become that of the first.
    world.refused("BIL-2", Some(ada), Command::ChangeAccount { space: harbour, account: other() });
}

#[test]
fn bil_2_the_account_of_a_deleted_space_is_free_again() {
    let (mut world, ada, harbour) = space();
    let typed = WORD.to_owned();
    world.does(Some(ada), spaceward::domain::space::Command::Delete { space: harbour, typed, application: None });
    world.request(ada, "quay", ACCOUNT);
}

#[test]
fn bil_4_only_a_connected_account_becomes_the_billing_account_and_the_former_stays() {
    let (mut world, ada, harbour) = space();
    let wish = Command::ChangeAccount { space: harbour, account: other() };
    let refusal = world.refused("BIL-4", Some(ada), wish.clone());
    assert_eq!(refusal.mend, Some(Mend::Accounts(harbour)));
    world.connect(ada, harbour, OTHER);
    world.does(Some(ada), wish.clone());
    let kept = world.state.space(harbour).unwrap();
    assert_eq!(kept.billing_account, Some(other()));
    assert!(kept.connections.contains_key(&first()), "the former stays connected");
    assert!(world.feed(harbour).last().unwrap().ends_with("made 999988887777 the billing account"));
    world.refused("BIL-4", Some(ada), wish);
    // The list of what is linked says so too.
    let bills = |one: &Linked| matches!(one, Linked::Account { account, bills: true, .. } if *account == other());
    assert!(linked::of(&world.state).iter().any(bills));
}

#[test]
fn bil_4_events_go_to_the_former_billing_account_until_the_next_billing_cycle() {
    let (mut world, ada, harbour) = space();
    world.connect(ada, harbour, OTHER);
    world.does(Some(ada), Command::ChangeAccount { space: harbour, account: other() });
    let june = Timestamp::parse_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let logged = |world: &World| world.state.space(harbour).unwrap().billing.logged;
    assert_eq!(logged(&world), Some(Logged { account: first(), until: june }));
    // Back within the month: they never went anywhere else.
    world.does(Some(ada), Command::ChangeAccount { space: harbour, account: first() });
    assert_eq!(logged(&world), None);
}

#[test]
fn bil_6_who_is_no_space_administrator_changes_nothing() {
    let (mut world, ada, harbour) = space();
    let ben = world.join("ben");
    world.bring(ada, (harbour, None), ben, Role::PowerUser);
    world.connect(ada, harbour, OTHER);
    let wishes = [
        change(harbour, Tier::Standard),
        Command::ChangeAccount { space: harbour, account: other() },
        Command::SetPlan { space: harbour, amounts: vec![], prices: TypedPrices::default() },
        Command::NoteUsage { space: harbour, amounts: vec![] },
    ];
    for wish in wishes {
        let refusal = world.refused("MBR-10", Some(ben), wish);
        assert!(refusal.message.contains("Edit space billing details"), "{refusal}");
        assert!(refusal.message.contains("Space administrator"), "{refusal}");
    }
}
