//! A sample account in a world: who is in it, and the cloud side signed in to it.

use super::World;
use spaceward::domain::{
    Facts, PersonId,
    account::{self, AccountId},
    inventory::{self, IamPart, Listed, Part, Policies, RegionPart, Role, Source, User},
    key::{Caller, Content, Context, Site},
    space::Region,
    trail,
};
use std::collections::BTreeMap;

/// The sample account.
pub const SAMPLE: &str = "111122223333";
/// The pipelines' role, in policies.
pub const ROLE: &str = "arn:aws:iam::111122223333:role/Build";

/// The policy of a role that may do everything with code and keys.
pub const MAY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":["codecommit:*","kms:*"],"Resource":"*"}]}"#;

fn policies(document: &str) -> Policies {
    Policies { inline: Some(BTreeMap::from([("own".to_owned(), document.to_owned())])), ..Policies::default() }
}

/// A role of the account.
pub fn role(name: &str, document: &str) -> Role {
    let arn = format!("arn:aws:iam::{SAMPLE}:role/{name}");
    Role { name: name.to_owned(), arn, policies: policies(document), ..Role::default() }
}

/// A user of the account.
pub fn user(name: &str, document: &str) -> User {
    let arn = format!("arn:aws:iam::{SAMPLE}:user/{name}");
    User { name: name.to_owned(), arn, policies: policies(document), ..User::default() }
}

/// Where the sample is.
pub fn site() -> Site {
    Site { account: AccountId(111_122_223_333), region: Region::EuWest1.into() }
}

/// A role as caller.
pub fn as_role(name: &str) -> Caller {
    Caller::Role(name.to_owned())
}

/// What is to be sealed.
pub fn content(text: &str) -> Content {
    Content(text.as_bytes().to_vec())
}

/// A context of pairs.
pub fn context(pairs: &[(&str, &str)]) -> Context {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl World {
    /// A world with the sample account, signed in to it in Ireland, and with a log; `Build` may everything, `ada` is a user.
    pub fn with_sample() -> (Self, PersonId) {
        let mut world = Self::new();
        let ada = world.join("ada");
        world.does(Some(ada), trail::Command::Begin { vault: trail::VaultId([9; 16]), made: true });
        world.import(ada, Source::Sample, vec![]);
        world.does(Some(ada), account::Command::SignIn { account: SAMPLE.to_owned(), region: Region::EuWest1 });
        (world, ada)
    }

    /// Imports into the sample account, with its roles.
    pub fn import(&mut self, ada: PersonId, source: Source, regions: Vec<RegionPart>) {
        let account = site().account;
        let iam = IamPart {
            roles: Listed::of(
                vec![
                    role("Build", MAY),
                    role("Nobody", r#"{"Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}"#),
                ],
                false,
            ),
            users: Listed::of(vec![user("ada", MAY)], false),
            ..IamPart::default()
        };
        let mut parts = vec![Part::Iam { account, part: Box::new(iam) }];
        parts.extend(regions.into_iter().map(|part| Part::Region { account, region: site().region, part }));
        self.does(Some(ada), inventory::Command::Import { source, parts });
    }

    /// What the log has of keys of the cloud, oldest first: operation, and the code it failed with.
    pub fn uses(&self) -> Vec<String> {
        let entries =
            self.state.trail.chain.oldest_first().filter(|entry| matches!(entry.what.key, Some(trail::Key::Cloud(_))));
        entries
            .map(|entry| match &entry.what.failure {
                Some(failure) => format!("{} {}", entry.what.name, failure.code),
                None => entry.what.name.clone(),
            })
            .collect()
    }

    /// Random bytes of this world, for what is sealed beside it.
    pub fn facts<T>(&mut self, with: impl FnOnce(&mut Facts<'_>) -> T) -> T {
        let mut count = 0_u8;
        let mut random = |bytes: &mut [u8]| {
            for byte in bytes {
                count = count.wrapping_mul(167).wrapping_add(29);
                *byte = count;
            }
        };
        with(&mut Facts::new(self.now, &mut random))
    }
}
