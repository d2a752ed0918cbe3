//! A random long history: what a browser does to a vault over weeks, in a few hundred steps.

use super::{Dice, SALT, TestStorage, World, apply, key, part, random};
use spaceward::vault::{AsideCopy, Fault, Mode, Parameters, RotationStep, Scope, Vault, WalRecord, import};
use std::collections::{BTreeMap, BTreeSet};

/// Where the draft lies that comes and goes.
pub const DRAFT: &[u8] = b"draft";

/// What a vault ought to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    pub world: World,
    /// Which passphrase opens it.
    pub passphrase: u8,
    pub draft: Option<Vec<u8>>,
}

/// A vault with what it ought to hold.
pub struct Play {
    pub vault: Vault<TestStorage>,
    pub side: Side,
    pub log: Vec<WalRecord>,
    /// The copies of items beside the journal, beside the log.
    pub copies: BTreeMap<Vec<u8>, AsideCopy>,
    /// Counts the occasions after which localStorage does not fall back to before: an import, which empties the log,
    /// and the end of a rotation, which waits until the disk has all that was moved.
    pub horizon: Horizon,
    disk: TestStorage,
    dirty: BTreeSet<(Scope, u8)>,
    destroyed: BTreeSet<Scope>,
    file: Option<File>,
    dice: Dice,
    step: u64,
}

/// An exported file, with what it holds.
#[derive(Clone)]
struct File {
    bytes: Vec<u8>,
    side: Side,
    dirty: BTreeSet<(Scope, u8)>,
    destroyed: BTreeSet<Scope>,
}

/// How far back localStorage may fall, in writes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Horizon {
    pub from: usize,
    /// When all items of the rotation under way were moved.
    moved: Option<usize>,
}

/// What a step of the history is to do.
#[derive(Clone, Debug)]
pub enum Step {
    Append(Vec<(Scope, Vec<u8>)>),
    Checkpoint,
    Abandon,
    Bulk(Vec<(Scope, Vec<u8>)>),
    Destroy(Scope, Vec<(Scope, Vec<u8>)>),
    Passphrase(u8),
    Aside,
    RemoveAside,
    Rotate(u8),
    Move(u64),
    EndRotation,
    Export,
    Replace,
}

impl Step {
    /// Its number among the kinds.
    pub fn kind(&self) -> usize {
        match self {
            Self::Append(_) => 0,
            Self::Checkpoint => 1,
            Self::Abandon => 2,
            Self::Bulk(_) => 3,
            Self::Destroy(..) => 4,
            Self::Passphrase(_) => 5,
            Self::Aside => 6,
            Self::RemoveAside => 7,
            Self::Rotate(_) => 8,
            Self::Move(_) => 9,
            Self::EndRotation => 10,
            Self::Export => 11,
            Self::Replace => 12,
        }
    }
}

impl Play {
    pub fn new(vault: Vault<TestStorage>, disk: TestStorage, seed: u64) -> Self {
        Self {
            vault,
            side: Side { passphrase: 1, ..Side::default() },
            log: Vec::new(),
            copies: BTreeMap::new(),
            horizon: Horizon::default(),
            disk,
            dirty: BTreeSet::new(),
            destroyed: BTreeSet::new(),
            file: None,
            dice: Dice::new(seed),
            step: 0,
        }
    }

    fn scope(&mut self) -> Scope {
        loop {
            let scope = [self.dice.below(7) as u8; 16];
            if !self.destroyed.contains(&scope) {
                return scope;
            }
        }
    }

    fn parts(&mut self) -> Vec<(Scope, Vec<u8>)> {
        (0..=self.dice.below(3))
            .map(|index| {
                let (scope, key) = (self.scope(), self.dice.below(9) as u8);
                part(scope, key, &format!("{}.{index};", self.step))
            })
            .collect()
    }

