//! Rotation of the vault key: everything is sealed anew, an item at a time, and the vault works on meanwhile (VLT-4).
//!
//! One set of the envelope begins it: a new instance, a new vault key under the locks of today, and the former vault key
//! under the new one. From then on all that is written belongs to the new epoch, and each step brings one item of the
//! former over: read, open, seal, set, remove. It can stop anywhere; whoever opens the vault next goes on. The former
//! key stays in the envelope until the end, for the sake of a localStorage that falls back to before.

use super::{
    ItemKind, Vault, WalRecord,
    create::make_instance,
    epoch::{Former, Spot},
};
use crate::vault::{
    Damage, Envelope, Fault, How, LockKind, Parameters, Place, Scope, Storage, VAULT_SCOPE, WrappingKey, journal,
    keyring::Keyring,
    lock::{self, FormerKey, Lock},
    names,
    pack::{pack, unpack},
};
use std::collections::BTreeMap;

/// A way to unlock that is to open the vault after a rotation. What opened it before and is not among those opens it
/// no more: its secret would be needed to wrap the new key.
#[derive(Debug)]
pub struct NewLock {
    /// What opens it; not the passphrase, which has its own place.
    pub kind: LockKind,
    /// Tells it from others of its kind.
    pub id: u64,
    /// What stands in the open.
    pub public: Vec<u8>,
    /// Wraps the new vault key.
    pub key: WrappingKey,
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotationStep {
    /// One item more is sealed with the new keys.
    Moved,
    /// One was found that does not open: it is named here, and was kept aside.
    Damaged(Damage),
    /// All is moved; there is nothing more to do but [`Vault::end_rotation`].
    Done,
}

/// How far a rotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Items that are sealed with the new keys.
    pub done: usize,
    /// Items in all.
    pub total: usize,
}

impl Rotation {
    /// Whether all is moved, so that only the former key has to go, see [`Vault::end_rotation`].
    pub fn is_moved(self) -> bool {
        self.done == self.total
    }
}

impl<S: Storage> Vault<S> {
    /// How far the rotation is that is under way, if one is.
    pub fn rotation(&self) -> Option<Rotation> {
        let former = self.former.as_ref()?;
        let counts = |kind| !matches!(kind, ItemKind::Envelope | ItemKind::Quarantine | ItemKind::Loose);
        let items = self.ledger.items().filter(|(_, item)| counts(item.kind)).count();
        // The head is written once at the beginning and once at the end; that counts as one item more.
        let head = usize::from(former.in_head || self.ring.any_fresh());
        let left = former.left.len() + head;
        let total = items.max(former.left.len()) + 1;
        Some(Rotation { done: total.saturating_sub(left), total })
    }

    /// Begins a rotation: one set of the envelope. The passphrase is wrapped anew, also if it is the same; of the other
    /// ways to unlock only those stay that are given. A checkpoint under way is abandoned.
    ///
    /// [`Fault::Rotating`] if one is under way. On a fault nothing has changed. Before any record of the new time goes to
    /// the write-ahead log, the copy of the envelope has to be there.
    pub fn begin_rotation(
        &mut self,
        passphrase: &WrappingKey,
        salt: [u8; 16],
        parameters: Parameters,
        others: Vec<NewLock>,
    ) -> Result<(), Fault> {
        self.writable()?;
        if self.former.is_some() {
            return Err(Fault::Rotating);
        }
        if !parameters.acceptable() {
            return Err(Fault::Parameters);
        }
        if others.iter().any(|lock| lock.kind == LockKind::Passphrase) {
            return Err(Fault::NoSuchLock);
        }
        self.clear_active();
        self.catch_up();
        let (instance, random) = (self.envelope.instance, &mut self.random);
        let mut ring = Keyring::make(self.envelope.vault_id, random);
        for scope in self.ring.scopes() {
            ring.make_scope(scope, random);
        }
        let public = lock::public_of(&salt, parameters);
        let mut locks = vec![Lock::make(LockKind::Passphrase, 0, public, passphrase, &ring, random)];
        locks.extend(
            others.into_iter().map(|other| Lock::make(other.kind, other.id, other.public, &other.key, &ring, random)),
        );
        let former = FormerKey { instance, wrapped: ring.make_former(&self.ring, instance, random) };
        let envelope = Envelope {
            instance: make_instance(random, &[instance]),
            revision: self.envelope.revision + 1,
            salt,
            parameters,
            locks,
            former: Some(former),
            ..self.envelope.clone()
        };
        let left = self.live_by_name();
        self.set_envelope(envelope)?;
        let from = std::mem::replace(&mut self.ring, ring);
        self.former = Some(Former { instance, ring: from, left, in_head: false });
        let unplaced = self.journal.unplaced.keys().copied().collect();
        self.reseal_unplaced(&unplaced);
        // The new keys go into a head before anything that only they open. A fault leaves that to the next write.
        let _ = self.write_head(self.head.clone());
        Ok(())
    }

    /// All live items by the names they have now.
    fn live_by_name(&self) -> BTreeMap<String, Spot> {
        let mut spots = vec![];
        spots.extend(self.head.segments.iter().map(|(id, generation)| Spot::Segment(id.clone(), *generation)));
        spots.extend(self.journal.runs.keys().map(|first| Spot::Run(*first)));
        spots.extend(self.journal.singles.iter().map(|seq| Spot::Record(*seq)));
        let named = spots.into_iter().filter_map(|spot| spot.at().map(|at| self.name(&at)).map(|name| (name, spot)));
        let mut left: BTreeMap<String, Spot> = named.filter(|(name, _)| self.ledger.holds(name)).collect();
        let others = self.ledger.items().filter_map(|(name, item)| match item.kind {
            ItemKind::Head => Some((name.clone(), Spot::Head)),
            ItemKind::Aside => Some((name.clone(), Spot::Aside)),
            _ => None,
        });
        left.extend(others);
        left
    }

