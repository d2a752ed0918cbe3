//! Billing: the account that pays, tiers and who may change them, and usage (BIL-1..7, TRB-1..2).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::duplicate_mod,
    reason = "a test may stop"
)]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod histories;
mod imported;
mod prices;
mod signed_in;
mod tiers;
mod usage;

use spaceward::domain::{
    PersonId, SpaceId,
    account::{AccountId, Command as Account, SignedInAs},
    billing::Command,
    space::{Region, Tier},
};
use support::{ACCOUNT, World};

/// A second account of a space.
const OTHER: &str = "999988887777";

/// A space whose administrator is signed in on the cloud side, as the root user of its billing account.
fn space() -> (World, PersonId, SpaceId) {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "harbour");
    assert_eq!(world.state.signed_in_as, SignedInAs::Root);
    (world, ada, space)
}

impl World {
    /// Connects another account, through the whole handshake; the cloud side stays signed in to where it was.
    fn connect(&mut self, by: PersonId, space: SpaceId, number: &str) {
        let (before, who) = (self.state.cloud, self.state.signed_in_as.clone());
        let account = AccountId(number.parse().unwrap());
        self.does(Some(by), Account::Associate { space, account: number.to_owned() });
        let token = self.state.space(space).unwrap().ties.asked[&account].token.clone();
        let region = Region::parse(&self.state.space(space).unwrap().region).unwrap();
        self.sign_in(by, number, region);
        self.does(Some(by), Account::VerifySpace { token });
        match before {
            Some(session) => self.sign_in(by, &session.account.to_string(), session.region),
            None => drop(self.does(Some(by), Account::SignOut)),
        }
        if who != self.state.signed_in_as {
            self.does(Some(by), Account::SignInAs { who });
        }
    }

    /// The billing account allows paid tiers.
    fn allow(&mut self, by: PersonId, space: SpaceId) {
        let account = self.state.space(space).unwrap().billing_account.unwrap().to_string();
        if self.state.cloud.is_none_or(|cloud| cloud.account.to_string() != account) {
            self.sign_in(by, &account, Region::UsWest2);
        }
        self.does(Some(by), Command::Allow { space, paid: true });
    }

    /// The tier as it is kept.
    fn tier(&self, space: SpaceId) -> Tier {
        self.state.space(space).unwrap().tier
    }
}

/// The command that asks for a tier.
fn change(space: SpaceId, tier: Tier) -> Command {
    Command::ChangeTier { space, tier }
}

/// The account that spaces are made with.
fn first() -> AccountId {
    AccountId(ACCOUNT.parse().unwrap())
}
