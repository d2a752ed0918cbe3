//! Keys of cloud accounts (KMS-1..4).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use proptest::prelude::*;
use spaceward::domain::{
    Facts, PersonId, State, Timestamp,
    inventory::Source,
    key::{
        self, Cause, Command, Context, Envelope, Key, KeyId, KeySpec, KeyState, KeyUsage, Manager, Material, VersionId,
        canonical, failure_of, may_change,
    },
    repository, trail,
};
use support::{
    Stored, World,
    cloud::{as_role, content, context, site},
};

fn create(alias: &str) -> Command {
    Command::Create {
        alias: alias.to_owned(),
        description: "Seals artifacts".to_owned(),
        spec: KeySpec::SymmetricDefault,
        usage: KeyUsage::EncryptDecrypt,
        rotation: None,
    }
}

fn keys(state: &State) -> &key::Keys {
    &state.cloud_region(site().account, site().region.as_str()).unwrap().keys
}

fn named(state: &State, alias: &str) -> Key {
    keys(state).find(alias).unwrap_or_else(|| panic!("{alias}")).clone()
}

/// A world with a key of the customer and one that the cloud manages.
fn with_keys() -> (World, PersonId, KeyId, KeyId) {
    let (mut world, ada) = World::with_sample();
    world.does(Some(ada), create("quay"));
    let make =
        repository::Command::Create { name: "plans".into(), description: String::new(), caller: as_role("Build") };
    world.does(Some(ada), make);
    let ids = ["alias/quay", "alias/aws/codecommit"].map(|alias| named(&world.state, alias).id);
    let [own, clouds] = ids;
    (world, ada, own, clouds)
}

#[test]
fn kms_1_keys_belong_to_an_account_and_region_and_are_managed_by_somebody() {
    let (world, _, own, clouds) = with_keys();
    let [own, clouds] = [own, clouds].map(|id| keys(&world.state).keys[&id].clone());
    assert_eq!((own.manager, clouds.manager), (Manager::Customer, Manager::Cloud));
    assert_eq!(own.arn, format!("arn:aws:kms:eu-west-1:111122223333:key/{}", own.id));
    assert_eq!(keys(&world.state).service_of(&clouds), Some("codecommit"));
    assert_eq!(keys(&world.state).service_of(&own), None);
    for name in [own.id.as_str(), &own.arn, "alias/quay", "arn:aws:kms:eu-west-1:111122223333:alias/quay"] {
        assert_eq!(keys(&world.state).find(name).unwrap().id, own.id, "{name}");
    }
    assert!(keys(&world.state).find("alias/other").is_none() && keys(&world.state).find("").is_none());
}

#[test]
fn kms_1_keys_are_made_only_in_a_sample_account_that_is_signed_in_to() {
    let mut world = World::new();
    let ada = world.join("ada");
    world.refused("MBR-10", None, create("quay"));
    world.refused("KMS-1", Some(ada), create("quay"));
    world.sign_in(ada, support::cloud::SAMPLE, spaceward::domain::space::Region::EuWest1);
    world.refused("KMS-1", Some(ada), create("quay"));
    world.import(ada, Source::Imported, vec![]);
    let refusal = world.refused("KMS-1", Some(ada), create("quay"));
    assert!(refusal.message.contains("AWS CLI"), "{}", refusal.message);
}

