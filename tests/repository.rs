//! `CodeCommit` repositories and the key that seals them (CCM-1..6).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    PersonId, State,
    account::AccountId,
    id::RepositoryId,
    inventory::{IamPart, Listed, Part, RegionName, RegionPart, Source},
    key::{self, Caller, Content, Context, Holder, Manager, failure_of},
    repository::{ACTIONS, Command, Repository, RepositoryPart, checks, content_of},
    space::Region,
};
use support::{
    Stored, World,
    cloud::{MAY, as_role, content, context, role, site},
};

fn create(name: &str, caller: Caller) -> Command {
    Command::Create { name: name.to_owned(), description: String::new(), caller }
}

fn repository(state: &State, name: &str) -> Repository {
    let region = state.cloud_region(site().account, "eu-west-1").unwrap();
    region.repositories.0.values().find(|one| one.name == name).unwrap().as_ref().clone()
}

fn keys(state: &State) -> key::Keys {
    state.cloud_region(site().account, "eu-west-1").map(|region| region.keys.clone()).unwrap_or_default()
}

fn push(repository: RepositoryId, path: &str, text: &str, caller: Caller) -> Command {
    Command::Push { repository, path: path.to_owned(), content: content(text), caller }
}

fn denies(body: &str) -> Caller {
    Caller::Pasted(format!(r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"NoKeys","Effect":"Deny",{body}}}]}}"#))
}

/// A world with a role for every policy that is given.
fn with_roles(roles: &[(&str, &str)]) -> (World, PersonId) {
    let (mut world, ada) = World::with_sample();
    let roles = roles.iter().map(|(name, document)| role(name, document)).collect();
    let part = IamPart { roles: Listed::of(roles, true), ..IamPart::default() };
    let parts = vec![Part::Iam { account: site().account, part: Box::new(part) }];
    world.does(Some(ada), spaceward::domain::inventory::Command::Import { source: Source::Sample, parts });
    (world, ada)
}

#[test]
fn ccm_1_the_first_repository_of_a_region_makes_its_key_and_later_ones_take_it() {
    let (mut world, ada) = World::with_sample();
    assert!(keys(&world.state).keys.is_empty());
    world.does(Some(ada), create("plans", as_role("Build")));
    let made = keys(&world.state);
    assert_eq!(made.keys.len(), 1);
    let key = made.find("alias/aws/codecommit").unwrap();
    assert_eq!(key.manager, Manager::Cloud);
    world.does(Some(ada), create("berths", as_role("Build")));
    assert_eq!(keys(&world.state), made, "one key for all repositories of the place");
    assert_eq!(repository(&world.state, "berths").key.as_ref(), Some(&key.arn));
    // Another Region has its own.
    world.sign_in(ada, support::cloud::SAMPLE, Region::UsWest2);
    world.does(Some(ada), create("plans", as_role("Build")));
    let other = world.state.cloud_region(site().account, "us-west-2").unwrap();
    let arn = &other.keys.find("alias/aws/codecommit").unwrap().arn;
    assert!(arn.starts_with("arn:aws:kms:us-west-2:111122223333:key/") && *arn != key.arn);
    assert_eq!(keys(&world.state), made);
}

#[test]
fn ccm_1_names_are_held_against_the_service() {
    let (mut world, ada) = World::with_sample();
    for name in ["", "a b", "plans.git", "plans.GIT", "ü", "a/b", &"a".repeat(101)] {
        let refusal = world.refused("CCM-1", Some(ada), create(name, as_role("Build")));
        assert_eq!(refusal.field.as_deref(), Some("Repository name"), "{name}");
    }
    world.does(Some(ada), create(&"a".repeat(100), as_role("Build")));
    world.does(Some(ada), create("plans", as_role("Build")));
    world.refused("CCM-1", Some(ada), create("plans", as_role("Build")));
}

