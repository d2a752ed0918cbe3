//! Drafts of forms: held in memory as they are typed, sealed beside the journal half a second later (VLT-14).
//!
//! A draft is put away in two places: localStorage, by the tab that writes, and a copy beside the write-ahead log, by
//! whichever tab it was typed in, since that outlives a killed browser and every tab may write there. Which of the two
//! counts is the vault's business (docs/vault-format.md). No field of a draft is ever a secret, and a text that looks
//! like it holds one is not put away.

mod shelf;
mod stow;

pub(super) use shelf::Shelf;

use super::{Phase, Session, browser::clock};
use crate::domain::{
    Timestamp,
    draft::{Draft, DraftKey},
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroize;

/// How safe a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is in this tab's memory, and on its way.
    Waiting,
    /// It is sealed where it outlives a lock, a reload and a killed browser.
    Kept,
    /// It is in this tab's memory only: why, and what to do.
    Unkept(String),
}

/// A draft as this tab holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldDraft {
    /// What was typed.
    pub draft: Draft,
    /// How safe it is.
    pub keeping: Keeping,
    /// Units that it takes in localStorage; none before it is sealed.
    pub units: usize,
}

/// All drafts of an open vault.
pub(super) type Drafts = BTreeMap<DraftKey, HeldDraft>;

impl Session {
    /// The draft of a form, once.
    pub fn draft(self, key: DraftKey) -> Option<Draft> {
        self.drafts.with_untracked(|all| all.get(&key).map(|held| held.draft.clone()))
    }

    /// Whether a form has a draft, once.
    pub fn has_draft(self, key: DraftKey) -> bool {
        self.drafts.with_untracked(|all| all.contains_key(&key))
    }

    /// How safe the draft of a form is, tracked; nothing without a draft.
    pub fn keeping(self, key: DraftKey) -> Option<Keeping> {
        self.drafts.with(|all| all.get(&key).map(|held| held.keeping.clone()))
    }

    /// All drafts, tracked.
    pub fn with_drafts<R>(self, read: impl FnOnce(&BTreeMap<DraftKey, HeldDraft>) -> R) -> R {
        self.drafts.with(read)
    }

    /// Takes note of what is typed into a form. It is put away when the typing rests, or at once by
    /// [`Session::put_drafts_away`].
    ///
    /// Without an open vault nothing can be sealed, and the form is all that has it.
    pub fn hold_draft(self, key: DraftKey, base: u64, fields: Vec<(String, String)>) {
        if self.phase.get_untracked() != Phase::Open {
            return;
        }
        let draft = Draft { at: clock::now(), base, fields };
        let keeping = if !draft.fits() {
            Keeping::Unkept("It is longer than a draft can be. Send it, or keep a copy of it elsewhere.".to_owned())
        } else if draft.holds_secret() {
            Keeping::Unkept("It looks like it holds a secret, which is never kept. Take the secret out.".to_owned())
        } else {
            Keeping::Waiting
        };
        let waits = keeping == Keeping::Waiting;
        self.drafts.update(|all| {
            let units = all.get(&key).map_or(0, |held| held.units);
            if let Some(mut before) = all.insert(key, HeldDraft { draft, keeping, units }) {
                before.draft.zeroize();
            }
        });
        if waits {
            self.put_away_soon(key);
        }
    }

    /// Drops the draft of a form: it was sent, or is not wanted.
    pub fn drop_draft(self, key: DraftKey) {
        let known = self
            .drafts
            .try_update(|all| all.remove(&key).map(|mut held| held.draft.zeroize()))
            .is_some_and(|dropped| dropped.is_some());
        let core = self.core();
        match self.phase.get_untracked() {
            Phase::Open if known => {
                self.put_away_soon(key);
                self.put_drafts_away();
            }
            // What was sent while the vault was locking is dropped when it opens.
            Phase::Locked => core.shelf.borrow_mut().owe(key),
            _ => {}
        }
    }

    /// Seals what was typed and not put away yet: at a lock, when a field or the page is left, when the tab is hidden.
    pub fn put_drafts_away(self) {
        let core = self.core();
        if core.shelf.borrow().is_idle() {
            return;
        }
        // Where nothing else is at work in the vault, localStorage has it before this returns: a page that is being left
        // gives no later moment.
        let sealed = core.keeper.try_lock().map(|mut keeper| self.seal_waiting(&core, &mut keeper));
        leptos::task::spawn_local(async move {
            let sealed = if let Some(sealed) = sealed {
                sealed
            } else {
                let mut keeper = core.keeper.lock().await;
                self.seal_waiting(&core, &mut keeper)
            };
            self.stow(&core, sealed, false).await;
        });
    }

    pub(super) fn put_away_soon(self, key: DraftKey) {
        self.core().shelf.borrow_mut().wait_for(key, move || self.put_drafts_away());
    }

    /// Puts drafts away at every moment that may be the last, and lets those go whose place is gone. Called once, in the
    /// root component.
    pub(super) fn watch_drafts(self) {
        self.core().shelf.borrow_mut().listen(move || self.put_drafts_away());
        Effect::new(move |before: Option<BTreeSet<DraftKey>>| {
            let here: BTreeSet<DraftKey> = self.state.with(|state| {
                self.drafts.with_untracked(|all| all.keys().filter(|key| key.has_place(state)).copied().collect())
            });
            // A vault that locks forgets its state, and no space is gone for that.
            if self.phase.get_untracked() == Phase::Open {
                for key in before.unwrap_or_default().difference(&here) {
                    if self.has_draft(*key) {
                        self.drop_draft(*key);
                    }
                }
            }
            here
        });
    }

    /// Forgets what was typed: the vault locks, or is gone.
    pub(super) fn forget_drafts(self) {
        let _ = self.drafts.try_update(|all| {
            for held in all.values_mut() {
                held.draft.zeroize();
            }
            all.clear();
        });
        self.core().shelf.borrow_mut().forget();
    }
}

/// A revision for what is changed now: the moment, and more than the last.
fn revision_after(known: Option<u64>, now: Timestamp) -> u64 {
    let now = u64::try_from(now.0).unwrap_or_default();
    known.map_or(now, |known| now.max(known.saturating_add(1)))
}
