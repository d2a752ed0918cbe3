//! Events of the activity log.

use spaceward::domain::{
    PersonId, SpaceId, Timestamp,
    account::AccountId,
    chain::Link,
    id::EventId,
    trail::{self, Entry, Failure, Key, Use, VaultId},
};

/// All kinds of events, keys and outcomes.
pub fn events(space: SpaceId, person: PersonId, at: Timestamp) -> Vec<trail::Event> {
    let account = AccountId(12_345_678_901);
    let noted = |number, key, failure| trail::Event::Noted {
        number,
        before: Link([10; 32]),
        entry: Box::new(Entry {
            id: EventId::from_random([11; 16]),
            at,
            person: Some(person),
            alias: "ada".into(),
            what: Use {
                source: "kms.amazonaws.com".into(),
                name: "GenerateDataKey".into(),
                account: Some(account),
                region: "eu-west-1".into(),
                key: Some(key),
                context: [("space".to_owned(), "Überblick".to_owned())].into(),
                details: [("Way".to_owned(), "Passphrase".to_owned())].into(),
                failure,
                read_only: true,
                recipient: Some(account),
            },
        }),
    };
    let failure = Failure { code: "AccessDenied".into(), message: "No.".into() };
    vec![
        trail::Event::Begun { vault: VaultId([12; 16]) },
        noted(1, Key::Vault, None),
        noted(300, Key::Space(space), Some(failure)),
        noted(301, Key::Cloud("arn:aws:kms:eu-west-1:012345678901:key/1".into()), None),
    ]
}