#[test]
fn kms_1_aliases_specs_and_usages_are_held_against_the_table() {
    let (mut world, ada, own, _) = with_keys();
    for alias in ["", "alias/", "aws/s3", "alias/aws/mine", "a b", "umlaut-ü", &"a".repeat(251)] {
        let refusal = world.refused("KMS-1", Some(ada), create(alias));
        assert_eq!(refusal.field.as_deref(), Some("Alias"), "{alias}");
    }
    world.refused("KMS-1", Some(ada), create("alias/quay"));
    for spec in KeySpec::ALL {
        for usage in KeyUsage::ALL {
            let alias = format!("{}-{}", spec.word(), usage.word());
            let command = Command::Create {
                alias: alias.clone(),
                description: String::new(),
                spec: spec.clone(),
                usage: usage.clone(),
                rotation: None,
            };
            if spec.usages().contains(usage) {
                world.does(Some(ada), command);
                let key = named(&world.state, &format!("alias/{alias}"));
                assert_eq!(key.versions.len(), usize::from(*spec == KeySpec::SymmetricDefault), "{alias}");
            } else {
                assert_eq!(world.refused("KMS-1", Some(ada), command).field.as_deref(), Some("Key usage"));
            }
        }
    }
    // An alias can be given to another key, and taken away.
    let other = named(&world.state, "alias/HMAC_256-GENERATE_VERIFY_MAC").id;
    world.does(Some(ada), Command::SetAlias { key: other.clone(), alias: "quay".into() });
    assert_eq!(named(&world.state, "alias/quay").id, other);
    world.refused("KMS-1", Some(ada), Command::SetAlias { key: other, alias: "alias/quay".into() });
    world.does(Some(ada), Command::RemoveAlias { alias: "alias/quay".into() });
    assert!(keys(&world.state).find("alias/quay").is_none());
    assert!(keys(&world.state).keys.contains_key(&own));
}

#[test]
fn kms_2_a_key_that_the_cloud_manages_can_be_neither_changed_nor_deleted() {
    let (mut world, ada, _, clouds) = with_keys();
    let key = || clouds.clone();
    let tries = [
        Command::Describe { key: key(), description: "Mine".into() },
        Command::SetAlias { key: key(), alias: "mine".into() },
        Command::SetRotation { key: key(), period: Some(90) },
        Command::SetRotation { key: key(), period: None },
        Command::Rotate { key: key() },
        Command::Disable { key: key() },
        Command::Enable { key: key() },
        Command::ScheduleDeletion { key: key(), days: 30 },
        Command::CancelDeletion { key: key() },
        Command::SetPolicy { key: key(), policy: key::default_policy(&site()) },
        Command::RemoveAlias { alias: "alias/aws/codecommit".into() },
    ];
    let before = world.state.clone();
    for command in tries {
        world.refused("KMS-2", Some(ada), command);
    }
    assert_eq!(world.state, before);
    let clouds = keys(&world.state).keys[&clouds].clone();
    assert_eq!(may_change(&world.state, &site(), &clouds).unwrap_err().rule, "KMS-2");
}

#[test]
fn kms_2_a_key_that_the_cloud_manages_serves_its_service_alone() {
    let (world, _, _, clouds) = with_keys();
    let clouds = &keys(&world.state).keys[&clouds];
    assert!(key::can_seal(keys(&world.state), clouds, "codecommit").is_ok());
    let (code, why) = key::can_seal(keys(&world.state), clouds, "s3").unwrap_err();
    assert_eq!(code, "AccessDenied");
    assert!(why.contains("codecommit"), "{why}");
}

