//! Finding members and invitations by a line of words and tokens (MBR-11).

use super::{Invitation, Member};
use crate::domain::{State, Timestamp, id::PersonId, role::Role, space::Space, text};
use std::collections::BTreeSet;

/// What a search line asks for. Words are looked for in name, alias and address; `role:power-user` and `team:Crew` are
/// tokens, and so are `is:pending` (invitations that can be accepted) and `is:never-signed-in`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
    roles: Vec<String>,
    teams: Vec<String>,
    pending: bool,
    never: bool,
}

impl Search {
    /// Reads a line. A token that says nothing known counts as a word.
    pub fn parse(line: &str) -> Self {
        let mut search = Self::default();
        for word in split(&line.to_lowercase()) {
            match word.split_once(':') {
                Some(("role", role)) if !role.is_empty() => search.roles.push(slug(role)),
                Some(("team", team)) if !team.is_empty() => search.teams.push(team.to_owned()),
                Some(("is", "pending")) => search.pending = true,
                Some(("is", "never-signed-in")) => search.never = true,
                _ => search.words.push(word),
            }
        }
        search
    }

    /// The tokens that can be typed in a space, to be offered.
    pub fn tokens(space: &Space) -> Vec<String> {
        let roles = Role::ALL.into_iter().map(|role| format!("role:{}", slug(role.label())));
        let teams = space.teams_by_name().into_iter().map(|team| {
            let quote = if team.name.contains(' ') { "\"" } else { "" };
            format!("team:{quote}{}{quote}", team.name)
        });
        let states = ["is:pending", "is:never-signed-in"].map(str::to_owned);
        roles.chain(teams).chain(states).collect()
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a member is meant. `never` are those that [`Search::never`] gives.
    pub fn finds(&self, state: &State, space: &Space, member: &Member, never: &BTreeSet<PersonId>) -> bool {
        if self.pending || (self.never && !never.contains(&member.person)) {
            return false;
        }
        let person = state.people.get(&member.person);
        let words = person.map(|person| format!("{} @{} {}", person.full_name, person.alias, person.email));
        let words = words.unwrap_or_default().to_lowercase();
        let in_projects = || space.projects.values().filter_map(|project| project.roles.get(&member.person));
        let has_role = |wanted: &String| {
            *wanted == slug(member.role.label()) || in_projects().any(|role| *wanted == slug(role.label()))
        };
        let in_team = |wanted: &String| space.teams_of(member.person).any(|team| team.name.to_lowercase() == *wanted);
        self.words.iter().all(|word| words.contains(word.as_str()))
            && self.roles.iter().all(has_role)
            && self.teams.iter().all(in_team)
    }

    /// Who never signed in, as [`Search::finds`] takes it: nobody where it is not asked for, since telling takes a walk of all
    /// members and the whole feed.
    pub fn never(&self, state: &State, space: &Space) -> BTreeSet<PersonId> {
        if self.never { never_signed_in(state, space) } else { BTreeSet::new() }
    }

    /// Whether an invitation is meant. Nobody has signed in for an address that belongs to no identity.
    pub fn finds_invitation(&self, state: &State, invitation: &Invitation, now: Timestamp) -> bool {
        let known = || state.people.values().any(|person| text::same_email(&person.email, &invitation.email));
        let email = invitation.email.to_lowercase();
        self.teams.is_empty()
            && (!self.pending || invitation.is_pending(now))
            && (!self.never || !known())
            && self.words.iter().all(|word| email.contains(word.as_str()))
            && self.roles.iter().all(|role| *role == slug(invitation.role.label()))
    }
}

/// Members who never signed in: an identity provider brought them, and they have done nothing yet. Whoever has a Builder ID
/// signed in to accept.
pub fn never_signed_in(state: &State, space: &Space) -> BTreeSet<PersonId> {
    let federated = |person: &PersonId| state.people.get(person).is_some_and(|person| person.federated);
    let mut never: BTreeSet<PersonId> = space.members.keys().copied().filter(federated).collect();
    if !never.is_empty() {
        for entry in space.feed.newest_first() {
            if let Some(actor) = entry.actor {
                never.remove(&actor);
            }
        }
    }
    never
}

/// `Power user` as tokens write it: `power-user`.
fn slug(words: &str) -> String {
    words.to_lowercase().replace(' ', "-")
}

/// Splits at white space outside of double quotes, which are left out.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter.is_whitespace() && !quoted => words.push(core::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}
