//! Tiers: allowed first, then changed; up at once, down with the next billing cycle (BIL-1, BIL-3, TRB-2).

use super::{OTHER, World, change, first, space};
use crate::support::ACCOUNT;
use spaceward::domain::{
    Mend, Role, Timestamp,
    account::{self, AccountId, Side},
    billing::{self, Command, Lacking, Metered, Pending, TypedPrices, may_reach, team_members},
    space::{Region, Tier},
};

fn other() -> AccountId {
    AccountId(OTHER.parse().unwrap())
}

#[test]
fn bil_1_a_new_space_has_the_free_tier_and_its_account_allows_no_other() {
    let (world, _, harbour) = space();
    assert_eq!(world.tier(harbour), Tier::Free);
    let kept = world.state.space(harbour).unwrap();
    assert_eq!(may_reach(kept, Tier::Free), Ok(()));
    assert_eq!(may_reach(kept, Tier::Enterprise), Err(Lacking::Allowance(first())));
}

#[test]
fn bil_1_enterprise_includes_its_amounts_for_each_team_member() {
    let (mut world, ada, harbour) = space();
    let amounts = vec![
        (Tier::Free, Metered::Compute, "2 000".to_owned()),
        (Tier::Enterprise, Metered::Compute, "1,500".to_owned()),
        (Tier::Standard, Metered::DevStorage, String::new()),
    ];
    world
        .does(Some(ada), Command::SetPlan { space: harbour, amounts: amounts.clone(), prices: TypedPrices::default() });
    let plan = &world.state.space(harbour).unwrap().billing.plan;
    let of = |tier, members| billing::included(plan, tier, Metered::Compute, members);
    assert_eq!(
        (of(Tier::Free, 40), of(Tier::Enterprise, 1), of(Tier::Enterprise, 40)),
        (Some(2_000), Some(1_500), Some(60_000))
    );
    assert_eq!(of(Tier::Standard, 40), None, "what nobody entered is not made up");
    world.refused("BIL-1", Some(ada), Command::SetPlan { space: harbour, amounts, prices: TypedPrices::default() });
    for (typed, why) in
        [("-1", "whole number"), ("1.5", "whole number"), ("99999999999999999999", "at most"), ("many", "whole number")]
    {
        let amounts = vec![(Tier::Free, Metered::Compute, typed.to_owned())];
        let refusal = world.refused(
            "BIL-1",
            Some(ada),
            Command::SetPlan { space: harbour, amounts, prices: TypedPrices::default() },
        );
        assert!(refusal.message.contains(why), "{typed}: {refusal}");
        assert_eq!(refusal.field.as_deref(), Some("Free: minutes of compute"));
    }
    assert_eq!(team_members(" 12 "), Ok(12));
    for typed in ["0", "", "twelve"] {
        assert_eq!(team_members(typed).unwrap_err().field.as_deref(), Some("Number of team members"), "{typed}");
    }
}

#[test]
fn bil_3_a_paid_tier_is_allowed_first_and_then_changed_to() {
    let (mut world, ada, harbour) = space();
    let refusal = world.refused("TRB-2", Some(ada), change(harbour, Tier::Standard));
    assert_eq!(refusal.mend, Some(Mend::CloudSpaces));
    assert!(refusal.message.contains(ACCOUNT) && refusal.message.contains("cloud side"), "{refusal}");
    world.allow(ada, harbour);
    assert_eq!(world.tier(harbour), Tier::Free, "allowing changes no tier");
    world.refused("BIL-3", Some(ada), Command::Allow { space: harbour, paid: true });
    world.does(Some(ada), change(harbour, Tier::Standard));
    assert_eq!(world.tier(harbour), Tier::Standard, "a larger tier counts at once");
    world.does(Some(ada), change(harbour, Tier::Enterprise));
    assert_eq!(world.tier(harbour), Tier::Enterprise);
    world.refused("BIL-3", Some(ada), change(harbour, Tier::Enterprise));
    let feed = world.feed(harbour);
    assert!(feed.iter().any(|line| line.ends_with("let 012345678901 allow paid billing tiers")), "{feed:?}");
    assert!(feed.last().unwrap().ends_with("changed the billing tier to Enterprise"), "{feed:?}");
}

#[test]
fn bil_3_allowing_is_done_in_the_account_itself() {
    let (mut world, ada, harbour) = space();
    world.does(Some(ada), account::Command::SignOut);
    let allow = Command::Allow { space: harbour, paid: true };
    world.refused("BIL-3", Some(ada), allow.clone());
    world.sign_in(ada, OTHER, Region::UsWest2);
    let refusal = world.refused("BIL-3", Some(ada), allow.clone());
    assert!(refusal.message.contains("not connected"), "{refusal}");
    // Whoever administers the account may, without a say in the tier: the account is theirs.
    let ben = world.join("ben");
    world.bring(ada, (harbour, None), ben, Role::PowerUser);
    world.sign_in(ben, ACCOUNT, Region::UsWest2);
    world.does(Some(ben), allow);
}

