//! A key derivation that has grown cheap is made dear again at the unlock (VLT-3).

use super::{
    Session,
    core::{Core, Keeper},
    lifecycle::new_key,
};
use crate::{
    domain::trail::{Use, Way},
    vault::Passphrase,
};
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Wraps the vault key anew with today's parameters and a fresh salt, if the vault's are below. Derives beside the page and
    /// says nothing: a person has nothing to do with it, and what cannot be done now is done at the next unlock.
    pub(super) async fn raise_derivation(self, core: &Rc<Core>, passphrase: Passphrase) {
        let cheap = match &*core.keeper.lock().await {
            Keeper::Leading(vault) => {
                let envelope = vault.envelope();
                envelope.parameters.below_default().then_some((envelope.instance, envelope.salt))
            }
            _ => None,
        };
        let Some(before) = cheap else { return };
        let Ok((wrapping, salt, parameters)) = new_key(&passphrase).await else { return };
        drop(passphrase);
        let mut keeper = core.keeper.lock().await;
        let Keeper::Leading(vault) = &mut *keeper else { return };
        // The passphrase may have been changed, or another vault put in place, while the key was derived.
        if (vault.envelope().instance, vault.envelope().salt) == before
            && vault.change_passphrase(&wrapping, salt, parameters).is_ok()
        {
            let copy = vault.envelope_copy();
            self.keep_envelope_copy(core, copy).await;
            self.note_in(core, &mut keeper, vec![(None, Use::wrapped_under(Way::Passphrase))]).await;
            self.kept.update(|count| *count += 1);
        }
    }
}
