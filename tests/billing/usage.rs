//! What is used of what is included, and what stops at the maximum (BIL-5).

use super::{World, change, space};
use spaceward::domain::{
    Mend, SpaceId, Timestamp,
    billing::{Command, Metered, TypedPrices, Used, may_start, usage},
    project::{self, DevEnvironment},
    space::Tier,
};

fn dev_environment(id: &str, status: &str, storage_gib: u32) -> DevEnvironment {
    DevEnvironment {
        id: id.to_owned(),
        alias: String::new(),
        creator: String::new(),
        status: status.to_owned(),
        instance_type: "dev.standard1.small".to_owned(),
        inactivity_minutes: 15,
        storage_gib,
        repositories: vec![],
        updated: Timestamp(1),
    }
}

fn of(world: &World, space: SpaceId, metered: Metered) -> spaceward::domain::billing::Usage {
    let all = usage(world.state.space(space).unwrap(), world.now);
    *all.iter().find(|one| one.metered == metered).unwrap()
}

fn starts(world: &World, space: SpaceId, metered: Metered) -> Result<(), spaceward::domain::Refusal> {
    may_start(&world.state, space, metered, world.now)
}

#[test]
fn bil_5_on_the_free_tier_metered_work_stops_at_the_maximum_and_on_paid_tiers_it_goes_on() {
    let (mut world, ada, harbour) = space();
    let compute = |text: &str| vec![(Metered::Compute, text.to_owned())];
    assert_eq!(starts(&world, harbour, Metered::Compute), Ok(()), "nobody said what is included");
    world.does(
        Some(ada),
        Command::SetPlan {
            space: harbour,
            amounts: vec![(Tier::Free, Metered::Compute, "300".into())],
            prices: TypedPrices::default(),
        },
    );
    assert_eq!(starts(&world, harbour, Metered::Compute), Ok(()), "nobody said what is used");
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: compute("299") });
    assert_eq!(starts(&world, harbour, Metered::Compute), Ok(()));
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: compute("300") });
    let refusal = starts(&world, harbour, Metered::Compute).unwrap_err();
    assert_eq!((refusal.rule.as_str(), refusal.mend), ("BIL-5", Some(Mend::Billing(harbour))));
    assert!(refusal.message.contains("300 minutes") && refusal.message.contains("next billing cycle"), "{refusal}");
    assert_eq!(starts(&world, harbour, Metered::DevEnvironments), Ok(()), "each resource for itself");
    // The same on a paid tier is charged.
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Standard));
    world.does(
        Some(ada),
        Command::SetPlan {
            space: harbour,
            amounts: vec![(Tier::Standard, Metered::Compute, "300".into())],
            prices: TypedPrices::default(),
        },
    );
    assert_eq!(starts(&world, harbour, Metered::Compute), Ok(()));
    assert!(of(&world, harbour, Metered::Compute).is_at_maximum());
}

#[test]
fn bil_5_a_new_billing_cycle_begins_without_usage() {
    let (mut world, ada, harbour) = space();
    world.does(
        Some(ada),
        Command::SetPlan {
            space: harbour,
            amounts: vec![(Tier::Free, Metered::Compute, "5".into())],
            prices: TypedPrices::default(),
        },
    );
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: vec![(Metered::Compute, "5".into())] });
    assert!(starts(&world, harbour, Metered::Compute).is_err());
    world.later(28 * Timestamp::DAY);
    assert_eq!(of(&world, harbour, Metered::Compute).used, Used::Unknown, "of this month nobody said anything");
    assert_eq!(starts(&world, harbour, Metered::Compute), Ok(()));
    // The same number again is news in a new month.
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: vec![(Metered::Compute, "5".into())] });
    world.refused(
        "BIL-5",
        Some(ada),
        Command::NoteUsage { space: harbour, amounts: vec![(Metered::Compute, "5".into())] },
    );
    world.does(Some(ada), Command::NoteUsage { space: harbour, amounts: vec![(Metered::Compute, String::new())] });
    assert_eq!(of(&world, harbour, Metered::Compute).used, Used::Unknown);
}

#[test]
fn bil_5_storage_is_counted_in_the_dev_environments_that_are_known() {
    let (mut world, ada, harbour) = space();
    assert_eq!(of(&world, harbour, Metered::DevStorage).used, Used::Counted { amount: 0, among: 0 });
    for (name, all) in [
        ("one", vec![dev_environment("a", "RUNNING", 16), dev_environment("b", "STOPPED", 32)]),
        ("two", vec![dev_environment("c", "FAILED", 64), dev_environment("d", "DELETED", 64)]),
    ] {
        let project = world.project(ada, harbour, name);
        world.happened(
            Some(ada),
            vec![project::Event::DevEnvironmentsRead { space: harbour, project, dev_environments: all }],
        );
    }
    assert_eq!(of(&world, harbour, Metered::DevStorage).used, Used::Counted { amount: 112, among: 3 });
    world.refused(
        "BIL-5",
        Some(ada),
        Command::NoteUsage { space: harbour, amounts: vec![(Metered::DevStorage, "5".into())] },
    );
    world.does(
        Some(ada),
        Command::SetPlan {
            space: harbour,
            amounts: vec![(Tier::Free, Metered::DevStorage, "112".into())],
            prices: TypedPrices::default(),
        },
    );
    let refusal = starts(&world, harbour, Metered::DevStorage).unwrap_err();
    assert!(refusal.message.contains("Delete what is not needed"), "{refusal}");
}

#[test]
fn bil_5_enterprise_includes_for_each_member_of_the_space() {
    let (mut world, ada, harbour) = space();
    world.allow(ada, harbour);
    world.does(Some(ada), change(harbour, Tier::Enterprise));
    world.does(
        Some(ada),
        Command::SetPlan {
            space: harbour,
            amounts: vec![(Tier::Enterprise, Metered::Compute, "100".into())],
            prices: TypedPrices::default(),
        },
    );
    assert_eq!(of(&world, harbour, Metered::Compute).included, Some(100));
    let ben = world.join("ben");
    world.bring(ada, (harbour, None), ben, spaceward::domain::Role::PowerUser);
    assert_eq!(of(&world, harbour, Metered::Compute).included, Some(200));
}
