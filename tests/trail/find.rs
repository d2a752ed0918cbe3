//! Finding entries, by their encryption context above all (AUD-2).

use crate::{begun, note};
use spaceward::domain::{
    PersonId, SpaceId,
    account::{AccountId, CloudSession},
    space::Region,
    trail::{Query, Use, Way, contexts},
};
use std::collections::BTreeMap;

use crate::support::World;

const ARN: &str = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// A log with keys of a vault, a space and a cloud account, one of whose uses failed.
fn told() -> (World, PersonId, SpaceId) {
    let (mut world, ada) = begun();
    let space = world.space(ada, "harbour");
    let session = CloudSession { account: AccountId(123_456_789_012), region: Region::UsWest2 };
    let with = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let used = |operation: &str, context| Use::of_cloud_key(session, operation, ARN, context);
    note(
        &mut world,
        ada,
        [
            used("GenerateDataKey", with("aws:codecommit:id", "3f2a quay")),
            used("Decrypt", with("aws:codecommit:id", "77bb")).failed("AccessDenied", "Not allowed for this key."),
            used("Encrypt", with("Project", "3f2a quay")),
        ],
    );
    note(&mut world, ada, [Use::failed_unlock(Way::Passphrase)]);
    (world, ada, space)
}

/// Names of the operations that a query finds, oldest first.
fn found(world: &World, query: &Query) -> Vec<String> {
    let entries = world.state.trail.chain.oldest_first();
    entries.filter(|entry| query.lets(&world.state, entry)).map(|entry| entry.what.name.clone()).collect()
}

fn line(words: &[&str]) -> Query {
    Query::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
}

#[test]
fn aud_2_entries_are_found_by_name_and_value_of_their_encryption_context() {
    let (world, _, space) = told();
    let all = Query::default();
    assert!(all.is_open());
    let named = all.clone().with_context("aws:codecommit:id", "");
    assert!(!named.is_open());
    assert_eq!(found(&world, &named), ["GenerateDataKey", "Decrypt"]);
    assert_eq!(found(&world, &all.clone().with_context("aws:codecommit:id", "3f2a quay")), ["GenerateDataKey"]);
    assert_eq!(
        found(&world, &all.clone().with_context("aws:codecommit:id", "3f2a")),
        [""; 0],
        "a value is a whole one"
    );
    assert_eq!(found(&world, &all.clone().with_context("codecommit", "")), [""; 0], "and so is a name");
    assert_eq!(found(&world, &all.clone().with_context("space", &space.to_string())), ["CreateKey"]);
    assert_eq!(
        found(&world, &all.with_context("PROJECT", "").with_outcome(true)),
        [""; 0],
        "every part has to hold, and the case of names does not matter"
    );
    // Typed, with the value in quotes, and as a part of either.
    assert_eq!(found(&world, &line(&["context:aws:codecommit:id=\"3f2a quay\""])), ["GenerateDataKey"]);
    assert_eq!(found(&world, &line(&["context:\"3f2a quay\""])), ["GenerateDataKey", "Encrypt"]);
    assert_eq!(
        found(&world, &line(&["-context:aws:codecommit:id=", "source:kms", "-key:vault", "-context:space="])),
        ["Encrypt"]
    );
}

#[test]
fn aud_2_entries_are_found_by_event_outcome_who_key_and_words() {
    let (world, ..) = told();
    let all = Query::default();
    assert_eq!(found(&world, &all.clone().with_outcome(true)), ["Decrypt", "ConsoleLogin"]);
    assert_eq!(found(&world, &all.clone().with_event("Decrypt")), ["Decrypt"]);
    assert_eq!(found(&world, &all.with_event("crypt")), [""; 0], "an event that is chosen is that one");
    assert_eq!(found(&world, &line(&["event:crypt"])), ["Decrypt", "Encrypt"]);
    assert_eq!(found(&world, &line(&["outcome:failed", "source:kms"])), ["Decrypt"]);
    assert_eq!(found(&world, &line(&["key:1234abcd", "-outcome:failed"])), ["GenerateDataKey", "Encrypt"]);
    assert_eq!(found(&world, &line(&["who:nobody-of-this-name"])), [""; 0]);
    assert_eq!(found(&world, &line(&["accessdenied"])), ["Decrypt"]);
    assert_eq!(found(&world, &line(&["account:123456789012", "region:us-west-2", "encrypt"])), ["Encrypt"]);
}

#[test]
fn aud_2_the_pairs_of_encryption_contexts_are_offered_the_newest_first() {
    let (world, _, space) = told();
    let pairs = contexts(&world.state.trail, 100);
    for (name, value) in [("aws:codecommit:id", "77bb"), ("Project", "3f2a quay"), ("space", &space.to_string())] {
        assert!(pairs.contains(&(name.to_owned(), value.to_owned())), "{name}");
    }
    let few = contexts(&world.state.trail, 2);
    assert_eq!(few.len(), 2);
    assert!(few.iter().any(|(name, _)| name == "Project"), "{few:?}");
}