#[test]
fn ccm_2_each_of_the_listed_actions_is_enough_to_refuse_and_the_statement_is_named() {
    for action in [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt",
        "kms:ReEncrypt*",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:DescribeKey",
        "KMS:describekey",
        "kms:*",
        "kms:D*Key",
        "*",
    ] {
        let (mut world, ada) = World::with_sample();
        let caller = denies(&format!(r#""Action":"{action}","Resource":"*""#));
        let before = world.state.clone();
        let refusal = world.refused("CCM-2", Some(ada), create("plans", caller));
        assert!(refusal.message.contains("statement 1 (“NoKeys”) of the pasted policy"), "{}", refusal.message);
        assert_eq!(world.state, before, "{action}: no key is left behind");
    }
}

#[test]
fn ccm_2_no_allow_is_needed_and_other_denials_are_none() {
    for caller in [
        Caller::Pasted(r#"{"Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}"#.to_owned()),
        denies(r#""Action":["s3:*","kms:CreateKey","kms:GenerateDataKeyPair"],"Resource":"*""#),
        denies(r#""Action":"kms:*","Resource":"arn:aws:kms:us-east-1:*:key/*""#),
        denies(r#""Action":"kms:*","NotResource":"arn:aws:kms:eu-west-1:111122223333:key/*""#),
        denies(r#""NotAction":["kms:*"],"Resource":"*""#),
        denies(
            r#""Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"kms:ViaService":"codecommit.eu-west-1.amazonaws.com"}}"#,
        ),
        as_role("Nobody"),
    ] {
        let (mut world, ada) = World::with_sample();
        world.does(Some(ada), create("plans", caller));
    }
    for caller in [
        denies(r#""NotAction":["s3:*"],"Resource":"*""#),
        denies(r#""Action":"kms:Decrypt","NotResource":"arn:aws:s3:::*""#),
        denies(r#""Action":"kms:Decrypt","Resource":"arn:aws:kms:*:111122223333:key/*""#),
        denies(
            r#""Action":"kms:Decrypt","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/aws/codecommit"}}"#,
        ),
    ] {
        let (mut world, ada) = World::with_sample();
        world.refused("CCM-2", Some(ada), create("plans", caller));
    }
}

#[test]
fn ccm_2_policies_of_roles_users_and_boundaries_are_read() {
    let deny = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"Keys","Effect":"Deny","Action":"kms:GenerateDataKey","Resource":"*"}]}"#;
    let (mut world, ada) = with_roles(&[("Bound", deny), ("Broken", "{"), ("Free", MAY)]);
    let refusal = world.refused("CCM-2", Some(ada), create("plans", as_role("Bound")));
    assert!(refusal.message.contains("statement 2 (“Keys”) of the policy “own” of Bound"), "{}", refusal.message);
    assert_eq!(refusal.field.as_deref(), Some("Caller"));
    world.refused("CCM-2", Some(ada), create("plans", as_role("Broken")));
    world.refused("CCM-2", Some(ada), create("plans", Caller::Pasted("[]".into())));
    let of = checks(&world.state, &site(), &as_role("Bound")).unwrap();
    let denied: Vec<&str> = of.iter().filter(|check| check.denied.is_some()).map(|check| check.action).collect();
    assert_eq!(denied, ["kms:GenerateDataKey"]);
    assert_eq!(of.len(), ACTIONS.len());
    world.does(Some(ada), create("plans", as_role("Free")));
    assert!(checks(&world.state, &site(), &as_role("Free")).unwrap().iter().all(|check| check.denied.is_none()));
}

#[test]
fn ccm_3_push_seals_and_pull_opens_for_who_is_known_and_may_read() {
    let reads = r#"{"Statement":[{"Effect":"Allow","Action":"codecommit:GitPull","Resource":"arn:aws:codecommit:eu-west-1:111122223333:plans"}]}"#;
    let (mut world, ada) = with_roles(&[
        ("Build", MAY),
        ("Reader", reads),
        ("Nobody", r#"{"Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}"#),
    ]);
    world.does(Some(ada), create("plans", as_role("Build")));
    let id = repository(&world.state, "plans").id;
    let text = "berth 7 is free at high water";
    world.refused("CCM-3", Some(ada), push(id, "plan.md", text, as_role("Reader")));
    world.refused("CCM-3", Some(ada), push(id, "plan.md", text, as_role("Gone")));
    world.does(Some(ada), push(id, "plan.md", text, as_role("Build")));
    let object = world.state.sealed.values().next().unwrap().clone();
    let stored = world.state.segment(&spaceward::domain::snapshot::Address::Sealed(object.id)).unwrap();
    assert!(!stored.windows(8).any(|window| text.as_bytes().windows(8).any(|piece| piece == window)), "it is sealed");

    let pull = |caller| Command::Pull { object: object.id, context: object.context(), caller };
    let record = world.does(Some(ada), pull(as_role("Reader")));
    assert_eq!(failure_of(&record), None);
    assert!(!format!("{record:?}").contains(text), "what was opened is not recorded");
    let opened = content_of(&world.state, &site(), object.id, &object.context()).unwrap();
    assert_eq!(opened.as_slice(), text.as_bytes());
    let refusal = world.refused("CCM-3", Some(ada), pull(as_role("Nobody")));
    assert!(refusal.message.contains("codecommit:GitPull"), "{}", refusal.message);
    world.refused("CCM-3", Some(ada), pull(Caller::User("gone".into())));
}

#[test]
fn ccm_3_a_denied_key_opens_for_nobody_and_the_try_is_logged() {
    let denied = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"Shut","Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}"#;
    let (mut world, ada) = with_roles(&[("Build", MAY), ("Shut", denied)]);
    world.does(Some(ada), create("plans", as_role("Build")));
    let id = repository(&world.state, "plans").id;
    world.does(Some(ada), push(id, "plan.md", "a", as_role("Build")));
    let object = world.state.sealed.values().next().unwrap().clone();
    let pull = Command::Pull { object: object.id, context: object.context(), caller: as_role("Shut") };
    let record = world.does(Some(ada), pull);
    assert!(failure_of(&record).unwrap().message.contains("“Shut”"));
    assert_eq!(world.uses().last().unwrap(), "Decrypt AccessDenied");
}

#[test]
fn ccm_3_content_and_paths_have_their_limits() {
    let (mut world, ada) = World::with_sample();
    world.does(Some(ada), create("plans", as_role("Build")));
    let id = repository(&world.state, "plans").id;
    for path in ["", "/a", "a/", "a//b", "../a", "a/./b", "a\nb", &"a".repeat(201)] {
        let refusal = world.refused("CCM-3", Some(ada), push(id, path, "a", as_role("Build")));
        assert_eq!(refusal.field.as_deref(), Some("Path"), "{path}");
    }
    let with = |bytes: Vec<u8>| Command::Push {
        repository: id,
        path: "a".into(),
        content: Content(bytes),
        caller: as_role("Build"),
    };
    assert_eq!(world.refused("CCM-3", Some(ada), with(vec![])).field.as_deref(), Some("Content"));
    world.refused("CCM-3", Some(ada), with(vec![0; key::CONTENT_MAX + 1]));
    world.does(Some(ada), with(vec![0; key::CONTENT_MAX]));
    for _ in 1..key::OBJECTS_MAX {
        world.does(Some(ada), with(vec![1]));
    }
    world.refused("CCM-3", Some(ada), with(vec![1]));
    let object = *world.state.sealed.keys().next().unwrap();
    world.does(Some(ada), key::Command::Discard { object });
    world.does(Some(ada), with(vec![1]));
}

#[test]
fn ccm_4_without_the_repository_id_or_with_anothers_nothing_opens() {
    let (mut world, ada) = World::with_sample();
    for name in ["plans", "berths"] {
        world.does(Some(ada), create(name, as_role("Build")));
    }
    let [own, other] = ["plans", "berths"].map(|name| repository(&world.state, name).id);
    world.does(Some(ada), push(own, "plan.md", "a", as_role("Build")));
    let object = world.state.sealed.values().next().unwrap().clone();
    assert_eq!(object.context(), context(&[("aws:codecommit:id", &own.text())]));
    let wrong: [Context; 6] = [
        context(&[]),
        Holder::Repository(other).context(&site()),
        context(&[("aws:codecommit:ID", &own.text())]),
        context(&[("aws:codecommit:id", &own.text().to_uppercase())]),
        context(&[("aws:codecommit:id", &own.text()), ("more", "")]),
        context(&[("aws:codecommit:id", &own.to_string())]),
    ];
    for context in wrong {
        let pull = Command::Pull { object: object.id, context: context.clone(), caller: as_role("Build") };
        let record = world.does(Some(ada), pull);
        assert!(failure_of(&record).unwrap().message.contains("encryption context"), "{context:?}");
        assert_eq!(world.uses().last().unwrap(), "Decrypt InvalidCiphertextException");
        assert!(content_of(&world.state, &site(), object.id, &context).is_none());
    }
}

#[test]
fn ccm_5_the_repository_id_finds_every_operation_in_the_log() {
    let (mut world, ada) = World::with_sample();
    for name in ["plans", "berths"] {
        world.does(Some(ada), create(name, as_role("Build")));
    }
    let [own, other] = ["plans", "berths"].map(|name| repository(&world.state, name).id);
    world.does(Some(ada), push(own, "plan.md", "a", as_role("Build")));
    world.does(Some(ada), push(other, "plan.md", "a", as_role("Build")));
    let of_own = world.state.sealed.values().find(|one| one.holder == Holder::Repository(own)).unwrap().clone();
    world.does(Some(ada), Command::Pull { object: of_own.id, context: of_own.context(), caller: as_role("Build") });
    let query = spaceward::domain::trail::Query::parse(&[format!("context:{}", own.text())]);
    let found: Vec<String> = world
        .state
        .trail
        .chain
        .oldest_first()
        .filter(|entry| query.lets(&world.state, entry))
        .map(|entry| entry.what.name.clone())
        .collect();
    assert_eq!(found, ["GenerateDataKey", "Decrypt"]);
}

#[test]
fn ccm_6_everything_is_sealed_with_the_cloud_managed_key() {
    let (mut world, ada) = World::with_sample();
    let own = key::Command::Create {
        alias: "quay".into(),
        description: String::new(),
        spec: key::KeySpec::SymmetricDefault,
        usage: key::KeyUsage::EncryptDecrypt,
        rotation: None,
    };
    world.does(Some(ada), own);
    world.does(Some(ada), create("plans", as_role("Build")));
    let repository = repository(&world.state, "plans");
    world.does(Some(ada), push(repository.id, "plan.md", "a", as_role("Build")));
    let keys = keys(&world.state);
    let clouds = keys.find("alias/aws/codecommit").unwrap();
    assert_eq!(repository.key.as_ref(), Some(&clouds.arn));
    assert!(world.state.sealed.values().all(|object| object.envelope.key == clouds.arn));
}

#[test]
fn ccm_1_imported_repositories_are_shown_and_not_changed() {
    let mut world = World::new();
    let ada = world.join("ada");
    let id = RepositoryId::from_random([3; 16]);
    let part = RepositoryPart { listed: Listed::of(vec![(id, "plans".to_owned())], false), described: vec![] };
    world.import(ada, Source::Imported, vec![RegionPart::Repositories(Box::new(part))]);
    world.sign_in(ada, support::cloud::SAMPLE, Region::EuWest1);
    assert!(repository(&world.state, "plans").listed);
    world.refused("KMS-1", Some(ada), create("berths", as_role("Build")));
    world.refused("KMS-1", Some(ada), Command::Delete { repository: id });
}

#[test]
fn ccm_3_repositories_and_what_they_hold_lie_in_the_segments_and_go_together() {
    let (mut world, ada) = World::with_sample();
    for name in ["plans", "berths"] {
        world.does(Some(ada), create(name, as_role("Build")));
        let id = repository(&world.state, name).id;
        world.does(Some(ada), push(id, "plan.md", "a", as_role("Build")));
    }
    world.does(Some(ada), Command::Delete { repository: repository(&world.state, "plans").id });
    assert_eq!(world.state.sealed.len(), 1);
    let account = AccountId(111_122_223_333);
    assert!(world.state.cloud_account(account).unwrap().regions.contains_key(&RegionName::parse("eu-west-1").unwrap()));
    world.does(Some(ada), spaceward::domain::inventory::Command::Forget { account });
    assert!(world.state.sealed.is_empty(), "what the account's keys sealed goes with them");
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
        stored.check(&state);
    }
}
