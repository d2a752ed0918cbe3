//! Where usage leads by the end of the billing cycle, if it goes on as it did (BIL-5).

use super::{Metered, Price, Priced, Usage, Used, tier};
use crate::domain::{Timestamp, space::Space, space::Tier};

/// Less of a cycle than this says nothing of the rest of it.
const SOONEST: i64 = Timestamp::DAY;

/// What one resource comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// How much will be used by the end of the cycle.
    pub by_end: u64,
    /// How much of that is beyond what the tier includes.
    pub beyond: u64,
    /// What that costs, on a paid tier whose prices were entered.
    pub cost: Option<Price>,
    /// When all that is included is used, if that is within the cycle.
    pub used_up: Option<Timestamp>,
}

/// The forecast of one resource of a space: of usage that was entered a day into the cycle or later, in a straight line; of
/// storage, what there is. Nothing where the number is not known, or too young.
pub fn forecast(space: &Space, usage: &Usage, now: Timestamp) -> Option<Forecast> {
    let start = now.month_start();
    let length = now.next_month().since(start);
    let (by_end, used_up) = match usage.used {
        Used::Unknown => return None,
        Used::Counted { amount, .. } => (amount, None),
        Used::Entered(reading) => {
            let passed = reading.at.since(start);
            if passed < SOONEST {
                return None;
            }
            let by_end = scaled(reading.amount, length, passed)?;
            let reached = usage.included.filter(|included| by_end > *included && reading.amount > 0);
            let after = reached
                .and_then(|included| scaled(u64::try_from(passed).ok()?, signed(included), signed(reading.amount)));
            (by_end, after.map(|after| start.plus(signed(after))))
        }
    };
    let beyond = usage.included.map_or(0, |included| by_end.saturating_sub(included));
    let paid = tier(space, now) != Tier::Free && beyond > 0;
    let price = space.billing.prices.of.get(&Priced::Beyond(usage.metered)).filter(|_| paid);
    Some(Forecast { by_end, beyond, cost: price.map(|price| price.times(beyond)), used_up })
}

/// What a space comes to by the end of the cycle: its tier and all that is beyond, where each price that is needed was entered.
pub fn total(space: &Space, all: &[Usage], now: Timestamp) -> Option<Price> {
    let team = u64::try_from(space.members.len()).unwrap_or(u64::MAX);
    let mut sum = space.billing.prices.a_month(tier(space, now), team)?;
    for usage in all.iter().filter(|usage| usage.metered != Metered::DevStorage || usage.included.is_some()) {
        let coming = forecast(space, usage, now)?;
        if coming.beyond > 0 {
            sum = Price(sum.0.saturating_add(coming.cost?.0));
        }
    }
    Some(sum)
}

fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

/// `amount` times `by` over `of`, to the nearest whole.
fn scaled(amount: u64, by: i64, of: i64) -> Option<u64> {
    let (by, of) = (u128::try_from(by).ok()?, u128::try_from(of).ok().filter(|of| *of > 0)?);
    u64::try_from((u128::from(amount) * by + of / 2) / of).ok()
}
