//! Tag-based policies tried against an account connection (TAG-2), with the roles and users of the sample account.

use spaceward::{
    domain::{
        account::AccountId,
        iam::{Context, Decision},
        inventory::{Iam, Part},
    },
    formats::{
        aws_cli::{Whose, sample},
        iam_policy::holder::{May, who_may},
    },
};

const CONNECTION: &str =
    "arn:aws:codecatalyst:eu-west-1:111122223333:/connections/02020202-0202-4202-8202-020202020202";

fn iam() -> Iam {
    let mut iam = Iam::default();
    for document in sample::documents().unwrap() {
        if let Some(Part::Iam { account, part }) = document.part(Whose::default()) {
            assert_eq!(account, AccountId(111_122_223_333));
            iam.merge(&part);
        }
    }
    iam
}

fn asked(action: &str, team: &str) -> Vec<May> {
    let context = Context::new().with("aws:ResourceTag/team", team).complete();
    who_may(&iam(), action, CONNECTION, &context)
}

fn allowed(all: &[May]) -> Vec<&str> {
    all.iter().filter(|may| may.verdict.decision == Decision::Allowed).map(|may| may.holder.name.as_str()).collect()
}

#[test]
fn tag_2_the_tags_of_a_connection_decide_who_may_change_it() {
    let administrators = ["CodeCatalystWorkflowDevelopmentRole-tidewater-ferries", "ines"];
    let harbour = asked("codecatalyst:TagResource", "harbour");
    assert_eq!(allowed(&harbour), [administrators[0], "bram", administrators[1]]);
    let bram = harbour.iter().find(|may| may.holder.name == "bram").unwrap();
    assert!(
        bram.verdict.why.contains("Harbour")
            && bram.verdict.why.contains("TidewaterConnections of the group space-keepers"),
        "{}",
        bram.verdict.why
    );
    // Another tag: only who may do everything.
    assert_eq!(allowed(&asked("codecatalyst:TagResource", "planner")), administrators);
    // The boundary keeps a role below its own policies, and reading does not ask for tags.
    assert!(allowed(&asked("codecatalyst:GetConnection", "planner")).contains(&"bram"));
    assert!(!allowed(&harbour).contains(&"TidewaterDeploy"));
}

#[test]
fn tag_2_what_is_not_known_of_somebody_is_named() {
    let all = asked("codecatalyst:GetConnection", "x");
    assert_eq!(all.len(), 8, "six roles and two users");
    let unknown: Vec<(&str, &[String])> = all
        .iter()
        .filter(|may| !may.holder.unknown.is_empty())
        .map(|may| (may.holder.name.as_str(), may.holder.unknown.as_slice()))
        .collect();
    assert_eq!(unknown, [("TidewaterOldVpcRole", &["vpc".to_owned()][..])], "its document has a slip");
}