    /// The next step.
    pub fn next_step(&mut self) -> Step {
        self.step += 1;
        let rotation = self.vault.rotation();
        match self.dice.below(60) {
            0 => Step::Checkpoint,
            1 => Step::Abandon,
            2 => Step::Bulk(self.parts()),
            3 if self.destroyed.len() < 4 => {
                let scope = self.scope();
                let parts: Vec<_> = self.parts().into_iter().filter(|(own, _)| *own != scope).collect();
                if scope == [0; 16] { Step::Append(parts) } else { Step::Destroy(scope, parts) }
            }
            4 | 27 => Step::Passphrase(self.dice.below(200) as u8),
            5 => Step::Aside,
            6 => Step::RemoveAside,
            7..=9 if rotation.is_none() => Step::Rotate(self.dice.below(200) as u8),
            7..=22 if rotation.is_some_and(|rotation| !rotation.is_moved()) => Step::Move(1 + self.dice.below(9)),
            7..=11 if rotation.is_some_and(spaceward::vault::Rotation::is_moved) => Step::EndRotation,
            23..=24 => Step::Export,
            25..=26 if self.file.is_some() => Step::Replace,
            _ => Step::Append(self.parts()),
        }
    }

    /// What there ought to be after the step, should it take effect.
    pub fn after(&self, step: &Step) -> Side {
        let mut side = self.side.clone();
        match step {
            Step::Append(parts) | Step::Bulk(parts) => apply(&mut side.world, parts),
            Step::Destroy(scope, parts) => {
                apply(&mut side.world, parts);
                side.world.remove(scope);
            }
            Step::Passphrase(number) | Step::Rotate(number) => side.passphrase = *number,
            Step::Aside => side.draft = Some(self.step.to_le_bytes().to_vec()),
            Step::RemoveAside => side.draft = None,
            Step::Replace => {
                let file = self.file.as_ref().unwrap();
                side = Side { draft: None, ..file.side.clone() };
            }
            Step::Checkpoint | Step::Abandon | Step::Move(_) | Step::EndRotation | Step::Export => {}
        }
        side
    }

    /// Takes the step. On a fault what ought to be there stays as it is.
    pub fn take(&mut self, step: &Step) -> Result<(), Fault> {
        let done = self.carry_out(step);
        // A checkpoint may have removed the last item that was to be moved.
        if !self.vault.rotation().is_some_and(spaceward::vault::Rotation::is_moved) {
            self.horizon.moved = None;
        } else if self.horizon.moved.is_none() {
            self.horizon.moved = Some(self.writes());
        }
        done
    }

    fn carry_out(&mut self, step: &Step) -> Result<(), Fault> {
        let after = self.after(step);
        match step {
            Step::Append(parts) => {
                let record = self.vault.append(parts)?;
                self.note(record);
                self.touch(parts);
            }
            Step::Checkpoint => self.checkpoint(None, true)?,
            Step::Abandon => self.checkpoint(None, false)?,
            Step::Bulk(parts) => {
                self.side.world.clone_from(&after.world);
                let before = self.dirty.clone();
                self.touch(parts);
                let done = self.checkpoint(Some(parts), true);
                if done.is_err() {
                    self.dirty = before;
                    return done;
                }
            }
            Step::Destroy(scope, parts) => {
                let record = self.vault.destroy_scope(*scope, parts)?;
                for record in &mut self.log {
                    if let Some(redacted) = self.vault.redact_logged(record) {
                        *record = redacted;
                    }
                }
                self.note(record);
                self.touch(parts);
                self.destroyed.insert(*scope);
                self.dirty.retain(|(own, _)| own != scope);
            }
            Step::Passphrase(number) => self.vault.change_passphrase(&key(*number), SALT, Parameters::DEFAULT)?,
            Step::Aside => {
                let draft = after.draft.as_ref().unwrap();
                let copy = self.vault.put_aside([0; 16], DRAFT, self.step + 1, draft)?;
                self.copies.insert(copy.name.clone(), copy);
            }
            Step::RemoveAside => {
                let copy = self.vault.drop_aside([0; 16], DRAFT, self.step + 1)?;
                self.copies.insert(copy.name.clone(), copy);
            }
            Step::Rotate(number) => self.vault.begin_rotation(&key(*number), SALT, Parameters::DEFAULT, Vec::new())?,
            Step::Move(count) => self.rotate(*count)?,
            Step::EndRotation => {
                self.relog();
                self.vault.end_rotation()?;
                self.horizon.from = self.horizon.moved.take().unwrap_or(self.horizon.from);
            }
            Step::Export => match self.vault.export() {
                Ok(bytes) => {
                    let (side, dirty, destroyed) = (self.side.clone(), self.dirty.clone(), self.destroyed.clone());
                    self.file = Some(File { bytes, side, dirty, destroyed });
                }
                Err(fault) if fault != Fault::Rotating => return Err(fault),
                Err(_) => {
                    assert!(self.vault.rotation().is_some_and(|rotation| !rotation.is_moved()));
                }
            },
            Step::Replace => self.replace()?,
        }
        self.side = after;
        Ok(())
    }

