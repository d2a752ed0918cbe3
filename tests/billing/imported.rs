//! What get-subscription tells of billing (BIL-2, BIL-3).

use super::World;
use crate::support::ACCOUNT;
use spaceward::domain::{
    Timestamp,
    billing::{Pending, shared_accounts},
    import::{Command, Inventory, InventorySpace},
    space::Tier,
};

fn read(name: &str, tier: Tier, account: &str) -> InventorySpace {
    InventorySpace {
        name: name.to_owned(),
        region: "us-west-2".to_owned(),
        tier: Some(tier),
        billing_account_name: Some(account.to_owned()),
        ..InventorySpace::default()
    }
}

#[test]
fn bil_2_spaces_that_share_an_account_are_imported_and_the_first_keeps_it() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.space(ada, "harbour");
    let inventory = Inventory {
        spaces: vec![
            read("lab", Tier::Free, "999988887777"),
            read("quay", Tier::Standard, ACCOUNT),
            read("pier", Tier::Free, "999988887777"),
        ],
    };
    let notes = shared_accounts(&world.state, &inventory);
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].contains("“quay”") && notes[0].contains("“harbour”") && notes[0].contains(ACCOUNT), "{notes:?}");
    assert!(notes[1].contains("“pier”") && notes[1].contains("“lab”"), "{notes:?}");
    world.does(Some(ada), Command::TakeIn { inventory: inventory.clone() });
    let quay = world.state.space_named("quay").unwrap();
    assert_eq!((quay.billing_account, quay.tier), (None, Tier::Standard));
    assert_eq!(quay.connections.len(), 1, "the account is connected all the same");
    assert_eq!(world.state.space_named("lab").unwrap().billing_account.unwrap().to_string(), "999988887777");
    assert_eq!(world.state.space_named("pier").unwrap().billing_account, None);
    // Read again, the files tell nothing new.
    world.refused("SPC-3", Some(ada), Command::TakeIn { inventory });
}

#[test]
fn bil_3_a_paid_tier_that_is_read_is_allowed_by_its_account() {
    let mut world = World::new();
    let ada = world.join("ada");
    let july = Timestamp::parse_rfc3339("2026-07-01T00:00:00Z").unwrap();
    let mut file = read("lab", Tier::Enterprise, ACCOUNT);
    file.pending = Some((Tier::Standard, july));
    let take = |file: &InventorySpace| Command::TakeIn { inventory: Inventory { spaces: vec![file.clone()] } };
    world.does(Some(ada), take(&file));
    let lab = world.state.space_named("lab").unwrap();
    assert_eq!(lab.billing.paid.iter().copied().collect::<Vec<_>>(), [super::first()]);
    assert_eq!(lab.billing.pending, Some(Pending { tier: Tier::Standard, from: july }));
    world.refused("SPC-3", Some(ada), take(&file));
    // A later file without it takes it back; one with another tier too.
    file.pending = None;
    world.does(Some(ada), take(&file));
    assert_eq!(world.state.space_named("lab").unwrap().billing.pending, None);
    file.tier = Some(Tier::Free);
    file.pending = Some((Tier::Standard, july));
    world.does(Some(ada), take(&file));
    world.refused("SPC-3", Some(ada), take(&file));
    let lab = world.state.space_named("lab").unwrap();
    assert_eq!((lab.tier, lab.billing.pending.map(|pending| pending.tier)), (Tier::Free, Some(Tier::Standard)));
}