    /// Brings one item over.
    ///
    /// A step needs room for one item more, for a moment. On a fault it can be tried again later, or after the next
    /// opening; all works meanwhile.
    pub fn rotate_step(&mut self) -> Result<RotationStep, Fault> {
        self.writable()?;
        let Some(former) = &self.former else { return Ok(RotationStep::Done) };
        let next = former.left.first_key_value().map(|(name, spot)| (name.clone(), spot.clone()));
        if self.ring.any_fresh() || (former.unmoved() == 0 && (former.in_head || next.is_some())) {
            self.write_head(self.head.clone())?;
            return Ok(RotationStep::Moved);
        }
        let Some((name, spot)) = next else { return Ok(RotationStep::Done) };
        Ok(self.move_item(&name, &spot)?.map_or(RotationStep::Moved, RotationStep::Damaged))
    }

    fn move_item(&mut self, name: &str, spot: &Spot) -> Result<Option<Damage>, Fault> {
        let Some(units) = self.storage.get(name)? else {
            self.discard(name);
            return Ok(damage(spot, How::Missing, false));
        };
        match unpack(&units).and_then(|sealed| self.seal_anew(spot, &sealed)) {
            Some(Moved::Gone) => {}
            Some(Moved::To { name, scope, sealed }) => {
                self.ledger.set(&mut self.storage, &name, &pack(&sealed), spot.kind(), scope, 0)?;
            }
            None => {
                self.keep_one_aside(name)?;
                return Ok(damage(spot, How::Altered, true));
            }
        }
        self.discard(name);
        Ok(None)
    }

    fn seal_anew(&mut self, spot: &Spot, sealed: &[u8]) -> Option<Moved> {
        let from = &self.former.as_ref()?.ring;
        let (to, random) = (&self.ring, &mut self.random);
        let (scope, sealed) = match spot {
            Spot::Head => return Some(Moved::Gone), // the head of today was written at the beginning
            Spot::Aside => {
                let (name, scope, sealed) = self.reseal_aside(sealed)?;
                return Some(Moved::To { name, scope, sealed });
            }
            Spot::Segment((scope, _), _) => (*scope, from.reseal(to, &spot.at()?, sealed, random)?),
            Spot::Run(first) => (VAULT_SCOPE, journal::reseal_run(from, to, *first, sealed, random)?),
            Spot::Record(seq) => (VAULT_SCOPE, journal::reseal_record(from, to, *seq, sealed, random)?),
        };
        Some(Moved::To { name: self.name(&spot.at()?), scope, sealed })
    }

    /// A logged record of the time before, sealed with the keys of today; nothing if it is not such a one. What comes
    /// back takes the place of what was given, and has to before the rotation ends.
    pub fn relog(&mut self, record: &WalRecord) -> Option<WalRecord> {
        let former = self.former.as_ref()?;
        let (seq, instance) = (record.seq, former.instance);
        let logged = journal::open_logged(&former.ring, instance, seq, &record.bytes).ok()??;
        self.take_logged_keys(super::epoch::Epoch::Former, &logged);
        self.complete_ring();
        let (from, to) = (&self.former.as_ref()?.ring, &self.ring);
        let bytes = journal::relog(from, to, self.envelope.instance, seq, &logged, &mut self.random)?;
        Some(WalRecord { seq, bytes })
    }

    /// Lets go of the former key, once everything is moved, logged records too, and the browser's disk surely has it.
    /// With it goes what could not be moved: damaged items that were kept aside. [`Fault::Rotating`] before that.
    pub fn end_rotation(&mut self) -> Result<(), Fault> {
        self.writable()?;
        let Some(former) = &self.former else { return Ok(()) };
        if !self.rotation().is_some_and(Rotation::is_moved) {
            return Err(Fault::Rotating);
        }
        let instance = former.instance;
        let leftovers = if self.ledger.is_sure() { self.storage.names()? } else { Vec::new() };
        for name in leftovers.iter().filter(|name| names::of_instance(instance, name)) {
            self.storage.remove(name)?;
            self.ledger.forget(name);
        }
        let revision = self.envelope.revision + 1;
        self.set_envelope(Envelope { former: None, revision, ..self.envelope.clone() })?;
        self.former = None;
        Ok(())
    }
}

/// What becomes of an item.
enum Moved {
    /// It has no place in the new time.
    Gone,
    /// It lies there.
    To { name: String, scope: Scope, sealed: Vec<u8> },
}

fn damage(spot: &Spot, how: How, kept: bool) -> Option<Damage> {
    let place = match spot {
        Spot::Head => return None,
        Spot::Segment((scope, address), _) => Place::Segment { scope: *scope, address: address.clone() },
        // How long a run is was told when it was opened; its first record stands for it.
        Spot::Run(first) | Spot::Record(first) => Place::Records { first: *first, last: *first },
        Spot::Aside => Place::Aside,
    };
    Some(Damage { place, how, kept })
}

#[cfg(test)]
mod tests;
