//! What tiers cost, where usage leads, and plan files (BIL-1, BIL-5).

use super::{World, space};
use proptest::prelude::*;
use spaceward::{
    domain::{
        PersonId, SpaceId, Timestamp,
        billing::{CURRENCY_FIELD, Command, Metered, Plan, Price, Priced, Prices, TypedPrices, forecast, total, usage},
        space::Tier,
    },
    formats::billing_plan::{self, Filled},
};

/// A plan file in which nothing is known.
fn blank() -> String {
    billing_plan::write(&Plan::new(), &Prices::default())
}

type Amounts = Vec<(Tier, Metered, String)>;

fn prices(currency: &str, of: &[(Priced, &str)]) -> TypedPrices {
    let of = of.iter().map(|(priced, typed)| (*priced, (*typed).to_owned())).collect();
    TypedPrices { currency: currency.to_owned(), of }
}

fn set(space: SpaceId, amounts: Amounts, prices: TypedPrices) -> Command {
    Command::SetPlan { space, amounts, prices }
}

/// The 11th of June 2026, a third into its month, and the space on a paid tier.
fn in_june() -> (World, PersonId, SpaceId) {
    let (mut world, ada, harbour) = space();
    world.now = Timestamp(1_781_136_000_000);
    assert_eq!(world.now.since(world.now.month_start()), 10 * Timestamp::DAY);
    assert_eq!(world.now.next_month().since(world.now.month_start()), 30 * Timestamp::DAY);
    world.allow(ada, harbour);
    world.does(Some(ada), Command::ChangeTier { space: harbour, tier: Tier::Standard });
    (world, ada, harbour)
}

#[test]
fn bil_1_prices_are_kept_as_entered_with_their_currency() {
    let (mut world, ada, harbour) = space();
    let standard = Priced::Month(Tier::Standard);
    for (typed, shown) in
        [("4", "4.00"), ("0.0125", "0.0125"), (" 7.5 ", "7.50"), ("0", "0.00"), ("0.000001", "0.000001")]
    {
        world.does(Some(ada), set(harbour, vec![], prices("EUR", &[(standard, typed)])));
        let kept = &world.state.space(harbour).unwrap().billing.prices;
        assert_eq!(kept.told(kept.of.get(&standard).copied()), Some(format!("{shown} EUR")), "{typed}");
        assert_eq!(kept.a_month(Tier::Enterprise, 3), None, "what nobody entered is not made up");
    }
    for typed in ["-1", "1,5", ".5", "5.", "1.2.3", "four", "0.0000001", "1000000001", "9".repeat(40).as_str()] {
        let refusal = world.refused("BIL-1", Some(ada), set(harbour, vec![], prices("EUR", &[(standard, typed)])));
        assert_eq!(refusal.field.as_deref(), Some(standard.field()), "{typed}: {refusal}");
    }
    for currency in ["", "euro", "eur", "€€€"] {
        let refusal = world.refused("BIL-1", Some(ada), set(harbour, vec![], prices(currency, &[(standard, "4")])));
        assert_eq!(refusal.field.as_deref(), Some(CURRENCY_FIELD), "{currency}");
    }
    // Enterprise is a price for each member, as what it includes.
    world.does(Some(ada), set(harbour, vec![], prices("EUR", &[(Priced::Month(Tier::Enterprise), "20")])));
    let kept = &world.state.space(harbour).unwrap().billing.prices;
    assert_eq!(kept.a_month(Tier::Enterprise, 3), Some(Price(60_000_000)));
    world.does(Some(ada), set(harbour, vec![], TypedPrices::default()));
    assert!(world.state.space(harbour).unwrap().billing.prices.of.is_empty(), "all of it can be forgotten");
}