#[test]
fn kms_2_a_key_of_the_customer_is_disabled_enabled_and_scheduled_for_deletion() {
    let (mut world, ada, own, _) = with_keys();
    let key = || own.clone();
    let state_of = |world: &World| named(&world.state, own.as_str()).state;
    world.refused("KMS-2", Some(ada), Command::Enable { key: key() });
    world.does(Some(ada), Command::Disable { key: key() });
    assert_eq!(state_of(&world), KeyState::Disabled);
    world.refused("KMS-3", Some(ada), Command::Rotate { key: key() });
    world.does(Some(ada), Command::Enable { key: key() });
    for days in [0, 6, 31, u16::MAX] {
        let refusal = world.refused("KMS-2", Some(ada), Command::ScheduleDeletion { key: key(), days });
        assert_eq!(refusal.field.as_deref(), Some("Waiting period in days"));
    }
    world.does(Some(ada), Command::ScheduleDeletion { key: key(), days: 7 });
    assert_eq!(state_of(&world), KeyState::PendingDeletion);
    world.refused("KMS-2", Some(ada), Command::Disable { key: key() });
    world.does(Some(ada), Command::CancelDeletion { key: key() });
    assert_eq!(state_of(&world), KeyState::Disabled, "it is not enabled by itself");
    world.does(Some(ada), Command::ScheduleDeletion { key: key(), days: 7 });
    world.later(7 * Timestamp::DAY - 1);
    assert!(!key::is_due(&world.state, world.now));
    world.refused("KMS-3", Some(ada), Command::CarryOut);
    world.later(1);
    assert!(key::is_due(&world.state, world.now));
    world.does(Some(ada), Command::CarryOut);
    assert!(!keys(&world.state).keys.contains_key(&own), "the material is gone");
    assert!(keys(&world.state).find("alias/quay").is_none(), "and so are its aliases");
    assert_eq!(world.uses().last().unwrap(), "DeleteKey");
}

#[test]
fn kms_2_a_policy_that_locks_everybody_out_is_refused() {
    let (mut world, ada, own, _) = with_keys();
    let key = || own.clone();
    for policy in [
        "{",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:Decrypt","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"kms:*","Resource":"*"}]}"#,
    ] {
        let refusal = world.refused("KMS-2", Some(ada), Command::SetPolicy { key: key(), policy: policy.into() });
        assert_eq!(refusal.field.as_deref(), Some("Key policy"), "{policy}");
    }
    let good = key::default_policy(&site());
    world.does(Some(ada), Command::SetPolicy { key: key(), policy: good.clone() });
    assert_eq!(named(&world.state, "alias/quay").policy, Some(good));
}

#[test]
fn kms_3_rotation_on_demand_and_by_itself_keeps_earlier_versions() {
    let (mut world, ada, own, clouds) = with_keys();
    let key = || own.clone();
    for period in [0, 89, 2_561] {
        let refusal = world.refused("KMS-3", Some(ada), Command::SetRotation { key: key(), period: Some(period) });
        assert_eq!(refusal.field.as_deref(), Some("Rotation period in days"));
    }
    let versions = |world: &World, id: &KeyId| -> Vec<VersionId> {
        keys(&world.state).keys[id].versions.iter().map(|version| version.id).collect()
    };
    let first = versions(&world, &own);
    world.does(Some(ada), Command::Rotate { key: key() });
    world.does(Some(ada), Command::SetRotation { key: key(), period: Some(90) });
    world.later(90 * Timestamp::DAY);
    world.does(Some(ada), Command::CarryOut);
    let after = versions(&world, &own);
    assert_eq!(after.len(), 3);
    assert_eq!(after[0], first[0]);
    let causes: Vec<Cause> = keys(&world.state).keys[&own].versions.iter().map(|version| version.cause).collect();
    assert_eq!(causes, [Cause::First, Cause::OnDemand, Cause::Automatic]);
    assert_eq!(named(&world.state, "alias/quay").rotation.unwrap().next, Some(world.now.plus(90 * Timestamp::DAY)));
    // What the cloud manages it rotates every year.
    assert_eq!(versions(&world, &clouds).len(), 1);
    world.later(275 * Timestamp::DAY);
    world.does(Some(ada), Command::CarryOut);
    assert_eq!(versions(&world, &clouds).len(), 2);
    world.does(Some(ada), Command::SetRotation { key: key(), period: None });
    world.later(9_999 * Timestamp::DAY);
    world.does(Some(ada), Command::CarryOut);
    assert_eq!(versions(&world, &own).len(), 4, "the one that had become due, and no more");
}

