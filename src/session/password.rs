//! Passwords of Builder IDs (ID-5): derived beside the page, asked when the person at this browser acts as somebody who has
//! one. Their own is the passphrase, which the vault was opened with.

use super::{
    Session,
    acting::owner,
    browser::{random, worker},
    lifecycle::could_not,
};
use crate::{
    domain::{
        Command, Refusal,
        password::{self, Derived, Work},
        text::field,
    },
    vault::{Parameters, Passphrase, password_proof},
};
use leptos::prelude::*;

impl Session {
    /// Whether who acts is somebody else than the person at this browser, has a password, and it was not given since the
    /// vault was opened; tracked. Until then nothing is shown.
    pub fn wants_password(self) -> bool {
        let Some(person) = self.actor.get() else { return false };
        let asked = self.with(|state| state.passwords.contains_key(&person) && owner(state) != Some(person));
        asked && !self.signed_in.with(|people| people.contains(&person))
    }

    /// Takes the password of the person who acts.
    pub async fn give_password(self, typed: Passphrase) -> Result<(), Refusal> {
        let Some(derived) = self.derive_known(&typed).await? else { return Err(none_is_set()) };
        self.send_password(password::Command::Present { derived }, field::PASSWORD).await?;
        self.let_in();
        Ok(())
    }

    /// Sets the password of the person who acts; in place of one that is set, with that one.
    pub async fn set_password(self, current: Option<Passphrase>, new: Passphrase) -> Result<(), Refusal> {
        let current = match current {
            Some(current) => self.derive_known(&current).await?,
            None => None,
        };
        let (work, derived) = derive_new(&new).await?;
        drop(new);
        // Who sets it knows it: known before the state asks for it.
        self.let_in();
        self.send_password(password::Command::Set { work, derived, current }, field::CURRENT_PASSWORD).await
    }

    /// Asks the person who acts for no password any more.
    pub async fn remove_password(self, current: Passphrase) -> Result<(), Refusal> {
        let Some(current) = self.derive_known(&current).await? else { return Err(none_is_set()) };
        self.send_password(password::Command::Remove { current }, field::CURRENT_PASSWORD).await
    }

    /// Has a code sent to the address of the person who acts, whose password is forgotten.
    pub async fn send_password_reset(self) -> Result<(), Refusal> {
        self.send(Command::Password(password::Command::SendReset)).await.map(drop)
    }

    /// Sets a new password of the person who acts with that code.
    pub async fn reset_password(self, code: String, new: Passphrase) -> Result<(), Refusal> {
        let (work, derived) = derive_new(&new).await?;
        drop(new);
        self.send_password(password::Command::Reset { code, work, derived }, field::PASSWORD).await?;
        self.let_in();
        Ok(())
    }

    /// Refuses what is done as somebody whose password was not given.
    pub(super) fn is_let_in(self, command: &Command) -> Result<(), Refusal> {
        let own =
            matches!(command, Command::Password(_) | Command::Factor(_) | Command::Settings(_) | Command::Trail(_));
        if own || !untrack(|| self.wants_password()) {
            return Ok(());
        }
        Err(Refusal::new(
            "ID-5",
            "This Builder ID has a password, which was not given yet. Act as this person and give it, then try again.",
        ))
    }

    async fn send_password(self, command: password::Command, field: &'static str) -> Result<(), Refusal> {
        let record = self.send(Command::Password(command)).await?;
        self.peek(|state| password::missed(state, &record, field)).map_or(Ok(()), Err)
    }

    /// What a typed password comes to with the salt and costs of the one that is set; nothing where none is.
    async fn derive_known(self, typed: &Passphrase) -> Result<Option<Derived>, Refusal> {
        let actor = self.actor.get_untracked();
        let work = self.peek(|state| Some(state.passwords.get(&actor?)?.work));
        match work {
            Some(work) => derive(typed, work).await.map(Some),
            None => Ok(None),
        }
    }

    fn let_in(self) {
        if let Some(person) = self.actor.get_untracked() {
            self.signed_in.update(|people| {
                people.insert(person);
            });
        }
    }
}

async fn derive_new(new: &Passphrase) -> Result<(Work, Derived), Refusal> {
    let salt = random::bytes::<16>().map_err(|fault| Refusal::new("VLT-2", fault.sentence()))?;
    let Parameters { memory_kib, passes, lanes } = Parameters::DEFAULT;
    let work = Work { salt, memory_kib, passes, lanes };
    Ok((work, derive(new, work).await?))
}

async fn derive(typed: &Passphrase, work: Work) -> Result<Derived, Refusal> {
    let Work { salt, memory_kib, passes, lanes } = work;
    let derived = worker::derive(typed, &salt, Parameters { memory_kib, passes, lanes }).await;
    derived.map(|derived| Derived::new(*password_proof(&derived.key))).map_err(|fault| could_not(&fault))
}

fn none_is_set() -> Refusal {
    Refusal::new("ID-5", "No password is set for this Builder ID, so none is asked for.")
}
