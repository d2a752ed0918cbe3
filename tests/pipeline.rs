//! Pipelines: what the AWS CLI prints of them, what falls short, and sealing their artifacts (PIP-1..5, DPR-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::{
    domain::{
        PersonId, State, Timestamp,
        inventory::{self, Listed, Part, RegionPart, Source},
        key::{self, KeySpec, SealedObject, failure_of},
        network::NetworkPart,
        pipeline::{Command, Finding, Place, Weight, findings, mark, marked, private_connection},
        repository::content_of,
        space::Region,
    },
    formats::aws_cli::{Whose, recognise},
};
use std::sync::Arc;
use support::{
    Stored, World,
    cloud::{SAMPLE, as_role, content, context, site},
};

const ROLE: &str = "arn:aws:iam::111122223333:role/Build";

/// A pipeline of one stage with one action, as `get-pipeline` prints it.
fn document(name: &str, store: &str, action: &str) -> String {
    format!(
        r#"{{"pipeline":{{"name":"{name}","roleArn":"{ROLE}",{store},"stages":[{{"name":"Build","actions":[{{"name":"Compile","actionTypeId":{{"category":"Build","owner":"AWS","provider":"CodeBuild","version":"1"}},"runOrder":1,"inputArtifacts":[],"outputArtifacts":[{{"name":"Board"}}]{action}}}]}}],"version":1}},"metadata":{{"pipelineArn":"arn:aws:codepipeline:eu-west-1:111122223333:{name}"}}}}"#
    )
}

const DEFAULT: &str = r#""artifactStore":{"type":"S3","location":"quay"}"#;

