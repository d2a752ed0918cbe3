//! Sentences of the feed (AUD-1).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use super::*;
use crate::domain::{
    PersonId, ProjectId, Timestamp,
    account::AccountId,
    activity::Logged,
    issue::{Issues, Priority},
    role::Role,
    space::{Origin, Tier},
};
use std::collections::BTreeMap;

fn project() -> Project {
    Project {
        id: ProjectId::from_random([1; 16]),
        name: "Widgets".to_owned(),
        description: String::new(),
        created: Timestamp(0),
        origin: Origin::Made,
        roles: BTreeMap::new(),
        issues: Issues::default(),
        repositories: Vec::new(),
        dev_environments: Vec::new(),
    }
}

fn said(deed: &Deed) -> String {
    deed.sentence(&State::default(), Some(&project()))
}

#[test]
fn aud_1_a_change_reads_as_a_plain_sentence() {
    let ada = PersonId::from_random([2; 16]);
    let cases = [
        (Deed::AccountConnected(AccountId(1)), "connected the account 000000000001"),
        (Deed::MemberJoined(ada, Role::PowerUser), "gave Somebody who is gone the role Power user"),
        (Deed::IssueMoved(12, StatusId(1), StatusId(2)), "moved #12 from To do to In progress"),
        (Deed::IssueMoved(12, StatusId(1), StatusId(200)), "moved #12 from To do to a status that is gone"),
        (Deed::IssuePrioritised(3, Priority::Low, Priority::High), "changed the priority of #3 from Low to High"),
        (Deed::IssueEdited(4, vec!["title".to_owned()]), "changed title of #4"),
        (
            Deed::IssueEdited(4, vec!["title".to_owned(), "labels".to_owned(), "estimate".to_owned()]),
            "changed title, labels and estimate of #4",
        ),
        (Deed::IssuesImported(1, "GitHub issues JSON".to_owned()), "imported 1 issue from GitHub issues JSON"),
        (Deed::IssuesImported(10_000, "CSV".to_owned()), "imported 10000 issues from CSV"),
        (Deed::RepositoriesRead(1), "read 1 repository from the AWS CLI"),
        (Deed::DevEnvironmentsRead(2), "read 2 Dev Environments from the AWS CLI"),
        (Deed::TierRead(Tier::Enterprise), "read the billing tier Enterprise from the AWS CLI"),
    ];
    for (deed, sentence) in cases {
        assert_eq!(said(&deed), sentence);
    }
}

#[test]
fn aud_1_an_item_of_the_services_log_tells_its_own_user_and_failure() {
    let logged = Logged {
        id: "one".to_owned(),
        name: "deleteSpace".to_owned(),
        source: "manage".to_owned(),
        user: "MaryMinor".to_owned(),
        error: Some("AccessDenied".to_owned()),
    };
    let entry = Entry { at: Timestamp(0), actor: None, project: None, deed: Deed::Logged(logged) };
    assert_eq!(entry.who(&State::default()), "MaryMinor");
    assert_eq!(said(&entry.deed), "called deleteSpace (manage), which failed with AccessDenied");
}
