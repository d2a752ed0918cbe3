//! Looking through everything that is stored, a step at a time.

use super::Vault;
use crate::vault::{
    Damage, Fault, How, Place, Storage,
    head::{COPIES, Head, SegmentId},
    journal::{self, Budget},
    keyring::{At, Keyring},
    pack::unpack,
    squeeze::LARGEST,
};
use std::collections::VecDeque;

/// A sealed piece, and what opens it.
type Read<'a> = (&'a Keyring, Vec<u8>);

#[derive(Debug)]
enum Step {
    Envelope,
    Head(usize),
    Segment(SegmentId, u64),
    Run(u64, u64),
    Record(u64),
}

/// A look through under way.
#[derive(Debug)]
pub struct Verification {
    steps: VecDeque<Step>,
    total: usize,
}

/// One item looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyStep {
    /// So many are done.
    pub done: usize,
    /// Of so many.
    pub total: usize,
    /// What is the matter with this one, if anything.
    pub damage: Option<Damage>,
}

impl<S: Storage> Vault<S> {
    /// Lists what there is to look at.
    pub fn begin_verify(&self) -> Verification {
        let mut steps = VecDeque::from([Step::Envelope, Step::Head(0), Step::Head(1)]);
        if self.spare_due {
            steps.pop_back();
        }
        steps.extend(self.head.segments.iter().map(|(id, generation)| Step::Segment(id.clone(), *generation)));
        steps.extend(self.journal.runs.iter().map(|(first, count)| Step::Run(*first, *count)));
        steps.extend(self.journal.singles.iter().map(|seq| Step::Record(*seq)));
        Verification { total: steps.len(), steps }
    }

    /// Looks at the next item: reads, opens and expands it. Nothing when all is done. Items that a checkpoint or fold
    /// has replaced since the beginning are passed over.
    pub fn verify_step(&self, verification: &mut Verification) -> Result<Option<VerifyStep>, Fault> {
        let Some(step) = verification.steps.pop_front() else { return Ok(None) };
        let damage = self.look_at(step)?;
        let total = verification.total;
        Ok(Some(VerifyStep { done: total - verification.steps.len(), total, damage }))
    }

    /// All steps at once.
    pub fn verify(&self) -> Result<Vec<Damage>, Fault> {
        let mut verification = self.begin_verify();
        let mut damage = Vec::new();
        while let Some(step) = self.verify_step(&mut verification)? {
            damage.extend(step.damage);
        }
        Ok(damage)
    }

    fn look_at(&self, step: Step) -> Result<Option<Damage>, Fault> {
        let mut budget = Budget(LARGEST);
        let (place, how) = match step {
            Step::Envelope => {
                let same = matches!(Self::read_envelope(&self.storage), Ok(Some(stored)) if stored == self.envelope);
                (Place::Envelope, (!same).then_some(How::Altered))
            }
            Step::Head(copy) => {
                let Some(at) = COPIES.get(copy) else { return Ok(None) };
                let opens = |(ring, sealed): Read| match Head::open(ring, at, &sealed) {
                    Some(opened) if opened.head == self.head => Ok(()),
                    _ => Err(How::Altered),
                };
                (Place::Head, self.read_at(at)?.and_then(opens).err())
            }
            Step::Segment(id, generation) => {
                if self.head.segments.get(&id) != Some(&generation) {
                    return Ok(None);
                }
                let at = Head::slot(&id, generation);
                let opened = self.read_at(&at)?.and_then(|(ring, sealed)| {
                    let squeezed = ring.open(&at, &sealed).ok_or(How::Altered)?;
                    budget.expand(&squeezed)
                });
                let how = opened.err();
                let (scope, address) = id;
                (Place::Segment { scope, address }, how)
            }
            Step::Run(first, count) => {
                if !self.journal.runs.contains_key(&first) {
                    return Ok(None);
                }
                let opened = self
                    .read_at(&journal::run_at(first))?
                    .and_then(|(ring, sealed)| journal::open_run(ring, first, &sealed, &mut budget));
                (Place::Records { first, last: first + count - 1 }, opened.err())
            }
            Step::Record(seq) => {
                if !self.journal.singles.contains(&seq) {
                    return Ok(None);
                }
                let opened = self
                    .read_at(&journal::record_at(seq))?
                    .and_then(|(ring, sealed)| journal::open_record(ring, seq, &sealed, &mut budget));
                (Place::Records { first: seq, last: seq }, opened.err())
            }
        };
        Ok(how.map(|how| Damage { place, how, kept: false }))
    }

    fn read_at(&self, at: &At) -> Result<Result<Read<'_>, How>, Fault> {
        Ok(match self.fetch(at)? {
            None => Err(How::Missing),
            Some((ring, units)) => unpack(&units).map(|sealed| (ring, sealed)).ok_or(How::Altered),
        })
    }
}