#[test]
fn kms_3_only_symmetric_keys_rotate_and_on_demand_so_many_times() {
    let (mut world, ada, own, _) = with_keys();
    let signing = Command::Create {
        alias: "signing".into(),
        description: String::new(),
        spec: KeySpec::Rsa2048,
        usage: KeyUsage::SignVerify,
        rotation: None,
    };
    world.does(Some(ada), signing.clone());
    let signing_key = named(&world.state, "alias/signing").id;
    world.refused("KMS-3", Some(ada), Command::Rotate { key: signing_key });
    let Command::Create { spec, usage, .. } = signing else { panic!() };
    let rotated =
        Command::Create { alias: "other".into(), description: String::new(), spec, usage, rotation: Some(365) };
    world.refused("KMS-3", Some(ada), rotated);
    for _ in 0..key::ON_DEMAND_MAX {
        world.does(Some(ada), Command::Rotate { key: own.clone() });
    }
    world.refused("KMS-3", Some(ada), Command::Rotate { key: own });
}

#[test]
fn kms_4_every_use_is_logged_with_operation_key_caller_and_context() {
    let (mut world, ada, _, clouds) = with_keys();
    let arn = keys(&world.state).keys[&clouds].arn.clone();
    let region = world.state.cloud_region(site().account, "eu-west-1").unwrap();
    let repository = region.repositories.0.values().next().unwrap().id;
    let push = repository::Command::Push {
        repository,
        path: "plan.md".into(),
        content: content("berths"),
        caller: as_role("Build"),
    };
    world.does(Some(ada), push);
    let object = world.state.sealed.values().next().unwrap().clone();
    let pull = |context: Context| repository::Command::Pull { object: object.id, context, caller: as_role("Build") };
    world.does(Some(ada), pull(object.context()));
    let record = world.does(Some(ada), pull(context(&[])));
    assert!(failure_of(&record).is_some());
    assert_eq!(
        world.uses(),
        ["CreateKey", "CreateAlias", "CreateKey", "GenerateDataKey", "Decrypt", "Decrypt InvalidCiphertextException"]
    );
    let sealed = world.state.trail.chain.oldest_first().find(|entry| entry.what.name == "GenerateDataKey").unwrap();
    assert_eq!(sealed.what.key, Some(trail::Key::Cloud(arn)));
    assert_eq!(sealed.what.context, context(&[("aws:codecommit:id", &repository.text())]));
    assert_eq!(sealed.what.details["Caller"], support::cloud::ROLE);
    assert_eq!(sealed.what.details["InvokedBy"], "codecommit.amazonaws.com");
    assert_eq!(sealed.what.details["KeyVersion"], object.envelope.version.to_string());
    assert_eq!(sealed.what.account, Some(site().account));
    assert_eq!(sealed.what.region, "eu-west-1");
}

#[test]
fn kms_4_material_prints_nowhere() {
    let (world, _, own, _) = with_keys();
    let key = &keys(&world.state).keys[&own];
    let version = &key.versions[0];
    let bytes = serde_json::to_string(&version.material).unwrap();
    let printed = format!("{key:?} {:?}", world.records);
    assert!(printed.contains("Material(<redacted>)") && !printed.contains(bytes.trim_matches(['[', ']'])));
    let trail = format!("{:?}", world.state.trail.chain.oldest_first().collect::<Vec<_>>());
    assert!(!trail.contains(bytes.trim_matches(['[', ']'])));
}

#[test]
fn kms_1_every_change_of_keys_lies_in_the_segments() {
    let (mut world, ada, own, _) = with_keys();
    let key = || own.clone();
    world.does(Some(ada), Command::Describe { key: key(), description: "Of the quay".into() });
    world.does(Some(ada), Command::SetAlias { key: key(), alias: "second".into() });
    world.does(Some(ada), Command::RemoveAlias { alias: "alias/quay".into() });
    world.does(Some(ada), Command::SetRotation { key: key(), period: Some(90) });
    world.does(Some(ada), Command::Rotate { key: key() });
    world.does(Some(ada), Command::ScheduleDeletion { key: key(), days: 7 });
    world.later(100 * Timestamp::DAY);
    world.does(Some(ada), Command::CarryOut);
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
        stored.check(&state);
    }
    assert_eq!(state, world.state);
}