#[test]
fn bil_3_a_smaller_tier_waits_for_the_next_billing_cycle() {
    let (mut world, ada, harbour) = space();
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Enterprise));
    world.does(Some(ada), change(harbour, Tier::Free));
    let june = Timestamp::parse_rfc3339("2026-06-01T00:00:00Z").unwrap();
    let kept = world.state.space(harbour).unwrap();
    assert_eq!((kept.tier, kept.billing.pending), (Tier::Enterprise, Some(Pending { tier: Tier::Free, from: june })));
    world.refused("BIL-3", Some(ada), change(harbour, Tier::Free));
    world.refused("BIL-3", None, Command::Turn);
    // Another smaller one takes its place; the tier that counts withdraws it.
    world.does(Some(ada), change(harbour, Tier::Standard));
    world.does(Some(ada), change(harbour, Tier::Enterprise));
    assert_eq!(world.state.space(harbour).unwrap().billing.pending, None);
    world.does(Some(ada), change(harbour, Tier::Free));
    world.now = june.plus(-1);
    assert!(billing::due(&world.state, world.now).is_empty());
    world.later(1);
    assert_eq!(
        billing::tier(world.state.space(harbour).unwrap(), world.now),
        Tier::Free,
        "it counts even before it is noted"
    );
    assert_eq!(billing::due(&world.state, world.now), [harbour]);
    world.does(None, Command::Turn);
    let kept = world.state.space(harbour).unwrap();
    assert_eq!((kept.tier, kept.billing.pending), (Tier::Free, None));
    assert_eq!(world.feed(harbour).last().unwrap(), "Spaceward changed the billing tier to Free");
}

#[test]
fn bil_3_a_change_after_the_cycle_has_begun_starts_from_the_tier_that_counts() {
    let (mut world, ada, harbour) = space();
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Enterprise));
    world.does(Some(ada), change(harbour, Tier::Free));
    world.later(40 * Timestamp::DAY);
    world.refused("BIL-3", Some(ada), change(harbour, Tier::Free));
    world.does(Some(ada), change(harbour, Tier::Standard));
    let kept = world.state.space(harbour).unwrap();
    assert_eq!((kept.tier, kept.billing.pending), (Tier::Standard, None));
}

#[test]
fn bil_3_the_account_of_a_paid_space_goes_on_allowing_it() {
    let (mut world, ada, harbour) = space();
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Standard));
    let refusal = world.refused("BIL-3", Some(ada), Command::Allow { space: harbour, paid: false });
    assert!(refusal.message.contains("Free first"), "{refusal}");
    // Nor does an account take over that does not allow it.
    world.connect(ada, harbour, OTHER);
    let wish = Command::ChangeAccount { space: harbour, account: other() };
    world.refused("BIL-3", Some(ada), wish.clone());
    world.sign_in(ada, OTHER, Region::UsWest2);
    world.does(Some(ada), Command::Allow { space: harbour, paid: true });
    world.does(Some(ada), wish);
    // Now the former may stop.
    world.sign_in(ada, ACCOUNT, Region::UsWest2);
    world.does(Some(ada), Command::Allow { space: harbour, paid: false });
}

#[test]
fn trb_2_a_space_without_a_billing_account_is_led_to_its_accounts() {
    use spaceward::domain::import::{Command as Import, Inventory, InventorySpace};
    let mut world = World::new();
    let ada = world.join("ada");
    let space = InventorySpace { name: "harbour".into(), region: "us-west-2".into(), ..InventorySpace::default() };
    world.does(Some(ada), Import::TakeIn { inventory: Inventory { spaces: vec![space] } });
    let id = world.state.space_named("harbour").unwrap().id;
    let refusal = world.refused("TRB-2", Some(ada), change(id, Tier::Standard));
    assert_eq!(refusal.mend, Some(Mend::Accounts(id)));
    assert!(refusal.message.contains("Add an account"), "{refusal}");
}

#[test]
fn bil_3_a_billing_cycle_is_a_calendar_month_of_utc() {
    let at = |text: &str| Timestamp::parse_rfc3339(text).unwrap();
    for (now, next) in [
        ("2026-05-04T09:00:00Z", "2026-06-01T00:00:00Z"),
        ("2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"),
        ("2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z"),
        ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"),
    ] {
        assert_eq!(billing::next_cycle(at(now)), at(next), "{now}");
    }
    assert_eq!(billing::next_cycle(Timestamp(i64::MAX)), Timestamp(i64::MAX), "no moment stops the program");
}

#[test]
fn bil_3_a_new_connection_of_an_account_begins_without_allowing_paid_tiers() {
    // ACC-5: an account that is removed and added again starts anew.
    let (mut world, ada, harbour) = space();
    world.connect(ada, harbour, OTHER);
    world.sign_in(ada, OTHER, Region::UsWest2);
    world.does(Some(ada), Command::Allow { space: harbour, paid: true });
    let allowed = |world: &World| world.state.space(harbour).unwrap().billing.paid.len();
    assert_eq!(allowed(&world), 1);
    let typed = "harbour".to_owned();
    world.does(Some(ada), account::Command::Remove { space: harbour, account: other(), typed, from: Side::Cloud });
    world.connect(ada, harbour, OTHER);
    assert_eq!(allowed(&world), 0);
}

#[test]
fn bil_3_a_smaller_tier_that_counts_already_is_noted_before_the_account_changes() {
    let (mut world, ada, harbour) = space();
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Standard));
    world.does(Some(ada), change(harbour, Tier::Free));
    world.connect(ada, harbour, OTHER);
    let wish = Command::ChangeAccount { space: harbour, account: other() };
    world.refused("BIL-3", Some(ada), wish.clone());
    // The cycle has begun, and no minute has passed in which anything noted it.
    world.later(40 * Timestamp::DAY);
    world.does(Some(ada), wish);
    let kept = world.state.space(harbour).unwrap();
    assert_eq!((kept.tier, kept.billing_account, kept.billing.pending), (Tier::Free, Some(other()), None));
}
