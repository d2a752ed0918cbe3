//! Deleting a space: its key first, then all that it sealed, wherever that lies (VLT-12).

use super::{
    Session,
    browser::{clock, local::Local},
    commit::{kept_not, scope_of},
    core::{Core, Keeper},
    lifecycle::logged,
    locks::Proof,
};
use crate::{
    domain::{
        Record, Refusal, SpaceId,
        application::WithoutSpace,
        event::Scope as DomainScope,
        snapshot::{self, Address},
        space,
    },
    vault::{Scope, Vault, WalRecord},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, rc::Rc};

/// How long, in milliseconds, records on their way to the log are waited for.
const PATIENCE_MS: i64 = 5_000;

impl Session {
    /// Deletes a space for good (SPC-8). `_proof` is what the person presented just before: nobody deletes a space at a
    /// console that was left open.
    pub async fn delete_space(
        self,
        space: SpaceId,
        typed: String,
        application: Option<WithoutSpace>,
        _proof: Proof,
    ) -> Result<Record, Refusal> {
        self.send(space::Command::Delete { space, typed, application }.into()).await
    }

    /// Keeps the record of a deletion: one set, with which the key of the space is destroyed. What is said here comes true
    /// in that moment, or not at all.
    pub(super) fn keep_deletion(
        self,
        core: &Rc<Core>,
        vault: &mut Vault<Local>,
        record: &Record,
        parts: &[(Scope, Vec<u8>)],
        space: SpaceId,
    ) -> Result<WalRecord, Refusal> {
        let of_it = DomainScope::Space(space);
        let written = vault.destroy_scope(scope_of(of_it), parts).map_err(|fault| kept_not(&fault))?;
        // Records of before bring its key: a tab that missed one reads storage again instead.
        core.tail.borrow_mut().forget_records();
        self.take_in(record);
        let left = |all: &mut BTreeSet<Address>| all.retain(|address| address.scope() != of_it);
        left(&mut core.dirty.borrow_mut());
        left(&mut core.dirty_since.borrow_mut());
        core.soil(self.state.with_untracked(|state| snapshot::dirty(record, state)));
        Ok(written)
    }

    /// Takes the keys of deleted spaces out of the write-ahead log, and drafts about them away from beside it. What does not
    /// get there is done at the next opening; the keeper is held meanwhile, so that no rotation puts one back.
    pub(super) async fn redact_log(self, core: &Rc<Core>, keeper: &mut Keeper) {
        let Keeper::Leading(vault) = keeper else { return };
        let Some(wal) = core.log().filter(|_| vault.destroyed_any()) else { return };
        // A record on its way there would come with its keys after this looked.
        let began = clock::running();
        while core.in_flight.get() > 0 && clock::running() - began < PATIENCE_MS {
            clock::breathe().await;
        }
        let redacted: Vec<WalRecord> =
            logged(core).await.iter().filter_map(|record| vault.redact_logged(record)).collect();
        if !redacted.is_empty() {
            let _ = wal.put_all(&redacted).await;
        }
        self.settle_drafts(core, keeper).await;
    }
}
