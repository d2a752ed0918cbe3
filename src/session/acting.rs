//! Who acts. All people of the vault are here, and the person at this browser may see and do things as any of them: what
//! happens is then recorded as theirs, and the log tells of each change (AUD-2). Kept in memory alone: after a reload or a lock the vault's own person acts again.

use super::Session;
use crate::domain::{PersonId, State, trail::Use};
use leptos::prelude::*;

/// The person at this browser: of the people of this vault the one who came first.
pub(super) fn owner(state: &State) -> Option<PersonId> {
    state.people.values().min_by_key(|person| (person.joined, person.id)).map(|person| person.id)
}

impl Session {
    /// The person at this browser, tracked.
    pub fn owner(self) -> Option<PersonId> {
        self.with(owner)
    }

    /// Who acts in place of the person at this browser, tracked; `None` while they act themselves.
    pub fn acts_as(self) -> Option<PersonId> {
        self.actor().filter(|actor| self.owner() != Some(*actor))
    }

    /// Acts as somebody from now on, in this tab. Who is not in the vault changes nothing.
    pub fn act_as(self, person: PersonId) {
        let known = self.peek(|state| state.people.contains_key(&person));
        let before = self.actor.get_untracked();
        if known && before != Some(person) {
            let (from, back) = self.peek(|state| {
                let alias = before.and_then(|before| state.people.get(&before)).map(|person| person.alias.clone());
                (alias.unwrap_or_default(), owner(state) == Some(person))
            });
            self.actor.set(Some(person));
            let told = if back { Use::acting_ended(&from) } else { Use::acting_begun(&from) };
            leptos::task::spawn_local(async move { drop(self.note_key_use([told]).await) });
        }
    }

    /// The person at this browser acts themselves again.
    pub fn act_as_oneself(self) {
        if let Some(owner) = self.peek(owner) {
            self.act_as(owner);
        }
    }

    /// After a whole state was put before the pages: who acted goes on, if they are still there.
    pub(super) fn keep_acting(self) {
        let actor = self.actor.get_untracked();
        let next = self.peek(|state| actor.filter(|actor| state.people.contains_key(actor)).or_else(|| owner(state)));
        if actor != next {
            self.actor.set(next);
        }
    }
}
