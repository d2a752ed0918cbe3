//! Users as people of this vault (ID-3, ID-8).

use super::Profile;
use crate::domain::{
    Timestamp,
    id::PersonId,
    identity::Person,
    text::{self, ALIAS_MAX, ALIAS_MIN},
};
use std::collections::{BTreeMap, BTreeSet};

/// Gives out aliases that nobody has (ID-3). Made once for many people, since it looks at all.
pub(in crate::domain) struct Aliases(BTreeSet<String>);

impl Aliases {
    /// Those of these people are taken.
    pub(in crate::domain) fn of(people: &BTreeMap<PersonId, Person>) -> Self {
        Self(people.values().map(|person| person.alias.to_lowercase()).collect())
    }

    /// A free alias that is like the name somebody signs in with; the same for the same wish and the same people.
    fn like(&mut self, user_name: &str) -> String {
        let name = user_name.split('@').next().unwrap_or_default();
        let mut alias: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-') { c } else { '-' })
            .collect();
        // Room for a number behind it.
        alias.truncate(ALIAS_MAX - 8);
        if !alias.starts_with(|c: char| c.is_ascii_alphabetic()) {
            alias.insert_str(0, "u-");
        }
        while alias.len() < ALIAS_MIN {
            alias.push('-');
        }
        if text::alias(&alias).is_err() {
            "user".clone_into(&mut alias);
        }
        let mut free = alias.clone();
        let mut number = 1u32;
        while !self.0.insert(free.to_lowercase()) {
            number = number.saturating_add(1);
            free = format!("{alias}-{number}");
        }
        free
    }
}

/// The person that a user becomes, or what becomes of the one they are already; `None` if nothing changes. The alias stays
/// for good.
pub(in crate::domain) fn person(
    key: PersonId,
    profile: &Profile,
    known: Option<&Person>,
    aliases: &mut Aliases,
    now: Timestamp,
) -> Option<Person> {
    let full_name = if profile.full_name.trim().is_empty() { &profile.user_name } else { &profile.full_name };
    let Some(known) = known else {
        return Some(Person {
            id: key,
            email: profile.email.clone(),
            full_name: full_name.clone(),
            nickname: String::new(),
            alias: aliases.like(&profile.user_name),
            joined: now,
            federated: true,
        });
    };
    if known.full_name == *full_name && known.email == profile.email {
        return None;
    }
    Some(Person { email: profile.email.clone(), full_name: full_name.clone(), ..known.clone() })
}
