//! Two epochs: while a rotation is under way, items lie under the names of two instances, each sealed with keys of its
//! own. What is written goes to the present one; what is looked for may be in either.

use super::{ItemKind, Vault, recover::Recovery};
use crate::vault::{
    Envelope, Fault, How, Scope, Storage, VAULT_SCOPE,
    head::{Head, SegmentId},
    journal::{self, Budget},
    keyring::{At, Keyring},
    names,
    pack::unpack,
};
use std::collections::BTreeMap;

/// The time before the rotation that is under way.
pub(super) struct Former {
    /// Under whose names its items lie.
    pub instance: u32,
    /// What opens them.
    pub ring: Keyring,
    /// Live items that are not moved yet, by name.
    pub left: BTreeMap<String, Spot>,
    /// The stored head carries this ring's keys.
    pub in_head: bool,
}

impl Former {
    /// The epoch that an envelope names, without any scope's key yet; nothing if there is none or its key does not open.
    pub fn of(envelope: &Envelope, ring: &Keyring) -> Option<Self> {
        let named = envelope.former.as_ref()?;
        let former = ring.open_former(named.instance, &named.wrapped)?;
        Some(Self { instance: named.instance, ring: former, left: BTreeMap::new(), in_head: false })
    }

    /// So many live items lie under its names, copies of the head aside.
    pub fn unmoved(&self) -> usize {
        self.left.values().filter(|spot| !matches!(spot, Spot::Head)).count()
    }

    pub fn name(&self, at: &At) -> String {
        names::derive_name(&self.ring, self.instance, at)
    }
}

/// A place that knows what lies there.
#[derive(Clone, Debug)]
pub(super) enum Spot {
    Head,
    Segment(SegmentId, u64),
    Run(u64),
    Record(u64),
    Aside,
}

impl Spot {
    /// The account under which it goes.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Head => ItemKind::Head,
            Self::Segment(..) => ItemKind::Segment,
            Self::Run(_) => ItemKind::Run,
            Self::Record(_) => ItemKind::Record,
            Self::Aside => ItemKind::Aside,
        }
    }

    fn scope(&self) -> Scope {
        match self {
            Self::Segment((scope, _), _) => *scope,
            Self::Head | Self::Run(_) | Self::Record(_) | Self::Aside => VAULT_SCOPE,
        }
    }

    /// Where it is; nothing for those that have no single place.
    pub fn at(&self) -> Option<At<'_>> {
        match self {
            Self::Segment(id, generation) => Some(Head::slot(id, *generation)),
            Self::Run(first) => Some(journal::run_at(*first)),
            Self::Record(seq) => Some(journal::record_at(*seq)),
            Self::Head | Self::Aside => None,
        }
    }
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    Present,
    Former,
}

impl Epoch {
    /// In the order in which they are asked: what is there twice was just moved.
    pub const BOTH: [Self; 2] = [Self::Present, Self::Former];
}

impl<S: Storage> Vault<S> {
    pub(super) fn ring_of(&self, epoch: Epoch) -> Option<&Keyring> {
        match epoch {
            Epoch::Present => Some(&self.ring),
            Epoch::Former => self.former.as_ref().map(|former| &former.ring),
        }
    }

    pub(super) fn instance_of(&self, epoch: Epoch) -> Option<u32> {
        match epoch {
            Epoch::Present => Some(self.envelope.instance),
            Epoch::Former => self.former.as_ref().map(|former| former.instance),
        }
    }

    pub(super) fn name_in(&self, epoch: Epoch, at: &At) -> Option<String> {
        match epoch {
            Epoch::Present => Some(self.name(at)),
            Epoch::Former => self.former.as_ref().map(|former| former.name(at)),
        }
    }

    /// Whether the envelope names a former key that does not open.
    pub(super) fn former_is_shut(&self) -> bool {
        self.envelope.former.is_some() && self.former.is_none()
    }

    /// Which epoch's item has this name.
    pub(super) fn epoch_of(&self, name: &str) -> Option<Epoch> {
        Epoch::BOTH.into_iter().find(|epoch| self.instance_of(*epoch).is_some_and(|it| names::of_instance(it, name)))
    }

    /// Reads what lies at a place, with the ring that opens it.
    pub(super) fn fetch(&self, at: &At) -> Result<Option<(&Keyring, Vec<u16>)>, Fault> {
        for epoch in Epoch::BOTH {
            if let (Some(ring), Some(name)) = (self.ring_of(epoch), self.name_in(epoch, at))
                && let Some(units) = self.storage.get(&name)?
            {
                return Ok(Some((ring, units)));
            }
        }
        Ok(None)
    }

    /// Removes what the former epoch has at a place. Whether that succeeds or not, it counts no more.
    pub(super) fn discard_former(&mut self, at: &At) {
        if let Some(name) = self.name_in(Epoch::Former, at)
            && self.ledger.holds(&name)
        {
            self.discard(&name);
        }
    }

    /// The part of an opening that claims a place: opens what lies there, in whichever epoch. Nothing if there is
    /// nothing; else what was made of it, or what is the matter with it.
    pub(super) fn claim<T>(
        &mut self,
        recovery: &mut Recovery,
        spot: &Spot,
        at: &At,
        open: impl Fn(&Keyring, &[u8], &mut Budget) -> Result<T, How>,
    ) -> Option<Result<T, How>> {
        let mut found = None;
        for epoch in Epoch::BOTH {
            let Some(name) = self.name_in(epoch, at) else { continue };
            if matches!(found, Some(Ok(_))) {
                break; // what else is there was moved already, and goes with what is loose
            }
            if let Some(units) = recovery.loose.remove(&name) {
                self.ledger.note(&name, units.len(), spot.kind(), spot.scope());
                let Some(ring) = self.ring_of(epoch) else { continue };
                let opened =
                    unpack(&units).ok_or(How::Altered).and_then(|sealed| open(ring, &sealed, &mut recovery.budget));
                match opened {
                    Ok(content) => {
                        found = Some(Ok(content));
                        self.note_left(epoch, name, spot);
                    }
                    Err(how) => {
                        recovery.broken.insert(name);
                        found = found.or(Some(Err(how)));
                    }
                }
            } else if recovery.kept.remove(&name) {
                found = found.or(Some(Err(How::Altered)));
            }
        }
        found
    }

    /// An item of the former epoch counts, and has to be moved.
    pub(super) fn note_left(&mut self, epoch: Epoch, name: String, spot: &Spot) {
        if epoch == Epoch::Former
            && let Some(former) = &mut self.former
        {
            former.left.insert(name, spot.clone());
        }
    }
}
