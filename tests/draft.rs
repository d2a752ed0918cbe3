//! Half-filled forms: whose they are, and how they are written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

mod support;

use spaceward::domain::{
    ProjectId, SpaceId, Timestamp,
    account::AccountId,
    draft::{Draft, DraftKey, fingerprint},
    event::Scope,
    id::CommentId,
};
use support::World;

fn keys(space: SpaceId, project: ProjectId, number: u32) -> Vec<DraftKey> {
    vec![
        DraftKey::CreateSpace,
        DraftKey::DescribeSpace(space),
        DraftKey::CreateProject(space),
        DraftKey::DescribeProject(space, project),
        DraftKey::CreateIssue(space, project),
        DraftKey::IssueTitle(space, project, number),
        DraftKey::IssueDescription(space, project, number),
        DraftKey::AddTask(space, project, number),
        DraftKey::Comment(space, project, number),
        DraftKey::EditComment(space, project, number, CommentId::from_random([3; 16])),
        DraftKey::Invite(space, None),
        DraftKey::Invite(space, Some(project)),
        DraftKey::CreateTeam(space),
        DraftKey::AssociateAccount(space),
        DraftKey::AccountRole(space, AccountId(1)),
        DraftKey::AccountRole(space, AccountId(2)),
        DraftKey::AccountTags(space, AccountId(1)),
    ]
}

#[test]
fn vlt_14_every_form_has_an_address_of_its_own_that_reads_back() {
    let (space, project) = (SpaceId::from_random([1; 16]), ProjectId::from_random([2; 16]));
    let keys = keys(space, project, 7);
    let mut addresses: Vec<Vec<u8>> = keys.iter().map(|key| key.to_bytes()).collect();
    for (key, address) in keys.iter().zip(&addresses) {
        assert_eq!(DraftKey::from_bytes(address), Some(*key));
        for cut in 0..address.len() {
            assert_eq!(DraftKey::from_bytes(&address[..cut]), None);
        }
        assert_eq!(DraftKey::from_bytes(&[address.as_slice(), &[0]].concat()), None);
    }
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), keys.len());
}

#[test]
fn vlt_12_a_draft_about_a_space_is_sealed_under_the_space_and_goes_with_what_it_is_about() {
    let mut world = World::new();
    let ada = world.join("ada");
    let space = world.space(ada, "Acme");
    let project = world.project(ada, space, "kiln");
    let there = keys(space, project, 1);
    for key in &there {
        let own = key.place().is_none();
        assert_eq!(key.scope(), if own { Scope::Vault } else { Scope::Space(space) });
        assert_eq!(key.has_place(&world.state), key.issue().is_none(), "{key:?}");
    }
    for key in keys(SpaceId::from_random([9; 16]), project, 1) {
        assert_eq!(key.has_place(&world.state), key.place().is_none(), "{key:?}");
    }
    assert_eq!(DraftKey::CreateIssue(space, project).words(&world.state), "New issue in kiln");
    assert_eq!(DraftKey::DescribeSpace(space).words(&world.state), "Description of Acme");
    assert_eq!(DraftKey::Comment(space, project, 4).words(&world.state), "Comment on #4 in kiln");
}

#[test]
fn vlt_14_a_draft_reads_back_and_prints_nothing_of_what_was_typed() {
    let fields = vec![("Title".to_owned(), "Zanzibar".to_owned()), ("Labels".to_owned(), String::new())];
    let draft = Draft { at: Timestamp(1_780_000_000_123), base: fingerprint(["", ""]), fields };
    let bytes = draft.to_bytes();
    assert_eq!(Draft::from_bytes(&bytes), Some(draft.clone()));
    assert_eq!((draft.field("Title"), draft.field("Estimate")), (Some("Zanzibar"), None));
    for cut in 0..bytes.len() {
        assert_eq!(Draft::from_bytes(&bytes[..cut]), None);
    }
    assert!(!format!("{draft:?}").contains("Zanzibar"));
    assert!(draft.fits());
    let long = Draft { fields: vec![("Description".to_owned(), "x".repeat(1_000_001))], ..draft };
    assert!(!long.fits());
    let secret = ["ghp_", "R7k2Lq9XvB4nT1mZ8cW5", "yD3hJ6pF0sGaUeHi"].concat();
    assert!(!long.holds_secret());
    assert!(Draft { fields: vec![("Description".to_owned(), format!("use {secret} there"))], ..long }.holds_secret());
}

#[test]
fn vlt_14_a_text_that_was_changed_meanwhile_is_told_from_the_one_the_draft_began_with() {
    assert_ne!(fingerprint(["a", "b"]), fingerprint(["ab", ""]));
    assert_ne!(fingerprint(["a"]), fingerprint(["a", ""]));
    assert_eq!(fingerprint(["a", "b"]), fingerprint(["a", "b"]));
}