    /// The log keeps one record a number.
    fn note(&mut self, record: WalRecord) {
        self.log.retain(|other| other.seq != record.seq);
        self.log.push(record);
    }

    /// So many steps of the rotation under way.
    pub fn rotate(&mut self, count: u64) -> Result<(), Fault> {
        for _ in 0..count {
            match self.vault.rotate_step()? {
                RotationStep::Moved => {}
                RotationStep::Done => break,
                RotationStep::Damaged(damage) => panic!("{damage}"),
            }
        }
        Ok(())
    }

    /// Seals the log's records of before the rotation, and the copies beside them, with the keys of after.
    pub fn relog(&mut self) {
        let copies: Vec<_> = self.copies.values().cloned().collect();
        if let Ok(merge) = self.vault.merge_asides(&copies) {
            self.copies.retain(|name, _| !merge.forget.contains(name));
            self.copies.extend(merge.put.into_iter().map(|copy| (copy.name.clone(), copy)));
        }
        for record in &mut self.log {
            if let Some(anew) = self.vault.relog(record) {
                *record = anew;
            }
        }
    }

    fn replace(&mut self) -> Result<(), Fault> {
        let File { bytes, side, dirty, destroyed } = self.file.clone().unwrap();
        let contents = import::open(&bytes, &key(side.passphrase))?;
        let storage = self.disk.clone();
        contents.replace(&mut storage.clone(), spaceward::vault::QUOTA, &mut random(self.step))?;
        // The session locks; the next unlock opens what was put there.
        let opened = Vault::open(storage, &key(side.passphrase), &self.log, random(self.step + 1), Mode::Owner)?;
        assert_eq!(opened.damage, []);
        self.vault = opened.vault;
        (self.dirty, self.destroyed) = (dirty, destroyed);
        self.log.clear();
        self.copies.clear();
        self.horizon = Horizon { from: self.writes(), moved: None };
        Ok(())
    }

    fn writes(&self) -> usize {
        self.disk.0.borrow().writes
    }

    fn touch(&mut self, parts: &[(Scope, Vec<u8>)]) {
        self.dirty.extend(parts.iter().map(|(scope, bytes)| (*scope, bytes[0])));
    }

    /// Writes the changed segments of the present world; in between more is appended, as people do not wait.
    fn checkpoint(&mut self, bulk: Option<&[(Scope, Vec<u8>)]>, commit: bool) -> Result<(), Fault> {
        let mut checkpoint = self.vault.begin_checkpoint()?;
        let dirty = self.dirty.clone();
        for (scope, key) in &dirty {
            let text = self.side.world[scope][key].clone();
            self.vault.put_segment(&mut checkpoint, *scope, &[*key], &text)?;
        }
        if commit {
            let record = self.vault.commit_checkpoint(checkpoint, bulk)?;
            if let Some(record) = record {
                self.note(record);
            }
            self.dirty.clear();
        } else {
            self.vault.abandon_checkpoint(checkpoint);
        }
        Ok(())
    }
}