fn material(seed: u8) -> Material {
    Material::new([seed; 32])
}

fn seal(context: &Context, plain: &[u8], random: &mut dyn FnMut(&mut [u8])) -> Envelope {
    let version = VersionId([1; 16]);
    Envelope::seal(("arn:aws:kms:x", version, &material(7)), context, plain, &mut Facts::new(Timestamp(0), random))
        .unwrap()
}

fn contexts() -> impl Strategy<Value = Context> {
    proptest::collection::btree_map("[a-zA-Z:=,\\x00]{0,4}", "[a-zA-Z:=,\\x00]{0,4}", 0..4)
}

proptest! {
    #[test]
    fn ccm_4_another_context_never_opens(own in contexts(), other in contexts(), plain in proptest::collection::vec(any::<u8>(), 0..80), seed in any::<u8>()) {
        let mut count = seed;
        let mut random = |bytes: &mut [u8]| for byte in bytes { count = count.wrapping_mul(167).wrapping_add(29); *byte = count; };
        let envelope = seal(&own, &plain, &mut random);
        let opened = envelope.open(&material(7), &own).unwrap();
        prop_assert_eq!(opened.as_slice(), plain.as_slice());
        prop_assert_eq!(canonical(&own) == canonical(&other), own == other);
        prop_assert_eq!(envelope.open(&material(7), &other).is_some(), own == other);
        prop_assert!(envelope.open(&material(8), &own).is_none());
    }

    #[test]
    fn ccm_4_a_bit_that_is_changed_never_opens(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let own = context(&[("aws:codecommit:id", "a")]);
        let envelope = seal(&own, b"berths", &mut |bytes| bytes.fill(5));
        // Every byte of it, as it is stored.
        let bytes = postcard_of(&envelope);
        let mut changed = bytes.clone();
        let at = at.index(changed.len());
        changed[at] ^= 1 << bit;
        if let Ok(envelope) = postcard::from_bytes::<Envelope>(&changed) {
            prop_assert!(envelope.open(&material(7), &own).is_none(), "byte {} of {}", at, bytes.len());
        }
    }

    #[test]
    fn kms_3_after_any_history_of_rotations_everything_sealed_still_opens(steps in proptest::collection::vec(0_u8..5, 1..14)) {
        let (mut world, ada, own, clouds) = with_keys();
        let region = world.state.cloud_region(site().account, "eu-west-1").unwrap();
        let repository = region.repositories.0.values().next().unwrap().id;
        for (nth, step) in steps.iter().enumerate() {
            match step {
                0 => drop(world.does(Some(ada), Command::Rotate { key: own.clone() })),
                1 => world.later(400 * Timestamp::DAY),
                2 => drop(world.ask(Some(ada), Command::CarryOut)),
                3 => drop(world.does(Some(ada), Command::SetRotation { key: own.clone(), period: Some(90) })),
                _ => drop(world.does(Some(ada), repository::Command::Push {
                    repository,
                    path: format!("{nth}.md"),
                    content: content(&format!("text {nth}")),
                    caller: as_role("Build"),
                })),
            }
        }
        let objects: Vec<_> = world.state.sealed.values().cloned().collect();
        for object in objects {
            let context = object.context();
            let pull = repository::Command::Pull { object: object.id, context: context.clone(), caller: as_role("Build") };
            let record = world.does(Some(ada), pull);
            prop_assert_eq!(failure_of(&record), None);
            let opened = repository::content_of(&world.state, &site(), object.id, &context).unwrap();
            let text = format!("text {}", object.name.trim_end_matches(".md"));
            prop_assert_eq!(opened.as_slice(), text.as_bytes());
        }
        prop_assert!(!keys(&world.state).keys[&clouds].versions.is_empty());
    }
}

fn postcard_of(envelope: &Envelope) -> Vec<u8> {
    postcard::to_allocvec(envelope).unwrap()
}
