//! IAM policies: reading them, and what they allow (ACC-3, TAG-2, VPC-4, CCM-2).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod reading;
#[path = "../support/mod.rs"]
mod support;
mod tags;
mod trust;

use serde_json::Value;
use spaceward::{
    domain::iam::{Attached, Context, Decision, Kind, Policy, Principal, Request, ResourceRule, Verdict, evaluate},
    formats::iam_policy::{Attachment, read},
};

fn policies(case: &Value, key: &str, attachment: Attachment) -> Vec<Policy> {
    let list = case[key].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|document| {
            let text = serde_json::to_string_pretty(document).unwrap();
            read(&text, attachment).unwrap_or_else(|faults| panic!("{}: {faults:?}", case["name"])).policy
        })
        .collect()
}

fn context(case: &Value) -> Context {
    let mut context = Context::new();
    for (key, value) in case["context"].as_object().into_iter().flatten() {
        context = match value {
            Value::Array(values) => context.with_all(key, values.iter().map(|value| value.as_str().unwrap())),
            value => context.with(key, value.as_str().unwrap()),
        };
    }
    for key in case["absent"].as_array().into_iter().flatten() {
        context = context.without(key.as_str().unwrap());
    }
    if case["complete"] == true { context.complete() } else { context }
}

fn answer(case: &Value) -> Verdict {
    let required = case["rule"] == "required";
    let trust = case["action"] == "sts:AssumeRole";
    let kinds = [
        ("identity", Kind::Identity, Attachment::Identity),
        ("resource", Kind::Resource, if trust { Attachment::Trust } else { Attachment::Resource }),
        ("boundary", Kind::Boundary, Attachment::Identity),
        ("scp", Kind::ServiceControl, Attachment::Identity),
        ("session", Kind::Session, Attachment::Identity),
    ];
    let mut owned = Vec::new();
    for (key, kind, attachment) in kinds {
        for policy in policies(case, key, attachment) {
            let name = format!("policy {}", owned.len() + 1);
            owned.push((kind, name, policy));
        }
    }
    let attached: Vec<Attached> =
        owned.iter().map(|(kind, name, policy)| Attached { kind: *kind, name, policy }).collect();
    let request = Request {
        principal: Principal::parse(case["who"].as_str().unwrap()).unwrap(),
        action: case["action"].as_str().unwrap().to_owned(),
        resource: case["on"].as_str().unwrap().to_owned(),
        context: context(case),
    };
    let rule = if required { ResourceRule::Required } else { ResourceRule::Either };
    evaluate(&request, &attached, rule, case["owner"].as_str().or(Some("111122223333")))
}

#[test]
fn tag_2_ccm_2_vpc_4_acc_3_every_case_of_the_evaluation_logic_is_answered_as_documented() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases.json")).unwrap();
    assert!(cases.len() >= 80, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let verdict = answer(case);
        let said = match &verdict.decision {
            Decision::Allowed => "allowed".to_owned(),
            Decision::Denied => "denied".to_owned(),
            Decision::NotAllowed => "not allowed".to_owned(),
            Decision::DependsOn(keys) => {
                format!("depends on {}", keys.iter().cloned().collect::<Vec<_>>().join(", "))
            }
        };
        let why = case["why"].as_str().unwrap_or_default();
        if case["expect"] != said.as_str() || !verdict.why.contains(why) {
            wrong.push(format!("{}: expected {} {why:?}, got {said}: {}", case["name"], case["expect"], verdict.why));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A space to try documents against.
fn world() -> (spaceward::domain::space::Space, spaceward::domain::SpaceId) {
    let mut world = support::World::new();
    let ada = world.join("ada");
    let id = world.space(ada, "harbour");
    (world.state.space(id).unwrap().clone(), id)
}