#[test]
fn bil_5_the_forecast_follows_a_straight_line_from_what_was_entered() {
    let (mut world, ada, harbour) = in_june();
    let compute = |world: &World| {
        let space = world.state.space(harbour).unwrap();
        let all = usage(space, world.now);
        let one = *all.iter().find(|one| one.metered == Metered::Compute).unwrap();
        (forecast(space, &one, world.now), total(space, &all, world.now))
    };
    assert_eq!(compute(&world).0, None, "nothing is known");
    let amounts = vec![
        (Tier::Standard, Metered::Compute, "200".to_owned()),
        (Tier::Standard, Metered::DevEnvironments, "9".to_owned()),
    ];
    let known = prices("USD", &[(Priced::Month(Tier::Standard), "4"), (Priced::Beyond(Metered::Compute), "0.02")]);
    world.does(Some(ada), set(harbour, amounts, known));
    let note = |text: &str| vec![(Metered::Compute, text.to_owned()), (Metered::DevEnvironments, "0".to_owned())];
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: note("100") });
    let (found, sum) = compute(&world);
    let found = found.unwrap();
    assert_eq!((found.by_end, found.beyond), (300, 100), "a third of the month has passed");
    assert_eq!(found.cost, Some(Price(2_000_000)));
    assert_eq!(
        found.used_up,
        Some(world.now.month_start().plus(20 * Timestamp::DAY)),
        "200 of 300 are used in 20 of 30 days"
    );
    assert_eq!(sum, Some(Price(6_000_000)), "the tier and what is beyond");
    // Within what is included nothing is used up, and the tier's own price is the sum.
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: note("50") });
    let (found, sum) = compute(&world);
    assert_eq!((found.unwrap().beyond, found.unwrap().used_up, sum), (0, None, Some(Price(4_000_000))));
    // A few hours say nothing of the month.
    world.now = world.now.next_month().plus(Timestamp::HOUR);
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: note("50") });
    assert_eq!(compute(&world), (None, None));
}

#[test]
fn bil_5_without_a_price_that_is_needed_no_sum_is_made_up() {
    let (mut world, ada, harbour) = in_june();
    let amounts = vec![(Tier::Standard, Metered::Compute, "10".to_owned())];
    world.does(Some(ada), set(harbour, amounts, prices("USD", &[(Priced::Month(Tier::Standard), "4")])));
    let noted = vec![(Metered::Compute, "100".to_owned()), (Metered::DevEnvironments, "0".to_owned())];
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: noted });
    let space = world.state.space(harbour).unwrap();
    let all = usage(space, world.now);
    let compute = forecast(space, &all[0], world.now).unwrap();
    assert_eq!((compute.beyond, compute.cost), (290, None));
    assert_eq!(total(space, &all, world.now), None);
}

#[test]
fn bil_1_a_plan_file_is_written_with_nulls_and_read_back() {
    let (mut world, ada, harbour) = space();
    let blank = blank();
    assert_eq!(blank.matches("null").count(), 1 + 3 + 9 + 3, "{blank}");
    let filled = blank
        .replacen("\"currency\": null", "\"currency\": \"USD\"", 1)
        .replacen("\"price_a_month\": null", "\"price_a_month\": 4.5", 1)
        .replacen("\"compute_minutes\": null", "\"compute_minutes\": 2000", 1);
    let Filled { amounts, prices } = billing_plan::read(filled.as_bytes()).unwrap();
    world.does(Some(ada), set(harbour, amounts, prices));
    let kept = &world.state.space(harbour).unwrap().billing;
    assert_eq!(kept.plan.get(&(Tier::Free, Metered::Compute)), Some(&2_000));
    assert_eq!(kept.prices.of.get(&Priced::Month(Tier::Free)), Some(&Price(4_500_000)));
    let again = billing_plan::read(billing_plan::write(&kept.plan, &kept.prices).as_bytes()).unwrap();
    let refusal = world.refused("BIL-1", Some(ada), set(harbour, again.amounts, again.prices));
    assert!(refusal.message.contains("kept already"), "the file holds all of it: {refusal}");
}

#[test]
fn bil_1_what_is_no_plan_file_is_refused_with_the_reason() {
    let whole = blank();
    for (bytes, why) in [
        (vec![0xff, 0xfe], "UTF-8"),
        (vec![b' '; 70_000], "too large"),
        (b"{}".to_vec(), "missing field"),
        (whole.as_bytes().split_at(whole.len() / 2).0.to_vec(), "line"),
        (whole.replace("\"version\": 1", "\"version\": 2").into(), "version 1"),
        (whole.replace("\"Standard\"", "\"Free\"").into(), "twice"),
        (whole.replace("\"currency\"", "\"money\"").into(), "money"),
        (whole.replacen("null", "-3", 1).into(), "line"),
    ] {
        let said = billing_plan::read(&bytes).unwrap_err();
        assert!(said.contains(why) && said.ends_with('.'), "{why}: {said}");
    }
}

proptest! {
    #[test]
    fn bil_1_no_bytes_stop_the_reader_of_plan_files(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0_usize..900) {
        let _ = billing_plan::read(&bytes);
        let whole = blank();
        let _ = billing_plan::read(whole.as_bytes().get(..cut).unwrap_or_default());
    }
}
