//! The lint of trust policies (ACC-3), and what makes a role.

use spaceward::{
    domain::{
        SpaceId,
        account::documents,
        iam::trust::{Finding, Grade, check},
    },
    formats::iam_policy::{Attachment, read},
};

const SPACE: &str = "arn:aws:codecatalyst:::space/02020202-0202-4202-8202-020202020202";

fn findings(document: &str) -> Vec<Finding> {
    check(&read(document, Attachment::Trust).unwrap().policy, SPACE)
}

/// A policy that trusts these services under this condition.
fn policy(services: &str, condition: &str) -> String {
    let condition = if condition.is_empty() { String::new() } else { format!(r#", "Condition": {condition}"#) };
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {services}, "Action": "sts:AssumeRole"{condition}}}]}}"#
    )
}

const BOTH: &str = r#"{"Service": ["codecatalyst.amazonaws.com", "codecatalyst-runner.amazonaws.com"]}"#;

#[test]
fn acc_3_the_recommended_trust_policy_has_no_findings() {
    assert_eq!(findings(&documents::trust(&[format!("{SPACE}/project/*")])), []);
    let list = format!(r#"{{"ArnLike": {{"aws:SourceArn": ["{SPACE}", "{SPACE}/project/*"]}}}}"#);
    assert_eq!(findings(&policy(BOTH, &list)), [], "the space itself may stand beside its projects");
    let one =
        format!(r#"{{"StringEquals": {{"aws:sourcearn": "{SPACE}/project/1b4e28ba-2fa1-4d2b-883f-0016d3cca427"}}}}"#);
    assert_eq!(findings(&policy(BOTH, &one)), [], "one project by name");
}

#[test]
fn acc_3_each_slip_of_a_trust_policy_is_found() {
    let source = |operator: &str, value: &str| format!(r#"{{"{operator}": {{"aws:SourceArn": "{value}"}}}}"#);
    let own = source("ArnLike", &format!("{SPACE}/project/*"));
    let cases = [
        (policy(BOTH, ""), Grade::Careless, "no condition on aws:SourceArn"),
        (policy(BOTH, &source("ArnLike", "arn:aws:codecatalyst:::space/*/project/*")), Grade::Careless, "every space"),
        (policy(BOTH, &source("ArnLike", "*")), Grade::Careless, "more than one space"),
        (policy(BOTH, &source("StringEquals", &format!("{SPACE}/project/*"))), Grade::Fault, "never holds"),
        (policy(BOTH, &source("ArnNotLike", &format!("{SPACE}/project/*"))), Grade::Careless, "lets all others in"),
        (policy(BOTH, &source("ArnLikeIfExists", &format!("{SPACE}/project/*"))), Grade::Careless, "IfExists"),
        (
            policy(
                BOTH,
                &source("ArnLike", "arn:aws:codecatalyst:::space/03030303-0303-4303-8303-030303030303/project/*"),
            ),
            Grade::Open,
            "cannot be told",
        ),
        (
            policy(r#"{"Service": "codecatalyst.amazonaws.com"}"#, &own),
            Grade::Fault,
            "codecatalyst-runner.amazonaws.com is not trusted",
        ),
        (policy(r#"{"Service": "codecatalyst.aws"}"#, &own), Grade::Fault, "codecatalyst.aws is no service"),
        (policy(r#""*""#, &own), Grade::Careless, "everybody, in every account"),
        (policy(r#"{"Service": "codepipeline.amazonaws.com"}"#, ""), Grade::Fault, "is not trusted"),
        (
            policy(BOTH, &own).replace("sts:AssumeRole", "sts:TagSession"),
            Grade::Fault,
            "No statement allows sts:AssumeRole",
        ),
    ];
    for (document, grade, words) in cases {
        let found = findings(&document);
        assert!(
            found.iter().any(|found| found.grade == grade && found.message.contains(words)),
            "{words}: {document}: {found:?}"
        );
        assert!(found.iter().all(|found| found.message.ends_with('.') && !found.message.contains('!')));
    }
}

#[test]
fn acc_3_what_is_offered_to_make_a_role_is_what_the_lint_and_the_reader_take() {
    use spaceward::domain::account::{RoleKind, documents::Permissions};
    let world = crate::world();
    let (space, id): (_, SpaceId) = world;
    assert_eq!(space.id, id);
    for (kind, name) in [
        (RoleKind::Development, "CodeCatalystWorkflowDevelopmentRole-harbour"),
        (RoleKind::Support, "AWSRoleForCodeCatalystSupport-abc123"),
    ] {
        let account = spaceward::domain::account::AccountId(444_455_556_666);
        let made = documents::of(&space, account, &format!("arn:aws:iam::444455556666:role/{name}"), kind).unwrap();
        assert_eq!(made.name, name);
        let trust = read(&made.trust, Attachment::Trust).unwrap();
        assert_eq!(check(&trust.policy, &space.arn()), []);
        if let Permissions::Inline(document) = &made.permissions {
            read(document, Attachment::Identity).unwrap();
        }
        let template: serde_json::Value = serde_json::from_str(&made.template()).unwrap();
        let role = &template["Resources"]["Role"]["Properties"];
        assert_eq!(role["RoleName"], name);
        assert_eq!(role["AssumeRolePolicyDocument"], serde_json::from_str::<serde_json::Value>(&made.trust).unwrap());
        assert!(made.commands().contains(&format!("aws iam create-role --role-name '{name}'")));
        assert_eq!(made.commands().matches('\'').count() % 2, 0);
    }
    let nothing = documents::of(
        &space,
        spaceward::domain::account::AccountId(1),
        "arn:aws:iam::000000000001:role/a",
        RoleKind::Existing,
    );
    assert_eq!(nothing, None);
}
