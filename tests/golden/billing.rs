//! Events of billing, and as whom the cloud side is signed in.

use spaceward::domain::{
    Event, SpaceId, Timestamp,
    account::{self, AccountId, SignedInAs},
    billing::{Event as E, Included, Metered, Pending, Price, Priced, Prices},
    space::Tier,
};

pub fn all(space: SpaceId, at: Timestamp) -> Vec<Event> {
    let account = AccountId(12_345_678_901);
    let mut events: Vec<Event> = [SignedInAs::Root, SignedInAs::User("ines".into()), SignedInAs::Role("deploy".into())]
        .into_iter()
        .map(|who| Event::Account(account::Event::SignedInAs { who }))
        .collect();
    let included = |tier, metered, amount| Included { tier, metered, amount };
    events.extend(
        [
            E::PaidSet { space, account, allowed: true },
            E::TierSet { space, tier: Tier::Enterprise },
            E::PendingSet { space, pending: Some(Pending { tier: Tier::Standard, from: at.plus(7) }) },
            E::PendingSet { space, pending: None },
            E::PlanSet {
                space,
                plan: vec![
                    included(Tier::Free, Metered::Compute, 300),
                    included(Tier::Enterprise, Metered::DevEnvironments, 70_000),
                ],
            },
            E::UsageNoted { space, metered: Metered::DevStorage, amount: Some(64) },
            E::UsageNoted { space, metered: Metered::Compute, amount: None },
            E::PricesSet {
                space,
                prices: Prices {
                    currency: "EUR".into(),
                    of: [
                        (Priced::Month(Tier::Enterprise), Price(4)),
                        (Priced::Beyond(Metered::Compute), Price(1_250_000)),
                    ]
                    .into(),
                },
            },
        ]
        .map(Event::Billing),
    );
    events
}
