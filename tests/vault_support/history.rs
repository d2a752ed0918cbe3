//! A random long history: what a browser does to a vault over weeks, in a few hundred steps.

use super::{Dice, SALT, TestStorage, World, apply, key, part};
use spaceward::vault::{Fault, Parameters, Scope, Vault, WalRecord};
use std::collections::BTreeSet;

/// A vault with the world that it ought to hold.
pub struct Play {
    pub vault: Vault<TestStorage>,
    pub world: World,
    pub log: Vec<WalRecord>,
    /// Which passphrase opens it.
    pub passphrase: u8,
    dirty: BTreeSet<(Scope, u8)>,
    destroyed: BTreeSet<Scope>,
    dice: Dice,
    step: u64,
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
}

impl Play {
    pub fn new(vault: Vault<TestStorage>, seed: u64) -> Self {
        Self {
            vault,
            world: World::new(),
            log: Vec::new(),
            passphrase: 1,
            dirty: BTreeSet::new(),
            destroyed: BTreeSet::new(),
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

    /// The next step; for the same seed the same ones, whatever happens to them.
    pub fn next_step(&mut self) -> Step {
        self.step += 1;
        match self.dice.below(60) {
            0 => Step::Checkpoint,
            1 => Step::Abandon,
            2 => Step::Bulk(self.parts()),
            3 if self.destroyed.len() < 4 => {
                let scope = self.scope();
                let parts: Vec<_> = self.parts().into_iter().filter(|(own, _)| *own != scope).collect();
                if scope == [0; 16] { Step::Append(parts) } else { Step::Destroy(scope, parts) }
            }
            4 => Step::Passphrase(self.dice.below(200) as u8),
            5 => Step::Aside,
            _ => Step::Append(self.parts()),
        }
    }

    /// The world after the step, should it take effect.
    pub fn after(&self, step: &Step) -> (World, u8) {
        let mut world = self.world.clone();
        let mut passphrase = self.passphrase;
        match step {
            Step::Append(parts) | Step::Bulk(parts) => apply(&mut world, parts),
            Step::Destroy(scope, parts) => {
                apply(&mut world, parts);
                world.remove(scope);
            }
            Step::Passphrase(number) => passphrase = *number,
            Step::Checkpoint | Step::Abandon | Step::Aside => {}
        }
        (world, passphrase)
    }

    /// Takes the step. On a fault the world stays as it is.
    pub fn take(&mut self, step: &Step) -> Result<(), Fault> {
        let (world, passphrase) = self.after(step);
        match step {
            Step::Append(parts) => {
                let record = self.vault.append(parts)?;
                self.log.push(record);
                self.touch(parts);
            }
            Step::Checkpoint => self.checkpoint(None, true)?,
            Step::Abandon => self.checkpoint(None, false)?,
            Step::Bulk(parts) => {
                self.world.clone_from(&world);
                let before = (self.after(&Step::Aside).0, self.dirty.clone());
                self.touch(parts);
                let done = self.checkpoint(Some(parts), true);
                if done.is_err() {
                    self.dirty = before.1;
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
                self.log.push(record);
                self.touch(parts);
                self.destroyed.insert(*scope);
                self.dirty.retain(|(own, _)| own != scope);
            }
            Step::Passphrase(number) => self.vault.change_passphrase(&key(*number), SALT, Parameters::DEFAULT)?,
            Step::Aside => {
                let (bytes, revision) = (self.step.to_le_bytes(), self.step + 1);
                self.vault.put_aside([0; 16], b"draft", revision, &bytes)?;
            }
        }
        self.world = world;
        self.passphrase = passphrase;
        Ok(())
    }

    fn touch(&mut self, parts: &[(Scope, Vec<u8>)]) {
        self.dirty.extend(parts.iter().map(|(scope, bytes)| (*scope, bytes[0])));
    }

    /// Writes the changed segments of the present world; in between more is appended, as people do not wait.
    fn checkpoint(&mut self, bulk: Option<&[(Scope, Vec<u8>)]>, commit: bool) -> Result<(), Fault> {
        let mut checkpoint = self.vault.begin_checkpoint()?;
        let dirty = self.dirty.clone();
        for (scope, key) in &dirty {
            let text = self.world[scope][key].clone();
            self.vault.put_segment(&mut checkpoint, *scope, &[*key], &text)?;
        }
        if commit {
            let record = self.vault.commit_checkpoint(checkpoint, bulk)?;
            self.log.extend(record);
            self.dirty.clear();
        } else {
            self.vault.abandon_checkpoint(checkpoint);
        }
        Ok(())
    }
}