fn sealed_by(key: &str) -> String {
    format!(r#""artifactStore":{{"type":"S3","location":"quay","encryptionKey":{{"id":"{key}","type":"KMS"}}}}"#)
}

fn parts(text: &str) -> Vec<Part> {
    let whose = Whose { account: Some(site().account), region: Some(site().region) };
    recognise(text).unwrap().iter().filter_map(|document| document.part(whose)).collect()
}

fn import(world: &mut World, ada: PersonId, text: &str) {
    world.does(Some(ada), inventory::Command::Import { source: Source::Sample, parts: parts(text) });
}

fn found(state: &State, name: &str) -> Vec<Finding> {
    let region = state.cloud_region(site().account, "eu-west-1").unwrap();
    findings(state, &site(), &region.pipelines.0[name])
}

fn says(found: &[Finding], rule: &str, words: &str) -> bool {
    found.iter().any(|one| one.rule == rule && one.message.contains(words))
}

fn create(alias: &str, spec: KeySpec) -> key::Command {
    let usage = spec.usages()[0].clone();
    key::Command::Create { alias: alias.into(), description: String::new(), spec, usage, rotation: None }
}

fn arn(state: &State, alias: &str) -> String {
    let region = state.cloud_region(site().account, "eu-west-1").unwrap();
    region.keys.find(alias).unwrap().arn.clone()
}

fn seal(text: &str) -> Command {
    Command::Seal { pipeline: "harbour".into(), artifact: "Board".into(), content: content(text) }
}

fn set_key(key: &str) -> Command {
    Command::SetKey { pipeline: "harbour".into(), key: Some(key.to_owned()).filter(|key| !key.is_empty()) }
}

fn open(object: &SealedObject) -> Command {
    Command::Open { object: object.id, context: object.context(), caller: as_role("Build") }
}

fn newest(state: &State) -> Arc<SealedObject> {
    state.sealed.values().max_by_key(|object| object.at).unwrap().clone()
}

fn with_pipeline() -> (World, PersonId) {
    let (mut world, ada) = World::with_sample();
    import(&mut world, ada, &document("harbour", DEFAULT, ""));
    (world, ada)
}

#[test]
fn pip_1_artifacts_are_sealed_in_the_bucket_with_the_default_or_a_customers_key() {
    let (mut world, ada) = with_pipeline();
    world.does(Some(ada), seal("a board"));
    let object = newest(&world.state);
    assert_eq!(object.envelope.key, arn(&world.state, "alias/aws/s3"), "the default key is made with its first use");
    let own = object.context();
    assert!(own["aws:s3:arn"].starts_with("arn:aws:s3:::quay/harbour/Board/"), "{own:?}");
    assert_eq!(object.by, ROLE);

    world.does(Some(ada), create("quay", KeySpec::SymmetricDefault));
    world.later(1);
    world.does(Some(ada), set_key("alias/quay"));
    world.does(Some(ada), seal("another"));
    assert_eq!(newest(&world.state).envelope.key, arn(&world.state, "alias/quay"));
    world.does(Some(ada), set_key(""));
    world.later(1);
    world.does(Some(ada), seal("a third"));
    assert_eq!(newest(&world.state).envelope.key, arn(&world.state, "alias/aws/s3"));
    assert_eq!(failure_of(&world.does(Some(ada), open(&object))), None);
}

#[test]
fn pip_1_what_has_no_store_or_no_key_here_is_refused() {
    let (mut world, ada) = with_pipeline();
    world.refused("PIP-1", Some(ada), set_key("alias/gone"));
    world.refused("PIP-5", Some(ada), Command::SetKey { pipeline: "gone".into(), key: None });
    let text = document("other", &sealed_by("arn:aws:kms:us-east-1:111122223333:key/1234abcd"), "");
    import(&mut world, ada, &text);
    let other = Command::Seal { pipeline: "other".into(), artifact: "Board".into(), content: content("a") };
    world.refused("PIP-1", Some(ada), other);
    for name in ["", "a b", "a/b", &"a".repeat(101)] {
        let command = Command::Seal { pipeline: "harbour".into(), artifact: name.into(), content: content("a") };
        assert_eq!(world.refused("PIP-1", Some(ada), command).field.as_deref(), Some("Artifact"), "{name}");
    }
}

#[test]
fn pip_2_only_symmetric_keys_seal_artifacts() {
    let (mut world, ada) = with_pipeline();
    for (nth, spec) in KeySpec::ALL.iter().enumerate() {
        let alias = format!("k{nth}");
        world.does(Some(ada), create(&alias, spec.clone()));
        let command = set_key(&format!("alias/{alias}"));
        if *spec == KeySpec::SymmetricDefault {
            world.does(Some(ada), command);
        } else {
            let refusal = world.refused("PIP-2", Some(ada), command);
            assert!(refusal.message.contains(spec.kind()) && refusal.field.is_some(), "{}", refusal.message);
            let keys = &world.state.cloud_region(site().account, site().region.as_str()).unwrap().keys;
            let made = keys.find(&format!("alias/{alias}")).unwrap();
            let (code, why) = key::can_seal(keys, made, "codepipeline").unwrap_err();
            assert!(code == "InvalidKeyUsageException" && why.contains(spec.kind()), "{code} {why}");
        }
    }
    let make = spaceward::domain::repository::Command::Create {
        name: "plans".into(),
        description: String::new(),
        caller: as_role("Build"),
    };
    world.does(Some(ada), make);
    let refusal = world.refused("KMS-2", Some(ada), set_key("alias/aws/codecommit"));
    assert!(refusal.message.contains("codecommit"), "{}", refusal.message);
}

#[test]
fn pip_3_after_rotation_and_another_key_earlier_artifacts_still_open() {
    let (mut world, ada) = with_pipeline();
    world.does(Some(ada), create("quay", KeySpec::SymmetricDefault));
    world.does(Some(ada), set_key("alias/quay"));
    let key = key::KeyId::parse(arn(&world.state, "alias/quay").rsplit('/').next().unwrap()).unwrap();
    for text in ["first", "second", "third"] {
        world.later(1);
        world.does(Some(ada), seal(text));
        world.does(Some(ada), key::Command::Rotate { key: key.clone() });
    }
    let versions: std::collections::BTreeSet<_> = world.state.sealed.values().map(|one| one.envelope.version).collect();
    assert_eq!(versions.len(), 3, "each was sealed with the newest version of its time");
    let mut texts: Vec<String> = Vec::new();
    for object in world.state.sealed.values().cloned().collect::<Vec<_>>() {
        assert_eq!(failure_of(&world.does(Some(ada), open(&object))), None);
        let opened = content_of(&world.state, &site(), object.id, &object.context()).unwrap();
        texts.push(String::from_utf8(opened.to_vec()).unwrap());
        assert!(content_of(&world.state, &site(), object.id, &context(&[])).is_none());
    }
    texts.sort();
    assert_eq!(texts, ["first", "second", "third"]);
}

#[test]
fn pip_3_a_disabled_or_waiting_key_neither_seals_nor_opens_and_the_try_is_logged() {
    let (mut world, ada) = with_pipeline();
    world.does(Some(ada), create("quay", KeySpec::SymmetricDefault));
    world.does(Some(ada), set_key("alias/quay"));
    world.does(Some(ada), seal("a"));
    let object = newest(&world.state);
    let key = key::KeyId::parse(object.envelope.key.rsplit('/').next().unwrap()).unwrap();
    world.does(Some(ada), key::Command::Disable { key: key.clone() });
    for (command, operation) in [(seal("b"), "GenerateDataKey"), (open(&object), "Decrypt")] {
        let refusal = failure_of(&world.does(Some(ada), command)).unwrap();
        assert!(refusal.message.contains("disabled"), "{}", refusal.message);
        assert_eq!(world.uses().last().unwrap(), &format!("{operation} DisabledException"));
    }
    assert!(content_of(&world.state, &site(), object.id, &object.context()).is_none());
    world.does(Some(ada), key::Command::ScheduleDeletion { key: key.clone(), days: 7 });
    let refusal = failure_of(&world.does(Some(ada), open(&object))).unwrap();
    assert!(refusal.message.contains("waits to be deleted"), "{}", refusal.message);
    assert!(says(&found(&world.state, "harbour"), "PIP-3", "waits to be deleted"));
    world.later(7 * Timestamp::DAY);
    let refusal = failure_of(&world.does(Some(ada), open(&object)));
    assert!(refusal.is_some() || !world.state.sealed.is_empty());
    let refusal = failure_of(&world.does(Some(ada), open(&object))).unwrap();
    assert!(refusal.message.contains("gone"), "{}", refusal.message);
}

#[test]
fn pip_4_the_way_to_a_private_connection_needs_no_gateway() {
    let steps = private_connection(&site(), Some("vpc-0a1b"));
    let all: Vec<&str> = steps.iter().map(|step| step.command.as_str()).collect();
    let all = all.join("\n");
    assert!(all.contains("--service-name com.amazonaws.eu-west-1.codepipeline"));
    assert!(all.contains("--vpc-endpoint-type Interface") && all.contains("--vpc-id vpc-0a1b"));
    for no in ["create-internet-gateway", "create-nat-gateway", "create-vpn", "VPC_ID"] {
        assert!(!all.contains(no), "{no}");
    }
    assert!(private_connection(&site(), None).iter().any(|step| step.command.contains("VPC_ID")));
}

#[test]
fn pip_4_a_missing_endpoint_is_said_only_where_all_endpoints_are_known() {
    let (mut world, ada) = with_pipeline();
    assert!(!says(&found(&world.state, "harbour"), "PIP-4", "endpoint"));
    let part = RegionPart::Network(Box::new(NetworkPart::VpcEndpoints(Listed::of(vec![], false))));
    let parts = vec![Part::Region { account: site().account, region: site().region, part }];
    world.does(Some(ada), inventory::Command::Import { source: Source::Sample, parts });
    assert!(says(&found(&world.state, "harbour"), "PIP-4", "through the internet"));
}

#[test]
fn pip_5_get_pipeline_is_read_with_every_store_key_and_action() {
    let (mut world, ada) = World::with_sample();
    let stores = r#""artifactStores":{"eu-west-1":{"type":"S3","location":"quay"},"us-west-2":{"type":"S3","location":"quay-oregon","encryptionKey":{"id":"alias/o","type":"KMS"}}}"#;
    import(
        &mut world,
        ada,
        &document("harbour", stores, r#","region":"us-west-2","configuration":{"ProjectName":"board"}"#),
    );
    let region = world.state.cloud_region(site().account, "eu-west-1").unwrap();
    let pipeline = &region.pipelines.0["harbour"];
    let structure = pipeline.structure.as_ref().unwrap();
    assert_eq!(structure.role, ROLE);
    let stores: Vec<_> = structure.stores.iter().map(|store| (store.bucket.as_str(), store.key.as_deref())).collect();
    assert_eq!(stores, [("quay", None), ("quay-oregon", Some("alias/o"))]);
    let (_, action) = pipeline.actions().next().unwrap();
    assert_eq!((action.region.unwrap().as_str(), action.configuration["ProjectName"].shown()), ("us-west-2", "board"));
    assert_eq!(pipeline.artifacts(), ["Board"]);
    // The listing alone says so, and takes nothing away that is of the same version.
    import(&mut world, ada, r#"{"pipelines":[{"name":"harbour","version":1},{"name":"ferry","version":4}]}"#);
    assert!(!says(&found(&world.state, "harbour"), "PIP-5", "listing"));
    let ferry = found(&world.state, "ferry");
    assert!(ferry[0].weight == Weight::Unknown && ferry[0].command.as_ref().unwrap().contains("get-pipeline"));
    import(&mut world, ada, r#"{"pipelines":[{"name":"ferry","version":4}]}"#);
    assert!(marked(&world.state, mark(&world.state, &site(), "harbour")).is_none(), "it is gone");
    assert!(marked(&world.state, mark(&world.state, &site(), "ferry")).is_some());
}

#[test]
fn pip_5_each_thing_that_falls_short_is_said_with_its_mending() {
    let (mut world, ada) = World::with_sample();
    world.does(Some(ada), create("hmac", KeySpec::Hmac256));
    world.does(Some(ada), create("quay", KeySpec::SymmetricDefault));
    let hmac = arn(&world.state, "alias/hmac");
    let other = r#","roleArn":"arn:aws:iam::999999999999:role/Deploy""#;
    let cases: [(&str, &str, &str, &str); 10] = [
        (DEFAULT, "", "PIP-3", "default key"),
        (DEFAULT, r#","region":"us-west-2""#, "PIP-1", "no artifact store"),
        (DEFAULT, other, "PIP-1", "another account"),
        (&sealed_by("alias/quay"), other, "PIP-1", "alias"),
        (&sealed_by("alias/quay"), other, "PIP-1", "names neither arn:aws:iam::999999999999:role/Deploy"),
        (&sealed_by(&hmac), "", "PIP-2", "an HMAC key"),
        (&sealed_by("alias/gone"), "", "PIP-1", "not among the keys"),
        (&sealed_by("arn:aws:kms:us-west-2:111122223333:key/1234"), "", "PIP-1", "bucket in eu-west-1"),
        (&sealed_by("arn:aws:kms:us-west-2:111122223333:key/1234"), "", "PIP-5", "cannot be judged"),
        (&sealed_by("alias/quay"), "", "PIP-3", "not rotated"),
    ];
    for (store, action, rule, words) in cases {
        import(&mut world, ada, &document("harbour", store, action));
        let found = found(&world.state, "harbour");
        assert!(says(&found, rule, words), "{rule} {words}: {found:#?}");
        assert!(
            found.iter().all(|one| one.message.ends_with('.') && one.mend.ends_with('.') && !one.message.contains('!'))
        );
        assert!(found.is_sorted_by_key(|one| one.weight));
    }
    // With everything in order nothing is said of the store.
    let quay = arn(&world.state, "alias/quay");
    let key = key::KeyId::parse(quay.rsplit('/').next().unwrap()).unwrap();
    world.does(Some(ada), key::Command::SetRotation { key, period: Some(365) });
    import(&mut world, ada, &document("harbour", &sealed_by(&quay), ""));
    assert_eq!(found(&world.state, "harbour"), []);
}

#[test]
fn dpr_1_secrets_of_a_configuration_never_come_in_and_are_pointed_out() {
    let (mut world, ada) = World::with_sample();
    let secret = "low-water-at-noon";
    let variables = format!(r#"[{{\"name\":\"API_PASSWORD\",\"value\":\"{secret}\",\"type\":\"PLAINTEXT\"}}]"#);
    for configuration in [
        format!(r#""EnvironmentVariables":"{variables}""#),
        format!(r#""OAuthToken":"{secret}""#),
        format!(r#""Url":"https://user:{secret}@host.example/""#),
    ] {
        let text = document("harbour", DEFAULT, &format!(r#","configuration":{{{configuration}}}"#));
        assert!(recognise(&text).unwrap()[0].notes.iter().any(|note| note.contains("left out")));
        import(&mut world, ada, &text);
        let found = found(&world.state, "harbour");
        let place = Place::Action("Build".into(), "Compile".into());
        assert!(found.iter().any(|one| one.place == place && one.weight == Weight::Problem), "{found:#?}");
        assert!(!format!("{found:?} {:?}", world.records).contains(secret));
    }
    // What the service hides itself, or takes from elsewhere, is none.
    let hidden = r#","configuration":{"OAuthToken":"****","EnvironmentVariables":"[{\"name\":\"API_PASSWORD\",\"value\":\"/quay/api\",\"type\":\"PARAMETER_STORE\"}]"}"#;
    import(&mut world, ada, &document("harbour", DEFAULT, hidden));
    assert!(found(&world.state, "harbour").iter().all(|one| one.weight != Weight::Problem));
    let mail = r#","configuration":{"Notify":"wren@harbour.example"}"#;
    import(&mut world, ada, &document("harbour", DEFAULT, mail));
    let found = found(&world.state, "harbour");
    assert!(says(&found, "DPR-1", "an e-mail address") && !format!("{found:?}").contains("wren@harbour"));
}

#[test]
fn pip_3_pipelines_and_artifacts_lie_in_the_segments() {
    let (mut world, ada) = with_pipeline();
    world.does(Some(ada), seal("a"));
    world.does(Some(ada), create("quay", KeySpec::SymmetricDefault));
    world.does(Some(ada), set_key("alias/quay"));
    let object = newest(&world.state).id;
    world.does(Some(ada), key::Command::Discard { object });
    world.sign_in(ada, SAMPLE, Region::UsWest2);
    world.refused("PIP-5", Some(ada), seal("a"));
    let mut state = State::default();
    let mut stored = Stored::default();
    for record in &world.records {
        state.apply(record);
        stored.take(record, &state);
        stored.check(&state);
    }
}

#[test]
fn kms_1_documents_of_kms_are_read_and_say_what_they_lack() {
    let (mut world, ada) = World::with_sample();
    for text in [
        include_str!("../src/formats/aws_cli/sample/keys.json"),
        include_str!("../src/formats/aws_cli/sample/pipelines.json"),
        include_str!("../src/formats/aws_cli/sample/code_commit.json"),
    ] {
        import(&mut world, ada, text);
    }
    let region = world.state.cloud_region(site().account, "eu-west-1").unwrap();
    assert_eq!((region.keys.keys.len(), region.keys.aliases.len(), region.pipelines.0.len()), (5, 6, 3));
    let artifacts = region.keys.find("alias/tidewater/artifacts").unwrap();
    assert_eq!(artifacts.rotation.unwrap().period, Some(365));
    assert!(artifacts.policy.is_some() && artifacts.versions.is_empty());
    assert_eq!(world.state.cloud_region(site().account, "us-west-2").unwrap().repositories.0.len(), 2);
    let nothing = |text: &str| {
        recognise(text).unwrap()[0].part(Whose { account: Some(site().account), region: Some(site().region) })
    };
    assert!(nothing(r#"{"KeyRotationEnabled":true}"#).is_none());
    assert!(nothing(r#"{"Policy":"{}","PolicyName":"default"}"#).is_none());
    for bad in [
        r#"{"Keys":[{"KeyId":"a b","KeyArn":"arn:aws:kms:eu-west-1:111122223333:key/a"}]}"#,
        r#"{"KeyMetadata":{"KeyId":"a"}}"#,
        r#"{"Aliases":[{"AliasName":"x","AliasArn":"arn:aws:kms:eu-west-1:111122223333:alias/x"}]}"#,
        r#"{"repositoryMetadata":{"repositoryId":"7","repositoryName":"a","Arn":"arn:a"}}"#,
        r#"{"pipeline":{"stages":[{"name":"a","actions":[{"name":"b"}]}]}}"#,
        r#"{"pipeline":{"name":"a","artifactStores":{"nowhere":{"location":"b"}}}}"#,
    ] {
        assert!(recognise(bad).unwrap_err().message.ends_with('.'), "{bad}");
    }
    // A key of the sample gets its material with its first use, and the real listing leaves it there.
    let seal = Command::Seal { pipeline: "harbour-board".into(), artifact: "Board".into(), content: content("a") };
    let refusal = world.ask(Some(ada), seal);
    assert!(refusal.is_err(), "the role is not in this test's account");
}
