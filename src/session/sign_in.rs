//! The code of an authenticator application between an open vault and the console (ID-7), and secrets that a page draws.

use super::{
    Session,
    browser::{clock, random},
};
use crate::domain::{Command, PersonId, Refusal, factor, token, trail::Use};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Who has given a code since the vault was opened.
#[derive(Clone, Debug, Default)]
pub(super) struct Vouched {
    people: BTreeSet<PersonId>,
    /// The recovery sheet opened the vault; it stands in for a lost device, too.
    by_sheet: bool,
}

impl Session {
    /// Whether the person who acts has an authenticator application and gave none of its codes yet; tracked. Until then
    /// nothing of the vault is shown.
    pub fn wants_code(self) -> bool {
        let Some(person) = self.actor.get() else { return false };
        let asked = self.with(|state| state.factors.contains_key(&person));
        // Somebody else's password comes first.
        asked
            && !self.wants_password()
            && self.vouched.with(|vouched| !vouched.by_sheet && !vouched.people.contains(&person))
    }

    /// Takes a code of the person who acts.
    pub async fn give_code(self, code: String) -> Result<(), Refusal> {
        self.send_code(factor::Command::Present { code }).await?;
        self.vouch();
        Ok(())
    }

    /// Sets up an authenticator application, with a code that shows that it works.
    pub async fn enrol(self, key: factor::Key, code: String) -> Result<(), Refusal> {
        // They just showed that they have it: known before the state asks for a code.
        self.vouch();
        self.send_code(factor::Command::Enrol { key, code }).await
    }

    /// Asks for no code any more.
    pub async fn remove_factor(self, code: String) -> Result<(), Refusal> {
        self.send_code(factor::Command::Remove { code }).await
    }

    async fn send_code(self, command: factor::Command) -> Result<(), Refusal> {
        let record = self.send(Command::Factor(command)).await?;
        self.peek(|state| factor::missed(state, &record)).map_or(Ok(()), Err)
    }

    fn vouch(self) {
        if let Some(person) = self.actor.get_untracked() {
            self.vouched.update(|vouched| {
                vouched.people.insert(person);
            });
        }
    }

    /// The vault was opened anew.
    pub(super) fn vouch_anew(self, by_sheet: bool) {
        self.vouched.set(Vouched { people: BTreeSet::new(), by_sheet });
        self.signed_in.set(BTreeSet::new());
    }

    /// A key for an authenticator application. It is shared with nobody before [`Session::enrol`].
    pub fn draw_factor_key(self) -> Result<factor::Key, Refusal> {
        random::bytes().map(factor::Key::new).map_err(|fault| Refusal::new("VLT-2", fault.sentence()))
    }

    /// The secret of a token that is about to be made.
    pub fn draw_token_secret(self) -> Result<token::Secret, Refusal> {
        let well = random::Well::default();
        let secret = token::Secret::draw(&mut |slice| well.draw(slice));
        well.sound().map(|()| secret).map_err(|fault| Refusal::new("VLT-2", fault.sentence()))
    }

    /// What a pasted secret of a token is (PAT-4). The log tells that one was checked, and what it was.
    pub fn check_token(self, presented: &str) -> token::Checked {
        let found = self.peek(|state| token::check(state, presented, clock::now()));
        let told = Use::token_checked(&found);
        leptos::task::spawn_local(async move { drop(self.note_key_use([told]).await) });
        found
    }
}
