//! Whatever is asked in whatever order: every space has one billing account, it is connected, and it pays for nothing else
//! (BIL-2, BIL-3, BIL-4).

use crate::support::{Stored, World, ask_space};
use proptest::{collection::vec, prelude::*, sample::select};
use spaceward::domain::{
    State, Timestamp, account,
    account::{AccountId, Side},
    billing::{Command, Metered, TypedPrices},
    import::{self, Inventory, InventorySpace},
    space::{self, Region, Tier, delete::WORD},
};

const NAMES: [&str; 4] = ["acme", "beta", "coral", "delta"];
const ACCOUNTS: [u64; 3] = [111_122_223_333, 444_455_556_666, 777_788_889_999];

#[derive(Clone, Debug)]
enum Step {
    Ask(&'static str, u64),
    CloudIn(u64),
    Verify(usize),
    Connect(usize, u64),
    Remove(usize, u64),
    Allow(usize, bool),
    Tier(usize, Tier),
    Account(usize, u64),
    Plan(usize, u8),
    Usage(usize, u8),
    Delete(usize),
    TakeIn(&'static str, Option<Tier>, u64, Option<Tier>),
    Later(i64),
    Turn,
}

fn step() -> impl Strategy<Value = Step> {
    let any_account = || select(ACCOUNTS.as_slice());
    let tier = || select(Tier::ALL.as_slice());
    prop_oneof![
        4 => (select(NAMES.as_slice()), any_account()).prop_map(|(name, account)| Step::Ask(name, account)),
        3 => any_account().prop_map(Step::CloudIn),
        6 => any::<usize>().prop_map(Step::Verify),
        3 => (any::<usize>(), any_account()).prop_map(|(space, account)| Step::Connect(space, account)),
        3 => (any::<usize>(), any_account()).prop_map(|(space, account)| Step::Remove(space, account)),
        5 => (any::<usize>(), any::<bool>()).prop_map(|(space, paid)| Step::Allow(space, paid)),
        6 => (any::<usize>(), tier()).prop_map(|(space, tier)| Step::Tier(space, tier)),
        4 => (any::<usize>(), any_account()).prop_map(|(space, account)| Step::Account(space, account)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(space, amount)| Step::Plan(space, amount)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(space, amount)| Step::Usage(space, amount)),
        1 => any::<usize>().prop_map(Step::Delete),
        3 => (select(NAMES.as_slice()), proptest::option::of(tier()), any_account(), proptest::option::of(tier()))
            .prop_map(|(name, tier, account, pending)| Step::TakeIn(name, tier, account, pending)),
        1 => select([1, Timestamp::DAY, 31 * Timestamp::DAY].as_slice()).prop_map(Step::Later),
        1 => Just(Step::Turn),
    ]
}

fn pick<T>(all: impl Iterator<Item = T>, choice: usize) -> Option<T> {
    let all: Vec<T> = all.collect();
    let index = choice.checked_rem(all.len())?;
    all.into_iter().nth(index)
}

fn take(world: &mut World, step: Step) -> Option<()> {
    let ada = world.state.people.keys().next().copied();
    let space = |world: &World, choice: usize| pick(world.state.spaces.keys().copied(), choice);
    let answer = match step {
        Step::Ask(name, account) => world.ask(ada, ask_space(name, &AccountId(account).to_string())),
        Step::CloudIn(account) => {
            let account = AccountId(account).to_string();
            world.ask(ada, account::Command::SignIn { account, region: Region::UsWest2 })
        }
        Step::Verify(choice) => {
            let request = pick(world.state.requests.values().cloned(), choice)?;
            world.sign_in(ada?, &request.account.to_string(), request.region);
            world.ask(ada, account::Command::VerifySpace { token: request.token })
        }
        Step::Connect(choice, account) => {
            let space = space(world, choice)?;
            let found = world.state.space(space)?;
            let known = found.connections.contains_key(&AccountId(account));
            // An imported space may have no Region that the cloud side knows.
            if !known && Region::parse(&found.region).is_some() {
                world.connect(ada?, space, &account.to_string());
            }
            return None;
        }
        Step::Remove(choice, account) => {
            let space = space(world, choice)?;
            let typed = world.state.space(space)?.name.clone();
            let (account, from) = (AccountId(account), Side::Space);
            world.ask(ada, account::Command::Remove { space, account, typed, from })
        }
        Step::Allow(choice, paid) => {
            let space = space(world, choice)?;
            world.ask(ada, Command::Allow { space, paid })
        }
        Step::Tier(choice, tier) => {
            let space = space(world, choice)?;
            world.ask(ada, Command::ChangeTier { space, tier })
        }
        Step::Account(choice, account) => {
            let space = space(world, choice)?;
            world.ask(ada, Command::ChangeAccount { space, account: AccountId(account) })
        }
        Step::Plan(choice, amount) => {
            let space = space(world, choice)?;
            world.ask(
                ada,
                Command::SetPlan {
                    space,
                    amounts: vec![(Tier::Free, Metered::Compute, amount.to_string())],
                    prices: TypedPrices::default(),
                },
            )
        }
        Step::Usage(choice, amount) => {
            let space = space(world, choice)?;
            world.ask(ada, Command::NoteUsage { space, amounts: vec![(Metered::Compute, amount.to_string())] })
        }
        Step::Delete(choice) => {
            let space = space(world, choice)?;
            world.ask(ada, space::Command::Delete { space, typed: WORD.to_owned(), application: None })
        }
        Step::TakeIn(name, tier, account, pending) => {
            let read = InventorySpace {
                name: name.to_owned(),
                tier,
                billing_account_name: Some(account.to_string()),
                pending: pending.map(|tier| (tier, world.now.plus(Timestamp::DAY))),
                ..InventorySpace::default()
            };
            world.ask(ada, import::Command::TakeIn { inventory: Inventory { spaces: vec![read] } })
        }
        Step::Later(milliseconds) => {
            world.later(milliseconds);
            return None;
        }
        Step::Turn => world.ask(None, Command::Turn),
    };
    answer.ok().map(|_| ())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// `World` asks the invariants after each command; here they are asked once more in the rules' own words.
    #[test]
    fn bil_2_every_space_has_exactly_one_billing_account_it_is_connected_and_it_pays_for_no_other(
        steps in vec(step(), 1..60)
    ) {
        let mut world = World::new();
        world.join("ada");
        for step in steps {
            take(&mut world, step);
            let spaces: Vec<_> = world.state.spaces.values().cloned().collect();
            for space in &spaces {
                if space.origin == space::Origin::Made {
                    prop_assert!(space.billing_account.is_some());
                }
                if let Some(account) = space.billing_account {
                    prop_assert!(space.connections.contains_key(&account), "BIL-4");
                    let others = spaces.iter().filter(|other| other.billing_account == Some(account)).count();
                    prop_assert_eq!(others, 1, "BIL-2");
                    if space.tier != Tier::Free {
                        prop_assert!(space.billing.paid.contains(&account), "BIL-3");
                    }
                }

            }
        }
        let mut replayed = State::default();
        let mut stored = Stored::default();
        for record in &world.records {
            replayed.apply(record);
            stored.take(record, &replayed);
        }
        prop_assert_eq!(&replayed, &world.state);
        stored.check(&world.state);
    }
}
